import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readText, changesBetween } from './permissionsSetup';

function facts(value: unknown) {
  return readText(JSON.stringify(value)).facts;
}

function directions(before: unknown, after: unknown): readonly string[] {
  return changesBetween(JSON.stringify(before), JSON.stringify(after)).map(
    (change) => `${change.direction} ${change.op} ${change.facet}`,
  );
}

describe('reading Claude Code settings', () => {
  it('reads rules with pointers and ranges of their own', () => {
    const text = '{ "permissions": { "allow": ["Bash(ls)"], "a/b": 1 } }';
    const { permissionRules, settings } = readText(text).facts;
    assert.equal(permissionRules[0]?.pointer, '/permissions/allow/0');
    const { start, end } = permissionRules[0]?.range ?? { start: 0, end: 0 };
    assert.equal(text.slice(start, end), '"Bash(ls)"');
    assert.deepEqual(
      settings.map(({ pointer, known, facet }) => [pointer, known, facet]),
      [['/permissions/a~1b', false, 'permission.other']],
    );
  });

  it('reads what governs and leaves the rest alone', () => {
    const { settings } = facts({
      permissions: {
        defaultMode: 'plan',
        additionalDirectories: ['../a', '../b'],
        disableBypassPermissionsMode: 'disable',
      },
      enableAllProjectMcpServers: true,
      enabledMcpjsonServers: ['github'],
      sandbox: { enabled: true, network: { allowedDomains: ['example.com'] } },
      statusLine: { type: 'command', command: './line.sh', padding: 0 },
      apiKeyHelper: './key.sh',
      env: { EDITOR: 'vi' },
      enabledPlugins: { 'a@b': true },
      extraKnownMarketplaces: { b: { source: { source: 'github', repo: 'o/n' } } },
      model: 'opus',
      cleanupPeriodDays: 30,
      spinnerTipsEnabled: false,
    });
    assert.deepEqual(settings.map(({ key, value }) => `${key}=${value}`).sort(), [
      'apiKeyHelper=./key.sh',
      'enableAllProjectMcpServers=true',
      'enabledMcpjsonServers:github=github',
      'enabledPlugins.a@b=true',
      'env.EDITOR=vi',
      'extraKnownMarketplaces.b={"source":{"repo":"o/n","source":"github"}}',
      'model=opus',
      'permissions.additionalDirectories:../a=../a',
      'permissions.additionalDirectories:../b=../b',
      'permissions.defaultMode=plan',
      'permissions.disableBypassPermissionsMode=disable',
      'sandbox.enabled=true',
      'sandbox.network.allowedDomains:example.com=example.com',
      'statusLine.command=./line.sh',
    ]);
  });

  it('hides the value of a variable that is named like a credential', () => {
    const value = ['correct', 'horse', 'battery'].join('-');
    const { settings } = facts({ env: { SERVICE_PASSWORD: value } });
    assert.ok(!JSON.stringify(settings).includes(value));
  });

  it('reads hooks, whatever their shape', () => {
    const { hooks } = facts({
      hooks: {
        PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: 'guard.sh' }] }],
        Stop: [{ hooks: [{ command: 'a', args: ['b', 'c'] }, { url: 'https://example.com' }] }],
        SessionStart: { command: 'bare' },
        Notification: ['text'],
        Setup: [null, 3, {}],
      },
    });
    assert.deepEqual(
      hooks.map(({ event, matcher, command, pointer }) => [event, matcher, command, pointer]),
      [
        ['PreToolUse', 'Bash', 'guard.sh', '/hooks/PreToolUse/0/hooks/0/command'],
        ['Stop', '*', 'a b c', '/hooks/Stop/0/hooks/0/command'],
        ['Stop', '*', 'https://example.com', '/hooks/Stop/0/hooks/1/url'],
        ['SessionStart', '*', 'bare', '/hooks/SessionStart/command'],
        ['Notification', '*', 'text', '/hooks/Notification/0'],
      ],
    );
  });

  it('throws on no JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (permissions, hooks, env) => {
        facts({ permissions, hooks, env, sandbox: env, statusLine: hooks });
      }),
    );
  });
});

describe('comparing settings', () => {
  const mode = (defaultMode?: string) => ({ permissions: { defaultMode } });
  const sandbox = (value: unknown) => ({ sandbox: value });
  const guard = {
    hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [{ command: 'guard.sh' }] }] },
  };
  const format = { hooks: { PostToolUse: [{ matcher: 'Edit', hooks: [{ command: 'fmt' }] }] } };
  const rows: readonly (readonly [string, unknown, unknown, readonly string[]])[] = [
    ['mode looser', mode(), mode('acceptEdits'), ['loosens add approval.mode']],
    ['mode stricter', mode('acceptEdits'), mode('plan'), ['tightens replace approval.mode']],
    ['mode back to the default', mode('plan'), mode(), ['loosens remove approval.mode']],
    ['mode written out', mode(), mode('manual'), ['neutral add approval.mode']],
    ['dontAsk is no loosening', mode(), mode('dontAsk'), ['tightens add approval.mode']],
    ['mode unknown', mode(), mode('yolo'), ['unknown add approval.mode']],
    ['switch on', {}, { enableAllProjectMcpServers: true }, ['loosens add approval.switch']],
    [
      'switch off from the start',
      {},
      { enableAllProjectMcpServers: false },
      ['neutral add approval.switch'],
    ],
    [
      'lock removed',
      { permissions: { disableBypassPermissionsMode: 'disable' } },
      { permissions: {} },
      ['loosens remove approval.switch'],
    ],
    [
      'lock set',
      {},
      { permissions: { disableBypassPermissionsMode: 'disable' } },
      ['tightens add approval.switch'],
    ],
    ['server approved', {}, { enabledMcpjsonServers: ['a'] }, ['loosens add approval.switch']],
    ['server rejected', {}, { disabledMcpjsonServers: ['a'] }, ['tightens add approval.switch']],
    [
      'folder added',
      {},
      { permissions: { additionalDirectories: ['../shared'] } },
      ['loosens add permission.directory'],
    ],
    [
      'folder inside an open one',
      { permissions: { additionalDirectories: ['../shared'] } },
      { permissions: { additionalDirectories: ['../shared', '../shared/schemas/'] } },
      ['neutral add permission.directory'],
    ],
    [
      'folder of the project',
      {},
      { permissions: { additionalDirectories: ['./docs'] } },
      ['neutral add permission.directory'],
    ],
    [
      'sandbox off',
      sandbox({ enabled: true }),
      sandbox({ enabled: false }),
      ['loosens replace sandbox'],
    ],
    ['sandbox on', {}, sandbox({ enabled: true }), ['mixed add sandbox']],
    [
      'sandbox asks again',
      {},
      sandbox({ autoAllowBashIfSandboxed: false }),
      ['tightens add sandbox'],
    ],
    [
      'host added',
      sandbox({ network: { allowedDomains: ['a'] } }),
      sandbox({ network: { allowedDomains: ['a', 'b'] } }),
      ['loosens add sandbox'],
    ],
    [
      'denied path removed',
      sandbox({ filesystem: { denyRead: ['~/.ssh'] } }),
      sandbox({ filesystem: { denyRead: [] } }),
      ['loosens remove sandbox'],
    ],
    ['no hooks', {}, { disableAllHooks: true }, ['mixed add approval.switch']],
    ['hook added', {}, guard, ['loosens add hook']],
    ['guard gone', guard, {}, ['loosens remove hook']],
    ['formatter gone', format, {}, ['tightens remove hook']],
    [
      'hook changed',
      guard,
      { hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [{ command: 'other.sh' }] }] } },
      ['loosens replace hook'],
    ],
    [
      'endpoint redirected',
      {},
      { env: { ANTHROPIC_BASE_URL: 'https://x' } },
      ['loosens add environment'],
    ],
    [
      'certificates unchecked',
      {},
      { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
      ['loosens add environment'],
    ],
    [
      'certificates checked',
      {},
      { env: { NODE_TLS_REJECT_UNAUTHORIZED: '1' } },
      ['neutral add environment'],
    ],
    ['harmless variable', {}, { env: { EDITOR: 'vi' } }, ['neutral add environment']],
    ['model', { model: 'a' }, { model: 'b' }, ['neutral replace model']],
    ['plugin on', {}, { enabledPlugins: { 'a@b': true } }, ['loosens add plugin']],
    [
      'plugin off',
      { enabledPlugins: { 'a@b': true } },
      { enabledPlugins: { 'a@b': false } },
      ['tightens replace plugin'],
    ],
    ['helper added', {}, { apiKeyHelper: './key.sh' }, ['loosens add execution']],
    ['status line gone', { statusLine: { command: 'x' } }, {}, ['tightens remove execution']],
    [
      'unknown permission key',
      {},
      { permissions: { newPower: true } },
      ['unknown add permission.other'],
    ],
    ['unknown key elsewhere', {}, { newFeature: true }, []],
    [
      'keys in another order',
      { model: 'a', env: { A: '1', B: '2' } },
      { env: { B: '2', A: '1' }, model: 'a' },
      [],
    ],
  ];
  for (const [name, before, after, expected] of rows) {
    it(name, () => assert.deepEqual(directions(before, after), expected));
  }

  it('knows that current versions ignore the loosest modes in project files', () => {
    const [change] = changesBetween('{}', JSON.stringify(mode('bypassPermissions')));
    assert.ok(change?.detail.kind === 'setting');
    assert.equal(change.detail.lastStep, true);
    assert.match(change.detail.inert ?? '', /older ones obey/);
    assert.equal(change.direction, 'loosens');
  });

  it('hooks in another order are no change', () => {
    const hook = (command: string) => ({ matcher: 'Bash', hooks: [{ command }] });
    const before = { hooks: { PreToolUse: [hook('a'), hook('b')] } };
    const after = { hooks: { PreToolUse: [hook('b'), hook('a')] } };
    assert.deepEqual(directions(before, after), []);
  });
});
