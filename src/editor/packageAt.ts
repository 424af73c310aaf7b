import type { FileFacts, PackageSpec } from '../core/facts/fact';
import type { TextRange } from '../core/parse/tree';

/** Rules whose remedy is to name a version. */
const versionRules: ReadonlySet<string> = new Set([
  'mcp/version-pin-lost',
  'mcp/unpinned-package',
  'mcp/version-downgrade',
]);

/** A finding of this rule can be mended by choosing a version. */
export function canChooseVersion(rule: string): boolean {
  return versionRules.has(rule);
}

/** The package that stands at a place of the file. */
export function packageAt(facts: FileFacts, place: TextRange): PackageSpec | undefined {
  return packagesOf(facts).find(
    ({ range }) => range.start <= place.start && place.end <= range.end,
  );
}

/** The package at a pointer of the file. */
export function packageOf(facts: FileFacts, pointer: string): PackageSpec | undefined {
  return packagesOf(facts).find((spec) => spec.pointer === pointer);
}

/** Every package a file names. */
export function packagesOf(facts: FileFacts): readonly PackageSpec[] {
  return facts.servers.flatMap(({ launch }) =>
    launch?.package === undefined ? [] : [launch.package],
  );
}
