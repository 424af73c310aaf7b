import { withoutInvisible } from '../facts/invisibleText';
import { maskSecrets } from '../facts/maskSecrets';

/** Digests and git ids hold nothing to hide, and must not be touched by a name rule. */
const machineValue = /^(?:sha256:)?[0-9a-f]{7,64}$/;

/**
 * What a text may look like inside a record: secrets masked, invisible characters gone, one kind of
 * line break.
 */
export function cleanText(text: string): string {
  if (machineValue.test(text)) return text;
  return maskSecrets(withoutInvisible(text.replace(/\r\n?/g, '\n')));
}

/** The same for every string inside a value; members that are undefined are left out. */
export function cleanValue<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, clean(member)]),
  );
}
