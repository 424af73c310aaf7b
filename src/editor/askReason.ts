import * as vscode from 'vscode';
import { visibleLabel } from './visibleText';

/** One sentence for whoever asked. */
export async function askReason(title: string, prompt: string): Promise<string | undefined> {
  const why = await vscode.window.showInputBox({
    title: visibleLabel(title),
    prompt: visibleLabel(prompt),
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim().length < 8 ? vscode.l10n.t('A few words more, please.') : undefined,
  });
  return why?.trim();
}
