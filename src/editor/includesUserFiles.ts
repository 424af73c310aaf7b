import * as vscode from 'vscode';

/** Files outside of the workspace are looked at only when the user says so in their own settings. */
export const userFilesSetting = 'mcpChangeControl.includeUserFiles';

export function includesUserFiles(): boolean {
  return vscode.workspace.getConfiguration().get<boolean>(userFilesSetting, false);
}
