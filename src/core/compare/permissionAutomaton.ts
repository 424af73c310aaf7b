import type { Piece } from '../facts/permissionRule';

interface Edge {
  readonly to: number;
  /** Characters that may be read; `negated`: every character but these. */
  readonly of: string;
  readonly negated: boolean;
}

/** A non-deterministic automaton that accepts the texts of any of its patterns. State 0 starts. */
export interface PermissionAutomaton {
  readonly edges: readonly (readonly Edge[])[];
  readonly silent: readonly (readonly number[])[];
  readonly accepting: ReadonlySet<number>;
  /** Accepting states that stay accepting whatever follows. */
  readonly universal: ReadonlySet<number>;
}

/** Where an automaton stands after reading some text: its possible states, ascending. */
export type StateSet = readonly number[];

/**
 * Builds one automaton for a list of patterns.
 *
 * @param patterns each a sequence of pieces; none at all accepts nothing
 */
export function buildAutomaton(patterns: readonly (readonly Piece[])[]): PermissionAutomaton {
  const edges: Edge[][] = [[]];
  const silent: number[][] = [[]];
  const accepting = new Set<number>();
  const universal = new Set<number>();

  const newState = (): number => {
    edges.push([]);
    silent.push([]);
    return edges.length - 1;
  };
  const link = (from: number, of: string, negated: boolean): number => {
    const to = newState();
    edges[from]?.push({ to, of, negated });
    return to;
  };
  const loop = (from: number, of: string): number => {
    const to = newState();
    silent[from]?.push(to);
    edges[to]?.push({ to, of, negated: true });
    return to;
  };
  const addPieces = (start: number, pieces: readonly Piece[]): number => {
    let state = start;
    for (const piece of pieces) state = addPiece(state, piece);
    return state;
  };
  const addPiece = (state: number, piece: Piece): number => {
    switch (piece.kind) {
      case 'text': {
        let at = state;
        // By UTF-16 unit: patterns and texts are cut the same way, so pairs stay together.
        for (let index = 0; index < piece.text.length; index += 1) {
          at = link(at, piece.text.charAt(index), false);
        }
        return at;
      }
      case 'anything':
        return loop(state, '');
      case 'segment':
        return loop(state, '/');
      case 'one':
        return link(state, piece.of, piece.negated);
      case 'optional': {
        const end = addPieces(state, piece.pieces);
        const join = newState();
        silent[end]?.push(join);
        silent[state]?.push(join);
        return join;
      }
      case 'many': {
        const loopStart = newState();
        silent[state]?.push(loopStart);
        silent[addPieces(loopStart, piece.pieces)]?.push(loopStart);
        return loopStart;
      }
      case 'either': {
        const join = newState();
        for (const branch of piece.branches) silent[addPieces(state, branch)]?.push(join);
        return join;
      }
    }
  };
  for (const pieces of patterns) {
    const own = newState();
    silent[0]?.push(own);
    const end = addPieces(own, pieces);
    accepting.add(end);
    if (pieces.at(-1)?.kind === 'anything') universal.add(end);
  }
  return { edges, silent, accepting, universal };
}

/** The states before anything is read. */
export function startStates(automaton: PermissionAutomaton): StateSet {
  return closure(automaton, [0]);
}

/** The states after one more character. */
export function step(
  automaton: PermissionAutomaton,
  states: StateSet,
  character: string,
): StateSet {
  let next: number[] | undefined;
  for (const state of states) {
    for (const edge of automaton.edges[state] ?? []) {
      if (!reads(edge, character)) continue;
      next ??= [];
      if (!next.includes(edge.to)) next.push(edge.to);
    }
  }
  return next === undefined ? nowhere : closure(automaton, next);
}

const nowhere: StateSet = [];

/**
 * Work that may still be spent on a comparison, in states looked at. A repository may hold rules made
 * to keep the editor busy, so everything that reads with an automaton pays from it.
 */
export interface Effort {
  left: number;
  /** Automata of single rules that were built on the way, by their pieces. */
  readonly built?: WeakMap<readonly Piece[], PermissionAutomaton>;
}

/**
 * Whether the whole of a text is one of the accepted ones. False, too, when the effort is spent:
 * whoever passes one looks at it before trusting the answer.
 */
export function accepts(automaton: PermissionAutomaton, text: string, effort: Effort): boolean {
  let states = startStates(automaton);
  for (let index = 0; index < text.length && states.length > 0; index += 1) {
    effort.left -= states.length;
    if (effort.left <= 0) return false;
    states = step(automaton, states, text.charAt(index));
  }
  return isAccepting(automaton, states);
}

export function isAccepting(automaton: PermissionAutomaton, states: StateSet): boolean {
  return states.some((state) => automaton.accepting.has(state));
}

/** Everything that can still follow is accepted. */
export function isUniversal(automaton: PermissionAutomaton, states: StateSet): boolean {
  return states.some((state) => automaton.universal.has(state));
}

/** The characters that some edge of these states names, in a fixed order. */
export function namedCharacters(automaton: PermissionAutomaton, states: StateSet): string {
  let named = '';
  for (const state of states) {
    for (const edge of automaton.edges[state] ?? []) named += edge.of;
  }
  return named;
}

function reads(edge: Edge, character: string): boolean {
  return edge.of.includes(character) !== edge.negated;
}

function closure(automaton: PermissionAutomaton, states: number[]): StateSet {
  // The list grows while it is walked: what is reached without reading is walked as well.
  for (let index = 0; index < states.length; index += 1) {
    for (const next of automaton.silent[states[index] ?? 0] ?? []) {
      if (!states.includes(next)) states.push(next);
    }
  }
  return states.length > 1 ? states.sort((left, right) => left - right) : states;
}
