import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AcceptedCopies } from '../../src/editor/acceptedCopies';
import { AnalysisStore } from '../../src/editor/analysisStore';
import type { Baseline, Baselines } from '../../src/editor/baselines';
import { PoliciesInForce } from '../../src/editor/policiesInForce';
import { Tracker } from '../../src/editor/tracker';
import { UserFiles } from '../../src/editor/userFiles';
import { fileUri } from './workspaceFile';

const accepted: Baseline = {
  kind: 'accepted',
  label: 'accepted copy',
  digest: null,
  text: undefined,
  because: '',
  unreviewed: false,
};
const committed: Baseline = { kind: 'commit', label: 'main', commit: '0', text: '{}' };

describe('the tracker', () => {
  it('measures against the answer that git gives while the file is read', async () => {
    const uri = fileUri('.claude/settings.json');
    // Read from disk, which takes a while: an open document is there at once.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    let known: Baseline = accepted;
    const baselines = {
      onDidChange: new vscode.EventEmitter<readonly vscode.Uri[]>().event,
      now: () => {
        const before = known;
        known = committed;
        return before;
      },
      isCurrent: () => known.kind === 'commit',
      of: () => Promise.resolve(committed),
    } as unknown as Baselines;
    const copies = { loaded: Promise.resolve(), get: () => ({}) } as unknown as AcceptedCopies;
    const log = { debug: () => undefined } as unknown as vscode.LogOutputChannel;
    const store = new AnalysisStore();
    const userFiles = new UserFiles(log);
    const policies = new PoliciesInForce(store, {
      of: () => ({
        prefix: '',
        before: [],
        after: [],
        acceptances: { before: [], after: [] },
      }),
      onDidChange: () => ({ dispose: () => undefined }),
    });
    const tracker = new Tracker(store, baselines, copies, userFiles, policies, log);
    try {
      await tracker.analyze(uri);
      assert.equal(store.get(uri)?.baseline.kind, 'commit');
    } finally {
      tracker.dispose();
      policies.dispose();
      userFiles.dispose();
      store.dispose();
    }
  });
});
