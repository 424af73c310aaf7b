import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import { parseRecord } from '../../src/core/record/parseRecord';
import { extensionUnderTest } from './extensionUnderTest';
import { hoverText, lensTitles, quickFixes, treeRows, type ShownRow } from './shown';
import { answering } from './answering';
import { gitRepository } from './requestPeople';
import { diagnosticOf, noDiagnosticOf, ruleOf, runAccepting, waitFor } from './waitFor';
import { atHead, fileUri, git, onDisk, typeOver, workspaceFolder } from './workspaceFile';

interface ExtensionInterface {
  readonly start: () => Promise<Application>;
}

/** From an edit to its rollback, on the sample workspace, in order: each step builds on the last. */
describe('the line', () => {
  let application: Application;

  before(async () => {
    // The prefilled reason of a change request comes from the branch.
    git('checkout', '--quiet', '-b', 'docs-agent-may-write');
    const extension = extensionUnderTest() as vscode.Extension<ExtensionInterface> | undefined;
    assert.ok(extension, 'the extension was not loaded');
    application = await (await extension.activate()).start();
    await application.ready;
    // Git finds the repository some time after start-up; then there is a baseline.
    await waitFor(application.store.onDidChange, () =>
      application.store.all().length >= 3 &&
      application.store.all().every(({ baseline }) => baseline.kind === 'commit')
        ? true
        : undefined,
    );
    // An empty reason is asked for again and again.
    await gitRepository().status();
  });

  it('sees the edits that wait in the sample workspace', () => {
    const paths = application.pending.all().map(({ file }) => file.path);
    assert.deepEqual([...paths].sort(), ['.claude/settings.json', '.vscode/mcp.json', 'AGENTS.md']);
  });

  it('knows a repository as one object: each new one would be listened to once more', async () => {
    const { baselines } = application;
    const repository = await baselines.repositoryOf(fileUri('AGENTS.md'));
    assert.ok(repository);
    assert.ok((await baselines.repositoryOf(fileUri('.vscode/mcp.json'))) === repository);
  });

  it('registers every command it declares', async () => {
    const manifest = extensionUnderTest()?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const { command } of manifest.contributes.commands) {
      assert.ok(registered.has(command), command);
    }
  });

  it('puts the squiggle of a typed edit under the changed value alone', async () => {
    const document = await typeOver('.vscode/mcp.json', '"${workspaceFolder}"', '"/"');
    // The root had a lower finding before; the new one is a warning.
    const diagnostic = await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .find(
          (candidate) =>
            ruleOf(candidate) === 'mcp/broad-filesystem-root' &&
            candidate.severity === vscode.DiagnosticSeverity.Warning,
        ),
    );
    assert.equal(document.getText(diagnostic.range), '/');
    const pin = await diagnosticOf(document.uri, 'mcp/version-pin-lost');
    assert.equal(document.getText(pin.range), '@latest');
    assert.equal(pin.severity, vscode.DiagnosticSeverity.Information);
    const related = pin.relatedInformation?.[0];
    assert.ok(related, 'no way to the old text');
    const baseline = await vscode.workspace.openTextDocument(related.location.uri);
    assert.match(baseline.getText(related.location.range), /2026\.8\.31/);
  });

  it('says nothing about a risk that was there before', () => {
    const uri = fileUri('.vscode/mcp.json');
    const text = application.store.get(uri)?.analysis.text ?? '';
    const inherited = application.store
      .get(uri)
      ?.analysis.findings.filter(({ origin }) => origin === 'inherited');
    assert.ok(inherited && inherited.length > 0, 'the sample has an inherited risk');
    const underlined = vscode.languages.getDiagnostics(uri).map(({ range }) => range.start.line);
    for (const { range } of inherited) {
      const line = text.slice(0, range.start).split('\n').length - 1;
      assert.ok(!underlined.includes(line), `line ${line} is underlined`);
    }
  });

  it('explains itself on hover, with workspace text outside trusted Markdown', async () => {
    const uri = fileUri('.vscode/mcp.json');
    const pin = await diagnosticOf(uri, 'mcp/version-pin-lost');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      pin.range.start,
    );
    const parts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
    const text = parts.map(({ value }) => value.replace(/\\(?=\W)/g, '')).join('\n');
    assert.match(text, /files: pin lost/);
    assert.match(text, /42 = 30/);
    assert.match(text, /2026\.8\.31/);
    for (const part of parts) {
      if (part.isTrusted)
        assert.ok(!part.value.includes('2026.8.31@'), 'workspace text is trusted');
    }
  });

  it('explains a risk that was there before, where its row in the sidebar leads', async () => {
    const file = application.store.get(fileUri('.vscode/mcp.json'));
    const finding = file?.analysis.findings.find(({ origin }) => origin === 'inherited');
    assert.ok(finding);
    const text = await hoverText(fileUri('.vscode/mcp.json'), finding.range.start);
    assert.match(text, /search: no fixed version/);
    assert.match(text, /low \d+ =/);
    assert.match(text, /it was there before your changes/);
    assert.match(text, /Explain/);
    assert.doesNotMatch(text, /Restore|Create change request/);
  });

  it('calls a change the same in the sidebar, the lens and the hover, risk first', async () => {
    const rows = await treeRows(application);
    const labels = rows.map(({ label }) => label);
    const row = rows.find(({ label }) => label === 'medium · files: pin lost');
    assert.deepEqual(row?.item.command?.arguments?.[2], { preserveFocus: true });
    assert.ok(labels.includes('tightens · deny: Bash(git push *)'), labels.join('\n'));
    assert.ok(labels.includes('low · search: no fixed version'), labels.join('\n'));
    const file = rows.find(({ label }) => label === '.vscode/mcp.json');
    assert.match(file?.tooltip ?? '', /critical, 100 of 100:\n\d+ · github: reference became/);
    for (const { label, tooltip } of rows) assert.ok(!`${label}${tooltip}`.includes('`'), label);
    for (const [, diagnostics] of vscode.languages.getDiagnostics()) {
      for (const { message } of diagnostics) assert.ok(!message.includes('`'), message);
    }
  });

  it('offers in the light bulb to restore what no rule has a repair for', async () => {
    const uri = fileUri('.vscode/mcp.json');
    const root = await diagnosticOf(uri, 'mcp/broad-filesystem-root');
    const restore = (await quickFixes(uri, root.range))[0];
    assert.equal(restore?.title, 'Restore ${workspaceFolder}/docs…');
    assert.equal(restore.command?.command, 'mcpChangeControl.rollBackChange');
  });

  it('asks nobody for what only tightens', async () => {
    const uri = fileUri('.claude/settings.json');
    const change = application.store
      .get(uri)
      ?.analysis.changes.find(({ direction }) => direction === 'tightens');
    assert.ok(change);
    const document = await vscode.workspace.openTextDocument(uri);
    const range = new vscode.Range(
      document.positionAt(change.range.start),
      document.positionAt(change.range.end),
    );
    const text = await hoverText(uri, change.range.start);
    assert.match(text, /deny: Bash\(git push \*\)\*\* · tightens/);
    assert.doesNotMatch(text, /Create change request|Restore/);
    const titles = (await quickFixes(uri, range)).map(({ title }) => title);
    assert.ok(!titles.some((title) => /request|Restore/.test(title)), titles.join(', '));
  });

  it('repairs with the light bulb and keeps comments', async () => {
    const uri = fileUri('.vscode/mcp.json');
    const pin = await diagnosticOf(uri, 'mcp/version-pin-lost');
    const actions = await quickFixes(uri, pin.range);
    const restore = actions.find(({ title }) => title.startsWith('Restore'));
    assert.ok(restore?.edit, actions.map(({ title }) => title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(restore.edit));
    await noDiagnosticOf(uri, 'mcp/version-pin-lost');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /server-filesystem@2026\.8\.31/);
    assert.match(document.getText(), /\/\/ Servers the whole team uses/);
    await document.save();
  });

  it('puts at most one lens line on a changed entry and none on the others', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      fileUri('.vscode/mcp.json'),
      100,
    );
    const ours = lenses.filter(({ command }) => command?.command.startsWith('mcpChangeControl.'));
    const document = await vscode.workspace.openTextDocument(fileUri('.vscode/mcp.json'));
    const lines = new Set(ours.map(({ range }) => document.lineAt(range.start.line).text.trim()));
    assert.deepEqual([...lines].sort(), ['"files": {', '"github": {']);
  });

  it('covers with a record the change it names and nothing beside it', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const uri = fileUri('.claude/settings.json');
    const pendingRows = (): readonly string[] =>
      application.pending
        .all()
        .filter(({ file }) => file.uri.toString() === uri.toString())
        .flatMap(({ rows }) => rows.map(({ label }) => label));
    const all = pendingRows();
    const removed = application.store.get(uri)?.analysis.changes.find(({ op }) => op === 'remove');
    assert.ok(removed);
    const [written] = await runAccepting<vscode.Uri[]>('mcpChangeControl.createChangeRequest', {
      uri: uri.toString(),
      changes: [removed],
    });
    assert.ok(written);
    assert.equal(vscode.window.tabGroups.all.length, 1, 'the record stands beside nothing');
    await waitFor(application.pending.onDidChange, () =>
      pendingRows().length === all.length - 1 ? true : undefined,
    );
    assert.ok(!pendingRows().some((label) => label.startsWith('deny: Protection')));
    const id = application.records.get(written)?.id ?? '';
    await waitFor(vscode.languages.onDidChangeDiagnostics, () => {
      const messages = vscode.languages.getDiagnostics(uri).map(({ message }) => message);
      return messages.filter((message) => message.endsWith(`Covered by ${id}.`)).length === 1
        ? true
        : undefined;
    });
    const lenses = await lensTitles(uri);
    assert.ok(lenses.includes(`Covered by ${id}`), lenses.join(', '));
    assert.doesNotMatch(await hoverText(uri, removed.range.start), /Create change request/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(written);
    await waitFor(application.pending.onDidChange, () =>
      pendingRows().length === all.length ? true : undefined,
    );
    await vscode.window.showTextDocument(fileUri('.vscode/mcp.json'));
  });

  let record: vscode.Uri;

  it('writes a change record that is valid and holds no secret', async () => {
    const written = await runAccepting<vscode.Uri[]>('mcpChangeControl.createChangeRequest');
    assert.equal(written.length, 1);
    record = written[0] as vscode.Uri;
    assert.match(record.path, /\/\.mcp-change\/records\/CHG-\d{8}-[0-9a-z]{6}-[\w-]+\.yaml$/);
    const text = onDisk(record.path.slice(workspaceFolder().uri.path.length + 1)).toString();
    const parsed = parseRecord(text);
    assert.deepEqual(parsed.problems, []);
    assert.equal(parsed.record?.why, 'Docs agent may write');
    assert.equal(parsed.record?.rollback.rehearsal.result, 'passed');
    assert.deepEqual(parsed.record?.subject.files.map(({ path }) => path).sort(), [
      '.claude/settings.json',
      '.vscode/mcp.json',
      'AGENTS.md',
    ]);
    assert.doesNotMatch(text, /gh[p]_\w{20}/);
  });

  it('opens the record beside the file and takes the changes off the pending list', async () => {
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), record.toString());
    assert.equal(editor?.document.languageId, 'mcp-change-record');
    await waitFor(application.pending.onDidChange, () =>
      application.pending.all().length === 0 ? true : undefined,
    );
    assert.equal(application.records.all()[0]?.status, 'draft');
  });

  it('underlines a record that was broken by hand and says how to mend it', async () => {
    const document = await vscode.workspace.openTextDocument(record);
    const editor = await vscode.window.showTextDocument(document);
    const end = document.lineAt(0).range.end;
    await editor.edit((edit) => edit.insert(end, '\nstatus: nonsense'));
    const problem = await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages
        .getDiagnostics(record)
        .find(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    assert.ok(problem.message.length > 10);
    assert.deepEqual(application.pending.all(), [], 'typing in a record brought changes back');
    await vscode.commands.executeCommand('undo');
    await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(record).length === 0 ? true : undefined,
    );
    await document.save();
  });

  it('takes the recorded change back to the byte, but for what makes things safer', async () => {
    const done = await answering(['the unpinned server wrote to the wiki'], async () =>
      runAccepting<boolean>('mcpChangeControl.rollBackChange', record),
    );
    assert.equal(done, true);
    for (const path of ['.vscode/mcp.json', 'AGENTS.md']) {
      assert.deepEqual(onDisk(path), atHead(path), path);
    }
    const permissions = onDisk('.claude/settings.json').toString();
    assert.match(permissions, /"Read\(\.\/\.env\.\*\)"/);
    assert.match(permissions, /"deny": \[[^\]]*"Bash\(git push \*\)"/);
    assert.doesNotMatch(permissions, /"Bash\(npm \*\)"/);
  });

  it('leaves a list of what is to be done, and closes the record', async () => {
    const [runbook] = application.runbooks.all();
    assert.ok(runbook, 'no runbook');
    assert.ok(runbook.steps.some(({ phase }) => phase === 'revoke'));
    const stored = application.records.get(record);
    assert.equal(stored?.status, 'rolled-back');
    assert.equal(stored?.record?.outcome?.code, 'rolled-back');
    assert.equal(stored.record.outcome.why, 'the unpinned server wrote to the wiki');
    assert.equal(runbook.record, record.toString(), 'the record keeps the ticks');
  });

  it('keeps the list until it is put away, and counts what is done', async () => {
    const [runbook] = application.runbooks.all();
    assert.ok(runbook);
    const row = async (start: string): Promise<ShownRow | undefined> =>
      (await treeRows(application)).find(({ label }) => label.startsWith(start));
    assert.equal((await row(runbook.title))?.item.description, `0 of ${runbook.steps.length}`);
    const box = (await row('revoke: Authorization at GitHub'))?.item.checkboxState;
    assert.ok(typeof box === 'object', 'the box has no name of its own');
    assert.match(box.accessibilityInformation?.label ?? '', /^To do: Revoke/);
    for (const index of runbook.steps.keys()) {
      await vscode.commands.executeCommand('mcpChangeControl.toggleStep', runbook.id, index);
    }
    assert.equal((await row(runbook.title))?.item.description, 'all done');
    const { outcome } = application.records.get(record)?.record ?? {};
    assert.equal(outcome?.steps_done?.length, runbook.steps.length);
    assert.ok(outcome.completed_at !== undefined && outcome.started_at !== undefined);
    assert.match(outcome.steps_done[0]?.by ?? '', /^(?:email|user):/);
    await vscode.commands.executeCommand('mcpChangeControl.dismissChecklist', {
      kind: 'runbook',
      runbook,
    });
    assert.deepEqual(application.runbooks.all(), []);
  });

  it('inserts the rollback plan of a new edit at the cursor', async () => {
    const edited = await typeOver('.vscode/mcp.json', '@2026.8.31', '@latest');
    const { range } = await diagnosticOf(fileUri('.vscode/mcp.json'), 'mcp/version-pin-lost');
    const hover = await hoverText(edited.uri, edited.offsetAt(range.start));
    assert.match(hover, /Rolled back on .* because: “the unpinned server wrote to the wiki”/);
    assert.match(hover, /Rollback rehearsed: (?:partly )?reversible\. The state of/);
    const change = await waitFor(application.rehearsals.onDidChange, () => {
      const [file] = application.pending.all();
      const first = file?.rows[0]?.change;
      return file === undefined || first === undefined
        ? undefined
        : application.rehearsals.of(file.file.analysis, first, 'x');
    });
    assert.equal(change.passed, true);
    const [pin] = (await treeRows(application)).filter(({ label }) => label.includes('pin lost'));
    assert.match(String(pin?.item.description), /reversible/);
    const readme = await vscode.workspace.openTextDocument(fileUri('README.md'));
    const editor = await vscode.window.showTextDocument(readme);
    const end = readme.lineAt(readme.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    await runAccepting('mcpChangeControl.insertRollbackPlan', {
      uri: fileUri('.vscode/mcp.json').toString(),
    });
    assert.match(readme.getText(), /## Rollback plan[\s\S]*npm cache npx rm [0-9a-f]{16}/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('takes a pending change back without a record, and undo brings it again', async () => {
    const uri = fileUri('.vscode/mcp.json');
    const done = await runAccepting<boolean>('mcpChangeControl.rollBackChange', {
      uri: uri.toString(),
    });
    assert.equal(done, true);
    assert.deepEqual(onDisk('.vscode/mcp.json'), atHead('.vscode/mcp.json'));
    await noDiagnosticOf(uri, 'mcp/version-pin-lost');
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('undo');
    await diagnosticOf(uri, 'mcp/version-pin-lost');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('calls a whole new prompt file a new file', async () => {
    const uri = fileUri('docs/CLAUDE.md');
    const text = '# Docs\n\nWrite in the present tense.\n';
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const labels = await waitFor(application.pending.onDidChange, () =>
      application.pending
        .all()
        .find(({ file }) => file.uri.toString() === uri.toString())
        ?.rows.map(({ label }) => label),
    );
    assert.deepEqual(labels, ['prompt: new file']);
    await vscode.workspace.fs.delete(uri);
    await waitFor(application.pending.onDidChange, () =>
      application.pending.all().every(({ file }) => file.uri.toString() !== uri.toString())
        ? true
        : undefined,
    );
  });

  it('sees an edit that another program writes to a file that is not open', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const uri = fileUri('.claude/settings.json');
    const text = onDisk('.claude/settings.json').toString();
    const changed = text.replace('"defaultMode": "default"', '"defaultMode": "acceptEdits"');
    assert.notEqual(changed, text);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(changed));
    await diagnosticOf(uri, 'perm/approval-mode-loosened');
  });
});
