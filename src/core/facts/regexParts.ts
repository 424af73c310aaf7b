/** What stands in a regular expression, between its marks for repetition. */
export type RegexPart =
  | { readonly kind: 'character'; readonly of: string; readonly negated: boolean }
  | { readonly kind: 'group'; readonly branches: readonly (readonly RegexPart[])[] }
  | {
      readonly kind: 'repeat';
      readonly part: RegexPart;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'start' | 'end' | 'boundary' };

/** Longer expressions, deeper groups and greater counts are not taken apart. */
const longestExpression = 1000;
const deepestGroup = 12;
const mostCopies = 16;

const digits = '0123456789';
export const wordCharacters = `abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ${digits}_`;
const space = ' \t\n\r\f\v';
const classes: Readonly<Record<string, string>> = { d: digits, w: wordCharacters, s: space };
const controls: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/**
 * A regular expression of JavaScript taken apart: its alternatives, each a list of parts.
 *
 * @param anyCase upper and lower case are the same
 * @returns undefined for expressions that are too long, too deep, or hold what is not known. Linear.
 */
export function readRegex(
  expression: string,
  anyCase: boolean,
): readonly (readonly RegexPart[])[] | undefined {
  if (expression.length > longestExpression) return undefined;
  return new ExpressionReader(expression, anyCase).read();
}

/** Takes one expression apart; used once. */
class ExpressionReader {
  private at = 0;
  private readonly expression: string;
  private readonly anyCase: boolean;

  constructor(expression: string, anyCase: boolean) {
    this.expression = expression;
    this.anyCase = anyCase;
  }

  read(): readonly (readonly RegexPart[])[] | undefined {
    const branches = this.readBranches(0);
    return this.at === this.expression.length ? branches : undefined;
  }

  private readBranches(depth: number): readonly (readonly RegexPart[])[] | undefined {
    if (depth > deepestGroup) return undefined;
    const branches: RegexPart[][] = [[]];
    while (this.at < this.expression.length) {
      const character = this.expression.charAt(this.at);
      if (character === ')') break;
      if (character === '|') {
        this.at += 1;
        branches.push([]);
        continue;
      }
      const part = this.readPart(depth);
      if (part === undefined) return undefined;
      branches.at(-1)?.push(part);
    }
    return branches;
  }

  private readPart(depth: number): RegexPart | undefined {
    const single = this.readSingle(depth);
    return single === undefined ? undefined : this.readCount(single);
  }

  private readSingle(depth: number): RegexPart | undefined {
    const character = this.expression.charAt(this.at);
    this.at += 1;
    switch (character) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'character', of: '', negated: true };
      case '[':
        return this.readClass();
      case '(':
        return this.readGroup(depth);
      case '\\':
        return this.readEscape();
      case '*':
      case '+':
      case '?':
      case '{':
        return undefined;
      default:
        return this.character(character);
    }
  }

  private character(character: string): RegexPart {
    const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
    const both = this.anyCase && lower !== upper && lower.length === 1 && upper.length === 1;
    return { kind: 'character', of: both ? lower + upper : character, negated: false };
  }

  private readGroup(depth: number): RegexPart | undefined {
    if (this.expression.charAt(this.at) === '?') {
      const known = /\?:|\?<[A-Za-z_]\w*>/y;
      known.lastIndex = this.at;
      const match = known.exec(this.expression);
      if (match === null) return undefined;
      this.at += match[0].length;
    }
    const branches = this.readBranches(depth + 1);
    if (branches === undefined || this.expression.charAt(this.at) !== ')') return undefined;
    this.at += 1;
    return { kind: 'group', branches };
  }

  private readEscape(): RegexPart | undefined {
    const character = this.expression.charAt(this.at);
    this.at += 1;
    if (character === 'b') return { kind: 'boundary' };
    const known = classes[character.toLowerCase()];
    if (known !== undefined) {
      return { kind: 'character', of: known, negated: character !== character.toLowerCase() };
    }
    const text = this.escaped(character);
    return text === undefined ? undefined : this.character(text);
  }

  /** One character behind a backslash; undefined for what is more than one. */
  private escaped(character: string): string | undefined {
    const control = controls[character];
    if (control !== undefined) return control;
    if (character === 'x') {
      const code = /[\da-f]{2}/iy;
      code.lastIndex = this.at;
      const match = code.exec(this.expression);
      if (match === null) return undefined;
      this.at += 2;
      return String.fromCharCode(Number.parseInt(match[0], 16));
    }
    return /[a-zA-Z\d]/.test(character) || character === '' ? undefined : character;
  }

  private readClass(): RegexPart | undefined {
    let negated = false;
    if (this.expression.charAt(this.at) === '^') {
      negated = true;
      this.at += 1;
    }
    let of = '';
    let from: string | undefined;
    for (;;) {
      const character = this.expression.charAt(this.at);
      if (character === '') return undefined;
      this.at += 1;
      if (character === ']') break;
      let next: string | undefined = character;
      if (character === '\\') {
        const mark = this.expression.charAt(this.at);
        this.at += 1;
        const known = classes[mark];
        if (known !== undefined) {
          of += known;
          from = undefined;
          continue;
        }
        next = mark === 'b' ? undefined : this.escaped(mark);
      } else if (
        character === '-' &&
        from !== undefined &&
        this.expression.charAt(this.at) !== ']'
      ) {
        const until = this.readRangeEnd();
        if (until === undefined || until < from) return undefined;
        for (let code = from.charCodeAt(0) + 1; code <= until.charCodeAt(0); code += 1) {
          of += this.cases(String.fromCharCode(code));
        }
        if (of.length > longestExpression) return undefined;
        from = undefined;
        continue;
      }
      if (next === undefined) return undefined;
      of += this.cases(next);
      from = next;
    }
    return { kind: 'character', of, negated };
  }

  private readRangeEnd(): string | undefined {
    const character = this.expression.charAt(this.at);
    this.at += 1;
    if (character !== '\\') return character === '' ? undefined : character;
    const mark = this.expression.charAt(this.at);
    this.at += 1;
    return classes[mark.toLowerCase()] === undefined ? this.escaped(mark) : undefined;
  }

  private cases(character: string): string {
    const part = this.character(character);
    return part.kind === 'character' ? part.of : character;
  }

  private readCount(part: RegexPart): RegexPart | undefined {
    const count = /([*+?]|\{(\d{1,3})(,(\d{0,3}))?\})\??/y;
    count.lastIndex = this.at;
    const match = count.exec(this.expression);
    if (match === null) return part;
    if (part.kind !== 'character' && part.kind !== 'group') return undefined;
    this.at += match[0].length;
    switch (match[1]) {
      case '*':
        return { kind: 'repeat', part, least: 0, most: Infinity };
      case '+':
        return { kind: 'repeat', part, least: 1, most: Infinity };
      case '?':
        return { kind: 'repeat', part, least: 0, most: 1 };
      default: {
        const least = Number(match[2]);
        const most = match[3] === undefined ? least : Number(match[4] || Infinity);
        const copies = most === Infinity ? least : most;
        return copies > mostCopies || most < least
          ? undefined
          : { kind: 'repeat', part, least, most };
      }
    }
  }
}
