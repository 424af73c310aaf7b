import type { FileAnalysis } from '../analyze';

const ownFolder = '.mcp-change/';

/** The change set edits a policy, or what belongs to one: acceptances, signers, templates. */
export function touchesPolicy(files: readonly FileAnalysis[]): boolean {
  return files.some((file) => isPolicyPart(file) && hasChanged(file));
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
