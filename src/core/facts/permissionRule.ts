/**
 * Permission rules of every client as one thing: a set of action texts, and what happens to them.
 *
 * An action is one text, `Tool(what`: `Bash(npm test`, `Read(./.env`, `WebFetch(example.com`,
 * `mcp__github__get_me(`. Tools have the names Claude Code gives them, whatever the client calls them
 * (`Bash` is the shell, `Read` reads files, `Edit` changes them, `WebFetch` reads an address by its
 * host), so that one list of examples and one set of words serve all clients. One alphabet for all
 * tools makes a rule, a list of rules and a rule for everything the same kind of thing: a set of texts.
 */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** Any text, also none. */
  | { readonly kind: 'anything' }
  /** Any text without a slash, also none. */
  | { readonly kind: 'segment' }
  /** One character: of these, or (negated) none of these. */
  | { readonly kind: 'one'; readonly of: string; readonly negated: boolean }
  /** `usual`: an example of the rule looks better with it. */
  | { readonly kind: 'optional'; readonly pieces: readonly Piece[]; readonly usual: boolean }
  /** Any number of times, also none. */
  | { readonly kind: 'many'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'either'; readonly branches: readonly (readonly Piece[])[] };

export type PermissionList = 'allow' | 'ask' | 'deny';

export type Decision = 'allowed' | 'asked' | 'denied';

export interface PermissionRule {
  /** As written, without surrounding space. */
  readonly text: string;
  /** `Bash`, `Read`, `mcp__server__tool`; empty where it is not one tool. */
  readonly tool: string;
  /** What stands behind the tool: a command, path, host. Undefined: every use of the tool. */
  readonly specifier: string | undefined;
  readonly kind: 'tool' | 'command' | 'path' | 'domain' | 'mcp' | 'other';
  /** The actions it accepts when it has an effect. Empty for unclear rules. */
  readonly pieces: readonly Piece[];
  /** Beginnings of the accepted actions: each starts with one of them. For telling rules apart fast. */
  readonly starts: readonly string[];
  /** It names one action: no wildcard. */
  readonly exact: boolean;
  /** Current versions of the client ignore it; the word says why and is part of its identity. */
  readonly inert?: string | undefined;
  /** It cannot be understood, so nothing is known about what it accepts. */
  readonly unclear: boolean;
}

/** A rule before its starts are worked out, which every rule has from its pieces. */
export type RuleWithoutStarts = Omit<PermissionRule, 'starts'>;

/** Nobody writes patterns beyond these; comparing one takes time with the square of both. */
const mostWildcards = 120;
const longestPattern = 1_000;

export function completeRule(rule: RuleWithoutStarts): PermissionRule {
  const wildcards = countWildcards(rule.pieces);
  const long = wildcards > 1 && rule.text.length > longestPattern;
  if (long || wildcards > mostWildcards) return unclearRule(rule.text);
  return { ...rule, starts: fixedStarts(rule.pieces) };
}

function countWildcards(pieces: readonly Piece[]): number {
  let count = 0;
  for (const piece of pieces) {
    if (piece.kind === 'either') {
      for (const branch of piece.branches) count += countWildcards(branch);
    } else if (piece.kind === 'optional') count += countWildcards(piece.pieces);
    else if (piece.kind === 'many') count += 1 + countWildcards(piece.pieces);
    else if (piece.kind === 'anything' || piece.kind === 'segment') count += 1;
  }
  return count;
}

/** A rule of which nothing is known. The comparison says so and takes it for loosening. */
export function unclearRule(text: string): PermissionRule {
  return completeRule({
    text,
    tool: '',
    specifier: undefined,
    kind: 'other',
    pieces: [],
    exact: false,
    unclear: true,
  });
}

/** Two rules with the same key accept the same, however they are written (`:*` and ` *`, `./`). */
export function languageKey(rule: PermissionRule): string {
  return rule.unclear ? `?${rule.text}` : `${rule.inert ?? ''}${JSON.stringify(rule.pieces)}`;
}

/** More beginnings than this are not worth telling apart: any action may be meant. */
const mostStarts = 64;

function fixedStarts(pieces: readonly Piece[]): readonly string[] {
  let starts: readonly string[] = [''];
  for (const piece of pieces) {
    if (piece.kind === 'text') starts = starts.map((start) => start + piece.text);
    else if (piece.kind === 'either') {
      const branches = piece.branches.map((branch) => {
        const [first] = branch;
        return first?.kind === 'text' ? first.text : '';
      });
      if (starts.length * branches.length > mostStarts) return starts;
      starts = starts.flatMap((start) => branches.map((branch) => start + branch));
      // A branch that goes on behind its first text has no fixed end.
      if (piece.branches.some((branch) => branch.length > 1 || branch[0]?.kind !== 'text')) {
        return starts;
      }
    } else return starts;
  }
  return starts;
}

/** An action text taken apart: `Bash(npm test` is the tool `Bash` with `npm test`. */
export interface Action {
  readonly tool: string;
  readonly what: string;
}

/** @param text an action as described at the top of this file */
export function readAction(text: string): Action {
  const open = text.indexOf('(');
  return open < 0
    ? { tool: text, what: '' }
    : { tool: text.slice(0, open), what: text.slice(open + 1).trim() };
}
