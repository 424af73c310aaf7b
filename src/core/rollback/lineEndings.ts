/** How lines end. */
export type LineEnding = '\n' | '\r\n';

/** How every line of a text ends; undefined when there is only one line, or when they differ. */
export function lineEndingOf(text: string): LineEnding | undefined {
  const { bare, paired } = countBreaks(text);
  if (bare > 0 && paired > 0) return undefined;
  return paired > 0 ? '\r\n' : bare > 0 ? '\n' : undefined;
}

/** The text with one kind of line ending. */
export function withLineEnding(text: string, ending: LineEnding): string {
  return text.replace(/\r?\n/g, ending);
}

/** Both texts are the same, line by line. */
export function sameLines(left: string | undefined, right: string | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return false;
  return withLineEnding(left, '\n') === withLineEnding(right, '\n');
}

/**
 * A text of a commit as a checkout has it: git keeps LF and may write CRLF (`eol=crlf`,
 * `core.autocrlf`). It never turns CRLF into LF on the way out, so such a text comes as it is.
 *
 * @param beside the file as it stands in the work tree; undefined when it does not exist
 */
export function asCheckedOut(committed: string, beside: string | undefined): string {
  return beside !== undefined && lineEndingOf(committed) === '\n' && mostlyPaired(beside)
    ? withLineEnding(committed, '\r\n')
    : committed;
}

/**
 * A text in the line ending of another one, so that the two can be compared and merged piece by
 * piece. A text that mixes line endings stays as it is: its lines are told apart by them.
 */
export function alignedWith(text: string, beside: string | undefined): string {
  const own = lineEndingOf(text);
  if (beside === undefined || own === undefined || countBreaks(beside).all === 0) return text;
  return withLineEnding(text, usualLineEnding(beside));
}

/** How most lines of a text end; LF when there is only one line. */
export function usualLineEnding(text: string): LineEnding {
  return mostlyPaired(text) ? '\r\n' : '\n';
}

function mostlyPaired(text: string): boolean {
  const { bare, paired } = countBreaks(text);
  return paired > bare;
}

function countBreaks(text: string): {
  readonly bare: number;
  readonly paired: number;
  readonly all: number;
} {
  const all = text.match(/\n/g)?.length ?? 0;
  const paired = text.match(/\r\n/g)?.length ?? 0;
  return { bare: all - paired, paired, all };
}
