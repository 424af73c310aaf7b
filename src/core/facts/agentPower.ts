import { effectiveMembers, pointerStep } from '../parse/navigate';
import type { DataNode, Member, ObjectNode, ParsedText } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import type { FrontMatterFact, HookFact, ServerFact } from './fact';
import { readMcpServers } from './mcpServers';
import { readHooks } from './readHooks';

/**
 * Servers and hooks that an agent, skill or command brings along in its front matter: the same facts
 * as in the files that hold nothing else (Claude Code, Copilot and Gemini CLI agents, October 2026).
 *
 * @param frontMatter the keys as facts; those that are read here come back marked
 */
export function readAgentPower(
  parsed: ParsedText,
  surface: Surface,
  frontMatter: readonly FrontMatterFact[],
): {
  readonly servers: readonly ServerFact[];
  readonly hooks: readonly HookFact[];
  readonly frontMatter: readonly FrontMatterFact[];
} {
  const hooks: HookFact[] = [];
  const servers: ServerFact[] = [];
  const read = new Set<string>();
  for (const member of parsed.frontMatter === undefined
    ? []
    : effectiveMembers(parsed.frontMatter)) {
    const pointer = pointerStep(member.key);
    if (member.key === 'hooks' && member.value.kind === 'object') {
      hooks.push(...readHooks(member.value, pointer));
      read.add(member.key);
    } else if (isServerKey(member.key)) {
      const map = serverMap(member.value);
      if (map === undefined) continue;
      const root: ObjectNode = { ...map, members: [{ ...member, value: map }] };
      const found = readMcpServers(parsed.text, root, { ...surface, serverKeys: [member.key] });
      servers.push(...(found?.servers ?? []));
      // Names beside them are compared as a list.
      const names =
        member.value.kind === 'array' && member.value.items.some(({ kind }) => kind === 'string');
      if (!names) read.add(member.key);
    }
  }
  return {
    servers,
    hooks,
    frontMatter: frontMatter.map((fact) =>
      read.has(fact.key) ? { ...fact, readElsewhere: true } : fact,
    ),
  };
}

function isServerKey(key: string): boolean {
  return key === 'mcpServers' || key === 'mcp-servers' || key === 'mcp_servers';
}

/** A map of servers, or a list of such maps beside names of servers that are set up elsewhere. */
function serverMap(node: DataNode): ObjectNode | undefined {
  if (node.kind === 'object') return node;
  if (node.kind !== 'array') return undefined;
  const members: Member[] = node.items.flatMap((item) =>
    item.kind === 'object' ? [...effectiveMembers(item)] : [],
  );
  return members.length === 0 ? undefined : { kind: 'object', range: node.range, members };
}
