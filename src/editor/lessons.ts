import * as vscode from 'vscode';
import { lessonsFor, type Lesson } from '../core/record/lessonsFor';
import type { TrackedFile } from './analysisStore';
import type { ChangeRow } from './changeRows';
import type { RecordStore, StoredRecord } from './recordStore';

/** What the last rollback of an entry says about it, when it changes again; newest of several. */
export function lessonOf(
  records: RecordStore,
  { folder, path }: TrackedFile,
  { subject, change, direction }: ChangeRow,
): { readonly lesson: Lesson; readonly stored: StoredRecord } | undefined {
  if (change === undefined || direction === 'tightens') return undefined;
  // Paths of a record are those of its folder.
  const own = records.all().filter((stored) => stored.folder?.uri.path === folder.uri.path);
  const [lesson] = lessonsFor(
    own.flatMap(({ record }) => record ?? []),
    { path, pointer: change.pointer, subject },
  );
  const stored = own.find(({ id }) => id === lesson?.id);
  return lesson === undefined || stored === undefined ? undefined : { lesson, stored };
}

/**
 * `Rolled back in March 2026 because …`.
 *
 * @param dress makes text of a record harmless where the sentence is shown
 */
export function lessonSentence({ at, why }: Lesson, dress: (text: string) => string): string {
  const month = new Date(at).toLocaleDateString(vscode.env.language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return why === ''
    ? vscode.l10n.t('It was rolled back in {0}; nobody said why.', month)
    : vscode.l10n.t('It was rolled back in {0} because: {1}', month, dress(why));
}
