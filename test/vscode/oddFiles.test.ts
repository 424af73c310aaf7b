import * as assert from 'node:assert/strict';
import { symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import type { TrackedFile } from '../../src/editor/analysisStore';
import type { Application } from '../../src/editor/application';
import { searchHidesFiles } from '../../src/editor/findWorkspaceFiles';
import { instructions } from './everywhereFiles';
import { treeRows } from './shown';
import { startedApplication } from './startedApplication';
import { waitFor } from './waitFor';
import { uriIn } from './workspaceFile';

describe('files that are links or cannot be read', () => {
  let application: Application;

  before(async () => {
    application = await startedApplication();
  });

  const odd: readonly (readonly [folder: string, path: string, reason: RegExp])[] = [
    ['odd', '.vscode/mcp.json', /^It has 5\.1 MB, more than the 5 MB that are read\. Move /],
    ['odd', '.cursor/mcp.json', /^It is not valid UTF-8\. Save it with the encoding UTF-8\.$/],
    ['odd', '.mcp.json', /^It may not be read: permission denied\. /],
    ['links', '.cursor/mcp.json', /^It is a link whose target does not exist\. /],
  ];
  for (const [folder, path, reason] of odd) {
    it(`says why ${folder}/${path} cannot be read, and what to do`, async function () {
      // Nothing is closed to root.
      if (/permission/.test(reason.source) && process.getuid?.() === 0) this.skip();
      const { analysis } = fileOf(folder, path);
      assert.equal(analysis.status, 'unreadable');
      assert.match(analysis.reason ?? '', reason);
      const row = (await treeRows(application)).find(({ item }) =>
        item.id?.endsWith(uriIn(folder, path).toString()),
      );
      assert.match(String(row?.item.description), /cannot be read/);
      assert.match(row?.tooltip ?? '', new RegExp(reason.source.slice(1), 'm'));
      assert.equal(
        application.copies.get(uriIn(folder, path)),
        undefined,
        'no copy that is not the file',
      );
    });
  }

  it('says that a link leads back to itself, and does not take it for deleted', async () => {
    const uri = uriIn('links', '.claude/settings.json');
    unlinkSync(uri.fsPath);
    symlinkSync('settings.json', uri.fsPath);
    const { analysis } = await waitFor(application.store.onDidChange, () => {
      const file = application.store.get(uri);
      return file?.analysis.status === 'unreadable' ? file : undefined;
    });
    assert.match(analysis.reason ?? '', /^It is a link that leads back to itself\. Mend the link/);
  });

  it('takes a file that cannot be read any more neither for deleted nor for accepted', async () => {
    const uri = uriIn('odd', '.claude/settings.json');
    const before = application.copies.get(uri)?.accepted;
    assert.ok(before);
    writeFileSync(uri.fsPath, Buffer.alloc(5_200_000, ' '));
    await waitFor(application.store.onDidChange, () =>
      application.store.get(uri)?.analysis.status === 'unreadable' ? true : undefined,
    );
    await application.outside.judged();
    const waiting = application.outside.waiting().map((edit) => edit.uri.toString());
    assert.ok(!waiting.includes(uri.toString()));
    assert.equal(application.copies.get(uri)?.accepted, before);
  });

  it('measures a link against what its target was, and follows the target', async () => {
    const { baseline, analysis } = fileOf('links', 'AGENTS.md');
    assert.equal(baseline.kind, 'commit');
    assert.equal(analysis.baselineText, instructions);
    assert.deepEqual(analysis.changes, []);
    const target = uriIn('links', 'docs/agents.md');
    const changed = instructions.replace('Ask before you push. ', '');
    writeFileSync(target.fsPath, changed);
    await waitFor(application.store.onDidChange, () =>
      application.store.get(uriIn('links', 'AGENTS.md'))?.analysis.text === changed
        ? true
        : undefined,
    );
    assert.ok(fileOf('links', 'AGENTS.md').analysis.changes.length > 0);
  });

  it('measures a link out of the repository against its accepted copy', () => {
    const { baseline, analysis } = fileOf('links', '.mcp.json');
    assert.equal(baseline.kind, 'accepted');
    assert.equal(
      baseline.kind === 'accepted' && baseline.because,
      'It is a link to a place that git does not keep.',
    );
    assert.deepEqual(analysis.changes, []);
  });

  it('knows that settings of the workspace hide files from the search', () => {
    assert.equal(searchHidesFiles(), true);
  });

  function fileOf(folder: string, path: string): TrackedFile {
    const file = application.store.get(uriIn(folder, path));
    assert.ok(file, `${folder}/${path} is not known`);
    return file;
  }
});
