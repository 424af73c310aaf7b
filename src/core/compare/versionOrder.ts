// By function: the whole library is three times as large as these.
import compare from 'semver/functions/compare';
import diff from 'semver/functions/diff';
import parse from 'semver/functions/parse';
import type { PackageSpec } from '../facts/fact';

export type VersionMove =
  | { readonly kind: 'same' }
  | { readonly kind: 'upgraded' | 'downgraded'; readonly distance: VersionDistance }
  /** Different schemes, or not comparable: nobody can tell which is newer. */
  | { readonly kind: 'unordered' };

export type VersionDistance = 'patch' | 'minor' | 'major' | 'prerelease' | 'unknown';

/**
 * Packages that changed from calendar to semantic versions: from that day on the smaller number is
 * the newer one. Source: reference risk-model section 5 no. 6 (npm registry, 2026-11).
 */
const schemeSwitches: ReadonlySet<string> = new Set(['@modelcontextprotocol/server-filesystem']);

/**
 * Compares two exact versions of one package (ALG-VERSION): only within one scheme, calendar
 * versions being those with a first number from 2000 to 2099.
 */
export function versionOrder(name: string, before: string, after: string): VersionMove {
  const old = parse(normalise(before));
  const now = parse(normalise(after));
  if (before === after) return { kind: 'same' };
  if (old === null || now === null) return { kind: 'unordered' };
  const calendarBefore = isCalendar(old.major);
  const calendarAfter = isCalendar(now.major);
  if (calendarBefore !== calendarAfter) {
    if (!schemeSwitches.has(name)) return { kind: 'unordered' };
    return { kind: calendarBefore ? 'upgraded' : 'downgraded', distance: 'major' };
  }
  const order = compare(old, now);
  if (order === 0) return { kind: 'same' };
  const kind = order < 0 ? 'upgraded' : 'downgraded';
  if (now.prerelease.length > 0) return { kind, distance: 'prerelease' };
  const step = diff(old, now)?.replace('pre', '');
  // Below 1.0 a minor step may break everything, as a major one may later.
  const distance =
    step === 'major' || (step === 'minor' && old.major === 0 && now.major === 0)
      ? 'major'
      : step === 'minor' || step === 'patch'
        ? step
        : 'unknown';
  // Calendar versions carry no promise: a new year or month says nothing about compatibility.
  return { kind, distance: calendarBefore && distance !== 'major' ? 'minor' : distance };
}

/** From firmest to loosest; a step down the ladder is a lost pin. */
const pinStrength: Readonly<Record<PackageSpec['pin'], number>> = {
  digest: 4,
  commit: 4,
  exact: 3,
  tag: 1,
  range: 1,
  none: 0,
  unknown: 0,
};

/** The same bytes, or at least the same published version, every time. */
export function isPinned(spec: PackageSpec): boolean {
  if (spec.ecosystem === 'oci') return spec.pin === 'digest';
  return pinStrength[spec.pin] >= 3;
}

/** Positive: `after` is pinned more firmly than `before`. */
export function pinDifference(before: PackageSpec, after: PackageSpec): number {
  return pinStrength[after.pin] - pinStrength[before.pin];
}

function isCalendar(major: number): boolean {
  return major >= 2000 && major <= 2099;
}

/** Leading `v`, PyPI's missing parts and leading zeros of calendar versions are only spelling. */
function normalise(version: string): string {
  const match = /^v?(\d+)\.(\d+)(?!\d)(?:\.(\d+)(?!\d))?(.*)$/.exec(version);
  if (match === null) return version;
  const [, major, minor, patch, rest] = match;
  const tail = (rest ?? '').replace(/^(?:\.?(?:a|b|rc|dev|post))(\d*)/, '-$1');
  return `${Number(major)}.${Number(minor)}.${Number(patch ?? 0)}${tail}`;
}
