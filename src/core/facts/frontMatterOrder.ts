import { t } from '@vscode/l10n';

/** How the values of one front matter key compare. Absent is what holds without the key. */
export type FrontMatterOrder =
  /** From strict to loose, by rank. `other`: what a value without rank means. */
  | {
      readonly kind: 'steps';
      readonly steps: Readonly<Record<string, number>>;
      readonly absent: number;
      readonly other: 'unknown' | 'neutral';
    }
  /** Files that the text applies to. */
  | { readonly kind: 'globs'; readonly absent: 'all' | 'none' }
  /** Tools or permission rules: a list, a line with commas, or `{ name: boolean }`. */
  | { readonly kind: 'tools'; readonly absent: 'all' | 'none'; readonly refuses: boolean }
  /** A number of turns or minutes; without it there is no end. */
  | { readonly kind: 'limit' }
  /** Its presence is power, and so is another value. */
  | { readonly kind: 'address' }
  /** `deny`, `ask` or `allow` by tool, maybe by pattern (OpenCode). */
  | { readonly kind: 'decisions' }
  /** Buttons that pass the work on; `send` presses them (VS Code). */
  | { readonly kind: 'handoffs' };

export interface FrontMatterKey {
  readonly order: FrontMatterOrder;
  /** What the key decides, in a few words that may stand in brackets. */
  readonly meaning: () => string;
  /** Power rather than reach: it speaks in a new file as well. */
  readonly power: boolean;
}

const off = { false: 0, true: 1 } as const;

function power(order: FrontMatterOrder, meaning: () => string): FrontMatterKey {
  return { order, meaning, power: true };
}

function reach(order: FrontMatterOrder, meaning: () => string): FrontMatterKey {
  return { order, meaning, power: false };
}

function steps(
  ranks: Readonly<Record<string, number>>,
  absent: number,
  other: 'unknown' | 'neutral' = 'unknown',
): FrontMatterOrder {
  return { kind: 'steps', steps: ranks, absent, other };
}

const files = (): string => t('which files it applies to');
const byItself = (): string => t('whether the model may start it by itself');
const turns = (): string => t('how long it may go on');

/**
 * Keys that decide what an agent, skill, command or rule may do (power) or when its text is read
 * (reach), by their names in lower case without `-` and `_`. As documented in October 2026 (reference
 * landscape, section 7): Copilot, Claude Code, Cursor, Windsurf, Gemini CLI, OpenCode, Kiro, Continue.
 */
const keys: Readonly<Record<string, FrontMatterKey>> = {
  // Without it: not applied by itself (Copilot), attached on demand (Cursor).
  applyto: reach({ kind: 'globs', absent: 'none' }, files),
  globs: reach({ kind: 'globs', absent: 'none' }, files),
  filematchpattern: reach({ kind: 'globs', absent: 'none' }, files),
  // Without it: always on (Claude Code and Cline rules).
  paths: reach({ kind: 'globs', absent: 'all' }, files),
  alwaysapply: reach(steps(off, 0), () => t('whether it is always read')),
  trigger: reach(steps({ manual: 0, model_decision: 1, glob: 1, always_on: 2 }, 0), () =>
    t('when it is read'),
  ),
  inclusion: reach(steps({ manual: 0, auto: 1, fileMatch: 1, always: 2 }, 2), () =>
    t('when it is read'),
  ),
  tools: power({ kind: 'tools', absent: 'all', refuses: false }, () =>
    t('which tools it may use; without the key, all'),
  ),
  allowedtools: power({ kind: 'tools', absent: 'none', refuses: false }, () =>
    t('which tools run without a question'),
  ),
  disallowedtools: power({ kind: 'tools', absent: 'none', refuses: true }, () =>
    t('which tools it must not use'),
  ),
  // `dontAsk` refuses what is not allowed (Claude Code).
  permissionmode: power(
    steps(
      { plan: 0, dontAsk: 1, default: 2, manual: 2, acceptEdits: 3, auto: 4, bypassPermissions: 5 },
      2,
    ),
    () => t('what it does without asking'),
  ),
  permission: power({ kind: 'decisions' }, () => t('what is refused, asked or allowed')),
  // Prompt files of Copilot; other clients call something else a mode.
  mode: power(steps({ ask: 0, edit: 1, agent: 2 }, 2, 'neutral'), () =>
    t('how much it does itself'),
  ),
  agent: power(steps({ ask: 0, plan: 0, edit: 1, agent: 2 }, 2), () => t('which agent runs it')),
  target: power(steps({ vscode: 0, 'github-copilot': 1 }, 1, 'neutral'), () =>
    t('where it runs; in the cloud nobody is asked'),
  ),
  // Names of servers that are set up elsewhere; servers written out here are read as such.
  mcpservers: power({ kind: 'tools', absent: 'none', refuses: false }, () =>
    t('which MCP servers it starts with'),
  ),
  handoffs: power({ kind: 'handoffs' }, () => t('to whom it passes work on')),
  agents: power({ kind: 'tools', absent: 'all', refuses: false }, () =>
    t('which agents it may call; without the key, all'),
  ),
  subagents: power({ kind: 'tools', absent: 'all', refuses: false }, () =>
    t('which agents it may call; without the key, all'),
  ),
  skills: power({ kind: 'tools', absent: 'none', refuses: false }, () => t('which skills it has')),
  readonly: power(steps({ true: 0, false: 1 }, 1), () => t('whether it may only read')),
  isolation: power(steps({ worktree: 0 }, 1), () => t('whether it works on a copy')),
  background: power(steps(off, 0), () => t('whether it runs unattended')),
  memory: power(steps({ local: 1, project: 1, user: 1 }, 0), () =>
    t('whether it keeps notes between sessions'),
  ),
  disablemodelinvocation: reach(steps({ true: 0, false: 1 }, 1), byItself),
  allowimplicitinvocation: reach(steps(off, 1), byItself),
  infer: reach(steps(off, 1), byItself),
  kind: power(steps({ local: 0, remote: 1 }, 0, 'neutral'), () => t('where its prompts go')),
  agentcardurl: power({ kind: 'address' }, () => t('where its prompts go')),
  // Windsurf workflows: 3 runs every step without a question.
  autoexecutionmode: power(steps({ 0: 0, 1: 1, 2: 2, 3: 3 }, 0), () =>
    t('which steps run without a question'),
  ),
  maxturns: power({ kind: 'limit' }, turns),
  timeoutmins: power({ kind: 'limit' }, turns),
  maxsteps: power({ kind: 'limit' }, turns),
};

/** Names that speak of power, whatever they mean exactly. */
const suspicious = /danger|bypass|auto-?_?(?:approve|accept|run|execute)|yolo|skip-?_?perm|trust/i;

/**
 * @param key as written
 * @returns what the key decides; `unknown` for one that is not known and sounds like power; undefined
 * for one that decides nothing
 */
export function frontMatterKey(key: string): FrontMatterKey | 'unknown' | undefined {
  const name = key.toLowerCase().replace(/[-_]/g, '');
  if (Object.hasOwn(keys, name)) return keys[name];
  return suspicious.test(key) ? 'unknown' : undefined;
}
