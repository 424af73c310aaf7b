import type * as vscode from 'vscode';

/** Records by their path, never by language: ids of languages differ between versions of VS Code. */
export const recordDocuments: vscode.DocumentSelector = {
  pattern: '**/.mcp-change/records/*.yaml',
};
