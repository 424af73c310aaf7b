import { t } from '@vscode/l10n';
import type { Detection, Factor, Severity, Tier } from '../rules/rule';

/** Base points of a severity (risk-model.md 2.2). */
const basePoints: Readonly<Record<Severity, number>> = {
  info: 0,
  low: 10,
  medium: 30,
  high: 55,
  critical: 80,
};

/** Context moves a finding by at most one tier: four steps of four. */
const widestAdjustment = 16;

/** Prose alone never makes critical (risk-model.md 2.4). */
export const heuristicCap = 69;

export interface Score {
  /** 0…100, whole. */
  readonly score: number;
  readonly tier: Tier;
  /** `30 (pin lost) + 4 starts by itself + 4 runs code` */
  readonly sum: string;
}

/**
 * Scores one finding: base of its severity plus its factors, limited to ±16, result 1…100; info is
 * 0 whatever its context (risk-model.md 2.2).
 */
export function scoreFinding(
  detection: Pick<Detection, 'because' | 'factors'>,
  severity: Severity,
  confidence: 'deterministic' | 'heuristic',
): Score {
  const base = basePoints[severity];
  if (base === 0) return { score: 0, tier: 'none', sum: t('0 ({0})', detection.because) };
  const { exposure, privilege, reversibility, provenance, history } = detection.factors;
  const factors = [exposure, privilege, reversibility, provenance, history].filter(
    (factor): factor is Factor => factor !== undefined,
  );
  const wanted = factors.reduce((sum, factor) => sum + factor.points, 0);
  const adjustment = Math.max(-widestAdjustment, Math.min(widestAdjustment, wanted));
  const parts = [
    `${base} (${detection.because})`,
    ...factors.map((factor) =>
      factor.points < 0
        ? `− ${-factor.points} ${factor.because}`
        : `+ ${factor.points} ${factor.because}`,
    ),
  ];
  if (adjustment !== wanted) parts.push(t('(context counts {0} at most)', widestAdjustment));
  let score = Math.max(1, Math.min(100, base + adjustment));
  if (confidence === 'heuristic' && score > heuristicCap) {
    score = heuristicCap;
    parts.push(t('(prose alone counts {0} at most)', heuristicCap));
  }
  return { score, tier: tierOf(score), sum: parts.join(' ') };
}

/** 0 none · 1–19 low · 20–44 medium · 45–69 high · 70 and more critical. */
export function tierOf(score: number): Tier {
  if (score >= 70) return 'critical';
  if (score >= 45) return 'high';
  if (score >= 20) return 'medium';
  return score >= 1 ? 'low' : 'none';
}

const tierOrder: readonly Tier[] = ['none', 'low', 'medium', 'high', 'critical'];

/** Negative, zero or positive like any comparison; `critical` is the greatest. */
export function compareTiers(left: Tier, right: Tier): number {
  return tierOrder.indexOf(left) - tierOrder.indexOf(right);
}

/** The greater of two tiers. */
export function highestTier(left: Tier, right: Tier): Tier {
  return compareTiers(left, right) >= 0 ? left : right;
}

/** The word for a tier that people see. */
export function tierWord(tier: Tier): string {
  switch (tier) {
    case 'none':
      return t('none');
    case 'low':
      return t('low');
    case 'medium':
      return t('medium');
    case 'high':
      return t('high');
    case 'critical':
      return t('critical');
  }
}
