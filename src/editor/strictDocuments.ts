import * as vscode from 'vscode';
import type { SchemaNode } from '../core/parse/schemaNode';
import type { TextProblem } from '../core/parse/textProblem';
import {
  schemaMeaningAt,
  type SchemaPlace,
  type SchemaSuggestion,
} from '../core/policy/schemaAssist';

/** Somebody types: long enough for a word, short enough to follow. */
const pauseMilliseconds = 200;

/**
 * Underlines what is wrong in documents of one kind, when they are opened and after a pause in typing.
 *
 * @param name of the collection of diagnostics
 * @param isOne whether a document is of that kind
 */
export function registerStrictDocuments(
  extension: vscode.ExtensionContext,
  name: string,
  isOne: (document: vscode.TextDocument) => boolean,
  diagnosticsOf: (document: vscode.TextDocument) => vscode.Diagnostic[],
): void {
  const collection = vscode.languages.createDiagnosticCollection(name);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const show = (document: vscode.TextDocument): void => {
    if (document.isClosed || !isOne(document)) return;
    collection.set(document.uri, diagnosticsOf(document));
  };
  const schedule = (document: vscode.TextDocument): void => {
    if (!isOne(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    const later = setTimeout(() => {
      timers.delete(key);
      show(document);
    }, pauseMilliseconds);
    timers.set(key, later);
  };
  for (const document of vscode.workspace.textDocuments) show(document);
  extension.subscriptions.push(
    collection,
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidChangeTextDocument(({ document }) => schedule(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const key = uri.toString();
      clearTimeout(timers.get(key));
      timers.delete(key);
      collection.delete(uri);
    }),
  );
}

/** A place of a text underlined. */
export function strictDiagnostic(
  document: vscode.TextDocument,
  { message, range }: TextProblem,
  severity: vscode.DiagnosticSeverity = vscode.DiagnosticSeverity.Error,
): vscode.Diagnostic {
  const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  const diagnostic = new vscode.Diagnostic(place, message, severity);
  diagnostic.source = 'MCP Change Control';
  return diagnostic;
}

export function linesOf(document: vscode.TextDocument): readonly string[] {
  return document.getText().split(/\r\n?|\n/);
}

/** Suggestions as the editor shows them, in place of what is typed of the word. */
export function completionItems(
  suggestions: readonly SchemaSuggestion[],
  { typed }: SchemaPlace,
  { line, character }: vscode.Position,
): vscode.CompletionItem[] {
  const range = new vscode.Range(line, character - typed.length, line, character);
  return suggestions.map(({ label, description, kind }) => {
    const item = new vscode.CompletionItem(
      label,
      kind === 'key' ? vscode.CompletionItemKind.Property : vscode.CompletionItemKind.Value,
    );
    item.documentation = description;
    item.range = range;
    if (kind === 'key') item.insertText = `${label}: `;
    return item;
  });
}

/** What a key means, as a hover. */
export function schemaHover(
  schema: SchemaNode,
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): vscode.Hover | undefined {
  const meaning = schemaMeaningAt(schema, linesOf(document), line, character);
  return meaning === undefined
    ? undefined
    : new vscode.Hover(new vscode.MarkdownString().appendText(meaning));
}
