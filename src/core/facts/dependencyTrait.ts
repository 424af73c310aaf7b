import { t } from '@vscode/l10n';
import { infrastructureTrait, type OwnTrait } from './infrastructureTrait';
import type { TraitFact } from './traitFact';

/** One package that a manifest asks for, in which version or from which place. */
export function dependencyTrait(name: string, own: Omit<OwnTrait, 'facet' | 'title'>): TraitFact {
  const elsewhere = /^(?:git|https?:|github:|[\w-]+\/[\w-]+)/.test(own.value);
  return infrastructureTrait({
    ...own,
    facet: 'dependency',
    title: t('dependency `{0}`', name),
    rank: elsewhere ? 2 : 1,
    unit: 'dependency',
    moved: 'neutral',
    meaning: elsewhere ? t('it does not come from the registry') : undefined,
  });
}
