import { t } from '@vscode/l10n';
import type { FrontMatterFact } from '../facts/fact';
import type { TextRange } from '../parse/tree';
import type { Change, Direction } from './change';

/**
 * Compares the front matter of two readings of an instruction file. Keys that govern reach or power
 * have an order of their own (reference landscape.md section 7); any other key is neutral.
 *
 * @param fileIsNew everything is new then; only keys that loosen by themselves speak
 */
export function compareFrontMatter(
  baseline: readonly FrontMatterFact[],
  current: readonly FrontMatterFact[],
  fileIsNew: boolean,
): readonly Change[] {
  const old = new Map(baseline.map((entry) => [entry.key, entry]));
  const now = new Map(current.map((entry) => [entry.key, entry]));
  const changes: Change[] = [];
  for (const entry of current) {
    const before = old.get(entry.key);
    if (before?.value === entry.value) continue;
    const direction = directionOf(entry.key, before?.value, entry.value);
    if (fileIsNew && !(direction === 'loosens' && grantsPower.has(normalKey(entry.key)))) continue;
    changes.push(change(direction, entry, before, entry.range));
  }
  baseline.forEach((entry, index) => {
    if (now.has(entry.key)) return;
    const range = nearestKey(baseline, index, now);
    changes.push(change(directionOf(entry.key, entry.value, undefined), undefined, entry, range));
  });
  return changes;
}

function change(
  direction: Direction,
  entry: FrontMatterFact | undefined,
  baseline: FrontMatterFact | undefined,
  range: TextRange,
): Change {
  const fact = (entry ?? baseline) as FrontMatterFact;
  return {
    facet: 'prompt.front-matter',
    op: baseline === undefined ? 'add' : entry === undefined ? 'remove' : 'replace',
    subject: fact.subject,
    pointer: fact.pointer,
    direction,
    words: wordsOf(fact.key, baseline?.value, entry?.value),
    before: baseline?.value,
    after: entry?.value,
    range,
    baselineRange: baseline?.range,
    detail: { kind: 'front-matter', entry, baseline },
  };
}

function wordsOf(key: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return t('“{0}” was set to {1}.', key, shorten(after ?? ''));
  if (after === undefined) return t('“{0}” was removed; it was {1}.', key, shorten(before));
  return t('“{0}” changed: {1} → {2}.', key, shorten(before), shorten(after));
}

function shorten(value: string): string {
  return value.length <= 120 ? value : `${value.slice(0, 117)}…`;
}

/** A removed key is shown at the nearest key before it that is still there, else at the first one. */
function nearestKey(
  baseline: readonly FrontMatterFact[],
  index: number,
  now: ReadonlyMap<string, FrontMatterFact>,
): TextRange {
  for (let before = index - 1; before >= 0; before -= 1) {
    const entry = now.get(baseline[before]?.key ?? '');
    if (entry !== undefined) return entry.keyRange;
  }
  const [first] = now.values();
  return first?.keyRange ?? { start: 0, end: 0 };
}

type Order = (before: string | undefined, after: string | undefined) => Direction;

/** What one key means, by its name in lower case without `-` and `_`. */
const orders: Readonly<Record<string, Order>> = {
  // Absent: not applied by itself (Copilot), attached on demand (Cursor).
  applyto: (before, after) => globs(before, after, 'none'),
  globs: (before, after) => globs(before, after, 'none'),
  // Absent: always on (Claude Code and Cline rules).
  paths: (before, after) => globs(before, after, 'all'),
  alwaysapply: ranked({ false: 0, true: 1 }, 0),
  trigger: ranked({ manual: 0, model_decision: 1, glob: 1, always_on: 2 }, 0),
  inclusion: ranked({ manual: 0, auto: 1, fileMatch: 1, always: 2 }, 2),
  // Absent: every tool.
  tools: (before, after) => lists(before, after, 'all'),
  // Absent: nothing runs without being asked for.
  allowedtools: (before, after) => lists(before, after, 'none'),
  disallowedtools: (before, after) => flip(lists(before, after, 'none')),
  // Claude Code; absent is default, dontAsk refuses what is not allowed.
  permissionmode: ranked(
    { plan: 0, dontAsk: 1, default: 2, acceptEdits: 3, auto: 4, bypassPermissions: 5 },
    2,
  ),
  mcpservers: block,
  hooks: block,
  handoffs: block,
  agents: (before, after) => lists(before, after, 'all'),
  subagents: (before, after) => lists(before, after, 'all'),
  readonly: ranked({ true: 0, false: 1 }, 1),
  disablemodelinvocation: ranked({ true: 0, false: 1 }, 1),
  allowimplicitinvocation: ranked({ false: 0, true: 1 }, 1),
};

/** Keys that give a new file power by their mere presence. */
const grantsPower = new Set(['permissionmode', 'mcpservers', 'hooks', 'allowedtools']);

function normalKey(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

function directionOf(
  key: string,
  before: string | undefined,
  after: string | undefined,
): Direction {
  const name = normalKey(key);
  const order = Object.hasOwn(orders, name) ? orders[name] : undefined;
  return order?.(before, after) ?? 'neutral';
}

function ranked(ranks: Readonly<Record<string, number>>, absent: number): Order {
  const rank = (value: string | undefined): number | undefined => {
    if (value === undefined) return absent;
    const word = String(parse(value));
    return Object.hasOwn(ranks, word) ? ranks[word] : undefined;
  };
  return (before, after) => {
    const old = rank(before);
    const now = rank(after);
    if (old === undefined || now === undefined) return 'unknown';
    return old === now ? 'neutral' : now > old ? 'loosens' : 'tightens';
  };
}

function block(before: string | undefined, after: string | undefined): Direction {
  if (isNothing(before)) return isNothing(after) ? 'neutral' : 'loosens';
  // What changed inside a server or a hook is not compared here.
  return isNothing(after) ? 'tightens' : 'unknown';
}

function isNothing(value: string | undefined): boolean {
  return value === undefined || value === 'null' || value === '{}' || value === '[]';
}

function globs(
  before: string | undefined,
  after: string | undefined,
  absent: 'all' | 'none',
): Direction {
  const everything = (items: readonly string[]): boolean =>
    items.some((item) => /^(?:\.?\/)?\*{1,2}(?:\/\*{1,2})*$/.test(item));
  return sets(before, after, absent, everything, (item, other) => item === other);
}

function lists(
  before: string | undefined,
  after: string | undefined,
  absent: 'all' | 'none',
): Direction {
  // `Bash` covers `Bash(git:*)`.
  const covers = (item: string, other: string): boolean =>
    item === other || (!item.includes('(') && other.startsWith(`${item}(`));
  return sets(before, after, absent, (items) => items.includes('*'), covers);
}

function sets(
  before: string | undefined,
  after: string | undefined,
  absent: 'all' | 'none',
  isEverything: (items: readonly string[]) => boolean,
  covers: (item: string, other: string) => boolean,
): Direction {
  const read = (value: string | undefined): { readonly all: boolean; readonly items: string[] } => {
    if (value === undefined || value === 'null') return { all: absent === 'all', items: [] };
    const items = itemsOf(value);
    return { all: isEverything(items), items };
  };
  const old = read(before);
  const now = read(after);
  if (old.all || now.all) return old.all === now.all ? 'neutral' : now.all ? 'loosens' : 'tightens';
  const gained = now.items.some((item) => !old.items.some((other) => covers(other, item)));
  const lost = old.items.some((item) => !now.items.some((other) => covers(other, item)));
  return gained ? (lost ? 'mixed' : 'loosens') : lost ? 'tightens' : 'neutral';
}

/** A list, or a string that is one: `a, b`; brackets keep their commas. */
function itemsOf(value: string): string[] {
  const parsed = parse(value);
  const parts = Array.isArray(parsed) ? parsed.map(String) : splitOutsideBrackets(String(parsed));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '(' || character === '{') depth += 1;
    if (character === ')' || character === '}') depth -= 1;
    if (character === ',' && depth <= 0) {
      parts.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part];
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // Masking may have cut a value; as plain text it still compares.
    return value;
  }
}

function flip(direction: Direction): Direction {
  if (direction === 'loosens') return 'tightens';
  return direction === 'tightens' ? 'loosens' : direction;
}
