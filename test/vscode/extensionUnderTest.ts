import * as vscode from 'vscode';

/** The extension that this VS Code was started with, if it has got one. */
export function extensionUnderTest(): vscode.Extension<unknown> | undefined {
  return vscode.extensions.getExtension('mcp-change-control.mcp-change-control');
}
