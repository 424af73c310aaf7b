import type { PermissionRule, Piece } from '../facts/permissionRule';
import {
  accepts,
  buildAutomaton,
  isAccepting,
  isUniversal,
  namedCharacters,
  startStates,
  step,
  type Effort,
  type PermissionAutomaton,
  type StateSet,
} from './permissionAutomaton';
import { actionClasses, classifyAction } from './permissionAction';
import { probeActions } from './permissionProbes';
import { rulesNear } from './rulesNear';

/** What to look for: an action that every list of `inside` accepts and none of `outside`. */
export interface ActionQuery {
  readonly inside: readonly (readonly PermissionRule[])[];
  readonly outside: readonly PermissionRule[];
}

export type ActionAnswer =
  | { readonly kind: 'found'; readonly action: string }
  | { readonly kind: 'none' }
  /** The comparison was given up; what it would have found is not known. */
  | { readonly kind: 'undecided' };

/** What one question may cost when nobody limits several of them together. Real ones need < 20,000. */
const effortPerQuestion = 400_000;

/** Characters that stand for "any other": the first that no pattern in question names. */
const otherCharacters = 'xyzqwkvj0123456789éøжλ';

/**
 * Whether a rule in effect accepts an action (`Bash(npm test`). Inert and unclear rules accept nothing.
 */
export function acceptsAction(
  rule: PermissionRule,
  action: string,
  effort: Effort = { left: effortPerQuestion },
): boolean {
  if (!isEffective(rule) || !rule.starts.some((start) => action.startsWith(start))) return false;
  if (isOneAction(rule)) return rule.starts[0] === action;
  effort.left -= effortToTry;
  return effort.left > 0 && accepts(automatonOf(rule, effort), action, effort);
}

function automatonOf(rule: PermissionRule, effort: Effort): PermissionAutomaton {
  const known = effort.built?.get(rule.pieces);
  if (known !== undefined) return known;
  effort.left -= effortToAsk + rule.text.length;
  const built = buildAutomaton([rule.pieces]);
  effort.built?.set(rule.pieces, built);
  return built;
}

export function isEffective(rule: PermissionRule): boolean {
  return !rule.unclear && rule.inert === undefined;
}

/**
 * Set difference and intersection of permission rules, exactly: a product walk over the automata of
 * all rules in question (reference risk model, ALG-SUBSUME).
 *
 * The example it returns is the one that matters most: first from a list of actions people know,
 * worst first; then the rule's own text with its wildcards filled; then the shortest there is.
 */
export function findAction(
  query: ActionQuery,
  effort: Effort = { left: effortPerQuestion },
): ActionAnswer {
  const answer = search(query, effort);
  return effort.left <= 0 ? { kind: 'undecided' } : answer;
}

/** What a question costs before anything is read, and so does an automaton. */
const effortToAsk = 40;
/** What it costs to try a text. */
const effortToTry = 10;

/** The part of a question that matters: rules in effect that can meet at all. */
interface NearRules {
  readonly subject: readonly PermissionRule[];
  readonly others: readonly (readonly PermissionRule[])[];
  readonly outside: readonly PermissionRule[];
  readonly starts: readonly string[];
  readonly fits: (action: string) => boolean;
}

/** Undefined where no action can be the answer. */
function nearRules(query: ActionQuery, effort: Effort): NearRules | undefined {
  const [asked, ...rest] = query.inside;
  const subject = asked?.filter(isEffective) ?? [];
  if (subject.length === 0) return undefined;
  const starts = subject.flatMap((rule) => rule.starts);
  const near = (rules: readonly PermissionRule[]): readonly PermissionRule[] =>
    rulesNear(rules, starts).filter(isEffective);
  const others = rest.map(near);
  if (others.some((rules) => rules.length === 0)) return undefined;
  const outside = near(query.outside);
  effort.left -= outside.length;
  if (others.length === 0 && outside.length > 0 && isPlainlyCovered(subject, outside)) {
    return undefined;
  }
  const fits = (action: string): boolean =>
    [subject, ...others].every((rules) =>
      rules.some((rule) => acceptsAction(rule, action, effort)),
    ) && !outside.some((rule) => acceptsAction(rule, action, effort));
  return { subject, others, outside, starts, fits };
}

/**
 * The worst action of those people know that answers a question and that `keep` agrees to. None when
 * the effort is spent.
 */
export function findKnownAction(
  query: ActionQuery,
  keep: (action: string) => boolean,
  effort: Effort,
): string | undefined {
  const rules = nearRules(query, effort);
  if (rules === undefined) return undefined;
  const found = knownAction(rules.starts, (action) => rules.fits(action) && keep(action));
  return effort.left <= 0 ? undefined : found;
}

function search(query: ActionQuery, effort: Effort): ActionAnswer {
  effort.left -= effortToAsk;
  if (effort.left <= 0) return { kind: 'undecided' };
  const rules = nearRules(query, effort);
  if (rules === undefined) return { kind: 'none' };
  const { subject, others, outside, starts, fits } = rules;
  const known = knownAction(starts, fits);
  if (known !== undefined) return { kind: 'found', action: known };
  for (const rule of subject) {
    const example = worstFirst(rule, examplesOf(rule)).find(fits);
    if (example !== undefined) return { kind: 'found', action: example };
  }
  if (effort.left <= 0 || subject.every(isOneAction)) return { kind: 'none' };
  const required = [subject, ...others].map((list) =>
    buildAutomaton(list.map((rule) => rule.pieces)),
  );
  const shortest = walk(required, buildAutomaton(outside.map((rule) => rule.pieces)), effort);
  return shortest.kind === 'found'
    ? { kind: 'found', action: withEnding(shortest.action, fits) }
    : shortest;
}

/** The shortest text for `.env.*` is `.env.`, which is no name that anybody would know. */
function withEnding(action: string, fits: (action: string) => boolean): string {
  if (!action.endsWith('.')) return action;
  return ['production', 'txt', 'x'].map((end) => action + end).find(fits) ?? action;
}

function knownAction(
  starts: readonly string[],
  fits: (action: string) => boolean,
): string | undefined {
  const begins = (action: string): boolean => starts.some((start) => action.startsWith(start));
  for (const action of probeActions) if (begins(action) && fits(action)) return action;
  return homeProbes(starts).find((action) => begins(action) && fits(action));
}

/** Its only example has been tried. A path is never one action: it may be a folder. */
function isOneAction(rule: PermissionRule): boolean {
  return rule.exact && rule.kind !== 'path';
}

/** Every action of `part` is one of `whole`. Undecided counts as no. */
export function isContained(part: PermissionRule, whole: PermissionRule, effort?: Effort): boolean {
  if (!isEffective(part) || !isEffective(whole)) return false;
  const within = part.starts.every((start) =>
    whole.starts.some((other) => start.startsWith(other)),
  );
  return within && findAction({ inside: [[part]], outside: [whole] }, effort).kind === 'none';
}

/** More alternatives than this are not tried one by one. */
const mostAlternatives = 12;

/** Actions a rule accepts, the plainest first; of a rule with alternatives one for each. */
export function examplesOf(rule: PermissionRule): readonly string[] {
  const filler = fillerByKind[rule.kind];
  return alternativesOf(rule).flatMap((pieces) => [
    fill(pieces, filler, false),
    fill(pieces, filler, true),
  ]);
}

/** The patterns of a rule with its first alternatives spelled out; those of tools are one thing. */
function alternativesOf({ pieces, kind }: PermissionRule): readonly (readonly Piece[])[] {
  const index = kind === 'command' ? pieces.findIndex((piece) => piece.kind === 'either') : -1;
  const choice = pieces[index];
  if (choice?.kind !== 'either') return [pieces];
  return choice.branches
    .slice(0, mostAlternatives)
    .map((branch) => [...pieces.slice(0, index), ...branch, ...pieces.slice(index + 1)]);
}

/** Of several alternatives the one that can do most harm stands for the rule. */
function worstFirst(rule: PermissionRule, actions: readonly string[]): readonly string[] {
  if (actions.length <= 2 || rule.kind !== 'command') return actions;
  const rank = (action: string): number => actionClasses.indexOf(classifyAction(action));
  return actions
    .map((action) => [rank(action), action] as const)
    .sort(([left], [right]) => left - right)
    .map(([, action]) => action);
}

const fillerByKind: Readonly<Record<PermissionRule['kind'], string>> = {
  command: 'x',
  path: 'file.txt',
  domain: 'www',
  // A pattern that accepts a tool accepts its own star: no tool is invented.
  mcp: '*',
  tool: '',
  other: 'x',
};

function fill(pieces: readonly Piece[], filler: string, long: boolean): string {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    switch (piece.kind) {
      case 'text':
        text += piece.text;
        break;
      case 'anything':
        // `npm publish*`: the plain example is `npm publish` itself.
        if (filler !== 'x' || long || index < pieces.length - 1) text += filler;
        break;
      case 'segment':
        text += 'file';
        break;
      case 'one':
        text += piece.negated
          ? ([...otherCharacters].find((other) => !piece.of.includes(other)) ?? '')
          : piece.of.charAt(0);
        break;
      case 'optional':
        if (piece.usual !== long) text += fill(piece.pieces, filler, long);
        break;
      case 'many':
        if (long) text += fill(piece.pieces, filler, long);
        break;
      case 'either':
        text += fill(piece.branches[0] ?? [], filler, long);
        break;
    }
  }
  return text;
}

/** What is secret below `~` is so below a home folder that is written out. */
function homeProbes(starts: readonly string[]): readonly string[] {
  return starts.flatMap((start) => {
    const [, tool, home] = /^(\w+)\((\/(?:Users|home)\/[^/]+|\/root)(?:\/|$)/.exec(start) ?? [];
    if (tool === undefined || home === undefined) return [];
    return probeActions
      .filter((action) => action.startsWith(`${tool}(~/`))
      .map((action) => `${tool}(${home}${action.slice(tool.length + 2)}`);
  });
}

/** The cheap proof, which settles most cases: a prefix rule over something that starts with it. */
function isPlainlyCovered(
  part: readonly PermissionRule[],
  whole: readonly PermissionRule[],
): boolean {
  const open = whole.filter(
    (cover) => cover.pieces.length === 2 && cover.pieces[1]?.kind === 'anything',
  );
  return part.every((rule) =>
    rule.starts.every((start) =>
      open.some((cover) => cover.starts.some((other) => start.startsWith(other))),
    ),
  );
}

interface Position {
  readonly states: readonly StateSet[];
  readonly excluded: StateSet;
  readonly text: string;
}

/** Breadth first over the product of all automata: finds the shortest text, or proves there is none. */
function walk(
  required: readonly PermissionAutomaton[],
  excluded: PermissionAutomaton,
  effort: Effort,
): ActionAnswer {
  const seen = new Set<string>();
  let layer: Position[] = [
    { states: required.map(startStates), excluded: startStates(excluded), text: '' },
  ];
  while (layer.length > 0) {
    const next: Position[] = [];
    for (const position of layer) {
      if (isUniversal(excluded, position.excluded)) continue;
      const accepted =
        required.every((automaton, index) =>
          isAccepting(automaton, position.states[index] ?? []),
        ) && !isAccepting(excluded, position.excluded);
      if (accepted) return { kind: 'found', action: position.text };
      const size = position.states.reduce((sum, set) => sum + set.length, position.excluded.length);
      for (const character of charactersToTry(required, excluded, position)) {
        effort.left -= size;
        if (effort.left <= 0) return { kind: 'undecided' };
        const states = required.map((automaton, index) =>
          step(automaton, position.states[index] ?? [], character),
        );
        if (states.some((set) => set.length === 0)) continue;
        const after = step(excluded, position.excluded, character);
        const key = `${states.join('|')}/${after.join(',')}`;
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ states, excluded: after, text: position.text + character });
      }
    }
    layer = next;
  }
  return { kind: 'none' };
}

/** One of each kind: every character that an edge names, and one that stands for all others. */
function charactersToTry(
  required: readonly PermissionAutomaton[],
  excluded: PermissionAutomaton,
  position: Position,
): readonly string[] {
  let named = namedCharacters(excluded, position.excluded);
  for (const [index, automaton] of required.entries()) {
    named += namedCharacters(automaton, position.states[index] ?? []);
  }
  const characters = new Set(named);
  const other = [...otherCharacters].find((candidate) => !characters.has(candidate));
  return other === undefined ? [...characters] : [other, ...characters];
}
