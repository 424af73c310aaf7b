import * as vscode from 'vscode';
import { isOnDisk, writeTexts, type WantedText } from './applyRollback';
import type { EditorContext } from './editorContext';
import { presentText } from './presentText';
import { showNotice, showStatus } from './showNotice';
import { visibleText } from './visibleText';

const memoryKey = 'rollbackUnderWay';
/** More than any rollback writes; a larger one is not remembered, and git or undo has its texts. */
const mostCharacters = 4_000_000;

/** A rollback that is being written: what every file held, and what it is to hold. */
interface Journal {
  readonly title: string;
  /** Address of the record that is closed afterwards. */
  readonly record?: string | undefined;
  readonly files: readonly {
    readonly uri: string;
    readonly before?: string | undefined;
    readonly after?: string | undefined;
  }[];
}

/** Notes what is about to be written, in the private memory of the workspace, before it is written. */
export async function beginJournal(
  { extension }: EditorContext,
  title: string,
  record: vscode.Uri | undefined,
  wanted: readonly WantedText[],
): Promise<void> {
  const files = await Promise.all(
    wanted.map(async ({ uri, text }) => ({
      uri: uri.toString(),
      before: await presentText(uri),
      after: text,
    })),
  );
  const size = files.reduce(
    (sum, { before, after }) => sum + (before?.length ?? 0) + (after?.length ?? 0),
    0,
  );
  if (size > mostCharacters) return;
  const journal: Journal = { title, record: record?.toString(), files };
  await extension.workspaceState.update(memoryKey, journal);
}

export async function endJournal({ extension }: EditorContext): Promise<void> {
  await extension.workspaceState.update(memoryKey, undefined);
}

/**
 * A rollback that was interrupted half-way: offers to go on or to go back. What moved on meanwhile is
 * left alone either way.
 *
 * @returns whether there was one
 */
export async function offerToFinish(context: EditorContext): Promise<boolean> {
  const journal = context.extension.workspaceState.get<unknown>(memoryKey);
  if (!isJournal(journal)) return false;
  const states = await Promise.all(
    journal.files.map(async ({ uri: address, before, after }) => {
      const uri = vscode.Uri.parse(address);
      return {
        before: { uri, text: before },
        after: { uri, text: after },
        isBack: await isOnDisk({ uri, text: after }),
        isLeft: await isOnDisk({ uri, text: before }),
      };
    }),
  );
  const back = states.filter(({ isBack }) => isBack);
  const left = states.filter(({ isBack, isLeft }) => isLeft && !isBack);
  // Nothing was written yet, or everything; then only the record may be open, and it says so itself.
  if (back.length === 0 || left.length === 0) {
    await endJournal(context);
    return false;
  }
  const goOn = vscode.l10n.t('Go on');
  const goBack = vscode.l10n.t('Undo it');
  const choice = await showNotice(
    'warning',
    vscode.l10n.t({
      message: 'The rollback of {0} was interrupted: {1} of {2} files are back.',
      args: [journal.title, back.length, states.length],
      comment: ['{0} is a file or a change request'],
    }),
    goOn,
    goBack,
  );
  if (choice === undefined) return true;
  const wanted =
    choice === goOn ? left.map(({ after }) => after) : back.map(({ before }) => before);
  await writeTexts(context, wanted);
  const held = await Promise.all(wanted.map(isOnDisk));
  const refused = wanted.find((_, index) => held[index] === false);
  if (refused !== undefined) {
    // The journal stays, so that it is offered again.
    void showNotice(
      'warning',
      vscode.l10n.t(
        '{0} could not be written. Is it read-only, or did it change just now? The rollback is still half-way, and is offered again when the window is loaded.',
        visibleText(vscode.workspace.asRelativePath(refused.uri)),
      ),
    );
    return true;
  }
  await endJournal(context);
  for (const { after } of states) await context.tracker.analyze(after.uri);
  if (choice === goBack) {
    showStatus(vscode.l10n.t('Undone: nothing was rolled back.'), 10_000);
  } else if (journal.record !== undefined) {
    // Finds everything restored, and closes the record.
    await vscode.commands.executeCommand(
      'mcpChangeControl.rollBackChange',
      vscode.Uri.parse(journal.record),
    );
  } else showStatus(vscode.l10n.t('Rolled back.'), 10_000);
  return true;
}

/** The memory may hold what another version wrote. */
function isJournal(value: unknown): value is Journal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'title' in value &&
    typeof value.title === 'string' &&
    'files' in value &&
    Array.isArray(value.files)
  );
}
