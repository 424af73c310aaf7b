/**
 * Number of single-character edits between two names, counted up to a limit.
 *
 * @returns the Levenshtein distance, or `limit + 1` when it is larger
 */
export function editDistance(left: string, right: string, limit: number): number {
  // A name longer than any registry allows is no disguise of another, and costs time to compare.
  const longest = 256;
  if (left.length > longest || right.length > longest) return limit + 1;
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution =
        (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(
        Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1),
      );
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return Math.min(previous[right.length] ?? 0, limit + 1);
}
