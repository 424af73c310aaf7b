import type { ObjectClass } from './fact';

/** Alternatives of a pattern, in as many strings as are good to read. */
export type Words = readonly string[];

/**
 * The words by which one language forbids, demands and allows. Every entry is a small pattern over
 * lower-case text without Markdown: letters, spaces, alternatives, and repetition with a bound, so
 * that all of them together stay linear. Another language is another object of this type.
 */
export interface PromptWording {
  /** BCP 47. */
  readonly language: string;
  /** The commonest little words: how the language is told from others. */
  readonly commonWords: readonly string[];
  /** A sentence that holds none of these is text: the quick way out for four of five sentences. */
  readonly triggers: Words;
  /** Turns a verb into its opposite. */
  readonly negations: Words;
  /** Forbid wherever they stand. */
  readonly prohibitions: Words;
  /** Forbid only at the start of a clause or after one of `directiveStarts`. */
  readonly directiveProhibitions: Words;
  readonly directiveStarts: Words;
  /** In front of "you do not": what follows is a condition or a description, not an order. */
  readonly subordinators: Words;
  /** "No force pushes": forbids as a short clause that holds none of `statements`. */
  readonly noThing: string;
  readonly statements: string;
  /** What may stand between a negation and the verb it negates. */
  readonly askFillers: string;
  /** Ask a person; a gate only together with `approvals` or `beforehand`. */
  readonly askVerbs: Words;
  /** Those of them that mean a person by themselves. */
  readonly personVerbs: Words;
  /** Those that only put a question: not to ask protects nothing but what must not be asked for. */
  readonly questionVerbs: Words;
  /** Wait for a person. */
  readonly waitVerbs: Words;
  readonly answers: Words;
  readonly permissionQuestions: Words;
  readonly approvals: Words;
  readonly humans: Words;
  readonly beforehand: Words;
  /** Acting without being allowed: a gate when negated, else a grant. */
  readonly without: string;
  /** Gates that need no verb. */
  readonly gates: Words;
  readonly limits: Words;
  /** A limit at the start of a clause. */
  readonly only: string;
  /** Modals of duty, the protective verbs that make a duty of them, and duties in full. */
  readonly dutyModals: Words;
  readonly dutyVerbs: Words;
  readonly duties: Words;
  /** Tell the agent to act by itself, unless something negates them. */
  readonly grants: Words;
  /** The same, but only as an order. */
  readonly orderGrants: Words;
  /** "you may", "you can": what may stand between the agent and an order. */
  readonly modals: Words;
  /** Sentences about somebody else: how they begin. */
  readonly otherSubjects: Words;
  /** Modality, weakest first; a sentence that matches none is hard. */
  readonly ranks: readonly { readonly rank: 1 | 2; readonly words: Words }[];
  /** Headings whose rules are advice. */
  readonly softHeadings: Words;
  /** Loopholes. */
  readonly exceptions: Words;
  /** Make a protected thing smaller. */
  readonly narrowings: Words;
  /** Somebody other than a person confirms. */
  readonly selfActors: Words;
  readonly afterwards: Words;
  /** The text speaks about attacks or examples rather than to the agent. */
  readonly quotations: Words;
  /** Grants of these alone change nothing: looking at things. */
  readonly harmless: Words;
  /** The sentence speaks of a rule that does not hold any more. */
  readonly voids: Words;
  /** The same of a heading, for everything below it. */
  readonly voidHeadings: Words;
  /** Go on with a list, or with what bounds a rule: "main or release", "unless". */
  readonly listings: Words;
  /** In front of a number: it may not be more, or not be less. */
  readonly upperBounds: Words;
  readonly lowerBounds: Words;
  /** Numbers as words: zero to twenty, then by tens. */
  readonly numbers: Words;
  /** Words in front of a sentence that only raise the voice: "Important:". */
  readonly labels: Words;
  /** Marks in front of a bad example. */
  readonly badExample: string;
  /** Headings and introductions that give the items below them their meaning. */
  readonly leadIns: {
    readonly prohibit: Words;
    readonly gate: Words;
    readonly grant: Words;
    readonly example: Words;
  };
  /** What is protected or handed over, from what hurts most to what hurts least. */
  readonly objects: readonly { readonly class: ObjectClass; readonly words: Words }[];
  /** Never evidence of an object: the noun of the gate itself, words of other trades. */
  readonly notObjects: Words;
}
