import {
  canonicalText,
  canonicalValue,
  effectiveMembers,
  memberOf,
  pointerStep,
} from '../parse/navigate';
import type { DataNode, Member, ObjectNode } from '../parse/tree';
import type { HookFact } from './fact';
import { hookPhase } from './hookEvents';
import { maskSecrets } from './maskSecrets';

/**
 * The hooks of one map `event → entries`, one fact for each command. All clients share this shape with
 * small differences, so one reader serves them (reference landscape, section 6, October 2026):
 * an entry holds the command itself (Copilot, Cursor, Windsurf, Amazon Q, Kiro agents) or a matcher and
 * a list `hooks` (Claude Code, Codex, Gemini CLI, Qwen Code, Droid, Augment, OpenHands).
 *
 * What is switched off holds no hook. An entry that says in no known way what it runs gives a fact with
 * the action `unknown`.
 *
 * @param hooks the value of `hooks`; anything that is no object holds no hooks
 * @param pointer of that value
 */
export function readHooks(hooks: DataNode | undefined, pointer = '/hooks'): readonly HookFact[] {
  if (hooks?.kind !== 'object') return [];
  return effectiveMembers(hooks).flatMap((event) =>
    listed(event.value, pointer + pointerStep(event.key)).flatMap((group) => {
      const inner = memberOf(group.node, 'hooks')?.value;
      const setting: HookSetting = { event: event.key, matcher: matcherOf(group.node) };
      if (inner === undefined) return readHook(group.node, group.pointer, setting);
      if (isOff(group.node)) return [];
      return listed(inner, `${group.pointer}/hooks`).flatMap((entry) =>
        readHook(entry.node, entry.pointer, setting),
      );
    }),
  );
}

/** What an entry inherits from where it stands. */
export interface HookSetting {
  readonly event: string;
  readonly matcher: string;
}

interface Placed {
  readonly node: DataNode;
  readonly pointer: string;
}

/** The items of a list with their pointers; a single value counts as a list of one. */
export function listed(node: DataNode, pointer: string): readonly Placed[] {
  if (node.kind !== 'array') return [{ node, pointer }];
  return node.items.map((item, index) => ({ node: item, pointer: pointer + pointerStep(index) }));
}

/** Commands, one for each system or shell: all that are there count. */
const commandKeys = new Set([
  'command',
  'bash',
  'powershell',
  'windows',
  'linux',
  'osx',
  'commandWindows',
]);

/** The keys that say what other hooks do; the first that is there decides. */
const otherActions: readonly (readonly [string, HookFact['action']])[] = [
  ['url', 'address'],
  ['prompt', 'text'],
  ['tool', 'tool'],
  ['args', 'command'],
];

/** Keys that tell neither what runs nor when, and those that have a field of their own. */
const silentKeys = new Set([
  'type',
  'matcher',
  'hooks',
  'args',
  'server',
  'if',
  'patterns',
  'timeout',
  'timeoutSec',
  'timeout_ms',
  'timeoutMs',
  'async',
  'background',
  'failClosed',
  'fail_closed',
  'enabled',
  'disabled',
  'name',
  'id',
  'description',
  'comment',
  'statusMessage',
  'show_output',
  'version',
]);

/**
 * The hooks of one entry.
 *
 * @param node the entry: an object, or a command as a plain string
 */
export function readHook(
  node: DataNode,
  pointer: string,
  setting: HookSetting,
): readonly HookFact[] {
  if (node.kind === 'string') {
    if (node.value.trim() === '') return [];
    return [
      fact(setting, node, { pointer, place: node, form: '', action: 'command', raw: node.value }),
    ];
  }
  if (node.kind !== 'object' || isOff(node)) return [];
  const commands = effectiveMembers(node).filter(
    ({ key, value }) => commandKeys.has(key) && textOf(value) !== '',
  );
  if (commands.length > 0) {
    const rest = memberOf(node, 'args')?.value;
    return commands.map((member) =>
      fact(setting, node, {
        pointer: pointer + pointerStep(member.key),
        place: member.value,
        form: member.key,
        action: 'command',
        raw: joined(member, member.key === 'command' ? rest : undefined),
      }),
    );
  }
  for (const [key, action] of otherActions) {
    const member = memberOf(node, key);
    if (member === undefined) continue;
    const server = action === 'tool' ? textOf(memberOf(node, 'server')?.value) : '';
    const raw = key === 'args' ? joined(undefined, member.value) : textOf(member.value);
    return [
      fact(setting, node, {
        pointer: pointer + pointerStep(key),
        place: member.value,
        form: key,
        action,
        raw: [server, raw].filter((part) => part !== '').join(' '),
      }),
    ];
  }
  if (node.members.length === 0) return [];
  return [
    fact(setting, node, {
      pointer,
      place: node,
      form: '',
      action: 'unknown',
      raw: canonicalText(node),
    }),
  ];
}

interface HookAction {
  readonly pointer: string;
  readonly place: DataNode;
  readonly form: string;
  readonly action: HookFact['action'];
  readonly raw: string;
}

function fact(
  { event, matcher }: HookSetting,
  entry: DataNode,
  { pointer, place, form, action, raw }: HookAction,
): HookFact {
  const own = matcherOf(entry);
  return {
    facet: 'hook',
    subject: `hook:${event}`,
    pointer,
    range: place.range,
    event,
    matcher: own === '*' ? matcher : own,
    condition: conditionOf(entry),
    command: maskSecrets(raw),
    raw,
    form,
    action,
    phase: hookPhase(event),
    failsOpen: !isOn(entry, 'failClosed') && !isOn(entry, 'fail_closed'),
    timeout: timeoutOf(entry),
    background: isOn(entry, 'async') || isOn(entry, 'background'),
    surroundings: entry.kind === 'object' ? surroundingsOf(entry) : '',
  };
}

/** An absent matcher, an empty one and `*` are all the same: every tool. */
function matcherOf(node: DataNode): string {
  const matcher = textOf(memberOf(node, 'matcher')?.value);
  return matcher === '' || matcher === '.*' ? '*' : matcher;
}

function conditionOf(node: DataNode): string {
  return ['if', 'patterns']
    .map((key) => textOf(memberOf(node, key)?.value))
    .filter((text) => text !== '')
    .join(' ');
}

/** In seconds. */
function timeoutOf(node: DataNode): number | undefined {
  for (const [key, unit] of [
    ['timeout', 1],
    ['timeoutSec', 1],
    ['timeout_ms', 1000],
    ['timeoutMs', 1000],
  ] as const) {
    const value = memberOf(node, key)?.value;
    if (value?.kind === 'number') return value.value / unit;
  }
  return undefined;
}

function isOn(node: DataNode, key: string): boolean {
  const value = memberOf(node, key)?.value;
  return value?.kind === 'boolean' && value.value;
}

function isOff(node: DataNode): boolean {
  const enabled = memberOf(node, 'enabled')?.value;
  return isOn(node, 'disabled') || (enabled?.kind === 'boolean' && !enabled.value);
}

/** Folder, variables, shell and whatever else decides how the command runs. */
function surroundingsOf(node: ObjectNode): string {
  const rest = effectiveMembers(node).filter(
    ({ key }) =>
      !silentKeys.has(key) &&
      !commandKeys.has(key) &&
      !otherActions.some(([other]) => other === key),
  );
  if (rest.length === 0) return '';
  const values = rest.map(({ key, value }) => [key, canonicalValue(value)] as const);
  return maskSecrets(JSON.stringify(Object.fromEntries(values)));
}

function joined(command: Member | undefined, args: DataNode | undefined): string {
  const words = args?.kind === 'array' ? args.items.map(textOf) : [];
  return [textOf(command?.value), ...words].filter((part) => part !== '').join(' ');
}

function textOf(node: DataNode | undefined): string {
  if (node === undefined || node.kind === 'null') return '';
  return node.kind === 'string' ? node.value : canonicalText(node);
}
