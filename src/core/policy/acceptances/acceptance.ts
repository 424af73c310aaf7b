import type { Severity } from '../../rules/rule';

/** Where the acceptances of a folder and everything below it stand. */
export const acceptancesFile = '.mcp-change/acceptances.yaml';

/** How far ahead an acceptance may end. Longer is a rule switched off by another name. */
export const longestAcceptanceDays = 366;

/** More is no list of decisions any more, but a switch. */
export const mostAcceptances = 200;

/**
 * One finding that somebody has decided to live with, as `.mcp-change/acceptances.yaml` has it;
 * `schemas/acceptances.schema.json` describes the file.
 */
export interface Acceptance {
  readonly rule: string;
  /** From the folder that holds `.mcp-change`. */
  readonly path: string;
  /** Subject of the finding, as shown. */
  readonly entry: string;
  readonly fingerprint: string;
  /** `entryDigest` of the finding when it was accepted. */
  readonly content: string;
  /** What was accepted at most. */
  readonly severity: Severity;
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`: the last day on which it holds, UTC. */
  readonly until: string;
}

/** What an acceptance means for one finding now. */
export interface FindingAcceptance {
  /**
   * `accepted`: no alarm. `proposed`: the same change brings the acceptance, so it does not count for
   * that change yet. `open`: it no longer holds, or never did.
   */
  readonly state: 'accepted' | 'proposed' | 'open';
  readonly until: string;
  readonly owner: string;
  readonly reason: string;
  /** All of it in words, and for an open one why. */
  readonly sentence: string;
}
