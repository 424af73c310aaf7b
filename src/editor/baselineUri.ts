import type * as vscode from 'vscode';
import type { TrackedFile } from './analysisStore';
import type { Baseline } from './baselines';

/** Scheme of the read-only documents that hold a file as it was at its baseline. */
export const baselineScheme = 'mcp-change-baseline';

/** What a baseline document is the baseline of. */
export interface BaselineSource {
  readonly uri: string;
  /** Empty when it is none: a digest, or nothing. */
  readonly commit: string;
  /** Of an accepted copy. */
  readonly digest?: string | undefined;
  /** The file does not exist on this side: an empty document for the comparison. */
  readonly gone?: boolean | undefined;
}

/** What people call the state a file is measured against; undefined when there is none. */
export function baselineLabel(baseline: Baseline): string | undefined {
  return baseline.kind === 'none' ? undefined : baseline.label;
}

/** Nothing was reviewed here: what a file carries is shown, softly. */
export function showsPresentState(baseline: Baseline): boolean {
  return baseline.kind === 'none' || (baseline.kind === 'accepted' && baseline.unreviewed);
}

/**
 * The read-only document with a file's baseline text. The path stays, so that language and colours
 * are those of the file.
 *
 * @returns undefined when there is nothing to compare with
 */
export function baselineUri({ uri, baseline }: TrackedFile): vscode.Uri | undefined {
  switch (baseline.kind) {
    case 'none':
      return undefined;
    case 'commit':
      return uriOf(uri, { uri: uri.toString(), commit: baseline.commit });
    case 'accepted':
      return copyUri(uri, baseline.digest);
  }
}

/** The read-only document with an accepted copy of a file; empty when there was no file. */
export function copyUri(uri: vscode.Uri, digest: string | null): vscode.Uri {
  const source = { uri: uri.toString(), commit: '' };
  return uriOf(uri, digest === null ? { ...source, gone: true } : { ...source, digest });
}

/** The empty document that stands for a deleted file. */
export function goneUri({ uri }: Pick<TrackedFile, 'uri'>): vscode.Uri {
  return uriOf(uri, { uri: uri.toString(), commit: '', gone: true });
}

/** Reads back what a baseline document is of; undefined for an address nobody here made. */
export function baselineSource(uri: vscode.Uri): BaselineSource | undefined {
  try {
    const source: unknown = JSON.parse(uri.query);
    return isBaselineSource(source) ? source : undefined;
  } catch {
    return undefined;
  }
}

function uriOf(uri: vscode.Uri, source: BaselineSource): vscode.Uri {
  return uri.with({
    scheme: baselineScheme,
    authority: '',
    query: JSON.stringify(source),
    fragment: '',
  });
}

function isBaselineSource(value: unknown): value is BaselineSource {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'commit' in value &&
    typeof value.commit === 'string' &&
    (!('digest' in value) || typeof value.digest === 'string')
  );
}
