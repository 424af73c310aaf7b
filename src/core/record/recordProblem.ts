import type { TextProblem } from '../parse/textProblem';

/** Something wrong in a record, with the place and the sentence that mends it. */
export type RecordProblem = TextProblem;
