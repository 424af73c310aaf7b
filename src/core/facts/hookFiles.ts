import { effectiveMembers, memberOf, pointerStep, canonicalText } from '../parse/navigate';
import type { DataNode, ObjectNode } from '../parse/tree';
import { mostFacts } from './boundFacts';
import type { HookFact, SettingFact } from './fact';
import { listed, readHook, readHooks } from './readHooks';

/**
 * A file that holds nothing but hooks. Five forms are told apart by their keys (reference landscape,
 * section 6, October 2026): a map below `hooks` (most clients); one hook of Kiro, `when` and `then` or
 * `trigger` and `action`; tasks that VS Code runs when the folder opens; what Cursor runs in a new work
 * tree; and maps below the names of their consumers (Antigravity).
 *
 * @param root the parsed file
 */
export function readHookFile(root: DataNode): {
  readonly hooks: readonly HookFact[];
  readonly settings: readonly SettingFact[];
} {
  return { hooks: readForm(root), settings: readSwitch(root) };
}

function readForm(root: DataNode): readonly HookFact[] {
  if (root.kind !== 'object') return [];
  if (memberOf(root, 'hooks') !== undefined) return readHooks(memberOf(root, 'hooks')?.value);
  if (memberOf(root, 'tasks') !== undefined) return readTasks(root);
  for (const [when, then] of [
    ['when', 'then'],
    ['trigger', 'action'],
  ] as const) {
    if (memberOf(root, then) !== undefined) return readSingleHook(root, when, then);
  }
  return effectiveMembers(root).flatMap(({ key, value }) => {
    if (key.startsWith('setup-worktree')) {
      const setting = { event: 'setup-worktree', matcher: key.slice('setup-worktree-'.length) };
      return listed(value, pointerStep(key)).flatMap((entry) =>
        readHook(entry.node, entry.pointer, { ...setting, matcher: setting.matcher || '*' }),
      );
    }
    return value.kind === 'object' ? readHooks(value, pointerStep(key)) : [];
  });
}

/** Kiro: `{ when: { type, patterns }, then: { command } }`, or `trigger`, `matcher` and `action`. */
function readSingleHook(root: ObjectNode, when: string, then: string): readonly HookFact[] {
  const enabled = memberOf(root, 'enabled')?.value;
  const action = memberOf(root, then)?.value;
  if (action === undefined || (enabled?.kind === 'boolean' && !enabled.value)) return [];
  const trigger = memberOf(root, when)?.value;
  const event = textOf(trigger?.kind === 'object' ? memberOf(trigger, 'type')?.value : trigger);
  const matcher = memberOf(trigger, 'patterns')?.value ?? memberOf(root, 'matcher')?.value;
  return readHook(action, pointerStep(then), {
    event: event === '' ? then : event,
    matcher: textOf(matcher) || '*',
  });
}

/** Tasks that run when the folder is opened, and those that have to run before them. */
function readTasks(root: ObjectNode): readonly HookFact[] {
  const list = memberOf(root, 'tasks')?.value;
  if (list === undefined) return [];
  const tasks = listed(list, '/tasks').filter(({ node }) => node.kind === 'object');
  const byLabel = new Map<string, typeof tasks>();
  for (const task of tasks) {
    const label = labelOf(task.node);
    const same = byLabel.get(label);
    if (same === undefined) byLabel.set(label, [task]);
    else same.push(task);
  }
  const waiting = tasks.filter(({ node }) => {
    const runOn = memberOf(memberOf(node, 'runOptions')?.value, 'runOn')?.value;
    return textOf(runOn) === 'folderOpen';
  });
  const running = new Set(waiting);
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    const needed = memberOf(task.node, 'dependsOn')?.value;
    for (const { node } of needed === undefined ? [] : listed(needed, '')) {
      const label = labelOf(node);
      for (const other of byLabel.get(label) ?? []) {
        if (running.has(other)) continue;
        running.add(other);
        waiting.push(other);
      }
      // Whoever names it again adds nothing.
      byLabel.delete(label);
    }
  }
  const facts: HookFact[] = [];
  for (const task of tasks) {
    if (!running.has(task)) continue;
    facts.push(...readTask(task.node, task.pointer));
    if (facts.length > mostFacts.hooks) break;
  }
  return facts;
}

function readTask(node: DataNode, pointer: string): readonly HookFact[] {
  const setting = { event: 'folderOpen', matcher: '*' };
  const script = memberOf(node, 'script');
  const systems = ['windows', 'linux', 'osx'].flatMap((system) => {
    const own = memberOf(node, system)?.value;
    return own?.kind === 'object' ? readHook(own, `${pointer}/${system}`, setting) : [];
  });
  const type = textOf(memberOf(node, 'type')?.value);
  if (memberOf(node, 'command') === undefined && script?.value.kind === 'string') {
    const command = { ...script.value, value: `${type} run ${script.value.value}` };
    return readHook(command, `${pointer}/script`, setting);
  }
  if (memberOf(node, 'command') === undefined) return systems;
  const options = memberOf(node, 'options');
  const own: DataNode = {
    kind: 'object',
    range: node.range,
    members: ['command', 'args']
      .map((key) => memberOf(node, key))
      .concat(options)
      .filter((member) => member !== undefined),
  };
  return [...readHook(own, pointer, setting), ...systems];
}

/** A task by the name others call it; `dependsOn` may also name it in an object. */
function labelOf(node: DataNode): string {
  if (node.kind === 'string') return node.value;
  return textOf(memberOf(node, 'label')?.value) || textOf(memberOf(node, 'task')?.value);
}

function readSwitch(root: DataNode): readonly SettingFact[] {
  const member = memberOf(root, 'disableAllHooks');
  if (member === undefined) return [];
  return [
    {
      facet: 'approval.switch',
      subject: member.key,
      pointer: pointerStep(member.key),
      range: member.value.range,
      key: member.key,
      value: canonicalText(member.value),
      keyRange: member.keyRange,
      known: true,
    },
  ];
}

function textOf(node: DataNode | undefined): string {
  if (node === undefined || node.kind === 'null') return '';
  return node.kind === 'string' ? node.value : canonicalText(node);
}
