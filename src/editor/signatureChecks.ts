import * as vscode from 'vscode';
import type { CheckedApproval, CheckedSignature } from '../core/gate/judgeApproval';
import { approvalText, type ParsedApproval } from '../core/record/approval';
import { textDigest } from '../core/record/textDigest';
import type { LoadSignatures } from './editorContext';
import type { StoredApproval } from './recordStore';

/** The signatures of approvals: each is checked once for each list of signers and day. */
export class SignatureChecks {
  private readonly known = new Map<string, CheckedSignature>();

  constructor(private readonly loadSignatures: LoadSignatures) {}

  /**
   * @param signers who may sign, on the base branch
   * @param now keys may be valid for a time only
   */
  async check(
    approvals: readonly StoredApproval[],
    signers: string | undefined,
    now: Date,
  ): Promise<readonly CheckedApproval[]> {
    const list = `${textDigest(signers ?? '')} ${now.toISOString().slice(0, 10)}`;
    const texts = approvals.map(({ parsed }) => signedText(parsed));
    const keyOf = (text: SignedText): string =>
      `${list} ${textDigest(`${text.text}\n${text.signature}`)}`;
    const open = texts.flatMap((text) =>
      text === undefined || this.known.has(keyOf(text)) ? [] : [text],
    );
    const checker = open.length === 0 ? undefined : await this.loadSignatures();
    const answers = (await checker?.check(open, signers, now)) ?? [];
    for (const [index, text] of open.entries()) {
      const answer = answers[index];
      if (answer !== undefined) this.known.set(keyOf(text), answer);
    }
    return approvals.map(({ uri, record, parsed }, index) => {
      const text = texts[index];
      return {
        path: vscode.workspace.asRelativePath(uri, false),
        record,
        parsed,
        signature: text === undefined ? undefined : (this.known.get(keyOf(text)) ?? cannotCheck()),
      };
    });
  }
}

interface SignedText {
  readonly text: string;
  readonly signature: string;
}

function signedText({ approval }: ParsedApproval): SignedText | undefined {
  return approval === undefined
    ? undefined
    : { text: approvalText(approval.statement), signature: approval.signature };
}

function cannotCheck(): CheckedSignature {
  const because = vscode.workspace.isTrusted
    ? vscode.l10n.t('signatures cannot be checked here; the desktop and the gate can.')
    : vscode.l10n.t('in Restricted Mode signatures are not checked.');
  return { good: false, because };
}
