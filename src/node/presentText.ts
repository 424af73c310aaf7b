import { findSurface } from '../core/surfaces/findSurface';
import { textOf } from './analyzeReading';
import { assertInside } from './assertInside';
import { namedByPolicy, readGovernedFile } from './governedFiles';

/** The text of a file that a record names, as it is now; nothing of what is not governed. */
export function presentText(root: string, path: string): string | undefined {
  // A record is a file of the repository: only what is governed is read at its word.
  assertInside(root, path);
  if (findSurface(path) === undefined && namedByPolicy(root, path) === undefined) return undefined;
  return textOf(readGovernedFile(root, path));
}
