import * as vscode from 'vscode';
import type { TextRange } from '../core/parse/tree';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import { changeRows, type ChangeRow } from './changeRows';
import { selectChanges } from './changeSelection';
import { commandLink } from './commandLink';
import type { CommandId } from './commandIds';
import type { EditorContext } from './editorContext';
import { escapeMarkdown } from './escapeMarkdown';
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
      rows.flatMap((row) => [describe(row, isSquiggled(document.uri, row)), actions(file, row)]),
      toRange(placesOf(first).find(contains) ?? first.range),
    );
  }
}

/** VS Code shows the message of a squiggle in the same hover; twice would be louder. */
function isSquiggled(uri: vscode.Uri, { findings }: ChangeRow): boolean {
  return vscode.languages
    .getDiagnostics(uri)
    .some(({ code }) => typeof code === 'object' && code.value === findings[0]?.rule);
}

function placesOf({ change, findings }: ChangeRow): readonly TextRange[] {
  return [...findings.map(({ range }) => range), ...(change === undefined ? [] : [change.range])];
}

/**
 * Everything that may hold text of the workspace. Never trusted: no links, no commands, no HTML.
 *
 * @param squiggled the message stands above already, as that of the squiggle
 */
function describe(row: ChangeRow, squiggled: boolean): vscode.MarkdownString {
  const { change, findings } = row;
  const [first, ...others] = findings;
  const message = first?.message ?? change?.words ?? row.label;
  const headline =
    first === undefined
      ? `**${directionWord(row.direction)}** · ${escaped(message)}`
      : headlineOf(first);
  const markdown = new vscode.MarkdownString(headline);
  const lines = beforeAndAfter(row, message);
  if (lines !== undefined) markdown.appendCodeblock(lines, 'diff');
  const sentences = [
    ...(first === undefined || squiggled ? [] : [first.message]),
    ...witnessesOf(row, message),
  ];
  for (const sentence of sentences) markdown.appendMarkdown(`\n\n${escaped(sentence)}`);
  for (const other of others) markdown.appendMarkdown(`\n\n${headlineOf(other)}`);
  return markdown;
}

function headlineOf({ title, sentence }: Finding): string {
  return `**${escaped(title)}** · ${escaped(sentence)}`;
}

function escaped(text: string): string {
  return escapeMarkdown(visibleText(text, 1_000));
}

/** Was → now as a small diff, where the message does not say it already. Masked by the core. */
function beforeAndAfter({ change }: ChangeRow, message: string): string | undefined {
  const { before, after } = change ?? {};
  const values = [before, after].filter((value) => value !== undefined);
  if (values.every((value) => message.includes(value.replace(/[.!?]$/, '')))) return undefined;
  return [
    ...(before === undefined ? [] : [`- ${visibleText(before, 300)}`]),
    ...(after === undefined ? [] : [`+ ${visibleText(after, 300)}`]),
  ].join('\n');
}

function witnessesOf({ change }: ChangeRow, message: string): readonly string[] {
  if (change?.detail.kind !== 'permission') return [];
  // The witness starts with the tool, `Read ./.env`; a message may name only what it reads.
  const told = message.includes(change.detail.witness?.replace(/^\S+ /, '') ?? '');
  const sentence = witnessSentence(change);
  return sentence === undefined || told ? [] : [sentence];
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
