import { t } from '@vscode/l10n';
import type { HiddenTextFact } from '../facts/fact';
import type { Change } from './change';

/**
 * Compares runs of invisible characters. A run is new when there are more of its kind than before:
 * an old stray character on an edited or moved line stays silent.
 */
export function compareHiddenText(
  baseline: readonly HiddenTextFact[],
  current: readonly HiddenTextFact[],
): readonly Change[] {
  if (baseline.length === 0 && current.length === 0) return [];
  const sameLine = (fact: HiddenTextFact): string => `${fact.class} ${fact.raw} ${fact.lineText}`;
  const sameRun = (fact: HiddenTextFact): string => `${fact.class} ${fact.raw}`;
  const [oldLeft, newLeft] = withoutPairs(baseline, current, sameLine);
  const [removed, added] = withoutPairs(oldLeft, newLeft, sameRun);
  return [...added.map(addition), ...removed.map(removal)];
}

function withoutPairs(
  baseline: readonly HiddenTextFact[],
  current: readonly HiddenTextFact[],
  key: (fact: HiddenTextFact) => string,
): readonly [readonly HiddenTextFact[], readonly HiddenTextFact[]] {
  const counts = new Map<string, number>();
  for (const fact of baseline) counts.set(key(fact), (counts.get(key(fact)) ?? 0) + 1);
  const added = current.filter((fact) => {
    const left = counts.get(key(fact)) ?? 0;
    if (left > 0) counts.set(key(fact), left - 1);
    return left === 0;
  });
  // What is left in the counts was not met again.
  const removed = baseline.filter((fact) => {
    const left = counts.get(key(fact)) ?? 0;
    if (left > 0) counts.set(key(fact), left - 1);
    return left > 0;
  });
  return [removed, added];
}

function addition(fact: HiddenTextFact): Change {
  // Icons of a font are seen as icons where that font is used.
  const icon = fact.class === 'private-use' && fact.count < 4;
  return {
    facet: fact.facet,
    op: 'add',
    subject: fact.subject,
    pointer: fact.pointer,
    direction: icon ? 'neutral' : 'loosens',
    words: t('Characters that cannot be seen were added: {0}.', fact.codePoints),
    after: fact.codePoints,
    range: fact.range,
    detail: { kind: 'hidden-text', hidden: fact },
  };
}

function removal(fact: HiddenTextFact): Change {
  return {
    facet: fact.facet,
    op: 'remove',
    subject: fact.subject,
    pointer: fact.pointer,
    direction: 'tightens',
    words: t('Characters that cannot be seen were removed: {0}.', fact.codePoints),
    before: fact.codePoints,
    range: { start: 0, end: 0 },
    baselineRange: fact.range,
    detail: { kind: 'hidden-text', baseline: fact },
  };
}
