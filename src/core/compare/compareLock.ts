import { t } from '@vscode/l10n';
import type { LockEntry, LockFact } from '../facts/lockFile';
import { maskSecrets } from '../facts/maskSecrets';
import type { TextRange } from '../parse/tree';
import type { Change, Direction, LockStep } from './change';

/** Beyond this many of one kind they are one change: a mirror, another checksum format. */
const mostSingly = 20;

/**
 * What a lockfile fetches now and did not before. A release never changes, so the same version with
 * another checksum or from another place is what matters; other versions are one change together.
 *
 * @param anchor where to show that the file is gone
 */
export function compareLock(
  baseline: LockFact | undefined,
  current: LockFact | undefined,
  anchor: TextRange,
): readonly Change[] {
  if (baseline === undefined) return [];
  if (current === undefined) {
    const words = t('The lockfile is gone: every install may fetch other versions.');
    return [change('gone', 'loosens', words, anchor)];
  }
  const before = new Map(baseline.entries.map((entry) => [keyOf(entry), entry]));
  const hosts = new Set(baseline.entries.map(hostOf));
  const steps = new Map<LockStep, Change[]>();
  let fresh = 0;
  let common = 0;
  let first: LockEntry | undefined;
  for (const now of current.entries) {
    const old = before.get(keyOf(now));
    if (old === undefined) {
      fresh += 1;
      first ??= now;
    } else common += 1;
    const found = stepOf(old, now, hosts);
    if (found === undefined) continue;
    const [step, words] = found;
    const range = step === 'source' ? (now.sourceRange ?? now.range) : now.range;
    const list = steps.get(step) ?? [];
    list.push(change(step, 'loosens', words, range, { entry: now, baseline: old }));
    steps.set(step, list);
  }
  const changes = [...steps].flatMap(([step, list]) => joined(step, list, common));
  if (fresh > 0 && first !== undefined) {
    const words = t('The lockfile fixes other versions of {0} packages.', fresh);
    changes.push(change('moved', 'neutral', words, first.range));
  }
  return changes;
}

function joined(step: LockStep, list: readonly Change[], common: number): readonly Change[] {
  const [first] = list;
  // A company's mirror, or another checksum format: all of them at once.
  const whole = list.length > 1 && list.length > common * 0.8;
  if (first === undefined || (!whole && list.length <= mostSingly)) return list;
  const words = whole
    ? t(
        'Nearly all packages of the lockfile ({0}) come from elsewhere or are checked otherwise.',
        list.length,
      )
    : t('{0} packages of the lockfile are not what they were, at the same versions.', list.length);
  const { entry, baseline } = first.detail.kind === 'lock' ? first.detail : {};
  return [change(whole ? 'mirror' : step, 'loosens', words, first.range, { entry, baseline })];
}

function stepOf(
  old: LockEntry | undefined,
  now: LockEntry,
  hosts: ReadonlySet<string>,
): readonly [LockStep, string] | undefined {
  const label = `${now.name} ${now.version}`;
  const host = hostOf(now);
  if (namesAnother(now)) {
    if (old !== undefined && namesAnother(old)) return undefined;
    return [
      'source',
      t('{0} is fetched as another package: {1}.', label, maskSecrets(now.source ?? '')),
    ];
  }
  if (old === undefined) {
    if (host === '' || hosts.has(host)) return undefined;
    return ['elsewhere', t('{0} is new and comes from {1}, unlike the others.', label, host)];
  }
  if (old.integrity !== now.integrity) {
    if (now.integrity === undefined) {
      return ['unchecked', t('What arrives as {0} is no longer checked.', label)];
    }
    if (old.integrity !== undefined && !sharesSum(old.integrity, now.integrity)) {
      const weaker = strength(now.integrity) < strength(old.integrity);
      return weaker
        ? ['weakened', t('{0} is checked by a weaker checksum.', label)]
        : ['content', t('{0} has other content than before, at the same version.', label)];
    }
  }
  if (old.source === now.source || now.source === undefined) return undefined;
  const before = hostOf(old);
  if (host !== before) {
    return [
      'source',
      t('{0} comes from another place: {1} → {2}.', label, before || '?', host || '?'),
    ];
  }
  return /^https:/.test(old.source ?? '') && /^http:/.test(now.source)
    ? ['source', t('{0} is fetched without encryption.', label)]
    : undefined;
}

/** Files of one release are added and listed in other orders: one sum in common is the same release. */
function sharesSum(old: string, now: string): boolean {
  const sums = new Set(old.split(' '));
  return now.split(' ').some((sum) => sums.has(sum));
}

function strength(integrity: string): number {
  return /^sha1-|^md5/.test(integrity) ? 0 : 1;
}

/** `…/left-pad/-/…` under another name; a scope may be another registry's folder. */
function namesAnother({ name, source }: LockEntry): boolean {
  const path = /^https?:\/\/[^/]{1,200}\/(.{1,400})\/-\//.exec(source ?? '')?.[1];
  if (path === undefined) return false;
  const said = decodedPath(path).split('/').pop() ?? '';
  return said !== (name.split('/').pop() ?? '');
}

function decodedPath(text: string): string {
  return text.replace(/%2f/gi, '/').replace(/%40/g, '@');
}

function hostOf({ source }: LockEntry): string {
  return (
    /^(?:git\+|registry\+)?[a-z]{2,10}:\/\/(?:[^/@\s]{1,200}@)?([^/:?#\s]{1,200})/i
      .exec(source ?? '')?.[1]
      ?.toLowerCase() ?? ''
  );
}

function keyOf({ name, version }: LockEntry): string {
  return `${name} ${version}`;
}

function change(
  step: LockStep,
  direction: Direction,
  words: string,
  range: TextRange,
  sides: { readonly entry?: LockEntry | undefined; readonly baseline?: LockEntry | undefined } = {},
): Change {
  const { entry, baseline } = sides;
  return {
    facet: 'dependency',
    op: step === 'gone' ? 'remove' : 'replace',
    subject: entry === undefined ? 'lockfile' : `lockfile:${entry.name}`,
    pointer: entry === undefined ? '' : `/${entry.name}`,
    direction,
    words,
    range,
    baselineRange: baseline?.range,
    detail: { kind: 'lock', step, entry, baseline },
  };
}
