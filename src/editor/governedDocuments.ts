import type * as vscode from 'vscode';
import { governedGlob } from '../core/surfaces/governedNames';
import type { PoliciesInForce } from './policiesInForce';

/**
 * Registers what VS Code asks about governed documents, anew when policies govern others. By their
 * path, whatever scheme they are opened through; never by language id: the same file has another one in
 * another version of VS Code.
 */
export function forGovernedDocuments(
  policies: PoliciesInForce,
  register: (documents: vscode.DocumentSelector) => vscode.Disposable,
): vscode.Disposable {
  // One selector for all: what two providers match is asked about twice.
  const start = (): vscode.Disposable =>
    register(
      [governedGlob(), ...policies.globs.map((glob) => `**/${glob}`)].map((pattern) => ({
        pattern,
      })),
    );
  let registered = start();
  const subscription = policies.onDidGovern(() => {
    registered.dispose();
    registered = start();
  });
  return {
    dispose: () => {
      registered.dispose();
      subscription.dispose();
    },
  };
}
