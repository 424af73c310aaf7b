/**
 * When a hook runs, as far as it matters: by itself at a start; before an action that it can refuse;
 * where it can steer or hold up the agent; only when somebody asks for it; or after the fact.
 */
export type HookPhase = 'start' | 'guard' | 'steer' | 'manual' | 'after';

/**
 * The events of all clients by their names in lower case without `_` and `-`. Read in the clients'
 * documentation of October 2026 (reference landscape, section 6): Claude Code, VS Code and Copilot
 * CLI, Cursor, Windsurf, Codex, Gemini CLI, Kiro and Amazon Q. Events that are not here only run code.
 */
const phases: Readonly<Record<Exclude<HookPhase, 'after'>, string>> = {
  start: 'sessionstart setup agentspawn subagentstart folderopen worktreecreate setupworktree',
  guard:
    'pretooluse permissionrequest beforeshellexecution beforemcpexecution beforereadfile ' +
    'beforetabfileread beforetool prereadcode prewritecode preruncommand premcptooluse pretaskexec',
  steer:
    'userpromptsubmit userpromptsubmitted userpromptexpansion beforesubmitprompt preuserprompt ' +
    'promptsubmit beforeagent beforemodel beforetoolselection stop subagentstop agentstop ' +
    'precompact precompress elicitation configchange taskcreated taskcompleted teammateidle',
  manual: 'manual usertriggered',
};

const phaseOf: ReadonlyMap<string, HookPhase> = new Map(
  Object.entries(phases).flatMap(([phase, names]) =>
    names.split(' ').map((name) => [name, phase as HookPhase] as const),
  ),
);

/** The name by which the events of all clients are known: `pre_tool_use` is `pretooluse`. */
export function eventName(event: string): string {
  return event.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** @param event as the client spells it; one that is not known runs code and refuses nothing */
export function hookPhase(event: string): HookPhase {
  return phaseOf.get(eventName(event)) ?? 'after';
}
