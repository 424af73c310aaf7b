import * as vscode from 'vscode';
import type { Change } from '../core/compare/change';
import type { AnalysisStore, TrackedFile } from './analysisStore';

/**
 * Which changes of a file a lens, link, tree row or light bulb means. It names them instead of
 * holding them, because a command may run after the next analysis, and because command links
 * carry JSON.
 */
export interface ChangeSelection {
  /** Of the governed file. */
  readonly uri: string;
  /** Undefined: every change of the file. */
  readonly changes?: readonly ChangeReference[] | undefined;
}

/** What identifies one change across analyses. */
export interface ChangeReference {
  readonly facet: string;
  readonly op: string;
  readonly subject: string;
  readonly pointer: string;
  readonly words: string;
}

export interface ResolvedSelection {
  readonly file: TrackedFile;
  readonly changes: readonly Change[];
}

/** Names a finding, for the command that goes to it. */
export interface FindingPlace {
  /** Of the governed file. */
  readonly uri: string;
  /** Its fingerprint. */
  readonly finding: string;
  /** The same risk may stand in several places of a file. */
  readonly pointer: string;
}

/** What the command that goes to a change is told besides the place, by rows of the sidebar. */
export interface RevealOptions {
  readonly preserveFocus: boolean;
}

/** Names all changes of a file, or some of them. */
export function selectChanges(uri: vscode.Uri, changes?: readonly Change[]): ChangeSelection {
  return {
    uri: uri.toString(),
    ...(changes === undefined ? {} : { changes: changes.map(referenceTo) }),
  };
}

/**
 * Reads what a command was called with: selections from links and lenses, tree nodes (with the
 * others that are selected, as VS Code hands them over), or the URI of a file from a menu.
 *
 * @returns undefined when nothing was named, as from the command palette
 */
export function selectionsFrom(
  parameters: readonly unknown[],
): readonly ChangeSelection[] | undefined {
  const [first, several] = parameters;
  const sources = Array.isArray(several) && several.length > 0 ? (several as unknown[]) : [first];
  const selections = sources.flatMap(selectionsOf);
  return selections.length === 0 ? undefined : mergeByFile(selections);
}

/**
 * The changes that are meant, as they are now. A change whose place or words moved since is found by
 * the looser of its names; one that is gone is left out, and so is a file without any left.
 */
export function resolveSelections(
  selections: readonly ChangeSelection[],
  store: AnalysisStore,
): readonly ResolvedSelection[] {
  return selections.flatMap((selection) => {
    const file = store.get(vscode.Uri.parse(selection.uri));
    if (file === undefined) return [];
    const all = file.analysis.changes;
    if (selection.changes === undefined) return [{ file, changes: all }];
    const found = new Set(
      selection.changes.flatMap((reference) => {
        const change = findChange(all, reference);
        return change === undefined ? [] : [change];
      }),
    );
    return found.size === 0 ? [] : [{ file, changes: all.filter((change) => found.has(change)) }];
  });
}

function findChange(changes: readonly Change[], reference: ChangeReference): Change | undefined {
  const { facet, op, subject, pointer, words } = reference;
  const sameThing = changes.filter(
    (change) => change.facet === facet && change.subject === subject && change.op === op,
  );
  return (
    sameThing.find((change) => change.words === words && change.pointer === pointer) ??
    sameThing.find((change) => change.words === words) ??
    sameThing.find((change) => change.pointer === pointer)
  );
}

function referenceTo({ facet, op, subject, pointer, words }: Change): ChangeReference {
  return { facet, op, subject, pointer, words };
}

function selectionsOf(source: unknown): readonly ChangeSelection[] {
  if (source instanceof vscode.Uri) return [{ uri: source.toString() }];
  if (Array.isArray(source)) return (source as unknown[]).flatMap(selectionsOf);
  if (typeof source !== 'object' || source === null) return [];
  if ('selections' in source) return selectionsOf(source.selections);
  return isSelection(source) ? [source] : [];
}

function isSelection(value: object): value is ChangeSelection {
  return (
    'uri' in value &&
    typeof value.uri === 'string' &&
    (!('changes' in value) || value.changes === undefined || Array.isArray(value.changes))
  );
}

/** A file that is named as a whole swallows what is named inside it. */
function mergeByFile(selections: readonly ChangeSelection[]): readonly ChangeSelection[] {
  const byFile = new Map<string, ChangeSelection>();
  for (const selection of selections) {
    const other = byFile.get(selection.uri);
    if (other === undefined) byFile.set(selection.uri, selection);
    else if (other.changes === undefined || selection.changes === undefined) {
      byFile.set(selection.uri, { uri: selection.uri });
    } else {
      byFile.set(selection.uri, {
        uri: selection.uri,
        changes: [...other.changes, ...selection.changes],
      });
    }
  }
  return [...byFile.values()];
}
