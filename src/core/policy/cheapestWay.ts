import { t } from '@vscode/l10n';
import { analyzeFile, type FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import { compareTiers, tierWord } from '../risk/scoreFinding';
import type { Finding, Fix, Tier } from '../rules/rule';
import type { Requirements } from './requirements';
import { requirementsOf, type Circumstances } from './requirementsOf';
import { selectedPart } from './selectedPart';

/** The smallest step that makes a change set need less. */
export interface CheapestWay {
  readonly tier: Tier;
  readonly lane: Requirements['lane'];
  readonly sentence: string;
}

/** Each is judged anew, so only the weightiest are tried. */
const mostTried = 8;
/** Beyond that it is no longer a step that one sentence can name. */
const mostLeftOut = 3;
/** A change set that large is looked at in parts anyway. */
const mostChanges = 400;

interface Culprit {
  readonly file: FileAnalysis;
  readonly change: Change;
  readonly finding?: Finding | undefined;
}

/**
 * Which fix, or which change left out, lowers the tier of a change set: found by judging it without.
 * A fix that keeps the purpose comes before leaving out; fewer changes before more.
 *
 * @param needed what it needs as it is
 * @returns undefined when nothing is asked anyway, or when no small step helps
 */
export function cheapestWay(
  files: readonly FileAnalysis[],
  circumstances: Circumstances,
  needed: Requirements,
): CheapestWay | undefined {
  const count = files.reduce((sum, { changes }) => sum + changes.length, 0);
  if (needed.lane !== 'normal' || count > mostChanges) return undefined;
  const judge = (changed: readonly FileAnalysis[]): Requirements =>
    requirementsOf(changed, { ...circumstances, assessment: undefined });
  const isLess = (found: Requirements): boolean =>
    found.lane === 'standard' || compareTiers(found.tier, needed.tier) < 0;
  const culprits = culpritsIn(files);
  for (const { file, finding } of culprits) {
    for (const fix of finding?.fixes ?? []) {
      if (fix.id === 'restore') continue;
      const fixed = withFix(file, fix);
      if (fixed === undefined) continue;
      const found = judge(files.map((other) => (other === file ? fixed : other)));
      if (isLess(found)) return way(found, t('{0} ({1})', fix.title, file.path));
    }
  }
  const singles = culprits.map((culprit) => ({
    culprit,
    found: judge(without(files, [culprit.change])),
  }));
  let best: (typeof singles)[number] | undefined;
  for (const single of singles) {
    if (isLess(single.found) && (best === undefined || isLower(single.found, best.found))) {
      best = single;
    }
  }
  if (best !== undefined) {
    return way(best.found, t('leave out “{0}”', best.culprit.change.words));
  }
  for (let left = 2; left <= Math.min(mostLeftOut, culprits.length); left += 1) {
    const out = culprits.slice(0, left).map(({ change }) => change);
    const found = judge(without(files, out));
    if (isLess(found)) {
      return way(found, t('leave out {0}', out.map(({ words }) => `“${words}”`).join(', ')));
    }
  }
  return undefined;
}

function way(found: Requirements, how: string): CheapestWay {
  const sentence =
    found.lane === 'standard'
      ? t('Without any request: {0}', how)
      : t('Cheapest way to {0}: {1}', tierWord(found.tier), how);
  return { tier: found.tier, lane: found.lane, sentence };
}

function isLower(left: Requirements, right: Requirements): boolean {
  if (left.lane !== right.lane) return left.lane === 'standard';
  return compareTiers(left.tier, right.tier) < 0;
}

/** The changes that weigh the most, the heaviest first. */
function culpritsIn(files: readonly FileAnalysis[]): readonly Culprit[] {
  const culprits = new Map<Change, Culprit & { readonly weight: number }>();
  for (const file of files) {
    for (const change of file.changes) {
      if (change.direction !== 'tightens') culprits.set(change, { file, change, weight: 1 });
    }
    for (const finding of file.findings) {
      if (finding.change === undefined || finding.origin !== 'introduced') continue;
      const known = culprits.get(finding.change);
      const weight = finding.score + (finding.floor === undefined ? 0 : 100);
      if (known !== undefined && weight > known.weight) {
        culprits.set(finding.change, { file, change: finding.change, finding, weight });
      }
    }
  }
  return [...culprits.values()]
    .sort((left, right) => right.weight - left.weight)
    .slice(0, mostTried);
}

function without(files: readonly FileAnalysis[], out: readonly Change[]): readonly FileAnalysis[] {
  return files.map((file) => {
    const kept = file.changes.filter((change) => !out.includes(change));
    return kept.length === file.changes.length ? file : selectedPart(file, kept);
  });
}

function withFix(file: FileAnalysis, fix: Fix): FileAnalysis | undefined {
  if (file.text === undefined || !file.hasBaseline) return undefined;
  let text = file.text;
  for (const edit of [...fix.edits].sort((left, right) => right.range.start - left.range.start)) {
    text = text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
  }
  return analyzeFile({
    path: file.path,
    text,
    baseline: { text: file.baselineText },
    byPolicy: file.surface,
  });
}
