/** The braces of a pattern written out: `a.{b,c}` → `a.b`, `a.c`. They do not nest. */
export function expandBraces(pattern: string): readonly string[] {
  if (!pattern.includes('{')) return [pattern];
  const match = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern);
  if (match === null) return [pattern];
  const [, before = '', choices = '', after = ''] = match;
  return choices.split(',').flatMap((choice) => expandBraces(`${before}${choice}${after}`));
}

/**
 * A pattern without braces as a regular expression for a whole path. Knows what the catalogue uses:
 * `*` within a name, `?`, and a folder `**` for any number of folders; at the end it is any file
 * below.
 */
export function patternExpression(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part, index, parts) => {
      const last = index === parts.length - 1;
      if (part === '**') return last ? '.+' : '(?:[^/]+/)*';
      const name = part
        .replace(/[.+^$()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^/]*')
        .replaceAll('?', '[^/]');
      return last ? name : `${name}/`;
    })
    .join('');
  return new RegExp(`^${source}$`);
}

/** The same pattern for names in any case: `.[vV][sS]`. */
export function anyCase(pattern: string): string {
  return pattern.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}

/** One pattern. Its expression is made when it is first asked for: most are never needed. */
export class PathPattern {
  private expression: RegExp | undefined;

  constructor(readonly text: string) {}

  matches(path: string): boolean {
    this.expression ??= patternExpression(this.text);
    return this.expression.test(path);
  }
}
