import * as vscode from 'vscode';
import { showsPresentState } from './baselineUri';
import type { TextRange } from '../core/parse/tree';
import { isLoosening } from '../core/risk/unspokenChanges';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import { changeRows, findingLabel, type ChangeRow } from './changeRows';
import { selectChanges } from './changeSelection';
import { commandLink } from './commandLink';
import type { CommandId } from './commandIds';
import type { EditorContext } from './editorContext';
import { escapeMarkdown } from './escapeMarkdown';
import { forGovernedDocuments } from './governedDocuments';
import { lessonsOf } from './lessons';
import { canChooseVersion, packageAt } from './packageAt';
import { baselineName, rehearsalSentence } from './rehearsals';
import type { StoredRecord } from './recordStore';
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

/** Says at a place what was changed or stands there, how risky it is and what can be done about it. */
export function registerHover(context: EditorContext): void {
  const { extension, store, tracker, pending, policies, acceptances } = context;
  const { records, rehearsals } = context;
  /**
   * A window draws the squiggles of its very first editor when it finds the time. Until then a hover
   * holds no message of theirs, and ours must not count on it: said twice once is better than not.
   */
  let squigglesMayBeLate = vscode.window.visibleTextEditors.length === 0;
  extension.subscriptions.push(
    forGovernedDocuments(policies, (documents) =>
      vscode.languages.registerHoverProvider(documents, { provideHover }),
    ),
  );

  async function provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const known = store.get(document.uri);
    if (known === undefined) return undefined;
    if (known.version !== document.version) await tracker.analyze(document.uri);
    const file = store.get(document.uri);
    if (file === undefined) return undefined;
    const toRange = editorRanges(file, document);
    const contains = (range: TextRange): boolean => toRange(range).contains(position);
    const squiggled = squigglesMayBeLate
      ? new Set<unknown>()
      : squiggledRules(document.uri, position);
    const rows = changeRows(file.analysis)
      .filter((row) => placesOf(row).some(contains))
      .sort((left, right) => (right.findings[0]?.score ?? 0) - (left.findings[0]?.score ?? 0))
      .slice(0, mostRows);
    const inherited = file.analysis.findings
      .filter(
        ({ origin, tier, range }) => origin === 'inherited' && tier !== 'none' && contains(range),
      )
      .slice(0, mostRows - rows.length);
    const place =
      rows.flatMap(placesOf).find(contains) ?? inherited.map(({ range }) => range).find(contains);
    if (place === undefined) return undefined;
    squigglesMayBeLate = false;
    const lessons = lessonsOf(records, file);
    // Two rules may be accepted by the same words.
    const sentencesOf = (findings: readonly Finding[]): readonly string[] => [
      ...new Set(findings.flatMap((finding) => acceptances.of(file, finding)?.sentence ?? [])),
    ];
    return new vscode.Hover(
      [
        ...rows.flatMap((row) => {
          const record = pending.recordOf(file.uri, row.change ?? row.findings[0]);
          const { change, direction } = row;
          const lesson = change === undefined ? undefined : lessons.get(change);
          const decided = sentencesOf(row.findings.filter(({ rule }) => !squiggled.has(rule)));
          const rehearsal =
            change === undefined || !isLoosening(direction)
              ? []
              : [rehearsalSentence(rehearsals.now(file.analysis, change, baselineName(file)))];
          return [
            describe(row, squiggled, record, [
              ...decided,
              ...(lesson === undefined ? [] : [lesson]),
              ...rehearsal,
            ]),
            actions(file, row, record),
          ];
        }),
        ...inherited.flatMap((finding) => [
          describeInherited(file, finding, squiggled, sentencesOf([finding])),
          linksFor(file, finding, []),
        ]),
      ],
      toRange(place),
    );
  }
}

/** VS Code shows the message of a squiggle in the same hover; twice would be louder. */
function squiggledRules(uri: vscode.Uri, position: vscode.Position): ReadonlySet<unknown> {
  return new Set(
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ range }) => range.contains(position))
      .map(({ code }) => (typeof code === 'object' ? code.value : code)),
  );
}

function placesOf({ change, findings }: ChangeRow): readonly TextRange[] {
  return [...findings.map(({ range }) => range), ...(change === undefined ? [] : [change.range])];
}

/**
 * Everything that may hold text of the workspace. Never trusted: no commands, no HTML, no links but
 * that to a record.
 *
 * @param squiggled rules whose message stands above already, as that of the squiggle
 * @param record speaks for the change
 * @param more further sentences
 */
function describe(
  row: ChangeRow,
  squiggled: ReadonlySet<unknown>,
  record: StoredRecord | undefined,
  more: readonly string[],
): vscode.MarkdownString {
  const { change, findings } = row;
  const [first, ...others] = findings;
  const message = first?.message ?? change?.words ?? row.label;
  const markdown = new vscode.MarkdownString(
    `**${marked(row.label)}** · ${marked(first?.sentence ?? directionWord(row.direction))}`,
  );
  const lines = beforeAndAfter(row, message);
  if (lines !== undefined) markdown.appendCodeblock(lines, 'diff');
  const sentences = [
    ...(first !== undefined && squiggled.has(first.rule) ? [] : [message]),
    ...witnessesOf(row, message),
  ];
  for (const sentence of sentences) markdown.appendMarkdown(`\n\n${marked(sentence)}`);
  for (const { title, sentence } of others) {
    markdown.appendMarkdown(`\n\n**${marked(title)}** · ${marked(sentence)}`);
  }
  for (const sentence of more) markdown.appendMarkdown(`\n\n${marked(sentence)}`);
  if (record !== undefined) {
    const link = `[${marked(record.id)}](${record.uri.toString()})`;
    markdown.appendMarkdown(`\n\n${vscode.l10n.t('Covered by {0}.', link)}`);
  }
  return markdown;
}

function describeInherited(
  { analysis, baseline }: TrackedFile,
  finding: Finding,
  squiggled: ReadonlySet<unknown>,
  decided: readonly string[],
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(
    `**${marked(findingLabel(finding, analysis))}** · ${marked(finding.sentence)}`,
  );
  if (squiggled.has(finding.rule)) return markdown;
  markdown.appendMarkdown(`\n\n${marked(finding.message)}`);
  const origin = showsPresentState(baseline)
    ? vscode.l10n.t('Nothing to compare with here: showing the present state.')
    : vscode.l10n.t('Inherited: it was there before your changes.');
  for (const sentence of [origin, ...decided]) {
    markdown.appendMarkdown(`\n\n${marked(sentence)}`);
  }
  return markdown;
}

/** Shows exactly this text, with what stands between backticks as code. */
function marked(text: string): string {
  return visibleText(text, 1_000)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeMarkdown(part)))
    .join('');
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
function actions(
  file: TrackedFile,
  { change, direction, findings }: ChangeRow,
  record: StoredRecord | undefined,
): vscode.MarkdownString {
  const selection = selectChanges(file.uri, change === undefined ? undefined : [change]);
  const tightens = direction === 'tightens';
  const { l10n } = vscode;
  return linksFor(file, findings[0], [
    change === undefined || tightens
      ? undefined
      : link(l10n.t('Restore'), 'mcpChangeControl.rollBackChange', selection),
    link(l10n.t('Compare'), 'mcpChangeControl.compareWithBaseline', selection),
    // What only tightens needs no request, and one is enough for the rest.
    tightens || record !== undefined
      ? undefined
      : link(l10n.t('Create change request'), 'mcpChangeControl.createChangeRequest', selection),
  ]);
}

/** The links of a change, if there is one, and those of the finding. */
function linksFor(
  { uri, analysis }: TrackedFile,
  finding: Finding | undefined,
  [restore, ...others]: readonly (string | undefined)[],
): vscode.MarkdownString {
  const spec =
    finding !== undefined && canChooseVersion(finding.rule)
      ? packageAt(analysis.facts, finding.range)
      : undefined;
  const links = [
    restore,
    spec === undefined
      ? undefined
      : link(vscode.l10n.t('Choose a version…'), 'mcpChangeControl.choosePackageVersion', {
          uri: uri.toString(),
          pointer: spec.pointer,
        }),
    ...others,
    finding === undefined
      ? undefined
      : link(vscode.l10n.t('Explain'), 'mcpChangeControl.explainRule', finding.rule),
  ];
  const markdown = new vscode.MarkdownString(
    links.filter((part) => part !== undefined).join(' · '),
  );
  markdown.isTrusted = { enabledCommands: linkCommands };
  return markdown;
}

function link(words: string, id: CommandId, ...parameters: readonly unknown[]): string {
  return `[${words}](${commandLink(id, ...parameters)})`;
}
