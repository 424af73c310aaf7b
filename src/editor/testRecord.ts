import * as vscode from 'vscode';
import { addEvidence } from '../core/record/addEvidence';
import { isOneLine } from '../core/record/isOneLine';
import { isDone, standingsOf, type Standing } from '../core/record/evidence';
import { chosenRecord } from './chosenRecord';
import type { EditorContext } from './editorContext';
import { recordedContent } from './recordedContent';
import type { StoredRecord } from './recordStore';
import { replaceText } from './replaceText';
import { requesterOf } from './requester';
import { showNotice, showStatus } from './showNotice';
import { typeCommand } from './typeCommand';
import { visibleLabel } from './visibleText';

interface StandingPick extends vscode.QuickPickItem {
  readonly standing: Standing;
}

interface ResultPick extends vscode.QuickPickItem {
  readonly act: 'passed' | 'failed' | 'terminal' | 'copy';
}

/**
 * Command: what is tested and checked, and one result written down. Nothing is ever started: a command
 * is typed into a terminal, where a person reads it and presses the key.
 */
export function registerTestRecord(context: EditorContext): void {
  context.onCommand('mcpChangeControl.testRecord', async (...parameters) => {
    await context.ready;
    const stored = await chosenRecord(context, parameters);
    if (stored?.record === undefined) return undefined;
    const content = await recordedContent(stored);
    const standings = standingsOf(stored.record, content);
    if (standings.length === 0) {
      void showNotice(
        'information',
        vscode.l10n.t('{0} plans no tests: its risk is low.', stored.id),
      );
      return undefined;
    }
    const wanted = standings.find(({ id, builtIn }) => id === parameters[1] && !builtIn);
    const standing = wanted ?? (await pickStanding(stored, standings));
    if (standing === undefined) return undefined;
    const act = await pickResult(standing);
    switch (act) {
      case 'terminal':
        typeCommand(stored.id, standing.command ?? '', stored.folder);
        return act;
      case 'copy':
        await vscode.env.clipboard.writeText(standing.command ?? '');
        showStatus(vscode.l10n.t('Copied: {0}', standing.command ?? ''), 5_000);
        return act;
      case 'passed':
      case 'failed':
        return (await writeResult(context, stored, standing, act, content)) ? act : undefined;
      default:
        return undefined;
    }
  });
}

async function pickStanding(
  { id }: StoredRecord,
  standings: readonly Standing[],
): Promise<Standing | undefined> {
  const picks = [...standings]
    .sort((left, right) => Number(isDone(left)) - Number(isDone(right)))
    .filter(({ builtIn }) => !builtIn)
    .map((standing): StandingPick => ({
      label: `${isDone(standing) ? '$(pass)' : '$(circle-large-outline)'} ${visibleLabel(standing.what)}`,
      description: visibleLabel(standing.id),
      detail: visibleLabel(stateWord(standing), 300),
      standing,
    }));
  const pick = await vscode.window.showQuickPick(picks, {
    title: visibleLabel(vscode.l10n.t('{0}: tests and checks', id)),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return pick?.standing;
}

function stateWord({ state, evidence, expect }: Standing): string {
  const who = visibleLabel(evidence?.by ?? '', 60);
  switch (state) {
    case 'passed':
    case 'warned':
      return vscode.l10n.t('Passed: {0}', who);
    case 'failed':
      return vscode.l10n.t('Failed: {0}', who);
    case 'void':
      return vscode.l10n.t('Open: the result of {0} was for other content', who);
    case 'open':
      return expect === undefined
        ? vscode.l10n.t('Open')
        : vscode.l10n.t('Open. It has to show: {0}', visibleLabel(expect));
  }
}

async function pickResult({
  what,
  kind,
  command,
}: Standing): Promise<ResultPick['act'] | undefined> {
  const runnable = command !== undefined && isOneLine(command);
  const picks: ResultPick[] = [
    {
      label:
        kind === 'check'
          ? vscode.l10n.t('$(pass) Yes, I looked')
          : vscode.l10n.t('$(pass) It passed, I ran it'),
      act: 'passed',
    },
    {
      label: kind === 'check' ? vscode.l10n.t('$(error) No') : vscode.l10n.t('$(error) It failed'),
      act: 'failed',
    },
    ...(runnable && vscode.workspace.isTrusted && vscode.env.uiKind === vscode.UIKind.Desktop
      ? [
          {
            label: vscode.l10n.t('$(terminal) Type its command into a terminal; I press the key'),
            description: visibleLabel(command),
            act: 'terminal' as const,
          },
        ]
      : []),
    ...(runnable
      ? [
          {
            label: vscode.l10n.t('$(copy) Copy its command'),
            description: visibleLabel(command),
            act: 'copy' as const,
          },
        ]
      : []),
  ];
  const pick = await vscode.window.showQuickPick(picks, {
    title: visibleLabel(what),
    ignoreFocusOut: true,
  });
  return pick?.act;
}

async function writeResult(
  context: EditorContext,
  stored: StoredRecord,
  standing: Standing,
  result: 'passed' | 'failed',
  content: string,
): Promise<boolean> {
  const note = await vscode.window.showInputBox({
    title: visibleLabel(standing.what),
    prompt:
      result === 'failed'
        ? vscode.l10n.t('What was seen?')
        : vscode.l10n.t('What was seen? May be left empty.'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      result === 'failed' && value.trim().length < 4
        ? vscode.l10n.t('A few words more, please.')
        : undefined,
  });
  if (note === undefined) return false;
  const document = await vscode.workspace.openTextDocument(stored.uri);
  const { id: by } = await requesterOf(await context.baselines.repositoryOf(stored.uri));
  const added = addEvidence(document.getText(), {
    test: standing.id,
    result,
    at: new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
    by,
    note: note.trim() === '' ? undefined : note,
    content_digest: content,
  });
  if (added.problem !== undefined) {
    void showNotice('warning', added.problem);
    return false;
  }
  const edit = new vscode.WorkspaceEdit();
  replaceText(edit, document, added.text);
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  await document.save();
  await context.records.refresh(stored.uri);
  return true;
}
