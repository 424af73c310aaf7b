import { schemaPlaceAt, type SchemaSuggestion } from '../policy/schemaAssist';
import { t } from '@vscode/l10n';
import { recordSchema } from './recordSchema';

const key = 'expires_at';
const dayMilliseconds = 24 * 60 * 60 * 1000;
/** A try-out, a month, a season. */
const usualDays = [7, 30, 90];

/** The end of the day that many days ahead, as records have it: UTC, whole seconds. */
export function endAfter(days: number, now: Date): string {
  return `${new Date(now.getTime() + days * dayMilliseconds).toISOString().slice(0, 10)}T23:59:59Z`;
}

/**
 * What can be written about the end of a grant where the cursor of a record stands: the key at the left
 * edge, as long as it is not there, and days in its value.
 *
 * @param lines of the record
 * @param line, character where the cursor is, from 0
 */
export function suggestedEnds(
  lines: readonly string[],
  line: number,
  character: number,
  now: Date,
): readonly SchemaSuggestion[] {
  const place = schemaPlaceAt(lines, line, character);
  if (place.path.length > 0) return [];
  if (place.key === key) {
    return usualDays.map((days) => ({
      label: `"${endAfter(days, now)}"`,
      description: t('Ends by itself in {0} days', days),
      kind: 'value',
    }));
  }
  const present = lines.some((text) => text.startsWith(`${key}:`));
  const atEdge = (lines[line] ?? '').slice(0, character) === place.typed;
  return place.key !== undefined || present || !atEdge
    ? []
    : [
        {
          label: key,
          description: recordSchema.properties?.[key]?.description ?? '',
          kind: 'key',
        },
      ];
}
