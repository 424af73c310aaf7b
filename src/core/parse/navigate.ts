import type { DataNode, Member, ObjectNode, StringNode, TextRange } from './tree';

/**
 * The member that counts for a key: the last one, as JSON.parse and most clients have it. Duplicates
 * are reported by the parser.
 */
export function memberOf(node: DataNode | undefined, key: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  if (node.members.length > fewMembers) return indexOfMembers(node).get(key);
  for (let index = node.members.length - 1; index >= 0; index -= 1) {
    const member = node.members[index];
    if (member?.key === key) return member;
  }
  return undefined;
}

/** Up to here looking at each member is faster than an index. */
const fewMembers = 24;

/**
 * Trees never change, so that what is found once stays true. Without it, ten thousand servers would be
 * looked up in a hundred million steps.
 */
const memberIndexes = new WeakMap<ObjectNode, ReadonlyMap<string, Member>>();

function indexOfMembers(node: ObjectNode): ReadonlyMap<string, Member> {
  let index = memberIndexes.get(node);
  if (index === undefined) {
    index = new Map(node.members.map((member) => [member.key, member]));
    memberIndexes.set(node, index);
  }
  return index;
}

/** The members of an object with duplicates resolved to the last one, in order of first appearance. */
export function effectiveMembers(node: ObjectNode): readonly Member[] {
  const { members } = node;
  if (members.length <= smallObject) return resolve(members);
  let known = effective.get(members);
  if (known === undefined) {
    known = resolve(members);
    effective.set(members, known);
  }
  return known;
}

/**
 * The same as they stand in the text. Readers that stop at a bound go through them so: what they leave out
 * then stands behind the last that they read.
 */
export function inTextOrder<T extends { readonly range: TextRange }>(
  places: readonly T[],
): readonly T[] {
  return [...places].sort((left, right) => left.range.start - right.range.start);
}

const smallObject = 12;

/** A reader asks for each of its keys; of thousands of members none may be looked at each time. */
const effective = new WeakMap<readonly Member[], readonly Member[]>();

function resolve(members: readonly Member[]): readonly Member[] {
  if (!hasDuplicates(members)) return members;
  const byKey = new Map<string, Member>();
  for (const member of members) byKey.set(member.key, member);
  return [...byKey.values()];
}

/** Nearly no object has any, and most are too small for a set to be worth making. */
function hasDuplicates(members: readonly Member[]): boolean {
  if (members.length > smallObject)
    return new Set(members.map(({ key }) => key)).size < members.length;
  return members.some(({ key }, index) => {
    for (let before = 0; before < index; before += 1) if (members[before]?.key === key) return true;
    return false;
  });
}

/** A plain value for a tree, for canonical comparison; object keys are sorted. */
export function canonicalValue(node: DataNode): unknown {
  switch (node.kind) {
    case 'object': {
      const entries = effectiveMembers(node).map(
        (member) => [member.key, canonicalValue(member.value)] as const,
      );
      entries.sort((left, right) => (left[0] < right[0] ? -1 : 1));
      return Object.fromEntries(entries);
    }
    case 'array':
      return node.items.map(canonicalValue);
    case 'null':
      return null;
    default:
      return node.value;
  }
}

/** Same meaning, same text: canonical JSON of a tree with sorted keys. */
export function canonicalText(node: DataNode): string {
  return JSON.stringify(canonicalValue(node));
}

/** One step of an RFC 6901 pointer. */
export function pointerStep(key: string | number): string {
  if (typeof key === 'number' || !/[~/]/.test(key)) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * The place in the file of a part of a string value.
 *
 * @param text the file
 * @param node the string node
 * @param start, end offsets within the value (UTF-16)
 * @returns the exact range when the string holds no escapes, otherwise the content of the string
 */
export function rangeWithinString(
  text: string,
  node: StringNode,
  start: number,
  end: number,
): TextRange {
  const content = stringContentRange(text, node);
  // An escape takes more room in the file than in the value.
  if (content.end - content.start !== node.value.length) return content;
  return { start: content.start + start, end: content.start + end };
}

/** The range between the quotes; the node's own range when it has none (YAML, TOML plain values). */
export function stringContentRange(text: string, node: StringNode): TextRange {
  const first = text[node.range.start];
  const quoted = (first === '"' || first === "'") && node.range.end - node.range.start >= 2;
  return quoted ? { start: node.range.start + 1, end: node.range.end - 1 } : node.range;
}

/** A string value with its pointer and the key it hangs on. */
export interface StringLeaf {
  readonly node: StringNode;
  readonly pointer: string;
  readonly key: string;
}

/** Every string leaf, in file order. */
export function stringLeaves(node: DataNode): readonly StringLeaf[] {
  const leaves: StringLeaf[] = [];
  collectLeaves(node, '', '', leaves);
  return leaves;
}

function collectLeaves(node: DataNode, pointer: string, key: string, into: StringLeaf[]): void {
  if (node.kind === 'string') {
    into.push({ node, pointer, key });
  } else if (node.kind === 'object') {
    for (const member of effectiveMembers(node)) {
      collectLeaves(member.value, pointer + pointerStep(member.key), member.key, into);
    }
  } else if (node.kind === 'array') {
    node.items.forEach((item, index) => collectLeaves(item, `${pointer}/${index}`, key, into));
  }
}
