import type * as vscode from 'vscode';
import type { ChangeRecord } from '../core/record/changeRecord';
import type { RecordedFileState } from '../core/record/planRecordRollback';
import { textDigest } from '../core/record/textDigest';
import type { EditorContext } from './editorContext';
import { presentText } from './presentText';
import type { StoredRecord } from './recordStore';

/** Where texts come from. */
export type TextSources = Pick<EditorContext, 'baselines' | 'copies' | 'tracker'>;

/**
 * The files of a record as they are now and as they were, to plan its rollback with.
 *
 * @returns the path of a file whose earlier text is not kept here any more, where that is so
 */
export async function recordStates(
  sources: TextSources,
  record: ChangeRecord,
  { files }: Pick<StoredRecord, 'files'>,
): Promise<readonly RecordedFileState[] | string> {
  const states = await Promise.all(
    files.map(async ({ uri, path }) => {
      const baseline = await recordedBaseline(sources, record, path, uri);
      const { byPolicy } = sources.tracker.placeOf(uri) ?? {};
      return baseline === undefined
        ? path
        : { path, byPolicy, present: await presentText(uri), ...baseline };
    }),
  );
  const gone = states.find((state) => typeof state === 'string');
  return gone ?? states.filter((state) => typeof state !== 'string');
}

/** What the record goes back to: from its commit, else, where git knew nothing, by its digest. */
async function recordedBaseline(
  { baselines, copies }: TextSources,
  { subject }: ChangeRecord,
  path: string,
  uri: vscode.Uri,
): Promise<{ readonly baseline: string | undefined } | undefined> {
  if (subject.baseline_commit !== null) {
    return { baseline: await baselines.textAtCommit(uri, subject.baseline_commit) };
  }
  const from = subject.files.find((file) => file.path === path)?.from;
  if (from === null) return { baseline: undefined };
  if (from?.sha256 === undefined) return undefined;
  const wanted = from.sha256;
  const kept = [await copies.reviewed(uri), await copies.accepted(uri)].map((copy) => copy?.text);
  // Copies are kept by their bytes, records name a text whatever its line ending.
  const baseline =
    (await copies.textOf(wanted)) ??
    kept.find((text) => text !== undefined && textDigest(text) === wanted);
  return baseline === undefined ? undefined : { baseline };
}
