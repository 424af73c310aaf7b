import { t } from '@vscode/l10n';
import {
  canonicalText,
  effectiveMembers,
  memberOf,
  pointerStep,
  rangeWithinString,
} from '../parse/navigate';
import { parseJson } from '../parse/parseJson';
import type { DataNode, StringNode } from '../parse/tree';
import { readClaudeSettings } from './claudeSettings';
import { codexSettings } from './codexSettings';
import type { FactBase, FileFacts, SettingFact } from './fact';
import { geminiSettings } from './geminiSettings';
import { matters, modes, type ClientSettings } from './governedSetting';
import { splitCommandLine } from './launch';
import { maskSecrets } from './maskSecrets';
import { readGovernedSettings } from './readGovernedSettings';
import { approvalModeMeaning, settingOrder } from './settingOrder';
import { agentCommands, textAt, type AgentName, type WorkflowStep } from './workflowAgents';

/*
 * How a workflow starts an agent: options of its command line, settings as a text. They are written as
 * the settings that the agent would read from a file, and read by the reader of that file.
 */

type Facts = Pick<FileFacts, 'settings' | 'permissionRules' | 'hooks'>;

/** Settings as the client's own file would have them. */
interface Written {
  readonly values: Record<string, unknown>;
  /** Options that no setting stands for. */
  readonly rest: readonly string[];
}

/**
 * What a step says about how its agent works.
 *
 * @param name what tells the agent from others of the workflow, e.g. `review.claude`
 */
export function readAgentOptions(text: string, step: WorkflowStep, name: string): Facts {
  const { agent, run } = step;
  if (agent === undefined) return none;
  const found: Facts[] = [];
  const read = (node: StringNode, pointer: string, values: DataNode | undefined): void => {
    if (values !== undefined) found.push(placed(readAs(agent, values), text, node, pointer, name));
  };
  const written = (node: StringNode, pointer: string, { values, rest }: Written): void => {
    read(node, pointer, parseJson(JSON.stringify(values)).root);
    if (rest.length > 0) found.push({ ...none, settings: [leftOver(node, pointer, name, rest)] });
  };
  const inputs = memberOf(step.node, 'with')?.value;
  if (inputs?.kind === 'object') {
    for (const [key, kind] of inputKinds) {
      const node = textAt(inputs, key);
      if (node === undefined || node.value.trim() === '') continue;
      const pointer = `${step.pointer}/with${pointerStep(key)}`;
      if (kind === 'json' && !/^\s*\{/.test(node.value)) {
        found.push({ ...none, settings: [leftOver(node, pointer, name, [node.value])] });
      } else if (kind === 'json') {
        const root = parseJson(node.value, mostText).root;
        read(node, pointer, root);
        const rest = unread(agent, root);
        if (rest !== '') found.push({ ...none, settings: [leftOver(node, pointer, name, [rest])] });
      } else {
        const words = kind === 'line' ? wordsOf(node.value) : [`--${kind}`, node.value];
        written(node, pointer, writtenBy[agent](words));
      }
    }
  }
  if (run !== undefined) {
    const rest: string[] = [];
    for (const command of agentCommands(run.value)) {
      if (command.agent !== agent) continue;
      const own = writtenBy[agent](command.words);
      written(run, `${step.pointer}/run`, { ...own, rest: [] });
      rest.push(...own.rest);
    }
    written(run, `${step.pointer}/run`, { values: {}, rest });
  }
  return joined(found);
}

const none: Facts = { settings: [], permissionRules: [], hooks: [] };
const mostText = 40_000;

/** Inputs of the actions: a command line, settings as JSON, or the value of one option. */
const inputKinds: readonly (readonly [input: string, kind: string])[] = [
  ['settings', 'json'],
  ['settings_json', 'json'],
  ['claude_args', 'line'],
  ['codex-args', 'line'],
  ['allowed_tools', 'allowed-tools'],
  ['disallowed_tools', 'disallowed-tools'],
  ['sandbox', 'sandbox'],
];

/** Settings that are read, and those that nothing depends on. */
const readKeys: Readonly<Record<AgentName, RegExp>> = {
  claude:
    /^(?:permissions|sandbox|env|hooks|model|enabledPlugins|extraKnownMarketplaces|apiKeyHelper|\$schema)$/,
  codex: /^(?:model|\$schema)$/,
  gemini:
    /^(?:tools|coreTools|allowedTools|excludeTools|sandbox|security|general|context|telemetry|model|maxSessionTurns|ui|theme|\$schema)$/,
};

/** What else the settings say, as one text: the servers of an agent, for one. */
function unread(agent: AgentName, root: DataNode | undefined): string {
  if (root?.kind !== 'object') return '';
  return effectiveMembers(root)
    .filter(({ key }) => !readKeys[agent].test(key))
    .map(({ key, value }) => `${key}: ${canonicalText(value)}`)
    .sort()
    .join(', ');
}

/** A command line, or a list of its words as JSON. */
function wordsOf(line: string): readonly string[] {
  if (/^\s*\[/.test(line)) {
    const root = parseJson(line, mostText).root;
    const items = root?.kind === 'array' ? root.items : [];
    return items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  }
  const bare = line
    .slice(0, mostText)
    .split('\n')
    .filter((each) => !each.trimStart().startsWith('#'));
  return splitCommandLine(bare.join('\n')).map(({ value }) => value);
}

/** An option with everything up to the next one. */
interface Option {
  readonly flag: string;
  readonly value: string;
}

function optionsOf(words: readonly string[]): readonly Option[] {
  const options: { flag: string; value: string }[] = [];
  for (const word of words) {
    const [, flag, value = ''] = /^(--?[a-z][\w-]*)(?:=(.*))?$/is.exec(word) ?? [];
    const last = options.at(-1);
    if (flag !== undefined) options.push({ flag, value });
    else if (last !== undefined) last.value = `${last.value} ${word}`.trim();
  }
  return options;
}

/** Names with what stands in their brackets: `Bash(gh pr view:*),Read`. */
function toolsIn(list: string): readonly string[] {
  return list.match(/[^\s,(]+(?:\([^()]*\))?/g) ?? [];
}

/** Nothing that an agent may do depends on these. */
const tuning =
  /^--?(?:model|fallback-model|max-turns|output-format|input-format|verbose|debug|p|print|json|m|o|skip-git-repo-check|color|prompt|output-last-message|output-schema)$/;

const writtenBy: Readonly<Record<AgentName, (words: readonly string[]) => Written>> = {
  claude: (words) => {
    const permissions: Record<string, unknown> = {};
    const rest: string[] = [];
    for (const { flag, value } of optionsOf(words)) {
      if (flag === '--dangerously-skip-permissions')
        permissions['defaultMode'] = 'bypassPermissions';
      else if (flag === '--permission-mode') {
        if (permissions['defaultMode'] !== 'bypassPermissions') permissions['defaultMode'] = value;
      } else if (/^--allowed-?tools$/i.test(flag)) append(permissions, 'allow', toolsIn(value));
      else if (/^--disallowed-?tools$/i.test(flag)) append(permissions, 'deny', toolsIn(value));
      else if (flag === '--add-dir')
        append(permissions, 'additionalDirectories', value.split(/\s+/));
      else if (!tuning.test(flag)) rest.push(`${flag} ${value}`.trim());
    }
    return { values: { permissions }, rest };
  },
  codex: (words) => {
    const values: Record<string, unknown> = {};
    const rest: string[] = [];
    for (const { flag, value } of optionsOf(words)) {
      const [first = ''] = value.split(/\s/, 1);
      const [, key = '', setting = ''] = /^([\w.]+)=["']?([^"']*)/.exec(value) ?? [];
      if (/^--(?:yolo|dangerously-bypass-approvals-and-sandbox)$/.test(flag)) {
        Object.assign(values, { approval_policy: 'never', sandbox_mode: 'danger-full-access' });
      } else if (flag === '--full-auto') {
        Object.assign(values, { approval_policy: 'on-request', sandbox_mode: 'workspace-write' });
      } else if (flag === '-s' || flag === '--sandbox') values['sandbox_mode'] = first;
      else if (flag === '-a' || flag === '--ask-for-approval') values['approval_policy'] = first;
      else if (/^(?:-c|--config)$/.test(flag) && key !== '') {
        setIn(values, key, setting);
        if (/^(?:mcp_servers|shell_environment_policy|notify|model_provider)/.test(key))
          rest.push(value);
      } else if (!tuning.test(flag)) rest.push(`${flag} ${value}`.trim());
    }
    return { values, rest };
  },
  gemini: (words) => {
    const values: Record<string, unknown> = {};
    const allowed: string[] = [];
    const rest: string[] = [];
    for (const { flag, value } of optionsOf(words)) {
      const [first = ''] = value.split(/\s/, 1);
      if (flag === '-y' || flag === '--yolo') setIn(values, 'general.defaultApprovalMode', 'yolo');
      else if (flag === '--approval-mode') setIn(values, 'general.defaultApprovalMode', first);
      else if (flag === '-s' || flag === '--sandbox') {
        setIn(values, 'tools.sandbox', first === 'false' ? 'false' : 'true');
      } else if (/^--allowed-?tools$/.test(flag)) {
        allowed.push(...toolsIn(value));
        setIn(values, 'tools.allowed', allowed);
      } else if (!tuning.test(flag)) rest.push(`${flag} ${value}`.trim());
    }
    return { values, rest };
  },
};

/** An option that is given twice counts twice. */
function append(values: Record<string, unknown>, key: string, more: readonly string[]): void {
  const before: unknown = values[key];
  values[key] = [...(Array.isArray(before) ? (before as readonly unknown[]) : []), ...more];
}

/** `sandbox_workspace_write.network_access`. */
function setIn(values: Record<string, unknown>, key: string, value: unknown): void {
  const [first = '', second] = key.split('.', 2);
  if (/^(?:__proto__|constructor|prototype)$/.test(first)) return;
  if (second === undefined) values[first] = value;
  else values[first] = { ...(values[first] as object | undefined), [second]: value };
}

/** What the reader of the agent's own file says. */
function readAs(agent: AgentName, values: DataNode): Facts {
  if (agent === 'claude') {
    const facts = readClaudeSettings(values, true);
    return {
      ...facts,
      settings: facts.settings.map((fact) => ({ ...fact, ...orderOfClaude(fact) })),
    };
  }
  const table: ClientSettings = agent === 'codex' ? codexSettings : geminiSettings;
  return {
    settings: readGovernedSettings(values, table),
    permissionRules: table.rules?.(values) ?? [],
    hooks: [],
  };
}

/** Without a person there, and with nothing that ignores a mode. */
const modeOfClaude = modes(
  () => t('Approval mode'),
  ['plan', 'dontAsk', 'default', 'acceptEdits', 'delegate', 'auto', 'bypassPermissions'].map(
    (mode) => [mode, () => approvalModeMeaning(mode)] as const,
  ),
  { absent: 'default', asking: 'default', unasked: ['bypassPermissions'] },
);

function orderOfClaude({ key }: SettingFact): Pick<SettingFact, 'order'> {
  const order = key === 'permissions.defaultMode' ? modeOfClaude : settingOrder(key);
  return order === undefined ? {} : { order };
}

const started = matters(() => t('How the agent is started'));

function leftOver(
  node: StringNode,
  pointer: string,
  name: string,
  rest: readonly string[],
): SettingFact {
  const whole = rest.join(' ');
  const value = maskSecrets(whole);
  return {
    facet: 'approval.switch',
    subject: name,
    pointer,
    range: node.range,
    key: `${name}.${pointer.slice(pointer.lastIndexOf('/') + 1)}`,
    value,
    ...(value === whole ? {} : { raw: whole }),
    keyRange: node.range,
    known: true,
    order: started,
    weight: 'medium',
  };
}

/** Facts that were read out of a text inside of the file, with their places in the file. */
function placed(
  facts: Facts,
  text: string,
  node: StringNode,
  pointer: string,
  name: string,
): Facts {
  const range = rangeWithinString(text, node, 0, node.value.length);
  const at = <Fact extends FactBase>(fact: Fact): Fact => ({
    ...fact,
    pointer,
    range,
    subject: `${name}.${fact.subject}`,
  });
  return {
    settings: facts.settings.map((fact) => ({
      ...at(fact),
      key: `${name}.${fact.key}`,
      keyRange: range,
      within: true,
    })),
    permissionRules: facts.permissionRules.map((fact) => ({ ...at(fact), set: name })),
    hooks: facts.hooks.map(at),
  };
}

/** Which of two values of one setting lets more through; where that cannot be told, the later one. */
function looser(old: SettingFact | undefined, now: SettingFact): SettingFact {
  const { order } = now;
  if (old === undefined || order?.kind !== 'steps') return now;
  const rank = ({ value }: SettingFact): number =>
    order.steps.findIndex((values) => values.includes(value));
  return rank(now) >= rank(old) ? now : old;
}

/** The same key twice would pair at random: what lets more through counts. */
function joined(all: readonly Facts[]): Facts {
  const settings = new Map<string, SettingFact>();
  for (const fact of all.flatMap((facts) => facts.settings)) {
    settings.set(fact.key, looser(settings.get(fact.key), fact));
  }
  return {
    settings: [...settings.values()],
    permissionRules: all.flatMap((facts) => facts.permissionRules),
    hooks: all.flatMap((facts) => facts.hooks),
  };
}
