import { t } from '@vscode/l10n';
import { maskSecrets } from './maskSecrets';
import { splitPackageSpec } from './packageSpec';
import type { TraitFact } from './traitFact';

export type OwnTrait = Pick<TraitFact, 'facet' | 'key' | 'title' | 'value' | 'range' | 'pointer'> &
  Partial<TraitFact>;

/** A statement about how a server is built or run; what is not said holds as by default. */
export function infrastructureTrait(own: OwnTrait): TraitFact {
  return {
    subject: `infrastructure:${own.facet}`,
    absent: 0,
    moved: 'unknown',
    ...own,
    value: maskSecrets(own.value).slice(0, 300),
  };
}

/** The image something runs in; a name that says less exactly which one lets more happen. */
export function imageTrait(
  value: string,
  own: Omit<OwnTrait, 'facet' | 'value' | 'title'>,
): TraitFact {
  const spec = splitPackageSpec('oci', value);
  const firm = spec.pin === 'digest' ? 0 : spec.pin === 'tag' && spec.version !== 'latest' ? 1 : 2;
  return infrastructureTrait({
    ...own,
    facet: 'infra.image',
    title: t('base image'),
    value,
    rank: firm,
    unit: spec.name,
    moved: 'unknown',
    meaning: t('the server runs in it'),
  });
}
