import { t } from '@vscode/l10n';
import { ruleCatalogue } from '../../rules/ruleCatalogue';
import { schemaKeys, schemaValues, type SchemaPlace, type SchemaSuggestion } from '../schemaAssist';
import { acceptancesSchema } from './acceptancesSchema';

/** Ends that make sense: until the next look, and until the next but two. */
const offeredDays = [30, 90];

/** A day some days from now, as acceptances have it (UTC). */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** Days that are offered for the end of an acceptance, with what they are in words. */
export function offeredEnds(
  now: Date,
): readonly { readonly day: string; readonly words: string }[] {
  return offeredDays.map((days) => ({ day: dayFrom(now, days), words: t('{0} days', days) }));
}

/** What can be written at a place of a file of acceptances. */
export function acceptanceSuggestions(place: SchemaPlace, now: Date): readonly SchemaSuggestion[] {
  const { key, path } = place;
  if (key === undefined) return schemaKeys(acceptancesSchema, path);
  if (path.at(-1) !== '[]') return schemaValues(acceptancesSchema, [...path, key]);
  switch (key) {
    case 'rule':
      return ruleCatalogue
        .filter(({ neverAccepted }) => neverAccepted === undefined)
        .map(({ id, title }) => ({ label: id, description: title, kind: 'value' }));
    case 'until':
      return offeredEnds(now).map(({ day, words }) => ({
        label: day,
        description: words,
        kind: 'value',
      }));
    default:
      return schemaValues(acceptancesSchema, [...path, key]);
  }
}
