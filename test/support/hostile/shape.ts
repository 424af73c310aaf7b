export type Line = (index: number) => string;

/** A shape: what stands before and after, and what is repeated between, different each time. */
export type Shape = readonly [
  path: string,
  name: string,
  before: string,
  line: Line,
  after?: string,
];

export const agentHeader = '---\nname: a\ndescription: b\n---\n';

/** A name of letters only, for a number. */
export function word(index: number): string {
  return Array.from(String(index), (digit) => 'abcdefghij'[Number(digit)] ?? '').join('');
}

/** A map of servers, each with this entry. */
export function servers(path: string, key: string, name: string, entry: Line): Shape {
  return [
    path,
    name,
    `{"${key}":{`,
    (at) => `${at === 0 ? '' : ','}\n"s${at}":{${entry(at)}}`,
    '}}',
  ];
}

/** A list in JSON. */
export function list(path: string, name: string, before: string, item: Line, after: string): Shape {
  return [path, name, before, (at) => `${at === 0 ? '' : ','}\n${item(at)}`, after];
}
