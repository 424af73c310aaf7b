/**
 * The VS Code commands a runbook step may name: they open a list or reset what a client remembers,
 * and need no arguments.
 */
export const editorCommands: ReadonlySet<string> = new Set([
  'workbench.mcp.listServer',
  'workbench.mcp.resetTrust',
  'workbench.mcp.resetCachedTools',
  'workbench.action.chat.resetTrustedTools',
  'workbench.action.chat.newChat',
]);

/** The shell commands that steps are made with, each with nothing but a name or a key behind it. */
const shellCommands =
  /^(?:npm cache npx rm [0-9a-f]{16}|uv cache clean [A-Za-z0-9][\w.-]*|docker image rm [A-Za-z0-9][\w./:@-]*|docker ps --filter ancestor=[A-Za-z0-9][\w./:@-]*|claude mcp reset-project-choices)$/;

/** A runbook makes such commands itself; anything else in a stored one was written by somebody. */
export function isKnownShellCommand(command: string): boolean {
  return shellCommands.test(command);
}
