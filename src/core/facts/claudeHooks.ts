import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import type { HookFact } from './fact';
import { maskSecrets } from './maskSecrets';

/**
 * The hooks of a Claude Code settings file, one fact per command. The documented shape is
 * `event → [{ matcher, hooks: [{ type, command }] }]` (reference landscape, October 2026); also read
 * are a group written without its list, and a command written directly in the group.
 *
 * @param hooks the value of `hooks`; anything that is no object holds no hooks
 */
export function readClaudeHooks(hooks: DataNode | undefined): readonly HookFact[] {
  if (hooks?.kind !== 'object') return [];
  const facts: HookFact[] = [];
  for (const event of effectiveMembers(hooks)) {
    const pointer = `/hooks${pointerStep(event.key)}`;
    for (const group of listed(event.value, pointer)) {
      const matcher = textOf(memberOf(group.node, 'matcher')?.value);
      const inner = memberOf(group.node, 'hooks')?.value;
      const entries = inner === undefined ? [group] : listed(inner, `${group.pointer}/hooks`);
      for (const entry of entries) {
        const fact = readHook(entry.node, entry.pointer, event.key, matcher);
        if (fact !== undefined) facts.push(fact);
      }
    }
  }
  return facts;
}

interface Placed {
  readonly node: DataNode;
  readonly pointer: string;
}

function listed(node: DataNode, pointer: string): readonly Placed[] {
  if (node.kind !== 'array') return [{ node, pointer }];
  return node.items.map((item, index) => ({ node: item, pointer: pointer + pointerStep(index) }));
}

/** The keys that say what a hook does, the first that is there decides. */
const actionKeys = ['command', 'url', 'prompt', 'tool', 'args'];

function readHook(
  node: DataNode,
  pointer: string,
  event: string,
  matcher: string,
): HookFact | undefined {
  if (node.kind === 'string') return hookFact(event, matcher, node.value, pointer, node);
  const key = actionKeys.find((candidate) => memberOf(node, candidate) !== undefined);
  const value = key === undefined ? undefined : memberOf(node, key)?.value;
  if (key === undefined || value === undefined) return undefined;
  const rest = key === 'command' ? argumentsOf(memberOf(node, 'args')?.value) : [];
  const server = key === 'tool' ? textOf(memberOf(node, 'server')?.value) : '';
  const text = [server, textOf(value), ...rest].filter((part) => part !== '').join(' ');
  return hookFact(event, matcher, text, pointer + pointerStep(key), value);
}

function hookFact(
  event: string,
  matcher: string,
  command: string,
  pointer: string,
  place: DataNode,
): HookFact {
  return {
    facet: 'hook',
    subject: `hook:${event}`,
    pointer,
    range: place.range,
    event,
    // An absent matcher, an empty one and `*` are all the same: every tool.
    matcher: matcher === '' ? '*' : matcher,
    command: maskSecrets(command),
  };
}

function argumentsOf(node: DataNode | undefined): readonly string[] {
  return node?.kind === 'array' ? node.items.map(textOf) : [];
}

function textOf(node: DataNode | undefined): string {
  if (node === undefined || node.kind === 'null') return '';
  return node.kind === 'string' ? node.value : canonicalText(node);
}
