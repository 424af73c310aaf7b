import { memberOf } from '../parse/navigate';
import type { DataNode, TextRange } from '../parse/tree';

/** What is needed to show a removal: the current tree, or none when the file is gone or empty. */
export interface RemovalPlaces {
  readonly root: DataNode | undefined;
}

/**
 * A removal has no text of its own, so it is shown at the nearest thing above it that is still there:
 * the key of the list, or of the object around it, or the first character of the file.
 *
 * @param pointer where it stood in the baseline, RFC 6901
 */
export function locateRemoval({ root }: RemovalPlaces, pointer: string): TextRange {
  const start = root?.range.start ?? 0;
  // An empty file has no first character.
  let range: TextRange = { start, end: Math.min(start + 1, root?.range.end ?? start) };
  let node = root;
  for (const step of pointer.split('/').slice(1)) {
    const member = memberOf(node, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (member === undefined) break;
    range = member.keyRange;
    node = member.value;
  }
  return range;
}
