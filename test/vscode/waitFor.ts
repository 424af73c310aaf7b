import * as vscode from 'vscode';

/** In milliseconds: less than mocha's limit for a whole test. */
const mostPatience = 45_000;

/**
 * Resolves with what `look` finds, now or after one of the next events.
 *
 * @throws when it does not come, with the place of the call
 */
export async function waitFor<T>(
  event: vscode.Event<unknown>,
  look: () => T | undefined,
): Promise<T> {
  const now = look();
  if (now !== undefined) return now;
  const waiting = new Error('What was waited for did not come');
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(patience);
      subscription.dispose();
    };
    // Mocha's own limit says which test it was, but not which of its waits.
    const patience = setTimeout(() => {
      end();
      const late = look();
      if (late !== undefined) waiting.message += ', though it is there: no event told of it';
      reject(waiting);
    }, mostPatience);
    const subscription = event(() => {
      const found = look();
      if (found === undefined) return;
      end();
      resolve(found);
    });
  });
}

/** The diagnostic of a rule in a file, once it is there. */
export async function diagnosticOf(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return waitFor(vscode.languages.onDidChangeDiagnostics, () =>
    vscode.languages.getDiagnostics(uri).find((diagnostic) => ruleOf(diagnostic) === rule),
  );
}

/** Resolves when a file has no diagnostic of a rule any more. */
export async function noDiagnosticOf(uri: vscode.Uri, rule: string): Promise<true> {
  return waitFor(vscode.languages.onDidChangeDiagnostics, () =>
    vscode.languages.getDiagnostics(uri).some((diagnostic) => ruleOf(diagnostic) === rule)
      ? undefined
      : true,
  );
}

export function ruleOf({ code }: vscode.Diagnostic): string | undefined {
  return typeof code === 'object' ? String(code.value) : undefined;
}

/**
 * Runs a command that asks, and accepts every question as it is put: the chosen entry of a list, the
 * prefilled text of a box.
 */
export async function runAccepting<T>(command: string, ...parameters: unknown[]): Promise<T> {
  let settled = false;
  const result = Promise.resolve(vscode.commands.executeCommand<T>(command, ...parameters)).finally(
    () => {
      settled = true;
    },
  );
  // Each turn is a round trip to the window, so this waits on the window and not on the clock.
  while (!settled) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }
  return result;
}
