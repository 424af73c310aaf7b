import { createScanner, SyntaxKind } from 'jsonc-parser';
import type { ArrayNode, ObjectNode, TextRange } from '../parse/tree';

/** A member or item as text, with the white space that stood around it where it was copied from. */
export interface Snippet {
  readonly raw: string;
  /** From the comma or bracket before it: white space, and comments that go with it. */
  readonly lead: string;
  /** White space before the next sibling where it was copied from. */
  readonly follow: string;
}

/** Says whether a comment came with the thing that is taken out, so that it may go with it. */
export type CommentTest = (comment: string) => boolean;

/** Members with their keys, or items, in order. */
export function siblingRanges(container: ObjectNode | ArrayNode): readonly TextRange[] {
  return container.kind === 'object'
    ? container.members.map((member) => member.range)
    : container.items.map((item) => item.range);
}

/**
 * Cuts a member or item out of its container: with its line when it stands on one of its own, with
 * the one comma that is then too many, and without comments that were there before it.
 */
export function removeSibling(
  text: string,
  container: ObjectNode | ArrayNode,
  index: number,
  goesWithIt: CommentTest,
): string {
  const siblings = siblingRanges(container);
  const item = siblings[index];
  if (item === undefined) return text;
  const closing = container.range.end - 1;
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  const previousComma =
    previous === undefined ? undefined : commaAfter(text, previous.end, item.start);
  const comma = commaAfter(text, item.end, next?.start ?? closing);
  const leadStart = previousComma === undefined ? container.range.start + 1 : previousComma + 1;

  let start = ownLeadStart(text, leadStart, item.start, goesWithIt);
  let end = item.end;
  const cuts: TextRange[] = [];
  if (comma !== undefined) {
    if (text.slice(item.end, comma).trim() === '') end = comma + 1;
    else cuts.push({ start: comma, end: comma + 1 });
    const trailing = sameLineComment(text, comma + 1);
    if (trailing !== undefined && goesWithIt(text.slice(trailing.start, trailing.end).trim())) {
      cuts.push(trailing);
    }
  } else {
    const trailing = sameLineComment(text, item.end);
    if (trailing !== undefined && goesWithIt(text.slice(trailing.start, trailing.end).trim())) {
      cuts.push(trailing);
    }
  }
  const ownLine = /[\r\n]/.test(text.slice(start, item.start));
  if (!ownLine && previous === undefined && next !== undefined && comma !== undefined) {
    // `[a, b]` without a: what stood before a stays, the space before b goes.
    start = item.start;
    if (/^[ \t]*$/.test(text.slice(comma + 1, next.start))) end = next.start;
  }
  if (next === undefined && comma === undefined && previousComma !== undefined) {
    cuts.push({ start: previousComma, end: previousComma + 1 });
  }
  cuts.push({ start, end });
  const cut = applyCuts(text, cuts);
  if (siblings.length > 1) return cut;
  const removed = text.length - cut.length;
  const inside = cut.slice(container.range.start + 1, closing - removed);
  return inside.trim() === ''
    ? cut.slice(0, container.range.start + 1) + cut.slice(closing - removed)
    : cut;
}

/**
 * Puts a member or item in at `index` of the container, with the comma it needs.
 *
 * @param closingSpace white space before the closing bracket, used when the container is empty
 */
export function insertSibling(
  text: string,
  container: ObjectNode | ArrayNode,
  index: number,
  snippet: Snippet,
  closingSpace: string,
): string {
  const siblings = siblingRanges(container);
  const closing = container.range.end - 1;
  const open = container.range.start + 1;
  if (siblings.length === 0) {
    const inside = text.slice(open, closing);
    if (inside.trim() === '') {
      return splice(text, open, closing, snippet.lead + snippet.raw + closingSpace);
    }
    const at = open + inside.trimEnd().length;
    return splice(text, at, at, onNewLine(snippet.lead) + snippet.raw);
  }
  const previous = siblings[index - 1];
  if (previous === undefined) {
    const first = siblings[0];
    const comment = sameLineComment(text, open);
    const at = comment?.end ?? open;
    const lead = comment === undefined ? snippet.lead : onNewLine(snippet.lead);
    const gap = text.slice(open, first?.start ?? closing) === '' ? snippet.follow : '';
    return splice(text, at, at, `${lead}${snippet.raw},${gap}`);
  }
  const next = siblings[index];
  const comma = commaAfter(text, previous.end, next?.start ?? closing);
  if (comma === undefined) {
    const comment = sameLineComment(text, previous.end);
    if (comment === undefined) {
      return splice(text, previous.end, previous.end, `,${snippet.lead}${snippet.raw}`);
    }
    const withItem = splice(text, comment.end, comment.end, onNewLine(snippet.lead) + snippet.raw);
    return splice(withItem, previous.end, previous.end, ',');
  }
  const comment = sameLineComment(text, comma + 1);
  const at = comment?.end ?? comma + 1;
  const lead = comment === undefined ? snippet.lead : onNewLine(snippet.lead);
  return splice(text, at, at, `${lead}${snippet.raw},`);
}

/**
 * Copies a member or item as it stands in a text.
 *
 * @param keepComments comments on lines of their own above it are copied too when this says so
 */
export function copySibling(
  text: string,
  container: ObjectNode | ArrayNode,
  index: number,
  keepComments: CommentTest,
): Snippet {
  const siblings = siblingRanges(container);
  const item = siblings[index] ?? { start: container.range.start, end: container.range.start };
  const previous = siblings[index - 1];
  const next = siblings[index + 1];
  const before =
    previous === undefined
      ? container.range.start + 1
      : (commaAfter(text, previous.end, item.start) ?? previous.end - 1) + 1;
  const start = ownLeadStart(text, before, item.start, keepComments);
  const lead = text.slice(start, item.start);
  const comma = next === undefined ? undefined : commaAfter(text, item.end, next.start);
  const follow =
    next === undefined || comma === undefined ? ' ' : text.slice(comma + 1, next.start);
  return {
    raw: text.slice(item.start, item.end),
    lead: lead.trim() === '' || /[\r\n]/.test(lead) ? lead : ' ',
    follow: follow.trim() === '' ? follow : ' ',
  };
}

/** White space before the closing bracket. */
export function closingSpace(text: string, container: ObjectNode | ArrayNode): string {
  const inside = text.slice(container.range.start + 1, container.range.end - 1);
  return inside.slice(inside.trimEnd().length);
}

/** Where the part of the lead begins that belongs to the item: its line break, indent and comments. */
function ownLeadStart(
  text: string,
  leadStart: number,
  itemStart: number,
  belongs: CommentTest,
): number {
  const lead = text.slice(leadStart, itemStart);
  const firstBreak = lead.search(/\r?\n/);
  if (firstBreak < 0) return lead.trim() === '' ? leadStart : itemStart;
  const own = lead.slice(firstBreak);
  if (own.trim() === '' || belongs(own.trim())) return leadStart + firstBreak;
  const lastBreak = Math.max(lead.lastIndexOf('\r\n'), lead.lastIndexOf('\n'));
  const adjusted = lead[lastBreak - 1] === '\r' ? lastBreak - 1 : lastBreak;
  return leadStart + adjusted;
}

/** Offset of the comma between two offsets; comments in between do not hide it. */
function commaAfter(text: string, from: number, to: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  for (;;) {
    const token = scanner.scan();
    if (scanner.getTokenOffset() >= to || token === SyntaxKind.EOF) return undefined;
    if (token === SyntaxKind.CommaToken) return scanner.getTokenOffset();
  }
}

function sameLineComment(text: string, from: number): TextRange | undefined {
  const pattern = /[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*(?:[\r\n]|$)))/y;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null ? undefined : { start: from, end: from + match[0].length };
}

function onNewLine(lead: string): string {
  return /[\r\n]/.test(lead) ? lead : '\n';
}

function applyCuts(text: string, cuts: readonly TextRange[]): string {
  const ordered = [...cuts].sort((left, right) => right.start - left.start);
  return ordered.reduce((result, cut) => splice(result, cut.start, cut.end, ''), text);
}

/** Replaces a stretch of a text. */
export function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
