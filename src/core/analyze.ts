import type { Change } from './compare/change';
import type { FileFacts } from './facts/fact';
import type { ParsedText } from './parse/tree';
import type { Assessment } from './risk/assessment';
import type { Finding } from './rules/rule';
import type { Surface } from './surfaces/surface';

/** One file before and after. */
export interface FileInput {
  /** Relative to the workspace folder, `/` separated. */
  readonly path: string;
  /** Undefined: the file does not exist (any more). */
  readonly text: string | undefined;
  /**
   * `undefined`: there is nothing to compare with; the state is shown, softly.
   * `{ text: undefined }`: the file did not exist at the baseline.
   */
  readonly baseline: { readonly text: string | undefined } | undefined;
}

export interface FileAnalysis {
  readonly path: string;
  readonly surface: Surface;
  /** `unreadable`: broken or half-typed text; `reason` says where and what to do. */
  readonly status: 'ok' | 'unreadable';
  readonly reason?: string | undefined;
  readonly text: string | undefined;
  readonly baselineText: string | undefined;
  readonly hasBaseline: boolean;
  readonly parsed: ParsedText | undefined;
  readonly facts: FileFacts;
  readonly baselineFacts: FileFacts;
  readonly changes: readonly Change[];
  /** Introduced ones first, highest score first; then the inherited ones. */
  readonly findings: readonly Finding[];
  readonly assessment: Assessment;
}
