import { t } from '@vscode/l10n';
import { builtInTester, builtInTestIds } from './builtInTests';
import type { ChangeRecord, RecordEvidence } from './changeRecord';
import { cleanText } from './cleanText';
import { contentDigest } from './digests';
import { addToRecord, removeFromRecord } from './editRecordText';
import { parseRecord } from './parseRecord';
import { textDigest } from './textDigest';

export type EvidenceAdded =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/**
 * Writes a result into a record. Comments, order of keys and line endings stay.
 *
 * @param text of the record
 * @returns the new text, or why the result cannot be written
 */
export function addEvidence(text: string, evidence: RecordEvidence): EvidenceAdded {
  const { record, problems } = parseRecord(text);
  if (record === undefined) {
    return { problem: problems[0]?.message ?? t('This is not a change record.') };
  }
  const { test, by } = evidence;
  if (by !== builtInTester && builtInTestIds.has(test)) {
    return { problem: t('“{0}” runs by itself; nobody ticks it off.', test) };
  }
  const known = namesOf(record);
  if (!known.includes(test)) {
    return {
      problem:
        known.length === 0
          ? t('{0} plans no tests: its risk is low.', record.id)
          : t('{0} has no test “{1}”. It has: {2}.', record.id, test, known.join(', ')),
    };
  }
  const note = evidence.note === undefined ? undefined : cleanText(evidence.note.trim());
  const { note: _note, ...rest } = evidence;
  const entry = { ...rest, ...(note === undefined || note === '' ? {} : { note }) };
  const edited = addToRecord(text, ['tests', 'evidence'], inOrder(entry));
  const [problem] = parseRecord(edited).problems;
  return problem === undefined ? { text: edited } : { problem: problem.message };
}

/**
 * Takes back the last result of a test for a content: a tick that was made by mistake is no result.
 *
 * @param text of the record
 * @returns the new text, or why nothing was taken back
 */
export function removeEvidence(text: string, test: string, content: string): EvidenceAdded {
  const { record, problems } = parseRecord(text);
  if (record === undefined) {
    return { problem: problems[0]?.message ?? t('This is not a change record.') };
  }
  const all = record.tests?.evidence ?? [];
  const index = all
    .map((entry) => entry.test === test && entry.content_digest === content)
    .lastIndexOf(true);
  if (index < 0) return { problem: t('There is no result of “{0}” to take back.', test) };
  return { text: removeFromRecord(text, ['tests', 'evidence'], index) };
}

/** What a person can tick off. */
function namesOf({ tests, review }: ChangeRecord): readonly string[] {
  return [
    ...(tests?.plan ?? []).map(({ id }) => id),
    // The results stand under `tests`; without them there is nowhere to write.
    ...(tests === undefined ? [] : (review?.checklist ?? []).map(({ id }) => id)),
  ];
}

/** As the schema has the keys, so that every entry reads alike. */
function inOrder(entry: RecordEvidence): RecordEvidence {
  const { test, result, at, by, note, url, content_digest } = entry;
  return JSON.parse(
    JSON.stringify({ test, result, at, by, note, url, content_digest }),
  ) as RecordEvidence;
}

/**
 * The digest of what is there now, for the files of a record.
 *
 * @param textOf the text of a file by its path; undefined: it does not exist
 */
export function contentNow(
  record: Pick<ChangeRecord, 'subject'>,
  textOf: (path: string) => string | undefined,
): string {
  return contentDigest(
    record.subject.files.map(({ path, from, to }) => {
      const text = textOf(path);
      if (text === undefined) return { path, from, to: null };
      const digest = textDigest(text);
      return { path, from, to: to?.sha256 === digest ? to : { sha256: digest } };
    }),
  );
}
