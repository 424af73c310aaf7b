import type { PermissionRuleFact } from './fact';
import { literal, moreWords } from './permissionPatterns';
import {
  unclearRule,
  type PermissionList,
  type PermissionRule,
  type Piece,
} from './permissionRule';
import { patternRule } from './toolRule';

/*
 * Rules of Codex for commands (reference landscape, section 5.5 and its entry on `.rules`, October
 * 2026): calls of `prefix_rule(pattern = ["git", ["status", "diff"]], decision = "allow")`. The decision
 * is `allow` when none is given, and allowing means outside the sandbox too; forbidden > prompt > allow.
 * No wildcards. `justification`, `match` and `not_match` decide nothing.
 */

const lists: Readonly<Record<string, PermissionList>> = {
  allow: 'allow',
  prompt: 'ask',
  forbidden: 'deny',
};

interface Token {
  readonly kind: 'name' | 'text' | 'mark';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The rules of one file. A statement that is not understood, because it is a program and no list of
 * rules, becomes a rule of which nothing is known. Never throws. Linear.
 */
export function readCodexRules(text: string): readonly PermissionRuleFact[] {
  const facts: PermissionRuleFact[] = [];
  for (const statement of statementsOf(tokensOf(text))) {
    const [first, last] = [statement[0], statement.at(-1)];
    if (first === undefined || last === undefined) continue;
    const { list, rule } = readStatement(text, statement);
    facts.push({
      facet: `permission.${list}`,
      subject: `permissions.${list}`,
      pointer: `/${facts.length}`,
      range: { start: first.start, end: last.end },
      rule,
      written: shown(rule),
      grammar: 'codex-rules',
    });
  }
  return facts;
}

/** `["git",["status","diff"]]` as a person would say it: `git status|diff`. */
function shown(rule: string): string {
  const pattern = patternOf(rule);
  return pattern === undefined ? rule : pattern.map((choices) => choices.join('|')).join(' ');
}

/** The text of a pattern as `readCodexRules` writes it. */
export function parseCodexRule(text: string): PermissionRule {
  const pattern = patternOf(text);
  if (pattern === undefined || pattern.length === 0) return unclearRule(text);
  const words: Piece[] = pattern.flatMap((choices, index) => {
    const space = index === 0 ? [] : [literal(' ')];
    const [only] = choices;
    return choices.length === 1 && only !== undefined
      ? [...space, literal(only)]
      : [...space, { kind: 'either' as const, branches: choices.map((each) => [literal(each)]) }];
  });
  const first = pattern.map((choices) => choices[0]).join(' ');
  const pieces = [literal('Bash('), ...words, moreWords()];
  return patternRule(text, 'Bash', `${first}:*`, 'command', { pieces, exact: false });
}

function patternOf(text: string): readonly (readonly string[])[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return undefined;
    const words = list.map((each: unknown) => (Array.isArray(each) ? each : [each]) as unknown[]);
    const known = words.every(
      (choices) => choices.length > 0 && choices.every((each) => typeof each === 'string'),
    );
    return known ? (words as string[][]) : undefined;
  } catch {
    return undefined;
  }
}

function readStatement(
  text: string,
  tokens: readonly Token[],
): { readonly list: PermissionList; readonly rule: string } {
  const last = tokens.at(-1);
  const written = text.slice(tokens[0]?.start ?? 0, last?.end ?? 0);
  const unknown = { list: 'allow' as const, rule: written };
  const call = tokens[0]?.value === 'prefix_rule' && tokens[1]?.value === '(';
  if (!call || last?.value !== ')') return unknown;
  const fields = argumentsOf(tokens.slice(2, -1));
  const pattern = fields?.get('pattern');
  if (fields === undefined || pattern === undefined) return unknown;
  const decision = fields.get('decision');
  const word = decision === undefined ? 'allow' : decision.map(({ value }) => value).join('');
  const list = Object.hasOwn(lists, word) ? lists[word] : undefined;
  const json = jsonOf(pattern);
  return list === undefined || json === undefined ? unknown : { list, rule: json };
}

/** `name = value` separated by commas. Undefined where it is anything else. */
function argumentsOf(tokens: readonly Token[]): ReadonlyMap<string, readonly Token[]> | undefined {
  const fields = new Map<string, Token[]>();
  let own: Token[] | undefined;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const mark = token.kind === 'mark';
    if (depth === 0 && mark && token.value === ',') own = undefined;
    else if (own === undefined) {
      if (token.kind !== 'name' || tokens[index + 1]?.value !== '=') return undefined;
      own = [];
      fields.set(token.value, own);
    } else if (!(mark && token.value === '=' && depth === 0 && own.length === 0)) own.push(token);
    if (mark && /[([{]/.test(token.value)) depth += 1;
    if (mark && /[)\]}]/.test(token.value)) depth -= 1;
  }
  return fields;
}

/** A list of texts and lists of texts, as canonical JSON. */
function jsonOf(tokens: readonly Token[]): string | undefined {
  const json = tokens
    .filter(({ kind, value }, index) => {
      const next = tokens[index + 1]?.value;
      return !(kind === 'mark' && value === ',' && next === ']');
    })
    .map(({ kind, value }) => (kind === 'text' ? JSON.stringify(value) : value))
    .join('');
  const pattern = patternOf(json);
  if (pattern === undefined) return undefined;
  return JSON.stringify(pattern.map((choices) => (choices.length === 1 ? choices[0] : choices)));
}

/** Statements end with the line in which their last bracket closes. */
function statementsOf(tokens: readonly (Token | 'line')[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === 'line') {
      if (depth <= 0) {
        statements.push([]);
        depth = 0;
      }
      continue;
    }
    statements.at(-1)?.push(token);
    if (token.kind !== 'mark') continue;
    if (/[([{]/.test(token.value)) depth += 1;
    if (/[)\]}]/.test(token.value)) depth -= 1;
  }
  return statements;
}

/** Names, texts and marks; comments and layout are left out, line breaks are kept. */
function tokensOf(text: string): readonly (Token | 'line')[] {
  const pattern =
    /(\n)|#[^\n]*|[rR]?("""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')|([A-Za-z_]\w*)|([^\s\w])|(\w)/g;
  const tokens: (Token | 'line')[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole, line, quoted, name, mark, other] = match;
    const place = { start: match.index, end: match.index + whole.length };
    if (line !== undefined) tokens.push('line');
    else if (quoted !== undefined) {
      tokens.push({ kind: 'text', value: unquoted(whole, quoted), ...place });
    } else if (name !== undefined) tokens.push({ kind: 'name', value: name, ...place });
    else if (mark !== undefined || other !== undefined) {
      tokens.push({ kind: 'mark', value: whole, ...place });
    }
  }
  return tokens;
}

function unquoted(whole: string, quoted: string): string {
  const size = /^("""|''')/.test(quoted) ? 3 : 1;
  const inner = quoted.slice(size, -size);
  if (whole !== quoted) return inner;
  return inner.replace(/\\([^])/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  );
}
