import * as vscode from 'vscode';
import { isOneLine } from '../core/record/isOneLine';
import { showNotice } from './showNotice';

/**
 * Types a command into a terminal, where a person reads it and presses the key; nothing starts it. Always
 * a terminal of its own: what runs in an open one may take every letter for an answer.
 *
 * @param name what the terminal is called
 * @param folder where it starts
 */
export function typeCommand(
  name: string,
  command: string,
  folder: { readonly uri: vscode.Uri } | undefined,
): void {
  if (!isOneLine(command)) {
    void showNotice(
      'warning',
      vscode.l10n.t('This command is more than one line; copy it from the record.'),
    );
    return;
  }
  const terminal = vscode.window.createTerminal({
    name,
    ...(folder === undefined ? {} : { cwd: folder.uri }),
  });
  terminal.show();
  terminal.sendText(command, false);
}
