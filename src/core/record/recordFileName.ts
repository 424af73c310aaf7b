/** Crockford's alphabet: no i, l, o, u, so that an id can be read out and typed. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const randomLength = 6;
const longestSlug = 48;

/**
 * The id of a new record: date and a random part, never a counter, so that two branches never want
 * the same one.
 *
 * @param createdAt UTC, `2026-11-22T09:14:00Z`
 * @param random at least six random bytes; five bits of each are used
 * @throws RangeError when there are fewer bytes or the time is not a UTC time
 */
export function recordId(createdAt: string, random: Uint8Array): string {
  const date = /^(\d{4})-(\d{2})-(\d{2})T/.exec(createdAt);
  if (date === null || random.length < randomLength) {
    throw new RangeError('A record id needs a UTC time and six random bytes');
  }
  const letters = [...random.slice(0, randomLength)].map((byte) => alphabet[byte & 31] ?? '0');
  return `CHG-${date[1]}${date[2]}${date[3]}-${letters.join('')}`;
}

/**
 * The name of the file a record is kept in. The slug is for people only: it may be changed, the id
 * is what counts.
 *
 * @param id as made by `recordId`
 * @param title any text; what is no letter or digit of ASCII becomes a hyphen
 */
export function recordFileName(id: string, title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, '');
  return `${id}-${words === '' ? 'change' : words}.yaml`;
}
