import { t } from '@vscode/l10n';
import { maskSecrets } from './maskSecrets';
import { splitPackageSpec } from './packageSpec';
import type { TraitFact } from './traitFact';

export type OwnTrait = Pick<TraitFact, 'facet' | 'key' | 'title' | 'value' | 'range' | 'pointer'> &
  Partial<TraitFact>;

/**
 * A download that goes straight into a shell or an interpreter. An interpreter with a program of its own
 * (`| python3 -m json.tool`) only reads it.
 */
const pipedDownload =
  /\b(?:curl|wget)\b[^|\n]{0,400}\|\s{0,5}(?:sudo\s{1,3}(?:-\w{1,3}\s{1,3})?)?(?:(?:ba|z|da)?sh\b|(?:python[\d.]{0,5}|node|perl|ruby|php)(?:\s{1,3}-(?![\w-]))?\s{0,5}(?:[;&|"'\\]|$))|\b(?:ba|z|da)?sh\s{1,3}(?:-c\s{1,3})?["']?(?:\$|<)\(\s{0,3}(?:curl|wget)\b/;

/** Whether a command runs what it downloads, unread. */
export function runsDownload(command: string): boolean {
  return pipedDownload.test(command);
}

/** How loose a command is that runs whenever a container starts, and downloads what it runs. */
export const downloadRank = 2;

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
