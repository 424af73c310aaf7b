import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { isLoosening } from '../risk/unspokenChanges';
import type { Finding, Tier } from '../rules/rule';
import type { StandardChange } from './changePolicy';

/** Proofs of single changes; what lets the most pass is what the sentence has to name. */
const named = ['patch-bump', 'pin-version', 'tighten-only'] as const;

export interface StandardProof {
  readonly id: StandardChange;
  readonly because: string;
}

/**
 * Whether the semantic diff proves a change set to be a standard change. Each change has to be proven
 * by one of the proofs; a finding that the edit brought is proven with its change or not at all. `low
 * risk` looks at the whole instead.
 *
 * @param tier after the floors of the policy
 */
export function standardProof(
  changes: readonly Change[],
  findings: readonly Finding[],
  tier: Tier,
  accepted: readonly StandardChange[],
): StandardProof | undefined {
  const introduced = findings.filter(({ origin, score }) => origin === 'introduced' && score > 0);
  const spoken = new Set(introduced.map(({ change }) => change));
  const known = new Set<Change | undefined>(changes);
  const proofs = changes.map((change) =>
    named.find((proof) => accepted.includes(proof) && proves(proof, change, spoken.has(change))),
  );
  const unproven = introduced.some(({ change }) => !known.has(change));
  const used = new Set(proofs);
  if (!used.has(undefined) && !unproven) {
    if (changes.length === 0) {
      return accepted.includes('format-only') ? say('format-only') : undefined;
    }
    const most = named.find((proof) => used.has(proof));
    if (most !== undefined) return say(most);
  }
  const low = tier === 'none' || tier === 'low';
  return low && accepted.includes('low-risk') ? say('low-risk') : undefined;
}

function proves(proof: (typeof named)[number], change: Change, spoken: boolean): boolean {
  const { direction, detail } = change;
  switch (proof) {
    case 'tighten-only':
      // What neither opens nor closes anything may come along.
      return !spoken && !isLoosening(direction) && !isPackageMove(change);
    case 'pin-version':
      return (
        !spoken &&
        detail.kind === 'server-package' &&
        detail.step === 'pin-gained' &&
        direction === 'tightens'
      );
    case 'patch-bump':
      // A rule may have a word about an upgrade; who accepts patches has accepted that.
      return (
        detail.kind === 'server-package' &&
        detail.step === 'upgraded' &&
        detail.distance === 'patch' &&
        !isLoosening(direction)
      );
  }
}

/** Other code runs: no matter of opening or closing. */
function isPackageMove({ detail }: Change): boolean {
  return detail.kind === 'server-package' && detail.step !== 'pin-gained';
}

function say(id: StandardChange): StandardProof {
  return { id, because: sentenceOf(id) };
}

function sentenceOf(id: StandardChange): string {
  switch (id) {
    case 'format-only':
      return t('Standard lane: nothing that matters changed. No request needed.');
    case 'tighten-only':
      return t('Standard lane: nothing here loosens anything. No request needed.');
    case 'pin-version':
      return t('Standard lane: a floating version became a fixed one. No request needed.');
    case 'patch-bump':
      return t(
        'Standard lane: a fixed version moves by a patch, told from its number alone. No request needed.',
      );
    case 'low-risk':
      return t('Standard lane: the risk is low. No request needed.');
  }
}
