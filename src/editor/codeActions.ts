import * as vscode from 'vscode';
import type { Change } from '../core/compare/change';
import type { TextRange } from '../core/parse/tree';
import type { Finding, Fix } from '../core/rules/rule';
import { neverAccepted } from '../core/policy/acceptances/judgeAcceptance';
import type { AcceptancesHeld } from './acceptancesHeld';
import type { TrackedFile } from './analysisStore';
import { baselineLabel } from './baselineUri';
import { changeRows, type ChangeRow } from './changeRows';
import { selectChanges } from './changeSelection';
import type { EditorContext } from './editorContext';
import { forGovernedDocuments } from './governedDocuments';
import { fileIn } from './governedFolder';
import { canChooseVersion, packageAt } from './packageAt';
import type { StoredRecord } from './recordStore';
import { editorRanges } from './textRanges';
import { plainText, visibleText } from './visibleText';

const longestValue = 40;

/** The light bulb: repairs first, then the change request, then living with it, then the explanation. */
export function registerCodeActions(context: EditorContext): void {
  const { extension, store, tracker, pending, policies, acceptances } = context;
  extension.subscriptions.push(
    forGovernedDocuments(policies, (documents) =>
      vscode.languages.registerCodeActionsProvider(
        documents,
        { provideCodeActions },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    ),
  );

  async function provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const known = store.get(document.uri);
    if (known === undefined) return [];
    if (known.version !== document.version) await tracker.analyze(document.uri);
    const file = store.get(document.uri);
    // Repairs are edits by offset: only for the very text that was analysed.
    if (file === undefined || file.halfTyped || file.analysis.text !== document.getText())
      return [];
    const toRange = editorRanges(file, document);
    const isHere = (place: TextRange): boolean => toRange(place).intersection(range) !== undefined;
    const rows = changeRows(file.analysis).filter(
      ({ change, findings }) =>
        (change !== undefined && isHere(change.range)) ||
        findings.some((finding) => isHere(finding.range)),
    );
    const inherited = file.analysis.findings.filter(
      (finding) => finding.origin === 'inherited' && isHere(finding.range),
    );
    const ofFinding = (finding: Finding): vscode.CodeAction[] =>
      withDiagnostics(
        [
          ...finding.fixes.map((fix) => repair(file, fix, toRange)),
          ...chooseVersion(file, finding),
        ],
        diagnostics.filter((diagnostic) => isOf(diagnostic, finding)),
      );
    return [
      ...rows.flatMap((row) => [
        // With its diagnostics, or VS Code would put every repair before the old value.
        ...withDiagnostics(
          restore(file, row),
          diagnostics.filter((diagnostic) =>
            row.findings.some((finding) => isOf(diagnostic, finding)),
          ),
        ),
        ...row.findings.flatMap(ofFinding),
        ...request(file, row, pending.recordOf(file.uri, row.change ?? row.findings[0])),
      ]),
      ...inherited.flatMap(ofFinding),
      // Without its diagnostic: VS Code would put it before every repair.
      ...[...rows.flatMap(({ findings }) => findings), ...inherited].flatMap((finding) =>
        accept(file, finding, acceptances),
      ),
      ...rulesOf([...rows.flatMap(({ findings }) => findings), ...inherited]).map(explain),
    ];
  }
}

/**
 * Takes the change back with its preview, where no rule has a repair that does: the light bulb offers
 * what lens and hover do.
 */
function restore({ uri, baseline }: TrackedFile, row: ChangeRow): vscode.CodeAction[] {
  const { change, direction, findings } = row;
  const mended = findings.some(({ fixes }) =>
    fixes.some(({ id }) => id === 'restore' || (id === 'remove' && change?.op === 'add')),
  );
  if (change === undefined || mended || direction === 'tightens' || direction === 'neutral') {
    return [];
  }
  const action = quickFix(restoreTitle(change, baselineLabel(baseline)));
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.rollBackChange',
    arguments: [selectChanges(uri, [change])],
  };
  return [action];
}

function restoreTitle({ before }: Change, label: string | undefined): string {
  const value = plainText(before ?? '');
  if (value !== '' && value.length <= longestValue) return vscode.l10n.t('Restore {0}…', value);
  return label === undefined
    ? vscode.l10n.t('Restore…')
    : vscode.l10n.t('Restore as on {0}…', visibleText(label));
}

/** A request for what no record speaks for yet; else the record. Nothing for what only tightens. */
function request(
  { uri }: TrackedFile,
  { change, direction }: ChangeRow,
  record: StoredRecord | undefined,
): vscode.CodeAction[] {
  if (record !== undefined) {
    const action = quickFix(vscode.l10n.t('Open {0}, which covers this change', record.id));
    action.command = { title: action.title, command: 'vscode.open', arguments: [record.uri] };
    return [action];
  }
  if (direction === 'tightens') return [];
  const action = quickFix(vscode.l10n.t('Create change request for this change'));
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.createChangeRequest',
    arguments: [selectChanges(uri, change === undefined ? undefined : [change])],
  };
  return [action];
}

function withDiagnostics(
  actions: vscode.CodeAction[],
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction[] {
  for (const action of actions) action.diagnostics = diagnostics;
  return actions;
}

function rulesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))];
}

function repair(
  file: TrackedFile,
  fix: Fix,
  toRange: ReturnType<typeof editorRanges>,
): vscode.CodeAction {
  const action = quickFix(plainText(fix.title));
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    file.uri,
    fix.edits.map(({ range, text }) => new vscode.TextEdit(toRange(range), text)),
  );
  action.edit = edit;
  action.isPreferred = fix.preferred;
  return action;
}

function chooseVersion(file: TrackedFile, finding: Finding): vscode.CodeAction[] {
  if (!canChooseVersion(finding.rule)) return [];
  const spec = packageAt(file.analysis.facts, finding.range);
  if (spec === undefined) return [];
  const action = quickFix(vscode.l10n.t('Choose a known version…'));
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.choosePackageVersion',
    arguments: [{ uri: file.uri.toString(), pointer: spec.pointer }],
  };
  return [action];
}

/** To live with it for a time; or, where somebody decided so, to see what was decided. */
function accept(
  file: TrackedFile,
  finding: Finding,
  acceptances: AcceptancesHeld,
): vscode.CodeAction[] {
  const acceptance = acceptances.of(file, finding);
  const filed = acceptances.find(file, finding);
  if (filed !== undefined && acceptance !== undefined && acceptance.state !== 'open') {
    const action = quickFix(vscode.l10n.t('Show why it is accepted until {0}', acceptance.until));
    action.command = {
      title: action.title,
      command: 'vscode.open',
      arguments: [fileIn(file.folder, filed.file)],
    };
    return [action];
  }
  const impossible =
    finding.severity === 'info' ||
    file.folder.isHome === true ||
    neverAccepted(finding.rule) !== undefined;
  if (impossible) return [];
  const action = quickFix(vscode.l10n.t('Accept This Finding… ({0})', finding.rule));
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.acceptFinding',
    arguments: [
      { uri: file.uri.toString(), finding: finding.fingerprint, pointer: finding.pointer },
    ],
  };
  return [action];
}

function explain(rule: string): vscode.CodeAction {
  const action = quickFix(vscode.l10n.t('Explain {0}', rule));
  action.command = {
    title: action.title,
    command: 'mcpChangeControl.explainRule',
    arguments: [rule],
  };
  return action;
}

function quickFix(title: string): vscode.CodeAction {
  return new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
}

function isOf({ code }: vscode.Diagnostic, { rule }: Finding): boolean {
  return typeof code === 'object' && code.value === rule;
}
