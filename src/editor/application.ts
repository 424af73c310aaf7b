import * as vscode from 'vscode';
import { AcceptancesHeld } from './acceptancesHeld';
import { AcceptedCopies } from './acceptedCopies';
import { registerAcceptancesEditing } from './acceptancesEditing';
import { registerAcceptFinding } from './acceptFinding';
import { registerAcceptFile } from './acceptFile';
import { registerApproveChangeRequest } from './approveChangeRequest';
import { AnalysisStore } from './analysisStore';
import { registerBaselineDocuments } from './baselineDocuments';
import { Baselines } from './baselines';
import { registerChangeTree, type ChangeTree, type ChangeTreeView } from './changeTree';
import { registerChooseBaseline } from './chooseBaseline';
import { registerChoosePackageVersion } from './choosePackageVersion';
import { registerCodeActions } from './codeActions';
import { registerCodeLens } from './codeLens';
import type { CommandId } from './commandIds';
import { registerContextKeys } from './contextKeys';
import { registerCompareWithBaseline } from './compareWithBaseline';
import { registerCreateChangeRequest } from './createChangeRequest';
import { registerDeclareEmergency } from './declareEmergency';
import { registerDiagnostics } from './diagnostics';
import type { CommandHandler, EditorContext, LoadSignatures } from './editorContext';
import { EndedGrants } from './endedGrants';
import { registerExplainRule } from './explainRule';
import { registerHover } from './hover';
import { registerInsertRollbackPlan } from './insertRollbackPlan';
import { registerOpenDraft } from './openDraft';
import { registerOutsideEdits, type OutsideEdits } from './outsideEdits';
import { PendingChanges } from './pendingChanges';
import { OuterPolicies } from './outerPolicies';
import { PoliciesInForce } from './policiesInForce';
import { registerPolicyEditing } from './policyEditing';
import { PreviewDocuments } from './previewDocuments';
import { registerPreviewRecord } from './previewRecord';
import { registerProposeChangeRequest } from './proposeChangeRequest';
import { registerRecordActions } from './recordActions';
import { registerRecordDiagnostics } from './recordDiagnostics';
import { registerRecordEnds } from './recordEnds';
import { registerRecordHover } from './recordHover';
import { registerRecordLenses } from './recordLenses';
import { registerRecordLinks } from './recordLinks';
import { registerRecordOutline } from './recordOutline';
import { registerRecordResults } from './recordResults';
import { registerRequestLens } from './requestLens';
import { RecordStore } from './recordStore';
import { Recalls } from './recalls';
import { registerRecalledEntries } from './recalledEntries';
import { Rehearsals } from './rehearsals';
import { RequestStore } from './requestStore';
import { registerRevealChange } from './revealChange';
import { offerToFinish } from './rollbackJournal';
import { registerRollBackChange } from './rollBackChange';
import { registerRunbookSteps } from './runbookSteps';
import { RunbookStore } from './runbookStore';
import { registerScanWorkspace } from './scanWorkspace';
import { registerShowAgentPowers } from './showAgentPowers';
import { registerShowLog } from './showLog';
import { registerStatusItem } from './statusItem';
import { registerTeachLessons } from './teachLessons';
import { registerTemplateDiagnostics } from './templateDiagnostics';
import { registerTestRecord } from './testRecord';
import { Tracker } from './tracker';
import { UserFiles } from './userFiles';

/** The running extension: what `extension.ts` hands commands to, and what tests look at. */
export interface Application extends EditorContext {
  readonly tree: ChangeTree;
  readonly outside: OutsideEdits;
  /** Runs a command of `commandIds.ts`. */
  readonly runCommand: (id: CommandId, parameters: readonly unknown[]) => unknown;
}

/**
 * Builds the stores, registers the features, starts the first scan.
 *
 * @param started when loading began, for the log
 */
export function createApplication(
  extension: vscode.ExtensionContext,
  treeView: ChangeTreeView,
  loadSignatures: LoadSignatures,
  started: number,
): Application {
  const log = vscode.window.createOutputChannel('MCP Change Control', { log: true });
  const store = new AnalysisStore();
  // Of the workspace where there is one: what is accepted in one says nothing about another.
  const copies = new AcceptedCopies(extension.storageUri ?? extension.globalStorageUri, log);
  const baselines = new Baselines(copies, log);
  const userFiles = new UserFiles(log);
  const outer = new OuterPolicies(baselines, log);
  const policies = new PoliciesInForce(store, outer);
  const tracker = new Tracker(store, baselines, copies, userFiles, policies, log);
  const records = new RecordStore(extension.globalStorageUri, userFiles, baselines);
  const acceptances = new AcceptancesHeld(store, outer);
  const pending = new PendingChanges(store, records, acceptances);
  const requests = new RequestStore(records, store, baselines, loadSignatures, log);
  const ended = new EndedGrants({ baselines, copies, tracker }, records, requests, store, log);
  const runbooks = new RunbookStore(extension.workspaceState, records);
  const recalls = new Recalls(extension.globalState, records, baselines, log);
  const rehearsals = new Rehearsals();
  const previews = new PreviewDocuments();
  extension.subscriptions.push(
    log,
    store,
    copies,
    baselines,
    userFiles,
    outer,
    policies,
    tracker,
    records,
    pending,
    acceptances,
    requests,
    ended,
    runbooks,
    recalls,
    rehearsals,
    previews,
  );

  const handlers = new Map<CommandId, CommandHandler>();
  const context: EditorContext = {
    extension,
    log,
    store,
    copies,
    baselines,
    tracker,
    records,
    pending,
    policies,
    acceptances,
    requests,
    ended,
    runbooks,
    recalls,
    rehearsals,
    previews,
    loadSignatures,
    ready: firstScan(tracker, records, outer, log),
    onCommand: (id, handler) => handlers.set(id, handler),
  };
  registerTeachLessons(context);
  registerDiagnostics(context);
  registerBaselineDocuments(context);
  registerCompareWithBaseline(context);
  registerHover(context);
  registerCodeActions(context);
  registerCodeLens(context);
  registerChoosePackageVersion(context);
  registerStatusItem(context);
  registerContextKeys(context);
  registerChooseBaseline(context);
  registerScanWorkspace(context);
  registerShowAgentPowers(context);
  registerShowLog(context);
  registerExplainRule(context);
  registerRevealChange(context);
  registerCreateChangeRequest(context);
  registerProposeChangeRequest(context);
  registerApproveChangeRequest(context);
  registerDeclareEmergency(context);
  registerRecordResults(context, treeView.view);
  registerRollBackChange(context);
  registerInsertRollbackPlan(context);
  registerRecordDiagnostics(context);
  registerRecordLenses(context);
  // VS Code shows what was registered last first: where it stands comes before what can be done.
  registerRequestLens(context);
  registerRecordHover(context);
  registerRecordOutline(context);
  registerRecordLinks(context);
  registerRecordActions(context);
  registerRecordEnds(context);
  registerPreviewRecord(context);
  registerTestRecord(context);
  registerPolicyEditing(context);
  registerAcceptancesEditing(context);
  registerAcceptFinding(context);
  registerTemplateDiagnostics(context);
  registerRunbookSteps(context, treeView.view);
  registerAcceptFile(context);
  registerOpenDraft(context);
  registerRecalledEntries(context);
  const outside = registerOutsideEdits(context);
  const tree = registerChangeTree(context, treeView);
  void context.ready
    .then(async () => offerToFinish(context))
    .catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
  log.info(`Loaded in ${(performance.now() - started).toFixed(1)} ms.`);

  return {
    ...context,
    tree,
    outside,
    runCommand: (id, parameters) => {
      const handler = handlers.get(id);
      if (handler === undefined) throw new Error(`Nothing is registered for ${id}.`);
      return handler(...parameters);
    },
  };
}

async function firstScan(
  tracker: Tracker,
  records: RecordStore,
  outer: OuterPolicies,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const started = performance.now();
  const failed = (error: unknown): void =>
    log.error(error instanceof Error ? error : String(error));
  const [files] = await Promise.all([tracker.scan().catch(failed), records.scan().catch(failed)]);
  // Git is known now; what holds from above may govern more.
  await outer.look().catch(failed);
  if (files === undefined) return;
  log.info(`First scan: ${files} governed files, ${(performance.now() - started).toFixed(0)} ms.`);
}
