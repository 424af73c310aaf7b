import { parseText, type TextFormat } from '../../src/core/parse/parseText';
import type { DataNode, ObjectNode, StringNode } from '../../src/core/parse/tree';

/** An edit that has nothing to do with a change, made to any text of one format. */
export interface LaterEdit {
  readonly name: string;
  /** Undefined: this text has no place for it. `other` is the text it is made to as well. */
  readonly make: (text: string, other: string) => string | undefined;
}

/**
 * Edits as people make them afterwards: at the end, at the beginning, a comment in the middle, another
 * layout. Made to the text after a change and to the text before it, they say what a rollback has to
 * end in.
 */
export function laterEdits(format: TextFormat): readonly LaterEdit[] {
  switch (format) {
    case 'json':
    case 'jsonc':
      return [
        { name: 'key at the end', make: (text) => jsonKey(text, 'end') },
        { name: 'key at the start', make: (text) => jsonKey(text, 'start') },
        { name: 'other indent', make: indentedAnew },
        { name: 'another value', make: (text, other) => otherValue(text, other, format) },
      ];
    case 'toml':
      return [
        {
          name: 'table at the end',
          make: (text) => `${ended(text)}\n[later-table]\nkept = true\n`,
        },
        { name: 'key at the start', make: (text) => `later_key = true\n${text}` },
        { name: 'comment at the start', make: (text) => `# Later.\n${text}` },
        { name: 'another value', make: (text, other) => otherValue(text, other, format) },
      ];
    case 'yaml':
      return [
        { name: 'key at the end', make: (text) => yamlKey(text, 'end') },
        { name: 'key at the start', make: (text) => yamlKey(text, 'start') },
        { name: 'comment at the start', make: (text) => `# Later.\n${text}` },
        { name: 'another value', make: (text, other) => otherValue(text, other, format) },
      ];
    case 'markdown':
      return [
        {
          name: 'paragraph at the end',
          make: (text) => `${ended(text)}\nWritten later, elsewhere.\n`,
        },
        { name: 'front matter key', make: frontMatterKey },
        { name: 'heading in the middle', make: middleHeading },
      ];
    case 'text':
      return [{ name: 'line at the end', make: (text) => `${ended(text)}Written later.\n` }];
  }
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function rootObject(text: string, format: TextFormat): ObjectNode | undefined {
  const { root, complete } = parseText(text, format);
  return complete && root?.kind === 'object' && root.members.length > 0 ? root : undefined;
}

function jsonKey(text: string, place: 'start' | 'end'): string | undefined {
  const root = rootObject(text, 'jsonc');
  const first = root?.members[0];
  const last = root?.members.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return place === 'start'
    ? `${text.slice(0, first.range.start)}"$later": "kept",\n  ${text.slice(first.range.start)}`
    : `${text.slice(0, last.range.end)},\n  "$later": "kept"${text.slice(last.range.end)}`;
}

function indentedAnew(text: string): string | undefined {
  try {
    const indent = /\n {4}"/.test(text) && !/\n {2}"/.test(text) ? 2 : 4;
    const written = JSON.stringify(JSON.parse(text) as unknown, null, indent);
    return written === text.trim() ? undefined : `${written}\n`;
  } catch {
    return undefined;
  }
}

function yamlKey(text: string, place: 'start' | 'end'): string | undefined {
  if (rootObject(text, 'yaml') === undefined || text.startsWith('---')) return undefined;
  return place === 'start' ? `later-key: kept\n${text}` : `${ended(text)}later-key: kept\n`;
}

function frontMatterKey(text: string): string | undefined {
  const { frontMatter } = parseText(text, 'markdown');
  return frontMatter === undefined ? undefined : text.replace(/^---\n/, '---\nlater-key: kept\n');
}

/** Before the heading in the middle that stands on both sides of most edits: the last one. */
function middleHeading(text: string, other: string): string | undefined {
  const at = text.lastIndexOf('\n## ');
  const line = /\n## [^\n]*/.exec(text.slice(at))?.[0] ?? '';
  const same = other.slice(other.lastIndexOf('\n## ')).startsWith(`${line}\n`);
  return at < 0 || !same ? undefined : `${text.slice(0, at)}\n## Later\n\nKept.\n${text.slice(at)}`;
}

/** A text that says the same on both sides, and stands in no list, says something else. */
function otherValue(text: string, other: string, format: TextFormat): string | undefined {
  const there = plainTexts(dataOf(other, format), '');
  const found = [...plainTexts(dataOf(text, format), '')]
    .filter(([path, { value }]) => there.get(path)?.value === value && value.length > 1)
    .sort(([left], [right]) => (left < right ? 1 : -1))[0]?.[1];
  if (found === undefined) return undefined;
  const { start, end } = found.range;
  const raw = text.slice(start, end);
  if (raw.includes('\n') || raw.includes('\\')) return undefined;
  return text.slice(0, start) + raw.replace(found.value, `${found.value}-later`) + text.slice(end);
}

function plainTexts(node: DataNode | undefined, path: string): Map<string, StringNode> {
  if (node?.kind === 'string') return new Map([[path, node]]);
  if (node?.kind !== 'object') return new Map();
  return new Map(
    node.members.flatMap(({ key, value }) => [...plainTexts(value, `${path}/${key}`)]),
  );
}

/** The data of a text, or nothing for prose. */
export function dataOf(text: string, format: TextFormat): DataNode | undefined {
  return parseText(text, format).root;
}
