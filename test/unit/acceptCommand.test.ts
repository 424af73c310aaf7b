import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseRecord } from '../../src/core/record/parseRecord';
import { runCommandLine, type ExitCode } from '../../src/node/commandLine';
import { reportSchema, sarifSchema, type Sarif } from './support/reportSchemas';
import { secret } from './support/secrets';

interface Run {
  readonly code: ExitCode;
  readonly output: string;
  readonly errors: string;
}

interface ReportedFinding {
  readonly rule: string;
  readonly fingerprint: string;
  readonly acceptance?: { readonly state: string; readonly sentence: string };
}

const repository = resolve(__dirname, '..', '..');
const config = '.vscode/mcp.json';
const unpinned =
  '{ "servers": { "files": { "command": "npx", "args": ["-y", "@acme/files-mcp"] } } }\n';
const acceptances = '.mcp-change/acceptances.yaml';
const why = ['--reason', 'Served from our own mirror.', '--until', '90d'];

describe('mcp-change accept', () => {
  let directory: string;
  let now: Date;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mcp-accept-'));
    now = new Date('2026-11-22T09:14:00Z');
    git('init', '--quiet', '--initial-branch=main');
    git('config', 'user.email', 'bo@example.org');
    git('config', 'user.name', 'Bo');
    write(config, unpinned);
    commit();
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function run(...parameters: readonly string[]): Run {
    return runAs({}, ...parameters);
  }

  function runAs(
    variables: Readonly<Record<string, string>>,
    ...parameters: readonly string[]
  ): Run {
    let output = '';
    let errors = '';
    const code = runCommandLine(parameters, {
      write: (text) => (output += text),
      writeError: (text) => (errors += text),
      directory,
      color: false,
      width: 80,
      now: () => now,
      variables,
    });
    return { code, output, errors };
  }

  function git(...parameters: readonly string[]): string {
    return execFileSync('git', parameters, { cwd: directory, encoding: 'utf8' });
  }

  function commit(): void {
    git('add', '--all');
    git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', 'step');
  }

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }

  function read(path: string): string {
    return readFileSync(join(directory, path), 'utf8');
  }

  function report(...parameters: readonly string[]): {
    readonly tier: string;
    readonly requirements?: { readonly tier: string; readonly approvals: readonly unknown[] };
    readonly notes?: readonly string[];
    readonly findings: readonly ReportedFinding[];
  } {
    const { output } = run(...parameters, '--format', 'json');
    const value = JSON.parse(output) as {
      readonly tier: string;
      readonly files: readonly { readonly findings: readonly ReportedFinding[] }[];
    };
    const { valid, errors } = reportSchema.validate(value);
    assert.ok(valid, JSON.stringify(errors.at(-1)));
    return { ...value, findings: value.files.flatMap(({ findings }) => findings) };
  }

  function sarif(...parameters: readonly string[]): Sarif {
    const value = JSON.parse(run(...parameters, '--format', 'sarif').output) as Sarif;
    const { valid, errors } = sarifSchema.validate(value);
    assert.ok(valid, JSON.stringify(errors.at(-1)));
    return value;
  }

  function idOf(rule: string, ...parameters: readonly string[]): string {
    const found = report(...(parameters.length > 0 ? parameters : ['scan'])).findings.find(
      (finding) => finding.rule === rule,
    );
    return found?.fingerprint ?? assert.fail(`${rule} does not speak`);
  }

  const rule = 'mcp/unpinned-package';

  it('writes down that a finding may stay; it stays visible and is no reason to fail', () => {
    const { code, output } = run('scan');
    assert.equal(code, 1);
    const id = /mcp\/unpinned-package {2}([0-9a-f]{12})\n/.exec(output)?.[1] ?? assert.fail(output);
    const accepted = run('accept', id, ...why);
    assert.equal(accepted.errors, '');
    assert.equal(accepted.code, 0);
    assert.match(accepted.output, /accepted until 2027-02-20 by email:bo@example\.org/);
    assert.match(read(acceptances), /^ {4}until: "2027-02-20"$/m);
    const after = run('scan');
    assert.equal(after.code, 0);
    assert.match(
      after.output.replace(/\s+/g, ' '),
      /Name an exact version. Accepted until 2027-02-20 by email:bo@example\.org because “Served from our own mirror”\. 2 governed files, 1 finding, 1 of them accepted/,
    );
    assert.equal(report('scan').findings[0]?.acceptance?.state, 'accepted');
  });

  it('holds for a scan that starts in a folder below, up to the root of the repository', () => {
    const below = 'web/app';
    write(`${below}/${config}`, unpinned);
    const of = (path: string): ReportedFinding =>
      report('scan', path).findings[0] ?? assert.fail(path);
    run('accept', of(`${below}/${config}`).fingerprint, `${below}/${config}`, ...why);
    const started = (root: string): ReturnType<typeof report> => report('scan', '--root', root);
    assert.match(read(acceptances), /^ {4}path: web\/app\/\.vscode\/mcp\.json$/m);
    for (const root of [below, 'web']) {
      assert.equal(started(root).findings[0]?.acceptance?.state, 'accepted', root);
      assert.equal(run('scan', '--root', root).code, 0);
    }
    // The same bytes in a repository of their own were accepted by nobody.
    mkdirSync(join(directory, below, '.git'));
    assert.equal(started(below).findings[0]?.acceptance, undefined);
    rmSync(join(directory, below, '.git'), { recursive: true });
    write(acceptances, `${read(acceptances)}forever: true\n`);
    assert.match(started(below).notes?.[0] ?? '', /^\.\.\/\.\.\/\.mcp-change\/acceptances\.yaml /);
  });

  it('is open again when the entry changes or the day is over, and says why', () => {
    run('accept', idOf(rule), ...why);
    const kept = read(config);
    write(config, `// pinned by the mirror\n${kept.replaceAll(', ', ',\n  ')}`);
    assert.equal(run('scan').code, 0);
    write(config, kept.replace('"-y", ', ''));
    const changed = run('scan');
    assert.equal(changed.code, 1);
    assert.match(changed.output.replace(/\s+/g, ' '), /That does not hold now: the entry means/);
    write(config, kept);
    now = new Date('2027-02-21T00:00:00Z');
    assert.equal(run('scan').code, 1);
    assert.match(run('scan').output.replace(/\s+/g, ' '), /That does not hold now: that day is/);
  });

  it('counts for a pull request only when the base holds it', () => {
    write(config, unpinned.replace('files-mcp', 'files-mcp@2.4.1'));
    commit();
    git('checkout', '--quiet', '-b', 'work');
    write(config, unpinned);
    const pinLost = idOf('mcp/version-pin-lost', 'diff');
    run('accept', pinLost, ...why);
    commit();
    const stateIn = ({ findings }: ReturnType<typeof report>): string | undefined =>
      findings.find((finding) => finding.rule === 'mcp/version-pin-lost')?.acceptance?.state;
    assert.equal(stateIn(report('diff', '--base', 'main', '--head', 'work')), 'proposed');
    assert.equal(run('diff', '--base', 'main', '--head', 'work').code, 1);
    const results = sarif('diff', '--base', 'main', '--head', 'work').runs[0]?.results ?? [];
    for (const { ruleId, suppressions } of results) {
      assert.deepEqual(
        suppressions?.map(({ status }) => status),
        ruleId === 'mcp/version-pin-lost' ? ['underReview'] : [],
      );
    }
    const { output } = run('record', '--base', 'main', '--why', 'Follow the mirror from now on');
    const [path = ''] = output.split('\n');
    const { record } = parseRecord(read(path));
    const recorded = record?.findings.find((finding) => finding.rule === 'mcp/version-pin-lost');
    assert.match(recorded?.acceptance ?? '', /^Accepted until 2027-02-20 by .*only when the base/);
    rmSync(join(directory, path));

    git('checkout', '--quiet', 'main');
    git('checkout', '--quiet', 'work', '--', acceptances);
    commit();
    git('checkout', '--quiet', 'work');
    git('-c', 'commit.gpgsign=false', 'rebase', '--quiet', 'main');
    const alone = report('diff', '--base', 'main', '--head', 'work');
    assert.equal(stateIn(alone), 'accepted');
    assert.equal(alone.tier, 'low');
    assert.equal(alone.requirements?.tier, 'medium', 'what is accepted is approved all the same');
    assert.notDeepEqual(alone.requirements.approvals, []);
    assert.equal(run('diff', '--base', 'main', '--head', 'work').code, 0);
  });

  it('refuses what can never be accepted, agents, endless times and what nobody can name', () => {
    write(
      config,
      unpinned.replace('"args"', `"env": { "API_TOKEN": "${secret('github')}" }, "args"`),
    );
    const refused = (...parameters: readonly string[]): string => {
      const { code, errors } = run('accept', ...parameters);
      assert.equal(code, 2);
      return errors;
    };
    const token = idOf('secret/literal-credential');
    assert.match(refused(token, ...why), /can never be accepted: .*Revoke it/);
    const id = idOf(rule);
    assert.match(refused(id, '--until', '90d'), /--reason TEXT is needed/);
    assert.match(refused(id, '--reason', 'We know about it.'), /--until DAY is needed/);
    assert.match(refused(id, ...why.slice(0, 2), '--until', '9999-12-31'), /one year ahead/);
    assert.match(refused(id, ...why.slice(0, 2), '--until', '2026-11-21'), /that day is over/);
    assert.match(refused('all', ...why), /Name one finding by its id/);
    assert.match(refused('0123456789ab', ...why), /There is no finding 0123456789ab/);
    const agent = runAs({ CLAUDECODE: '1' }, 'accept', id, ...why);
    assert.match(agent.errors, /Agents do not accept risks/);
    assert.equal(agent.code, 2);
    assert.equal(run('scan').code, 1);
  });

  it('tells files apart in which a finding is the same', () => {
    write('docs/tools/.vscode/mcp.json', unpinned);
    const id = idOf(rule);
    const { errors } = run('accept', id, ...why);
    assert.match(errors, /names 2 findings. Write more of its letters, or the file after it/);
    assert.equal(run('accept', id, 'docs/tools/.vscode/mcp.json', ...why).code, 0);
    assert.match(read(acceptances), /path: docs\/tools\/\.vscode\/mcp\.json/);
    assert.equal(run('scan', 'docs').code, 0);
    assert.equal(run('scan', config).code, 1);
  });

  it('accepts nothing by a file that cannot be read, and says so everywhere', () => {
    run('accept', idOf(rule), ...why);
    write(acceptances, read(acceptances).replace('owner:', 'owned_by:'));
    const { code, output } = run('scan');
    assert.equal(code, 1);
    assert.match(
      output.replace(/\s+/g, ' '),
      /acceptances\.yaml cannot be read, so nothing in it is accepted. Line \d+, column \d+: “own/,
    );
    assert.equal(report('scan').notes?.length, 1);
    const notes = sarif('scan').runs[0]?.invocations[0]?.toolExecutionNotifications;
    assert.match(notes?.[0]?.message.text ?? '', /nothing in it is accepted/);
  });

  describe('as SARIF', () => {
    it('is held against a schema that refuses what is none', () => {
      assert.ok(!sarifSchema.validate({ version: '2.1.0', runs: [{}] }).valid);
    });

    it('holds to the schema of 2.1.0 and carries what is accepted as a suppression', () => {
      write('.claude/settings.json', '{ "permissions": { "allow": ["Bash(*)"] } }\n');
      assert.deepEqual(
        sarif('scan').runs[0]?.results.map(({ suppressions }) => suppressions),
        [undefined, undefined],
        'nobody decided about anything',
      );
      run('accept', idOf(rule), ...why);
      const results = sarif('scan').runs[0]?.results ?? [];
      assert.deepEqual(
        results.map(({ ruleId, suppressions }) => [ruleId, suppressions]),
        [
          ['perm/unrestricted-exec-allow', []],
          [
            rule,
            [
              {
                kind: 'external',
                status: 'accepted',
                justification:
                  'Accepted until 2027-02-20 by email:bo@example.org because “Served from our own mirror”.',
              },
            ],
          ],
        ],
      );
      assert.equal(results[0]?.baselineState, undefined, 'a scan compares with nothing');
      write('.vscode/mcp.json', '{ "servers": { "files": { "command": "npx", "args": [');
      const broken = sarif('scan').runs[0]?.invocations[0];
      assert.equal(broken?.executionSuccessful, false);
      assert.match(broken.toolExecutionNotifications?.[0]?.message.text ?? '', /^Line 1/);
    });

    it('names the exact place, and a finding keeps its fingerprint when lines move', () => {
      const place = (): readonly unknown[] => {
        const [result] = sarif('scan').runs[0]?.results ?? [];
        const { region, artifactLocation } =
          result?.locations[0]?.physicalLocation ?? assert.fail();
        const lines = read(config).split('\n');
        assert.equal(region['startLine'], region['endLine']);
        const marked = lines[(region['startLine'] ?? 0) - 1]?.slice(
          (region['startColumn'] ?? 0) - 1,
          (region['endColumn'] ?? 0) - 1,
        );
        return [marked, artifactLocation.uri, result?.partialFingerprints];
      };
      const before = place();
      assert.equal(before[0], '@acme/files-mcp');
      write(config, `// moved\n\n${unpinned.replace('{ "servers"', '{\n\n    "servers"')}`);
      assert.deepEqual(place(), before);
    });

    it('writes odd names of files as addresses', () => {
      const path = 'a b#c?d%20é/.mcp.json';
      write(path, unpinned.replace('servers', 'mcpServers'));
      const uris = sarif('scan').runs[0]?.results.map(
        ({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri,
      );
      assert.deepEqual(uris, ['.vscode/mcp.json', 'a%20b%23c%3Fd%2520%C3%A9/.mcp.json']);
    });
  });

  for (const format of ['json', 'sarif', 'text'] as const) {
    it(`prints all of a long report into a slow pipe: ${format}`, async () => {
      // Of one file the first hundred findings of a rule are told one by one.
      const servers = Array.from({ length: 80 }, (_, index) => [
        `server-${index}`,
        { command: 'npx', args: ['-y', `@acme/mcp-number-${index}`] },
      ]);
      const text = JSON.stringify(
        { servers: Object.fromEntries(servers) as unknown },
        undefined,
        2,
      );
      const paths = [config, ...['a', 'b', 'c', 'd'].map((folder) => `${folder}/${config}`)];
      for (const path of paths) write(path, text);
      const count = 80 * paths.length;
      const { code, output } = await slowly(['scan', '--format', format]);
      assert.equal(code, 1);
      assert.ok(output.length > 64 * 1024, 'more than a pipe holds');
      if (format === 'text') {
        assert.match(output, /5 governed files, 400 findings\n$/);
        return;
      }
      const value = JSON.parse(output) as Sarif & {
        readonly files: readonly { readonly findings: readonly unknown[] }[];
      };
      const found =
        format === 'json'
          ? value.files.flatMap(({ findings }) => findings)
          : value.runs[0]?.results;
      assert.equal(found?.length, count);
    });
  }

  /** Runs the program itself; whoever reads takes a little at a time. */
  async function slowly(parameters: readonly string[]): Promise<{ code: number; output: string }> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        'tsx/cjs',
        join(repository, 'src', 'cli.ts'),
        ...parameters,
        '--root',
        directory,
      ],
      { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = new Promise<number>((resolved) => {
      child.on('close', (code) => resolved(code ?? -1));
    });
    let output = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      output += part;
      child.stdout.pause();
      setImmediate(() => child.stdout.resume());
    });
    return { code: await ended, output };
  }
});
