import { embeddedVersions, type EmbeddedVersionName } from '../host/embeddedVersions';

export interface Lane {
  readonly name: string;
  readonly version: EmbeddedVersionName;
  readonly mode:
    'node' | 'web' | 'restricted' | 'everywhere' | 'asleep' | 'pace' | 'leaks' | 'requests';
}

/**
 * `1.100`, `newest`, and each of them as `…-web`, `…-restricted`, `…-everywhere`, `…-asleep`, `…-pace`,
 * `…-leaks` and `…-requests`.
 */
export function lanes(): Lane[] {
  const versions = Object.keys(embeddedVersions) as EmbeddedVersionName[];
  return versions.flatMap((version) => [
    { name: version, version, mode: 'node' },
    { name: `${version}-web`, version, mode: 'web' },
    { name: `${version}-restricted`, version, mode: 'restricted' },
    { name: `${version}-everywhere`, version, mode: 'everywhere' },
    { name: `${version}-asleep`, version, mode: 'asleep' },
    { name: `${version}-pace`, version, mode: 'pace' },
    { name: `${version}-leaks`, version, mode: 'leaks' },
    { name: `${version}-requests`, version, mode: 'requests' },
  ]);
}
