import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { renderRecord } from '../../src/core/record/renderRecord';
import { prose } from '../../src/core/record/safeMarkdown';
import { prepareRecord } from '../../src/core/record/prepareRecord';
import { edit } from './rollbackSupport';
import { templateEdits } from './templateEdits';

const { path, before, after } = templateEdits['agent-permission'];
const { record } = prepareRecord({
  files: [{ analysis: edit(path, before, after) }],
  why: 'Let the docs agent fetch pages',
  requester: { id: 'github:alice' },
  origin: 'command-line',
  baseline: { label: 'main', commit: null },
  createdAt: new Date('2026-11-22T09:14:00Z'),
  random: Uint8Array.of(1, 2, 3, 4, 5, 6),
  stopwatch: () => 0,
});

/** What is left of Markdown when code is taken out and escapes are resolved. */
function active(markdown: string): string {
  return markdown.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '').replace(/\\[!-/:-@[-`{-~]/g, '');
}

describe('A record for people', () => {
  it('says in this order what changes, why, what is missing, and how it goes back', () => {
    const markdown = renderRecord(record, {
      format: 'markdown',
      needs: ['Security has to approve.'],
    });
    assert.match(
      markdown,
      /^## `CHG-20261122-\w{6}` Let the docs agent fetch pages\n\n\*\*critical 98\*\* · loosens/,
    );
    const headings = [...markdown.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, [
      'What changes',
      'Why critical',
      'Still missing',
      'Review',
      'Tests',
      'Deployment',
      'Rollback',
    ]);
    assert.match(markdown, /▲ \*\*loosens\*\* Protection removed \(`Read\(\.\/\.env\)`\)/);
    assert.match(markdown, /- \[ \] Security has to approve\./);
    assert.match(markdown, /- \[x\] .*`nothing-hidden`\n {2}- Passed: `mcp-change`/);
    assert.match(markdown, /Safe again within 15 minutes\./);
  });

  it('is the same for a terminal, without marks', () => {
    const text = renderRecord(record, { format: 'text' });
    assert.doesNotMatch(text, /\*\*|^#|\\/m);
    assert.match(text, /☐ Give the agent the task that this is for\. intended-task/);
    assert.match(text, /▲ loosens Protection removed/);
  });

  it('fits a terminal, and breaks no command', () => {
    const wide = renderRecord(record, { format: 'text' });
    const narrow = renderRecord(record, { format: 'text', width: 60 });
    const words = (text: string): string => text.replace(/\s+/g, ' ');
    assert.equal(words(narrow), words(wide));
    for (const line of narrow.split('\n')) {
      assert.ok(line.length <= 60 || !/ .* .* .* /.test(line.trim()) || line.includes('`'), line);
    }
    for (const { command } of record.rollback.steps) {
      if (command !== undefined) assert.ok(narrow.includes(command), command);
    }
    assert.match(narrow, /^ {4}▲|^ {2}▲ loosens .*\n {4}\S/m);
  });

  it('says as what it counts under a policy that asks for more', () => {
    const text = renderRecord(record, { format: 'text', countsAs: 'critical' });
    assert.doesNotMatch(text, /counts as/);
    const { risk } = record;
    const lower = { ...record, risk: { ...risk, tier: 'medium' as const, score: 30 } };
    assert.match(
      renderRecord(lower, { format: 'markdown', countsAs: 'high' }),
      /\*\*medium 30\*\* · counts as high · loosens/,
    );
  });

  it('says who ran the agent that wrote it', () => {
    const written: ChangeRecord = {
      ...record,
      authorship: {
        humans: ['github:alice'],
        agents: [{ name: 'claude-code', operator: 'github:alice', governed_by_this_change: true }],
      },
    };
    assert.match(
      renderRecord(written, { format: 'markdown' }),
      /Written with `claude-code`, which this change governs; `github:alice` cannot approve it\./,
    );
  });

  it('says that tests and approvals are for other content', () => {
    const markdown = renderRecord(record, {
      format: 'markdown',
      content: `sha256:${'0'.repeat(64)}`,
    });
    assert.match(markdown, /no longer what this was written for/);
    const over = renderRecord(
      { ...record, status: 'rolled-back' },
      { format: 'markdown', content: `sha256:${'0'.repeat(64)}` },
    );
    assert.doesNotMatch(over, /no longer what this was written for/);
    assert.match(
      markdown,
      /- \[ \] .*`nothing-hidden`\n.*\n {2}- Void: the result of `mcp-change`/,
    );
  });

  it('lets no text of a record act as Markdown', () => {
    const attacks = [
      '[Approve](command:evil)',
      '![x](https://evil.example/x.png)',
      '<img src=x onerror=alert(1)>',
      'https://evil.example/',
      'www.evil.example',
      'a@evil.example',
      '@team please approve #1',
      '**bold** _em_ ~~gone~~ `code` ``` fence',
      '“[a](b)” `[a](b)`',
      '“`” [x](y)',
      '`“` [x](y)',
      '# heading',
      '- item',
      '1. item',
      '| a | b |\n|---|---|',
      '&lt;b&gt; \\[a](b)',
      '- [x] done',
      '<!-- hidden -->',
      '[a]: https://evil.example',
      '$(x) $$x$$',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'grapheme' })), {
          maxLength: 4,
        }),
        (parts) => {
          const text = parts.join(' ');
          const rendered = prose(text);
          assert.doesNotMatch(rendered, /\n/);
          const left = active(rendered);
          assert.doesNotMatch(left, /[[\]<>*_|~#@&$!{}]|:\/\/|www\./i, rendered);
          assert.doesNotMatch(rendered, /^(?:[-+=]|\d+[.)])/, rendered);
        },
      ),
    );
    const hostile: ChangeRecord = JSON.parse(
      JSON.stringify(record, (key, value: unknown) =>
        typeof value === 'string' &&
        ['title', 'why', 'words', 'ask', 'what', 'note', 'do', 'expect'].includes(key)
          ? `${attacks.join(' ')} ${value}`
          : value,
      ),
    ) as ChangeRecord;
    const markdown = renderRecord(hostile, { format: 'markdown' });
    assert.doesNotMatch(active(markdown), /\]\(|<img|:\/\//);
    // No line but ours starts a block.
    for (const line of markdown.split('\n')) {
      assert.match(line, /^(?:|#{2,3} .*|- .*|\d+\. .*| {2}- .*|\*\*.*|[A-Z\\[“`].*)$/u);
    }
  });
});
