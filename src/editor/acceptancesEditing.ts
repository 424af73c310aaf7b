import * as vscode from 'vscode';
import { acceptancesFile } from '../core/policy/acceptances/acceptance';
import { acceptanceNotes } from '../core/policy/acceptances/acceptanceNotes';
import { acceptanceSuggestions } from '../core/policy/acceptances/acceptanceAssist';
import { acceptancesFolder } from '../core/policy/acceptances/acceptancesInForce';
import { acceptancesSchema } from '../core/policy/acceptances/acceptancesSchema';
import { parseAcceptances } from '../core/policy/acceptances/parseAcceptances';
import { schemaPlaceAt } from '../core/policy/schemaAssist';
import type { EditorContext } from './editorContext';
import {
  completionItems,
  linesOf,
  registerStrictDocuments,
  schemaHover,
  strictDiagnostic,
} from './strictDocuments';

const selector: vscode.DocumentSelector = { pattern: `**/${acceptancesFile}` };

/** Files of acceptances in the editor: what breaks one is underlined, its keys are offered and explained. */
export function registerAcceptancesEditing({ extension }: EditorContext): void {
  registerStrictDocuments(
    extension,
    'mcpChangeControl.acceptances',
    ({ uri }) => acceptancesFolder(vscode.workspace.asRelativePath(uri, false)) !== undefined,
    (document) => [
      ...parseAcceptances(document.getText()).problems.map((problem) =>
        strictDiagnostic(document, {
          ...problem,
          message: vscode.l10n.t(
            '{0} Until then nothing in this file is accepted.',
            problem.message,
          ),
        }),
      ),
      ...acceptanceNotes(document.getText(), new Date()).map((note) =>
        strictDiagnostic(document, note, vscode.DiagnosticSeverity.Warning),
      ),
    ],
  );
  extension.subscriptions.push(
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        provideCompletionItems: (document, position) => {
          const place = schemaPlaceAt(linesOf(document), position.line, position.character);
          return completionItems(acceptanceSuggestions(place, new Date()), place, position);
        },
      },
      ' ',
      '-',
    ),
    vscode.languages.registerHoverProvider(selector, {
      provideHover: (document, position) => schemaHover(acceptancesSchema, document, position),
    }),
  );
}
