import { effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, ObjectNode, StringNode } from '../parse/tree';
import { programName } from './launch';

/*
 * Steps of GitHub's workflows that run an agent: by an action, its own or a fork of it, or as a command
 * (reference landscape, entry on agents in workflows; documentation of the actions, November 2026).
 */

export type AgentName = 'claude' | 'codex' | 'gemini';

/** A step of a workflow. */
export interface WorkflowStep {
  readonly job: string;
  readonly jobNode: ObjectNode;
  readonly node: ObjectNode;
  readonly pointer: string;
  readonly uses?: StringNode | undefined;
  readonly run?: StringNode | undefined;
  /** The agent that the step starts. */
  readonly agent?: AgentName | undefined;
}

/** Without one of these in the text no step of it runs an agent. */
export const agentStepSign =
  /uses:[^\n]{0,200}(?:claude|codex|gemini)|\b(?:claude|codex|gemini)(?:-code|-cli)?(?:@[\w.-]{1,40})?["']?\s{1,5}(?:-|e(?:xec)?\s|\\)|^\s{1,40}(?:anthropic|openai|gemini)[_-]api[_-]key:/im;

/** Every step, in the order of the file. */
export function stepsOf(root: DataNode): readonly WorkflowStep[] {
  const jobs = memberOf(root, 'jobs')?.value;
  if (jobs?.kind !== 'object') return [];
  return effectiveMembers(jobs).flatMap(({ key: job, value: jobNode }) => {
    const steps = memberOf(jobNode, 'steps')?.value;
    if (steps?.kind !== 'array' || jobNode.kind !== 'object') return [];
    return steps.items.flatMap((node, index): WorkflowStep[] => {
      if (node.kind !== 'object') return [];
      const pointer = `/jobs${pointerStep(job)}/steps/${index}`;
      const [uses, run] = [textAt(node, 'uses'), textAt(node, 'run')];
      const agent = (uses && agentOfAction(uses.value, node)) ?? (run && agentOfRun(run.value));
      return [{ job, jobNode, node, pointer, uses, run, agent }];
    });
  });
}

/** Whether the workflow runs an agent, itself or by handing a job to another workflow. */
export function runsAnAgent(root: DataNode | undefined): boolean {
  if (root === undefined) return true;
  const jobs = memberOf(root, 'jobs')?.value;
  const handed =
    jobs?.kind === 'object' &&
    effectiveMembers(jobs).some(({ value }) => {
      const uses = textAt(value, 'uses');
      return uses !== undefined && nameIn(uses.value) !== undefined;
    });
  return handed || stepsOf(root).some(({ agent }) => agent !== undefined);
}

export function textAt(node: DataNode | undefined, key: string): StringNode | undefined {
  const value = memberOf(node, key)?.value;
  return value?.kind === 'string' ? value : undefined;
}

/** The agent that the name of an action speaks of; whose the action is does not matter. */
function nameIn(uses: string): AgentName | undefined {
  const path = uses.slice(0, 300).split('@', 1)[0] ?? '';
  const own = path.startsWith('./') ? path : path.slice(path.indexOf('/') + 1);
  return /(?:^|[^a-z])(claude|codex|gemini)(?![a-z])/i.exec(own)?.[1]?.toLowerCase() as
    AgentName | undefined;
}

/** Actions called otherwise show it by what they are handed: a prompt, and the key of a model. */
function agentOfAction(uses: string, step: ObjectNode): AgentName | undefined {
  const named = nameIn(uses);
  const inputs = memberOf(step, 'with')?.value;
  if (named !== undefined || inputs?.kind !== 'object') return named;
  const names = effectiveMembers(inputs).map(({ key }) => key.toLowerCase());
  if (!names.includes('prompt')) return undefined;
  const key = names.find((name) => /^(?:anthropic|openai|gemini)[_-]api[_-]key$/.test(name));
  if (key === undefined) return undefined;
  return key.startsWith('gemini') ? 'gemini' : key.startsWith('openai') ? 'codex' : 'claude';
}

function agentOfRun(run: string): AgentName | undefined {
  return agentCommands(run)[0]?.agent;
}

export interface AgentCommand {
  readonly agent: AgentName;
  readonly words: readonly string[];
}

const programs: Readonly<Record<string, AgentName>> = {
  claude: 'claude',
  '@anthropic-ai/claude-code': 'claude',
  codex: 'codex',
  '@openai/codex': 'codex',
  gemini: 'gemini',
  '@google/gemini-cli': 'gemini',
};

/** What makes an agent work by itself; `claude mcp add` and `codex --version` do not. */
const alone: Readonly<Record<AgentName, RegExp>> = {
  claude: /^(?:-p|--print|--dangerously-skip-permissions|--permission-mode)(?:=|$)/,
  codex: /^(?:exec|e|--yolo|--full-auto|--dangerously-bypass-approvals-and-sandbox)$/,
  gemini: /^(?:-p|--prompt|-y|--yolo|--approval-mode)(?:=|$)/,
};

const mentioned = /claude|codex|gemini/;
/** Programs that only speak of what stands behind them, or look for it. */
const speaks = /^(?:echo|printf|grep|rg|cat|which|type|git|gh|pip|npm|brew|apt|apt-get|curl)$/;
/** Whatever runs an agent for somebody has few words of its own. */
const mostWords = 40;

/** Where the agent stands in a command: what runs it for somebody may stand before it. */
function startOf(words: readonly string[]): number {
  const first = words.find((word) => !/^\w+=/.test(word)) ?? '';
  if (speaks.test(programName(first))) return -1;
  return words.slice(0, mostWords).findIndex((_, index) => agentIn(words, index) !== undefined);
}

/** The agents that a script starts, each with its arguments. */
export function agentCommands(script: string): readonly AgentCommand[] {
  if (!mentioned.test(script)) return [];
  return commandsOf(script).flatMap((words): AgentCommand[] => {
    const start = startOf(words);
    const agent = agentIn(words, start);
    return agent === undefined ? [] : [{ agent, words: words.slice(start + 1) }];
  });
}

/** The agent that a command starts so that it works by itself. */
function agentIn(words: readonly string[], start: number): AgentName | undefined {
  const word = words[start] ?? '';
  // A version may follow the package.
  const name = word.startsWith('@') ? word.replace(/(.)@[^@/]*$/, '$1') : programName(word);
  const agent = Object.hasOwn(programs, name) ? programs[name] : undefined;
  return agent !== undefined && words.slice(start + 1).some((each) => alone[agent].test(each))
    ? agent
    : undefined;
}

/**
 * A script without the options of its agents, which are settings of their own: what stays the same
 * while only they differ.
 */
export function withoutAgentOptions(script: string): string {
  return commandsOf(script)
    .map((words) => {
      const start = startOf(words);
      const agent = agentIn(words, start);
      if (agent === undefined) return words.join(' ');
      const texts = words.filter(
        (word, index) => /\s/.test(word) && !/^--(?!print|prompt)/.test(words[index - 1] ?? ''),
      );
      return [...words.slice(0, start + 1), ...texts].join(' ');
    })
    .join('; ');
}

const pieces =
  /\\\n|"(?:[^"\\]|\\[^])*"|'[^']*'|\\.|[^\S\n]+|[\n;&|()`<>]|[^\s"'\\;&|()`<>]+|["'\\]/g;
const longestScript = 40_000;

/** The commands of a script as words, without quotation marks. Redirections end them. */
function commandsOf(script: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const text = script.slice(0, longestScript).split('\n').map(bareLine).join('\n');
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === '\\\n' || /^[^\S\n]/.test(piece)) endWord();
    else if (/^[\n;&|()`<>]$/.test(piece)) endCommand();
    else word = (word ?? '') + piece.replace(/^(["'])([^]*)\1$/, '$2');
  }
  endCommand();
  return commands;
}

/** Without a comment; and what runs inside of quotation marks is a command like any other. */
function bareLine(line: string): string {
  const bare = line.trim();
  if (bare.startsWith('#')) return '';
  return bare.endsWith(')"') ? bare.slice(0, -1).replace('"$(', '$(') : line;
}
