import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { editorCommands } from '../../src/core/rollback/stepCommands';

describe('commands behind the buttons of a runbook', () => {
  it('are all known to this VS Code', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.ok(known.size > 500, String(known.size));
    assert.deepEqual(
      [...editorCommands].filter((id) => !known.has(id)),
      [],
    );
  });

  it('need no arguments, and reset without a word where there is nothing to reset', async () => {
    for (const id of [...editorCommands].filter((command) => /\.reset/.test(command))) {
      await vscode.commands.executeCommand(id);
    }
  });
});
