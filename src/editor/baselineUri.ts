import type * as vscode from 'vscode';
import type { TrackedFile } from './analysisStore';
import type { Baseline } from './baselines';

/** Scheme of the read-only documents that hold a file as it was at its baseline. */
export const baselineScheme = 'mcp-change-baseline';

/** What a baseline document is the baseline of. */
export interface BaselineSource {
  readonly uri: string;
  readonly commit: string;
  /** The file does not exist any more: an empty right side for the comparison. */
  readonly gone?: boolean | undefined;
}

/** What people call the state a file is measured against; undefined when there is none. */
export function baselineLabel(baseline: Baseline): string | undefined {
  return baseline.kind === 'none' ? undefined : baseline.label;
}

/**
 * The read-only document with a file's baseline text. The path stays, so that language and colours
 * are those of the file.
 *
 * @returns undefined when there is nothing to compare with
 */
export function baselineUri({ uri, baseline }: TrackedFile): vscode.Uri | undefined {
  if (baseline.kind === 'none') return undefined;
  return uriOf(uri, { uri: uri.toString(), commit: baseline.commit });
}

/** The empty document that stands for a deleted file. */
export function goneUri({ uri }: TrackedFile): vscode.Uri {
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
    typeof value.commit === 'string'
  );
}
