import * as vscode from 'vscode';
import { isTemplatePath, parseTemplate } from '../core/policy/templates/parseTemplate';
import type { TemplateOverride } from '../core/policy/templates/templateOverride';
import { presentText } from './presentText';

/**
 * What a team says about templates: in the folder's own `.mcp-change/templates`, then beside the
 * records, which say the last word. A file with a problem says nothing; it is underlined when opened.
 *
 * @param folder of the workspace
 * @param recordsFolder relative to it
 */
export async function readTemplates(
  folder: vscode.Uri,
  recordsFolder: string,
): Promise<readonly TemplateOverride[]> {
  const beside = recordsFolder.replace(/records$/, 'templates');
  const overrides: TemplateOverride[] = [];
  for (const path of new Set(['.mcp-change/templates', beside])) {
    const uri = vscode.Uri.joinPath(folder, path);
    for (const name of await namesIn(uri)) {
      const file = vscode.Uri.joinPath(uri, name);
      const text = isTemplatePath(file.path) ? await presentText(file) : undefined;
      const parsed = text === undefined ? undefined : parseTemplate(file.path, text);
      if (parsed?.override !== undefined) overrides.push(parsed.override);
    }
  }
  return overrides;
}

async function namesIn(uri: vscode.Uri): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(uri)).map(([name]) => name).sort();
  } catch {
    return [];
  }
}
