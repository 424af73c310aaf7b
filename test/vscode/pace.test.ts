import * as assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import type { ExtensionInterface } from '../../src/extension';
import { extensionUnderTest } from './extensionUnderTest';
import { diagnosticOf, noDiagnosticOf, waitFor } from './waitFor';
import { fileUri, workspaceFolder } from './workspaceFile';

/** What `npm run perf` reads and judges; nothing here fails because a machine is busy. */
export interface PaceFigures {
  readonly version: string;
  readonly listening: number;
  readonly starting: number;
  readonly keystrokes: readonly number[];
  readonly files: number;
  readonly keystrokesAmongMany: readonly number[];
  readonly filesAmongMany: number;
}

const governed = '.vscode/mcp.json';
const rounds = 15;

describe('the pace', function () {
  this.timeout(180_000);
  const figures: { -readonly [Key in keyof PaceFigures]?: PaceFigures[Key] } = {};
  let application: Application;

  before(async () => {
    const extension = extensionUnderTest() as vscode.Extension<ExtensionInterface> | undefined;
    assert.ok(extension, 'the extension was not loaded');
    const { start, took } = await extension.activate();
    application = await start();
    assert.ok(took.starting !== undefined);
    Object.assign(figures, { version: vscode.version, ...took });
    await application.ready;
    // Git finds the repository some time after start-up.
    await waitFor(application.store.onDidChange, () =>
      application.store.get(fileUri(governed))?.baseline.kind === 'commit' ? true : undefined,
    );
    await pin();
  });

  after(() => {
    const file = path.join(__dirname, `pace-${vscode.version}.json`);
    writeFileSync(file, JSON.stringify(figures, undefined, 2));
  });

  it('is taken among a few governed files', async () => {
    figures.files = application.store.all().length;
    figures.keystrokes = await keystrokes();
  });

  it('is taken among many governed files', async () => {
    const folder = path.join(workspaceFolder().uri.fsPath, 'many');
    try {
      for (let index = 0; index < 200; index += 1) {
        mkdirSync(path.join(folder, `part-${index}`), { recursive: true });
        writeFileSync(path.join(folder, `part-${index}`, '.mcp.json'), servers(index));
      }
      await application.tracker.scan();
      figures.filesAmongMany = application.store.all().length;
      assert.ok(figures.filesAmongMany > 200, `${figures.filesAmongMany} files`);
      figures.keystrokesAmongMany = await keystrokes();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** The sample workspace has an unpinned server; the keystrokes start from the pinned one. */
async function pin(): Promise<void> {
  const document = await vscode.workspace.openTextDocument(fileUri(governed));
  if (document.getText().includes('@latest')) await replace(document, '@latest', '@2026.8.31');
  await noDiagnosticOf(document.uri, 'mcp/version-pin-lost');
}

/** Milliseconds from an edit, its way through the window included, to the squiggle. */
async function keystrokes(): Promise<readonly number[]> {
  const document = await vscode.workspace.openTextDocument(fileUri(governed));
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    await replace(document, '@2026.8.31', '@latest');
    await diagnosticOf(document.uri, 'mcp/version-pin-lost');
    took.push(performance.now() - before);
    await replace(document, '@latest', '@2026.8.31');
    await noDiagnosticOf(document.uri, 'mcp/version-pin-lost');
  }
  return took;
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${governed} does not contain ${from}`);
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + from.length),
  );
  assert.ok(await editor.edit((edit) => edit.replace(range, to)));
}

function servers(index: number): string {
  const server = { command: 'npx', args: ['-y', `@acme/part-${index}@1.0.${index}`] };
  return JSON.stringify({ mcpServers: { [`part-${index}`]: server } }, undefined, 2);
}
