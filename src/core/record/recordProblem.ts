import type { TextRange } from '../parse/tree';

/** Something wrong in a record, with the place and the sentence that mends it. */
export interface RecordProblem {
  readonly message: string;
  /** UTF-16 offsets in the text. */
  readonly range: TextRange;
  /** RFC 6901; empty for the whole. */
  readonly pointer: string;
}
