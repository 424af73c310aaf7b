import type { PermissionRule, Piece } from './permissionRule';
import { literal } from './permissionPatterns';
import { unclearRule } from './permissionRule';
import { regexPieces } from './regexPieces';
import { patternRule, wholeToolRule } from './toolRule';

export interface RegexRuleSource {
  /** The rule as people may read it. */
  readonly text: string;
  readonly tool: string;
  readonly kind: PermissionRule['kind'];
  readonly expression: string;
  /** As in JavaScript; only `i` matters. */
  readonly flags?: string | undefined;
  /** The expression must fit the whole text, not only a part of it. */
  readonly whole?: boolean | undefined;
  /** What stands for the text where it can be written in several ways. */
  readonly written?: ((pieces: readonly Piece[]) => readonly Piece[]) | undefined;
}

/** Expressions in which every text is found, an empty one included. */
const everything = /^\^?(?:\.\*|\[\\s\\S\]\*)?\$?$/;
const everyWholeText = /^\^?(?:\.[*+]|\[\\s\\S\][*+])\$?$/;

/**
 * A rule for what a regular expression accepts of one tool.
 *
 * @returns an unclear rule where the expression is not understood exactly. Never throws.
 */
export function regexRule(source: RegexRuleSource): PermissionRule {
  const { text, tool, kind, whole = false, flags = '' } = source;
  const expression = source.expression.replace(/^\\A/, '^').replace(/\\z$/i, '$');
  if ((whole ? everyWholeText : everything).test(expression)) return wholeToolRule(text, tool);
  const searched = whole ? anchored(expression) : expression;
  const found = regexPieces(searched, flags);
  if (found === undefined) return unclearRule(text);
  const pieces = source.written === undefined ? found : source.written(found);
  return patternRule(text, tool, source.expression, kind, {
    pieces: [literal(`${tool}(`), ...pieces],
    exact: pieces.every((piece) => piece.kind === 'text'),
  });
}

/** Marks of the ends that stand there already are said once; between alternatives they stay. */
function anchored(expression: string): string {
  if (expression.includes('|')) return `^(?:${expression})$`;
  return `^${expression.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1')}$`;
}

/** A path below the project may be written with `./` in front or without. */
export function pathSpellings(pieces: readonly Piece[]): readonly Piece[] {
  return [{ kind: 'either', branches: [[literal('./'), ...pieces], pieces] }];
}
