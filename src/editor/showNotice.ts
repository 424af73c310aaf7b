import * as vscode from 'vscode';
import { notificationText } from './visibleText';

/**
 * The only way to a notification: names and values of the workspace in it cannot act.
 *
 * @param actions texts of buttons
 * @returns the button that was pressed, or undefined
 */
export function showNotice(
  kind: 'information' | 'warning',
  message: string,
  ...actions: readonly string[]
): Thenable<string | undefined> {
  const text = notificationText(message);
  return kind === 'warning'
    ? vscode.window.showWarningMessage(text, ...actions)
    : vscode.window.showInformationMessage(text, ...actions);
}

/** The only way to a passing message in the status bar, for the same reason. */
export function showStatus(message: string, milliseconds: number): void {
  vscode.window.setStatusBarMessage(notificationText(message), milliseconds);
}
