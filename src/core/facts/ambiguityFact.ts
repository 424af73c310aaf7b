import type { FactBase } from './fact';

/** Something that people and clients may read differently. */
export interface AmbiguityFact extends FactBase {
  readonly facet: 'other';
  readonly kind:
    | 'unreadable'
    | 'front-matter'
    | 'two-values'
    | 'written-twice'
    | 'prototype'
    | 'misspelt'
    /** Servers under two keys of which a client reads one. */
    | 'two-maps'
    /** A switch written as text. */
    | 'text-switch'
    /** A server that is no object. */
    | 'no-entry'
    /** From here on the file holds more than is judged. */
    | 'too-much';
  /** The key, or what the parser says. */
  readonly key: string;
  /** The key that was probably meant. */
  readonly meant?: string | undefined;
  /** The text that is not judged. Never shown. */
  readonly rest?: string | undefined;
}
