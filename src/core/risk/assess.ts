import { t } from '@vscode/l10n';
import type { Change, Direction } from '../compare/change';
import type { Finding, Tier } from '../rules/rule';
import type { Assessment, Contribution, Lane } from './assessment';
import { categoriesOf } from './categoriesOf';
import { compareTiers, highestTier, tierOf, tierWord } from './scoreFinding';
import { typesOf } from './typesOf';

/** How much each further subject adds to the highest one, and how much all of them may add. */
const spill = [0.2, 0.1, 0.05] as const;
const widestSpill = 10;

/** What a loosening weighs that no rule speaks about: low, so that it is never lost. */
const unspokenPoints = 10;

/**
 * The scored result of a file or a change set (risk-model.md 2.3): the highest finding of each
 * subject, the highest subject in full, the others spilling over by ten points at most, then the
 * floors. Adding a finding never lowers it; tightening neither raises nor lowers it.
 */
export function assess(changes: readonly Change[], findings: readonly Finding[]): Assessment {
  const introduced = findings.filter((finding) => finding.origin === 'introduced');
  const highest = highestPerSubject(introduced);
  const unspoken = changes.filter(
    (change) =>
      isLoosening(change.direction) &&
      !introduced.some((finding) => finding.change === change || covers(finding, change)),
  );
  const floors = floorsOf(introduced, unspoken);
  const [first, ...rest] = highest;
  const unspokenScore = unspoken.length > 0 ? unspokenPoints : 0;
  const extra = rest.reduce(
    (sum, finding, index) => sum + finding.score * (spill[index] ?? 0.05),
    0,
  );
  const total = Math.round(
    Math.min(100, Math.max(first?.score ?? 0, unspokenScore) + Math.min(widestSpill, extra)),
  );
  const tier = floors.reduce<Tier>(
    (tierSoFar, floor) => highestTier(tierSoFar, floor.tier),
    tierOf(total),
  );
  const direction = directionOf(changes, introduced);
  const { type, types, sentence: typeSentence } = typesOf(changes, introduced);
  const categories = categoriesOf(changes, introduced);
  const lane = laneOf(tier, direction, changes);
  const contributions = highest.map((finding, index): Contribution => ({
    subject: finding.subject,
    points: index === 0 ? finding.score : finding.score * (spill[index - 1] ?? 0.05),
    finding,
  }));
  return {
    score: total,
    tier,
    direction,
    type,
    types,
    categories,
    lane,
    contributions,
    floors,
    sentences: [
      scoreSentence(total, tier, contributions, floors, unspoken.length),
      typeSentence,
      laneSentence(lane, tier, changes),
    ].filter((sentence) => sentence !== ''),
  };
}

/** Unknown counts as loosening (design.md section 1). */
export function isLoosening(direction: Direction): boolean {
  return direction === 'loosens' || direction === 'mixed' || direction === 'unknown';
}

function highestPerSubject(findings: readonly Finding[]): readonly Finding[] {
  const bySubject = new Map<string, Finding>();
  for (const finding of findings) {
    const other = bySubject.get(finding.subject);
    if (finding.score > 0 && (other === undefined || finding.score > other.score)) {
      bySubject.set(finding.subject, finding);
    }
  }
  return [...bySubject.values()].sort((left, right) => right.score - left.score);
}

/** A finding speaks for a change when it stands on the same place or on its whole entry. */
function covers(finding: Finding, change: Change): boolean {
  const range = finding.covers ?? finding.range;
  return range.start <= change.range.start && change.range.end <= range.end;
}

function floorsOf(findings: readonly Finding[], unspoken: readonly Change[]): Assessment['floors'] {
  const floors = findings.flatMap((finding) =>
    finding.floor === undefined ? [] : [{ tier: finding.floor, because: finding.because }],
  );
  if (
    unspoken.some((change) => change.direction === 'unknown' && change.facet !== 'server.other')
  ) {
    floors.push({ tier: 'medium', because: t('something here is not understood') });
  }
  return floors.sort((left, right) => compareTiers(right.tier, left.tier)).slice(0, 3);
}

function directionOf(changes: readonly Change[], findings: readonly Finding[]): Direction {
  const has = (direction: Direction): boolean =>
    changes.some((change) => change.direction === direction);
  // A state rule may see something new that no compared fact stands for, e.g. a secret in prose.
  const introducedState = findings.some(
    (finding) => finding.change === undefined && finding.score > 0,
  );
  const loosens = has('loosens') || introducedState;
  if (has('mixed') || (loosens && has('tightens'))) return 'mixed';
  if (loosens) return 'loosens';
  if (has('unknown')) return 'unknown';
  return has('tightens') ? 'tightens' : 'neutral';
}

function laneOf(tier: Tier, direction: Direction, changes: readonly Change[]): Lane {
  const onlySafe = direction === 'tightens' || direction === 'neutral';
  return changes.length === 0 || onlySafe || tier === 'none' || tier === 'low'
    ? 'standard'
    : 'normal';
}

function laneSentence(lane: Lane, tier: Tier, changes: readonly Change[]): string {
  if (changes.length === 0) return '';
  if (lane === 'normal') return t('Normal lane: {0} risk needs a change request.', tierWord(tier));
  return changes.some((change) => isLoosening(change.direction))
    ? t('Standard lane: the risk is low.')
    : t('Standard lane: nothing here loosens anything. No request needed.');
}

function scoreSentence(
  total: number,
  tier: Tier,
  contributions: readonly Contribution[],
  floors: Assessment['floors'],
  unspoken: number,
): string {
  const [first, ...rest] = contributions;
  const parts: string[] = [];
  if (first !== undefined)
    parts.push(t('{0} from {1}: {2}', first.finding.score, first.subject, first.finding.because));
  else if (unspoken > 0)
    parts.push(t('{0} because something loosens that no rule rates higher', unspokenPoints));
  const spilled = Math.round(
    Math.min(
      widestSpill,
      rest.reduce((sum, entry) => sum + entry.points, 0),
    ),
  );
  if (spilled > 0) parts.push(t('{0} for {1} more', spilled, rest.length));
  const floor = floors[0];
  const raised =
    floor !== undefined && compareTiers(floor.tier, tierOf(total)) > 0
      ? t('; at least {0}: {1}', tierWord(floor.tier), floor.because)
      : '';
  const body = parts.length === 0 ? t('nothing here raises the risk') : parts.join(' + ');
  return t('{0} {1} = {2}{3}', tierWord(tier), total, body, raised);
}
