import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeFile } from '../../src/core/analyze';
import type { Change } from '../../src/core/compare/change';
import { readHookFile } from '../../src/core/facts/hookFiles';
import { parseText } from '../../src/core/parse/parseText';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

function changesOf(
  path: string,
  baseline: string | undefined,
  text: string | undefined,
): readonly Change[] {
  const analysis = analyzeFile({ path, text, baseline: { text: baseline } });
  assert.ok(analysis !== undefined, `${path} is governed`);
  assert.equal(analysis.assessed, 'in-depth');
  return analysis.changes;
}

/** `direction op facet` of each change. */
function effects(path: string, baseline: unknown, current: unknown): readonly string[] {
  const text = (side: unknown): string | undefined =>
    side === undefined || typeof side === 'string' ? side : json(side);
  return changesOf(path, text(baseline), text(current)).map(
    ({ direction, op, facet }) => `${direction} ${op} ${facet}`,
  );
}

describe('Hook files', () => {
  const forms: readonly (readonly [path: string, content: unknown, facts: readonly string[]])[] = [
    [
      'hooks/hooks.json',
      { hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: 'g' }] }] } },
      ['guard PreToolUse Bash command g'],
    ],
    [
      '.github/hooks/all.json',
      {
        version: 1,
        hooks: { sessionStart: [{ type: 'command', bash: './a.sh', powershell: './a.ps1' }] },
      },
      ['start sessionStart * command ./a.sh', 'start sessionStart * command ./a.ps1'],
    ],
    [
      '.cursor/hooks.json',
      { version: 1, hooks: { beforeShellExecution: [{ command: './a.sh', matcher: 'curl' }] } },
      ['guard beforeShellExecution curl command ./a.sh'],
    ],
    [
      '.windsurf/hooks.json',
      { hooks: { pre_write_code: [{ command: 'a', show_output: true }] } },
      ['guard pre_write_code * command a'],
    ],
    [
      '.codex/hooks.json',
      { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'a', commandWindows: 'b' }] }] } },
      ['steer Stop * command a', 'steer Stop * command b'],
    ],
    [
      '.agents/hooks.json',
      { antigravity: { PreToolUse: [{ command: 'a' }] } },
      ['guard PreToolUse * command a'],
    ],
    [
      '.kiro/hooks/test.kiro.hook',
      {
        name: 'x',
        when: { type: 'fileEdited', patterns: ['**/*.ts'] },
        then: { type: 'askAgent', prompt: 'Go on' },
      },
      ['after fileEdited ["**/*.ts"] text Go on'],
    ],
    [
      '.kiro/hooks/test.json',
      {
        enabled: true,
        trigger: 'PreToolUse',
        matcher: 'shell',
        action: { type: 'command', command: 'a' },
      },
      ['guard PreToolUse shell command a'],
    ],
    [
      '.cursor/worktrees.json',
      { 'setup-worktree': ['npm ci', 'a'] },
      ['start setup-worktree * command npm ci', 'start setup-worktree * command a'],
    ],
    [
      '.vscode/tasks.json',
      {
        tasks: [
          { label: 'asked', command: 'no' },
          { label: 'needed', type: 'npm', script: 'prepare' },
          {
            label: 'up',
            command: 'up',
            args: ['-d'],
            dependsOn: ['needed'],
            runOptions: { runOn: 'folderOpen' },
          },
        ],
      },
      ['start folderOpen * command npm run prepare', 'start folderOpen * command up -d'],
    ],
    [
      '.openhands/hooks.json',
      { hooks: { SessionEnd: [{ hooks: [{ url: 'https://example.com' }] }] } },
      ['after SessionEnd * address https://example.com'],
    ],
    [
      'hooks/hooks.json',
      { hooks: { Stop: [{ hooks: [{ type: 'new' }] }] } },
      ['steer Stop * unknown {"type":"new"}'],
    ],
    ['.kiro/hooks/off.json', { enabled: false, trigger: 'Stop', action: { command: 'a' } }, []],
  ];
  for (const [path, content, facts] of forms) {
    it(`${path}: ${facts[0] ?? 'nothing runs'}`, () => {
      const { root } = parseText(json(content), 'json');
      assert.ok(root !== undefined);
      assert.deepEqual(
        readHookFile(root).hooks.map(({ phase, event, matcher, action, command }) =>
          [phase, event, matcher, action, command].join(' '),
        ),
        facts,
      );
      assert.equal(
        analyzeFile({ path, text: json(content), baseline: undefined })?.assessed,
        'in-depth',
      );
    });
  }

  it('is never defeated by what stands there instead', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('hooks', 'tasks', 'then', 'setup-worktree', 'x'),
        (value, key) => {
          const { root } = parseText(json({ [key]: value, when: value }), 'json');
          if (root !== undefined) readHookFile(root);
        },
      ),
    );
  });
});

describe('Changes of hooks', () => {
  const path = '.cursor/hooks.json';
  const hooks = (event: string, ...entries: readonly object[]): object => ({
    hooks: { [event]: entries },
  });
  const guard = { command: './guard.sh' };
  const cases: readonly (readonly [
    name: string,
    before: unknown,
    after: unknown,
    effects: readonly string[],
  ])[] = [
    ['a new one', hooks('stop'), hooks('stop', guard), ['loosens add hook']],
    ['a new file', undefined, hooks('afterFileEdit', guard), ['loosens add hook']],
    ['a guard is gone', hooks('preToolUse', guard), hooks('preToolUse'), ['loosens remove hook']],
    ['its file is gone', hooks('preToolUse', guard), undefined, ['loosens remove hook']],
    [
      'it was switched off',
      hooks('preToolUse', guard),
      hooks('preToolUse', { ...guard, enabled: false }),
      ['loosens remove hook'],
    ],
    ['one that steers is gone', hooks('stop', guard), hooks('stop'), ['mixed remove hook']],
    [
      'one that only ran is gone',
      hooks('afterFileEdit', guard),
      hooks('afterFileEdit'),
      ['tightens remove hook'],
    ],
    [
      'another command',
      hooks('stop', guard),
      hooks('stop', { command: './other.sh' }),
      ['loosens replace hook'],
    ],
    [
      'a guard sees less',
      hooks('preToolUse', { ...guard, matcher: 'Bash|Edit' }),
      hooks('preToolUse', { ...guard, matcher: 'Bash' }),
      ['loosens replace hook'],
    ],
    [
      'a guard sees more',
      hooks('preToolUse', { ...guard, matcher: 'Bash' }),
      hooks('preToolUse', guard),
      ['mixed replace hook'],
    ],
    [
      'a helper runs more often',
      hooks('postToolUse', { ...guard, matcher: 'Bash' }),
      hooks('postToolUse', guard),
      ['loosens replace hook'],
    ],
    [
      'a helper runs less often',
      hooks('postToolUse', guard),
      hooks('postToolUse', { ...guard, matcher: 'Bash' }),
      ['tightens replace hook'],
    ],
    [
      'fails open',
      hooks('preToolUse', { ...guard, failClosed: true }),
      hooks('preToolUse', guard),
      ['loosens replace hook'],
    ],
    [
      'fails closed',
      hooks('preToolUse', guard),
      hooks('preToolUse', { ...guard, failClosed: true }),
      ['tightens replace hook'],
    ],
    [
      'nobody waits for a guard',
      hooks('preToolUse', guard),
      hooks('preToolUse', { ...guard, async: true }),
      ['loosens replace hook'],
    ],
    [
      'hardly any time for a guard',
      hooks('preToolUse', { ...guard, timeout: 60 }),
      hooks('preToolUse', { ...guard, timeout: 1 }),
      ['loosens replace hook'],
    ],
    [
      'more time',
      hooks('preToolUse', { ...guard, timeout: 10 }),
      hooks('preToolUse', { ...guard, timeout: 60 }),
      ['neutral replace hook'],
    ],
    [
      'other variables',
      hooks('stop', guard),
      hooks('stop', { ...guard, env: { BASH_ENV: './x' } }),
      ['loosens replace hook'],
    ],
    ['what is not understood', hooks('stop'), hooks('stop', { run: 'x' }), ['unknown add hook']],
    [
      'other writing',
      hooks('stop', { command: 'a "${ROOT}/b"' }),
      hooks('stop', { command: 'a  $ROOT/b', name: 'x' }),
      [],
    ],
    [
      'doubled and undone',
      hooks('preToolUse', guard, { ...guard, matcher: 'Bash' }),
      hooks('preToolUse', guard),
      [],
    ],
  ];
  for (const [name, before, after, expected] of cases) {
    it(name, () => {
      assert.deepEqual(effects(path, before, after), expected);
    });
  }

  it('compares what is written, and shows no secret', () => {
    const call = (key: string): object =>
      hooks('stop', { command: `curl -H "Authorization: Bearer ${key}"` });
    const [change] = changesOf(path, json(call('a'.repeat(40))), json(call('b'.repeat(40))));
    assert.equal(change?.direction, 'loosens');
    assert.ok(!json([change.words, change.before, change.after]).includes('bbbbbbbb'));
  });

  it('says what runs, when, and with whose rights', () => {
    const words = (event: string, entry: object): string =>
      changesOf(path, json(hooks(event)), json(hooks(event, entry)))[0]?.words ?? '';
    assert.equal(
      words('sessionStart', { command: './a.sh' }),
      'A new hook runs `./a.sh` by itself when a session starts, with your rights.',
    );
    assert.equal(
      words('beforeShellExecution', { url: 'https://example.com/x' }),
      'A new hook sends what the agent is doing to `https://example.com/x` before every shell command.',
    );
  });

  it('have no effect while hooks are switched off', () => {
    const file = '.claude/settings.json';
    const hook = { Stop: [{ hooks: [{ command: 'a' }] }] };
    assert.deepEqual(
      effects(file, { disableAllHooks: true }, { disableAllHooks: true, hooks: hook }),
      ['neutral add hook'],
    );
    assert.deepEqual(effects(file, {}, { disableAllHooks: true, hooks: hook }), [
      'mixed add approval.switch',
      'loosens add hook',
    ]);
  });
});

describe('Scripts behind hooks', () => {
  const path = '.claude/hooks/guard.sh';
  const script = '#!/bin/bash\n# Refuses pushes.\nif grep -q push; then\n  exit 2\nfi\n';

  it('are a change when what they do is another', () => {
    const now = script.replace('exit 2', 'exit 0');
    const [change, ...rest] = changesOf(path, script, now);
    assert.equal(rest.length, 0);
    assert.equal(change?.direction, 'loosens');
    assert.equal(now.slice(change.range.start, change.range.end), 'exit 0');
    assert.equal(
      change.words,
      'A script that runs by itself changed: 1 lines added, 1 removed. It has your rights.',
    );
  });

  it('are no change when only comments, blank lines and line ends are', () => {
    const same = script.replace('Refuses pushes.', 'Refuses.\n\n').replaceAll('\n', '\r\n');
    assert.deepEqual(effects(path, script, same), []);
  });

  it('count what is not a comment', () => {
    assert.deepEqual(effects(path, script, script.replace('bash', 'sh')), ['loosens replace hook']);
    assert.deepEqual(effects(path, script, `${script}//bin/sh -c x\n`), ['loosens replace hook']);
  });

  it('are governed with an ending, with an interpreter, and where nothing else is', () => {
    assert.deepEqual(effects('.kiro/hooks/a.py', undefined, 'print(1)\n'), ['loosens add hook']);
    assert.deepEqual(effects('.clinerules/hooks/PreToolUse', script, undefined), [
      'mixed remove hook',
    ]);
    assert.deepEqual(effects('.claude/hooks/lib/check', undefined, script), ['loosens add hook']);
    const readme = { path: '.claude/hooks/README', text: 'Hi\n', baseline: undefined };
    assert.equal(analyzeFile(readme), undefined);
  });
});

describe('A guard that is taken away', () => {
  const cursor = (command: string): string =>
    json({ version: 1, hooks: { beforeShellExecution: [{ command }] } });
  const claude = (more: object, event = 'PreToolUse'): string =>
    json({
      hooks: {
        [event]: [{ matcher: 'Bash', hooks: [{ type: 'command', command: './guard.sh' }] }],
      },
      ...more,
    });
  const off = { disableAllHooks: true };
  const always = `node -e "console.log(JSON.stringify({permission:'allow'}))"`;
  const sometimes = `node -e "console.log(JSON.stringify({permission: bad ? 'deny' : 'allow'}))"`;
  const settings = '.claude/settings.json';
  const hooks = '.cursor/hooks.json';
  const rows: readonly (readonly [string, string, string, string, string])[] = [
    [
      'a constant yes took its place',
      hooks,
      cursor('./guard.sh'),
      cursor(always),
      'critical loosens',
    ],
    ['`true` took its place', hooks, cursor('./guard.sh'), cursor('true'), 'high loosens'],
    [
      'a text took its place',
      hooks,
      cursor('./guard.sh'),
      cursor('sh -c "echo fine"'),
      'high loosens',
    ],
    [
      'another guard took its place',
      hooks,
      cursor('./guard.sh'),
      cursor(sometimes),
      'medium loosens',
    ],
    [
      'a constant no took its place',
      hooks,
      cursor('./guard.sh'),
      cursor(`echo '{"permission": "deny"}'`),
      'low loosens',
    ],
    ['all hooks are off, it too', settings, claude({}), claude(off), 'high loosens'],
    [
      'all hooks are off, and none was a guard',
      settings,
      claude({}, 'SessionStart'),
      claude(off, 'SessionStart'),
      'low mixed',
    ],
  ];
  for (const [name, path, before, after, expected] of rows) {
    it(`is told: ${name}`, () => {
      const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
      const { tier, direction } = analysis?.assessment ?? {};
      assert.equal(`${tier} ${direction}`, expected);
    });
  }
});
