import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import { buildReport } from '../../src/core/report/report';
import { renderText } from '../../src/core/report/renderText';
import { secret as fixtureSecret } from './support/secrets';

function read(path: string, text: string): FileAnalysis | undefined {
  return analyzeFile({ path, text, baseline: undefined });
}

function edit(path: string, before: string | undefined, after: string | undefined): FileAnalysis {
  const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
  assert.ok(analysis !== undefined, `${path} is not governed`);
  return analysis;
}

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

describe('General treatment', () => {
  const review = 'claude_desktop_config.json';
  const desktop = (rest: object): string => json({ mcpServers: {}, ...rest });

  it('says that the meaning is not assessed, once and calmly', () => {
    const analysis = edit(
      review,
      desktop({ model: 'a', mode: 'read-only' }),
      desktop({ model: 'b', mode: 'danger-full-access' }),
    );
    assert.equal(analysis.assessed, 'general');
    assert.deepEqual(
      analysis.changes.map(({ facet, op, direction, words, pointer }) => ({
        facet,
        op,
        direction,
        words,
        pointer,
      })),
      [
        {
          facet: 'other',
          op: 'replace',
          direction: 'unknown',
          words:
            'Claude Desktop configuration: something beside the servers changed; what it means is not assessed yet.',
          pointer: '/model',
        },
      ],
    );
    assert.deepEqual(analysis.findings, []);
    assert.equal(analysis.assessment.tier, 'low');
    assert.equal(analysis.assessment.direction, 'unknown');
    assert.equal(analysis.text?.slice(analysis.changes[0]!.range.start).startsWith('"model'), true);
  });

  it('takes layout, comments and the order of keys for no change', () => {
    assert.deepEqual(
      edit(
        review,
        desktop({ model: 'a', x: { y: 1 } }),
        '{ "x": {\n "y": 1 },\n "model": "a", "mcpServers": {} }',
      ).changes,
      [],
    );
    assert.deepEqual(
      edit('librechat.yaml', 'a: 1\nb: [1, 2]\n', '# note\nb:\n  - 1\n  - 2\na: 1\n').changes,
      [],
    );
    assert.deepEqual(edit('.cursorignore', 'a\nb\n', '\na  \r\nb\r\n').changes, []);
  });

  it('names an added and a removed file', () => {
    assert.equal(
      edit('README.md', undefined, 'mcp-name: a/b\n').changes[0]?.words,
      'MCP server ownership mark added; what it means is not assessed yet.',
    );
    const gone = edit('README.md', 'mcp-name: a/b\n', undefined);
    assert.equal(gone.changes[0]?.op, 'remove');
    assert.equal(gone.changes[0].direction, 'unknown');
  });

  it('finds hidden text and credentials all the same', () => {
    const secret = fixtureSecret('github');
    for (const [path, text] of [
      [review, desktop({ x: { env: { GITHUB_TOKEN: secret } } })],
      ['librechat.yaml', `mcpServers:\n  x:\n    env:\n      GITHUB_TOKEN: ${secret}\n`],
      ['crushrc', `export GITHUB_TOKEN=${secret}\n`],
      ['opencode.json', json({ mcp: { x: { environment: { GITHUB_TOKEN: secret } } } })],
      ['opencode.json', `{ "mcp": { "x": "${secret}" `],
    ] as const) {
      const rules = read(path, text)?.findings.map(({ rule }) => rule);
      // The last one is broken besides.
      assert.deepEqual(
        rules?.filter((rule) => !rule.startsWith('change/')),
        ['secret/literal-credential'],
        path,
      );
      assert.ok(
        !JSON.stringify(buildReport('scan', [read(path, text)!], [], options)).includes(secret),
      );
    }
    const hidden = edit(review, desktop({ model: 'a' }), desktop({ model: 'a\u{e0041}\u{e0042}' }));
    assert.ok(hidden.findings.some(({ rule }) => rule === 'prompt/invisible-char-added'));
  });

  it('looks only at what belongs to agents in a file that is about something else', () => {
    const secret = fixtureSecret('github');
    const before = json({ 'cline.x': 1, 'editor.tabSize': 2, token: secret });
    const other = json({ 'cline.x': 1, 'editor.tabSize': 4, token: secret });
    const settings = 'sub/.devcontainer/devcontainer.json';
    assert.deepEqual(edit(settings, before, other).changes, []);
    assert.deepEqual(edit(settings, before, other).findings, []);
    const chat = edit(settings, before, json({ 'cline.x': 2, 'editor.tabSize': 2 }));
    assert.deepEqual(
      chat.changes.map(({ pointer }) => pointer),
      ['/cline.x'],
    );
    const readme = '# x\n\nmcp-name: a/b\n';
    assert.deepEqual(edit('README.md', readme, `${readme}\nMore words.\n`).changes, []);
    assert.equal(edit('README.md', readme, '# x\n').changes[0]?.op, 'remove');
  });

  it('reads the servers of a settings file in depth and says what it leaves out', () => {
    const extension = 'claude_desktop_config.json';
    const file = (trust: boolean, directory: string): string =>
      json({ mcpServers: { a: { command: 'node', args: ['a.js'], trust } }, plan: { directory } });
    const servers = edit(extension, file(false, 'a'), file(true, 'a'));
    assert.deepEqual(
      servers.changes.map(({ facet }) => facet),
      ['server.auto-approval'],
    );
    const rest = edit(extension, file(false, 'a'), file(false, 'b'));
    assert.deepEqual(
      rest.changes.map(({ facet, pointer }) => [facet, pointer]),
      [['other', '/plan']],
    );
    assert.match(rest.changes[0]?.words ?? '', /beside the servers/);
    assert.equal(rest.assessed, 'general');
    assert.equal(edit('.roo/mcp.json', undefined, '{"mcpServers":{}}').assessed, 'in-depth');
  });

  it('stands in the report and on the screen', () => {
    const report = buildReport(
      'scan',
      [read(review, desktop({ a: 1 }))!, read('CLAUDE.md', 'x')!],
      [],
      options,
    );
    assert.deepEqual(
      report.files.map(({ path, assessed }) => [path, assessed]),
      [
        ['CLAUDE.md', undefined],
        [review, 'general'],
      ],
    );
    assert.match(
      renderText(report, { color: false, width: 80 }),
      /1 of them was searched for hidden text and credentials only\./,
    );
  });

  it('never throws, whatever a text of any format holds', () => {
    const paths = [
      '.codex/agents/review.toml',
      review,
      'librechat.yaml',
      'opencode.json',
      'crushrc',
      'package.json',
      '.roomodes',
      'agents/x.md',
      'catalog.yaml',
      '.gemini/settings.json',
    ];
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      '=',
      '"',
      "'",
      '\n',
      '- ',
      '  ',
      '# ',
      '---\n',
      'mcp',
      'registry',
      'image',
      'hooks',
      '&a ',
      '*a',
      '<<',
      '\u200b',
      '\0',
      '\ufeff',
      'mcpName',
      ',',
    );
    const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...paths), text, text, (path, before, after) => {
        const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
        for (const { range } of analysis?.changes ?? []) {
          assert.ok(range.start <= range.end && range.end <= after.length);
        }
        const same = analyzeFile({ path, text: after, baseline: { text: after } });
        assert.deepEqual(same?.changes ?? [], []);
      }),
      { numRuns: 400 },
    );
  });
});

const options = { base: null, all: true };
