import type { Piece } from './permissionRule';

/** Patterns that several grammars share, as pieces. */

/** What a pattern accepts, and whether that is one action only. */
export interface Pattern {
  readonly pieces: readonly Piece[];
  readonly exact: boolean;
}

const readers = ['Read', 'Grep', 'Glob'];
const writers = ['Edit', 'Write', 'MultiEdit', 'NotebookEdit'];
/** Tools whose action always has content, so that an example of the tool is never an empty one. */
const toolsWithContent = new Set(['Bash', 'PowerShell', 'WebFetch', ...readers, ...writers]);

export const anything: Piece = { kind: 'anything' };
const segment: Piece = { kind: 'segment' };

export function literal(text: string): Piece {
  return { kind: 'text', text };
}

/** Every use of a tool. */
export function wholeTool(tool: string): readonly Piece[] {
  const content: Piece[] = toolsWithContent.has(tool)
    ? [{ kind: 'one', of: '', negated: true }, anything]
    : [anything];
  return [...headOf(tool), ...content];
}

/** The beginning of a tool's actions. `Read` reads and searches; `Edit` writes in every way. */
export function headOf(tool: string): readonly Piece[] {
  const tools = tool === 'Read' ? readers : tool === 'Edit' ? writers : [tool];
  if (tools.length === 1) return [literal(`${tool}(`)];
  return [{ kind: 'either', branches: tools.map((each) => [literal(`${each}(`)]) }];
}

/** Text in which `*` stands for any text. */
export function wildcards(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [index, part] of text.split(/\*+/).entries()) {
    if (index > 0) pieces.push(anything);
    if (part !== '') pieces.push(literal(part));
  }
  return pieces;
}

/** Text in which `*` stands for any text and `?` for one character. */
export function textMarks(text: string): readonly Piece[] {
  return text.split(/(\*+|\?)/).flatMap((part): Piece[] => {
    if (part === '') return [];
    if (part.startsWith('*')) return [anything];
    return part === '?' ? [{ kind: 'one', of: '', negated: true }] : [literal(part)];
  });
}

/** What may follow a prefix that ends at a word: nothing, or a space and more. */
export function moreWords(): Piece {
  // The next word starts with something: `npm ` with nothing behind is the bare prefix again.
  const word: Piece = { kind: 'one', of: ' ', negated: true };
  return { kind: 'optional', pieces: [literal(' '), word, anything], usual: false };
}

/** The tools of an MCP server; `*` in a name stands for any text, no tool or `*` for all of them. */
export function mcpTools(server: string, tool: string | undefined): Pattern {
  const wholeServer = tool === undefined || tool === '' || tool === '*';
  const head = [literal('mcp__'), ...wildcards(server), literal('__')];
  return wholeServer
    ? { pieces: [...head, anything], exact: false }
    : {
        pieces: [...head, ...wildcards(tool), literal('(')],
        exact: !server.includes('*') && !tool.includes('*'),
      };
}

/**
 * A path as gitignore reads it: `x` from the working directory or at any depth, `/x` from the root of
 * the project, `//x` absolute, `~/x` home, `../x` above. What matches a folder matches all in it.
 *
 * @param head the beginning of the action, see `headOf`
 */
export function ignorePattern(head: readonly Piece[], specifier: string): Pattern {
  const path = specifier.replaceAll('\\', '/');
  const exact = !/[*?[]/.test(path);
  let root = './';
  let rest = path;
  let anchored = true;
  if (path.startsWith('//')) {
    root = '/';
    rest = path.replace(/^\/+/, '');
    // Everything absolute is everything, also below home and the project.
    if (/^(\*\*(\/\*\*?)?)?$/.test(rest)) {
      return { pieces: [...head, { kind: 'one', of: '', negated: true }, anything], exact };
    }
  } else if (path.startsWith('/')) {
    // The root of a project's settings file is where the client is normally started, so it counts
    // as the working directory.
    rest = path.slice(1);
  } else if (path === '~' || path.startsWith('~/')) {
    root = '~/';
    rest = path.slice(2);
  } else {
    rest = path.replace(/^(\.\/)+/, '');
    anchored = false;
    const up = /^(\.\.\/)+|^\.\.$/.exec(rest)?.[0];
    if (up !== undefined) {
      root = up.endsWith('/') ? up : `${up}/`;
      rest = rest.slice(up.length);
      anchored = true;
    }
  }
  rest = rest.replace(/\/{2,}/g, '/');
  const pieces = [literal(root), ...readGlob(rest, anchored)];
  if (root.startsWith('../') && /^(\*\*)?$/.test(rest)) {
    // A parent holds the project itself.
    return {
      pieces: [...head, { kind: 'either', branches: [pieces, [literal('./'), anything]] }],
      exact,
    };
  }
  return { pieces: [...head, ...pieces], exact };
}

/** The part of a gitignore pattern behind its root. */
function readGlob(glob: string, anchored: boolean): readonly Piece[] {
  if (glob === '' || glob === '**' || glob === '.') return [anything];
  const pieces: Piece[] = [];
  const directoryOnly = glob.endsWith('/');
  const body = directoryOnly ? glob.slice(0, -1) : glob;
  if (!anchored && !body.includes('/')) pieces.push(anyDepth());
  const segments = body.split('/');
  for (const [index, part] of segments.entries()) {
    const last = index === segments.length - 1;
    if (part === '**') {
      if (!last) pieces.push(anyDepth());
      continue;
    }
    pieces.push(...readSegment(part));
    if (last) continue;
    const restIsEverything = index === segments.length - 2 && segments[index + 1] === '**';
    if (!restIsEverything) pieces.push(literal('/'));
  }
  if (directoryOnly) return [...pieces, literal('/'), anything];
  // A pattern that matches a folder matches everything in it.
  const lastSegment = segments.at(-1) ?? '';
  const usual = lastSegment === '**' || !lastSegment.includes('.');
  return [...pieces, { kind: 'optional', pieces: [literal('/'), anything], usual }];
}

export function anyDepth(): Piece {
  return { kind: 'optional', pieces: [anything, literal('/')], usual: false };
}

/** More alternatives than this in one pattern are not spelled out. */
const mostBraces = 64;

/**
 * A path as a plain glob: `*` and `?` within a folder, `**` across folders, `{a,b}` either. What has no
 * root is below the project.
 *
 * @param head the beginning of the action, see `headOf`
 * @returns undefined when its braces are too many
 */
export function globPattern(head: readonly Piece[], glob: string): Pattern | undefined {
  const exact = !/[*?[{]/.test(glob);
  const globs = expandBraces(glob.trim().replaceAll('\\', '/'));
  if (globs === undefined) return undefined;
  const branches = globs.map((each) => {
    if (/^(?:\*\*|\*\*\/\*\*?)$/.test(each)) return [anything];
    const root = /^(?:~\/|\/|(?:\.\.\/)+)/.exec(each)?.[0] ?? './';
    const rest = each.replace(/^(?:~\/|\/+|(?:\.\.\/)+|(?:\.\/)+)/, '');
    return [literal(root), ...globSegments(rest)];
  });
  const [only] = branches;
  const path: readonly Piece[] =
    branches.length === 1 && only !== undefined ? only : [{ kind: 'either', branches }];
  return { pieces: [...head, ...path], exact };
}

function globSegments(glob: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const segments = glob.split('/');
  for (const [index, part] of segments.entries()) {
    const last = index === segments.length - 1;
    if (part === '**') pieces.push(last ? anything : anyDepth());
    else pieces.push(...readSegment(part), ...(last ? [] : [literal('/')]));
  }
  return pieces;
}

/** `{a,b}c` spelled out: `ac`, `bc`. Braces in braces are taken as written. */
function expandBraces(glob: string): readonly string[] | undefined {
  let globs: readonly string[] = [glob];
  for (;;) {
    const match = /^([^{}]*)\{([^{}]*)\}/.exec(globs[0] ?? '');
    if (match === null) return globs;
    const next: string[] = [];
    for (const each of globs) {
      const open = each.indexOf('{');
      const close = each.indexOf('}', open);
      for (const choice of each.slice(open + 1, close).split(',')) {
        next.push(each.slice(0, open) + choice + each.slice(close + 1));
      }
    }
    if (next.length > mostBraces) return undefined;
    globs = next;
  }
}

/** One part of a path, between slashes: `*`, `?` and `[a-z]` are wildcards. */
export function readSegment(part: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const match of part.matchAll(/\*+|\?|\[([!^]?)([^\]]{1,200})\]|[^*?[]+|\[/g)) {
    const token = match[0];
    if (token.startsWith('*')) pieces.push(segment);
    else if (token === '?') pieces.push({ kind: 'one', of: '/', negated: true });
    else if (match[2] !== undefined) {
      const of = expandRanges(match[2]);
      pieces.push(match[1] === '' ? { kind: 'one', of, negated: false } : negatedOne(of));
    } else pieces.push(literal(token));
  }
  return pieces;
}

function negatedOne(of: string): Piece {
  return { kind: 'one', of: `${of}/`, negated: true };
}

/** `a-c` spelled out: `abc`. */
export function expandRanges(characters: string): string {
  return characters.replace(/(.)-(.)/gs, (_, from: string, to: string) => {
    const first = from.codePointAt(0) ?? 0;
    const last = Math.min(to.codePointAt(0) ?? 0, first + 127);
    let expanded = '';
    for (let code = first; code <= last; code += 1) expanded += String.fromCodePoint(code);
    return expanded;
  });
}

/** A host with `*` for any text, and below it a path when the pattern has one; schemes are left out. */
export function addressPattern(pattern: string): Pattern {
  const address = pattern.trim().replace(/^[a-z*][\w+.*-]*:\/\//i, '');
  const slash = address.indexOf('/');
  const host = (slash < 0 ? address : address.slice(0, slash)).toLowerCase().replace(/\.$/, '');
  const path = slash < 0 ? '' : address.slice(slash);
  // A host ends at the slash, so its star does too.
  const names = wildcards(host).map((piece) => (piece.kind === 'anything' ? segment : piece));
  const head = [literal('WebFetch('), ...names];
  // What names a host, or its root, means every page of it.
  if (path === '' || /^\/\**$/.test(path)) {
    const below: Piece = { kind: 'optional', pieces: [literal('/'), anything], usual: false };
    return { pieces: /^\*+$/.test(host) ? wholeTool('WebFetch') : [...head, below], exact: false };
  }
  return { pieces: [...head, ...wildcards(path)], exact: !address.includes('*') };
}

/** A command that begins with these words: the words alone, or a space and more behind them. */
export function commandBeginning(words: string): Pattern {
  return { pieces: [literal('Bash('), literal(words), moreWords()], exact: false };
}

/** Words of a shell with what stands between them made one space. */
export function plainWords(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
