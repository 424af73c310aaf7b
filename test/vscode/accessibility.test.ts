import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Application } from '../../src/editor/application';
import type { ChangeTreeNode } from '../../src/editor/changeTreeNode';
import { governedPath } from '../../src/editor/governedFileName';
import { directionWord } from '../../src/editor/riskWords';
import { tierWord } from '../../src/core/risk/scoreFinding';
import { extensionUnderTest } from './extensionUnderTest';
import { startedApplication } from './startedApplication';
import { diagnosticOf, noDiagnosticOf, runAccepting, waitFor } from './waitFor';
import { fileUri, typeOver } from './workspaceFile';

interface Row {
  readonly node: ChangeTreeNode;
  readonly item: vscode.TreeItem;
}

interface MenuEntry {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; icon?: string }[];
    readonly menus: { readonly 'view/item/context': readonly MenuEntry[] };
  };
}

/** Everything that a screen reader says of the sidebar and of the lenses. After the suites before it. */
describe('for somebody who does not see the window', () => {
  let application: Application;
  let rows: readonly Row[];

  before(async () => {
    application = await startedApplication();
    // One of everything: a request, something pending, steps of both kinds, something inherited.
    const uri = fileUri('.vscode/mcp.json');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await typeOver('.vscode/mcp.json', '@2026.8.31', '@latest');
    await diagnosticOf(uri, 'mcp/version-pin-lost');
    await runAccepting('mcpChangeControl.createChangeRequest');
    await typeOver('.vscode/mcp.json', '${workspaceFolder}/docs', '/');
    await diagnosticOf(uri, 'mcp/broad-filesystem-root');
    await waitFor(application.pending.onDidChange, () => application.pending.all()[0]);
    await application.runbooks.add({
      id: 'steps',
      title: 'steps',
      steps: [
        {
          phase: 'revoke',
          action: 'Revoke the token “docs” where it was issued.',
          expect: 'It is refused.',
          command: 'npm cache npx rm 0123456789abcdef',
          editorCommand: 'workbench.mcp.listServer',
        },
      ],
      done: [],
    } as unknown as Parameters<typeof application.runbooks.add>[0]);
    rows = await rowsBelow(application, undefined);
  });

  after(async () => {
    await application.runbooks.dismiss('steps');
    await vscode.window.showTextDocument(fileUri('.vscode/mcp.json'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await noDiagnosticOf(fileUri('.vscode/mcp.json'), 'mcp/version-pin-lost');
  });

  it('meets every kind of row', () => {
    const kinds = new Set(rows.map(({ node }) => node.kind));
    assert.deepEqual([...kinds].sort(), [
      'change',
      'inheritedFile',
      'inheritedFinding',
      'pendingFile',
      'record',
      'requestPart',
      'runbook',
      'runbookStep',
      'section',
    ]);
    const sections = rows.flatMap(({ node }) => (node.kind === 'section' ? [node.section] : []));
    assert.deepEqual(
      sections.filter((section) => section !== 'waiting'),
      ['pending', 'steps', 'requests', 'closed', 'inherited'],
    );
  });

  it('has a name for every row, in words', () => {
    for (const { node, item } of rows) {
      const name = item.accessibilityInformation?.label ?? '';
      assert.match(name, /\p{L}{3}/u, `${node.kind} ${labelOf(item)}`);
      assert.doesNotMatch(name, /\$\(|[▲▼◆↔·]/u, name);
    }
  });

  it('says of every change what it is, its direction, its tier and its file', () => {
    for (const { node, item } of rows) {
      const name = item.accessibilityInformation?.label ?? '';
      if (node.kind === 'change') {
        const { label, direction, tier } = node.row;
        const file = governedPath(node.file);
        const risk = tier === 'none' ? [] : [tierWord(tier)];
        for (const part of [label, directionWord(direction), ...risk, file]) {
          assert.ok(name.includes(part), `“${part}” is missing in “${name}”`);
        }
      }
      if (node.kind === 'inheritedFinding') {
        const file = governedPath(node.file);
        for (const part of ['inherited', tierWord(node.finding.tier), file]) {
          assert.ok(name.includes(part), `“${part}” is missing in “${name}”`);
        }
      }
    }
  });

  it('shows direction or tier as a word, before anything a narrow sidebar cuts off', () => {
    const word = /^(?:loosens|tightens|mixed|neutral|unknown|low|medium|high|critical) · /;
    for (const { node, item } of rows) {
      if (node.kind === 'change' || node.kind === 'inheritedFinding') {
        assert.match(labelOf(item), word);
      }
    }
  });

  it('names the box of every step, and says what it is', () => {
    const steps = rows.filter(({ node }) => node.kind === 'runbookStep');
    for (const { item } of steps) {
      assert.ok(typeof item.checkboxState === 'object');
      const { label, role } = item.checkboxState.accessibilityInformation ?? {};
      assert.equal(role, 'checkbox');
      assert.match(label ?? '', /^(?:To do|Done): .{10}/);
    }
  });

  it('offers at most two buttons on a row, each with words and also in the menu of the row', () => {
    const { contributes } = extensionUnderTest()?.packageJSON as Manifest;
    const entries = contributes.menus['view/item/context'];
    let met = 0;
    for (const value of new Set(rows.map(({ item }) => item.contextValue ?? ''))) {
      const here = entries.filter(({ when }) => appliesTo(when, value));
      const inline = here.filter(({ group }) => group.startsWith('inline'));
      assert.ok(inline.length <= 2, `${value}: ${inline.length} buttons`);
      for (const { command } of inline) {
        met += 1;
        const { title, icon } =
          contributes.commands.find((candidate) => candidate.command === command) ?? {};
        assert.match(title ?? '', /^[^%$].{3}/, command);
        assert.match(icon ?? '', /^\$\(/, command);
        // A keyboard reaches the menu of a row, but not the buttons on it.
        const inMenu = here.some(
          (entry) => entry.command === command && !entry.group.startsWith('inline'),
        );
        assert.ok(inMenu, `${command} on ${value} is a button only`);
      }
    }
    assert.ok(met >= 6, `${met} buttons`);
  });

  it('puts words into every lens', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      fileUri('.vscode/mcp.json'),
      100,
    );
    const ours = lenses.filter(({ command }) => command?.command.startsWith('mcpChangeControl.'));
    assert.ok(ours.length >= 3);
    assert.match(ours[0]?.command?.title ?? '', /^files: .+ · (?:low|medium|high|critical)$/);
    for (const { command } of ours) {
      assert.match(command?.title ?? '', /^\p{L}{3}/u);
      assert.match(command?.tooltip ?? '', /\p{L}{3}/u, command?.title);
    }
  });
});

async function rowsBelow(
  application: Application,
  parent: ChangeTreeNode | undefined,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const node of (await application.tree.getChildren(parent)) ?? []) {
    rows.push({ node, item: await application.tree.getTreeItem(node) });
    rows.push(...(await rowsBelow(application, node)));
  }
  return rows;
}

function labelOf({ label = '' }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** The part of a `when` clause that asks for the kind of row. */
function appliesTo(when: string, value: string): boolean {
  const equal = /viewItem == (\S+)/.exec(when)?.[1];
  if (equal !== undefined) return equal === value;
  const pattern = /viewItem =~ \/(.+)\/$/.exec(when)?.[1];
  assert.ok(pattern !== undefined, when);
  return new RegExp(pattern).test(value);
}
