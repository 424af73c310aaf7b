import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Validator, type Schema } from '@cfworker/json-schema';
import { parseRecord } from '../../src/core/record/parseRecord';
import { runCommandLine, type ExitCode } from '../../src/node/commandLine';
import { createSampleWorkspace } from '../host/sampleWorkspace';
import { secret } from './support/secrets';

interface Run {
  readonly code: ExitCode;
  readonly output: string;
  readonly errors: string;
}

const reportSchema = JSON.parse(
  readFileSync(resolve(__dirname, '..', '..', 'schemas', 'report.schema.json'), 'utf8'),
) as Schema;

describe('Command line', () => {
  let directory: string;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mcp-change-'));
    await createSampleWorkspace(directory);
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function run(...parameters: readonly string[]): Run {
    let output = '';
    let errors = '';
    const code = runCommandLine(parameters, {
      write: (text) => (output += text),
      writeError: (text) => (errors += text),
      directory,
      color: false,
      width: 80,
      now: () => new Date('2026-11-22T09:14:00Z'),
    });
    return { code, output, errors };
  }

  function json(...parameters: readonly string[]): Record<string, unknown> {
    const { output } = run(...parameters, '--format', 'json');
    return JSON.parse(output) as Record<string, unknown>;
  }

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }

  function read(path: string): string {
    return readFileSync(join(directory, path), 'utf8');
  }

  function git(...parameters: readonly string[]): string {
    return execFileSync('git', parameters, { cwd: directory, encoding: 'utf8' });
  }

  it('says what the waiting edits allow, in 80 columns, and ends with 1', () => {
    const { code, output } = run('diff');
    assert.equal(code, 1);
    assert.match(output, /▲ “files” no longer runs a fixed version/);
    assert.match(output, /▼ `Bash\(git push \*\)` moved from ask to deny/);
    assert.match(output, /critical 100/);
    assert.match(output, /rollback rehearsed: takes back what loosened; 1 tightening stays/);
    const tooLong = output.split('\n').filter((line) => line.length > 80 && !/\S{60}/.test(line));
    assert.deepEqual(tooLong, []);
  });

  it('prints reports that hold to their schema and hold no secret', () => {
    const validator = new Validator(reportSchema, '2020-12', false);
    for (const report of [json('diff'), json('diff', '--all'), json('scan')]) {
      const { valid, errors } = validator.validate(report);
      assert.ok(valid, JSON.stringify(errors[0]));
      assert.doesNotMatch(JSON.stringify(report), /gh[p]_\w{20}/);
    }
  });

  it('ends with 0 when nothing differs, and lists what was there before only with --all', () => {
    git('checkout', '--quiet', '--', '.');
    assert.equal(run('diff').code, 0);
    assert.equal((json('diff')['files'] as unknown[]).length, 0);
    write(
      '.vscode/mcp.json',
      read('.vscode/mcp.json').replace('"-y", "@acme/search-mcp"', '"-y",   "@acme/search-mcp"'),
    );
    const rules = (all: readonly string[]): string[] =>
      (json('diff', ...all)['files'] as { findings: { rule: string }[] }[]).flatMap(
        ({ findings }) => findings.map(({ rule }) => rule),
      );
    assert.deepEqual(rules([]), []);
    assert.deepEqual(rules(['--all']), ['mcp/unpinned-package']);
  });

  it('compares two commits, with neither of them checked out', () => {
    git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '-am', 'loosen');
    git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--allow-empty', '-m', 'later');
    const report = json('diff', '--base', 'HEAD~2', '--head', 'HEAD~1');
    assert.equal(report['tier'], 'critical');
    assert.equal(json('diff', '--base', 'HEAD~1', '--head', 'HEAD')['tier'], 'none');
  });

  it('sees files that git does not track yet', () => {
    git('stash', '--quiet');
    write('.cursor/mcp.json', '{"mcpServers":{"new":{"command":"npx","args":["-y","new-mcp"]}}}');
    const [file] = json('diff')['files'] as { path: string; findings: { rule: string }[] }[];
    assert.equal(file?.path, '.cursor/mcp.json');
    assert.deepEqual(
      file.findings.map(({ rule }) => rule),
      ['mcp/server-added'],
    );
  });

  it('compares two loose files, either of which may be missing', () => {
    write('old.json', '{"mcpServers":{"a":{"command":"npx","args":["a@1.0.0"]}}}');
    write('new.json', '{"mcpServers":{"a":{"command":"npx","args":["a"]}}}');
    const both = json('diff', '--before', 'old.json', '--after', 'new.json', '--as', '.mcp.json');
    assert.equal(both['tier'], 'medium');
    assert.equal(json('diff', '--after', 'new.json', '--as', '.mcp.json')['direction'], 'loosens');
    assert.equal(
      json('diff', '--before', 'new.json', '--as', '.mcp.json')['direction'],
      'tightens',
    );
    const other = json('diff', '--after', 'new.json', '--as', 'package.json');
    assert.deepEqual(
      (other['files'] as { status: string }[]).map(({ status }) => status),
      ['not-governed'],
    );
  });

  it('says how to call it when the call makes no sense', () => {
    for (const [parameters, words] of [
      [['fly'], /no command “fly”/],
      [['diff', '--base', 'nowhere'], /mcp-change diff: /],
      [['diff', '--sideways'], /sideways/],
      [['diff', '--after', 'x'], /--as PATH is needed/],
      [['scan', '--root', 'nowhere'], /does not exist/],
      [['scan', '--format', 'xml'], /--format is one of text, json, sarif/],
      [['record'], /--why TEXT is needed/],
      [['record', '--why', 'because of this', '--type', 'x'], /--type is one of/],
      [['rollback'], /Name one record/],
      [['rollback', 'CHG-1'], /is no record id/],
      [['rollback', 'CHG-20261122-aaaaaa'], /There is no record/],
    ] as const) {
      const { code, errors } = run(...parameters);
      assert.equal(code, 2, parameters.join(' '));
      assert.match(errors, words);
    }
    assert.equal(run('--help').code, 0);
    for (const command of ['scan', 'diff', 'record', 'rollback']) {
      assert.match(run(command, '--help').output, new RegExp(`mcp-change ${command}`));
    }
  });

  it('reports broken JSON with its place, and judges what it could understand', () => {
    write('.mcp.json', '{ "mcpServers": { "a": { "command": "npx" "args": ["-y", "a-mcp"] } } }');
    const { code } = run('scan');
    assert.equal(code, 2);
    const file = (
      json('scan')['files'] as {
        path: string;
        status: string;
        reason?: string;
        findings: { rule: string }[];
      }[]
    ).find(({ path }) => path === '.mcp.json');
    assert.equal(file?.status, 'unreadable');
    assert.match(file.reason ?? '', /^Line 1, column 43: A comma is missing/);
    assert.deepEqual(file.findings.map(({ rule }) => rule).sort(), [
      'change/ambiguous-or-unparsable-file',
      'mcp/unpinned-package',
    ]);
  });

  it('does not follow a link out of the folder, nor one to nowhere', () => {
    const outside = mkdtempSync(join(tmpdir(), 'mcp-change-outside-'));
    writeFileSync(join(outside, 'secret.json'), '{"mcpServers":{}}');
    symlinkSync(join(outside, 'secret.json'), join(directory, '.mcp.json'));
    mkdirSync(join(directory, '.cursor'));
    symlinkSync('nowhere.json', join(directory, '.cursor', 'mcp.json'));
    symlinkSync('AGENTS.md', join(directory, 'CLAUDE.md'));
    const files = json('scan')['files'] as { path: string; status: string; reason?: string }[];
    const status = (path: string): string | undefined =>
      files.find((file) => file.path === path)?.status;
    assert.equal(status('.mcp.json'), 'unreadable');
    assert.equal(status('.cursor/mcp.json'), 'unreadable');
    assert.equal(status('CLAUDE.md'), 'ok');
    rmSync(outside, { recursive: true });
  });

  it('does not run what the repository sets up for git', () => {
    const proof = join(directory, 'ran');
    write('evil.sh', `#!/bin/sh\ntouch ${proof}\ncat\n`);
    execFileSync('chmod', ['+x', join(directory, 'evil.sh')]);
    const evil = join(directory, 'evil.sh');
    for (const [key, value] of [
      ['core.fsmonitor', evil],
      ['diff.external', evil],
      ['filter.evil.clean', evil],
      ['filter.evil.smudge', evil],
      ['diff.evil.textconv', evil],
      ['core.pager', evil],
    ] as const) {
      git('config', key, value);
    }
    write('.gitattributes', '* filter=evil diff=evil\n');
    run('diff');
    assert.ok(!readdirSync(directory).includes('ran'), 'something ran');
  });

  it('writes a record next to the code and takes the change back by it', () => {
    const before = {
      mcp: git('show', 'HEAD:.vscode/mcp.json'),
      agents: git('show', 'HEAD:AGENTS.md'),
    };
    const recorded = json('record', '--why', 'Let the docs agent write generated pages');
    assert.equal(recorded['rehearsal'], 'passed');
    const path = String(recorded['path']);
    assert.match(path, /^\.mcp-change\/records\/CHG-20261122-[0-9a-z]{6}-let-the-docs-agent/);
    assert.deepEqual(parseRecord(read(path)).problems, []);
    assert.doesNotMatch(read(path), /gh[p]_\w{20}/);
    const id = String(recorded['id']);

    const check = run('rollback', id, '--check');
    assert.equal(check.code, 0);
    assert.match(check.output, /Nothing was written/);
    assert.notEqual(read('.vscode/mcp.json'), before.mcp);

    assert.equal(run('rollback', id, '--apply').code, 0);
    assert.equal(read('.vscode/mcp.json'), before.mcp);
    assert.equal(read('AGENTS.md'), before.agents);
    assert.match(read('.claude/settings.json'), /"deny": \[[^\]]*"Bash\(git push \*\)"/);
    assert.equal(parseRecord(read(path)).record?.status, 'rolled-back');
  });

  it('keeps what was edited after the record, and refuses where it cannot', () => {
    const id = String(json('record', '--why', 'Let the docs agent write generated pages')['id']);
    git('add', '.');
    git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '-m', 'recorded');
    write('AGENTS.md', `${read('AGENTS.md')}\n## Later\n\nA later thought.\n`);
    write('.vscode/mcp.json', read('.vscode/mcp.json').replace('"search"', '"finder"'));
    assert.equal(run('rollback', id, '--apply').code, 0);
    assert.match(read('AGENTS.md'), /Ask before running any migration/);
    assert.match(read('AGENTS.md'), /A later thought/);
    assert.match(read('.vscode/mcp.json'), /"finder"/);
    assert.match(read('.vscode/mcp.json'), /@2026\.8\.31/);
  });

  it('does not trust a record that was edited by hand', () => {
    const recorded = json('record', '--why', 'Let the docs agent write generated pages');
    const path = String(recorded['path']);
    write(path, read(path).replaceAll('AGENTS.md', '../../outside.md'));
    const { code, errors } = run('rollback', String(recorded['id']), '--apply');
    assert.equal(code, 2);
    assert.ok(errors.length > 10);
    write(path, `${read(path)}\nextra: ${secret('github')}\n`);
    assert.equal(run('rollback', String(recorded['id'])).code, 2);
  });

  it('explains what agents can do, against another state or as it is', () => {
    const { code, output } = run('explain');
    assert.equal(code, 0);
    assert.match(output, /\+ is new against/);
    assert.match(
      output,
      /VS Code\n {2}Servers it can use\n {2}- files: npx -y @modelcontextprotocol\/server-filesystem@2026/,
    );
    const { clients } = json('explain') as { clients: { client: string; powers: object[] }[] };
    assert.ok(clients.some(({ client, powers }) => client === 'Claude Code' && powers.length > 0));
    rmSync(join(directory, '.git'), { recursive: true });
    assert.match(run('explain').output, /There is nothing to compare with/);
    assert.equal(run('explain', '--base', 'main').code, 2);
  });

  it('speaks SARIF', () => {
    const sarif = JSON.parse(run('scan', '--format', 'sarif').output) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } };
        results: { ruleId: string; partialFingerprints: object }[];
      }[];
    };
    assert.equal(sarif.version, '2.1.0');
    const results = sarif.runs[0]?.results ?? [];
    assert.ok(results.some(({ ruleId }) => ruleId === 'secret/literal-credential'));
    const rule = sarif.runs[0]?.tool.driver.rules.find(({ id }) => id === results[0]?.ruleId);
    assert.ok(rule?.properties.tags.some((tag) => /^external\/cwe\/cwe-\d+$/.test(tag)));
  });
});
