/**
 * Secret-shaped values for fixtures, put together at run time: a token-shaped literal in the
 * repository would trip push protection, and rightly so.
 */
const builders: Readonly<Record<string, () => string>> = {
  github: () => ['gh', 'p_', 'a8Kd02mXq7Lz91TbWc45', 'RvYh36JsPn0eUg'].join('') + 'Qf',
  anthropic: () => ['sk-', 'ant-', 'api03-', 'Zq81'.repeat(24)].join(''),
  stripeTest: () => ['sk', 'test', '51Hh2kLmN8pQrStUv'].join('_'),
  wallet: () =>
    [
      '0x8da4',
      'ef21b864',
      'd2cc526d',
      'bdb2a120',
      'bd2874c3',
      '6c9d0a1f',
      'b7f8dc63',
      '6f8b3a5c',
      'e21d',
    ].join(''),
  random: () => ['9f3Kd82m', 'Xq7Lz01T', 'bWc45RvY', 'h36JsPn0'].join(''),
};

/** Replaces `{{secret:NAME}}` and `{{hidden:HEX}}` marks of a fixture. */
export function fillSecrets(text: string): string {
  return text
    .replace(/\{\{secret:(\w+)\}\}/g, (_, name: string) => secret(name))
    .replace(/\{\{hidden:([0-9A-F]+)\}\}/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
}

/** One secret-shaped value. */
export function secret(name: string): string {
  const build = builders[name];
  if (build === undefined) throw new Error(`No secret called ${name}`);
  return build();
}

/** The reverse: golden results hold marks, never secret-shaped values. */
export function hideSecrets(text: string): string {
  return Object.entries(builders).reduce(
    (hidden, [name, build]) => hidden.replaceAll(build(), `{{secret:${name}}}`),
    text,
  );
}
