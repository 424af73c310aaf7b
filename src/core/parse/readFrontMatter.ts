import { t } from '@vscode/l10n';
import { parseYaml } from './parseYaml';
import type { Line } from './splitLines';
import type { DataNode, Member, ObjectNode, ParseProblem, StringNode, TextRange } from './tree';

/** What stands before the body of a Markdown file. */
export interface FrontMatter {
  readonly node: ObjectNode | undefined;
  readonly problems: readonly ParseProblem[];
  /** Offset and line at which the body starts. */
  readonly bodyStart: number;
  readonly bodyLine: number;
}

/**
 * Reads the block between two `---` lines at the very start of a file as YAML. Clients are more
 * tolerant than YAML: 2.7 % of real front matter has an unquoted colon or a bare `globs` pattern and works
 * all the same. Such a block is read line by line as `key: value`, with a problem of kind
 * `front-matter`.
 *
 * @param text the whole file
 * @param lines its lines
 * @returns no node, and a body that starts at once, when there is no closed block that holds keys
 */
export function readFrontMatter(text: string, lines: readonly Line[]): FrontMatter {
  const none: FrontMatter = { node: undefined, problems: [], bodyStart: 0, bodyLine: 0 };
  const open = lines[0];
  if (open === undefined || open.content !== '---' || open.indent > 0) return none;
  const closing = lines.findIndex(
    (line, index) =>
      index > 0 && line.indent === 0 && (line.content === '---' || line.content === '...'),
  );
  if (closing < 0) return none;
  const inner = lines.slice(1, closing);
  const start = (lines[1] as Line).lineStart;
  const end = (lines[closing] as Line).lineStart;
  const bodyLine = closing + 1;
  const bodyStart = lines[bodyLine]?.lineStart ?? text.length;
  const parsed = parseYaml(text.slice(start, end), start);
  if (parsed.complete && (parsed.root === undefined || parsed.root.kind === 'object')) {
    const node = parsed.root ?? { kind: 'object', range: { start, end }, members: [] };
    return { node, problems: parsed.problems, bodyStart, bodyLine };
  }
  const members = readKeyLines(inner);
  // Prose between two thematic breaks: it has to be read as prose, not lost as front matter.
  if (members.length === 0) return none;
  const first = parsed.problems[0];
  const more = parsed.problems.filter(({ kind }) => kind === 'too-long');
  return {
    node: { kind: 'object', range: { start, end }, members },
    problems: [
      {
        kind: 'front-matter',
        message: t(
          'This front matter is not valid YAML; it was read line by line. {0}',
          first?.message ?? '',
        ),
        range: first?.range ?? { start, end },
      },
      ...more,
    ],
    bodyStart,
    bodyLine,
  };
}

const keyLine = /^([A-Za-z_][\w.-]{0,100})\s{0,20}:(?:\s|$)/;

function readKeyLines(lines: readonly Line[]): Member[] {
  const members: Member[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as Line;
    const key = line.indent === 0 ? keyLine.exec(line.content) : null;
    const name = key?.[1];
    if (key === null || name === undefined) continue;
    const keyRange = { start: line.start, end: line.start + name.length };
    const after = line.content.slice(key[0].length);
    const inline = after.trimStart();
    const valueStart = line.end - inline.length;
    const below: Line[] = [];
    for (let next = lines[index + 1]; next !== undefined; next = lines[index + 1]) {
      if (next.content !== '' && next.indent === 0 && !/^-(?:\s|$)/.test(next.content)) break;
      if (next.content !== '') below.push(next);
      index += 1;
    }
    const value = readKeyValue(inline, { start: valueStart, end: line.end }, below);
    members.push({
      key: name,
      keyRange,
      value,
      range: { start: keyRange.start, end: value.range.end },
    });
  }
  return members;
}

function readKeyValue(inline: string, range: TextRange, below: readonly Line[]): DataNode {
  const last = below[below.length - 1];
  if (inline === '' && last !== undefined && below.every((line) => line.content.startsWith('-'))) {
    const items = below.map((line) => {
      const text = line.content.slice(1).trimStart();
      return plainValue(text, { start: line.end - text.length, end: line.end });
    });
    return {
      kind: 'array',
      range: { start: (below[0] as Line).start, end: last.end },
      items,
    };
  }
  if (inline.startsWith('[') && inline.endsWith(']') && inline.length >= 2) {
    return { kind: 'array', range, items: inlineItems(inline, range.start) };
  }
  if (last === undefined) return plainValue(inline, range);
  const value = [inline, ...below.map((line) => line.content)].filter((part) => part !== '');
  return {
    kind: 'string',
    range: { start: inline === '' ? (below[0] as Line).start : range.start, end: last.end },
    value: value.join(' '),
  };
}

/** `[a, "b"]` → its items; no nesting, as the block is broken anyway. */
function inlineItems(inline: string, start: number): readonly DataNode[] {
  const items: DataNode[] = [];
  let from = 1;
  for (const part of inline.slice(1, -1).split(',')) {
    const text = part.trim();
    const place = start + from + (part.length - part.trimStart().length);
    if (text !== '') items.push(plainValue(text, { start: place, end: place + text.length }));
    from += part.length + 1;
  }
  return items;
}

function plainValue(text: string, range: TextRange): DataNode {
  if (text === 'true' || text === 'false')
    return { kind: 'boolean', range, value: text === 'true' };
  if (text === '' || text === 'null' || text === '~') return { kind: 'null', range };
  const quote = text[0];
  const quoted = (quote === '"' || quote === "'") && text.length >= 2 && text.endsWith(quote);
  const node: StringNode = { kind: 'string', range, value: quoted ? text.slice(1, -1) : text };
  return node;
}
