import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Identity of a finding that survives moved lines, reformatting and a renamed file of the same
 * family: rule, reader, entity. The entity never holds a raw secret.
 *
 * @returns 32 hexadecimal digits
 */
export function fingerprintOf(rule: string, family: string, entity: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${rule}\n${family}\n${entity}`))).slice(0, 32);
}
