import { t } from '@vscode/l10n';
import type { Document } from 'yaml';
import { maskSecrets } from '../facts/maskSecrets';
import type { TextRange } from '../parse/tree';
import type { ChangeRecord } from './changeRecord';
import { hasInvisible } from './cleanText';
import { loadYaml } from './loadYaml';
import { nestsTooDeep } from './nestsTooDeep';
import type { RecordProblem } from './recordProblem';
import { validateRecord } from './validateRecord';

export interface ParsedRecord {
  /** Only when there is no problem at all. */
  readonly record?: ChangeRecord | undefined;
  readonly problems: readonly RecordProblem[];
}

/** A record is a page or two; more is an attack or a mistake. */
const largestRecord = 1024 * 1024;
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
  if (nestsTooDeep(text)) {
    return fail(t('This is nested deeper than a record can be.'), {
      start: 0,
      end: Math.min(1, text.length),
    });
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
  const yaml = loadYaml();
  const document = yaml.parseDocument(text, {
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    merge: false,
    prettyErrors: false,
    // `silent` would also swallow the error about a second document.
    logLevel: 'error',
  });
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
  problems.push(...unsafeTexts(value, '', locate), ...validateRecord(value, locate));
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

/** Anchors, aliases and tags: ways to make a text mean something else than it shows. */
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
    },
  });
  return problems;
}

function unsafeTexts(
  value: unknown,
  pointer: string,
  locate: (pointer: string) => TextRange,
): readonly RecordProblem[] {
  if (typeof value === 'string') {
    if (hasInvisible(value)) {
      const message = t('There are characters here that nobody can see. Take them out.');
      return [{ message, range: locate(pointer), pointer }];
    }
    if (maskSecrets(value) !== value) {
      const message = t(
        'This looks like a credential. Take it out of the record and revoke it where it was issued.',
      );
      return [{ message, range: locate(pointer), pointer }];
    }
    return [];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) =>
    unsafeTexts(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, locate),
  );
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
    case 'DUPLICATE_KEY':
      return t('This key stands here twice. Keep one.');
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
