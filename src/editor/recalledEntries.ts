import * as vscode from 'vscode';
import { analyzeFile } from '../core/analyze';
import { recalledEntries, wholeAnalysis, type RecalledEntry } from '../core/record/recallKeys';
import { planRollback } from '../core/rollback/planRollback';
import type { RollbackPlan } from '../core/rollback/rollbackPlan';
import type { TrackedFile } from './analysisStore';
import { wantedTexts, writeTexts } from './applyRollback';
import { confirmRollback } from './confirmRollback';
import type { EditorContext } from './editorContext';
import { firstLink } from './firstLink';
import { forGovernedDocuments } from './governedDocuments';
import { pathBelow } from './governedFolder';
import { openDocument } from './openDocument';
import type { Recall } from './recalls';
import { baselineName } from './rehearsals';
import { showNotice, showStatus } from './showNotice';
import { editorRanges } from './textRanges';
import { visibleText } from './visibleText';

const source = 'MCP Change Control';
const code = 'recalled';
const leftKey = 'recallsLeft';
const mostLeft = 200;

interface Marked {
  readonly entry: RecalledEntry;
  readonly recall: Recall;
}

/**
 * What was rolled back on a main branch and still stands in other files: other folders and workspaces,
 * and the user's own files when they are looked at. A problem with “Undo here”, and with “Leave it here”.
 */
export function registerRecalledEntries(context: EditorContext): void {
  const { extension, store, recalls, records, policies, onCommand } = context;
  const collection = vscode.languages.createDiagnosticCollection('mcp-change-control-recalled');
  const marked = new Map<string, readonly Marked[]>();
  const publishAll = (): void => {
    for (const { uri } of store.all()) publish(uri);
  };
  extension.subscriptions.push(
    collection,
    store.onDidChange((uris) => {
      for (const uri of uris) publish(uri);
    }),
    recalls.onDidChange(publishAll),
    forGovernedDocuments(policies, (documents) =>
      vscode.languages.registerCodeActionsProvider(
        documents,
        { provideCodeActions },
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    ),
  );
  publishAll();
  onCommand('mcpChangeControl.undoHere', async (address, digest) => {
    const found = find(address, digest);
    return found === undefined ? false : takeBack(context, found.file, found.marked.entry);
  });
  onCommand('mcpChangeControl.leaveHere', async (address, digest) => {
    const found = find(address, digest);
    if (found === undefined) return;
    const keys = [leftKeyOf(found.file.uri, found.marked.entry), ...left()];
    await extension.workspaceState.update(leftKey, [...new Set(keys)].slice(0, mostLeft));
    publish(found.file.uri);
  });

  function publish(uri: vscode.Uri): void {
    const file = store.get(uri);
    const found = file === undefined ? [] : entriesOf(file);
    const key = uri.toString();
    if (found.length === 0) {
      if (marked.delete(key)) collection.delete(uri);
      return;
    }
    const document = openDocument(uri);
    if (file === undefined || (document !== undefined && document.version !== file.version)) return;
    marked.set(key, found);
    collection.set(uri, diagnosticsOf(file, found, document));
  }

  function entriesOf({ uri, path, analysis }: TrackedFile): readonly Marked[] {
    const all = recalls.all();
    if (all.length === 0 || analysis.text === undefined) return [];
    // In its own file the same entry is a change again, and told as one.
    const foreign = all.filter(
      ({ id }) =>
        !records
          .all()
          .some(
            (stored) =>
              stored.id === id && stored.files.some((own) => own.uri.toString() === uri.toString()),
          ),
    );
    const byDigest = new Map(
      foreign.flatMap((recall) => recall.digests.map((digest) => [digest, recall] as const)),
    );
    if (byDigest.size === 0) return [];
    const whole = wholeAnalysis(path, analysis.text);
    if (whole === undefined) return [];
    const leave = new Set(left());
    return recalledEntries(whole, new Set(byDigest.keys())).flatMap((entry) => {
      const recall = byDigest.get(entry.digest);
      return recall === undefined || leave.has(leftKeyOf(uri, entry)) ? [] : [{ entry, recall }];
    });
  }

  function left(): readonly string[] {
    return extension.workspaceState.get<readonly string[]>(leftKey, []);
  }

  function find(
    address: unknown,
    digest: unknown,
  ): { readonly file: TrackedFile; readonly marked: Marked } | undefined {
    if (typeof address !== 'string') return undefined;
    const file = store.get(vscode.Uri.parse(address));
    const found = file === undefined ? [] : entriesOf(file);
    const wanted = found.find(({ entry }) => entry.digest === digest);
    return file === undefined || wanted === undefined ? undefined : { file, marked: wanted };
  }

  function provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): vscode.CodeAction[] {
    const file = store.get(document.uri);
    if (file === undefined || file.version !== document.version) return [];
    const toRange = editorRanges(file, document);
    return (marked.get(document.uri.toString()) ?? [])
      .filter(({ entry }) => toRange(entry.change.range).intersection(range) !== undefined)
      .flatMap(({ entry }) => [
        action(vscode.l10n.t('Undo here…'), 'mcpChangeControl.undoHere', document, entry),
        action(vscode.l10n.t('Leave it here'), 'mcpChangeControl.leaveHere', document, entry),
      ]);
  }
}

function action(
  title: string,
  command: string,
  { uri }: vscode.TextDocument,
  { digest }: RecalledEntry,
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.command = { title, command, arguments: [uri.toString(), digest] };
  return made;
}

function diagnosticsOf(
  file: TrackedFile,
  found: readonly Marked[],
  document: vscode.TextDocument | undefined,
): vscode.Diagnostic[] {
  const toRange = editorRanges(file, document);
  return found.map(({ entry, recall }) => {
    const diagnostic = new vscode.Diagnostic(
      toRange(entry.change.range),
      vscode.l10n.t({
        message: 'The same was rolled back elsewhere on {0} ({1}). Undo it here too, or leave it.',
        args: [recall.at.slice(0, 10), visibleText(recall.id)],
        comment: ['{0} is a date, {1} the id of a change request'],
      }),
      vscode.DiagnosticSeverity.Warning,
    );
    diagnostic.source = source;
    diagnostic.code = code;
    return diagnostic;
  });
}

/** Takes the entry back after a preview, as a rollback does: one edit, saved, undo works. */
async function takeBack(
  context: EditorContext,
  tracked: TrackedFile,
  entry: RecalledEntry,
): Promise<boolean> {
  const { uri, path, folder } = tracked;
  const plan = toOwnBaseline(tracked, entry) ?? withoutEntry(tracked, entry);
  if (plan === undefined) return false;
  const [file] = plan.files;
  const link = await firstLink(folder.uri, [pathBelow(folder, path)]);
  if (file === undefined || !plan.passed || file.mode === 'nothing' || link !== undefined) {
    void showNotice(
      'warning',
      vscode.l10n.t(
        '{0} cannot be taken back by itself. {1}',
        visibleText(path),
        file?.conflict ?? plan.summary,
      ),
    );
    return false;
  }
  const restored = context.previews.create(uri, file.restoredText);
  const decision = await confirmRollback([{ path, present: uri, restored }], plan);
  context.previews.release(restored);
  if (decision !== 'apply') return false;
  await writeTexts(context, wantedTexts(folder, plan.files));
  await context.tracker.analyze(uri);
  showStatus(vscode.l10n.t('Rolled back: {0}', plan.summary), 10_000);
  return true;
}

/** What the entry was in this very file before it said the same; undefined: it always did. */
function toOwnBaseline(tracked: TrackedFile, entry: RecalledEntry): RollbackPlan | undefined {
  const { path, analysis } = tracked;
  const selected = analysis.changes.filter(({ subject }) => subject === entry.change.subject);
  // What was less safe before is no place to go back to.
  if (selected.length === 0 || selected.some(({ direction }) => direction === 'tightens')) {
    return undefined;
  }
  const plan = planRollback([{ analysis, selected }], {
    baselineName: baselineName(tracked),
    analyze: analyzeFile,
  });
  const [file] = plan.files;
  if (!plan.passed || file === undefined || file.mode === 'nothing') return undefined;
  const left = file.restoredText === undefined ? undefined : wholeAnalysis(path, file.restoredText);
  const stays = left !== undefined && recalledEntries(left, new Set([entry.digest])).length > 0;
  return stays ? undefined : plan;
}

/** Elsewhere nobody knows what was there before: then the entry comes out. */
function withoutEntry(
  { path, analysis }: TrackedFile,
  { digest }: RecalledEntry,
): RollbackPlan | undefined {
  const whole = analysis.text === undefined ? undefined : wholeAnalysis(path, analysis.text);
  if (whole === undefined) return undefined;
  const selected = recalledEntries(whole, new Set([digest])).map(({ change }) => change);
  return planRollback([{ analysis: whole, selected }], {
    baselineName: vscode.l10n.t('a file without it'),
    analyze: analyzeFile,
  });
}

function leftKeyOf(uri: vscode.Uri, { digest }: RecalledEntry): string {
  return `${uri.toString()} ${digest}`;
}
