import * as vscode from 'vscode';
import { ruleCatalogue } from '../core/rules/ruleCatalogue';
import type { EditorContext } from './editorContext';
import { showNotice } from './showNotice';
import { visibleLabel } from './visibleText';

/** Rule ids as file names; anything else does not reach the file system. */
const ruleId = /^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Command: the page of a rule. It is part of the extension, so that it opens without a network. */
export function registerExplainRule({ extension, log, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.explainRule', async (parameter) => {
    const rule = typeof parameter === 'string' ? parameter : await pickRule();
    if (rule === undefined || !ruleId.test(rule)) return;
    const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'rules', `${rule}.md`);
    if (!(await exists(page))) {
      void showNotice('information', vscode.l10n.t('There is no page about {0} yet.', rule));
      return;
    }
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page);
    } catch (error) {
      log.debug(`No Markdown preview: ${String(error)}`);
      await vscode.window.showTextDocument(page, { preview: true });
    }
  });
}

async function pickRule(): Promise<string | undefined> {
  const picks = ruleCatalogue.map(({ id, title }) => ({
    label: visibleLabel(title),
    description: visibleLabel(id),
    rule: id,
  }));
  const pick = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t('Explain a rule'),
    matchOnDescription: true,
  });
  return pick?.rule;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
