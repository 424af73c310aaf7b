import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { startedApplication } from './startedApplication';
import { answering } from './answering';
import { runAccepting, waitFor } from './waitFor';
import { uriIn } from './workspaceFile';

const leaky = '"leaky": { "command": "npx", "args": ["-y", "leaky-mcp@1.2.3"] }';

describe('what was rolled back on the main branch', () => {
  let application: Application;
  let team: string;
  const copy = (): vscode.Uri => uriIn('plain', 'copies/.cursor/mcp.json');

  before(async () => {
    application = await startedApplication();
    team = uriIn('team', '').fsPath;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says nothing elsewhere before the main branch has it', async () => {
    const file = uriIn('team', 'leaky/.mcp.json');
    written(file, `{ "mcpServers": { ${leaky} } }\n`);
    await known(file);
    written(copy(), `{ "mcpServers": { "calm": { "command": "calm-mcp" }, ${leaky} } }\n`);
    await known(copy());
    const [record] = await answering(['Let the leaky server run'], async () =>
      runAccepting<vscode.Uri[]>('mcpChangeControl.createChangeRequest', {
        uri: file.toString(),
      }),
    );
    assert.ok(record);
    assert.equal(await runAccepting('mcpChangeControl.rollBackChange', record), true);
    assert.equal(application.records.get(record)?.status, 'rolled-back');
    assert.deepEqual(recalledIn(copy()), []);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Roll back');
    git('push', '--quiet');
    // Neither the push nor git's extension tells of the main branch; the next commit does.
    git('commit', '--quiet', '--allow-empty', '--message', 'Go on');
  });

  it('is marked in a copy of another folder, and kept as digests only', async () => {
    await diagnosticCoded(copy());
    const [problem] = recalledIn(copy());
    assert.match(problem?.message ?? '', /The same was rolled back elsewhere on \d{4}-\d\d-\d\d/);
    const kept = JSON.stringify(application.extension.globalState.get('recalls'));
    assert.match(kept, /"digests":\["sha256:[0-9a-f]{64}"/);
    assert.doesNotMatch(kept, /leaky/);
  });

  it('is taken out there by the light bulb, and the rest stays', async () => {
    const [problem] = recalledIn(copy());
    assert.ok(problem);
    await vscode.window.showTextDocument(copy());
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      copy(),
      problem.range,
    );
    const undo = actions.find(({ title }) => title === 'Undo here…');
    assert.ok(undo?.command, actions.map(({ title }) => title).join());
    const parameters = (undo.command.arguments ?? []) as unknown[];
    assert.equal(await runAccepting('mcpChangeControl.undoHere', ...parameters), true);
    const text = readFileSync(copy().fsPath, 'utf8');
    assert.ok(text.includes('calm-mcp') && !text.includes('leaky'), text);
    await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      recalledIn(copy()).length === 0 ? true : undefined,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('goes back to what the copy itself said before, where that is known', async () => {
    const own = uriIn('plain', 'older/.cursor/mcp.json');
    const older = `{ "mcpServers": { ${leaky.replace('1.2.3', '1.0.0')} } }\n`;
    written(own, older);
    await known(own);
    // No git here: what the file said before is what somebody accepted.
    await vscode.commands.executeCommand('mcpChangeControl.acceptFile', { uri: own.toString() });
    written(own, older.replace('1.0.0', '1.2.3'));
    await diagnosticCoded(own);
    const [problem] = recalledIn(own);
    assert.ok(problem);
    await vscode.window.showTextDocument(own);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      own,
      problem.range,
    );
    const undo = actions.find(({ title }) => title === 'Undo here…');
    const parameters = (undo?.command?.arguments ?? []) as unknown[];
    assert.equal(await runAccepting('mcpChangeControl.undoHere', ...parameters), true);
    assert.equal(readFileSync(own.fsPath, 'utf8'), older);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  function recalledIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
    return vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'recalled');
  }

  async function diagnosticCoded(uri: vscode.Uri): Promise<void> {
    await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      recalledIn(uri).length > 0 ? true : undefined,
    );
  }

  function written(uri: vscode.Uri, text: string): void {
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, text);
  }

  async function known(uri: vscode.Uri): Promise<void> {
    await waitFor(application.store.onDidChange, () =>
      application.store.get(uri)?.analysis.text === readFileSync(uri.fsPath, 'utf8')
        ? true
        : undefined,
    );
  }

  function git(...parameters: readonly string[]): void {
    execFileSync('git', parameters, { cwd: team });
  }
});
