import { pointerStep, rangeWithinString } from '../parse/navigate';
import type { DataNode, Member, ObjectNode } from '../parse/tree';
import type { Launch, PlacedValue } from './fact';

const blocks = /^(?:oauth2?|auth(?:entication|orization)?)$/i;
const scopeKey = /^scopes?$/i;
const scopeFlag = /^--?(?:oauth-)?scopes?$/i;

/**
 * The rights a server's login asks for: `oauth.scopes` and the like, a `--scopes` argument. A list, or
 * one text with spaces or commas.
 *
 * @returns undefined when the entry names none, which leaves the choice to the provider
 */
export function readScopes(
  text: string,
  entry: ObjectNode,
  pointer: string,
  launch: Launch | undefined,
): readonly PlacedValue[] | undefined {
  const found: PlacedValue[] = [];
  const lists: string[] = [];
  const add = (node: DataNode, at: string): void => {
    if (node.kind === 'array') {
      lists.push(at);
      node.items.forEach((item, index) => {
        if (item.kind === 'string') add(item, `${at}/${index}`);
      });
    } else if (node.kind === 'string') {
      lists.push(at);
      for (const match of node.value.matchAll(/[^\s,]+/g)) {
        const end = match.index + match[0].length;
        const range = rangeWithinString(text, node, match.index, end);
        found.push({ value: match[0], pointer: at, range });
      }
    }
  };
  for (const member of entry.members) {
    if (scopeKey.test(member.key)) add(member.value, pointer + pointerStep(member.key));
    if (!blocks.test(member.key) || member.value.kind !== 'object') continue;
    for (const part of member.value.members) {
      const at = pointer + pointerStep(member.key) + pointerStep(part.key);
      if (scopeKey.test(part.key)) add(part.value, at);
    }
  }
  launch?.argv.forEach((word, index) => {
    const own = /^(--?[\w-]+)=(.*)$/s.exec(word);
    const value = scopeFlag.test(own?.[1] ?? '') ? own?.[2] : undefined;
    const list = value ?? (scopeFlag.test(launch.argv[index - 1] ?? '') ? word : undefined);
    const range = launch.argvRanges[index];
    const at = launch.argvPointers[index];
    if (list === undefined || range === undefined || at === undefined) return;
    lists.push(at);
    for (const scope of list.split(/[\s,]+/)) {
      if (scope !== '') found.push({ value: scope, pointer: at, range });
    }
  });
  return lists.length > 0 ? found : undefined;
}

/** What a member says besides scopes, which are a fact of their own; undefined when that is nothing. */
export function withoutScopes(member: Member): DataNode | undefined {
  if (scopeKey.test(member.key)) return undefined;
  if (!blocks.test(member.key) || member.value.kind !== 'object') return member.value;
  const members = member.value.members.filter((part) => !scopeKey.test(part.key));
  if (members.length === 0 && member.value.members.length > 0) return undefined;
  return { ...member.value, members };
}
