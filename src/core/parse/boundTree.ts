import { tooLong } from './tooLong';
import type { DataNode, ObjectNode, ParsedText } from './tree';

/**
 * Values, lists and objects that are read of one text. A file of 1,000 servers has 14,000; real ones
 * have hundreds.
 */
const mostNodes = 16_000;

/** UTF-16 units that are read of one value. Only pictures are longer in real files. */
const longestValue = 100_000;
/** Letters that stand for bytes: nothing in them speaks to anybody. */
const picture = /^data:image\/[\w.+-]{1,40};base64,[A-Za-z0-9+/=]*$/;

/**
 * The same text with a tree of a size that everything after it can afford. What is cut off is said as
 * a problem, and so becomes a finding: nothing is hidden behind what fills a file.
 */
export function boundTree(parsed: ParsedText): ParsedText {
  const tally: Tally = { left: mostNodes, cut: undefined };
  const root = parsed.root === undefined ? undefined : boundNode(parsed.root, tally);
  const frontMatter =
    parsed.frontMatter === undefined
      ? undefined
      : (boundNode(parsed.frontMatter, tally) as ObjectNode);
  if (tally.cut === undefined) return parsed;
  const problem = tooLong(tally.cut, parsed.text.length);
  return { ...parsed, root, frontMatter, problems: [...parsed.problems, problem] };
}

interface Tally {
  left: number;
  /** Where the first value stands that is left out. */
  cut: number | undefined;
}

function boundNode(node: DataNode, tally: Tally): DataNode {
  tally.left -= 1;
  if (node.kind === 'string') {
    if (node.value.length <= longestValue || picture.test(node.value)) return node;
    tally.cut ??= Math.min(node.range.start + longestValue, node.range.end);
    return { ...node, value: node.value.slice(0, longestValue) };
  }
  if (node.kind === 'array') {
    const items = takeWhileLeft(node.items, tally, (item) => boundNode(item, tally));
    return items === node.items ? node : { ...node, items };
  }
  if (node.kind !== 'object') return node;
  const members = takeWhileLeft(node.members, tally, (member) => {
    // A name stays whole: two that begin alike are two.
    if (member.key.length > longestValue) tally.cut ??= member.keyRange.start;
    const value = boundNode(member.value, tally);
    return value === member.value ? member : { ...member, value };
  });
  return members === node.members ? node : { ...node, members };
}

/** The list itself where nothing in it is left out. */
function takeWhileLeft<T extends { readonly range: DataNode['range'] }>(
  list: readonly T[],
  tally: Tally,
  bound: (item: T) => T,
): readonly T[] {
  const taken: T[] = [];
  let same = true;
  for (const item of list) {
    if (tally.left <= 0) {
      tally.cut ??= item.range.start;
      return taken;
    }
    const kept = bound(item);
    same &&= kept === item;
    taken.push(kept);
  }
  return same ? list : taken;
}
