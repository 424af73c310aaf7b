import assert from 'node:assert/strict';
import { overstatedRollback } from '../../src/core/record/overstatedRollback';
import { edit, onlyFile, rollBack } from './rollbackSupport';
import { recordOf, sampleRecord } from './recordSupport';

const servers = (spec: string, extra: object = {}): string =>
  `${JSON.stringify({ servers: { remote: { command: 'npx', args: ['-y', spec], ...extra } } }, null, 2)}\n`;

describe('The state that a rollback aims at', () => {
  const update = edit(
    '.vscode/mcp.json',
    servers('mcp-remote@0.1.15'),
    servers('mcp-remote@0.1.16'),
  );

  it('is not the one with a published hole: the update stays, and the server is switched off instead', () => {
    const plan = rollBack(update);
    const file = onlyFile(plan);
    assert.equal(file.mode, 'nothing');
    assert.equal(file.kept.length, 1);
    assert.match(plan.secureTarget, /safer than main was/);
    const [step, ...others] = plan.steps;
    assert.deepEqual(others, []);
    assert.equal(step?.phase, 'contain');
    assert.match(step.action, /CVE-2025-6514.*switch the server off/);
  });

  it('is the one with the hole when somebody asks for it by name', () => {
    const plan = rollBack(update, { includeTightening: true });
    assert.equal(onlyFile(plan).restoredText, update.baselineText);
    assert.ok(plan.passed);
  });

  it('is an older version as any other where no hole is known', () => {
    const plain = edit(
      '.vscode/mcp.json',
      servers('mcp-remote@0.1.16'),
      servers('mcp-remote@0.1.17'),
    );
    assert.equal(onlyFile(rollBack(plain)).mode, 'whole-file');
  });

  it('refuses when what loosened goes with what closed the hole', () => {
    const after = servers('mcp-remote@latest');
    const plan = rollBack(edit('.vscode/mcp.json', servers('mcp-remote@0.1.15'), after));
    assert.equal(plan.passed, false);
    assert.match(onlyFile(plan).conflict ?? '', /open a known hole again.*Switch the server off/);
    assert.ok(plan.steps.some(({ phase }) => phase === 'contain'));
  });

  it('goes back from a package that does harm, whatever else changed with it', () => {
    const plan = rollBack(
      edit('.vscode/mcp.json', servers('mcp-remote@0.1.17'), servers('mcp-remote@0.1.15')),
    );
    assert.ok(plan.passed, plan.summary);
    assert.equal(onlyFile(plan).mode, 'whole-file');
  });
});

describe('A place that an argument opens', () => {
  const server = (command: string, ...args: readonly string[]): string =>
    `${JSON.stringify({ servers: { memory: { command, args } } }, null, 2)}\n`;
  const uv = server('uv', '--directory', '/srv/memory', 'run', 'memory');

  it('goes back with its command when another program runs that names no place', () => {
    const plan = rollBack(edit('.vscode/mcp.json', uv, server('python', 'wrapper.py')));
    assert.ok(plan.passed, onlyFile(plan).conflict);
    assert.equal(onlyFile(plan).restoredText, uv);
  });

  it('stays away when the same program, or the same package, reaches less', () => {
    const files = (...paths: readonly string[]): readonly string[] => [
      '@modelcontextprotocol/server-filesystem@2026.8.31',
      ...paths,
    ];
    const wide = server('npx', '-y', ...files('/srv/a', '/srv/b'));
    for (const [command, ...args] of [
      ['sudo', 'npx', '-y', ...files('/srv/a')],
      ['bunx', ...files('/srv/a')],
    ]) {
      const analysis = edit('.vscode/mcp.json', wide, server(command ?? '', ...args));
      assert.ok(analysis.changes.some(({ direction }) => direction === 'tightens'));
      const plan = rollBack(analysis);
      const file = onlyFile(plan);
      assert.ok(!plan.passed || !(file.restoredText ?? '').includes('/srv/b'), file.restoredText);
    }
  });
});

describe('What a rollback cannot undo', () => {
  const kinds = (path: string, before: string, after: string): readonly string[] => {
    const { residue } = rollBack(edit(path, before, after));
    for (const { kind, handling, owner } of residue) {
      if (kind !== 'none') assert.ok(handling !== '' && owner !== undefined, kind);
    }
    return residue.map(({ kind }) => kind);
  };
  const settings = '.claude/settings.json';
  const permissions = (...allow: readonly string[]): string =>
    `${JSON.stringify({ permissions: { allow } }, null, 2)}\n`;
  const server = (name: string): string =>
    `${JSON.stringify({ mcpServers: { [name]: { command: 'npx', args: ['-y', `@acme/${name}@1.0.0`] } } }, null, 2)}\n`;
  const none = '{ "mcpServers": {} }\n';

  it('is payments where money could move', () => {
    assert.ok(
      kinds(settings, permissions(), permissions('mcp__stripe__create_refund')).includes(
        'executed-payment',
      ),
    );
    assert.ok(kinds('.mcp.json', none, server('stripe-payments')).includes('executed-payment'));
    assert.ok(!kinds('.mcp.json', none, server('files')).includes('executed-payment'));
  });

  it('is messages where some could be sent', () => {
    assert.ok(
      kinds(settings, permissions(), permissions('mcp__slack__post_message')).includes(
        'sent-message',
      ),
    );
    assert.ok(kinds('.mcp.json', none, server('gmail')).includes('sent-message'));
    assert.ok(!kinds('.mcp.json', none, server('files')).includes('sent-message'));
  });

  it('is what agents remember, of instructions and of servers that remember', () => {
    const text = '# Agent\n\nNever push to main.\n';
    assert.ok(kinds('AGENTS.md', text, '# Agent\n\nPush to main.\n').includes('agent-memory'));
    assert.ok(kinds('.mcp.json', none, server('memory')).includes('agent-memory'));
    assert.ok(!kinds('.mcp.json', none, server('files')).includes('agent-memory'));
  });

  it('is the time in which nothing was written down', () => {
    const traced = '{ "env": { "CLAUDE_CODE_ENABLE_TELEMETRY": "1", "EDITOR": "vi" } }\n';
    assert.ok(kinds(settings, traced, '{ "env": { "EDITOR": "vi" } }\n').includes('audit-gap'));
    assert.ok(!kinds(settings, traced, traced.replace('vi', 'ed')).includes('audit-gap'));
  });

  it('is something wherever anything loosened, and nothing where it did not', () => {
    const grown = kinds('.vscode/settings.json', '{}\n', '{ "chat.agent.maxRequests": 500 }\n');
    assert.ok(!grown.includes('none'), grown.join());
    assert.deepEqual(kinds('AGENTS.md', '# A\n\nUse tabs.\n', '# A\n\nUse two spaces.\n'), [
      'none',
    ]);
  });
});

describe('A plan that promises too much', () => {
  it('is one that says “full” although something loosened', () => {
    const record = sampleRecord();
    assert.equal(overstatedRollback(record), undefined);
    const full = { ...record.rollback, reversibility: 'full' as const };
    assert.match(overstatedRollback({ ...record, rollback: full }) ?? '', /under “residue”/);
    const bare = { ...full, residue: [{ kind: 'none' as const, what: '-', handling: '' }] };
    assert.match(
      overstatedRollback({ ...record, rollback: bare }) ?? '',
      /what change 1 lets happen/,
    );
  });

  it('is not one of a change that loosens nothing', () => {
    const record = recordOf(edit('AGENTS.md', '# A\n\nUse tabs.\n', '# A\n\nUse two spaces.\n'));
    assert.equal(record.rollback.reversibility, 'full');
    assert.equal(overstatedRollback(record), undefined);
  });
});
