/** Crockford's alphabet: no i, l, o, u, so that an id can be read out and typed. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const longestSlug = 48;

/**
 * The id of a new record: date and a random part, never a counter, so that two branches never want
 * the same one.
 *
 * @param createdAt the day in UTC is used
 * @param random at least four random bytes; 30 bits of them become six letters
 * @throws RangeError when there are fewer bytes or the date is not a date
 */
export function recordId(createdAt: Date, random: Uint8Array): string {
  if (random.length < 4) throw new RangeError('A record id needs four random bytes');
  const day = createdAt.toISOString().slice(0, 10).replaceAll('-', '');
  const bits = new DataView(random.buffer, random.byteOffset, 4).getUint32(0) >>> 2;
  const letters = Array.from(
    { length: 6 },
    (_, place) => alphabet[(bits >>> (place * 5)) & 31] ?? '0',
  );
  return `CHG-${day}-${letters.join('')}`;
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
    .replace(/^-|-$/g, '');
  return `${id}-${words === '' ? 'change' : words}.yaml`;
}
