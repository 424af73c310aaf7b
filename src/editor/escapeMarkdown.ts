/**
 * Text as Markdown that shows exactly this text: every mark is escaped, so that it can be neither a
 * link (a bare address or e-mail becomes one by itself) nor an image nor HTML. Unlike
 * `MarkdownString.appendText`, lines still break at spaces.
 *
 * @param line without line breaks, as `visibleText` makes it
 */
export function escapeMarkdown(line: string): string {
  return line.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
