import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Launch } from '../facts/fact';

/**
 * The name of the folder in which npx keeps what it fetched for a package spec.
 *
 * npm joins the specs of one call (sorted, one a line), hashes them with SHA-512 and takes the first
 * 16 hexadecimal digits; a spec that is a folder is resolved first, so its key cannot be known here.
 * Read in `libnpmexec/lib/index.js` of npm 11.19.1 (`crypto.createHash('sha512') … .slice(0, 16)`); the
 * folder is `_npx` in npm's cache folder (`@npmcli/config`, `npxCache`). Tried: `npx -y semver@7.7.2`
 * made `6fe57a799e347326`, and `npm cache npx rm` took it away.
 *
 * @param spec as written in the call, e.g. `@acme/files-mcp@2.4.1`
 */
export function npxCacheKey(spec: string): string {
  return bytesToHex(sha512(utf8ToBytes(spec))).slice(0, 16);
}

/**
 * The key for a launch, when there is exactly one and it can be known without running anything.
 */
export function npxKeyOfLaunch(launch: Launch | undefined): string | undefined {
  const spec = launch?.package;
  if (launch === undefined || spec === undefined) return undefined;
  if (launch.program !== 'npx' && launch.program !== 'npm') return undefined;
  const options = launch.argv.filter((argument) => /^(?:-p|--package(?:=.*)?)$/.test(argument));
  const folder = /^(?:[./~]|file:|[A-Za-z]:[\\/])/.test(spec.text);
  if (options.length > 1 || folder || spec.text.includes('${')) return undefined;
  return npxCacheKey(spec.text);
}
