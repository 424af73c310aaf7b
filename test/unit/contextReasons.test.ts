import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import { buildReport } from '../../src/core/report/report';
import { renderText } from '../../src/core/report/renderText';
import type { Finding } from '../../src/core/rules/rule';
import { secret } from './support/secrets';

const none = { mcpServers: {} };
const never = { command: 'npx', args: ['-y', '@acme/files-mcp@2.4.1'], alwaysAllow: ['*'] };
const plain = { command: 'npx', args: ['-y', '@acme/files-mcp@2.4.1'] };

const servers = (files: object): object => ({ mcpServers: { files } });

describe('The same pattern in another place', () => {
  it('weighs less in an example, and says so', () => {
    const loud = findingIn(analyse('.roo/mcp.json', servers(never), none), 'never asks');
    const calm = analyse('examples/.roo/mcp.json', servers(never), none);
    const { severity, sentence } = findingIn(calm, 'never asks');
    assert.deepEqual([loud.severity, severity], ['high', 'medium']);
    // What the hover shows, and `diff`.
    assert.match(sentence, /never asks; one level lower: a template or an example\)/);
    assert.match(text('diff', calm), /one level lower: a template or an example/);
    assert.match(text('scan', calm), /One level lower: a template or an example\./);
    assert.doesNotMatch(loud.sentence, /lower/);
  });

  it('weighs less in a server that is switched off, and says so', () => {
    const off = analyse('.roo/mcp.json', servers({ ...never, disabled: true }), none);
    const { severity, sentence, floor } = findingIn(off, 'never asks');
    assert.equal(severity, 'medium');
    assert.equal(floor, undefined);
    assert.match(sentence, /\(never asks; one level lower: the server is switched off\)/);
    assert.match(text('diff', off), /one level lower: the server is switched off/);
    assert.match(text('scan', off), /One level lower: the server is switched off\./);
    const added = findingIn(off, 'switched off');
    assert.equal(added.severity, 'info');
    assert.match(text('diff', off), /is new and switched off/);
  });

  it('leaks as much in both where it is a secret', () => {
    const leak = servers({ ...plain, env: { API_KEY: secret('random') }, disabled: true });
    for (const path of ['.roo/mcp.json', 'examples/.roo/mcp.json']) {
      const { findings } = analyse(path, leak, none);
      const leaked = findings.find(({ rule }) => rule === 'secret/literal-credential');
      assert.equal(leaked?.lowered, undefined);
      assert.ok(leaked?.severity === 'critical' || leaked?.severity === 'high');
    }
  });

  it('weighs nothing behind a rule that refuses it, and says which', () => {
    const deny = ['Bash(rm *)'];
    const path = '.claude/settings.json';
    const behind = { permissions: { allow: ['Bash(rm:*)'], deny } };
    const analysis = analyse(path, behind, { permissions: { deny } });
    assert.deepEqual(analysis.findings, []);
    assert.match(analysis.changes[0]?.words ?? '', /changes nothing: a deny rule refuses it/);
    assert.match(text('diff', analysis), /changes nothing: a deny rule refuses it/);
    const open = analyse(path, { permissions: { allow: ['Bash(rm:*)'] } }, { permissions: {} });
    assert.equal(open.findings[0]?.severity, 'high');
  });

  it('weighs less on this machine, and says so', () => {
    const at = (url: string): object => servers({ url });
    const remote = analyse('.cursor/mcp.json', at('http://tools.acme.dev/mcp'), none);
    const local = analyse('.cursor/mcp.json', at('http://localhost:3000/mcp'), none);
    assert.ok(remote.findings.some(({ rule }) => rule === 'mcp/insecure-http-url'));
    assert.deepEqual(
      local.findings.map(({ severity }) => severity),
      ['low'],
    );
    assert.match(text('diff', local), /new local server/);
    const lost = analyse(
      '.cursor/mcp.json',
      at('http://localhost:3000/mcp'),
      at('https://localhost:3000/mcp'),
    );
    assert.deepEqual(lost.findings, []);
    assert.match(text('diff', lost), /on this machine, so nobody is on the way/);
  });

  it('weighs nothing as a placeholder, and says that it is one', () => {
    const env = (API_KEY: string): object => servers({ ...plain, env: { API_KEY } });
    const analysis = analyse('.cursor/mcp.json', env('your-api-key-here'), servers(plain));
    assert.ok(analysis.findings.every(({ rule }) => !rule.startsWith('secret/')));
    assert.match(text('diff', analysis), /API_KEY = your.*, a placeholder\./);
  });
});

function analyse(path: string, now: object, before: object): FileAnalysis {
  const analysis = analyzeFile({
    path,
    text: JSON.stringify(now),
    baseline: { text: JSON.stringify(before) },
  });
  return analysis ?? assert.fail(path);
}

function findingIn({ findings }: FileAnalysis, because: string): Finding {
  return (
    findings.find((finding) => finding.because.includes(because)) ??
    assert.fail(findings.map((finding) => finding.because).join(', '))
  );
}

function text(command: 'scan' | 'diff', analysis: FileAnalysis): string {
  const report = buildReport(command, [analysis], [], { base: 'main', all: false });
  return renderText(report, { color: false, width: 200 });
}
