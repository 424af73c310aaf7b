import * as vscode from 'vscode';
import { acceptancesFile } from '../core/policy/acceptances/acceptance';
import { dayFrom, offeredEnds } from '../core/policy/acceptances/acceptanceAssist';
import { acceptancesFolder } from '../core/policy/acceptances/acceptancesInForce';
import { neverAccepted, untilProblem } from '../core/policy/acceptances/judgeAcceptance';
import { acceptanceOf, writeAcceptance } from '../core/record/writeAcceptance';
import type { Finding } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import { askReason } from './askReason';
import { findingLabel } from './changeRows';
import type { FindingPlace } from './changeSelection';
import type { EditorContext } from './editorContext';
import { fileIn } from './governedFolder';
import { replaceText } from './replaceText';
import { requesterOf } from './requester';
import { showNotice } from './showNotice';
import { editorRanges } from './textRanges';
import { visibleLabel } from './visibleText';

interface Chosen {
  readonly file: TrackedFile;
  readonly finding: Finding;
}

/**
 * Command: a finding may stay for a time. Asks why and until when, and writes it beside the code; the
 * finding stays visible. Gives the address of the file that holds it, for whoever waits.
 */
export function registerAcceptFinding(context: EditorContext): void {
  const { store, acceptances, baselines, copies, tracker, onCommand } = context;

  onCommand('mcpChangeControl.acceptFinding', async (parameter) => {
    await context.ready;
    const chosen = named(parameter) ?? (await choose());
    if (chosen === undefined) return undefined;
    const obstacle = obstacleTo(chosen);
    if (obstacle !== undefined) {
      void showNotice('information', obstacle);
      return undefined;
    }
    const { file, finding } = chosen;
    const title = vscode.l10n.t('Accept “{0}”', findingLabel(finding, file.analysis));
    const reason = await askReason(
      title,
      vscode.l10n.t('Why can it stay? One sentence for those who review this.'),
    );
    if (reason === undefined) return undefined;
    const until = await askEnd(title);
    if (until === undefined) return undefined;
    const owner = await askOwner(file, title);
    if (owner === undefined) return undefined;
    return write(chosen, { reason, until, owner });
  });

  /** What the light bulb or a row of the sidebar names; it may be gone meanwhile. */
  function named(parameter: unknown): Chosen | undefined {
    const { place } = (parameter ?? {}) as Partial<Record<string, unknown>>;
    const { uri, finding: fingerprint } = (place ?? parameter ?? {}) as Partial<FindingPlace>;
    if (typeof uri !== 'string') return undefined;
    const file = store.get(vscode.Uri.parse(uri));
    // The fingerprint holds the rule.
    const finding = file?.analysis.findings.find((other) => other.fingerprint === fingerprint);
    return file === undefined || finding === undefined ? undefined : { file, finding };
  }

  /** From the palette: what stands at the cursor, else anything in the file. */
  async function choose(): Promise<Chosen | undefined> {
    const editor = vscode.window.activeTextEditor;
    const file = editor === undefined ? undefined : store.get(editor.document.uri);
    const found = file?.analysis.findings.filter(({ severity }) => severity !== 'info') ?? [];
    if (editor === undefined || file === undefined || found.length === 0) {
      void showNotice(
        'information',
        vscode.l10n.t('Open a file with a finding, and put the cursor on it.'),
      );
      return undefined;
    }
    const toRange = editorRanges(file, editor.document);
    const here = found.filter(({ range }) => toRange(range).contains(editor.selection.active));
    const offered = here.length > 0 ? here : found;
    if (offered.length === 1 && offered[0] !== undefined) return { file, finding: offered[0] };
    const pick = await vscode.window.showQuickPick(
      offered.map((finding) => ({
        label: visibleLabel(findingLabel(finding, file.analysis)),
        description: visibleLabel(finding.rule),
        finding,
      })),
      { title: vscode.l10n.t('Accept Which Finding?') },
    );
    return pick === undefined ? undefined : { file, finding: pick.finding };
  }

  function obstacleTo({ file, finding }: Chosen): string | undefined {
    const never = neverAccepted(finding.rule);
    if (never !== undefined) return vscode.l10n.t('This can never be accepted: {0}', never);
    if (file.folder.isHome === true) {
      return vscode.l10n.t(
        'This file is yours alone and part of no workspace, so there is no place for a decision about it.',
      );
    }
    return file.halfTyped || file.analysis.status === 'unreadable'
      ? vscode.l10n.t('This file cannot be read now, so nobody can say what would be accepted.')
      : undefined;
  }

  async function askOwner({ uri }: TrackedFile, title: string): Promise<string | undefined> {
    const { id } = await requesterOf(await baselines.repositoryOf(uri));
    if (id !== 'user:unknown') return id;
    const owner = await vscode.window.showInputBox({
      title: visibleLabel(title),
      prompt: vscode.l10n.t('Who answers for it? Git does not know you here.'),
      placeHolder: 'email:bo@example.org',
      ignoreFocusOut: true,
      validateInput: (value) =>
        /^[a-z]+:\S+$/.test(value.trim())
          ? undefined
          : vscode.l10n.t('Like email:bo@example.org or github:bo.'),
    });
    return owner?.trim();
  }

  async function write(
    { file, finding }: Chosen,
    decision: { readonly reason: string; readonly until: string; readonly owner: string },
  ): Promise<vscode.Uri | undefined> {
    const nearest = acceptances.nearest(file);
    const path = nearest?.path ?? acceptancesFile;
    const folder = acceptancesFolder(path) ?? '';
    const own = folder === '' ? file.path : file.path.slice(folder.length + 1);
    const uri = nearest?.uri ?? fileIn(file.folder, acceptancesFile);
    const document = (await exists(uri)) ? await vscode.workspace.openTextDocument(uri) : undefined;
    const written = writeAcceptance(
      document?.getText(),
      acceptanceOf(file.analysis, finding, own, decision),
      new Date(),
    );
    if (written.problem !== undefined) {
      void showNotice('warning', written.problem);
      return undefined;
    }
    const edit = new vscode.WorkspaceEdit();
    if (document === undefined) {
      edit.createFile(uri, { contents: new TextEncoder().encode(written.text) });
    } else replaceText(edit, document, written.text);
    if (!(await vscode.workspace.applyEdit(edit))) return undefined;
    await document?.save();
    // Asked for by the user, so no edit of some tool.
    copies.settle(uri, written.text);
    await tracker.analyze(uri);
    void offerToOpen(uri, decision.until);
    return uri;
  }
}

async function offerToOpen(uri: vscode.Uri, until: string): Promise<void> {
  const open = vscode.l10n.t('Open');
  const choice = await showNotice(
    'information',
    vscode.l10n.t(
      'Accepted until {0}. Commit {1} by itself: it counts for pull requests when the base holds it.',
      until,
      acceptancesFile,
    ),
    open,
  );
  if (choice === open) await vscode.window.showTextDocument(uri);
}

/** One of the days that make sense, or another one. */
async function askEnd(title: string): Promise<string | undefined> {
  const now = new Date();
  const pick = await vscode.window.showQuickPick(
    [
      ...offeredEnds(now).map(({ day, words }) => ({
        label: visibleLabel(words),
        description: visibleLabel(day),
        day,
      })),
      {
        label: vscode.l10n.t('Another day…'),
        description: vscode.l10n.t('at most one year ahead'),
        day: undefined,
      },
    ],
    {
      title: visibleLabel(title),
      placeHolder: vscode.l10n.t('Until when? After that day the finding is open again.'),
      ignoreFocusOut: true,
    },
  );
  if (pick === undefined || pick.day !== undefined) return pick?.day;
  const day = await vscode.window.showInputBox({
    title: visibleLabel(title),
    prompt: vscode.l10n.t('The last day on which it holds'),
    value: dayFrom(now, 180),
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? untilProblem(value, new Date())
        : vscode.l10n.t('Write it as 2027-01-31.'),
  });
  return day;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
