import type { FileAnalysis } from '../analyze';
import { isLoosening } from '../risk/unspokenChanges';

const ownFolder = '.mcp-change/';

/**
 * Whether a change set edits a policy or what belongs to one: acceptances, signers, templates.
 * `loosens`: it may ask for less afterwards. Templates only add to what is asked anyway, and what is
 * accepted is asked for all the same.
 */
export function policyTouch(files: readonly FileAnalysis[]): 'none' | 'touches' | 'loosens' {
  const parts = files.filter((file) => isPolicyPart(file) && hasChanged(file));
  if (parts.length === 0) return 'none';
  const loosens = parts.some(
    ({ surface, changes, status }) =>
      surface.id !== 'change-templates' &&
      surface.id !== 'change-acceptances' &&
      (status === 'unreadable' || changes.some(({ direction }) => isLoosening(direction))),
  );
  return loosens ? 'loosens' : 'touches';
}

/** It edits a policy together with other governed files in the folder that the policy is for. */
export function mixesPolicy(files: readonly FileAnalysis[]): boolean {
  const folders = files
    .filter((file) => isPolicyPart(file) && hasChanged(file))
    .map(({ path }) => path.slice(0, path.lastIndexOf(ownFolder)));
  return files.some(
    (file) =>
      !isPolicyPart(file) &&
      hasChanged(file) &&
      folders.some((folder) => file.path.startsWith(folder)),
  );
}

function isPolicyPart({ surface }: FileAnalysis): boolean {
  return surface.kind === 'change-policy';
}

function hasChanged({ changes, status }: FileAnalysis): boolean {
  return changes.length > 0 || status === 'unreadable';
}
