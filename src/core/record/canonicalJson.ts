/** What JSON can hold. A member that is undefined is left out, as `JSON.stringify` does. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/**
 * The one text of a JSON value, as RFC 8785 has it: keys in the order of their UTF-16 code units, no
 * white space, numbers and strings as ECMAScript writes them. Unpaired surrogates, which the RFC
 * refuses, are escaped, so that no text of a workspace can make a digest fail.
 *
 * @throws TypeError for a number that JSON cannot hold (NaN, infinite)
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`JSON has no number ${value}`);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort(byCodeUnit)
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`];
    });
  return `{${members.join(',')}}`;
}

/** `Array.isArray` does not narrow a readonly list. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
