import { t } from '@vscode/l10n';
import type { ImportFact } from '../facts/fact';
import type { Change } from './change';

/**
 * Files that instructions newly take over, or no longer do. What they say is not read here, so a file
 * from outside of the project loosens, and one that is gone may have taken protections with it.
 */
export function compareImports(
  baseline: readonly ImportFact[],
  current: readonly ImportFact[],
): readonly Change[] {
  const old = new Set(baseline.map(({ target }) => target));
  const now = new Set(current.map(({ target }) => target));
  const changes: Change[] = [];
  for (const fact of distinct(current)) {
    if (old.has(fact.target)) continue;
    changes.push({
      ...placed(fact),
      op: 'add',
      direction: fact.outside ? 'loosens' : 'neutral',
      words: fact.outside
        ? t(
            'Also takes over `{0}`, which is not part of the project: nobody reviews it here.',
            fact.target,
          )
        : t('Also takes over the text of `{0}`.', fact.target),
      after: fact.target,
      range: fact.range,
      detail: { kind: 'import', reference: fact },
    });
  }
  for (const fact of distinct(baseline)) {
    if (now.has(fact.target)) continue;
    changes.push({
      ...placed(fact),
      op: 'remove',
      direction: 'mixed',
      words: t(
        'No longer takes over the text of `{0}`, and with it any protection in there.',
        fact.target,
      ),
      before: fact.target,
      range: { start: 0, end: 0 },
      baselineRange: fact.range,
      detail: { kind: 'import', baseline: fact },
    });
  }
  return changes;
}

function placed(fact: ImportFact): Pick<Change, 'facet' | 'subject' | 'pointer'> {
  return { facet: fact.facet, subject: fact.subject, pointer: fact.pointer };
}

function distinct(facts: readonly ImportFact[]): readonly ImportFact[] {
  return [...new Map(facts.map((fact) => [fact.target, fact])).values()];
}
