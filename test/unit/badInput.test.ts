import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ScratchRepository, type Run } from './support/scratchRepository';

interface FileReport {
  readonly path: string;
  readonly status: string;
  readonly reason?: string;
  readonly findings: readonly { readonly rule: string }[];
  readonly changes?: readonly { readonly words: string }[];
}

const path = '.mcp.json';
const server = '{"mcpServers":{"a":{"command":"npx","args":["-y","a-mcp"]}}}\n';
const fixed = server.replace('a-mcp', 'a-mcp@1.0.0');

/** Somebody who owns nothing here, to whom permissions mean something. */
const nobody = 65_534;

describe('Bad input of the command line', () => {
  let repository: ScratchRepository;

  beforeEach(() => {
    repository = new ScratchRepository();
    repository.commit({ [path]: fixed, 'AGENTS.md': '# Rules\n\nNever push to main.\n' });
  });

  afterEach(() => {
    execFileSync('rm', ['-rf', repository.directory]);
  });

  const full = (name: string): string => join(repository.directory, name);

  function put(name: string, content: string | Buffer): void {
    mkdirSync(dirname(full(name)), { recursive: true });
    writeFileSync(full(name), content);
  }

  function sparse(name: string, bytes: number): void {
    const file = openSync(full(name), 'w');
    ftruncateSync(file, bytes);
    closeSync(file);
  }

  function filesOf(...parameters: readonly string[]): readonly FileReport[] {
    const { output } = repository.run(...parameters, '--format', 'json');
    return (JSON.parse(output) as { files: FileReport[] }).files;
  }

  /** Scan and diff both say it, end with 2, and still report the other file. */
  function assertUnread(name: string, reason: RegExp): readonly FileReport[] {
    put('AGENTS.md', '# Rules\n\nBe quick.\n');
    return (['scan', 'diff'] as const).map((command) => {
      const { code, output } = repository.run(command);
      assert.equal(code, 2, command);
      const words = output.replace(/\s+/g, ' ');
      assert.ok(words.includes(`${name} could not be read`), output);
      assert.match(words, reason);
      const files = filesOf(command);
      const file = files.find((candidate) => candidate.path === name);
      assert.equal(file?.status, 'unreadable');
      assert.match(file.reason ?? '', reason);
      const other = files.find((candidate) => candidate.path === 'AGENTS.md');
      assert.equal(other?.status, 'ok');
      if (command === 'diff') assert.ok((other.changes ?? []).length > 0);
      return file;
    });
  }

  /** What is wrong hides nothing of what is right: the finding is there all the same. */
  function assertUnderstood(files: readonly FileReport[]): void {
    for (const { findings } of files) assert.ok(findings.length > 0);
    assert.ok(files.some(({ findings }) => findings.some(({ rule }) => /pin/.test(rule))));
  }

  it('says of fifty megabytes how large they are and reads none of them', () => {
    sparse(path, 50_000_000);
    assertUnread(path, /has 50000000 bytes, more than the 5000000 .* Move what is no config/);
  });

  it('says so too when git keeps fifty megabytes, before or after', () => {
    sparse(path, 50_000_000);
    repository.commit({});
    put(path, server);
    const [file] = filesOf('diff', '--base', 'HEAD');
    assert.equal(file?.status, 'unreadable');
    assert.match(file.reason ?? '', /before the change cannot be compared with.*50000000 bytes/);
    const [later] = filesOf('diff', '--base', 'HEAD~1', '--head', 'HEAD');
    assert.match(later?.reason ?? '', /50000000 bytes/);
  });

  it('names the line of binary data, and judges what stands around it', () => {
    put(path, server.replace('\n', '\n\n\0\u0001\u0002'));
    assertUnderstood(assertUnread(path, /Line 3: It holds binary data\. Put back a text file/));
  });

  it('names the line of a byte that is no UTF-8, and judges what stands around it', () => {
    const bytes = Buffer.concat([Buffer.from(`//\n// `), Buffer.from([0xc3]), Buffer.from('\n')]);
    put('.vscode/mcp.json', '{}\n');
    repository.commit({});
    put(
      '.vscode/mcp.json',
      Buffer.concat([bytes, Buffer.from(server.replace('mcpServers', 'servers'))]),
    );
    const files = assertUnread('.vscode/mcp.json', /Line 2: It is not valid UTF-8\. Save it/);
    for (const { findings } of files) assert.ok(findings.length > 0);
  });

  it('takes a replacement character that somebody wrote for what it is', () => {
    put('AGENTS.md', '# Rules\n\nNever write \ufffd.\n');
    assert.equal(repository.run('scan').code, 0);
  });

  for (const [name, bytes] of [
    ['little endian', Buffer.from(`\ufeff${server}`, 'utf16le')],
    ['big endian', Buffer.from(`\ufeff${server}`, 'utf16le').swap16()],
  ] as const) {
    it(`knows UTF-16 with a mark at its start, and judges what it says: ${name}`, () => {
      put(path, bytes);
      assertUnderstood(assertUnread(path, /It is UTF-16.*Save it with the encoding UTF-8/));
    });
  }

  it('does not mind mixed ends of lines, nor a mark at the start of UTF-8', () => {
    put(path, `\ufeff${fixed.replaceAll(',', ',\r\n').replaceAll('{', '{\r')}`);
    const file = filesOf('diff').find((candidate) => candidate.path === path);
    assert.equal(file?.status, 'ok');
    assert.deepEqual(file.changes, []);
  });

  it('may not read what its user may not, file or folder, and names both', function () {
    if (process.platform === 'win32') this.skip();
    put('locked/.mcp.json', server);
    put('AGENTS.md', '# Rules\n\nBe quick.\n');
    // Loaded before it may be out of reach.
    repository.run('scan');
    repository.run('diff');
    const files = asNobody(repository.directory, () => {
      chmodSync(full(path), 0);
      chmodSync(full('locked'), 0);
      try {
        assert.equal(repository.run('scan').code, 2);
        return [filesOf('scan'), filesOf('scan', 'locked'), filesOf('diff')];
      } finally {
        chmodSync(full(path), 0o644);
        chmodSync(full('locked'), 0o755);
      }
    });
    const reason = (list: readonly FileReport[] | undefined, name: string): string =>
      list?.find((file) => file.path === name && file.status === 'unreadable')?.reason ?? '';
    const [scanned, named, compared] = files;
    assert.match(reason(scanned, path), /permission denied\. Allow yourself to read it/);
    assert.match(reason(scanned, 'locked/'), /permission denied.*Nothing below it was looked at/);
    assert.match(reason(named, 'locked/'), /permission denied/);
    assert.match(reason(compared, path), /permission denied/);
    assert.match(reason(compared, 'locked/'), /cannot be looked into/);
    assert.ok(compared?.some((file) => file.path === 'AGENTS.md' && file.status === 'ok'));
  });

  it('writes and finds records beside a folder that it may not read', function () {
    if (process.platform === 'win32') this.skip();
    repository.write(path, server);
    const { id } = repository.record();
    put('locked/x', '');
    const [rehearsal, nothing] = asNobody(repository.directory, () => {
      chmodSync(full('locked'), 0);
      try {
        return [repository.run('rollback', id), repository.run('record', '--why', 'It is needed')];
      } finally {
        chmodSync(full('locked'), 0o755);
      }
    });
    assert.equal(rehearsal?.code, 0, rehearsal?.errors);
    // Refused, because nobody can say what the folder holds.
    assert.equal(nothing?.code, 2);
    assert.match(nothing.errors, /locked\/ could not be read/);
  });

  it('says of a folder with the name of a file what it is', () => {
    rmSync(full(path));
    mkdirSync(full(path));
    const { code, output } = repository.run('diff');
    assert.equal(code, 2);
    assert.match(output, /\.mcp\.json {2}could not be read {2}It is a folder .* Rename it/);
  });

  for (const [name, target, reason] of [
    ['outside', '/etc/hostname', /link to a place outside this folder; the target is not read/],
    ['in a circle', '.mcp.json', /leads back to itself\. Mend the link or delete it/],
    ['to nowhere', 'nowhere.json', /target does not exist\. Mend the link or delete it/],
  ] as const) {
    it(`does not follow a link ${name}`, () => {
      rmSync(full(path));
      symlinkSync(target, full(path));
      assertUnread(path, reason);
      const { code, output } = repository.run('scan', path);
      assert.equal(code, 2, output);
    });
  }

  it('reads a link inside as the file it leads to', () => {
    rmSync(full(path));
    put('config.json', server);
    symlinkSync('config.json', full(path));
    assertRules(filesOf('diff'), path, /pin/);
  });

  function assertRules(files: readonly FileReport[], name: string, rule: RegExp): void {
    const file = files.find((candidate) => candidate.path === name);
    assert.equal(file?.status, 'ok');
    assert.ok(file.findings.some((finding) => rule.test(finding.rule)));
  }

  it('compares a thousand of ten thousand servers in two seconds of processor time, and says that there are more', function () {
    this.timeout(60_000);
    const config = (version: string): string =>
      JSON.stringify({
        mcpServers: Object.fromEntries(
          Array.from({ length: 10_000 }, (_, index) => [
            `server-${index}`,
            { command: 'npx', args: ['-y', `@acme/tools-${index}@${version}`] },
          ]),
        ),
      });
    put('before.json', config('1.0.0'));
    put('after.json', config('latest'));
    const started = process.cpuUsage();
    const [file] = loose('--before', 'before.json', '--after', 'after.json', '--as', path);
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    console.log(`      10,000 servers: ${seconds.toFixed(2)} s of processor time`);
    assert.equal(file?.changes?.length, 1_000);
    assert.ok(file.findings.some(({ rule }) => rule === 'change/ambiguous-or-unparsable-file'));
    assert.ok(seconds <= 2, `${seconds} s`);
  });

  function loose(...parameters: readonly string[]): readonly FileReport[] {
    return filesOf('diff', ...parameters);
  }

  it('stops at a thousand levels with a place, and judges what stands before them', () => {
    const deep = `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`;
    put(path, server.replace(/\}\n$/, `,"deep":${deep}}\n`));
    assertUnderstood(assertUnread(path, /Line 1, column \d+: Nested more than \d+ levels deep/));
  });

  it('reads of a key that stands twice the last value, as clients do, and says what it does', () => {
    put(path, server.replace('"args"', '"command":"uvx","args"'));
    const { code, output } = repository.run('diff');
    assert.equal(code, 1);
    assert.match(output.replace(/\s+/g, ' '), /now starts uvx -y a-mcp; it was npx/);
  });

  it('refuses loose files that are missing, huge, or folders, by name', () => {
    put('good.json', server);
    sparse('huge.json', 50_000_000);
    mkdirSync(full('folder.json'));
    for (const side of ['before', 'after']) {
      for (const [file, reason] of [
        ['missing.json', /missing\.json does not exist\. Leave the option out/],
        ['huge.json', /huge\.json: It has 50000000 bytes.* Move what is no config/],
        ['folder.json', /folder\.json: It is a folder.* Rename it/],
      ] as const) {
        const other = side === 'before' ? 'after' : 'before';
        const run = repository.run(
          ...['diff', `--${side}`, file, `--${other}`, 'good.json', '--as', path],
        );
        assertUsage(run, reason);
        assert.match(run.errors, new RegExp(`--${side}: `));
      }
    }
  });

  function assertUsage({ code, output, errors }: Run, reason: RegExp): void {
    assert.equal(code, 2);
    assert.equal(output, '');
    assert.match(errors, reason);
    assert.doesNotMatch(errors, /\n\s+at /);
  }

  it('judges what it understands of a loose file that is binary, and ends with 2', () => {
    put('binary.json', `${server}\0`);
    const parameters = ['--after', 'binary.json', '--as', path];
    assert.equal(repository.run('diff', ...parameters).code, 2);
    const [file] = loose(...parameters);
    assert.equal(file?.status, 'unreadable');
    assert.match(file.reason ?? '', /Line 2: It holds binary data/);
    assert.ok(file.findings.length > 0);
    assert.equal(loose('--before', 'binary.json', '--as', path)[0]?.status, 'ok');
  });

  it('says which record is nonsense and where, and goes on with the others', () => {
    repository.write(path, server);
    const { id, path: record } = repository.record();
    const text = repository.read(record);
    for (const [nonsense, reason] of [
      ['\0\u0001', /Line 1: It holds binary data/],
      [`{{{\n${text}`, /line \d+: /],
      [text.replace('\nid:', '\nid: 7 #'), /line \d+: /],
      ['', /line 1: /],
    ] as const) {
      put(record, nonsense);
      assertUsage(repository.run('rollback', id), reason);
      assert.equal(repository.run('diff').code, 1);
      // It covers nothing any more: the change can be recorded anew.
      assert.equal(repository.run('record', '--why', 'It is needed').code, 0);
      execFileSync('rm', ['-r', full('.mcp-change')]);
      put(record, text);
    }
    rmSync(full(record));
    mkdirSync(full(record));
    assertUsage(repository.run('rollback', id), /It is a folder/);
    rmSync(full(record), { recursive: true });
    sparse(record, 50_000_000);
    assertUsage(repository.run('rollback', id), /50000000 bytes/);
  });

  it('says in words that records cannot be kept where a file stands in the way', () => {
    repository.write(path, server);
    put('.mcp-change', 'a file');
    assertUsage(repository.run('record', '--why', 'It is needed'), /\.mcp-change/);
    assertUsage(repository.run('rollback', 'CHG-20261122-aaaaaa'), /There is no record/);
  });
});

/**
 * Root may read everything, so the tests of permissions step down for a moment. Who is not root stays.
 */
function asNobody<T>(directory: string, action: () => T): T {
  if (process.geteuid?.() !== 0) return action();
  execFileSync('chown', ['-R', `${nobody}:${nobody}`, directory]);
  chownSync(directory, nobody, nobody);
  const home = process.env['HOME'];
  process.env['HOME'] = directory;
  process.seteuid?.(nobody);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
    if (home === undefined) delete process.env['HOME'];
    else process.env['HOME'] = home;
  }
}
