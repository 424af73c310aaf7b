import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { neverAccepted } from '../../src/core/policy/acceptances/judgeAcceptance';
import { compareTiers } from '../../src/core/risk/scoreFinding';
import { AcceptancesHeld } from '../../src/editor/acceptancesHeld';
import { AnalysisStore } from '../../src/editor/analysisStore';
import type { Application } from '../../src/editor/application';
import type { Baselines } from '../../src/editor/baselines';
import { OuterPolicies } from '../../src/editor/outerPolicies';
import { pendingTier } from '../../src/editor/statusItem';
import { secret } from '../unit/support/secrets';
import { answering, choosing } from './answering';
import { hoverText, lensTitles, treeRows } from './shown';
import { startedApplication } from './startedApplication';
import { diagnosticOf, ruleOf, waitFor } from './waitFor';
import { atHead, fileUri, git, workspaceFolder } from './workspaceFile';

const rule = 'mcp/version-pin-lost';
const config = (): vscode.Uri => fileUri('.vscode/mcp.json');
const acceptances = (): vscode.Uri => fileUri('.mcp-change/acceptances.yaml');

/** The squiggle of a rule, once it has this severity. */
async function squiggle(
  severity: vscode.DiagnosticSeverity,
  of = rule,
): Promise<vscode.Diagnostic> {
  return waitFor(vscode.languages.onDidChangeDiagnostics, () =>
    vscode.languages
      .getDiagnostics(config())
      .find((diagnostic) => ruleOf(diagnostic) === of && diagnostic.severity === severity),
  );
}

/** Replaces a whole text and saves it, as somebody typing would. */
async function write(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  assert.ok(await editor.edit((edit) => edit.replace(whole, text)));
  await document.save();
}

/** The git extension hears late of what others do. */
async function lookAtGit(): Promise<void> {
  interface Git {
    getAPI(version: 1): { readonly repositories: readonly { status(): Promise<void> }[] };
  }
  const extension = vscode.extensions.getExtension<Git>('vscode.git');
  await extension?.exports.getAPI(1).repositories[0]?.status();
}

/** @param leaked with a credential, which nobody can accept */
function loosened(leaked: boolean): string {
  const text = atHead('.vscode/mcp.json')
    .toString('utf8')
    .replace('server-filesystem@2026.8.31', 'server-filesystem@latest');
  return leaked ? text.replace('${input:github-token}', () => secret('github')) : text;
}

async function actionsAt(range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    config(),
    range,
  );
}

function errors(): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(acceptances())
    .filter(({ severity, code }) => severity === vscode.DiagnosticSeverity.Error && !code);
}

describe('accepting a finding', () => {
  let application: Application;
  let usual: vscode.DiagnosticSeverity;
  /** What other suites left in the file. */
  let left: string;
  let head: string;

  before(async () => {
    application = await startedApplication();
    await waitFor(application.store.onDidChange, () =>
      application.store.get(config())?.baseline.kind === 'commit' ? true : undefined,
    );
    // Other suites work on a branch, where what it accepts is not accepted yet.
    application.baselines.choose('HEAD');
    head = execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: workspaceFolder().uri.fsPath,
      encoding: 'utf8',
    }).trim();
    left = (await vscode.workspace.openTextDocument(config())).getText();
    await write(config(), loosened(true));
    usual = (await diagnosticOf(config(), rule)).severity;
  });

  after(async () => {
    application.baselines.choose(undefined);
    git('reset', '--quiet', '--mixed', head);
    await lookAtGit();
    await write(config(), left);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const gone = waitFor(application.store.onDidChange, () =>
      application.store.get(acceptances()) === undefined ? true : undefined,
    );
    await vscode.workspace.fs.delete(acceptances());
    await gone;
    await vscode.commands.executeCommand('mcpChangeControl.scanWorkspace');
  });

  it('is offered by the light bulb, asks why and until when, and writes it down', async () => {
    const { range } = await diagnosticOf(config(), rule);
    const action = (await actionsAt(range)).find(({ title }) =>
      title.startsWith('Accept This Finding… (mcp/version-pin-lost)'),
    );
    assert.ok(action?.command);
    const { command, arguments: parameters = [] } = action.command;
    const uri = await answering(['Served from our own mirror.'], () =>
      choosing(/^90 days$/, async () =>
        vscode.commands.executeCommand<vscode.Uri>(command, ...(parameters as unknown[])),
      ),
    );
    assert.equal(uri.toString(), acceptances().toString());
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^ {2}- rule: mcp\/version-pin-lost$/m);
    assert.match(text, /^ {4}path: \.vscode\/mcp\.json$/m);
    assert.match(text, /^ {4}reason: Served from our own mirror\.$/m);
    assert.match(text, /^ {4}owner: email:sam@example\.com$/m);
  });

  it('makes the squiggle softer, and says everywhere until when, by whom and why', async () => {
    const { message, range } = await squiggle(vscode.DiagnosticSeverity.Information);
    const said =
      /Accepted until \d{4}-\d{2}-\d{2} by email:sam@example\.com because “Served from our own mirror”\./;
    assert.match(message, said);
    assert.match(message, /counts for a change only when the base holds it/);
    const row = (await treeRows(application)).find(({ label }) => label.includes('pin lost'));
    assert.match(String(row?.item.description), /accepted until \d{4}-\d{2}-\d{2}/);
    const again = (await actionsAt(range)).map(({ title }) => title);
    assert.ok(again.some((title) => title.startsWith('Show why it is accepted until')));
    assert.ok(!again.includes('Accept This Finding… (mcp/version-pin-lost)'));
  });

  it('keeps comments and order when another one is accepted, and never a credential', async () => {
    const document = await vscode.workspace.openTextDocument(acceptances());
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# Ask Sam first.\n'));
    await document.save();
    const { findings } = application.store.get(config())?.analysis ?? assert.fail();
    const secret =
      findings.find(({ rule: id }) => neverAccepted(id) !== undefined) ?? assert.fail();
    const place = (finding: typeof secret): unknown => ({
      uri: config().toString(),
      finding: finding.fingerprint,
      pointer: finding.pointer,
    });
    assert.equal(
      await vscode.commands.executeCommand('mcpChangeControl.acceptFinding', place(secret)),
      undefined,
    );
    const inherited = findings.find(({ origin }) => origin === 'inherited') ?? assert.fail();
    const first = document.getText();
    await answering(['Only on machines for building.'], () =>
      choosing(/^30 days$/, async () =>
        vscode.commands.executeCommand('mcpChangeControl.acceptFinding', place(inherited)),
      ),
    );
    assert.ok(document.getText().startsWith(first), 'the rest stays as it was');
    assert.equal(document.isDirty, false);
    assert.equal(errors().length, 0);
    const hover = await hoverText(config(), inherited.range.start);
    assert.match(hover, /Accepted until .* because “Only on machines for building”/);
    const rows = (await treeRows(application)).filter(({ tooltip }) =>
      tooltip.includes('Only on machines for building'),
    );
    assert.ok(rows.some(({ item }) => /^accepted until/.test(String(item.description))));
  });

  it('raises no alarm when the base holds it', async () => {
    git('add', '.mcp-change/acceptances.yaml');
    git(
      'commit',
      '--quiet',
      '--message',
      'Accept the mirror',
      '--',
      '.mcp-change/acceptances.yaml',
    );
    await lookAtGit();
    const { message } = await squiggle(vscode.DiagnosticSeverity.Hint);
    assert.doesNotMatch(message, /only when the base/);
  });

  it('counts for no risk in the sidebar, the status bar and above the entry, and is seen there', async () => {
    const right = await vscode.workspace.openTextDocument(config());
    const both = right.getText();
    await write(config(), loosened(false));
    const pending = await waitFor(application.pending.onDidChange, () =>
      application.pending
        .all()
        .find(({ file, rows }) => file.uri.toString() === config().toString() && rows.length === 1),
    );
    const { tier } = pending.analysis.assessment;
    assert.ok(compareTiers(tier, 'low') > 0, `without the decision it is ${tier}`);
    assert.equal(pendingTier([pending]), 'low');
    const rows = await treeRows(application);
    const file = rows.find(({ tooltip }) => tooltip.startsWith('.vscode/mcp.json\n'));
    assert.match(String(file?.item.description), /^low · /);
    const row = rows.find(({ label }) => label.includes('pin lost'));
    assert.ok(row?.label.startsWith(`${tier} · `), row?.label);
    assert.match(String(row?.item.description), /accepted until/);
    const [title = ''] = await lensTitles(config());
    assert.match(title, /pin lost.* · low · accepted until \d{4}-\d{2}-\d{2}$/);
    await write(config(), both);
    await squiggle(vscode.DiagnosticSeverity.Hint);
  });

  it('holds in a folder of the repository that is opened by itself', async () => {
    const { path } = workspaceFolder().uri;
    const above = vscode.Uri.file(path.slice(0, path.lastIndexOf('/')));
    const prefix = `${path.slice(above.path.length + 1)}/`;
    const there = vscode.Uri.joinPath(above, '.mcp-change/acceptances.yaml');
    const own = (await vscode.workspace.openTextDocument(acceptances())).getText();
    const text = own.replaceAll('path: .vscode', `path: ${prefix}.vscode`);
    await vscode.workspace.fs.writeFile(there, new TextEncoder().encode(text));
    const baselines = {
      onDidCommit: () => ({ dispose: () => undefined }),
      repositoryOf: () => Promise.resolve({ rootUri: above }),
    };
    const outer = new OuterPolicies(baselines as unknown as Baselines, application.log);
    const held = new AcceptancesHeld(new AnalysisStore(), outer);
    try {
      const file = application.store.get(config()) ?? assert.fail();
      const finding =
        file.analysis.findings.find(({ rule: id }) => id === rule) ?? assert.fail(rule);
      assert.equal(held.of(file, finding), undefined, 'nobody has looked yet');
      await outer.look();
      assert.equal(held.of(file, finding)?.state, 'accepted');
      assert.equal(held.find(file, finding)?.file, '../.mcp-change/acceptances.yaml');
    } finally {
      held.dispose();
      outer.dispose();
      await vscode.workspace.fs.delete(there);
    }
  });

  it('underlines what is wrong in the file; then nothing in it is accepted', async () => {
    const document = await vscode.workspace.openTextDocument(acceptances());
    const right = document.getText();
    await write(acceptances(), right.replace('    owner:', '    forever: true\n    owner:'));
    const wrong = await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      errors().find(({ message }) => message.includes('“forever” is not part of an acceptance')),
    );
    assert.match(wrong.message, /Until then nothing in this file is accepted/);
    await squiggle(usual);
    const row = (await treeRows(application)).find(({ tooltip }) =>
      tooltip.startsWith('.mcp-change/acceptances.yaml\n'),
    );
    assert.match(String(row?.item.description), /cannot be read/);
    assert.match(
      row?.tooltip ?? '',
      /“forever” is not part of an acceptance.* nothing in this file/,
    );
    await write(acceptances(), right);
    await squiggle(vscode.DiagnosticSeverity.Hint);
    // What is wrong in the file is told by another listener, which may be the later one.
    await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      errors().length === 0 ? true : undefined,
    );
  });

  it('offers and explains what an acceptance holds', async () => {
    const document = await vscode.workspace.openTextDocument(acceptances());
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('until:'));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      acceptances(),
      new vscode.Position(line, 5),
    );
    const [part] = hover?.contents ?? [];
    assert.match(part instanceof vscode.MarkdownString ? part.value : '', /last.+day/);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      acceptances(),
      new vscode.Position(line, (document.lineAt(line).text.indexOf(':') ?? 0) + 2),
    );
    assert.ok(items.some(({ label }) => /^\d{4}-\d{2}-\d{2}$/.test(String(label))));
  });
});
