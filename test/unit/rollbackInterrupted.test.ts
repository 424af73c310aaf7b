import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { parseRecord } from '../../src/core/record/parseRecord';
import { ScratchRepository } from './support/scratchRepository';

const servers = '.vscode/mcp.json';
const settings = '.claude/settings.json';
const added = '.cursor/mcp.json';
const before: Readonly<Record<string, string>> = {
  [servers]:
    '{\n  "servers": {\n    "files": { "command": "npx", "args": ["-y", "@acme/files-mcp@2.4.1"] }\n  }\n}\n',
  [settings]: '{\n  "permissions": { "deny": ["Read(./.env)"] }\n}\n',
};
const after: Readonly<Record<string, string>> = {
  [servers]: before[servers]?.replace('2.4.1', 'latest') ?? '',
  [settings]: '{\n  "permissions": { "deny": [] }\n}\n',
  [added]: '{ "mcpServers": { "mail": { "command": "mail" } } }\n',
};

describe('A rollback that is cut off', function () {
  this.timeout(120_000);
  let repository: ScratchRepository;

  beforeEach(() => {
    repository = new ScratchRepository();
    repository.commit(before);
    for (const [path, text] of Object.entries(after)) repository.write(path, text);
  });

  afterEach(() => repository.remove());

  const present = (path: string): string | undefined =>
    existsSync(join(repository.directory, path)) ? repository.read(path) : undefined;
  const journal = (): string => join(repository.directory, '.git/mcp-change/rollback.json');
  const partsIn = (folder: string): readonly string[] =>
    readdirSync(join(repository.directory, folder)).filter((name) => name.endsWith('-part'));

  /** As it is when the process ends after the first file. */
  const cutOff = (): { readonly id: string; readonly path: string } => {
    const { id, path } = repository.record();
    const record = repository.read(path);
    assert.equal(repository.run('rollback', id, '--apply').code, 0);
    const files = [...Object.keys(after), path].map((file) => ({
      path: file,
      before: file === path ? record : (after[file] ?? null),
      after: present(file) ?? null,
    }));
    mkdirSync(join(repository.directory, '.git/mcp-change'), { recursive: true });
    writeFileSync(journal(), JSON.stringify({ version: 1, id, files }));
    repository.write(settings, after[settings] ?? '');
    repository.write(added, after[added] ?? '');
    repository.write(path, record);
    return { id, path };
  };

  it('says so before anything else is rolled back', () => {
    const { id } = cutOff();
    const { code, errors } = repository.run('rollback', id);
    assert.equal(code, 2);
    assert.match(errors, /was cut off.*--continue.*--abort/s);
  });

  it('is told by “status”, with both ways out', () => {
    const { id } = cutOff();
    const { output } = repository.run('status', '--base', 'main');
    assert.match(output, new RegExp(`^A rollback of ${id} was cut off.*--continue.*--abort`));
    const data = JSON.parse(
      repository.run('status', '--base', 'main', '--format', 'json').output,
    ) as { readonly unfinishedRollback?: string };
    assert.equal(data.unfinishedRollback, id);
    repository.run('rollback', '--abort');
    assert.doesNotMatch(repository.run('status', '--base', 'main').output, /cut off/);
  });

  it('goes on', () => {
    const { path } = cutOff();
    assert.equal(repository.run('rollback', '--continue').code, 0);
    for (const file of Object.keys(after)) assert.equal(present(file), before[file]);
    assert.equal(parseRecord(repository.read(path)).record?.status, 'rolled-back');
    assert.equal(existsSync(journal()), false);
    assert.match(repository.run('rollback', '--continue').output, /No rollback was cut off/);
  });

  it('goes back', () => {
    const { path } = cutOff();
    assert.equal(repository.run('rollback', '--abort').code, 0);
    for (const file of Object.keys(after)) assert.equal(present(file), after[file]);
    assert.equal(parseRecord(repository.read(path)).record?.status, 'draft');
    assert.equal(existsSync(journal()), false);
  });

  it('writes nothing over an edit that was made since', () => {
    cutOff();
    repository.write(settings, '{ "permissions": { "deny": ["Bash(rm:*)"] } }\n');
    for (const way of ['--continue', '--abort']) {
      const { code, errors } = repository.run('rollback', way);
      assert.equal(code, 2);
      assert.match(errors, /settings\.json was edited since/);
    }
    assert.equal(present(added), after[added]);
    assert.equal(existsSync(journal()), true);
  });

  /**
   * Ends the process at its n-th call that writes, with half of the text on the disk where it is a text.
   * Of every such moment each fourth is tried; with EVERY_KILL=1 all of them.
   */
  it('loses and halves nothing when it is killed at any moment', async function () {
    this.timeout(600_000);
    const { id, path } = repository.record();
    const record = repository.read(path);
    const program = join(repository.directory, '.git/mcp-change.js');
    const options: BuildOptions = {
      entryPoints: [resolve(__dirname, '..', '..', 'src', 'cli.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    };
    // Not here: esbuild keeps a process, and another test may have started it as a user who may nothing.
    const script = `require('esbuild').buildSync(${JSON.stringify(options)})`;
    execFileSync(process.execPath, ['-e', script], { cwd: resolve(__dirname, '../..') });
    const killer = join(repository.directory, '.git/killer.js');
    writeFileSync(killer, killerText);
    const runAndKill = async (call: number): Promise<boolean> => {
      const child = spawn(
        process.execPath,
        ['--require', killer, program, 'rollback', id, '--apply'],
        {
          cwd: repository.directory,
          stdio: ['ignore', 'ignore', 'inherit'],
          env: { ...process.env, KILL_AT: `${call}` },
        },
      );
      return new Promise((done, fail) => {
        child.once('exit', (code, signal) => {
          // It ends by the kill or well, never in any other way.
          if (signal === 'SIGKILL' || code === 0) done(code === 0);
          else fail(new Error(`exit code ${code ?? signal}`));
        });
      });
    };
    const step = process.env['EVERY_KILL'] === '1' ? 1 : 4;
    let kills = 0;
    let interrupted = 0;
    for (let call = 1; !(await runAndKill(call)); call += step) {
      kills += 1;
      for (const file of Object.keys(after)) {
        assert.ok([before[file], after[file]].includes(present(file)), `${file}, call ${call}`);
      }
      assert.ok(parseRecord(repository.read(path)).record, `record, call ${call}`);
      if (existsSync(journal())) {
        interrupted += 1;
        const way = interrupted % 2 === 0 ? '--abort' : '--continue';
        const { code, errors } = repository.run('rollback', way);
        assert.equal(code, 0, errors);
        const wanted = way === '--abort' ? after : before;
        for (const file of Object.keys(after)) assert.equal(present(file), wanted[file]);
        for (const folder of ['.vscode', '.claude']) assert.deepEqual(partsIn(folder), []);
      }
      for (const [file, text] of Object.entries(after)) repository.write(file, text);
      repository.write(path, record);
    }
    assert.ok(interrupted >= 5, `only ${interrupted} of ${kills} kills fell between two files`);
    for (const file of Object.keys(after)) assert.equal(present(file), before[file]);
    assert.equal(parseRecord(repository.read(path)).record?.status, 'rolled-back');
  });
});

const killerText = `
const fs = require('node:fs');
let left = Number(process.env.KILL_AT);
const end = () => { process.kill(process.pid, 'SIGKILL'); for (;;); };
for (const name of ['openSync', 'writeFileSync', 'fsyncSync', 'renameSync', 'linkSync', 'rmSync', 'rmdirSync']) {
  const real = fs[name];
  fs[name] = (...parameters) => {
    const reads = name === 'openSync' && (parameters[1] ?? 'r') === 'r';
    if (!reads && --left === 0) {
      if (name === 'writeFileSync') real(parameters[0], parameters[1].slice(0, parameters[1].length / 2));
      end();
    }
    return real(...parameters);
  };
}
`;
