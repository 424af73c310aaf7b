import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, comparePromptTexts, factsOf, judgePromptEdit } from './promptsFixture';

const sentences = fc.constantFrom(
  'Never push to main.',
  'Ask before deleting files.',
  'Do not ask for confirmation.',
  'Use two spaces.',
  'The parcels are blue.',
  'Always verify the backup before a release.',
  'Spend at most 20 dollars.',
  'Commit without asking.',
);

/** Sections of list items: what an edit of an instruction file is made of. */
const documents = fc.uniqueArray(sentences, { maxLength: 8 });

function listed(items: readonly string[]): string {
  return `# Rules\n\nRead this with care.\n\n${items.map((item) => `- ${item}\n`).join('')}`;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.oneof(
        sentences,
        fc.constantFrom('\n', '# ', '- ', '> ', '| ', '```\n', '---\n', '**', '`'),
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join('')),
);

describe('Prompts: properties', () => {
  it('nothing throws on any two texts, and every range lies in its text', () => {
    fc.assert(
      fc.property(anyText, anyText, (baseline, current) => {
        for (const change of judgePromptEdit(baseline, current).changes) {
          assert.ok(change.range.start >= 0 && change.range.start <= change.range.end);
          assert.ok(change.range.end <= current.length);
          const old = change.baselineRange;
          assert.ok(old === undefined || (old.start <= old.end && old.end <= baseline.length));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the text at the range of a sentence holds its words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const { range, text: words } of factsOf(text).sentences) {
          assert.ok(range.start >= last && range.end <= text.length);
          const raw = text.slice(range.start, range.end);
          for (const word of words.split(/\s+/)) assert.ok(raw.includes(word), `${word} in ${raw}`);
          last = range.start;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a text compared with itself has not changed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.deepEqual(comparePromptTexts(text, text), []);
      }),
    );
  });

  it('order and layout of sentences are no change', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom('* ', '1. ', '- [ ] ', '- **'), (items, mark) => {
        const other = [...items].reverse().map((item) => {
          const close = mark.endsWith('**') ? '**' : '';
          return `${mark}${item.replaceAll(' ', '  ')}${close}\r\n`;
        });
        const current = `Rules\r\n=====\r\n\r\nRead this\r\nwith care.\r\n\r\n${other.join('')}`;
        assert.deepEqual(comparePromptTexts(listed(items), current), []);
      }),
    );
  });

  it('restoring what was removed gives the old bytes back', () => {
    fc.assert(
      fc.property(documents, fc.nat(7), (items, index) => {
        if (index >= items.length) return;
        const baseline = listed(items);
        const current = listed(items.filter((_, place) => place !== index));
        const { detections } = judgePromptEdit(baseline, current);
        for (const detection of detections) {
          const fix = detection.fixes.find(({ id }) => id === 'restore');
          assert.equal(applyEdits(current, fix?.edits ?? []), baseline);
        }
      }),
    );
  });

  it('no finding about prose is critical, and none comes from an edit undone', () => {
    fc.assert(
      fc.property(documents, documents, (left, right) => {
        const { detections } = judgePromptEdit(listed(left), listed(right));
        assert.ok(detections.every((detection) => detection.severity !== 'critical'));
        const grants = (items: readonly string[]): boolean =>
          items.some((item) => /^(?:Do not ask|Commit without)/.test(item));
        if (!grants(right)) {
          assert.ok(detections.every(({ rule }) => rule !== 'prompt/confirmation-skip-added'));
        }
      }),
    );
  });
});
