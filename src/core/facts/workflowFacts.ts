import { t } from '@vscode/l10n';
import { memberOf, pointerStep, stringLeaves } from '../parse/navigate';
import type { DataNode, StringNode, TextRange } from '../parse/tree';
import type { FileFacts, SettingFact } from './fact';
import { maskSecrets } from './maskSecrets';
import type { SettingOrder } from './settingOrder';
import { stepsOf, textAt, withoutAgentOptions, type WorkflowStep } from './workflowAgents';
import { readAgentOptions } from './workflowOptions';

/**
 * What the steps of a workflow say that runs an agent: what runs beside it, when it starts, how it is
 * started, and what of strangers reaches it.
 */
export function readWorkflowSteps(text: string, root: DataNode): Partial<FileFacts> {
  const steps = stepsOf(root);
  const settings: SettingFact[] = [];
  const permissionRules: FileFacts['permissionRules'][number][] = [];
  const hooks: FileFacts['hooks'][number][] = [];
  const invited = startsForStrangers(root);
  const names = new Map<string, number>();
  const nameOnce = (name: string): string => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
  /** Steps of each job so far that look up who asked. */
  const checks = new Map<string, string[]>();
  for (const step of steps) {
    const ran = whatRuns(step, nameOnce);
    if (ran !== undefined) settings.push(ran);
    settings.push(...whatOfStrangers(step, (ran?.key ?? step.pointer).replace(':', '.'), invited));
    if (step.agent === undefined) {
      noteCheck(step, checks);
      continue;
    }
    const name = nameOnce(`jobs.${step.job}.${step.agent}`);
    settings.push(whenItStarts(step, checks.get(step.job) ?? [], name));
    const options = readAgentOptions(text, step, name);
    settings.push(...options.settings);
    permissionRules.push(...options.permissionRules);
    hooks.push(...options.hooks);
  }
  return { settings, permissionRules, hooks };
}

const besideAgent = (): string => t('commands and actions that run beside the agent');

/** A version may move; a step that goes takes no power along unless it was the agent. */
function versions(removed: 'tightens' | 'neutral'): SettingOrder {
  return { kind: 'version', removed, title: besideAgent };
}
function commands(removed: 'tightens' | 'neutral'): SettingOrder {
  return { kind: 'items', added: 'loosens', removed, title: besideAgent };
}

function whatRuns(
  { job, node, pointer, uses, run, agent }: WorkflowStep,
  nameOnce: (name: string) => string,
): SettingFact | undefined {
  const own = uses ?? run;
  if (own === undefined) return undefined;
  const written =
    agent === undefined || uses !== undefined ? own.value : withoutAgentOptions(own.value);
  const shown = maskSecrets(written.trim());
  const at = uses === undefined ? -1 : shown.lastIndexOf('@');
  const name = at < 0 ? shown : shown.slice(0, at);
  const removed = agent === undefined ? 'neutral' : 'tightens';
  const subject = `jobs.${job}.steps`;
  const range = { start: node.range.start, end: Math.min(node.range.start + 1, node.range.end) };
  return {
    facet: 'execution',
    subject,
    pointer,
    range: uses === undefined ? range : uses.range,
    key: nameOnce(`${subject}:${name}`),
    value: uses === undefined ? shown : shown.slice(name.length + 1),
    keyRange: range,
    known: true,
    order: uses === undefined ? commands(removed) : versions(removed),
  };
}

/** A step that looks up who asked. What it does with that is not known here: it counts as a gate. */
const whoAsks = /getCollaboratorPermissionLevel|\/collaborators\/|author_association/i;

const starting: SettingOrder = {
  kind: 'condition',
  title: () => t('When the agent starts'),
};

/** More of them tell nothing more. */
const mostChecks = 8;

function noteCheck({ job, node }: WorkflowStep, checks: Map<string, string[]>): void {
  const own = checks.get(job) ?? [];
  if (own.length >= mostChecks) return;
  if (!stringLeaves(node).some(({ node: { value } }) => whoAsks.test(value))) return;
  const name = textAt(node, 'name')?.value ?? textAt(node, 'id')?.value;
  checks.set(job, [...own, `'${(name ?? String(own.length + 1)).replaceAll("'", '’')}'`]);
}

/** What has to hold before the agent starts, of its job and its step. */
function whenItStarts(
  { jobNode, node, pointer }: WorkflowStep,
  checks: readonly string[],
  name: string,
): SettingFact {
  const conditions = [jobNode, node].flatMap((each) => {
    const value = memberOf(each, 'if')?.value;
    return value?.kind === 'string'
      ? [value.value]
      : value?.kind === 'boolean'
        ? [String(value.value)]
        : [];
  });
  const range = { start: node.range.start, end: Math.min(node.range.start + 1, node.range.end) };
  const condition = memberOf(node, 'if') ?? memberOf(jobNode, 'if');
  // A step that starts whatever failed before it is not held back by who asked.
  const own = textAt(node, 'if')?.value ?? '';
  const gates = /\b(?:always|cancelled|failure)\s*\(/i.test(own) ? [] : checks;
  return {
    facet: 'approval.switch',
    subject: name,
    pointer,
    range: condition?.value.range ?? range,
    key: `${name}.if`,
    value: maskSecrets([...conditions.map(inBrackets), ...gates].join(' && ')),
    keyRange: range,
    known: true,
    order: starting,
    weight: 'medium',
  };
}

function inBrackets(condition: string): string {
  // Text around an expression makes a text of the whole, and a text that is not empty always holds.
  const whole = condition.trim();
  if (whole.includes('${{') && (!/^\$\{\{[^]*\}\}$/.test(whole) || whole.indexOf('${{', 1) > 0)) {
    return 'true';
  }
  const bare = condition
    .replaceAll(/\$\{\{|\}\}/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /\|\|/.test(bare) ? `(${bare})` : bare;
}

/** Events that anybody can cause, and that run with the rights of the repository. */
const open =
  /^(?:pull_request_target|issue_comment|issues|discussion(?:_comment)?|workflow_run|pull_request_review(?:_comment)?)$/;

function startsForStrangers(root: DataNode): boolean {
  const on = memberOf(root, 'on')?.value;
  if (on?.kind === 'string') return open.test(on.value);
  if (on?.kind === 'object') return on.members.some(({ key }) => open.test(key));
  return (
    on?.kind === 'array' && on.items.some((item) => item.kind === 'string' && open.test(item.value))
  );
}

function comes(title: () => string): SettingOrder {
  return { kind: 'entry', added: 'loosens', changed: 'unknown', removed: 'tightens', title };
}
const strangersCode = comes(() => t('Code of a pull request that is checked out beside the agent'));
const strangersText = comes(() =>
  t('What strangers write goes into the instructions of the agent'),
);
const strangersCommand = comes(() => t('What strangers write becomes part of a command'));
const widerToken: SettingOrder = {
  kind: 'entry',
  added: 'loosens',
  changed: 'loosens',
  removed: 'tightens',
  title: () => t('A credential beside the token of the workflow'),
};

const headOfRequest =
  /github\.event\.pull_request\.head\.(?:sha|ref|repo)|github\.head_ref|refs\/pull\/|github\.event\.workflow_run\.head_/;
/** Texts that whoever opens an issue or a request chooses (GitHub: “Script injections”). */
const untrusted =
  /\$\{\{[^}]{0,200}?\b(github\.event\.(?:issue|pull_request|comment|review|review_comment|discussion|workflow_run|head_commit)\.[\w.]{0,60}?\b(?:body|title|message|head_branch|label|ref)|github\.head_ref)\b[^}]{0,200}\}\}/g;
const promptInputs =
  /^(?:prompt|direct_prompt|override_prompt|custom_instructions|.*_args|.*-args)$/;
const tokenNames = /^(?:github[_-]token|gh[_-]token|token|gh[_-]pat)$/i;

/** Code, texts and credentials that a step takes from elsewhere. */
function whatOfStrangers(
  step: WorkflowStep,
  above: string,
  invited: boolean,
): readonly SettingFact[] {
  const found: SettingFact[] = [];
  const add = (
    order: SettingOrder,
    key: string,
    value: string,
    place: { readonly pointer: string; readonly range: TextRange },
    weight: 'medium' | 'high',
  ): void => {
    found.push({
      facet: 'approval.switch',
      subject: `jobs.${step.job}`,
      ...place,
      key,
      value,
      keyRange: place.range,
      known: true,
      order,
      weight,
    });
  };
  const texts = (node: StringNode): readonly string[] => [
    ...new Set(Array.from(node.value.slice(0, 40_000).matchAll(untrusted), ([, own = '']) => own)),
  ];
  for (const block of ['with', 'env']) {
    const inputs = memberOf(step.node, block)?.value;
    if (inputs?.kind !== 'object') continue;
    for (const { key, value } of inputs.members) {
      if (value.kind !== 'string') continue;
      const place = { pointer: `${step.pointer}/${block}${pointerStep(key)}`, range: value.range };
      const named = `${above}.${key}`;
      if (invited && key === 'ref' && block === 'with' && headOfRequest.test(value.value)) {
        add(strangersCode, named, value.value, place, 'high');
      }
      const secret = /\bsecrets\.(\w+)/.exec(value.value)?.[1];
      if (tokenNames.test(key) && secret !== undefined && secret !== 'GITHUB_TOKEN') {
        add(widerToken, named, `secrets.${secret}`, place, 'medium');
      }
      if (step.agent === undefined || block !== 'with' || !promptInputs.test(key)) continue;
      const own = texts(value);
      if (own.length > 0) add(strangersText, `${named} text`, own.join(', '), place, 'medium');
    }
  }
  const own = step.run === undefined ? [] : texts(step.run);
  if (step.run !== undefined && own.length > 0) {
    const name = textAt(step.node, 'name')?.value ?? 'run';
    const place = { pointer: `${step.pointer}/run`, range: step.run.range };
    add(strangersCommand, `jobs.${step.job}.${name} text`, own.join(', '), place, 'high');
  }
  return found;
}
