import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Launch } from '../facts/fact';
import { launchers } from '../facts/launchers';

/**
 * The name of the folder in which npx keeps what it fetched for the packages of one call.
 *
 * npm joins the specs (sorted, one a line), hashes them with SHA-512 and takes the first 16 hexadecimal
 * digits; a spec that is a folder is resolved first, so its key cannot be known here. Read in
 * `libnpmexec/lib/index.js` of npm 11.19.1; `test/real` runs npx and looks.
 *
 * @param specs as written in the call, e.g. `@acme/files-mcp@2.4.1`
 */
export function npxCacheKey(...specs: readonly string[]): string {
  const joined = [...specs].sort((left, right) => left.localeCompare(right, 'en')).join('\n');
  return bytesToHex(sha512(utf8ToBytes(joined))).slice(0, 16);
}

/** The key for a launch, when it can be known without running anything. */
export function npxKeyOfLaunch(launch: Launch | undefined): string | undefined {
  if (launch?.package === undefined) return undefined;
  if (launch.program !== 'npx' && launch.program !== 'npm') return undefined;
  const specs = specsOf(launch);
  if (!specs.includes(launch.package.text)) return undefined;
  const unknown = specs.some(
    (spec) => /^(?:[./~]|file:|[A-Za-z]:[\\/])/.test(spec) || spec.includes('${'),
  );
  return unknown ? undefined : npxCacheKey(...specs);
}

/** The packages of a call: those of `-p` and `--package`, else the first word. */
function specsOf({ argv, program, programIndex }: Launch): readonly string[] {
  const words = argv.slice(programIndex + (program === 'npm' ? 2 : 1));
  const valueFlags = launchers.find(({ name }) => name === 'npx')?.valueFlags ?? [];
  const named: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') return named.length > 0 ? named : words.slice(index + 1, index + 2);
    if (word === '-p' || word === '--package') named.push(words[(index += 1)] ?? '');
    else if (word.startsWith('--package=')) named.push(word.slice('--package='.length));
    else if (valueFlags.includes(word)) index += 1;
    else if (!word.startsWith('-')) return named.length > 0 ? named : [word];
  }
  return named;
}
