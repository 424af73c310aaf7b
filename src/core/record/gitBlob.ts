import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The name git gives to a text (gitformat-pack(5)): the hash of `blob`, its length and its bytes.
 *
 * @param like any name of the same repository: its length says which hash that one uses
 */
export function gitBlob(text: string, like: string): string {
  const bytes = utf8ToBytes(text);
  const named = concatBytes(utf8ToBytes(`blob ${bytes.length}\0`), bytes);
  return bytesToHex(like.length === 64 ? sha256(named) : sha1(named));
}

/**
 * Whether git keeps a text under a name, whatever a checkout or an editor did to its line endings and
 * its byte order mark.
 */
export function isGitBlob(text: string, name: string): boolean {
  const plain = text.replace(/^\ufeff/, '');
  const unix = plain.replace(/\r\n/g, '\n');
  const forms = new Set([text, unix, plain, `\ufeff${plain}`, `\ufeff${unix}`]);
  return [...forms].some((form) => gitBlob(form, name) === name);
}
