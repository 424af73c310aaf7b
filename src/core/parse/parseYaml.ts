import { t } from '@vscode/l10n';
import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { tooLong } from './tooLong';
import { loadYaml, readYamlDocument } from './yamlDocument';
import type { DataNode, Member, ParsedText, ParseProblem, TextRange } from './tree';

/** Deeper nesting than any client reads; a guard against texts made to exhaust the stack. */
const maximumDepth = 200;

/**
 * How many nodes aliases may add to one text. Real files add a handful; ten nested lists of aliases
 * add billions.
 */
const maximumAliasedNodes = 10_000;

/**
 * Parses YAML 1.2 (and with it `<<` merges, which most clients still honour).
 *
 * @param text YAML; for front matter the lines between the marks
 * @param offset where `text` starts in its file; added to every range
 * @returns the tree of the first document with UTF-16 offsets. `root` is undefined and `complete`
 * true for a text without content; `complete` is false when the text has a syntax error. Duplicate
 * keys are kept, in order, and noted as problems; so is what is too much to be read. Never throws.
 */
export function parseYaml(text: string, offset = 0): ParsedText {
  const part = readablePart(text);
  if (part.length < text.length) {
    const { root, problems, complete } = parseYaml(part, offset);
    const more = tooLong(offset + part.length, offset + text.length);
    return { text, root, problems: [...problems, more], complete };
  }
  const whole: TextRange = { start: offset, end: offset + text.length };
  const unread = (kind: ParseProblem['kind'], message: string): ParsedText => ({
    text,
    problems: [{ kind, message, range: whole }],
    complete: false,
  });
  try {
    const document = readYamlDocument(
      text,
      {
        // Noticed while the tree is built; the library's own check compares every key with every other.
        uniqueKeys: false,
        logLevel: 'silent',
        strict: false,
      },
      maximumDepth,
    );
    switch (document) {
      case 'too-deep':
        return unread('too-deep', t('This is nested too deeply to be read.'));
      case 'too-broken':
        return unread('syntax', t('There are too many mistakes here for it to be read as YAML.'));
      default:
        return readDocument(loadYaml(), text, document, offset);
    }
  } catch {
    return unread('syntax', t('This YAML could not be read.'));
  }
}

/**
 * Line ends, commas, colons and brackets that are read of one text; the library needs about 20 µs for
 * each. The longest real file of the reference corpus has 1,500.
 */
const mostMarks = 8_000;

/** The text up to the line in which it says more than is read. */
function readablePart(text: string): string {
  let left = mostMarks;
  let line = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x0a:
        line = at + 1;
        left -= 1;
        break;
      case 0x2c:
      case 0x3a:
      case 0x5b:
      case 0x7b:
        left -= 1;
    }
    // Without an end of line there is no better place than this one.
    if (left <= 0) return text.slice(0, line === 0 ? at : line);
  }
  return text;
}

interface Reader {
  readonly yaml: typeof import('yaml');
  readonly text: string;
  readonly offset: number;
  readonly problems: ParseProblem[];
  readonly anchors: Map<string, { readonly node: DataNode; readonly size: number }>;
  /** Nodes read so far; aliases count with everything they stand for. */
  size: number;
  aliased: number;
}

function readDocument(
  yaml: typeof import('yaml'),
  text: string,
  document: Document.Parsed,
  offset: number,
): ParsedText {
  const problems: ParseProblem[] = document.errors.map((error) => ({
    kind: 'syntax',
    message: error.message,
    range: {
      start: offset + Math.min(text.length, error.pos[0]),
      end: offset + Math.min(text.length, error.pos[1]),
    },
  }));
  const reader: Reader = {
    yaml,
    text,
    offset,
    problems,
    anchors: new Map(),
    size: 0,
    aliased: 0,
  };
  const contents: Node | null = document.contents;
  const empty = contents === null || (yaml.isScalar(contents) && contents.source === '');
  const root = empty ? undefined : readNode(reader, contents, 0);
  const complete = problems.every((problem) => problem.kind === 'duplicate-key');
  return { text, root, problems, complete };
}

function readNode(reader: Reader, node: unknown, depth: number): DataNode {
  const { yaml } = reader;
  if (!yaml.isNode(node)) return nothingAt(reader.offset);
  const range = rangeOf(reader, node);
  if (depth > maximumDepth) {
    reader.problems.push({
      kind: 'too-deep',
      message: t('This is nested too deeply to be read.'),
      range,
    });
    return { kind: 'null', range };
  }
  if (yaml.isAlias(node)) return readAlias(reader, node.source, range);
  const before = reader.size;
  reader.size += 1;
  const read = yaml.isMap(node)
    ? readMap(reader, node, range, depth)
    : yaml.isSeq(node)
      ? readSequence(reader, node, range, depth)
      : readScalar(yaml.isScalar(node) ? node.value : undefined, range);
  const anchor = yaml.isScalar(node) || yaml.isCollection(node) ? node.anchor : undefined;
  if (anchor !== undefined) {
    // Set only now, so that an alias inside its own anchor finds nothing instead of itself.
    reader.anchors.set(anchor, { node: read, size: reader.size - before });
  }
  return read;
}

function readMap(reader: Reader, map: YAMLMap, range: TextRange, depth: number): DataNode {
  const members: Member[] = [];
  const seen = new Set<string>();
  let own: ReadonlySet<string> | undefined;
  for (const pair of map.items) {
    const member = readMember(reader, pair, depth);
    if (member.key === '<<' && member.value.kind === 'object') {
      // Keys written out win over merged ones, wherever the merge stands.
      const written = (own ??= new Set(map.items.map((item) => keyText(reader, item.key))));
      members.push(...member.value.members.filter((merged) => !written.has(merged.key)));
      continue;
    }
    if (seen.has(member.key)) {
      reader.problems.push({
        kind: 'duplicate-key',
        message: t(
          'The key “{0}” stands here twice; clients disagree on which counts.',
          member.key,
        ),
        range: member.keyRange,
      });
    }
    seen.add(member.key);
    members.push(member);
  }
  return { kind: 'object', range, members };
}

function readMember(reader: Reader, pair: Pair, depth: number): Member {
  const { yaml } = reader;
  const keyRange = yaml.isNode(pair.key)
    ? rangeOf(reader, pair.key)
    : { start: reader.offset, end: reader.offset };
  const hasValue = yaml.isNode(pair.value);
  const value: DataNode = hasValue
    ? readNode(reader, pair.value, depth + 1)
    : nothingAt(keyRange.end);
  return {
    key: keyText(reader, pair.key),
    keyRange,
    value,
    range: { start: keyRange.start, end: Math.max(keyRange.end, value.range.end) },
  };
}

function readSequence(reader: Reader, list: YAMLSeq, range: TextRange, depth: number): DataNode {
  return {
    kind: 'array',
    range,
    items: list.items.map((item) => readNode(reader, item, depth + 1)),
  };
}

function readAlias(reader: Reader, name: string, range: TextRange): DataNode {
  const target = reader.anchors.get(name);
  if (target === undefined) {
    reader.problems.push({
      kind: 'syntax',
      message: t('“*{0}” refers to an anchor that is not there; quote the value.', name),
      range,
    });
    return { kind: 'null', range };
  }
  reader.size += target.size;
  reader.aliased += target.size;
  if (reader.aliased > maximumAliasedNodes) {
    reader.problems.push({
      kind: 'too-deep',
      message: t('This text repeats itself too often through aliases to be read.'),
      range,
    });
    return { kind: 'null', range };
  }
  const { node } = target;
  // A plain value is shown where it is used; a collection where it is written.
  return node.kind === 'object' || node.kind === 'array' ? node : { ...node, range };
}

function readScalar(value: unknown, range: TextRange): DataNode {
  if (typeof value === 'string') return { kind: 'string', range, value };
  if (typeof value === 'number') return { kind: 'number', range, value };
  if (typeof value === 'boolean') return { kind: 'boolean', range, value };
  if (value === null || value === undefined) return { kind: 'null', range };
  // A date or a big number of a custom tag: what it is called matters, not what it is.
  return { kind: 'string', range, value: JSON.stringify(value) };
}

function keyText(reader: Reader, key: unknown): string {
  const { yaml } = reader;
  if (yaml.isScalar(key)) {
    return typeof key.value === 'string' ? key.value : JSON.stringify(key.value ?? '');
  }
  if (!yaml.isNode(key)) return '';
  const range = rangeOf(reader, key);
  return reader.text.slice(range.start - reader.offset, range.end - reader.offset);
}

/** From the start to the end of the value, without the comment and line break after it. */
function rangeOf(reader: Reader, node: Node): TextRange {
  const range = node.range;
  if (range === null || range === undefined) return { start: reader.offset, end: reader.offset };
  const start = Math.min(range[0], reader.text.length);
  const end = Math.max(start, Math.min(range[1], reader.text.length));
  return { start: start + reader.offset, end: end + reader.offset };
}

function nothingAt(place: number): DataNode {
  return { kind: 'null', range: { start: place, end: place } };
}
