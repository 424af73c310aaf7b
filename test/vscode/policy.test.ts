import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { startedApplication } from './startedApplication';
import { waitFor } from './waitFor';
import { fileUri, workspaceFolder } from './workspaceFile';

const uri = (): vscode.Uri => fileUri('.mcp-change/policy.yaml');

const errors = (): readonly vscode.Diagnostic[] =>
  vscode.languages
    .getDiagnostics(uri())
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

/** Replaces the whole text, as somebody typing would. */
async function write(text: string): Promise<vscode.TextDocument> {
  const editor = await vscode.window.showTextDocument(uri());
  const { document } = editor;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  assert.ok(await editor.edit((edit) => edit.replace(whole, text)));
  return document;
}

async function offered(document: vscode.TextDocument): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri(),
    document.positionAt(document.getText().length),
  );
  return found.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

describe('the policy', () => {
  let application: Application;

  before(async () => {
    application = await startedApplication();
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(fileUri('.mcp-change/policy.yaml'));
  });

  it('is written by a command, is opened by it the next time, and is right as it is', async () => {
    await vscode.commands.executeCommand('mcpChangeControl.createPolicy');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), uri().toString());
    assert.match(document?.getText() ?? '', /^kind: ChangePolicy$/m);
    assert.deepEqual(errors(), []);
    await write('# mine\n');
    await vscode.commands.executeCommand('mcpChangeControl.createPolicy');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '# mine\n');
  });

  it('is underlined where it is wrong, with the remedy, until it is mended', async () => {
    const head = 'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\n';
    const wrong = waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      errors().find(({ message }) => message.includes('“test” is not part of a policy')),
    );
    await write(`${head}tiers:\n  high:\n    test: true\n`);
    assert.equal((await wrong).range.start.line, 5);
    const mended = waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      errors().length === 0 ? true : undefined,
    );
    await write(`${head}tiers:\n  high:\n    tests: true\n`);
    await mended;
  });

  it('offers keys, words and roles', async () => {
    assert.ok((await offered(await write('tiers:\n  high:\n    '))).includes('rehearsal'));
    assert.ok((await offered(await write('enforcement:\n  gate: '))).includes('require'));
    const roles = await offered(await write('tiers:\n  high:\n    approvals:\n      '));
    assert.ok(roles.includes('security') && roles.includes('category-owner'));
  });

  it('says what a key means', async () => {
    await write('approval_days: 3\n');
    // The hover of the change itself may stand before it.
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri(),
      new vscode.Position(0, 3),
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')),
    );
    assert.match(text.join('\n'), /Days.+after.+which.+7/);
  });

  it('is asked for what changes need while it is still being written', async () => {
    const asked = waitFor(application.store.onDidChange, () => {
      const { policy, newPolicy } = application.policies.of(workspaceFolder(), ['.mcp.json']);
      assert.equal(policy.policy.approvalDays, 7);
      return newPolicy?.policy.approvalDays === 3 ? true : undefined;
    });
    await write('apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\napproval_days: 3\n');
    await asked;
  });
});
