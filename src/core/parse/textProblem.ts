import type { TextRange } from './tree';

/** Something wrong in a text, with the place and the sentence that mends it. */
export interface TextProblem {
  readonly message: string;
  /** UTF-16 offsets in the text. */
  readonly range: TextRange;
  /** RFC 6901; empty for the whole. */
  readonly pointer: string;
  /** It holds something like a credential. */
  readonly kind?: 'secret' | undefined;
}
