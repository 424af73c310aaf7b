import type { Memory } from '../parse/memory';
import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, Member, ObjectNode, ParsedText } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import type { AmbiguityFact } from './ambiguityFact';

/** Keys of a server entry that switch something off, limit it or let it run: misspelt, they do nothing. */
const serverKeys =
  'disabled enabled autoApprove alwaysAllow includeTools excludeTools disabledTools enabledTools sandboxEnabled headers'.split(
    ' ',
  );
const settingsKeys = ['permissions', 'enabledMcpjsonServers', 'disabledMcpjsonServers'];
/** Deeper than this no client keeps anything. */
const deepest = 12;
/** More than anybody looks at; a text of nothing else must not cost a finding for each. */
const mostAmbiguities = 200;
/** What is marked of a text that goes on and on. */
const longestPlace = 80;

/**
 * What people and clients may read differently: text that does not parse, a key that stands twice in
 * one object, keys that code takes for something else, and safety keys with a slip of the pen.
 *
 * @param memory by which entries that are written as before, and held nothing of the kind, are not
 * searched again; only for formats in which an entry is all that is written there
 */
export function readAmbiguities(
  parsed: ParsedText,
  surface: Surface,
  memory?: Memory,
): readonly AmbiguityFact[] {
  const found: AmbiguityFact[] = [];
  const isQuiet: QuietTest = (kind, { range }, search) =>
    memory === undefined
      ? search()
      : memory.recallAs(kind, parsed.text.slice(range.start, range.end), search);
  const { root } = parsed;
  const broken = parsed.problems.find(
    ({ kind }) => kind !== 'duplicate-key' && kind !== 'too-long',
  );
  // Nothing but comments is an empty file.
  if (broken !== undefined && (root !== undefined || holdsMore(parsed.text))) {
    found.push({
      facet: 'other',
      subject: 'file',
      pointer: '',
      range: broken.range,
      kind: broken.kind === 'front-matter' ? 'front-matter' : 'unreadable',
      key: broken.message,
    });
  }
  if (root !== undefined) {
    collect(root, '', 0, found, isQuiet);
    found.push(...slips(root, surface, isQuiet), ...misshapen(root, surface, isQuiet));
  }
  return found;
}

/**
 * Says that a text is judged up to a place only. What stands behind it goes along: another rest is
 * another thing that nobody has looked at.
 */
export function unjudgedFrom(text: string, start: number): AmbiguityFact {
  const lineEnd = text.indexOf('\n', start);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, start + longestPlace);
  return {
    facet: 'other',
    subject: 'file',
    pointer: '',
    range: { start, end: Math.max(end, start) },
    kind: 'too-much',
    key: '',
    rest: text.slice(start),
  };
}

/** Searches an entry, unless one that is written the same held nothing. True: it holds nothing. */
type QuietTest = (kind: string, entry: DataNode, search: () => boolean) => boolean;

/** How deep an entry lies in a file: a server in the map of servers. */
const entryDepth = 2;

function collect(
  node: DataNode,
  pointer: string,
  depth: number,
  into: AmbiguityFact[],
  isQuiet: QuietTest,
): void {
  if (depth > deepest) return;
  if (node.kind === 'array') {
    node.items.forEach((item, index) => {
      collect(item, pointer + pointerStep(index), depth + 1, into, isQuiet);
    });
  }
  if (node.kind !== 'object') return;
  if (depth !== entryDepth) {
    collectKeys(node, pointer, depth, into, isQuiet);
    return;
  }
  let searched: boolean | undefined;
  const quiet = isQuiet('ambiguous keys', node, () => {
    const before = into.length;
    searched = true;
    collectKeys(node, pointer, depth, into, isQuiet);
    return into.length === before && into.length < mostAmbiguities;
  });
  if (!quiet && searched !== true) collectKeys(node, pointer, depth, into, isQuiet);
}

function collectKeys(
  node: ObjectNode,
  pointer: string,
  depth: number,
  into: AmbiguityFact[],
  isQuiet: QuietTest,
): void {
  const seen = new Map<string, Member>();
  const told = new Set<string>();
  for (const member of node.members) {
    if (into.length >= mostAmbiguities) return;
    const at = pointer + pointerStep(member.key);
    const earlier = seen.get(member.key);
    seen.set(member.key, member);
    if (earlier !== undefined) {
      const differs = canonicalText(earlier.value) !== canonicalText(member.value);
      const kind = differs ? 'two-values' : 'written-twice';
      // Once for each key, however often it stands there.
      if (!told.has(`${kind} ${member.key}`)) into.push(ambiguity(member, at, kind));
      told.add(`${kind} ${member.key}`);
    }
    if (/^(?:__proto__|constructor|prototype)$/.test(member.key)) {
      into.push(ambiguity(member, at, 'prototype'));
    }
    collect(member.value, at, depth + 1, into, isQuiet);
  }
}

function ambiguity(member: Member, pointer: string, kind: AmbiguityFact['kind']): AmbiguityFact {
  return {
    facet: 'other',
    subject: `key:${pointer}`,
    pointer,
    range: member.keyRange,
    kind,
    key: member.key,
  };
}

/** Text besides comments and blanks. A link in a checkout without links is the path it leads to. */
function holdsMore(text: string): boolean {
  if (/^\s*[\w./~-]+\s*$/.test(text)) return false;
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|#[^\n]*/g, '').trim() !== '';
}

/** Slips in the keys that weigh, where the reader knows all keys of the client. */
function slips(root: DataNode, surface: Surface, isQuiet: QuietTest): readonly AmbiguityFact[] {
  if (surface.format !== 'jsonc' && surface.format !== 'json') return [];
  if (surface.reader === 'claude-settings') return slipsIn(root, '', settingsKeys);
  if (surface.reader !== 'mcp-servers') return [];
  return surface.serverKeys.flatMap((key) => {
    const map = memberOf(root, key)?.value;
    if (map?.kind !== 'object') return [];
    return effectiveMembers(map).flatMap((entry) => {
      const at = pointerStep(key) + pointerStep(entry.key);
      return unlessQuiet('slips', entry.value, isQuiet, () => slipsIn(entry.value, at, serverKeys));
    });
  });
}

/** What a search finds in an entry that holds something. */
function unlessQuiet(
  kind: string,
  entry: DataNode,
  isQuiet: QuietTest,
  search: () => readonly AmbiguityFact[],
): readonly AmbiguityFact[] {
  let found: readonly AmbiguityFact[] | undefined;
  const quiet = isQuiet(kind, entry, () => {
    found = search();
    return found.length === 0;
  });
  return quiet ? [] : (found ?? search());
}

/** Servers in two places, servers that are no objects, switches that are written as text. */
function misshapen(root: DataNode, surface: Surface, isQuiet: QuietTest): readonly AmbiguityFact[] {
  if (surface.reader !== 'mcp-servers') return [];
  const maps = surface.serverKeys.flatMap((key) => {
    const member = memberOf(root, key);
    return member?.value.kind === 'object' ? [{ member, map: member.value }] : [];
  });
  const filled = maps.filter(({ map }) => map.members.length > 0);
  return [
    ...filled.slice(1).map(({ member }) => ambiguity(member, pointerStep(member.key), 'two-maps')),
    ...maps.flatMap(({ member, map }) =>
      effectiveMembers(map).flatMap((entry) => {
        const at = pointerStep(member.key) + pointerStep(entry.key);
        const { value: node } = entry;
        if (node.kind !== 'object') return [ambiguity(entry, at, 'no-entry')];
        return unlessQuiet('text switches', node, isQuiet, () =>
          effectiveMembers(node)
            .filter(({ key, value }) => isTextSwitch(key, value))
            .map((own) => ambiguity(own, at + pointerStep(own.key), 'text-switch')),
        );
      }),
    ),
  ];
}

function isTextSwitch(key: string, value: DataNode): boolean {
  return (
    /^(?:disabled|enabled|trust|autoApprove|alwaysAllow|sandboxEnabled)$/.test(key) &&
    value.kind === 'string' &&
    /^(?:true|false|yes|no|on|off|[01])$/i.test(value.value.trim())
  );
}

function slipsIn(
  node: DataNode,
  pointer: string,
  weighty: readonly string[],
): readonly AmbiguityFact[] {
  if (node.kind !== 'object') return [];
  const taken = new Set(node.members.map(({ key }) => key));
  return effectiveMembers(node).flatMap((member) => {
    const { key } = member;
    if (key.length < 6 || /[_-]/.test(key) || weighty.includes(key)) return [];
    const meant = weighty.find(
      (known) => !taken.has(known) && isSlip(key.toLowerCase(), known.toLowerCase()),
    );
    if (meant === undefined) return [];
    return [{ ...ambiguity(member, pointer + pointerStep(key), 'misspelt'), meant }];
  });
}

/** One letter too many, too few, wrong or swapped; in long words two. Case alone is a slip too. */
function isSlip(left: string, right: string): boolean {
  if (left === right) return true;
  const allowed = right.length > 9 ? 2 : 1;
  if (left.length === right.length) {
    const wrong: number[] = [];
    for (let index = 0; index < left.length && wrong.length < 3; index += 1) {
      if (left[index] !== right[index]) wrong.push(index);
    }
    const [first = 0, second = 0] = wrong;
    const swapped =
      wrong.length === 2 &&
      second === first + 1 &&
      left[first] === right[second] &&
      left[second] === right[first];
    return swapped || wrong.length <= allowed;
  }
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (long.length - short.length > allowed) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}
