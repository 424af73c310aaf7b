import { t } from '@vscode/l10n';
import type { FileFacts, SentenceFact } from '../facts/fact';
import { areMostlyEnglish, countLanguages, type LanguageCount } from '../facts/promptWordings';
import { linesOutside } from '../facts/proseLines';
import type { Memory } from '../parse/memory';
import type { TextRange } from '../parse/tree';
import type { Change } from './change';

/** Enough text to tell its language. */
const languageSample = 4000;

/** The wording of these sentences can be assessed. Too little text counts as English. */
export function isAssessable(sentences: readonly SentenceFact[], memory: Memory): boolean {
  const counts: LanguageCount[] = [];
  let length = 0;
  for (const { text } of sentences) {
    if (length > languageSample) break;
    counts.push(memory.recall(countLanguages, text));
    length += text.length + 1;
  }
  return areMostlyEnglish(counts);
}

/** What was re-written besides protections and grants. */
export interface ProseCount {
  readonly added: readonly SentenceFact[];
  readonly removed: readonly SentenceFact[];
  /** Where to show it when nothing was added. */
  readonly place: TextRange;
  /** Both sides are in a language whose wording is known. */
  readonly assessed: boolean;
  /** Protections went missing in a text that cannot be assessed. */
  readonly lostGuardrails: number;
}

/**
 * Sums up everything else that was re-written in one file, code blocks included, as one change.
 *
 * @returns undefined when nothing but layout changed
 */
export function compareProse(
  baseline: FileFacts,
  current: FileFacts,
  texts: { readonly baseline: string; readonly current: string },
  count: ProseCount,
  memory: Memory,
): Change | undefined {
  const code = compareLines(
    baseline.proseCode ?? linesOutside(texts.baseline, baseline, memory),
    current.proseCode ?? linesOutside(texts.current, current, memory),
  );
  const added = count.added.length + code.added;
  const removed = count.removed.length + code.removed;
  if (added === 0 && removed === 0) return undefined;
  const first = count.added[0];
  return {
    facet: 'prompt.text',
    op:
      baseline.sentences.length === 0
        ? 'add'
        : current.sentences.length === 0
          ? 'remove'
          : 'replace',
    subject: 'prompt',
    pointer: first?.pointer ?? count.removed[0]?.pointer ?? '',
    direction: count.assessed ? 'neutral' : 'unknown',
    words: wordsOf(added, removed, count),
    range: first?.range ?? count.place,
    baselineRange: count.removed[0]?.range,
    detail: { kind: 'prose', added, removed, lost: count.lostGuardrails },
  };
}

function wordsOf(added: number, removed: number, count: ProseCount): string {
  const what = t('Text of the instructions changed: {0} added, {1} removed.', added, removed);
  if (count.assessed) return what;
  const why = t('Its wording is not assessed, because it is not in English.');
  if (count.lostGuardrails === 0) return `${what} ${why}`;
  const lost = t('{0} protections of the old text can no longer be found.', count.lostGuardrails);
  return `${what} ${why} ${lost}`;
}

function compareLines(
  baseline: readonly string[],
  current: readonly string[],
): { readonly added: number; readonly removed: number } {
  const counts = new Map<string, number>();
  for (const line of baseline) counts.set(line, (counts.get(line) ?? 0) + 1);
  let added = 0;
  for (const line of current) {
    const left = counts.get(line) ?? 0;
    if (left > 0) counts.set(line, left - 1);
    else added += 1;
  }
  let removed = 0;
  for (const left of counts.values()) removed += left;
  return { added, removed };
}
