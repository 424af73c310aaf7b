import { memberOf, pointerStep } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import type { PermissionGrammarName } from './permissionGrammars';
import type { PermissionList } from './permissionRule';

/**
 * The rules in a list of texts. A single text counts as a list of one; other items are passed over.
 *
 * @param path keys from the root to the list
 * @param text what the grammar parses, where it is not the item itself
 */
export function ruleItems(
  root: DataNode,
  path: readonly string[],
  list: PermissionList,
  grammar: PermissionGrammarName,
  text: (item: string) => string = (item) => item,
): readonly PermissionRuleFact[] {
  let node: DataNode | undefined = root;
  for (const key of path) node = memberOf(node, key)?.value;
  const pointer = path.map(pointerStep).join('');
  const items =
    node?.kind === 'array'
      ? node.items.map((item, index) => [item, `${pointer}/${index}`] as const)
      : node === undefined
        ? []
        : [[node, pointer] as const];
  return items.flatMap(([item, at]) => {
    if (item.kind !== 'string' || item.value.trim() === '') return [];
    const rule = text(item.value);
    return {
      facet: `permission.${list}` as const,
      subject: `permissions.${list}`,
      pointer: at,
      range: item.range,
      rule,
      ...(rule === item.value ? {} : { written: item.value }),
      grammar,
    };
  });
}
