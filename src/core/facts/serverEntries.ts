import { effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, ObjectNode, StringNode, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';

/** One server entry as its file has it, before anything of it is understood. */
export interface ServerEntry {
  readonly name: string;
  readonly nameRange: TextRange;
  /** The whole entry, key included. */
  readonly range: TextRange;
  readonly node: ObjectNode;
  readonly pointer: string;
}

/**
 * The server entries of a file: members of a map, or items of a list, which carry their name inside.
 * All `serverKeys` are read: which of two maps counts, clients do not agree about. A name that an
 * earlier map has already is told apart by its key. A slash in a key leads into an object
 * (`mcp/servers`), a star stands for every key that ends like it (`mcp/*_servers`). The bare map (the
 * empty key) counts only where there is no other.
 *
 * @returns undefined when the file holds no place for servers
 */
export function findServerEntries(
  root: DataNode,
  surface: Surface,
): readonly ServerEntry[] | undefined {
  let found: ServerEntry[] | undefined;
  const names = new Set<string>();
  for (const key of surface.serverKeys) {
    if (key === '') {
      if (found !== undefined) return found;
      // A plugin's `.mcp.json` is the bare map; it counts when every entry looks like a server.
      if (root.kind !== 'object' || root.members.length === 0) return undefined;
      const bare = effectiveMembers(root).every(
        (member) =>
          memberOf(member.value, 'command') !== undefined ||
          memberOf(member.value, 'url') !== undefined,
      );
      return bare ? entriesOf(root, '') : undefined;
    }
    const holders = holdersOf(root, key.split('/'), '');
    if (holders.length === 0) continue;
    const entries = holders.flatMap(({ node, pointer, owner }) =>
      entriesOf(node, pointer).map((entry) =>
        owner === undefined ? entry : { ...entry, name: `${entry.name} (${owner})` },
      ),
    );
    const taken = new Set(names);
    found = [
      ...(found ?? []),
      ...entries.map((entry) =>
        taken.has(entry.name) ? { ...entry, name: `${entry.name} (${key})` } : entry,
      ),
    ];
    for (const { name } of entries) names.add(name);
  }
  return found;
}

interface Holder {
  readonly node: DataNode;
  readonly pointer: string;
  /** The folder or project that a star stands for: several may name a server alike. */
  readonly owner?: string | undefined;
}

function holdersOf(
  node: DataNode,
  steps: readonly string[],
  pointer: string,
  owner?: string,
): readonly Holder[] {
  const [step, ...rest] = steps;
  if (step === undefined) {
    return node.kind === 'object' || node.kind === 'array' ? [{ node, pointer, owner }] : [];
  }
  if (node.kind !== 'object') return [];
  const ending = step.startsWith('*') ? step.slice(1) : undefined;
  return effectiveMembers(node)
    .filter(({ key }) => (ending === undefined ? key === step : key.endsWith(ending)))
    .flatMap(({ key, value }) =>
      holdersOf(value, rest, pointer + pointerStep(key), step === '*' ? key : owner),
    );
}

function entriesOf(holder: DataNode, above: string): readonly ServerEntry[] {
  if (holder.kind === 'object') {
    return effectiveMembers(holder).flatMap(({ key, keyRange, value, range }) =>
      value.kind === 'object'
        ? [
            {
              name: key,
              nameRange: keyRange,
              range,
              node: value,
              pointer: above + pointerStep(key),
            },
          ]
        : [],
    );
  }
  if (holder.kind !== 'array') return [];
  return holder.items.flatMap((item, index) => {
    const pointer = `${above}/${index}`;
    if (item.kind === 'string') return [addressEntry(item, pointer)];
    if (item.kind !== 'object') return [];
    const name = memberOf(item, 'name')?.value;
    // Continue of old wraps what is an entry elsewhere.
    const wrapped = memberOf(item, 'transport')?.value;
    const inner = wrapped?.kind === 'object' ? wrapped : undefined;
    const start = { start: item.range.start, end: Math.min(item.range.start + 1, item.range.end) };
    return [
      {
        name: name?.kind === 'string' ? name.value : String(index + 1),
        nameRange: name?.kind === 'string' ? name.range : start,
        range: item.range,
        node: inner ?? item,
        pointer: inner === undefined ? pointer : `${pointer}/transport`,
      },
    ];
  });
}

/** OpenHands: a server may be nothing but its address. */
function addressEntry(item: StringNode, pointer: string): ServerEntry {
  const { range } = item;
  const url = { key: 'url', keyRange: range, value: item, range };
  return {
    name: item.value,
    nameRange: range,
    range,
    node: { kind: 'object', range, members: [url] },
    pointer,
  };
}
