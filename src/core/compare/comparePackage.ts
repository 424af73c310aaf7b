import { t } from '@vscode/l10n';
import type { PackageSpec, ServerFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import type { PartChange } from './compareServer';
import { isPinned, pinDifference, versionOrder } from './versionOrder';

/** What happened to the package of one server: its identity, its pin, its version. */
export function comparePackage(
  baseline: ServerFact,
  current: ServerFact,
  before: PackageSpec,
  after: PackageSpec,
): PartChange[] {
  const common = {
    facet: 'server.package' as const,
    pointer: after.pointer,
    before: maskSecrets(before.text),
    after: maskSecrets(after.text),
    baselineRange: before.range,
  };
  const detail = { kind: 'server-package' as const, server: current, baseline };
  if (before.ecosystem !== after.ecosystem || !sameName(before, after)) {
    return [
      {
        ...common,
        direction: 'loosens',
        words: t(
          '“{0}” runs another package: {1} → {2}.',
          current.name,
          maskSecrets(before.name),
          maskSecrets(after.name),
        ),
        range: after.range,
        detail: { ...detail, step: 'identity' },
      },
    ];
  }
  if (before.version === after.version) return [];
  const bothFixed = isPinned(before) && isPinned(after);
  if (bothFixed && sameVersion(before, after)) return [];
  if (bothFixed) return [versionChange(common, detail, current, before, after)];
  const difference = pinDifference(before, after);
  if (difference === 0) {
    return [
      {
        ...common,
        direction: 'neutral',
        words: t(
          '“{0}” follows another moving version: {1} → {2}.',
          current.name,
          before.text,
          after.text,
        ),
        range: after.versionRange,
        detail: { ...detail, step: 'floating-moved' },
      },
    ];
  }
  const lost = difference < 0;
  return [
    {
      ...common,
      direction: lost ? 'loosens' : 'tightens',
      words: lost
        ? t(
            isPinned(before)
              ? '“{0}” no longer runs a fixed version: {1} → {2}.'
              : '“{0}” names its version more loosely: {1} → {2}.',
            current.name,
            before.text,
            after.text,
          )
        : t('“{0}” now runs a fixed version: {1} → {2}.', current.name, before.text, after.text),
      range: after.versionRange,
      detail: { ...detail, step: lost ? 'pin-lost' : 'pin-gained' },
    },
  ];
}

function versionChange(
  common: Omit<PartChange, 'direction' | 'words' | 'range' | 'detail'>,
  detail: PackageDetailBase,
  current: ServerFact,
  before: PackageSpec,
  after: PackageSpec,
): PartChange {
  const move = versionOrder(after.name, before.version ?? '', after.version ?? '');
  const range = after.versionRange;
  const versions = [before.version ?? '', after.version ?? ''] as const;
  switch (move.kind) {
    case 'upgraded':
      return {
        ...common,
        range,
        direction: 'neutral',
        words: t('“{0}” moves up: {1} → {2}.', current.name, ...versions),
        detail: { ...detail, step: 'upgraded', distance: move.distance },
      };
    case 'downgraded':
      return {
        ...common,
        range,
        direction: 'mixed',
        words: t('“{0}” goes back to an older version: {1} → {2}.', current.name, ...versions),
        detail: { ...detail, step: 'downgraded', distance: move.distance },
      };
    case 'same':
    case 'unordered':
      return {
        ...common,
        range,
        direction: 'unknown',
        words: t(
          '“{0}” changes version and numbering: {1} → {2}; which is newer cannot be told.',
          current.name,
          ...versions,
        ),
        detail: { ...detail, step: 'scheme-changed', distance: 'unknown' },
        ...(contentAddressed(before, after) ? otherBuild(current, detail, versions) : {}),
      };
  }
}

/** A digest or commit names content, not an order: the next one is simply another build. */
function contentAddressed(before: PackageSpec, after: PackageSpec): boolean {
  const addressed = (spec: PackageSpec): boolean => spec.pin === 'digest' || spec.pin === 'commit';
  return addressed(before) && addressed(after);
}

function otherBuild(
  current: ServerFact,
  detail: PackageDetailBase,
  [before, after]: readonly [string, string],
): Pick<PartChange, 'direction' | 'words' | 'detail'> {
  return {
    direction: 'neutral',
    words: t('“{0}” runs another fixed build: {1} → {2}.', current.name, before, after),
    detail: { ...detail, step: 'upgraded', distance: 'unknown' },
  };
}

interface PackageDetailBase {
  readonly kind: 'server-package';
  readonly server: ServerFact;
  readonly baseline: ServerFact;
}

/** `v1.0.0` and `1.0.0` are one version. */
function sameVersion(before: PackageSpec, after: PackageSpec): boolean {
  return versionOrder(after.name, before.version ?? '', after.version ?? '').kind === 'same';
}

function sameName(before: PackageSpec, after: PackageSpec): boolean {
  if (before.ecosystem !== 'pypi') return before.name === after.name;
  // PEP 503: runs of -, _ and . are equal, and case does not count.
  const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
  return normalise(before.name) === normalise(after.name);
}
