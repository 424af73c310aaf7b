import { parseClaudePermissionRule } from '../facts/claudePermissionRule';
import { frontMatterKey, type FrontMatterOrder } from '../facts/frontMatterOrder';
import type { Direction } from './change';
import { coversGlob } from './globOrder';
import { isContained } from './permissionOrder';

/**
 * Which way a front matter key moved.
 *
 * @param before, after canonical values (JSON); undefined: the key is not there
 */
export function frontMatterDirection(
  key: string,
  before: string | undefined,
  after: string | undefined,
): Direction {
  const found = frontMatterKey(key);
  if (found === undefined) return 'neutral';
  if (found === 'unknown') return 'unknown';
  const { order } = found;
  const old = parse(before);
  const now = parse(after);
  switch (order.kind) {
    case 'steps':
      return stepsDirection(order, old, now);
    case 'globs':
      return setDirection(
        asSet(old, order.absent, isEveryFile),
        asSet(now, order.absent, isEveryFile),
        coversGlob,
      );
    case 'tools':
      return toolsDirection(order, old, now);
    case 'limit':
      return limitDirection(old, now);
    case 'address':
      return now === undefined ? 'tightens' : 'loosens';
    case 'decisions':
      return decisionsDirection(old, now);
    case 'handoffs':
      return handoffsDirection(old, now);
  }
}

/** A parsed value; an absent key and an empty one (`tools:`) are the same. */
type Value = unknown;

function parse(value: string | undefined): Value {
  if (value === undefined || value === 'null') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Masking may have cut a value; as plain text it still compares.
    return value;
  }
}

function wordOf(value: Value): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function stepsDirection(
  order: Extract<FrontMatterOrder, { readonly kind: 'steps' }>,
  old: Value,
  now: Value,
): Direction {
  const rank = (value: Value): number | undefined => {
    if (value === undefined) return order.absent;
    return Object.hasOwn(order.steps, wordOf(value)) ? order.steps[wordOf(value)] : undefined;
  };
  const before = rank(old);
  const after = rank(now);
  if (before === undefined || after === undefined) return order.other;
  return before === after ? 'neutral' : after > before ? 'loosens' : 'tightens';
}

function limitDirection(old: Value, now: Value): Direction {
  const number = (value: Value): number => (value === undefined ? Infinity : Number(value));
  const before = number(old);
  const after = number(now);
  if (Number.isNaN(before) || Number.isNaN(after)) return 'unknown';
  return before === after ? 'neutral' : after > before ? 'loosens' : 'tightens';
}

/** Names held against each other in one comparison; real lists need some hundred. */
const mostPairs = 4_000;

interface NameSet {
  readonly all: boolean;
  readonly names: readonly string[];
}

function toolsDirection(
  order: Extract<FrontMatterOrder, { readonly kind: 'tools' }>,
  old: Value,
  now: Value,
): Direction {
  if (isSwitches(old) || isSwitches(now)) {
    // `{ bash: false }`: what is not named is on.
    if ([old, now].some((value) => value !== undefined && !isSwitches(value))) return 'unknown';
    return flip(setDirection(refusedOf(old), refusedOf(now), (left, right) => left === right));
  }
  const isAll = (name: string): boolean => name === '*';
  const direction = setDirection(
    asSet(old, order.absent, isAll),
    asSet(now, order.absent, isAll),
    coversTool,
  );
  return order.refuses ? flip(direction) : direction;
}

function isSwitches(value: Value): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusedOf(value: Value): NameSet {
  const names = isSwitches(value)
    ? Object.entries(value).flatMap(([name, on]) => (on === false ? [name] : []))
    : [];
  return { all: names.includes('*'), names };
}

function asSet(value: Value, absent: 'all' | 'none', isAll: (name: string) => boolean): NameSet {
  if (value === undefined) return { all: absent === 'all', names: [] };
  const names = namesOf(value);
  return { all: names.some(isAll), names };
}

function setDirection(
  old: NameSet,
  now: NameSet,
  covers: (outer: string, inner: string) => boolean,
): Direction {
  if (old.all || now.all) return old.all === now.all ? 'neutral' : now.all ? 'loosens' : 'tightens';
  let pairs = mostPairs;
  const misses = (outer: NameSet, inner: NameSet): boolean => {
    const known = new Set(outer.names);
    const others = inner.names.filter((name) => !known.has(name));
    pairs -= others.length * outer.names.length;
    return pairs >= 0 && others.some((name) => !outer.names.some((other) => covers(other, name)));
  };
  const gained = misses(old, now);
  const lost = misses(now, old);
  if (pairs < 0) return 'unknown';
  return gained ? (lost ? 'mixed' : 'loosens') : lost ? 'tightens' : 'neutral';
}

/** `Bash` covers `Bash(git:*)`, `github/*` covers `github/get_issue`. */
function coversTool(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  if (outer.endsWith('*') && inner.startsWith(outer.slice(0, -1))) return true;
  if (!/^(?:[A-Z]|mcp__)/.test(outer)) return false;
  return isContained(
    parseClaudePermissionRule(inner, 'allow'),
    parseClaudePermissionRule(outer, 'allow'),
  );
}

function isEveryFile(glob: string): boolean {
  return /^(?:\.?\/)?\*{1,2}(?:\/\*{1,2})*$/.test(glob);
}

/**
 * The names in a key that holds tools, agents or globs, however the list is written.
 *
 * @param value canonical; undefined: the key is not there
 * @returns undefined without a list: not there, empty, or switches by name
 */
export function frontMatterNames(value: string | undefined): readonly string[] | undefined {
  const parsed = parse(value);
  if (parsed === undefined || isSwitches(parsed)) return undefined;
  return namesOf(parsed);
}

/** A list, or one line: `Read, Grep`, `Bash(git add:*) Read`. */
function namesOf(value: Value): readonly string[] {
  if (Array.isArray(value)) return value.map(nameOf).filter((name) => name !== '');
  return splitOutsideBrackets(String(value));
}

/** An entry of a list may be a name, or an object with one key. */
function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item).trim();
  return Object.keys(item)[0] ?? '';
}

function splitOutsideBrackets(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(' || character === '{' || character === '[') depth += 1;
    if (character === ')' || character === '}' || character === ']') depth -= 1;
    if (depth <= 0 && /[,\s]/.test(character)) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part].filter((name) => name !== '');
}

const decisionRanks: Readonly<Record<string, number>> = { deny: 0, ask: 1, allow: 2 };

/**
 * By tool and pattern. Where an agent says nothing, OpenCode allows, or does what its configuration
 * says, which an agent's own word overrides: to allow it here may be news.
 */
function decisionsDirection(old: Value, now: Value): Direction {
  const before = decisionsOf(old, '');
  const after = decisionsOf(now, '');
  const names = new Set([...before.keys(), ...after.keys()]);
  let gained = false;
  let lost = false;
  for (const name of names) {
    const allows = [before, after].some((side) => side.get(name) === decisionRanks['allow']);
    const unsaid = decisionRanks[allows ? 'ask' : 'allow'];
    const from = before.has(name) ? before.get(name) : (wholeToolOf(before, name) ?? unsaid);
    const to = after.has(name) ? after.get(name) : (wholeToolOf(after, name) ?? unsaid);
    if (from === undefined || to === undefined) return 'unknown';
    if (to > from) gained = true;
    if (to < from) lost = true;
  }
  // The last pattern that fits wins, so another order may mean something else.
  const moved = [...before.keys()].join('\n') !== [...after.keys()].join('\n');
  if (!gained && !lost && before.size === after.size && moved) return 'unknown';
  return gained ? (lost ? 'mixed' : 'loosens') : lost ? 'tightens' : 'neutral';
}

/** What the tool as a whole may do, where a pattern of it is not named: `bash`, `bash *`. */
function wholeToolOf(
  decisions: ReadonlyMap<string, number | undefined>,
  name: string,
): number | undefined {
  const [, tool = ''] = name.split(' ', 2);
  return decisions.get(` ${tool} *`) ?? decisions.get(` ${tool}`);
}

function decisionsOf(value: Value, above: string): Map<string, number | undefined> {
  if (value === undefined) return new Map();
  if (!isSwitches(value)) return new Map([[above, decisionRanks[wordOf(value)]]]);
  return new Map(
    Object.entries(value).flatMap(([name, inner]) => [...decisionsOf(inner, `${above} ${name}`)]),
  );
}

function handoffsDirection(old: Value, now: Value): Direction {
  const sent = (value: Value): readonly string[] =>
    Array.isArray(value)
      ? value.flatMap((entry: unknown) =>
          isSwitches(entry) && entry['send'] === true ? [JSON.stringify(entry['agent'] ?? '')] : [],
        )
      : [];
  const before = new Set(sent(old));
  const after = new Set(sent(now));
  if ([...after].some((agent) => !before.has(agent))) return 'loosens';
  return [...before].some((agent) => !after.has(agent)) ? 'tightens' : 'neutral';
}

function flip(direction: Direction): Direction {
  if (direction === 'loosens') return 'tightens';
  return direction === 'tightens' ? 'loosens' : direction;
}
