import * as vscode from 'vscode';

/**
 * Types these answers into the boxes that the work puts, in order; a box that does not accept its answer
 * fails the test.
 */
export async function answering<T>(answers: readonly string[], work: () => Promise<T>): Promise<T> {
  const { window } = vscode;
  const original = window.showInputBox;
  const left = [...answers];
  window.showInputBox = async (options) => {
    const answer = left.shift() ?? options?.value ?? '';
    const complaint = await options?.validateInput?.(answer);
    if (complaint) throw new Error(`“${answer}” is refused: ${JSON.stringify(complaint)}`);
    return answer;
  };
  try {
    return await work();
  } finally {
    window.showInputBox = original;
  }
}

/** Chooses from each list that the work puts the entry whose label fits; all of a list of several. */
export async function choosing<T>(wanted: RegExp, work: () => Promise<T>): Promise<T> {
  const { window } = vscode;
  const original = window.showQuickPick;
  const pick = async (
    given: readonly vscode.QuickPickItem[] | Thenable<readonly vscode.QuickPickItem[]>,
    options?: vscode.QuickPickOptions,
  ): Promise<unknown> => {
    const items = await given;
    if (options?.canPickMany === true) return items.filter(({ picked }) => picked === true);
    return items.find(({ label }) => wanted.test(label)) ?? items[0];
  };
  window.showQuickPick = pick as unknown as typeof original;
  try {
    return await work();
  } finally {
    window.showQuickPick = original;
  }
}

/** The notices that the work shows. */
export async function noticesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { window } = vscode;
  const { showInformationMessage, showWarningMessage } = window;
  const shown: string[] = [];
  const note = async (message: string): Promise<undefined> => {
    shown.push(message);
    return undefined;
  };
  window.showInformationMessage = note;
  window.showWarningMessage = note;
  try {
    await work();
  } finally {
    Object.assign(window, { showInformationMessage, showWarningMessage });
  }
  return shown;
}
