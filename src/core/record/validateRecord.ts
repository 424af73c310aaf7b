import { t } from '@vscode/l10n';
import { validateSchema, type Locate } from '../parse/validateSchema';
import type { ChangeRecord } from './changeRecord';
import { contentDigest, semanticDigest } from './digests';
import type { RecordProblem } from './recordProblem';
import { recordSchema } from './recordSchema';
import { whatChanges } from './whatChanges';

/**
 * Checks a value against the record schema, then for what no schema can say: numbers that refer to
 * something, and a part for people that says what the part for the tool says.
 *
 * @param locate the place of a pointer in the text
 */
export function validateRecord(value: unknown, locate: Locate): readonly RecordProblem[] {
  const problems = validateSchema(recordSchema, value, locate, {
    notThis: t('This is not a change record.'),
    foreignKey: (name) =>
      t('“{0}” is not part of a record. Take it out or correct its name.', name),
    remedy: t('Create the record anew, or undo the last edit.'),
  });
  return problems.length > 0 ? problems : checkReferences(value as ChangeRecord, locate);
}

function checkReferences(record: ChangeRecord, locate: Locate): readonly RecordProblem[] {
  const problems: RecordProblem[] = [];
  const add = (pointer: string, message: string): void => {
    problems.push({ message, range: locate(pointer), pointer });
  };
  for (const [index, { path }] of record.subject.files.entries()) {
    if (leadsOut(path)) {
      add(
        `/subject/files/${index}/path`,
        t('This leads out of the folder that the record is for. Name a file inside it.'),
      );
    }
  }
  for (const [index, change] of record.changes.entries()) {
    if (change.number !== index + 1) {
      add(
        `/changes/${index}/number`,
        t('Changes are numbered 1, 2, 3 …; this is number {0}.', index + 1),
      );
    }
    if (!record.subject.files.some((file) => file.path === change.file)) {
      add(`/changes/${index}/file`, t('This file is not listed under “subject”.'));
    }
  }
  const said = whatChanges(record.changes);
  const differs = said.findIndex((line, index) => record.what_changes[index] !== line);
  if (differs >= 0) {
    add(
      `/what_changes/${differs}`,
      t('This has to say what change {0} below says: {1}', differs + 1, said[differs] ?? ''),
    );
  } else if (record.what_changes.length > said.length) {
    add(`/what_changes/${said.length}`, t('No change below says this. Take the line out.'));
  }
  if (contentDigest(record.subject.files) !== record.subject.content_digest) {
    add(
      '/subject/content_digest',
      t(
        'The files above are not those this digest was made of. Undo the edit, or write a new record.',
      ),
    );
  }
  if (semanticDigest(record.changes) !== record.subject.semantic_digest) {
    add(
      '/subject/semantic_digest',
      t('The changes are not those this digest was made of. Undo the edit, or write a new record.'),
    );
  }
  const known = (n: number): boolean => n <= record.changes.length;
  for (const [index, finding] of record.findings.entries()) {
    if (finding.change !== undefined && !known(finding.change)) {
      add(`/findings/${index}/change`, t('There is no change {0}.', finding.change));
    }
  }
  for (const [index, file] of record.rollback.restore.entries()) {
    for (const key of ['reverts', 'keeps'] as const) {
      const wrong = file[key].findIndex((n) => !known(n));
      if (wrong >= 0) {
        add(
          `/rollback/restore/${index}/${key}/${wrong}`,
          t('There is no change {0}.', file[key][wrong] ?? 0),
        );
      }
    }
  }
  for (const [index, event] of record.audit_log.entries()) {
    if (event.seq !== index + 1) {
      add(
        `/audit_log/${index}/seq`,
        t('Entries of the log are numbered 1, 2, 3 …; this is number {0}.', index + 1),
      );
    }
  }
  return problems;
}

/** Absolute on some system, or with a step upwards: a record speaks for its own folder only. */
function leadsOut(path: string): boolean {
  return /^(?:\/|[A-Za-z]:)|\\/.test(path) || path.split('/').includes('..');
}
