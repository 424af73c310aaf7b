import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';

/** One row of the sidebar, in words. */
export interface ShownRow {
  readonly label: string;
  readonly tooltip: string;
  readonly item: vscode.TreeItem;
}

/** Every row of the sidebar, unfolded or not. */
export async function treeRows({ tree }: Application): Promise<readonly ShownRow[]> {
  const below = async (
    nodes: Awaited<ReturnType<typeof tree.getChildren>>,
  ): Promise<ShownRow[]> => {
    const rows: ShownRow[] = [];
    for (const node of nodes ?? []) {
      const item = await tree.getTreeItem(node);
      const { label = '', tooltip = '' } = item;
      rows.push(
        {
          label: typeof label === 'string' ? label : label.label,
          tooltip: typeof tooltip === 'string' ? tooltip : tooltip.value,
          item,
        },
        ...(await below(await tree.getChildren(node))),
      );
    }
    return rows;
  };
  return below(await tree.getChildren());
}

/** What the hover at an offset of a file says, without the marks that keep text from being markup. */
export async function hoverText(uri: vscode.Uri, offset: number): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    document.positionAt(offset),
  );
  return hovers
    .flatMap(({ contents }) => contents as vscode.MarkdownString[])
    .map(({ value }) => value.replace(/\\(?=\W)/g, ''))
    .join('\n');
}

export async function quickFixes(
  uri: vscode.Uri,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

export async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}
