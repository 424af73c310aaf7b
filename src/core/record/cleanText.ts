import { maskSecrets } from '../facts/maskSecrets';

/** Digests and git ids hold nothing to hide, and must not be touched by a name rule. */
const machineValue = /^(?:sha256:)?[0-9a-f]{7,64}$/;

/**
 * Characters that a reader cannot see or that turn the direction of text: a record is shown in pull
 * requests and read by agents, so none of them may hide anything in it. Tabs and line feeds stay.
 */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}]|\p{Surrogate}/gu;

/**
 * What a text may look like inside a record: secrets masked, invisible characters gone, one kind of
 * line break.
 */
export function cleanText(text: string): string {
  if (machineValue.test(text)) return text;
  return maskSecrets(text.replace(/\r\n?/g, '\n').replace(invisible, ''));
}

/** The text holds characters that `cleanText` would take out. */
export function hasInvisible(text: string): boolean {
  return text.replace(invisible, '') !== text;
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
