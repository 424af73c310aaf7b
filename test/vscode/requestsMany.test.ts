import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { analyzeFile } from '../../src/core/analyze';
import { prepareRecord } from '../../src/core/record/prepareRecord';
import { recordFileName } from '../../src/core/record/recordFileName';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import type { Application } from '../../src/editor/application';
import type { ChangeTreeNode } from '../../src/editor/changeTreeNode';
import { startedApplication } from './startedApplication';
import { waitFor } from './waitFor';
import { git, workspaceFolder } from './workspaceFile';

const count = 200;
const mostMilliseconds = 200;

/** Two hundred records: as a repository has them after a year or two. */
describe('many change requests', function () {
  // Two hundred files are written and read; what is measured has its own limit.
  this.timeout(180_000);
  let application: Application;

  before(async () => {
    application = await startedApplication();
    git('checkout', '--quiet', '-B', 'many', 'main');
    const folder = path.join(workspaceFolder().uri.fsPath, '.mcp-change', 'records');
    mkdirSync(folder, { recursive: true });
    for (let index = 0; index < count; index += 1) {
      const { name, text } = recordOf(index);
      writeFileSync(path.join(folder, name), text);
    }
    await application.records.scan();
    // The watcher reads some of them, too, and who comes later leaves them to it.
    await waitFor(application.records.onDidChange, () =>
      application.records.all().length === count ? true : undefined,
    );
  });

  it(`opens the panel in under ${mostMilliseconds} ms`, async () => {
    const started = performance.now();
    const rows = await unfolded(application);
    const took = performance.now() - started;
    console.log(`      ${rows} rows of ${count} records in ${took.toFixed(1)} ms`);
    assert.ok(rows >= count);
    assert.ok(took < mostMilliseconds, `${took.toFixed(0)} ms`);
  });

  it('stays live: one record that changes is read alone, and the rows are there at once', async () => {
    await application.requests.settled();
    const [stored] = application.records.all();
    assert.ok(stored?.record);
    const others = application.requests
      .all()
      .filter((request) => request.stored.uri.toString() !== stored.uri.toString())
      .map(({ view }) => view);
    const document = await vscode.workspace.openTextDocument(stored.uri);
    const text = document.getText().replace('status: draft', 'status: withdrawn');
    const started = performance.now();
    writeFileSync(stored.uri.fsPath, text);
    await application.records.refresh(stored.uri);
    await waitFor(application.requests.onDidChange, () =>
      application.requests.get(stored.uri)?.view?.state === 'withdrawn' ? true : undefined,
    );
    const rows = await unfolded(application);
    console.log(`      told of in ${(performance.now() - started).toFixed(1)} ms, ${rows} rows`);
    const now = application.requests
      .all()
      .filter((request) => request.stored.uri.toString() !== stored.uri.toString())
      .map(({ view }) => view);
    assert.ok(
      others.every((view, index) => view === now[index]),
      'others were worked out again',
    );
  });

  after(async () => {
    git('checkout', '--quiet', '--force', 'main');
    git('clean', '--quiet', '--force', '-d');
    for (const { uri } of application.records.all()) await application.records.refresh(uri);
  });
});

/** As the view asks: roots, the rows of each section, each as an item. */
async function unfolded({ tree }: Application): Promise<number> {
  let rows = 0;
  const show = async (nodes: readonly ChangeTreeNode[]): Promise<void> => {
    for (const node of nodes) {
      rows += 1;
      const item = await tree.getTreeItem(node);
      if (item.collapsibleState !== vscode.TreeItemCollapsibleState.Expanded) continue;
      await show((await tree.getChildren(node)) ?? []);
    }
  };
  await show((await tree.getChildren()) ?? []);
  return rows;
}

function recordOf(index: number): { readonly name: string; readonly text: string } {
  const before = `{ "permissions": { "deny": ["Read(./.env)", "Read(./s${index})"] } }\n`;
  const text = `{ "permissions": { "deny": ["Read(./.env)"] } }\n`;
  const file = `packages/p${index}/.claude/settings.json`;
  const analysis = analyzeFile({ path: file, text, baseline: { text: before } });
  assert.ok(analysis);
  const bytes = new Uint8Array([1, 2, 3, index >> 8, index & 255, index % 7]);
  const { record } = prepareRecord({
    files: [{ analysis }],
    why: `Reason number ${index} of many`,
    requester: { id: 'email:sam@example.com' },
    origin: 'editor',
    baseline: { label: 'main', commit: '0'.repeat(40) },
    createdAt: new Date(Date.UTC(2026, 10, 21, 0, index)),
    random: bytes,
    stopwatch: () => 0,
  });
  return { name: recordFileName(record.id, record.title), text: serialiseRecord(record) };
}
