import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packageCaches } from '../../src/core/rollback/packageCaches';
import type { RunbookStep } from '../../src/core/rollback/rollbackPlan';
import { edit, rollBack } from '../unit/rollbackSupport';

// Fetches packages, so it runs by hand: npx mocha --spec test/real/realPrograms.test.ts
// Not here: uv (neither npm nor Debian 12 has it), PowerShell, and what a Docker engine would do.

/** Small, without dependencies, and with a program that ends by itself. */
const small = 'semver@7.7.2';

describe('Commands of a runbook against real programs', function () {
  this.timeout(180_000);
  let programs: string;
  let home: string;

  before(() => {
    programs = mkdtempSync(join(tmpdir(), 'mcp-change-programs-'));
    const packages = ['pnpm@12', 'bun@1', 'deno@2', '@yarnpkg/cli-dist@4'];
    spawnSync('npm', ['install', '--prefix', programs, '--no-audit', '--no-fund', ...packages], {
      stdio: 'ignore',
    });
  });

  after(() => {
    rmSync(programs, { recursive: true, force: true });
  });

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'mcp-change-real-'));
    mkdirSync(join(home, 'work'));
  });

  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  /** In a home of its own, so that no cache of this machine is touched. */
  const run = (
    program: string,
    parameters: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): { status: number | null; said: string } => {
    const { PATH = '' } = process.env;
    const { status, stdout, stderr } = spawnSync(program, parameters, {
      encoding: 'utf8',
      cwd: join(home, 'work'),
      env: {
        PATH: [join(programs, 'node_modules', '.bin'), PATH].join(delimiter),
        HOME: home,
        TMPDIR: home,
        ...certificates(),
        ...more,
      },
    });
    return { status, said: `${stdout}${stderr}` };
  };

  const has = (...parts: readonly string[]): boolean => existsSync(join(home, ...parts));

  const npxCalls: readonly (readonly [string, ...string[]])[] = [
    ['npx', '-y', small, '1.0.0'],
    ['npx', '-y', 'semver', '1.0.0'],
    ['npx', '-y', 'semver@^7.7.0', '1.0.0'],
    ['npx', '-y', '@babel/parser@7.24.0', '/dev/null'],
    ['npx', '-y', '-p', small, '-p', '@types/semver@7.5.0', 'semver', '1.0.0'],
    [
      'npx',
      '--yes',
      '--package=@types/semver@7.5.0',
      `--package=${small}`,
      '--',
      'semver',
      '1.0.0',
    ],
    ['npm', 'exec', '-y', '--', 'semver@latest', '1.0.0'],
    ['npm', 'x', '--yes', `--package=${small}`, '--', 'semver', '-p', '1.0.0'],
  ];
  for (const [program, ...args] of npxCalls) {
    it(`takes away what “${[program, ...args].join(' ')}” left`, function () {
      run(program, args);
      if (!has('.npm', '_npx')) this.skip();
      const [kept, ...others] = readdirSync(join(home, '.npm', '_npx'));
      assert.deepEqual(others, []);
      const { command = '' } = purge(program, args);
      assert.equal(command, `npm cache npx rm ${kept ?? ''}`);
      assert.equal(run('sh', ['-c', command]).status, 0);
      assert.equal(has('.npm', '_npx', kept ?? ''), false);
    });
  }

  const runners: readonly {
    readonly call: readonly [string, ...string[]];
    readonly kept: readonly string[];
    readonly moved?: string;
  }[] = [
    { call: ['pnpm', 'dlx', small, '1.0.0'], kept: ['.cache', 'pnpm', 'dlx'] },
    {
      call: ['bunx', small, '1.0.0'],
      kept: ['.bun', 'install', 'cache', 'semver@7.7.2@@@1'],
    },
    { call: ['yarn', 'dlx', small, '1.0.0'], kept: ['.yarn', 'berry', 'cache'] },
    {
      call: ['deno', 'run', '-A', `npm:${small}`, '1.0.0'],
      kept: ['.cache', 'deno', 'npm', 'registry.npmjs.org', 'semver'],
    },
  ];
  for (const { call, kept } of runners) {
    const [program, ...args] = call;
    it(`takes away what “${call.join(' ')}” left, where the table says it stands`, function () {
      if (run(program, args).status !== 0) this.skip();
      assert.ok(has(...kept), kept.join('/'));
      const { command = '', expect } = purge(program, args);
      // The folder that the step names is the one that was filled.
      const named = /“~\/([^”]+)”/.exec(expect)?.[1] ?? '';
      assert.ok(kept.join('/').startsWith(named), `${named} ${kept.join('/')}`);
      assert.equal(run('sh', ['-c', command]).status, 0, command);
      assert.equal(has(...kept), false);
      assert.ok(run(program, args).status === 0, 'it is not fetched again');
    });
  }

  it('asks each program where its cache is, also where it was moved', function () {
    for (const { programs: names, tells = '', movedBy = '' } of packageCaches) {
      const [program = ''] = tells.split(' ');
      if (tells === '' || run(program, ['--version']).status !== 0) continue;
      const told = run('sh', ['-c', tells]).said;
      assert.ok(told.includes(home), `${tells}: ${told}`);
      const elsewhere = join(home, 'elsewhere');
      const moved = run('sh', ['-c', tells], { [movedBy]: elsewhere }).said;
      assert.ok(moved.includes(elsewhere), `${movedBy}: ${moved} (${names.join()})`);
    }
  });

  it('empties the cache of “pipx run”', function () {
    const told = run('pipx', ['environment', '--value', 'PIPX_VENV_CACHEDIR']);
    if (told.status !== 0) this.skip();
    const folder = told.said.trim();
    assert.ok(folder.startsWith(home), folder);
    mkdirSync(join(folder, 'e3b0c44298fc1c1'), { recursive: true });
    assert.equal(run('sh', ['-c', purge('pipx', ['run', 'acme']).command ?? '']).status, 0);
    assert.equal(existsSync(folder), false);
  });

  it('“uv cache clean” knows a package by its name', function () {
    if (run('uv', ['--version']).status !== 0) this.skip();
    assert.equal(run('sh', ['-c', purge('uvx', ['acme-docs']).command ?? '']).status, 0);
  });

  it('Docker’s client understands the commands for images and containers', function () {
    if (run('docker', ['--version']).status !== 0) this.skip();
    for (const step of stepsFor('docker', ['run', '-i', 'acme/docs:1'])) {
      if (step.command === undefined) continue;
      // Without an engine it gets as far as asking for one.
      const { said } = run('sh', ['-c', step.command]);
      assert.doesNotMatch(said, /unknown|Usage:|requires/i, `${step.command}: ${said}`);
    }
  });

  it('finds a process of the server by the name of its package', async function () {
    const started = spawn(
      process.execPath,
      ['-e', 'console.log(1); setInterval(() => {}, 1000)', 'node_modules/.bin/probe-mcp-change'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    try {
      await once(started.stdout, 'data');
      const search = stepsFor('npx', ['-y', '@acme/probe-mcp-change@1.0.0']).find(
        ({ command = '' }) => command.startsWith('ps '),
      );
      const { said } = run('sh', ['-c', search?.command ?? '']);
      assert.ok(
        said.split('\n').some((line) => line.trim().startsWith(String(started.pid))),
        said,
      );
    } finally {
      started.kill();
    }
  });
});

function stepsFor(command: string, args: readonly string[]): readonly RunbookStep[] {
  const after = JSON.stringify({ servers: { tried: { command, args } } });
  return rollBack(edit('.vscode/mcp.json', '{ "servers": {} }', after)).steps;
}

function purge(command: string, args: readonly string[]): RunbookStep {
  const step = stepsFor(command, args).find(({ phase }) => phase === 'purge');
  if (step === undefined) throw new Error(`nothing to purge of ${command}`);
  return step;
}

/** What this machine needs to reach a registry. */
function certificates(): Readonly<Record<string, string>> {
  const named = /^(?:\w+_proxy|\w+_CA_(?:BUNDLE|CERTS)|SSL_CERT_\w+|npm_config_registry)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      named.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}
