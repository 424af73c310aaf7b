import { effectiveMembers, memberOf } from '../parse/navigate';
import { parseJson } from '../parse/parseJson';
import type { DataNode } from '../parse/tree';
import type { Choice } from './chooseDifferences';
import { invertStructure } from './invertStructure';
import type { Difference, Spot } from './structuralDifferences';

/** The same three texts as trees, whatever they are written in. */
export interface DataTexts {
  readonly present: DataNode;
  readonly recorded: DataNode;
  readonly baseline: DataNode;
}

/** What the data has to be after a rollback, or why that cannot be said. */
export type WantedData =
  | { readonly wanted: DataNode; readonly conflict?: undefined }
  | { readonly wanted?: undefined; readonly conflict: string };

/**
 * What chosen differences leave of the present data when they are taken back: the same answer as for
 * JSON, given for data that is written in another way.
 *
 * @param choice made of the trees `recorded` and `baseline`
 */
export function invertValues(choice: Choice, data: DataTexts): WantedData {
  const texts = {
    present: asJson(data.present),
    recorded: asJson(data.recorded),
    baseline: asJson(data.baseline),
  };
  const recorded = parseJson(texts.recorded).root;
  const baseline = parseJson(texts.baseline).root;
  const { text, conflict } = invertStructure(moved(choice, recorded, baseline), texts);
  if (text === undefined) return { conflict };
  // Several entries of one map may go at once and leave it empty: that is what was there before.
  const { root } = parseJson(text);
  return root === undefined ? { conflict: '' } : { wanted: root };
}

/** One entry a line, so that entries are told apart as in a file that people write. */
function asJson(node: DataNode): string {
  switch (node.kind) {
    case 'object':
      return `{\n${effectiveMembers(node)
        .map(({ key, value }) => `${JSON.stringify(key)}: ${asJson(value)}`)
        .join(',\n')}\n}`;
    case 'array':
      return `[\n${node.items.map(asJson).join(',\n')}\n]`;
    case 'null':
      return 'null';
    default:
      return JSON.stringify(node.value);
  }
}

/** A choice with the places of the data as JSON. */
function moved(
  { difference, verdict, parts }: Choice,
  recorded: DataNode | undefined,
  baseline: DataNode | undefined,
): Choice {
  return {
    verdict,
    parts: parts.map((part) => moved(part, recorded, baseline)),
    difference: movedDifference(difference, recorded, baseline),
  };
}

function movedDifference(
  difference: Difference,
  recorded: DataNode | undefined,
  baseline: DataNode | undefined,
): Difference {
  return {
    ...difference,
    recorded: movedSpot(difference, difference.recorded, recorded),
    baseline: movedSpot(difference, difference.baseline, baseline),
    parts: difference.parts.map((part) => movedDifference(part, recorded, baseline)),
  };
}

function movedSpot(
  { kind, path }: Difference,
  spot: Spot | undefined,
  root: DataNode | undefined,
): Spot | undefined {
  if (spot === undefined) return undefined;
  if (kind === 'element') {
    const list = path.reduce<DataNode | undefined>(valueOf, root);
    const node = list?.kind === 'array' ? list.items[spot.index ?? -1] : undefined;
    return node === undefined ? undefined : { node, range: node.range, index: spot.index };
  }
  const key = path.at(-1);
  if (key === undefined) return root === undefined ? undefined : { node: root, range: root.range };
  const member = memberOf(path.slice(0, -1).reduce<DataNode | undefined>(valueOf, root), key);
  return member === undefined ? undefined : { node: member.value, range: member.range };
}

function valueOf(node: DataNode | undefined, key: string): DataNode | undefined {
  return memberOf(node, key)?.value;
}
