/** A sentence end is a mark with white space behind it, so `v1.2.3` and `e.g` stay whole. */
const piecePattern = /(?:[^\n.!?]|[.!?](?!\s|$))*(?:\n|[.!?][ \t]*(?:\r?\n)?|$)/gy;

/**
 * Cuts prose into sentences and rests of lines, so that two sentences of one paragraph can be told
 * apart. Joined again the pieces are the text, byte for byte.
 */
export function splitPieces(text: string): readonly string[] {
  return (text.match(piecePattern) ?? []).filter((piece) => piece !== '');
}
