import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { hoverText } from './shown';
import { ruleOf, waitFor } from './waitFor';

const servers = '.vscode/mcp.json';

/**
 * What holds in every host where git cannot be asked. No assertions of Node, because one of these
 * hosts is a web worker.
 *
 * @param reason the one sentence that says what is missing
 */
export function describeWithoutGit(start: () => Promise<Application>, reason: RegExp): void {
  describe('without git', () => {
    let application: Application;

    before(async () => {
      application = await start();
    });

    it('reads every governed file and says why there is nothing to compare with', () => {
      const files = application.store.all();
      check(files.length >= 3, `only ${files.length} files`);
      for (const { path, baseline } of files) {
        check(baseline.kind === 'accepted' && baseline.unreviewed, `${path}: ${baseline.kind}`);
        check(baseline.kind === 'accepted' && reason.test(baseline.because), because(baseline));
      }
      check(application.pending.all().length === 0, 'the first sight is no change');
    });

    it('shows the present state, softly', () => {
      const found = vscode.languages.getDiagnostics(uriOf(servers));
      check(found.length > 0, 'the sample carries a high risk');
      for (const { message, severity } of found) {
        check(severity === vscode.DiagnosticSeverity.Information, `severity ${severity}`);
        check(/Nothing to compare with here: showing the present state\.$/.test(message), message);
      }
    });

    it('analyses an edit all the same, and explains it on hover', async () => {
      const uri = uriOf('.claude/settings.json');
      const document = await vscode.workspace.openTextDocument(uri);
      const editor = await vscode.window.showTextDocument(document);
      const start = document.getText().indexOf('"default"') + 1;
      const range = new vscode.Range(
        document.positionAt(start),
        document.positionAt(start + 'default'.length),
      );
      await editor.edit((edit) => edit.replace(range, 'bypassPermissions'));
      const found = await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
        vscode.languages
          .getDiagnostics(uri)
          .find((diagnostic) => ruleOf(diagnostic) === 'perm/approval-mode-loosened'),
      );
      check(found.severity === vscode.DiagnosticSeverity.Warning, `severity ${found.severity}`);
      check(document.getText(found.range) === 'bypassPermissions', document.getText(found.range));
      const text = await hoverText(uri, start);
      check(/bypassPermissions/.test(text) && /Restore/.test(text), text);
      await document.save();
      await application.tracker.analyze(uri);
      check(application.pending.all().length === 1, 'a save does not hide the change');
    });

    it('tells of an edit from outside, puts it back and keeps it as a draft', async () => {
      const uri = uriOf('AGENTS.md');
      const before = await textOf(uri);
      const told = new Promise<Parameters<typeof application.outside.putBack>[0]>((resolve) => {
        const listener = application.outside.onDidNotify(({ edits }) => {
          listener.dispose();
          resolve(edits);
        });
      });
      const settings = uriOf('.claude/settings.local.json');
      const loose =
        '{ "permissions": { "allow": ["Bash(*)"], "defaultMode": "bypassPermissions" } }';
      await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode(loose));
      const edits = await told;
      check(edits.length === 1 && edits[0]?.path === '.claude/settings.local.json', 'the file');
      await application.outside.putBack(edits);
      const left = await vscode.workspace.fs.stat(settings).then(
        () => true,
        () => false,
      );
      check(!left, 'the file that was not there is gone again');
      const [draft] = application.copies.allDrafts();
      check(draft !== undefined, 'no draft');
      check((await application.copies.textOf(draft?.digest ?? '')) === loose, 'the draft');
      check((await textOf(uri)) === before, 'other files stay');
    });

    it('keeps its copies in the storage of the extension, never in the workspace', async () => {
      await application.copies.written();
      const { storageUri } = application.extension;
      if (storageUri === undefined) throw new Error('no storage');
      const names = await vscode.workspace.fs.readDirectory(
        vscode.Uri.joinPath(storageUri, 'accepted'),
      );
      check(
        names.some(([name]) => name === 'index.json') && names.length > 3,
        names.map(([name]) => name).join(', '),
      );
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString() ?? '';
      check(!storageUri.toString().startsWith(`${folder}/`), storageUri.toString());
    });
  });
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

function because(baseline: { readonly kind: string; readonly because?: string }): string {
  return baseline.because ?? baseline.kind;
}

function uriOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) throw new Error('No folder is open');
  return vscode.Uri.joinPath(folder, path);
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
