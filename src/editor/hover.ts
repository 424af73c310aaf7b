import * as vscode from 'vscode';
import type { TextRange } from '../core/parse/tree';
import type { TrackedFile } from './analysisStore';
import { changeRows, type ChangeRow } from './changeRows';
import { selectChanges } from './changeSelection';
import { commandLink } from './commandLink';
import type { CommandId } from './commandIds';
import type { EditorContext } from './editorContext';
import { governedDocuments } from './governedDocuments';
import { canChooseVersion, packageAt } from './packageAt';
import { directionWord } from './riskWords';
import { editorRanges } from './textRanges';
import { visibleText } from './visibleText';
import { witnessSentence } from './witnessSentence';

/** Links a hover may run; anything else in it stays text. */
const linkCommands: readonly CommandId[] = [
  'mcpChangeControl.rollBackChange',
  'mcpChangeControl.choosePackageVersion',
  'mcpChangeControl.compareWithBaseline',
  'mcpChangeControl.createChangeRequest',
  'mcpChangeControl.explainRule',
];

const mostRows = 3;

/** Says at the changed place what the change means, how risky it is and what can be done about it. */
export function registerHover({ extension, store, tracker }: EditorContext): void {
  extension.subscriptions.push(
    vscode.languages.registerHoverProvider(governedDocuments(), { provideHover }),
  );

  async function provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const known = store.get(document.uri);
    if (known === undefined) return undefined;
    if (known.version !== document.version) await tracker.analyze(document.uri);
    const file = store.get(document.uri);
    if (file === undefined || !file.analysis.hasBaseline) return undefined;
    const toRange = editorRanges(file, document);
    const contains = (range: TextRange): boolean => toRange(range).contains(position);
    const rows = changeRows(file.analysis)
      .filter((row) => placesOf(row).some(contains))
      .sort((left, right) => (right.findings[0]?.score ?? 0) - (left.findings[0]?.score ?? 0))
      .slice(0, mostRows);
    const [first] = rows;
    if (first === undefined) return undefined;
    return new vscode.Hover(
      rows.flatMap((row) => [describe(row), actions(file, row)]),
      toRange(placesOf(first).find(contains) ?? first.range),
    );
  }
}

function placesOf({ change, findings }: ChangeRow): readonly TextRange[] {
  return [...findings.map(({ range }) => range), ...(change === undefined ? [] : [change.range])];
}

/** Everything that may hold text of the workspace. Never trusted: no links, no commands, no HTML. */
function describe(row: ChangeRow): vscode.MarkdownString {
  const { change, findings } = row;
  const markdown = new vscode.MarkdownString();
  const [first, ...others] = findings;
  if (first === undefined) {
    markdown.appendMarkdown(`**${directionWord(row.direction)}** · `);
    markdown.appendText(visibleText(change?.words ?? row.label, 500));
  } else {
    markdown.appendMarkdown('**');
    markdown.appendText(first.title);
    markdown.appendMarkdown('** · ');
    markdown.appendText(visibleText(first.sentence, 500));
  }
  const lines = beforeAndAfter(row);
  if (lines !== undefined) markdown.appendCodeblock(lines, 'diff');
  else markdown.appendMarkdown('\n\n');
  if (first !== undefined) markdown.appendText(visibleText(first.message, 1_000));
  const witness = change === undefined ? undefined : witnessSentence(change);
  if (witness !== undefined && first?.message.includes(witness) !== true) {
    markdown.appendMarkdown('\n\n');
    markdown.appendText(visibleText(witness, 500));
  }
  for (const other of others) {
    markdown.appendMarkdown('\n\n**');
    markdown.appendText(other.title);
    markdown.appendMarkdown('** · ');
    markdown.appendText(visibleText(other.sentence, 500));
  }
  return markdown;
}

/** Was → now as a small diff; values are masked by the core. */
function beforeAndAfter({ change }: ChangeRow): string | undefined {
  if (change === undefined) return undefined;
  const lines = [
    ...(change.before === undefined ? [] : [`- ${visibleText(change.before, 300)}`]),
    ...(change.after === undefined ? [] : [`+ ${visibleText(change.after, 300)}`]),
  ];
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** Our own words and command links only. */
function actions(file: TrackedFile, row: ChangeRow): vscode.MarkdownString {
  const { change, findings } = row;
  const selection = selectChanges(file.uri, change === undefined ? undefined : [change]);
  const [first] = findings;
  const spec =
    first !== undefined && canChooseVersion(first.rule)
      ? packageAt(file.analysis.facts, first.range)
      : undefined;
  const link = (words: string, id: CommandId, ...parameters: readonly unknown[]): string =>
    `[${words}](${commandLink(id, ...parameters)})`;
  const { l10n } = vscode;
  const links = [
    change === undefined || row.direction === 'tightens'
      ? undefined
      : link(l10n.t('Restore'), 'mcpChangeControl.rollBackChange', selection),
    spec === undefined
      ? undefined
      : link(l10n.t('Choose a version…'), 'mcpChangeControl.choosePackageVersion', {
          uri: file.uri.toString(),
          pointer: spec.pointer,
        }),
    link(l10n.t('Compare'), 'mcpChangeControl.compareWithBaseline', selection),
    link(l10n.t('Create change request'), 'mcpChangeControl.createChangeRequest', selection),
    first === undefined
      ? undefined
      : link(l10n.t('Explain'), 'mcpChangeControl.explainRule', first.rule),
  ];
  const markdown = new vscode.MarkdownString(
    links.filter((part) => part !== undefined).join(' · '),
  );
  markdown.isTrusted = { enabledCommands: linkCommands };
  return markdown;
}
