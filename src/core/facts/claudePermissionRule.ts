/**
 * Claude Code permission rules as a small pattern language.
 *
 * What a rule accepts, as documented in October 2026 (reference landscape, section 5.1; source ids
 * there: the SchemaStore schema of Claude Code settings, the 2.1.240 change log):
 * - `Tool`, `Tool()` and `Tool(*)` are every use of a tool. `Read` covers Grep and Glob, `Edit` covers
 *   every tool that writes files.
 * - Commands: exact; `prefix:*` is the same as `prefix *`, a prefix at a word boundary that includes
 *   the bare prefix; `*` elsewhere is any text, spaces included.
 * - Paths follow gitignore: `x` and `./x` from the working directory, `/x` from the root of the
 *   settings file, `//x` absolute, `~/x` home. Without a slash inside, at any depth.
 * - `Write(path)`, `NotebookEdit(path)`, `MultiEdit(path)` and `Glob(path)` are parsed and ignored.
 * - `WebFetch(domain:host)`; `mcp__server`, `mcp__server__*`, `mcp__server__tool`, wildcards in the tool
 *   part only. A wildcard in tool position works in deny rules only.
 *
 * An action is one text, `Tool(what`: `Bash(npm test`, `Read(./.env`, `WebFetch(example.com`,
 * `mcp__github__get_me(`. One alphabet for all tools makes a rule, a list of rules and the deny rule
 * `*` the same kind of thing: a set of texts.
 */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** Any text, also none. */
  | { readonly kind: 'anything' }
  /** Any text without a slash, also none. */
  | { readonly kind: 'segment' }
  /** One character: of these, or (negated) none of these. */
  | { readonly kind: 'one'; readonly of: string; readonly negated: boolean }
  /** `usual`: an example of the rule looks better with it. */
  | { readonly kind: 'optional'; readonly pieces: readonly Piece[]; readonly usual: boolean }
  | { readonly kind: 'either'; readonly branches: readonly (readonly Piece[])[] };

export type PermissionList = 'allow' | 'ask' | 'deny';

export interface ClaudePermissionRule {
  /** As written, without surrounding space. */
  readonly text: string;
  readonly tool: string;
  readonly specifier: string | undefined;
  readonly kind: 'tool' | 'command' | 'path' | 'domain' | 'mcp' | 'other';
  /** The actions it accepts when it has an effect. Empty for unclear rules. */
  readonly pieces: readonly Piece[];
  /** Beginnings of the accepted actions: each starts with one of them. For telling rules apart fast. */
  readonly starts: readonly string[];
  /** It names one action: no wildcard. */
  readonly exact: boolean;
  /** Why current versions ignore it. */
  readonly inert?: 'path-on-writer' | 'wildcard-tool' | 'wildcard-server' | 'mcp-arguments';
  /** It cannot be understood, so nothing is known about what it accepts. */
  readonly unclear: boolean;
}

const readers = ['Read', 'Grep', 'Glob'];
const writers = ['Edit', 'Write', 'MultiEdit', 'NotebookEdit'];
const ignoredPathTools = new Set(['Write', 'NotebookEdit', 'MultiEdit', 'Glob']);
/** Tools whose action always has content, so that an example of the tool is never an empty one. */
const toolsWithContent = new Set(['Bash', 'PowerShell', 'WebFetch', ...readers, ...writers]);

const anything: Piece = { kind: 'anything' };
const segment: Piece = { kind: 'segment' };

/**
 * Reads one element of `permissions.allow`, `ask` or `deny`.
 *
 * @param list the list it stands in, because wildcards in tool position work in `deny` only
 * @returns the rule; `unclear` when its syntax is not that of a rule. Never throws.
 */
export function parseClaudePermissionRule(
  text: string,
  list: PermissionList,
): ClaudePermissionRule {
  const rule = parseRule(text, list);
  return { ...rule, starts: fixedStarts(rule.pieces) };
}

type RuleWithoutStarts = Omit<ClaudePermissionRule, 'starts'>;

function parseRule(text: string, list: PermissionList): RuleWithoutStarts {
  const trimmed = text.trim();
  const match = /^([\w*.:-]+)(?:\(([\s\S]*)\))?$/.exec(trimmed);
  const name = match?.[1];
  if (name === undefined) return unclear(trimmed);
  const tool = name === 'Task' ? 'Agent' : name;
  const written = match?.[2];
  const specifier =
    written === undefined || isWhole(written) ? undefined : unescapeParentheses(written);
  const shape = { text: trimmed, tool, specifier, unclear: false };
  if (tool.startsWith('mcp__')) return { ...shape, ...readMcp(tool, written, list) };
  if (tool.includes('*')) {
    const pieces = [...wildcards(tool), literal('('), anything];
    const whole: RuleWithoutStarts = {
      ...shape,
      kind: 'tool',
      exact: false,
      pieces: tool === '*' ? [anything] : pieces,
    };
    return list === 'deny' ? whole : { ...whole, inert: 'wildcard-tool' };
  }
  if (specifier === undefined) {
    return { ...shape, kind: 'tool', exact: false, pieces: wholeTool(tool) };
  }
  switch (tool) {
    case 'Bash':
    case 'PowerShell':
      return { ...shape, kind: 'command', ...readText(tool, specifier) };
    case 'Read':
    case 'Edit':
    case 'Grep':
      return { ...shape, kind: 'path', ...readPath(headOf(tool), specifier) };
    case 'WebFetch': {
      const host = /^domain:(.*)$/s.exec(specifier)?.[1]?.trim().toLowerCase();
      if (host === undefined || host === '') return unclear(trimmed);
      return {
        ...shape,
        kind: 'domain',
        pieces: host === '*' ? wholeTool(tool) : [literal('WebFetch('), ...wildcards(host)],
        exact: !host.includes('*'),
      };
    }
    default: {
      if (ignoredPathTools.has(tool)) {
        const head = [literal(`${tool}(`)];
        return { ...shape, kind: 'path', ...readPath(head, specifier), inert: 'path-on-writer' };
      }
      return { ...shape, kind: 'other', ...readText(tool, specifier) };
    }
  }
}

/** Two rules with the same key accept the same, however they are written (`:*` and ` *`, `./`). */
export function languageKey(rule: ClaudePermissionRule): string {
  return rule.unclear ? `?${rule.text}` : `${rule.inert ?? ''}${JSON.stringify(rule.pieces)}`;
}

function fixedStarts(pieces: readonly Piece[]): readonly string[] {
  const [first, ...rest] = pieces;
  if (first?.kind === 'text') return fixedStarts(rest).map((start) => first.text + start);
  if (first?.kind !== 'either') return [''];
  return first.branches.flatMap((branch) => fixedStarts([...branch, ...rest]));
}

function unclear(text: string): RuleWithoutStarts {
  return {
    text,
    tool: '',
    specifier: undefined,
    kind: 'other',
    pieces: [],
    exact: false,
    unclear: true,
  };
}

function isWhole(specifier: string): boolean {
  const trimmed = specifier.trim();
  return trimmed === '' || trimmed === '*' || trimmed === ':*';
}

/** A rule may escape parentheses of its content. */
function unescapeParentheses(specifier: string): string {
  return specifier.trim().replace(/\\([()])/g, '$1');
}

function literal(text: string): Piece {
  return { kind: 'text', text };
}

/** Every use of a tool. */
function wholeTool(tool: string): readonly Piece[] {
  const content: Piece[] = toolsWithContent.has(tool)
    ? [{ kind: 'one', of: '', negated: true }, anything]
    : [anything];
  return [...headOf(tool), ...content];
}

function headOf(tool: string): readonly Piece[] {
  const tools = tool === 'Read' ? readers : tool === 'Edit' ? writers : [tool];
  if (tools.length === 1) return [literal(`${tool}(`)];
  return [{ kind: 'either', branches: tools.map((each) => [literal(`${each}(`)]) }];
}

function wildcards(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [index, part] of text.split(/\*+/).entries()) {
    if (index > 0) pieces.push(anything);
    if (part !== '') pieces.push(literal(part));
  }
  return pieces;
}

/** A command pattern; also the names of agents and skills, which use the same wildcards. */
function readText(
  tool: string,
  specifier: string,
): { readonly pieces: readonly Piece[]; readonly exact: boolean } {
  const prefix = /^(.*\S)(?::\*| \*)$/s.exec(specifier)?.[1];
  const head = literal(`${tool}(`);
  if (prefix === undefined) {
    return { pieces: [head, ...wildcards(specifier)], exact: !specifier.includes('*') };
  }
  // The next word starts with something: `npm ` with nothing behind is the bare prefix again.
  const word: Piece = { kind: 'one', of: ' ', negated: true };
  const tail: Piece = {
    kind: 'optional',
    pieces: [literal(' '), word, anything],
    usual: false,
  };
  return { pieces: [head, ...wildcards(prefix), tail], exact: false };
}

function readPath(
  head: readonly Piece[],
  specifier: string,
): { readonly pieces: readonly Piece[]; readonly exact: boolean } {
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
    // The root of a project's settings file is where Claude Code is normally started, so it counts
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

function anyDepth(): Piece {
  return { kind: 'optional', pieces: [anything, literal('/')], usual: false };
}

function readSegment(part: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const match of part.matchAll(/\*+|\?|\[([!^]?)([^\]]+)\]|[^*?[]+|\[/g)) {
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

function expandRanges(characters: string): string {
  return characters.replace(/(.)-(.)/gs, (_, from: string, to: string) => {
    const first = from.codePointAt(0) ?? 0;
    const last = Math.min(to.codePointAt(0) ?? 0, first + 127);
    let expanded = '';
    for (let code = first; code <= last; code += 1) expanded += String.fromCodePoint(code);
    return expanded;
  });
}

function readMcp(
  name: string,
  written: string | undefined,
  list: PermissionList,
): Pick<ClaudePermissionRule, 'kind' | 'pieces' | 'exact' | 'inert'> {
  const body = name.slice('mcp__'.length);
  const split = body.indexOf('__');
  const server = split < 0 ? body : body.slice(0, split);
  const tool = split < 0 ? '' : body.slice(split + 2);
  const wholeServer = tool === '' || tool === '*';
  const pieces: readonly Piece[] = wholeServer
    ? [literal('mcp__'), ...wildcards(server), literal('__'), anything]
    : [literal('mcp__'), ...wildcards(server), literal('__'), ...wildcards(tool), literal('(')];
  const rule = { kind: 'mcp', pieces, exact: !wholeServer && !body.includes('*') } as const;
  if (written !== undefined) return { ...rule, inert: 'mcp-arguments' };
  if (server.includes('*') && list !== 'deny') return { ...rule, inert: 'wildcard-server' };
  return rule;
}
