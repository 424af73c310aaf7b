import { t } from '@vscode/l10n';
import { collectUnsafeTexts } from '../facts/unsafeTexts';
import { readStrictYaml } from '../parse/strictYaml';
import type { TextRange } from '../parse/tree';
import type { ChangeRecord } from './changeRecord';
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
  const yaml = readStrictYaml(text, t('This cannot be read as a record.'));
  if (yaml.problems.length > 0) return { problems: yaml.problems };
  const { value, locate } = yaml;
  const problems: RecordProblem[] = [];
  collectUnsafeTexts(value, '', locate, problems, mostProblems);
  problems.push(...validateRecord(value, locate));
  return problems.length > 0 ? { problems } : { record: value as ChangeRecord, problems: [] };
}

function inside(problem: RecordProblem, text: string): RecordProblem {
  const end = Math.min(problem.range.end, text.length);
  return { ...problem, range: { start: Math.min(problem.range.start, end), end } };
}

function fail(message: string, range: TextRange): ParsedRecord {
  return { problems: [{ message, range, pointer: '' }] };
}
