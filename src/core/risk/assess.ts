import { t } from '@vscode/l10n';
import type { Change, Direction } from '../compare/change';
import type { Facet } from '../facts/fact';
import type { Finding, Tier } from '../rules/rule';
import type { Assessment, Contribution } from './assessment';
import { categoriesOf } from './categoriesOf';
import { compareTiers, heuristicCap, highestTier, tierOf, tierWord } from './scoreFinding';
import { typesOf } from './typesOf';
import { isLoosening, unspokenChanges } from './unspokenChanges';

/** How much each further subject adds to the highest one, and how much all of them may add. */
const spill = [0.2, 0.1, 0.05] as const;
const widestSpill = 10;

/** What a loosening weighs that no rule speaks about: low, so that it is never lost. */
const unspokenPoints = 10;

/** The same where it decides what runs, where traffic goes or who is asked: medium until a rule knows better. */
const weightyUnspokenPoints = 30;
const weightyFacets: ReadonlySet<Facet> = new Set<Facet>([
  'server.launch',
  'server.endpoint',
  'server.transport',
  'server.environment',
  'hook',
  'execution',
  'environment',
  'sandbox',
  'approval.switch',
  'permission.directory',
]);

/**
 * What no rule finds worth points, and is other than before all the same: a re-worded text, another
 * model, a rule that went. Somebody may miss what it did. Worth a line in the list, no more.
 */
const quietPoints = 1;

/**
 * The scored result of a file or a change set (risk-model.md 2.3): the highest finding of each
 * subject, the highest subject in full, the others spilling over by ten points at most, then the
 * floors. Adding a finding never lowers it; beside a loosening, tightening neither raises nor lowers it.
 *
 * @param unspoken loosenings that no finding speaks about; for several files it must come from each of
 * them, because places count within one file
 */
export function assess(
  changes: readonly Change[],
  findings: readonly Finding[],
  unspoken: readonly Change[] = unspokenChanges(changes, findings),
): Assessment {
  const introduced = findings.filter((finding) => finding.origin === 'introduced');
  const ranked = rankSubjects(introduced, unspoken);
  const direction = directionOf(changes, introduced);
  if (ranked.length === 0) ranked.push(...quietSubject(changes, direction));
  const floors = floorsOf(introduced, unspoken);
  const [first, ...rest] = ranked;
  const extra = rest.reduce((sum, { score }, index) => sum + score * spillOf(index), 0);
  // Prose alone never makes critical, however much of it (risk-model.md 2.4).
  const proseOnly = ranked.every(({ finding }) => finding?.confidence === 'heuristic');
  const most = ranked.length > 0 && proseOnly ? heuristicCap : 100;
  const total = Math.round(Math.min(most, (first?.score ?? 0) + Math.min(widestSpill, extra)));
  const tier = floors.reduce<Tier>(
    (tierSoFar, floor) => highestTier(tierSoFar, floor.tier),
    tierOf(total),
  );
  const { type, types, sentence: typeSentence } = typesOf(changes, introduced);
  return {
    score: total,
    tier,
    direction,
    type,
    types,
    categories: categoriesOf(changes, introduced),
    contributions: ranked.map(({ subject, because, score, finding }, index): Contribution => ({
      subject,
      because,
      points: index === 0 ? score : score * spillOf(index - 1),
      finding,
    })),
    floors,
    sentences: [scoreSentence(total, tier, ranked, floors), typeSentence].filter(
      (sentence) => sentence !== '',
    ),
  };
}

interface RankedSubject {
  readonly subject: string;
  readonly because: string;
  readonly score: number;
  readonly finding?: Finding | undefined;
}

function spillOf(place: number): number {
  return spill[place] ?? 0.05;
}

/** The highest of each subject, the highest first: findings, and loosenings that no rule speaks about. */
function rankSubjects(findings: readonly Finding[], unspoken: readonly Change[]): RankedSubject[] {
  const bySubject = new Map<string, RankedSubject>();
  const add = (entry: RankedSubject): void => {
    const other = bySubject.get(entry.subject);
    if (entry.score > 0 && (other === undefined || entry.score > other.score)) {
      bySubject.set(entry.subject, entry);
    }
  };
  for (const finding of findings) {
    const { subject, because, score } = finding;
    add({ subject, because, score, finding });
  }
  for (const change of unspoken) {
    const because = t('loosens, and no rule rates it higher');
    add({ subject: change.subject, because, score: pointsOfUnspoken(change) });
  }
  return [...bySubject.values()].sort((left, right) => right.score - left.score);
}

/** None is for edits after which all is as before: layout, comments, order, how a plugin presents itself. */
function quietSubject(changes: readonly Change[], direction: Direction): readonly RankedSubject[] {
  const loosening = changes.find((change) => isLoosening(change.direction));
  const quiet =
    loosening ??
    changes.find(({ facet, direction: own }) => own === direction && facet !== 'manifest.text');
  if (quiet === undefined) return [];
  const because =
    loosening !== undefined
      ? t('loosens what is harmless by itself')
      : direction === 'tightens'
        ? t('only tightens')
        : t('is different, and nothing loosens');
  return [{ subject: quiet.subject, because, score: quietPoints }];
}

function pointsOfUnspoken(change: Change): number {
  // What only may have loosened, or is a mixed blessing, weighs the least.
  const plain = change.direction === 'loosens';
  return plain && weightyFacets.has(change.facet) ? weightyUnspokenPoints : unspokenPoints;
}

function floorsOf(findings: readonly Finding[], unspoken: readonly Change[]): Assessment['floors'] {
  const floors = findings.flatMap((finding) =>
    finding.floor === undefined ? [] : [{ tier: finding.floor, because: finding.because }],
  );
  if (
    unspoken.some(
      (change) =>
        change.direction === 'unknown' &&
        change.facet !== 'server.other' &&
        change.facet !== 'other' &&
        // Said to be in a language that is not assessed: worth a look, and no alarm.
        !(change.detail.kind === 'prose' && change.detail.lost === 0),
    )
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

function scoreSentence(
  total: number,
  tier: Tier,
  ranked: readonly RankedSubject[],
  floors: Assessment['floors'],
): string {
  const [first, ...rest] = ranked;
  const parts: string[] = [];
  if (first !== undefined) {
    parts.push(t('{0} from {1}: {2}', first.score, first.subject, first.because));
  }
  const extra = rest.reduce((sum, { score }, index) => sum + score * spillOf(index), 0);
  const spilled = Math.round(Math.min(widestSpill, extra));
  if (spilled > 0) parts.push(t('{0} for {1} more', spilled, rest.length));
  const floor = floors[0];
  const raised =
    floor !== undefined && compareTiers(floor.tier, tierOf(total)) > 0
      ? t('; at least {0}: {1}', tierWord(floor.tier), floor.because)
      : '';
  const body = parts.length === 0 ? t('nothing here raises the risk') : parts.join(' + ');
  const capped =
    first !== undefined && first.score + spilled > total ? t(', at most {0}', total) : '';
  return t('{0} {1} = {2}{3}', tierWord(tier), total, `${body}${capped}`, raised);
}
