import * as vscode from 'vscode';

/** Resolves with what `look` finds, now or after one of the next events. */
export async function waitFor<T>(
  event: vscode.Event<unknown>,
  look: () => T | undefined,
): Promise<T> {
  const now = look();
  if (now !== undefined) return now;
  return new Promise((resolve) => {
    const subscription = event(() => {
      const found = look();
      if (found === undefined) return;
      subscription.dispose();
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
