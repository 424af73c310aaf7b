import { replaceSecretFormats } from '../facts/findSecretFormats';
import { maskValue } from '../facts/maskSecrets';
import type { Change } from './change';

/**
 * The change with no credential of a known format in what people read. Values are masked where a change
 * is found; here go those that somebody wrote where a name stands, of a server or a variable.
 *
 * @returns the same change when there is nothing to hide
 */
export function maskChange(change: Change): Change {
  const words = masked(change.words);
  const before = change.before === undefined ? undefined : masked(change.before);
  const after = change.after === undefined ? undefined : masked(change.after);
  const same = words === change.words && before === change.before && after === change.after;
  return same ? change : { ...change, words, before, after };
}

function masked(text: string): string {
  return replaceSecretFormats(text, maskValue);
}
