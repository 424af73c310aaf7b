import { contentNow } from '../core/record/addEvidence';
import { presentText } from './presentText';
import type { StoredRecord } from './recordStore';

/** The digest of what the files of a record say now. */
export async function recordedContent({ files, record }: StoredRecord): Promise<string> {
  if (record === undefined) return '';
  const texts = new Map<string, string | undefined>();
  for (const { path, uri } of files) texts.set(path, await presentText(uri));
  return contentNow(record, (path) => texts.get(path));
}
