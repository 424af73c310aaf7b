import type { CheckedSignature } from './judgeApproval';

/** A text and what is said to be its signature. */
export interface SignedText {
  readonly text: string;
  readonly signature: string;
}

/** Signs and checks with SSH keys. Only a host with Node can; the editor is given it or goes without. */
export interface Signatures {
  /**
   * @param keyFile absolute; of the user, never of a workspace
   * @returns the armoured signature, or in words why there is none
   */
  readonly sign: (
    text: string,
    keyFile: string,
  ) => Promise<{ readonly signature: string } | { readonly problem: string }>;
  /**
   * @param signers the list of who may sign, from the base branch; undefined where there is none
   * @returns one answer for each text, in their order
   */
  readonly check: (
    texts: readonly SignedText[],
    signers: string | undefined,
    now: Date,
  ) => Promise<readonly CheckedSignature[]>;
}
