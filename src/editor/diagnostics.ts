import * as vscode from 'vscode';
import type { FindingAcceptance } from '../core/policy/acceptances/acceptance';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import { baselineLabel, baselineUri, showsPresentState } from './baselineUri';
import { commandLink } from './commandLink';
import type { EditorContext } from './editorContext';
import { baselineRanges, editorRanges } from './textRanges';
import { openDocument } from './openDocument';
import { plainText, visibleText } from './visibleText';

/** What stands behind every squiggle and in the list of problems. */
export const diagnosticSource = 'MCP Change Control';

/** Publishes findings as squiggles: those the edit brought, by tier; without a baseline, softly. */
export function registerDiagnostics(context: EditorContext): void {
  const { extension, store, pending, acceptances } = context;
  const collection = vscode.languages.createDiagnosticCollection('mcp-change-control');
  extension.subscriptions.push(
    collection,
    store.onDidChange((uris) => {
      for (const uri of uris) publish(uri);
    }),
    pending.onDidChangeCoverage((uris) => {
      for (const uri of uris) publish(uri);
    }),
    acceptances.onDidChange(() => {
      for (const { uri } of store.all()) publish(uri);
    }),
  );
  for (const { uri } of store.all()) publish(uri);

  function publish(uri: vscode.Uri): void {
    const file = store.get(uri);
    if (file?.analysis.text === undefined) {
      collection.delete(uri);
      return;
    }
    const document = openDocument(uri);
    // A newer text is on its way: its own result follows, and until then the editor moves the
    // squiggles along. Half-typed text says nothing new either.
    if (file.halfTyped || (document !== undefined && document.version !== file.version)) return;
    collection.set(uri, diagnosticsOf(file, document, context));
  }
}

function diagnosticsOf(
  file: TrackedFile,
  document: vscode.TextDocument | undefined,
  { pending, acceptances }: EditorContext,
): vscode.Diagnostic[] {
  const toRange = editorRanges(file, document);
  return file.analysis.findings.flatMap((finding) => {
    const state = finding.origin === 'inherited' && showsPresentState(file.baseline);
    const severity = state ? stateSeverity(finding) : severityOf(finding);
    if (severity === undefined) return [];
    const acceptance = acceptances.of(file, finding);
    const message = [finding.message, ...(acceptance === undefined ? [] : [acceptance.sentence])]
      .map((sentence) => plainText(sentence, 1_000))
      .join(' ');
    const record = pending.recordOf(file.uri, finding);
    const diagnostic = new vscode.Diagnostic(
      toRange(finding.range),
      state
        ? vscode.l10n.t('{0} Nothing to compare with here: showing the present state.', message)
        : // The risk is there, whoever has asked for it.
          record === undefined
          ? message
          : vscode.l10n.t('{0} Covered by {1}.', message, record.id),
      quieter(severity, acceptance),
    );
    diagnostic.source = diagnosticSource;
    diagnostic.code = {
      value: finding.rule,
      target: vscode.Uri.parse(commandLink('mcpChangeControl.explainRule', finding.rule)),
    };
    const related = relatedInformation(file, finding);
    if (related !== undefined) diagnostic.relatedInformation = [related];
    return [diagnostic];
  });
}

/** Undefined: no squiggle. What was there before stands in the sidebar, and so does low risk. */
function severityOf({ origin, tier }: Finding): vscode.DiagnosticSeverity | undefined {
  if (origin !== 'introduced') return undefined;
  if (isHigh(tier)) return vscode.DiagnosticSeverity.Warning;
  return tier === 'medium' ? vscode.DiagnosticSeverity.Information : undefined;
}

/** What is accepted raises no alarm; what is only about to be stays in the list of problems. */
function quieter(
  severity: vscode.DiagnosticSeverity,
  acceptance: FindingAcceptance | undefined,
): vscode.DiagnosticSeverity {
  if (acceptance?.state === 'accepted') return vscode.DiagnosticSeverity.Hint;
  return acceptance?.state === 'proposed' ? vscode.DiagnosticSeverity.Information : severity;
}

/** Softly: nobody knows whether it is new. */
function stateSeverity({ tier }: Finding): vscode.DiagnosticSeverity | undefined {
  return isHigh(tier) ? vscode.DiagnosticSeverity.Information : undefined;
}

function isHigh(tier: Finding['tier']): boolean {
  return tier === 'critical' || tier === 'high';
}

/** The old line, in the baseline. Its text comes from the change, where secrets are masked. */
function relatedInformation(
  file: TrackedFile,
  { change }: Finding,
): vscode.DiagnosticRelatedInformation | undefined {
  const uri = baselineUri(file);
  if (uri === undefined || change?.baselineRange === undefined) return undefined;
  const label = baselineLabel(file.baseline) ?? '';
  return new vscode.DiagnosticRelatedInformation(
    new vscode.Location(uri, baselineRanges(file)(change.baselineRange)),
    change.before === undefined
      ? vscode.l10n.t('On {0}', label)
      : vscode.l10n.t('On {0}: {1}', label, visibleText(change.before)),
  );
}
