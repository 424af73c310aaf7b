import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalText } from '../../src/core/parse/navigate';
import { parseMarkdown } from '../../src/core/parse/parseMarkdown';
import { parseYaml } from '../../src/core/parse/parseYaml';
import type { BlockNode, SectionNode } from '../../src/core/parse/tree';

function blocks(text: string): readonly string[] {
  const found: string[] = [];
  walk(parseMarkdown(text).body, (node) => {
    if (node.kind === 'block') found.push(`${node.block}: ${node.text}`);
  });
  return found;
}

function headings(text: string): readonly string[] {
  const found: string[] = [];
  walk(parseMarkdown(text).body, (node) => {
    if (node.kind === 'section' && node.level > 0) found.push(`${node.level} ${node.title}`);
  });
  return found;
}

function walk(node: SectionNode | undefined, visit: (node: SectionNode | BlockNode) => void): void {
  if (node === undefined) return;
  visit(node);
  for (const child of node.children) {
    if (child.kind === 'section') walk(child, visit);
    else visit(child);
  }
}

describe('parseMarkdown: headings and blocks', () => {
  it('nests sections by level and ends them at the next heading of their level', () => {
    const text = '# A\n\ntext\n\n## B\n\nmore\n\n# C\n';
    const body = parseMarkdown(text).body;
    const [first, second] = body?.children ?? [];
    assert.equal(first?.kind === 'section' && first.title, 'A');
    assert.deepEqual(first?.range, { start: 0, end: text.indexOf('# C') });
    assert.equal(second?.kind === 'section' && second.title, 'C');
    assert.deepEqual(headings(text), ['1 A', '2 B', '1 C']);
  });

  it('reads underlined headings, closing marks and no heading without a space', () => {
    assert.deepEqual(headings('Title\n=====\n\nSub\n---\n\n### Third ###\n\n#hashtag\n'), [
      '1 Title',
      '2 Sub',
      '3 Third',
    ]);
  });

  it('takes a rule of dashes after a list for a rule, not for a heading', () => {
    assert.deepEqual(headings('- item\n---\n'), []);
  });

  it('keeps the lines of a list item together and nested items apart', () => {
    assert.deepEqual(blocks('- one\n  goes on\n  - two\n1. three\n- [ ] four\n'), [
      'listItem: - one\n  goes on',
      'listItem: - two',
      'listItem: 1. three',
      'listItem: - [ ] four',
    ]);
  });

  it('does not start a list in the middle of a paragraph at a year', () => {
    assert.deepEqual(blocks('It was in\n2026. Then it ended.\n'), [
      'paragraph: It was in\n2026. Then it ended.',
    ]);
  });

  it('knows fenced and indented code, quotes, tables and comments', () => {
    const text =
      '```sh\nrm -rf /\n```\n\n    indented\n\n> quoted\n> more\n\n| a | b |\n|---|---|\n| c | d |\n\n<!-- note\nmore -->\n';
    assert.deepEqual(blocks(text), [
      'code: ```sh\nrm -rf /\n```',
      'code: indented',
      'quote: > quoted\n> more',
      'table: | a | b |',
      'table: | c | d |',
      'html: <!-- note\nmore -->',
    ]);
  });

  it('keeps a fence in a longer fence, and does not swallow the file at an open one', () => {
    assert.deepEqual(blocks('````md\n```\nx\n```\n````\nafter\n'), [
      'code: ````md\n```\nx\n```\n````',
      'paragraph: after',
    ]);
    assert.deepEqual(blocks('```\n\nNever push.\n'), ['code: ```', 'paragraph: Never push.']);
  });
});

describe('parseMarkdown: front matter', () => {
  it('reads it behind a byte order mark and with CRLF, with offsets into the file', () => {
    const text = `${String.fromCodePoint(0xfeff)}---\r\nname: x\r\ntools: [a, b]\r\n---\r\nBody\r\n`;
    const parsed = parseMarkdown(text);
    const [name, tools] = parsed.frontMatter?.members ?? [];
    assert.equal(text.slice(name?.value.range.start, name?.value.range.end), 'x');
    assert.equal(text.slice(tools?.keyRange.start, tools?.keyRange.end), 'tools');
    assert.deepEqual(blocks(text), ['paragraph: Body']);
    assert.deepEqual(parsed.problems, []);
  });

  it('reads what YAML rejects line by line and says so', () => {
    const text =
      '---\ndescription: Use when: always\nglobs: **/*\nalwaysApply: true\ntools:\n  - a\n  - "b"\n---\nBody\n';
    const parsed = parseMarkdown(text);
    assert.deepEqual(
      parsed.problems.map((problem) => problem.kind),
      ['front-matter'],
    );
    assert.equal(parsed.complete, true);
    assert.equal(
      parsed.frontMatter && canonicalText(parsed.frontMatter),
      '{"alwaysApply":true,"description":"Use when: always","globs":"**/*","tools":["a","b"]}',
    );
    const globs = parsed.frontMatter?.members[1]?.value.range;
    assert.equal(text.slice(globs?.start, globs?.end), '**/*');
  });

  it('takes prose between two rules, and an open block, for prose', () => {
    assert.equal(parseMarkdown('---\nNever push.\n---\n').frontMatter, undefined);
    assert.deepEqual(blocks('---\nname: x\n'), ['paragraph: name: x']);
  });

  it('has an empty object for an empty block', () => {
    assert.deepEqual(parseMarkdown('---\n---\nx').frontMatter?.members, []);
  });
});

describe('parseYaml', () => {
  it('shifts offsets and keeps the types of values', () => {
    const text = 'a: 1\nb: [yes, "two", null, true]\n';
    const parsed = parseYaml(text, 10);
    assert.equal(parsed.root && canonicalText(parsed.root), '{"a":1,"b":["yes","two",null,true]}');
    assert.deepEqual(parsed.root?.range, { start: 10, end: 10 + text.length });
    assert.equal(parsed.complete, true);
  });

  it('notices duplicate keys and stays complete', () => {
    const parsed = parseYaml('a: 1\na: 2\n');
    assert.deepEqual(
      parsed.problems.map((problem) => problem.kind),
      ['duplicate-key'],
    );
    assert.equal(parsed.complete, true);
  });

  it('resolves anchors and merges, and leaves an anchor inside itself empty', () => {
    const merged = parseYaml('base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n');
    assert.equal(
      merged.root && canonicalText(merged.root),
      '{"base":{"x":1,"y":2},"use":{"x":1,"y":3}}',
    );
    assert.equal(parseYaml('&a [*a]').complete, false);
  });

  it('stops at texts made to explode or to nest without end', () => {
    const names = 'abcdefghi';
    const lines = Array.from(names, (name, index) =>
      index === 0
        ? `${name}: &${name} [1,1,1,1,1,1,1,1,1]`
        : `${name}: &${name} [${Array(9)
            .fill(`*${names[index - 1] ?? ''}`)
            .join(',')}]`,
    );
    assert.ok(parseYaml(lines.join('\n')).problems.some((problem) => problem.kind === 'too-deep'));
    for (const open of ['[', '{', '- ', '? ', '[{']) {
      const parsed = parseYaml(open.repeat(100_000));
      assert.deepEqual(
        parsed.problems.map(({ kind }) => kind).filter((kind) => kind !== 'too-long'),
        ['too-deep'],
      );
    }
  });

  it('throws on no text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(100), (text, offset) => {
        const { root } = parseYaml(text, offset);
        if (root === undefined) return;
        assert.ok(root.range.start >= offset && root.range.end <= offset + text.length);
      }),
    );
  });
});

/** Texts that look like Markdown more often than random ones do. */
const markdownLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['---', '```', '~~~~', '# H', '- a', '  - b', '1. c', '> q', '| a | b |', '|--|--|'],
        ...['<!--', '-->', '===', '', '    code', 'key: value', '**b**. Next', '<tag>', '\ufeff'],
      ),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    ),
    { maxLength: 20 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((lineBreak) => lines.join(lineBreak)));

describe('parseMarkdown: properties', () => {
  it('never throws, and every block is the text at its range, in order', () => {
    fc.assert(
      fc.property(markdownLike, (text) => {
        const parsed = parseMarkdown(text);
        let last = 0;
        walk(parsed.body, (node) => {
          assert.ok(node.range.start >= 0 && node.range.end <= text.length);
          if (node.kind !== 'block') return;
          assert.equal(node.text, text.slice(node.range.start, node.range.end));
          assert.ok(node.range.start >= last);
          last = node.range.end;
        });
      }),
      { numRuns: 500 },
    );
  });

  it('reads long hostile texts', () => {
    const fence = 'a'.repeat(3);
    for (const line of ['<!--\n', '````\n', '| a\n', '- x\n', '> q\n', `${fence} `, '# ', '[']) {
      const text = line.repeat(Math.ceil(200_000 / line.length));
      assert.ok(parseMarkdown(text).body !== undefined);
    }
  });
});
