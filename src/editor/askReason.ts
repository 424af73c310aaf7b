import * as vscode from 'vscode';
import { visibleText } from './visibleText';

/** One sentence for whoever asked. */
export async function askReason(title: string, prompt: string): Promise<string | undefined> {
  const why = await vscode.window.showInputBox({
    title: visibleText(title),
    prompt,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim().length < 8 ? vscode.l10n.t('A few words more, please.') : undefined,
  });
  return why?.trim();
}
