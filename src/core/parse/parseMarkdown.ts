import { readFrontMatter } from './readFrontMatter';
import { splitLines, type Line } from './splitLines';
import type { BlockNode, ParsedText, SectionNode, TextRange } from './tree';

/**
 * Parses the Markdown of instruction files: front matter, headings as nested sections, and their
 * leaves. Follows CommonMark 0.31 and GitHub tables as far as the place of sentences depends on
 * them. Deliberate differences: a fence that is never closed covers only its own line, so that the
 * rules below it do not vanish while somebody types; a table gives one block for each row, a quote
 * one for each paragraph or item in it.
 *
 * @param text the whole file; byte order mark and CRLF allowed
 * @returns body and front matter with UTF-16 offsets into `text`. `complete` is always true: every
 * text is Markdown. Linear in the length of the text. Never throws.
 */
export function parseMarkdown(text: string): ParsedText {
  const lines = splitLines(text);
  const front = readFrontMatter(text, lines);
  const builder = new BodyBuilder(text, front.bodyStart);
  scan(text, lines, front.bodyLine, builder);
  return {
    text,
    body: builder.finish(),
    frontMatter: front.node,
    problems: front.problems,
    complete: true,
  };
}

interface OpenSection {
  readonly kind: 'section';
  readonly range: { start: number; end: number };
  readonly level: number;
  readonly title: string;
  readonly titleRange: TextRange;
  readonly children: (SectionNode | BlockNode)[];
}

type BlockKind = BlockNode['block'];

/** Collects blocks into sections; one for each parse. */
class BodyBuilder {
  private readonly stack: OpenSection[];
  private open: { readonly block: BlockKind; readonly start: number; end: number } | undefined;

  constructor(
    private readonly text: string,
    bodyStart: number,
  ) {
    const place = { start: bodyStart, end: bodyStart };
    this.stack = [
      {
        kind: 'section',
        range: { start: bodyStart, end: text.length },
        level: 0,
        title: '',
        titleRange: place,
        children: [],
      },
    ];
  }

  get openBlock(): BlockKind | undefined {
    return this.open?.block;
  }

  begin(block: BlockKind, start: number, end: number): void {
    this.flush();
    this.open = { block, start, end };
  }

  extend(end: number): void {
    if (this.open !== undefined) this.open.end = end;
  }

  flush(): void {
    const open = this.open;
    this.open = undefined;
    if (open !== undefined) this.add(open.block, open.start, open.end);
  }

  add(block: BlockKind, start: number, end: number): void {
    this.flush();
    this.top().children.push({
      kind: 'block',
      block,
      range: { start, end },
      text: this.text.slice(start, end),
    });
  }

  heading(level: number, start: number, titleRange: TextRange): void {
    this.flush();
    while (this.stack.length > 1 && this.top().level >= level) this.close(start);
    const section: OpenSection = {
      kind: 'section',
      range: { start, end: this.text.length },
      level,
      title: this.text.slice(titleRange.start, titleRange.end).replace(/\s+/g, ' '),
      titleRange,
      children: [],
    };
    this.top().children.push(section);
    this.stack.push(section);
  }

  /** The paragraph read so far turns out to be a heading underlined by `===` or `---`. */
  headingFromParagraph(level: number): void {
    const open = this.open;
    this.open = undefined;
    if (open !== undefined) this.heading(level, open.start, { start: open.start, end: open.end });
  }

  finish(): SectionNode {
    this.flush();
    while (this.stack.length > 1) this.close(this.text.length);
    return this.top();
  }

  private top(): OpenSection {
    // The file's own section is never popped.
    return this.stack[this.stack.length - 1] as OpenSection;
  }

  private close(end: number): void {
    const section = this.stack.pop();
    if (section !== undefined) section.range.end = end;
  }
}

const listMark = /^(?:[-*+]|(\d{1,9})[.)])(?:\s|$)/;
const fenceMark = /^(?:`{3,}|~{3,})/;
const tagLine = /^<\/?[A-Za-z][^<>]*>$/;
const delimiterRow = /^[|:\s-]+$/;

function scan(text: string, lines: readonly Line[], first: number, builder: BodyBuilder): void {
  const fences = new FenceFinder(lines);
  let inList = false;
  let inTable = false;
  let commentsEnd = true;
  for (let index = first; index < lines.length; index += 1) {
    const line = lines[index] as Line;
    const { content, start, end, indent } = line;
    if (content === '') {
      builder.flush();
      inTable = false;
      continue;
    }
    const nested = indent < 4 || inList;

    const fence = nested ? fenceMark.exec(content)?.[0] : undefined;
    if (fence !== undefined && !(fence[0] === '`' && content.includes('`', fence.length))) {
      const closing = fences.closing(index, fence);
      builder.add('code', start, (lines[closing ?? index] as Line).end);
      index = closing ?? index;
      continue;
    }
    if (commentsEnd && content.startsWith('<!--')) {
      const close = text.indexOf('-->', start + 4);
      commentsEnd = close >= 0;
      if (close >= 0) {
        while ((lines[index] as Line).end < close + 3 && index + 1 < lines.length) index += 1;
        builder.add('html', start, (lines[index] as Line).end);
        continue;
      }
    }
    if (indent < 4 && content.startsWith('#')) {
      const level = headingLevel(content);
      if (level > 0) {
        builder.heading(level, start, headingTitle(line, level));
        inList = false;
        inTable = false;
        continue;
      }
    }
    if (builder.openBlock === 'paragraph' && indent < 4 && isUnderline(content)) {
      builder.headingFromParagraph(content.startsWith('=') ? 1 : 2);
      inList = false;
      continue;
    }
    if (isThematicBreak(content)) {
      builder.flush();
      inList = false;
      continue;
    }
    if (content.startsWith('|') || (content.includes('|') && startsTable(lines, index, inTable))) {
      inTable = true;
      builder.flush();
      if (!isDelimiterRow(content)) builder.add('table', start, end);
      continue;
    }
    inTable = false;
    if (content.startsWith('>')) {
      scanQuote(line, builder);
      continue;
    }
    const mark = nested ? listMark.exec(content) : null;
    // Only a list that starts with 1 may interrupt a paragraph: "…since\n2026. Then".
    if (
      mark !== null &&
      !(builder.openBlock === 'paragraph' && mark[1] !== undefined && mark[1] !== '1')
    ) {
      builder.begin('listItem', start, end);
      inList = true;
      continue;
    }
    if (tagLine.test(content)) {
      builder.add('html', start, end);
      continue;
    }
    const open = builder.openBlock;
    if (open === 'paragraph' || open === 'listItem') {
      builder.extend(end);
    } else if (indent >= 4 && !inList) {
      index = scanIndentedCode(lines, index, builder);
    } else {
      if (indent === 0) inList = false;
      builder.begin('paragraph', start, end);
    }
  }
}

function headingLevel(content: string): number {
  let level = 0;
  while (content[level] === '#') level += 1;
  const after = content[level];
  return level <= 6 && (after === undefined || after === ' ' || after === '\t') ? level : 0;
}

/** The text of a heading without its marks, closing ones included. */
function headingTitle(line: Line, level: number): TextRange {
  let from = level;
  let to = line.content.length;
  while (from < to && isBlank(line.content[from])) from += 1;
  let closing = to;
  while (closing > from && line.content[closing - 1] === '#') closing -= 1;
  if (closing < to && (closing === from || isBlank(line.content[closing - 1]))) to = closing;
  while (to > from && isBlank(line.content[to - 1])) to -= 1;
  return { start: line.start + from, end: line.start + to };
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

function isUnderline(content: string): boolean {
  return /^=+$/.test(content) || /^--+$/.test(content);
}

function isThematicBreak(content: string): boolean {
  const mark = content[0];
  if (mark !== '-' && mark !== '*' && mark !== '_') return false;
  let count = 0;
  for (const character of content) {
    if (character === mark) count += 1;
    else if (!isBlank(character)) return false;
  }
  return count >= 3;
}

function isDelimiterRow(content: string): boolean {
  return delimiterRow.test(content) && content.includes('-');
}

/** A row without a leading bar belongs to a table when the table is open or its delimiter row follows. */
function startsTable(lines: readonly Line[], index: number, inTable: boolean): boolean {
  if (inTable) return true;
  const next = lines[index + 1]?.content;
  return next !== undefined && next.includes('|') && isDelimiterRow(next);
}

function scanQuote(line: Line, builder: BodyBuilder): void {
  let from = 0;
  while (line.content[from] === '>' || isBlank(line.content[from])) from += 1;
  const inner = line.content.slice(from);
  if (inner === '') {
    builder.flush();
  } else if (builder.openBlock === 'quote' && !listMark.test(inner) && !inner.startsWith('#')) {
    builder.extend(line.end);
  } else {
    builder.begin('quote', line.start, line.end);
  }
  // `> [!WARNING]` is the title of a box, not the start of its text.
  if (/^\[!\w{1,20}\]$/.test(inner)) builder.flush();
}

function scanIndentedCode(lines: readonly Line[], first: number, builder: BodyBuilder): number {
  let last = first;
  for (let index = first + 1; index < lines.length; index += 1) {
    const line = lines[index] as Line;
    if (line.content === '') continue;
    if (line.indent < 4) break;
    last = index;
  }
  builder.add('code', (lines[first] as Line).start, (lines[last] as Line).end);
  return last;
}

/** Finds the end of fenced code without reading the rest of the file again for every open fence. */
class FenceFinder {
  /** For each mark the shortest fence known to have no end. */
  private readonly unclosed = { '`': Infinity, '~': Infinity };

  constructor(private readonly lines: readonly Line[]) {}

  closing(index: number, fence: string): number | undefined {
    const mark = fence[0] === '`' ? '`' : '~';
    if (fence.length >= this.unclosed[mark]) return undefined;
    for (let candidate = index + 1; candidate < this.lines.length; candidate += 1) {
      const { content } = this.lines[candidate] as Line;
      if (content.startsWith(fence) && isOnly(content, mark)) return candidate;
    }
    this.unclosed[mark] = fence.length;
    return undefined;
  }
}

function isOnly(content: string, mark: string): boolean {
  for (const character of content) if (character !== mark) return false;
  return true;
}
