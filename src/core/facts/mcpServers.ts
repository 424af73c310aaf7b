import {
  canonicalText,
  effectiveMembers,
  inTextOrder,
  memberOf,
  pointerStep,
  rangeWithinString,
  stringContentRange,
} from '../parse/navigate';
import type { Memory } from '../parse/memory';
import type { DataNode, Member, ObjectNode, StringNode, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { mostFacts } from './boundFacts';
import { classifyValue, isSensitiveName } from './classifyValue';
import { readEndpoint } from './endpoint';
import type { AutoApproval, InputFact, Launch, NamedValue, OtherValue, ServerFact } from './fact';
import { readFilesystemRoots } from './filesystemRoots';
import { readLaunch, splitCommandLine, type ArgumentWord } from './launch';
import { maskSecrets } from './maskSecrets';
import { readSandboxLimits } from './sandboxLimits';
import { findServerEntries, type ServerEntry } from './serverEntries';
import { readScopes, withoutScopes } from './serverScopes';

/** Keys of a server entry that have a place of their own in `ServerFact`; all others go to `other`. */
const knownKeys = new Set(
  'command cmd args env envs environment envFile cwd working_directory url serverUrl httpUrl uri headers http_headers type transport disabled enabled tools includeTools excludeTools disabledTools enabledTools available_tools enabled_tools disabled_tools default_tools_approval_mode autoApprove alwaysAllow trust sandboxEnabled'.split(
    ' ',
  ),
);
/** Objects of an entry that only some clients have around their headers. */
const headerBlocks = ['requestOptions', 'requestInit'];

/** Keys that change nothing an agent can do. */
const cosmeticKeys =
  /^(?:\$schema|_?comment|description|title|name|icon|gallery|version|displayName|notes?|\/\/.*)$/i;

/**
 * Reads the MCP server map of a file, whatever client it is for.
 *
 * @param above pointer of `root` when it is not the root of the file
 * @param memory by which entries that are written as before are not read again; only for formats in
 * which what is written between the ends of an entry is all there is to it
 * @returns undefined when the file holds no server map; the surface's content test rests on this
 */
export function readMcpServers(
  text: string,
  root: DataNode,
  surface: Surface,
  above = '',
  memory?: Memory,
): { readonly servers: ServerFact[]; readonly inputs: InputFact[] } | undefined {
  const entries = findServerEntries(root, surface);
  if (entries === undefined) return undefined;
  const servers = firstOf(entries).map((entry) => {
    const read = (): ServerFact => readServer(text, entry, above);
    if (memory === undefined) return read();
    const { name, pointer, range } = entry;
    const key = `${name}\n${above}\n${pointer}\n${text.slice(range.start, range.end)}`;
    return memory.recallAt('server', key, range.start, read);
  });
  return { servers, inputs: readInputs(memberOf(root, 'inputs')?.value, above) };
}

/** As many as are judged, and one more, in the order of the text: the rest is not worth its time. */
function firstOf(entries: readonly ServerEntry[]): readonly ServerEntry[] {
  if (entries.length <= mostFacts.servers) return entries;
  return inTextOrder(entries).slice(0, mostFacts.servers + 1);
}

/** One entry, wherever it was found. */
export function readServer(text: string, found: ServerEntry, above: string): ServerFact {
  const entry = found.node;
  const pointer = above + found.pointer;
  const words = readCommandWords(entry, pointer);
  const launch = words.length === 0 ? undefined : readLaunch(text, words);
  const address =
    stringMember(entry, 'url') ??
    stringMember(entry, 'serverUrl') ??
    stringMember(entry, 'httpUrl') ??
    stringMember(entry, 'uri');
  const endpoint =
    address === undefined
      ? bridgedEndpoint(text, launch, words)
      : readEndpoint(text, address.node, pointer + pointerStep(address.key));
  const tools = readToolFilter(entry);
  const disabled = booleanMember(entry, 'disabled');
  const enabledFlag = booleanMember(entry, 'enabled');
  const enabledMember = memberOf(entry, 'disabled') ?? memberOf(entry, 'enabled');
  const sandbox = memberOf(entry, 'sandboxEnabled');
  const cwd = (stringMember(entry, 'cwd') ?? stringMember(entry, 'working_directory'))?.node;
  const environment = firstMember(entry, ['env', 'envs', 'environment']);
  const sandboxLimits = readSandboxLimits(entry);
  const scopes = readScopes(text, entry, pointer, launch);
  return {
    facet: 'server',
    subject: `server:${found.name}`,
    pointer,
    range: found.nameRange,
    name: found.name,
    nameRange: found.nameRange,
    entryRange: found.range,
    transport: readTransport(entry, endpoint?.scheme, launch),
    ...(launch === undefined ? {} : { launch }),
    ...(endpoint === undefined ? {} : { endpoint }),
    environment: [
      ...readNamedValues(text, environment, pointer),
      ...readNamedValues(text, memberOf(oldCommand(entry), 'env'), `${pointer}/command`),
      ...readContainerEnvironment(launch),
    ],
    headers: readHeaders(text, entry, pointer),
    roots: launch === undefined ? [] : readFilesystemRoots(launch),
    ...tools,
    autoApprove: readAutoApproval(text, entry, pointer),
    enabled: disabled !== true && enabledFlag !== false,
    ...(enabledMember === undefined ? {} : { enabledRange: enabledMember.value.range }),
    ...(sandbox?.value.kind === 'boolean'
      ? { sandboxed: sandbox.value.value, sandboxRange: sandbox.value.range }
      : {}),
    ...(sandboxLimits === undefined ? {} : { sandboxLimits }),
    ...(cwd === undefined
      ? {}
      : { workingDirectory: cwd.value, workingDirectoryRange: stringContentRange(text, cwd) }),
    ...(scopes === undefined ? {} : { scopes }),
    other: readOther(entry, pointer),
  };
}

/** `command` and `args` as one list; a whole command line kept in `command` is taken apart. */
function readCommandWords(entry: ObjectNode, pointer: string): ArgumentWord[] {
  const words: ArgumentWord[] = [];
  const add = (node: DataNode, at: string): void => {
    if (node.kind === 'string') words.push({ value: node.value, node, offset: 0, pointer: at });
  };
  const addAll = (node: DataNode | undefined, at: string): void => {
    if (node?.kind === 'string') add(node, at);
    if (node?.kind !== 'array') return;
    node.items.forEach((item, index) => {
      add(item, `${at}/${index}`);
    });
  };
  const old = oldCommand(entry);
  addAll(memberOf(old, 'path')?.value, `${pointer}/command/path`);
  addAll(memberOf(old, 'args')?.value, `${pointer}/command/args`);
  const command = firstMember(entry, ['command', 'cmd']);
  if (command !== undefined) addAll(command.value, pointer + pointerStep(command.key));
  const args = memberOf(entry, 'args')?.value;
  // One line where a list is due: whoever takes it takes it apart.
  if (args?.kind === 'string') {
    for (const word of splitCommandLine(args.value)) {
      words.push({ ...word, node: args, pointer: `${pointer}/args` });
    }
  } else addAll(args, `${pointer}/args`);
  const only = words[0];
  if (
    words.length === 1 &&
    only !== undefined &&
    /\s-|\s@|^(?:npx|uvx|docker|node)\s/.test(only.value)
  ) {
    return splitCommandLine(only.value).map((word) => ({ ...only, ...word }));
  }
  return words;
}

/** `npx mcp-remote https://…`: the server is the address, the package only a bridge to it. */
function bridgedEndpoint(
  text: string,
  launch: Launch | undefined,
  words: readonly ArgumentWord[],
): ServerFact['endpoint'] {
  if (!/^(?:mcp-remote|supergateway|mcp-proxy|@smithery\/cli)$/.test(launch?.package?.name ?? '')) {
    return undefined;
  }
  const word = words.find((candidate) => /^https?:\/\//.test(candidate.value));
  return word === undefined ? undefined : readEndpoint(text, word.node, word.pointer);
}

function readTransport(
  entry: ObjectNode,
  scheme: string | undefined,
  launch: Launch | undefined,
): ServerFact['transport'] {
  const type = (stringMember(entry, 'type') ?? stringMember(entry, 'transport'))?.node.value ?? '';
  if (/^sse$/i.test(type)) return 'sse';
  if (/^(?:ws|websocket)$/i.test(type) || scheme === 'ws' || scheme === 'wss') return 'websocket';
  if (/http/i.test(type)) return 'http';
  if (launch !== undefined) return 'stdio';
  return scheme === undefined ? 'unknown' : 'http';
}

/** Zed of old: `command` holds path, arguments and environment. */
function oldCommand(entry: ObjectNode): ObjectNode | undefined {
  const command = memberOf(entry, 'command')?.value;
  return command?.kind === 'object' ? command : undefined;
}

function readHeaders(text: string, entry: ObjectNode, pointer: string): NamedValue[] {
  return [
    ...readNamedValues(text, firstMember(entry, ['headers', 'http_headers']), pointer),
    ...headerBlocks.flatMap((key) =>
      readNamedValues(text, memberOf(memberOf(entry, key)?.value, 'headers'), `${pointer}/${key}`),
    ),
  ];
}

/** Name and value of every member of an object. `above` points to what the object hangs on. */
function readNamedValues(text: string, member: Member | undefined, above: string): NamedValue[] {
  if (member?.value.kind !== 'object') return [];
  const pointer = above + pointerStep(member.key);
  return effectiveMembers(member.value).flatMap((entry) => {
    if (entry.value.kind === 'object' || entry.value.kind === 'array') return [];
    const value = entry.value.kind === 'null' ? '' : String(entry.value.value);
    const kind = classifyValue(entry.key, value);
    return [
      {
        name: entry.key,
        nameRange: entry.keyRange,
        pointer: pointer + pointerStep(entry.key),
        range:
          entry.value.kind === 'string' ? stringContentRange(text, entry.value) : entry.value.range,
        value,
        kind,
        sensitive: kind === 'literal-secret' || isSensitiveName(entry.key),
      },
    ];
  });
}

/** `docker run -e TOKEN=…` hands over an environment like `env` does. */
function readContainerEnvironment(launch: Launch | undefined): NamedValue[] {
  if (launch?.family !== 'container') return [];
  return launch.argv.flatMap((word, index) => {
    const flagged = /^(?:-e|--env)$/.test(launch.argv[index - 1] ?? '');
    const match = flagged ? /^(\w+)=(.*)$/s.exec(word) : /^--env=(\w+)=(.*)$/s.exec(word);
    const range = launch.argvRanges[index];
    const pointer = launch.argvPointers[index];
    if (match?.[1] === undefined || range === undefined || pointer === undefined) return [];
    const name = match[1];
    const value = match[2] ?? '';
    const kind = classifyValue(name, value);
    const valueRange: TextRange = {
      start: Math.max(range.start, range.end - value.length),
      end: range.end,
    };
    return [
      {
        name,
        nameRange: range,
        pointer,
        range: valueRange,
        value,
        kind,
        sensitive: kind === 'literal-secret' || isSensitiveName(name),
      },
    ];
  });
}

function readToolFilter(
  entry: ObjectNode,
): Pick<ServerFact, 'includeTools' | 'excludeTools' | 'toolsRange'> {
  const include = ['tools', 'includeTools', 'enabledTools', 'available_tools', 'enabled_tools']
    .map((key) => memberOf(entry, key))
    .find(isList);
  const exclude = ['excludeTools', 'disabledTools', 'disabled_tools']
    .map((key) => memberOf(entry, key))
    .find(isList);
  const range = (include ?? exclude)?.keyRange;
  return {
    ...(include === undefined ? {} : { includeTools: stringItems(include.value) }),
    ...(exclude === undefined ? {} : { excludeTools: stringItems(exclude.value) }),
    ...(range === undefined ? {} : { toolsRange: range }),
  };
}

function readAutoApproval(text: string, entry: ObjectNode, pointer: string): AutoApproval[] {
  const approvals: AutoApproval[] = [];
  for (const key of ['autoApprove', 'alwaysAllow']) {
    const value = memberOf(entry, key)?.value;
    const at = pointer + pointerStep(key);
    if (value === undefined) continue;
    if (isOn(value)) approvals.push({ tool: '*', pointer: at, range: value.range });
    // A single name where a list is due: some clients take it, so it counts.
    else if (value.kind === 'string' && !/^(?:false|no|off|0)?$/i.test(value.value.trim())) {
      approvals.push({ tool: value.value, pointer: at, range: stringContentRange(text, value) });
    }
    if (value.kind !== 'array') continue;
    value.items.forEach((item, index) => {
      if (item.kind !== 'string') return;
      const range = rangeWithinString(text, item, 0, item.value.length);
      approvals.push({ tool: item.value, pointer: `${at}/${index}`, range });
    });
  }
  const trust = memberOf(entry, 'trust')?.value;
  if (trust !== undefined && isOn(trust)) {
    approvals.push({ tool: '*', pointer: `${pointer}/trust`, range: trust.range });
  }
  return approvals;
}

/** `"true"` is true for clients that only ask whether something stands there. */
function isOn(value: DataNode): boolean {
  if (value.kind === 'string') return /^(?:true|yes|on|1)$/i.test(value.value.trim());
  return value.kind === 'boolean' && value.value;
}

function readOther(entry: ObjectNode, pointer: string): OtherValue[] {
  return effectiveMembers(entry)
    .filter((member) => !cosmeticKeys.test(member.key))
    .filter(
      (member) => !knownKeys.has(member.key) || /^(?:envFile|type|transport)$/.test(member.key),
    )
    .filter((member) => !/^(?:type|transport)$/.test(member.key) && !onlyHeaders(member))
    .flatMap((member) => {
      const value = withoutScopes(member);
      if (value === undefined) return [];
      return {
        key: member.key,
        canonical: maskSecrets(canonicalText(value)),
        raw: canonicalText(value),
        pointer: pointer + pointerStep(member.key),
        range: member.value.range,
        keyRange: member.keyRange,
      };
    });
}

/** Everything in it is read as headers. */
function onlyHeaders({ key, value }: Member): boolean {
  if (!headerBlocks.includes(key) || value.kind !== 'object') return false;
  return value.members.every((member) => member.key === 'headers');
}

function firstMember(entry: ObjectNode, keys: readonly string[]): Member | undefined {
  const key = keys.find((candidate) => memberOf(entry, candidate) !== undefined);
  return key === undefined ? undefined : memberOf(entry, key);
}

function readInputs(node: DataNode | undefined, above: string): InputFact[] {
  if (node?.kind !== 'array') return [];
  return node.items.flatMap((item, index) => {
    if (item.kind !== 'object') return [];
    const id = stringMember(item, 'id');
    if (id === undefined) return [];
    return [
      {
        facet: 'input' as const,
        subject: `input:${id.node.value}`,
        pointer: `${above}/inputs/${index}`,
        range: id.node.range,
        id: id.node.value,
        type: stringMember(item, 'type')?.node.value ?? '',
        password: booleanMember(item, 'password') === true,
        hasDefault: memberOf(item, 'default') !== undefined,
        ...readInputCommand(item),
      },
    ];
  });
}

/** VS Code runs the command to get the value, when the first server that needs it starts. */
function readInputCommand(item: ObjectNode): Pick<InputFact, 'command'> {
  const command = stringMember(item, 'command')?.node.value;
  if (stringMember(item, 'type')?.node.value !== 'command' || command === undefined) return {};
  const args = memberOf(item, 'args')?.value;
  return { command: args === undefined ? command : `${command} ${canonicalText(args)}` };
}

function stringMember(
  entry: ObjectNode,
  key: string,
): { readonly key: string; readonly node: StringNode } | undefined {
  const value = memberOf(entry, key)?.value;
  return value?.kind === 'string' ? { key, node: value } : undefined;
}

function booleanMember(entry: ObjectNode, key: string): boolean | undefined {
  const value = memberOf(entry, key)?.value;
  return value?.kind === 'boolean' ? value.value : undefined;
}

function isList(member: Member | undefined): member is Member {
  return member?.value.kind === 'array';
}

function stringItems(node: DataNode): readonly string[] {
  return node.kind === 'array'
    ? node.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []))
    : [];
}
