import type { ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { concernedParts } from './concernedParts';
import { readCredentials, readTextCredentials } from './credentials';
import { emptyFacts } from './emptyFacts';
import type { FileFacts } from './fact';
import { readHiddenText } from './hiddenText';

/**
 * What can be said about a file whose meaning is not read: text that people cannot see, and
 * credentials. Of a file that is mostly about something else, only the parts that belong to agents
 * are looked at.
 */
export function readGeneral(parsed: ParsedText, surface: Surface): FileFacts {
  const { text, root } = parsed;
  const identity = (start: number, end: number): TextRange => ({ start, end });
  const parts = surface.concerns === undefined ? undefined : concernedParts(parsed, surface);
  const inside = ({ range }: { readonly range: TextRange }): boolean =>
    parts === undefined ||
    parts.some((part) => part.range.start <= range.start && range.end <= part.range.end);
  const credentials =
    root === undefined || !parsed.complete
      ? readTextCredentials(text, identity, '', '')
      : readCredentials(text, root);
  return {
    ...emptyFacts,
    hiddenText: readHiddenText(text).filter(inside),
    credentials: credentials.filter(inside),
  };
}
