import { t } from '@vscode/l10n';
import type { FrontMatterFact } from '../facts/fact';
import { frontMatterKey } from '../facts/frontMatterOrder';
import type { TextRange } from '../parse/tree';
import type { Change, Direction } from './change';
import { frontMatterDirection } from './frontMatterDirection';

/**
 * Compares the front matter of two readings of an instruction file. Keys that govern reach or power
 * have an order of their own (reference landscape.md section 7); any other key is neutral.
 *
 * @param fileIsNew everything is new then; only keys that loosen by themselves speak
 * @param guards the text only protects: the more often it is read, the better
 */
export function compareFrontMatter(
  baseline: readonly FrontMatterFact[],
  current: readonly FrontMatterFact[],
  fileIsNew: boolean,
  guards = false,
): readonly Change[] {
  const own = (entries: readonly FrontMatterFact[]): readonly FrontMatterFact[] =>
    entries.filter(({ readElsewhere }) => readElsewhere !== true);
  const changes = compareOwn(own(baseline), own(current), fileIsNew);
  return guards ? changes.map(turned) : changes;
}

/** What widens the reach of protections tightens. */
function turned(change: Change): Change {
  const { detail, direction } = change;
  if (detail.kind !== 'front-matter') return change;
  const found = frontMatterKey((detail.entry ?? detail.baseline)?.key ?? '');
  if (found === undefined || found === 'unknown' || found.power) return change;
  if (direction === 'tightens') {
    return { ...change, direction: 'loosens', detail: { ...detail, guards: true } };
  }
  return direction === 'loosens' ? { ...change, direction: 'tightens' } : change;
}

function compareOwn(
  baseline: readonly FrontMatterFact[],
  current: readonly FrontMatterFact[],
  fileIsNew: boolean,
): readonly Change[] {
  const old = new Map(baseline.map((entry) => [entry.key, entry]));
  const now = new Map(current.map((entry) => [entry.key, entry]));
  const changes: Change[] = [];
  for (const entry of current) {
    const before = old.get(entry.key);
    if (before?.raw === entry.raw) continue;
    // What is masked on both sides may be anything.
    const direction =
      before?.value === entry.value
        ? isPower(entry.key)
          ? 'unknown'
          : 'neutral'
        : frontMatterDirection(entry.key, before?.value, entry.value);
    if (fileIsNew && !(direction === 'loosens' && isPower(entry.key))) continue;
    changes.push(change(direction, entry, before, entry.range));
  }
  baseline.forEach((entry, index) => {
    if (now.has(entry.key)) return;
    const range = nearestKey(baseline, index, now);
    changes.push(
      change(frontMatterDirection(entry.key, entry.value, undefined), undefined, entry, range),
    );
  });
  return changes;
}

function change(
  direction: Direction,
  entry: FrontMatterFact | undefined,
  baseline: FrontMatterFact | undefined,
  range: TextRange,
): Change {
  const fact = (entry ?? baseline) as FrontMatterFact;
  return {
    facet: 'prompt.front-matter',
    op: baseline === undefined ? 'add' : entry === undefined ? 'remove' : 'replace',
    subject: fact.subject,
    pointer: fact.pointer,
    direction,
    words: wordsOf(fact.key, baseline?.value, entry?.value),
    before: baseline?.value,
    after: entry?.value,
    range,
    baselineRange: baseline?.range,
    detail: { kind: 'front-matter', entry, baseline },
  };
}

function isPower(key: string): boolean {
  const found = frontMatterKey(key);
  return found === 'unknown' || found?.power === true;
}

function wordsOf(key: string, before: string | undefined, after: string | undefined): string {
  const found = frontMatterKey(key);
  const what =
    before === undefined
      ? t('“{0}” was set to {1}.', key, shorten(after ?? ''))
      : after === undefined
        ? t('“{0}” was removed; it was {1}.', key, shorten(before))
        : t('“{0}” changed: {1} → {2}.', key, shorten(before), shorten(after));
  if (found === undefined) return what;
  return found === 'unknown'
    ? t('{0} The key is not known and sounds like power.', what)
    : t('{0} It decides {1}.', what, found.meaning());
}

function shorten(value: string): string {
  return value.length <= 120 ? value : `${value.slice(0, 117)}…`;
}

/** A removed key is shown at the nearest key before it that is still there, else at the first one. */
function nearestKey(
  baseline: readonly FrontMatterFact[],
  index: number,
  now: ReadonlyMap<string, FrontMatterFact>,
): TextRange {
  for (let before = index - 1; before >= 0; before -= 1) {
    const entry = now.get(baseline[before]?.key ?? '');
    if (entry !== undefined) return entry.keyRange;
  }
  const [first] = now.values();
  return first?.keyRange ?? { start: 0, end: 0 };
}
