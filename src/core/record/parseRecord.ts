import { t } from '@vscode/l10n';
import type { Document, YAMLMap } from 'yaml';
import { maskSecrets } from '../facts/maskSecrets';
import { pointerStep } from '../parse/navigate';
import type { TextRange } from '../parse/tree';
import { loadYaml, readYamlDocument } from '../parse/yamlDocument';
import type { ChangeRecord } from './changeRecord';
import { hasInvisible } from './cleanText';
import type { RecordProblem } from './recordProblem';
import { validateRecord } from './validateRecord';

export interface ParsedRecord {
  /** Only when there is no problem at all. */
  readonly record?: ChangeRecord | undefined;
  readonly problems: readonly RecordProblem[];
}

/** A record is a page or two; more is an attack or a mistake. */
const largestRecord = 1024 * 1024;
/** Deeper than any record nests. */
const deepest = 100;
/** A broken bracket can make hundreds of errors; the first ones are enough to mend it. */
const mostProblems = 20;

/**
 * Reads a record strictly: YAML 1.2 with the core types, no anchors, tags or second documents, no key
 * twice, no hidden characters, no credential, everything as the schema has it, the part for people in
 * line with the part for the tool.
 *
 * @param text the file; any text at all
 * @returns the record, or problems with a place each. Never throws.
 */
export function parseRecord(text: string): ParsedRecord {
  if (text.length > largestRecord) {
    return fail(t('A record may not be larger than 1 MB.'), { start: 0, end: 0 });
  }
  try {
    const { record, problems } = read(text);
    return record !== undefined
      ? { record, problems }
      : { problems: problems.slice(0, mostProblems).map((problem) => inside(problem, text)) };
  } catch {
    return fail(t('This cannot be read as a record.'), { start: 0, end: Math.min(1, text.length) });
  }
}

function read(text: string): ParsedRecord {
  const document = readYamlDocument(
    text,
    {
      version: '1.2',
      schema: 'core',
      strict: true,
      // Looked for below; the library compares every key with every other.
      uniqueKeys: false,
      merge: false,
      // `silent` would also swallow the error about a second document.
      logLevel: 'error',
    },
    deepest,
  );
  const start = { start: 0, end: Math.min(1, text.length) };
  if (document === 'too-deep') return fail(t('This is nested deeper than a record can be.'), start);
  if (document === 'too-broken') return fail(t('This cannot be read as a record.'), start);
  const problems: RecordProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    message: yamlSentence(error.code),
    range: wordAt(text, error.pos[0], error.pos[1]),
    pointer: '',
  }));
  if (document.directives.yaml.explicit === true) {
    problems.push({
      message: t('A record has no directives. Take the line with “%” away.'),
      range: { start: 0, end: 1 },
      pointer: '',
    });
  }
  problems.push(...forbidden(document));
  if (problems.length > 0) return { problems };

  const value: unknown = document.toJS();
  const locate = (pointer: string, onKey = false): TextRange => place(document, pointer, onKey);
  collectUnsafeTexts(value, '', locate, problems);
  problems.push(...validateRecord(value, locate));
  return problems.length > 0 ? { problems } : { record: value as ChangeRecord, problems: [] };
}

function inside(problem: RecordProblem, text: string): RecordProblem {
  const end = Math.min(problem.range.end, text.length);
  return { ...problem, range: { start: Math.min(problem.range.start, end), end } };
}

/** The library points at the first character of a key; a word can be seen. */
function wordAt(text: string, start: number, end: number): TextRange {
  const word = /^[\w-]*/.exec(text.slice(start, start + 100))?.[0].length ?? 0;
  return { start, end: Math.max(start, end, start + word) };
}

/** Anchors, aliases, tags and keys written twice: ways to make a text mean something else than it shows. */
function forbidden(document: Document): readonly RecordProblem[] {
  const yaml = loadYaml();
  const problems: RecordProblem[] = [];
  yaml.visit(document, {
    Node(_key, node) {
      const range = { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
      if (yaml.isAlias(node) || node.anchor !== undefined) {
        problems.push({
          message: t('A record has no anchors and no aliases. Write the value out.'),
          range,
          pointer: '',
        });
      } else if (node.tag !== undefined) {
        problems.push({
          message: t('A record has no tags. Take the “!” word away.'),
          range,
          pointer: '',
        });
      }
      if (yaml.isMap(node)) problems.push(...writtenTwice(node));
    },
  });
  return problems;
}

function writtenTwice(map: YAMLMap): readonly RecordProblem[] {
  const yaml = loadYaml();
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    if (!yaml.isScalar(key)) return [];
    const name = String(key.value);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const range = rangeOf(key.range) ?? { start: 0, end: 0 };
    return [{ message: t('This key stands here twice. Keep one.'), range, pointer: '' }];
  });
}

/** Stops at the number that is shown: each place is looked up in the whole text. */
function collectUnsafeTexts(
  value: unknown,
  pointer: string,
  locate: (pointer: string) => TextRange,
  into: RecordProblem[],
): void {
  if (into.length >= mostProblems) return;
  if (typeof value === 'string') {
    const message = hasInvisible(value)
      ? t('There are characters here that nobody can see. Take them out.')
      : maskSecrets(value) !== value
        ? t(
            'This looks like a credential. Take it out of the record and revoke it where it was issued.',
          )
        : undefined;
    if (message !== undefined) into.push({ message, range: locate(pointer), pointer });
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    collectUnsafeTexts(member, pointer + pointerStep(key), locate, into);
  }
}

/** The place of a value, or of its key; of the nearest thing above it when it is not there. */
function place(document: Document, pointer: string, onKey: boolean): TextRange {
  const yaml = loadYaml();
  let node: unknown = document.contents;
  let range: TextRange = { start: 0, end: 1 };
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (yaml.isMap(node)) {
      const pair = node.items.find(
        (item) => yaml.isScalar(item.key) && String(item.key.value) === step,
      );
      if (pair === undefined || !yaml.isScalar(pair.key)) return range;
      range = rangeOf(pair.key.range) ?? range;
      node = pair.value;
    } else if (yaml.isSeq(node)) {
      node = node.items[Number(step)];
      if (yaml.isNode(node)) range = firstLine(node, rangeOf(node.range) ?? range);
    } else {
      return range;
    }
  }
  if (!onKey && yaml.isScalar(node)) return rangeOf(node.range) ?? range;
  return range;

  /** A whole entry underlined is noise; its first key is enough. */
  function firstLine(item: unknown, whole: TextRange): TextRange {
    const first = yaml.isMap(item) ? item.items[0]?.key : undefined;
    return yaml.isScalar(first) ? (rangeOf(first.range) ?? whole) : whole;
  }
}

function rangeOf(
  range: readonly [number, number, number] | null | undefined,
): TextRange | undefined {
  return range === null || range === undefined ? undefined : { start: range[0], end: range[1] };
}

function yamlSentence(code: string): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return t('A record file holds one record. Take away what follows “---”.');
    case 'TAB_AS_INDENT':
      return t('Tabs cannot indent here. Use spaces.');
    case 'BAD_INDENT':
    case 'UNEXPECTED_TOKEN':
      return t('The indentation does not fit what stands above. Line it up.');
    case 'MISSING_CHAR':
      return t('A quotation mark or bracket is missing here.');
    case 'BAD_ALIAS':
      return t('A record has no anchors and no aliases. Write the value out.');
    case 'TAG_RESOLVE_FAILED':
      return t('A record has no tags. Take the “!” word away.');
    default:
      return t(
        'This is not YAML as a record needs it. Quote the text, or undo the last edit here.',
      );
  }
}

function fail(message: string, range: TextRange): ParsedRecord {
  return { problems: [{ message, range, pointer: '' }] };
}
