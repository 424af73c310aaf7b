import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import type { FindingAcceptance } from '../core/policy/acceptances/acceptance';
import { memberOf } from '../core/parse/navigate';
import type { SectionNode, TextRange } from '../core/parse/tree';
import { highestTier, tierWord } from '../core/risk/scoreFinding';
import type { Finding, Tier } from '../core/rules/rule';
import { acceptedWord } from './acceptedWord';
import type { TrackedFile } from './analysisStore';
import { changeRows, type ChangeRow } from './changeRows';
import { selectChanges } from './changeSelection';
import type { EditorContext } from './editorContext';
import { entryName } from './entryName';
import { forGovernedDocuments } from './governedDocuments';
import { directionWord } from './riskWords';
import { editorRanges } from './textRanges';
import type { StoredRecord } from './recordStore';
import { visibleLabel } from './visibleText';

const setting = 'mcpChangeControl.codeLens';
const mostTopics = 2;

type Decided = ReadonlyMap<Finding, FindingAcceptance>;

/** The rows of an entry, and what was decided about their findings. */
interface Entry {
  readonly rows: readonly ChangeRow[];
  readonly decided: Decided;
}

/** One group of lenses above every changed entry, and none anywhere else. */
export function registerCodeLens(context: EditorContext): void {
  const { extension, store, pending, policies, acceptances } = context;
  const changed = new vscode.EventEmitter<void>();
  extension.subscriptions.push(
    changed,
    store.onDidChange((uris) => {
      const affected = new Set(uris.map((uri) => uri.toString()));
      const visible = vscode.window.visibleTextEditors.some(({ document }) =>
        affected.has(document.uri.toString()),
      );
      if (visible) changed.fire();
    }),
    pending.onDidChangeCoverage(() => changed.fire()),
    acceptances.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting)) changed.fire();
    }),
    forGovernedDocuments(policies, (documents) =>
      vscode.languages.registerCodeLensProvider(documents, {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses,
      }),
    ),
  );

  function provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const file = store.get(document.uri);
    if (file === undefined || !vscode.workspace.getConfiguration().get<boolean>(setting, true))
      return [];
    const toRange = editorRanges(file, document);
    return [...entriesOf(file.analysis)].flatMap(([subject, rows]) =>
      lensesOf(
        file,
        { rows, decided: decidedOn(file, rows) },
        toRange(entryRange(file.analysis, subject, rows)),
        recordsOf(file, rows),
      ),
    );
  }

  /** What was decided about the findings of an entry. */
  function decidedOn(file: TrackedFile, rows: readonly ChangeRow[]): Decided {
    const found = rows.flatMap(({ findings }) =>
      findings.map((finding) => [finding, acceptances.of(file, finding)] as const),
    );
    return new Map(found.flatMap(([finding, is]) => (is === undefined ? [] : [[finding, is]])));
  }

  /** The records that speak for changes of an entry. */
  function recordsOf(file: TrackedFile, rows: readonly ChangeRow[]): readonly StoredRecord[] {
    const found = rows.flatMap(
      ({ change, findings }) => pending.recordOf(file.uri, change ?? findings[0]) ?? [],
    );
    return [...new Set(found)];
  }
}

/** The changed entries: a server, a permission list, a section of a prompt. */
function entriesOf(analysis: FileAnalysis): ReadonlyMap<string, readonly ChangeRow[]> {
  const entries = new Map<string, ChangeRow[]>();
  for (const row of changeRows(analysis)) {
    if (row.direction === 'neutral' && row.findings.length === 0) continue;
    const rows = entries.get(row.subject);
    if (rows === undefined) entries.set(row.subject, [row]);
    else rows.push(row);
  }
  return entries;
}

function lensesOf(
  file: TrackedFile,
  { rows, decided }: Entry,
  range: vscode.Range,
  records: readonly StoredRecord[],
): vscode.CodeLens[] {
  const changes = rows.flatMap(({ change }) => (change === undefined ? [] : [change]));
  const selection = selectChanges(file.uri, changes.length === 0 ? undefined : changes);
  const lens = (title: string, command: string, tooltip: string): vscode.CodeLens =>
    new vscode.CodeLens(range, { title, command, tooltip, arguments: [selection] });
  const { l10n } = vscode;
  const loosens = rows.some(({ direction }) => direction !== 'tightens' && direction !== 'neutral');
  return [
    lens(
      entryTitle(file.analysis, { rows, decided }),
      'mcpChangeControl.revealChange',
      l10n.t('Show what this change means'),
    ),
    lens(
      l10n.t('Review'),
      'mcpChangeControl.compareWithBaseline',
      l10n.t('Compare with the baseline'),
    ),
    // What only tightens is not offered to be undone.
    ...(loosens
      ? [
          lens(
            l10n.t('Restore'),
            'mcpChangeControl.rollBackChange',
            l10n.t('Take this change back'),
          ),
        ]
      : []),
    ...records.map(
      ({ id, uri, title }) =>
        new vscode.CodeLens(range, {
          title: l10n.t('Covered by {0}', visibleLabel(id)),
          tooltip: title,
          command: 'vscode.open',
          arguments: [uri],
        }),
    ),
  ];
}

/** `files: pin lost · medium`: the names of the rows in the sidebar, the riskiest first. */
function entryTitle(analysis: FileAnalysis, { rows, decided }: Entry): string {
  const ranked = [...rows].sort(
    (left, right) => (right.findings[0]?.score ?? -1) - (left.findings[0]?.score ?? -1),
  );
  const tier = ranked.reduce<Tier>(
    (highest, row) => highestTier(highest, alarmOf(row, decided)),
    'none',
  );
  const accepted = acceptedWord([...decided.values()]);
  const topics = [...new Set(ranked.map(({ topic }) => visibleLabel(topic, 60)))];
  const more = topics.length - mostTopics;
  const shown = [...topics.slice(0, mostTopics), ...(more > 0 ? [`+${more}`] : [])].join(', ');
  const directions = [...new Set(rows.map(({ direction }) => directionWord(direction)))];
  const name = visibleLabel(entryName(rows[0]?.subject ?? '', analysis));
  const risk = tier === 'none' ? directions.join(', ') : tierWord(tier);
  return [`${name}: ${shown}`, risk, accepted].filter((part) => part !== '').join(' · ');
}

/** What is accepted raises no alarm. */
function alarmOf({ findings }: ChangeRow, decided: Decided): Tier {
  return findings.reduce<Tier>((highest, finding) => {
    const accepted = decided.get(finding)?.state === 'accepted' && finding.tier !== 'none';
    return highestTier(highest, accepted ? 'low' : finding.tier);
  }, 'none');
}

/** The line an entry is known by: the name of its server, the key of its list, its heading. */
function entryRange(
  { facts, parsed }: FileAnalysis,
  subject: string,
  rows: readonly ChangeRow[],
): TextRange {
  const fallback = rows[0]?.range ?? { start: 0, end: 0 };
  const server = facts.servers.find((candidate) => candidate.subject === subject);
  if (server !== undefined) return server.nameRange;
  if (subject.startsWith('prompt:') && parsed?.body !== undefined) {
    return sectionTitle(parsed.body, subject.slice('prompt:'.length), fallback) ?? fallback;
  }
  let node = parsed?.root;
  let range: TextRange | undefined;
  for (const key of subject.split('.')) {
    const member = memberOf(node, key);
    if (member === undefined) return range ?? fallback;
    node = member.value;
    range = member.keyRange;
  }
  return range ?? fallback;
}

/** The nearest heading of that name above the change; several sections may be called the same. */
function sectionTitle(
  section: SectionNode,
  title: string,
  place: TextRange,
): TextRange | undefined {
  for (const child of section.children) {
    if (child.kind !== 'section') continue;
    const found = sectionTitle(child, title, place);
    if (found !== undefined) return found;
  }
  const holds = section.range.start <= place.start && place.end <= section.range.end;
  return section.title === title && holds ? section.titleRange : undefined;
}
