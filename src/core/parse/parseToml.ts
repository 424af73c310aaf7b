import { t } from '@vscode/l10n';
import { readTomlNumber, readTomlString } from './tomlScalars';
import type { DataNode, ParsedText, ParseProblem, TextRange } from './tree';

/** Deeper nesting than any client reads; a guard against texts made to exhaust the stack. */
const maximumDepth = 200;

interface OpenRange {
  readonly start: number;
  end: number;
}

interface OpenObject {
  readonly kind: 'object';
  readonly range: OpenRange;
  readonly members: OpenMember[];
}

interface OpenMember {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: OpenNode;
  readonly range: OpenRange;
}

interface OpenArray {
  readonly kind: 'array';
  readonly range: OpenRange;
  readonly items: OpenNode[];
}

type OpenNode = OpenObject | OpenArray | Exclude<DataNode, { kind: 'object' | 'array' }>;

interface Key {
  readonly name: string;
  readonly range: TextRange;
}

/**
 * Parses TOML 1.0 and the relaxations of 1.1. Reads on after a mistake, line by line, so that one
 * wrong line does not hide the rest; clients refuse such a file, hence `complete` is false.
 *
 * Written here because the parser with ranges that npm has, toml-eslint-parser, stops at the first
 * mistake, takes quadratic time and weighs 38 kB. The tests hold this one against it.
 *
 * @param text the whole file; byte order mark and CRLF allowed
 * @returns the tree with UTF-16 offsets. Dates are strings. Linear in the length of the text. Never
 * throws.
 */
export function parseToml(text: string): ParsedText {
  const reader = new TomlReader(text);
  const root = reader.read();
  const { problems } = reader;
  return { text, root, problems, complete: problems.length === 0 };
}

/** A mistake: what is wrong and where; the line is given up. */
class TomlMistake extends Error {
  constructor(
    message: string,
    readonly range: TextRange,
    readonly kind: ParseProblem['kind'] = 'syntax',
  ) {
    super(message);
  }
}

/** One text being read; lives for one call. */
class TomlReader {
  readonly problems: ParseProblem[] = [];
  private place = 0;
  private readonly root: OpenObject;
  /** Members by name: a list of a thousand servers is not searched for each of them. */
  private readonly names = new Map<OpenObject, Map<string, OpenMember>>();
  /** Tables that a header or an inline value has defined; they may not be defined again. */
  private readonly closed = new Set<OpenNode>();
  /** The arrays that `[[name]]` made; a plain array may not be continued that way. */
  private readonly tableLists = new Set<OpenNode>();
  private table: OpenObject;
  /** What grows when the present table does: the members and objects on the way to it. */
  private way: OpenRange[] = [];

  constructor(private readonly text: string) {
    this.root = { kind: 'object', range: { start: 0, end: text.length }, members: [] };
    this.table = this.root;
  }

  read(): OpenObject {
    if (this.text.charCodeAt(0) === 0xfeff) this.place = 1;
    for (;;) {
      this.skipBlank(true);
      if (this.place >= this.text.length) return this.root;
      const start = this.place;
      try {
        if (this.text[start] === '[') this.readHeader();
        else this.readPair(this.table, this.way);
        this.expectLineEnd();
      } catch (mistake) {
        if (!(mistake instanceof TomlMistake)) throw mistake;
        const { kind, message, range } = mistake;
        this.problems.push({ kind, message, range });
        // What was begun on a line and went wrong further down is given up as a line.
        this.place = Math.max(this.lineEnd(start), start + 1);
      }
    }
  }

  private readHeader(): void {
    const start = this.place;
    const list = this.text.startsWith('[[', start);
    this.place += list ? 2 : 1;
    const keys = this.readKeys();
    if (!this.take(list ? ']]' : ']'))
      throw this.mistake(t('The name of this table is not closed.'));
    const end = this.place;
    const last = keys.pop() as Key;
    this.way = [];
    let parent = this.root;
    for (const key of keys) parent = this.enter(parent, key, this.way);
    const known = this.names.get(parent)?.get(last.name);
    const table: OpenObject = { kind: 'object', range: { start, end }, members: [] };
    this.table = table;
    if (known === undefined) {
      const value: OpenNode = list
        ? { kind: 'array', range: { start, end }, items: [table] }
        : table;
      if (list) this.tableLists.add(value);
      const member = this.add(parent, last, value, end);
      this.way.push(member.range, ...(list ? [value.range] : []), table.range);
    } else if (list && known.value.kind === 'array' && this.tableLists.has(known.value)) {
      known.value.items.push(table);
      this.way.push(known.range, known.value.range, table.range);
    } else if (!list && known.value.kind === 'object') {
      // Defined before its parts, or, against the rules, twice: what it says is read all the same.
      this.table = known.value;
      this.way.push(known.range, known.value.range);
      if (this.closed.has(known.value)) throw this.twice(last);
    } else {
      throw this.twice(last);
    }
    this.closed.add(this.table);
    this.grow(this.way, end);
  }

  /** `a.b = value`, in a table or inside braces. */
  private readPair(table: OpenObject, way: readonly OpenRange[], depth = 0): void {
    const keys = this.readKeys();
    if (!this.take('=')) throw this.mistake(t('An equals sign is missing here.'));
    this.skipBlank(false);
    const value = this.readValue(depth);
    const last = keys.pop() as Key;
    const entered: OpenRange[] = [];
    let parent = table;
    for (const key of keys) parent = this.enter(parent, key, entered);
    if (this.names.get(parent)?.has(last.name) === true) throw this.twice(last);
    this.add(parent, last, value, value.range.end);
    this.grow([...way, ...entered], value.range.end);
  }

  /** The table below a name, made when it is not there; of a list of tables, the last one. */
  private enter(parent: OpenObject, key: Key, way: OpenRange[]): OpenObject {
    const known = this.names.get(parent)?.get(key.name);
    if (known === undefined) {
      const table: OpenObject = { kind: 'object', range: { ...key.range }, members: [] };
      way.push(this.add(parent, key, table, key.range.end).range, table.range);
      return table;
    }
    const value = known.value;
    const table = value.kind === 'array' && this.tableLists.has(value) ? value.items.at(-1) : value;
    if (table?.kind !== 'object') throw this.twice(key);
    way.push(known.range, value.range, table.range);
    return table;
  }

  private add(parent: OpenObject, key: Key, value: OpenNode, end: number): OpenMember {
    const member: OpenMember = {
      key: key.name,
      keyRange: key.range,
      value,
      range: { start: key.range.start, end },
    };
    parent.members.push(member);
    const names = this.names.get(parent) ?? new Map<string, OpenMember>();
    if (names.size === 0) this.names.set(parent, names);
    names.set(key.name, member);
    return member;
  }

  private grow(way: readonly OpenRange[], end: number): void {
    for (const range of way) range.end = Math.max(range.end, end);
  }

  private readKeys(): Key[] {
    const keys: Key[] = [];
    do {
      this.skipBlank(false);
      const start = this.place;
      const bare = /[\w-]+/y;
      bare.lastIndex = start;
      const match = bare.exec(this.text);
      if (match !== null) {
        this.place = bare.lastIndex;
        keys.push({ name: match[0], range: { start, end: this.place } });
      } else {
        const string = readTomlString(this.text, start);
        if (string === undefined) throw this.mistake(t('A name is expected here.'));
        if (string.problem !== undefined) throw this.mistake(string.problem, string.end);
        this.place = string.end;
        keys.push({ name: string.value, range: { start, end: this.place } });
      }
      if (keys.length > maximumDepth) throw this.tooDeep();
      this.skipBlank(false);
    } while (this.take('.'));
    return keys;
  }

  private readValue(depth: number): OpenNode {
    if (depth > maximumDepth) throw this.tooDeep();
    const start = this.place;
    const first = this.text[start];
    if (first === '[') return this.readArray(depth);
    if (first === '{') return this.readInlineTable(depth);
    const string = readTomlString(this.text, start);
    if (string !== undefined) {
      if (string.problem !== undefined) {
        // A wrong escape does not hide the value: `C:\dir` in double quotes is the usual case.
        const range = { start, end: Math.max(start + 1, string.end) };
        this.problems.push({ kind: 'syntax', message: string.problem, range });
      }
      this.place = string.end;
      return { kind: 'string', range: { start, end: string.end }, value: string.value };
    }
    const bare = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d[^\s,\]}#]*|[^\s,\]}#=]+/iy;
    bare.lastIndex = start;
    const word = bare.exec(this.text)?.[0];
    if (word === undefined) throw this.mistake(t('A value is missing here.'));
    this.place = start + word.length;
    const range = { start, end: this.place };
    if (word === 'true' || word === 'false') {
      return { kind: 'boolean', range, value: word === 'true' };
    }
    const number = readTomlNumber(word);
    if (number !== undefined) return { kind: 'number', range, value: number };
    if (!/^\d{4}-\d\d-\d\d|^\d\d:\d\d/.test(word)) {
      this.problems.push({
        kind: 'syntax',
        message: t('“{0}” is no value; text needs quotes.', word.slice(0, 40)),
        range,
      });
    }
    return { kind: 'string', range, value: word };
  }

  private readArray(depth: number): OpenNode {
    const start = this.place;
    this.place += 1;
    const items: OpenNode[] = [];
    for (;;) {
      this.skipBlank(true);
      if (this.take(']')) break;
      if (this.place >= this.text.length) throw this.unclosed(start, '[');
      items.push(this.readValue(depth + 1));
      this.skipBlank(true);
      if (!this.take(',') && this.text[this.place] !== ']') throw this.unclosed(start, '[');
    }
    return { kind: 'array', range: { start, end: this.place }, items };
  }

  private readInlineTable(depth: number): OpenNode {
    const start = this.place;
    this.place += 1;
    const table: OpenObject = { kind: 'object', range: { start, end: start + 1 }, members: [] };
    for (;;) {
      this.skipBlank(true);
      if (this.take('}')) break;
      if (this.place >= this.text.length) throw this.unclosed(start, '{');
      this.readPair(table, [], depth + 1);
      this.skipBlank(true);
      if (!this.take(',') && this.text[this.place] !== '}') throw this.unclosed(start, '{');
    }
    table.range.end = this.place;
    this.closed.add(table);
    return table;
  }

  /** Spaces and tabs; with `lines` also line breaks and comments. */
  private skipBlank(lines: boolean): void {
    for (; this.place < this.text.length; this.place += 1) {
      const character = this.text[this.place];
      if (character === ' ' || character === '\t') continue;
      if (!lines) return;
      if (character === '#') this.place = this.lineEnd(this.place);
      else if (character !== '\n' && character !== '\r') return;
    }
  }

  private expectLineEnd(): void {
    const rest = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
    rest.lastIndex = this.place;
    if (!rest.test(this.text)) throw this.mistake(t('The line goes on after its end.'));
    this.place = rest.lastIndex;
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private take(mark: string): boolean {
    if (!this.text.startsWith(mark, this.place)) return false;
    this.place += mark.length;
    return true;
  }

  private mistake(message: string, end = this.place + 1): TomlMistake {
    const start = Math.min(this.place, this.text.length);
    return new TomlMistake(message, {
      start,
      end: Math.min(Math.max(end, start), this.text.length),
    });
  }

  private unclosed(start: number, mark: string): TomlMistake {
    return new TomlMistake(t('This “{0}” is never closed.', mark), { start, end: start + 1 });
  }

  private twice(key: Key): TomlMistake {
    return new TomlMistake(
      t('“{0}” is defined twice; the file is refused as a whole. Keep one.', key.name),
      key.range,
    );
  }

  private tooDeep(): TomlMistake {
    const range = { start: this.place, end: Math.min(this.place + 1, this.text.length) };
    return new TomlMistake(t('This is nested too deeply to be read.'), range, 'too-deep');
  }
}
