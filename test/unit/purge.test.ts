import assert from 'node:assert/strict';
import fc from 'fast-check';
import { npxCacheKey } from '../../src/core/rollback/npxCacheKey';
import { packageCaches } from '../../src/core/rollback/packageCaches';
import type { RunbookStep } from '../../src/core/rollback/rollbackPlan';
import { isKnownShellCommand, isPlainWord } from '../../src/core/rollback/stepCommands';
import { edit, rollBack } from './rollbackSupport';

function stepsFor(command: string, args: readonly string[]): readonly RunbookStep[] {
  const after = JSON.stringify({ servers: { tried: { command, args } } });
  return rollBack(edit('.vscode/mcp.json', '{ "servers": {} }', after)).steps;
}

function purgeOf(command: string, ...args: readonly string[]): RunbookStep {
  const [step, ...others] = stepsFor(command, args).filter(({ phase }) => phase === 'purge');
  if (step === undefined || others.length > 0) throw new Error(`${command} ${args.join(' ')}`);
  return step;
}

/** A way to start a package with each runner that a cache is known of. */
const starts: readonly (readonly [string, ...string[]])[] = [
  ['npx', '-y', 'NAME'],
  ['npm', 'exec', '--', 'NAME'],
  ['npx', '-y', '-p', 'NAME', 'run-it'],
  ['pnpm', 'dlx', 'NAME'],
  ['pnpx', 'NAME'],
  ['bunx', 'NAME'],
  ['bun', 'x', 'NAME'],
  ['yarn', 'dlx', 'NAME'],
  ['deno', 'run', '-A', 'NAME'],
  ['uvx', 'NAME'],
  ['uvx', '--from', 'NAME', 'run-it'],
  ['uv', 'tool', 'run', 'NAME'],
  ['pipx', 'run', 'NAME'],
  ['docker', 'run', '-i', '--rm', 'NAME'],
  ['podman', 'run', '-i', 'NAME'],
  ['nerdctl', 'run', '-i', 'NAME'],
  ['go', 'run', 'NAME@v1.0.0'],
  ['dnx', 'NAME'],
];

describe('Clearing what was fetched', () => {
  it('knows the cache of every runner, and where it stands on each system', () => {
    const expected: readonly (readonly [readonly [string, ...string[]], string, string?])[] = [
      [['npx', '-y', '@acme/docs@1.0.0'], `npm cache npx rm ${npxCacheKey('@acme/docs@1.0.0')}`],
      [['npm', 'exec', '@acme/docs'], `npm cache npx rm ${npxCacheKey('@acme/docs')}`],
      [
        ['pnpm', 'dlx', '@acme/docs@1'],
        'rm -rf ~/.cache/pnpm/dlx ~/Library/Caches/pnpm/dlx',
        'Remove-Item -Recurse -Force $env:LOCALAPPDATA/pnpm-cache/dlx',
      ],
      [['bunx', '@acme/docs@1'], 'bun pm cache rm'],
      [
        ['yarn', 'dlx', '@acme/docs@1'],
        'rm -rf ~/.yarn/berry/cache',
        'Remove-Item -Recurse -Force $env:LOCALAPPDATA/Yarn/Berry/cache',
      ],
      [['deno', 'run', '-A', 'npm:@acme/docs@1'], 'deno clean'],
      [['uvx', 'acme-docs==1.0.0'], 'uv cache clean acme-docs'],
      [['uvx', '--from', 'git+https://github.com/acme/docs', 'docs'], 'uv cache clean'],
      [
        ['pipx', 'run', 'acme-docs'],
        'rm -rf "$(pipx environment --value PIPX_VENV_CACHEDIR)"',
        'Remove-Item -Recurse -Force (pipx environment --value PIPX_VENV_CACHEDIR)',
      ],
      [['docker', 'run', 'acme/docs:1'], 'docker image rm acme/docs:1'],
      [['podman', 'run', 'acme/docs:1'], 'podman image rm acme/docs:1'],
      [['go', 'run', 'github.com/acme/docs@v1.0.0'], 'go clean -modcache'],
      [['dnx', 'Acme.Docs@1.0.0'], 'dotnet nuget locals global-packages --clear'],
    ];
    for (const [[program, ...args], command, windowsCommand] of expected) {
      const step = purgeOf(program, ...args);
      assert.equal(step.command, command);
      assert.equal(step.windowsCommand, windowsCommand);
    }
    assert.match(
      purgeOf('npx', 'a').expect,
      /“~\/\.npm\/_npx” \/ “%LOCALAPPDATA%\\npm-cache\\_npx”/,
    );
    assert.match(purgeOf('npx', 'a').expect, /“npm config get cache” tells where npm_config_cache/);
    assert.match(purgeOf('uvx', 'a').expect, /“~\/\.cache\/uv” \/ “%LOCALAPPDATA%\\uv\\cache”/);
    assert.match(purgeOf('uvx', 'a').expect, /“uv cache dir” tells where UV_CACHE_DIR/);
    assert.match(purgeOf('pnpm', 'dlx', 'a').expect, /“~\/Library\/Caches\/pnpm\/dlx”/);
  });

  it('has a date for every cache, and a way to start each in this test', () => {
    for (const { programs, checked, removesOne, removesAll, tells, movedBy } of packageCaches) {
      assert.match(checked, /^2026-\d\d, /);
      assert.ok(removesOne !== undefined || removesAll !== undefined, programs.join());
      assert.equal(tells === undefined, movedBy === undefined, programs.join());
      const started = starts.some(([program]) => programs.includes(program));
      assert.ok(started, programs.join());
    }
  });

  it('computes the key of a call with several packages, in any order, and of none it cannot know', () => {
    const both = npxCacheKey('acme-docs@1.0.0', '@acme/run@2');
    // As node’s own crypto has it for the two lines, sorted: `@` comes before letters.
    assert.equal(both, npxCacheKey('@acme/run@2', 'acme-docs@1.0.0'));
    for (const args of [
      ['-y', '-p', 'acme-docs@1.0.0', '-p', '@acme/run@2', 'run'],
      ['--package=@acme/run@2', '--package', 'acme-docs@1.0.0', '--', 'run', '-p', 'no'],
    ]) {
      assert.equal(purgeOf('npx', ...args).command, `npm cache npx rm ${both}`);
    }
    const unknown = purgeOf('npx', '-y', '-p', 'acme-docs@1.0.0', '-p', './local', 'run');
    assert.equal(unknown.command, undefined);
    assert.match(unknown.action, /“npm cache npx ls”/);
  });

  it('puts no name into a command that any shell could take for more', () => {
    const hostile = [
      '; rm -rf ~',
      '$(id)',
      '${HOME}',
      '`id`',
      "a' b",
      'a" b',
      'a b',
      'a%PATH%',
      'a^&calc',
      'a&&b',
      'a|b',
      'a>b',
      'a\nid',
      '-rf',
      '--all',
      '~/x',
      '*',
      'a;id',
      'a\u0000b',
      'ａ',
      'a,b',
      '@(id)',
      "'; Remove-Item ~ #",
    ];
    for (const name of hostile) assertHarmless(name);
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), assertHarmless), {
      numRuns: 60,
    });
  });

  it('takes no command from a record that no step is made with', () => {
    for (const { removesOne, removesAll } of packageCaches) {
      if (removesOne !== undefined) assert.ok(isKnownShellCommand(`${removesOne} acme/docs:1`));
      if (removesAll === undefined) continue;
      assert.ok(isKnownShellCommand(removesAll));
      for (const more of ['; id', ' && id', ' /', '\nid', ' $(id)', ' | sh']) {
        assert.ok(!isKnownShellCommand(removesAll + more), removesAll + more);
      }
    }
    for (const command of [
      'docker image rm a b',
      'docker image rm -f',
      'uv cache clean $(id)',
      'codex mcp logout --help',
      "ps -ax -o pid,command | grep -F '' ; id",
      'ps -ax -o pid,command | grep -F -f/etc/passwd',
      "Get-CimInstance Win32_Process | Where-Object CommandLine -like '*a*' | Remove-Item",
      'npm ci --ignore-scripts=false',
    ]) {
      assert.ok(!isKnownShellCommand(command), command);
    }
  });
});

function assertHarmless(name: string): void {
  for (const [program, ...args] of starts) {
    const steps = stepsFor(
      program,
      args.map((word) => word.replace('NAME', () => name)),
    );
    for (const command of steps.flatMap((step) => [step.command, step.windowsCommand])) {
      if (command === undefined) continue;
      assert.ok(isKnownShellCommand(command), command);
      // Whatever of the name got in is a word that is plain by itself.
      if (!isPlainWord(name) && name.trim().length > 3) {
        assert.ok(!command.includes(name), `${command} has ${JSON.stringify(name)}`);
      }
    }
  }
}
