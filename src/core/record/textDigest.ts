import { sha256 } from './sha256';

/**
 * The digest of a file's text as records carry it: line endings as LF and without a byte order mark,
 * so that the same text has the same digest in every checkout and in the editor, which hides the mark.
 *
 * @returns as `sha256`
 */
export function textDigest(text: string): string {
  return sha256(text.replace(/^\ufeff/, '').replace(/\r\n/g, '\n'));
}
