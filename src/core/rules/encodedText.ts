import { t } from '@vscode/l10n';
import { entropy } from '../facts/classifyValue';
import { decodeRun, turnLetters } from '../facts/decodeText';
import type { SentenceFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { Memory } from '../parse/memory';
import type { TextRange } from '../parse/tree';
import { isAboutAttacks, isTextAboutAttacks, sentenceBefore } from './aboutAttacks';
import type { Detection, RuleContext } from './rule';

/** Base 64 (60 characters and more), then hexadecimal digits are a part of it, then escapes. */
const runs =
  /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{60,}={0,2}|(?<!\\)(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}){16,}/gi;
const shortestHex = 80;
/** Scanners and people stop reading somewhere before. */
const longestLine = 20_000;

/** What no reader would want a machine to do unseen. */
const acts =
  /https?:\/\/|\b(?:curl|wget|bash|sh -c|powershell|invoke-\w+|eval|exec|import os|subprocess|require\(|rm -rf|ignore (?:all|any|previous|the)|do not tell|send|upload|api[ _-]?key|token|password|secret)\b/i;
/** The text asks for it to be decoded and followed. */
const asksToDecode =
  /\b(?:decode|decrypt|unhex|deobfuscate|base64|rot13)\b[^.\n]{0,80}\b(?:run|execute|follow|obey|apply|eval)\b/i;

/**
 * Text that nobody can read as it stands: base 64, hexadecimal digits, escapes, turned letters, and
 * lines so long that readers give up (reference prompt/encoded-blob). Bytes that say nothing, such as
 * pictures, digests, public keys and signed tokens, stay silent.
 */
export function checkEncodedText(context: RuleContext): readonly Detection[] {
  if (context.surface.format !== 'markdown') return [];
  const { text, facts } = context;
  const found = [...encodedRuns(context), ...turnedSentences(context)];
  if (found.length > 0 && isTextAboutAttacks(facts.sentences)) return [];
  const long = tooLong(text);
  return long === undefined ? found : [...found, long];
}

function encodedRuns(context: RuleContext): readonly Detection[] {
  const { text, facts } = context;
  let shown: readonly TextRange[] | undefined;
  return Array.from(text.matchAll(runs)).flatMap((match) => {
    const run = match[0];
    const range = { start: match.index, end: match.index + run.length };
    if (!mayBeText(text, run, range)) return [];
    const decoded = decodeRun(run);
    if (decoded === undefined) return [];
    shown ??= namedFences(text);
    // Documentation shows such things in blocks that name their language.
    const documented = shown.some(({ start, end }) => start < range.start && range.end < end);
    if (documented && !asksToDecode.test(text)) return [];
    const index = sentenceBefore(facts.sentences, range.start);
    return isAboutAttacks(context, index)
      ? []
      : [detection(facts.sentences[index], range, decoded)];
  });
}

function mayBeText(text: string, run: string, { start, end }: TextRange): boolean {
  if (run.startsWith('\\')) return true;
  if (/^[0-9a-f]+$/i.test(run)) return run.length >= shortestHex;
  // Signed tokens are what the rules about credentials look for.
  if (run.startsWith('eyJ') || text[end] === '.' || text[start - 1] === '.') return false;
  return entropy(run.slice(0, 1000)) >= 4.2;
}

/** Sentences without one common word, whose letters turned by thirteen make common words. */
function turnedSentences({ facts, memory }: RuleContext): readonly Detection[] {
  const known = memory ?? new Memory();
  return facts.sentences.flatMap((sentence) =>
    known.recall(isTurned, sentence.text)
      ? [detection(sentence, sentence.range, turnLetters(sentence.text))]
      : [],
  );
}

const common =
  /\b(?:the|and|to|of|a|is|in|for|it|you|your|this|that|with|all|not|do|any|run|file)\b/gi;

/** Two letters come out of anything, of formats for dates and commits above all. */
const longer = /\b(?:the|and|for|you|your|this|that|with|all|not|any|run|file)\b/gi;

function isTurned(text: string): boolean {
  if (text.length < 30 || text.length > 2000) return false;
  if ((text.match(common) ?? []).length > 0) return false;
  return (turnLetters(text).match(longer) ?? []).length >= 4;
}

function tooLong(text: string): Detection | undefined {
  let start = 0;
  for (let at = text.indexOf('\n'); ; at = text.indexOf('\n', start)) {
    const end = at < 0 ? text.length : at;
    if (end - start > longestLine) break;
    if (at < 0) return undefined;
    start = at + 1;
  }
  return {
    severity: 'low',
    introducedSeverity: 'medium',
    subject: 'prompt',
    pointer: '',
    range: { start, end: Math.min(text.length, start + 80) },
    message: t(
      'This line is so long that people and most checks stop before its end, and a model does not. Break it into lines that can be read.',
    ),
    because: t('too long to be read'),
    entity: 'too long',
    factors: {},
    fixes: [],
  };
}

function detection(
  sentence: SentenceFact | undefined,
  range: TextRange,
  decoded: string,
): Detection {
  const grave = acts.test(decoded);
  const words = maskSecrets(decoded.replace(/[\p{C}\p{Z}]+/gu, ' ')).trim();
  return {
    severity: grave ? 'medium' : 'low',
    introducedSeverity: grave ? 'high' : 'medium',
    subject: sentence?.subject ?? 'prompt',
    pointer: sentence?.pointer ?? '',
    range,
    message: t(
      'Text that people cannot read as it stands. Decoded it says: “{0}”. Write it in plain words, or remove it.',
      words.length <= 200 ? words : `${words.slice(0, 197)}…`,
    ),
    because: t('encoded text'),
    entity: `encoded ${words.slice(0, 160)}`,
    factors: {},
    fixes: [],
  };
}

/** Blocks of code whose fence names a language. */
function namedFences(text: string): readonly TextRange[] {
  const found: TextRange[] = [];
  let open: { readonly start: number; readonly named: boolean } | undefined;
  for (const match of text.matchAll(/^ {0,3}(?:```|~~~)[`~]*(?![`~])([^\n`]*)$/gm)) {
    if (open === undefined) {
      open = { start: match.index, named: (match[1] ?? '').trim() !== '' };
    } else {
      if (open.named) found.push({ start: open.start, end: match.index });
      open = undefined;
    }
  }
  return found;
}
