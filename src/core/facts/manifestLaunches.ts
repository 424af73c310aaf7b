import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, Member, ObjectNode, StringNode } from '../parse/tree';
import type { ServerFact } from './fact';
import { classifyInlineCode } from './inlineCode';
import { programName } from './launch';
import { readServer } from './mcpServers';

/** What a manifest starts besides its map of servers. */
export interface ManifestLaunches {
  readonly servers: readonly ServerFact[];
  /** Pointers whose meaning is in the servers. */
  readonly read: readonly string[];
  /** What is left of a function that makes the command, once the command is taken out of it. */
  readonly rest?: string | undefined;
}

/** Smithery's start command, and what an MCP bundle starts on one system only. */
export function readManifestLaunches(text: string, root: DataNode): ManifestLaunches {
  const bundle = memberOf(memberOf(root, 'server')?.value, 'mcp_config')?.value;
  const start = root.kind === 'object' ? memberOf(root, 'startCommand') : undefined;
  if (start?.value.kind === 'object') return readStartCommand(text, start, start.value);
  if (bundle?.kind !== 'object') return { servers: [], read: [] };
  return { servers: readOverrides(text, bundle), read: [] };
}

function readStartCommand(text: string, start: Member, node: ObjectNode): ManifestLaunches {
  const made = memberOf(node, 'commandFunction');
  const plain = ['command', 'args', 'env'].flatMap((key) => memberOf(node, key) ?? []);
  const code = made?.value.kind === 'string' ? readFunction(text, made.value) : undefined;
  const members = code?.members ?? plain;
  if (!members.some(({ key }) => key === 'command')) return { servers: [], read: [] };
  const entry = {
    name: start.key,
    nameRange: start.keyRange,
    range: start.range,
    node: { ...node, members },
    pointer: '/startCommand',
  };
  const server = readServer(text, entry, '');
  const at = `/startCommand/commandFunction`;
  return {
    servers: [
      code === undefined || server.launch === undefined
        ? server
        : // All words stand in one value.
          {
            ...server,
            launch: {
              ...server.launch,
              argvPointers: server.launch.argvPointers.map(() => at),
              ...(server.launch.package === undefined
                ? {}
                : { package: { ...server.launch.package, pointer: at } }),
              ...(server.launch.inlineCode === undefined
                ? {}
                : { inlineCode: { ...server.launch.inlineCode, pointer: at } }),
            },
          },
    ],
    read: code === undefined ? plain.map(({ key }) => `/startCommand${pointerStep(key)}`) : [],
    rest: code?.rest,
  };
}

interface MadeCommand {
  readonly members: readonly Member[];
  readonly rest: string;
}

/**
 * `(config) => ({ command: 'node', args: ['index.js', config.key] })`: a program is not run here, so
 * only what stands there as text is the command. Of one that puts it together otherwise, only that it
 * fetches code and runs it is told.
 */
function readFunction(text: string, node: StringNode): MadeCommand | undefined {
  const code = text.slice(node.range.start, node.range.end);
  const command =
    /\bcommand["']?\s{0,5}:\s{0,5}(?<quoted>'[^'\n]{1,300}'|"[^"\n]{1,300}"|`[^`\n]{1,300}`)/.exec(
      code,
    );
  const member = (key: string, value: DataNode): Member => ({
    key,
    keyRange: node.range,
    value,
    range: value.range,
  });
  const quoted = command?.groups?.['quoted'];
  if (command === null || quoted === undefined) {
    const shape = classifyInlineCode('sh', node.value);
    if (shape !== 'fetch-and-run' && shape !== 'decode-and-run') return undefined;
    const word = (value: string): StringNode => ({ ...node, value });
    const items = [word('-c'), node];
    const args: DataNode = { kind: 'array', range: node.range, items };
    return { members: [member('command', word('sh')), member('args', args)], rest: '' };
  }
  const string = (start: number, end: number): StringNode => {
    const written = code.slice(start, end);
    const literal = /^["'`]/.test(written);
    const range = { start: node.range.start + start, end: node.range.start + end };
    return { kind: 'string', range, value: literal ? written.slice(1, -1) : `\${${written}}` };
  };
  const end = command.index + command[0].length;
  const members = [member('command', string(end - quoted.length, end))];
  const list = /\bargs["']?\s{0,5}:\s{0,5}\[/.exec(code);
  let rest = code.replace(command[0], 'command');
  if (list !== null) {
    const from = list.index + list[0].length;
    const items = itemsOf(code, from);
    const last = items.at(-1)?.end ?? from;
    const range = { start: node.range.start + from, end: node.range.start + last };
    const nodes = items.map((item) => string(item.start, item.end));
    members.push(member('args', { kind: 'array', range, items: nodes }));
    rest = rest.replace(code.slice(list.index, last), 'args');
  }
  return { members, rest: rest.replace(/\s+/g, ' ').trim() };
}

/** The items of a list of JavaScript, up to its closing bracket. */
function itemsOf(code: string, from: number): readonly { start: number; end: number }[] {
  const items: { start: number; end: number }[] = [];
  const item =
    /[\s,]{0,200}(?<text>'[^'\n]{0,2000}'|"[^"\n]{0,2000}"|`[^`]{0,2000}`|[\w$.?!]{1,200})/y;
  item.lastIndex = from;
  for (let match = item.exec(code); match !== null; match = item.exec(code)) {
    const end = item.lastIndex;
    items.push({ start: end - (match.groups?.['text']?.length ?? 0), end });
    if (items.length >= 200) break;
  }
  return items;
}

/** `platform_overrides`: the same server, started otherwise on one system. */
function readOverrides(text: string, bundle: ObjectNode): ServerFact[] {
  const overrides = memberOf(bundle, 'platform_overrides')?.value;
  if (overrides?.kind !== 'object') return [];
  const command = memberOf(bundle, 'command');
  return effectiveMembers(overrides).flatMap(({ key, keyRange, value, range }) => {
    if (value.kind !== 'object' || startsSame(bundle, value)) return [];
    const own = memberOf(value, 'command');
    const members = own === undefined && command !== undefined ? [command] : [];
    const node = { ...value, members: [...members, ...value.members] };
    const pointer = `/server/mcp_config/platform_overrides${pointerStep(key)}`;
    return [readServer(text, { name: key, nameRange: keyRange, range, node, pointer }, '')];
  });
}

/** `python.exe` instead of `python` is no other start. */
function startsSame(bundle: ObjectNode, override: ObjectNode): boolean {
  const program = (node: ObjectNode): string | undefined => {
    const value = memberOf(node, 'command')?.value;
    return value?.kind === 'string' ? programName(value.value) : undefined;
  };
  const own = program(override);
  const args = memberOf(override, 'args')?.value;
  const usual = memberOf(bundle, 'args')?.value;
  return (
    (own === undefined || own === program(bundle)) &&
    memberOf(override, 'env') === undefined &&
    (args === undefined || (usual !== undefined && canonicalText(args) === canonicalText(usual)))
  );
}
