/**
 * Conditions of GitHub's workflows (`if:`), as far as it takes to say which of two lets more through.
 * What they ask is not known here: each comparison or call is one unknown, the same text the same one.
 */

type Condition =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'asked'; readonly text: string }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] };

/** More unknowns than this are not tried in every combination. */
const mostAsked = 12;
const longest = 8_000;
const deepest = 40;

/** What both sides let through, compared. */
export type Comparison = 'same' | 'more' | 'less' | 'other';

/**
 * Whether a condition lets more through than another.
 *
 * @returns `other` when each lets something through that the other does not, and when it cannot be told
 */
export function compareConditions(before: string, after: string): Comparison {
  const old = parse(before);
  const now = parse(after);
  if (old === undefined || now === undefined) return before === after ? 'same' : 'other';
  const asked = [...new Set([...namesIn(old), ...namesIn(now)])];
  if (asked.length > mostAsked) return before === after ? 'same' : 'other';
  let more = false;
  let less = false;
  for (let row = 0; row < 2 ** asked.length; row += 1) {
    const holds = new Map(asked.map((text, index) => [text, ((row >> index) & 1) === 1]));
    const [was, is] = [decide(old, holds), decide(now, holds)];
    if (is && !was) more = true;
    if (was && !is) less = true;
  }
  if (more && less) return 'other';
  return more ? 'more' : less ? 'less' : 'same';
}

function namesIn(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'constant':
      return [];
    case 'asked':
      return [condition.text];
    case 'not':
      return namesIn(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(namesIn);
  }
}

function decide(condition: Condition, holds: ReadonlyMap<string, boolean>): boolean {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'asked':
      return holds.get(condition.text) === true;
    case 'not':
      return !decide(condition.of, holds);
    case 'all':
      return condition.of.every((part) => decide(part, holds));
    case 'any':
      return condition.of.some((part) => decide(part, holds));
  }
}

const tokens = /'(?:[^']|'')*'|&&|\|\||[!=]=|[()!]|[^\s'&|()!=]+|[&|=]/g;

function parse(text: string): Condition | undefined {
  const bare = text.replaceAll(/\$\{\{|\}\}/g, ' ').trim();
  if (bare.length > longest) return undefined;
  const words = bare === '' ? ['true'] : (bare.match(tokens) ?? []);
  let at = 0;

  /** Parts between the same marks: all of them must hold, or any of them. */
  const chain = (kind: 'all' | 'any', mark: string, part: () => Condition): Condition => {
    const of = [part()];
    while (words[at] === mark) {
      at += 1;
      of.push(part());
    }
    const [only] = of;
    return only !== undefined && of.length === 1 ? only : { kind, of };
  };
  const any = (depth: number): Condition =>
    chain('any', '||', () => chain('all', '&&', () => single(depth)));

  const single = (depth: number): Condition => {
    if (words[at] === '!' && depth < deepest) {
      at += 1;
      return { kind: 'not', of: single(depth + 1) };
    }
    if (words[at] === '(' && depth < deepest) {
      at += 1;
      const inside = any(depth + 1);
      if (words[at] === ')') at += 1;
      return inside;
    }
    return asked();
  };

  /** A call or comparison, up to what joins it with the next. */
  const asked = (): Condition => {
    const own: string[] = [];
    let open = 0;
    for (; at < words.length; at += 1) {
      const word = words[at] ?? '';
      if (open === 0 && (word === '&&' || word === '||' || word === ')')) break;
      if (word === '(') open += 1;
      if (word === ')') open -= 1;
      own.push(word);
    }
    const different = own.indexOf('!=');
    const name = own.map((word) => (word === '!=' ? '==' : word)).join(' ');
    const condition = meaningOf(name);
    return different < 0 ? condition : { kind: 'not', of: condition };
  };

  const whole = any(0);
  // Something stands behind the end: the brackets do not match.
  return at < words.length ? undefined : whole;
}

/** What holds for every step that comes before nothing failed, and what never does. */
function meaningOf(name: string): Condition {
  if (/^(?:true|always \( \)|success \( \))$/i.test(name)) return { kind: 'constant', value: true };
  if (/^(?:false|null|''|0)$/i.test(name)) return { kind: 'constant', value: false };
  return { kind: 'asked', text: name };
}
