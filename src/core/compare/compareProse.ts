import { t } from '@vscode/l10n';
import { plainText } from '../facts/classifySentence';
import { compiledWordings } from '../facts/compiledWording';
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
  /** In whatever language: nothing speaks of what may or may not be done. */
  readonly powerless: boolean;
  /** Protections went missing in a text that cannot be assessed. */
  readonly lostGuardrails: number;
}

/** Both texts of a file; empty: there was or is none. */
export interface ProseTexts {
  readonly baseline: string;
  readonly current: string;
  readonly path?: string | undefined;
}

/**
 * Sums up everything else that was re-written in one file, code blocks included, as one change.
 *
 * @returns undefined when nothing but layout changed
 */
export function compareProse(
  baseline: FileFacts,
  current: FileFacts,
  texts: ProseTexts,
  count: ProseCount,
  memory: Memory,
): Change | undefined {
  const code = compareLines(
    linesOf(texts.baseline, baseline, memory),
    linesOf(texts.current, current, memory),
  );
  const added = count.added.length + code.added;
  const removed = count.removed.length + code.removed;
  if (added === 0 && removed === 0) return undefined;
  const first = count.added[0];
  const op =
    baseline.sentences.length === 0 ? 'add' : current.sentences.length === 0 ? 'remove' : 'replace';
  const callable = op === 'add' && isCallable(current, texts.path ?? '');
  return {
    facet: 'prompt.text',
    op,
    subject: 'prompt',
    pointer: first?.pointer ?? count.removed[0]?.pointer ?? '',
    direction: callable ? 'loosens' : isNeutral(count, code) ? 'neutral' : 'unknown',
    words: callable
      ? t('New instructions that agents can be set to work with: {0} sentences.', added)
      : wordsOf(added, removed, count),
    range: first?.range ?? count.place,
    baselineRange: count.removed[0]?.range,
    detail: {
      kind: 'prose',
      added,
      removed,
      lost: count.lostGuardrails,
      // A new guide describes a project; a new agent or command is something that acts.
      instructs: op === 'add' ? callable || isData(current) : ordersIn(count),
      tools: callable && current.frontMatter.some(({ key }) => /^(?:allowed-?)?tools$/i.test(key)),
    },
  };
}

function linesOf(text: string, facts: FileFacts, memory: Memory): readonly string[] {
  return (
    facts.proseCode ??
    memory.recallAs('lines outside', text, () => linesOutside(text, facts, memory))
  );
}

/** Assessed, or in another language and about something else than power. */
function isNeutral(
  { assessed, powerless, lostGuardrails }: ProseCount,
  code: { readonly added: number; readonly removed: number },
): boolean {
  if (assessed) return true;
  return powerless && lostGuardrails === 0 && code.added === 0 && code.removed === 0;
}

/** Keys of front matter that only agents, commands and skills have. */
const callableKeys = /^(?:name|tools|allowed-?tools|model|agent|mode|argument-?hint)$/i;
/** Keys that say of which files a text holds: a rule, whatever it is called. */
const ruleKeys = /^(?:globs|alwaysApply|applyTo|paths|inclusion|trigger)$/i;

/** Folders and endings by which clients tell them from rules and guides. */
const callablePaths =
  /(?:^|\/)(?:commands|agents)\/(?!(?:[^/]*\/)*(?:README|AGENTS|CLAUDE)\.md$)|\.(?:agent|prompt|chatmode)\.md$|(?:^|\/)SKILL\.md$/i;

/** The file defines something that can be called: an agent, a command, a skill. */
function isCallable({ frontMatter }: FileFacts, path: string): boolean {
  const has = (keys: RegExp): boolean => frontMatter.some(({ key }) => keys.test(key));
  return !has(ruleKeys) && (has(callableKeys) || callablePaths.test(path));
}

/** A prompt inside a data file is the prompt of an agent or a mode. */
function isData({ proseCode }: FileFacts): boolean {
  return proseCode !== undefined;
}

/** Some of these sentences tell the agent what it must do, not how the project is. */
function ordersIn({ added, removed }: ProseCount): boolean {
  return [...added, ...removed].some(
    ({ guardrail, text, heading }) =>
      guardrail !== undefined ||
      compiledWordings.some(
        ({ dutyModal }) => dutyModal.test(plainText(text)) || dutyModal.test(plainText(heading)),
      ),
  );
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
