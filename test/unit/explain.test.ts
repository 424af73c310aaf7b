import * as assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';
import { comparePowers } from '../../src/core/explain/comparePowers';
import { describePowers, type StateFile } from '../../src/core/explain/describePowers';
import type { ClientPowers } from '../../src/core/explain/power';
import { renderPowers } from '../../src/core/explain/renderPowers';
import type { Client } from '../../src/core/surfaces/surface';

const npx = { command: 'npx', args: ['-y', '@acme/files-mcp@2.4.1', './docs'] };

describe('What agents can do', () => {
  it('puts the files of a client together', () => {
    const powers = state({
      '.mcp.json': {
        mcpServers: { files: npx, far: { type: 'http', url: 'https://mcp.acme.dev' } },
      },
      '.claude/settings.json': {
        permissions: {
          allow: ['Bash(npm test)', 'WebFetch(domain:acme.dev)'],
          deny: ['Read(.env)'],
        },
      },
    });
    assert.deepEqual(texts(powers, 'Claude Code'), [
      'servers files: npx -y @acme/files-mcp@2.4.1 ./docs',
      'servers far: https://mcp.acme.dev',
      'shell Bash(npm test)',
      'paths files reads and writes ./docs',
      'network far: mcp.acme.dev',
      'network WebFetch(domain:acme.dev)',
      'refused Read(.env)',
    ]);
  });

  it('leaves out what has no effect: refused rules, refused and switched-off servers', () => {
    const powers = state({
      '.mcp.json': { mcpServers: { files: npx, off: { ...npx, disabled: true } } },
      '.claude/settings.json': { permissions: { allow: ['Bash(npm test)', 'Bash(ls)'] } },
      '.claude/settings.local.json': {
        permissions: { deny: ['Bash(npm *)'] },
        disabledMcpjsonServers: ['files'],
      },
    });
    const shown = texts(powers, 'Claude Code').join('\n');
    assert.match(shown, /shell Bash\(ls\)/);
    assert.doesNotMatch(shown, /shell Bash\(npm test\)|servers (?:files|off):/);
  });

  it('lets the closest layer decide a setting, and adds lists up', () => {
    const powers = state({
      '.claude/settings.json': { permissions: { defaultMode: 'default', allow: ['Bash(ls)'] } },
      '.claude/settings.local.json': {
        permissions: { defaultMode: 'bypassPermissions', allow: ['Bash(pwd)'] },
      },
    });
    assert.deepEqual(texts(powers, 'Claude Code'), [
      'asking permissions.defaultMode: bypassPermissions',
      'shell Bash(pwd)',
      'shell Bash(ls)',
    ]);
  });

  it('shows one file under every client that reads it', () => {
    const powers = state({
      '.mcp.json': { mcpServers: { files: npx } },
      '.claude/settings.json': {
        hooks: { Stop: [{ hooks: [{ type: 'command', command: './done.sh' }] }] },
        permissions: { allow: ['Bash(ls)'] },
      },
    });
    assert.match(texts(powers, 'GitHub Copilot CLI').join('\n'), /servers files[^]*runs Stop/);
    assert.doesNotMatch(texts(powers, 'VS Code').join('\n'), /Bash/);
  });

  it('keeps folders apart that a client may be started in', () => {
    const powers = state({
      'packages/a/.mcp.json': { mcpServers: { a: npx } },
      '.mcp.json': { mcpServers: { b: npx } },
    });
    const own = powers.filter(({ client }) => client === 'Claude Code');
    assert.deepEqual(own.map(({ folder }) => folder).sort(), ['', 'packages/a']);
  });

  it('says what is new and what is gone', () => {
    const before = state({
      '.claude/settings.json': { permissions: { allow: ['Bash(ls)', 'Bash(pwd)'] } },
    });
    const now = state({
      '.claude/settings.json': { permissions: { allow: ['Bash(ls)', 'Bash(curl *)'] } },
    });
    const text = renderPowers(comparePowers(before, now), 'main');
    assert.match(text, /\+ is new against main/);
    assert.match(text, /- Bash\(pwd\)[^]*  {2}Bash\(ls\)[^]*\+ Bash\(curl \*\)/);
    assert.doesNotMatch(renderPowers(comparePowers(undefined, now), undefined), /^ {2}[+-]/m);
  });

  it('says what may be spent', () => {
    const limits = (amount: number): object => ({
      schemes: ['exact'],
      maxAmountRequired: String(amount),
      network: 'base-sepolia',
      payTo: '0x1111111111111111111111111111111111111111',
    });
    const text = renderPowers(
      comparePowers(state({ 'x402.json': limits(10_000) }), state({ 'x402.json': limits(50_000) })),
      'main',
    );
    assert.match(text, /What it may spend\n {2}- .*10\D?000[^]*\+ .*50\D?000/);
  });

  it('shows no secret', () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const powers = state({
      '.mcp.json': { mcpServers: { far: { type: 'http', url: `https://x.dev/?key=${secret}` } } },
      '.claude/settings.json': { permissions: { allow: [`Bash(curl -H "token: ${secret}")`] } },
    });
    assert.doesNotMatch(JSON.stringify(powers), new RegExp(secret));
  });
});

function state(files: Readonly<Record<string, object>>): readonly ClientPowers[] {
  return describePowers(
    Object.entries(files).map(([path, content]): StateFile => {
      const text = JSON.stringify(content);
      const analysis = analyzeFile({ path, text, baseline: undefined });
      assert.ok(analysis);
      return analysis;
    }),
  );
}

function texts(powers: readonly ClientPowers[], client: Client): readonly string[] {
  return comparePowers(undefined, powers)
    .filter((own) => own.client === client)
    .flatMap((own) => own.powers.map(({ kind, text }) => `${kind} ${text}`));
}
