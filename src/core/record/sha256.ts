import { sha256 as sha256Bytes } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The SHA-256 of a text as UTF-8. Of a whole file or a canonical form only: the hash of a short secret
 * can be guessed back.
 *
 * @returns `sha256:` and 64 hexadecimal digits
 */
export function sha256(text: string): string {
  return `sha256:${bytesToHex(sha256Bytes(utf8ToBytes(text)))}`;
}
