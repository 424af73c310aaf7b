import { packageCaches } from './packageCaches';

/**
 * The VS Code commands a runbook step may name: they open a list, reset what a client remembers or begin
 * anew, and need no arguments. That each exists is tested in the oldest and the newest VS Code.
 */
export const editorCommands: ReadonlySet<string> = new Set([
  'workbench.mcp.listServer',
  'workbench.mcp.resetTrust',
  'workbench.mcp.resetCachedTools',
  'workbench.action.chat.resetTrustedTools',
  'workbench.action.chat.newChat',
  'workbench.action.reloadWindow',
]);

const word = '[A-Za-z0-9][A-Za-z0-9_./:@-]*';

/**
 * Text that means nothing but itself to every shell (sh, bash, zsh, fish, PowerShell, cmd), unquoted:
 * no quotes, spaces, variables, globs, and no leading dash that a program would take for an option. A
 * name with anything else is never put into a command; quoting would have to be right for a shell that
 * nobody knows here.
 */
export function isPlainWord(text: string): boolean {
  return text.length <= 250 && new RegExp(`^${word}$`).test(text);
}

/** Commands without a word from the workspace. */
const fixed: ReadonlySet<string> = new Set([
  'claude mcp reset-project-choices',
  'rm -rf ~/.mcp-auth',
  'Remove-Item -Recurse -Force ~/.mcp-auth',
  'npm ci',
  'pnpm install --frozen-lockfile',
  'yarn install --immutable',
  'uv sync --locked',
  'poetry install --sync',
  'cargo build --locked',
  'go mod verify',
  ...packageCaches.flatMap(({ removesAll, windowsRemovesAll }) =>
    [removesAll, windowsRemovesAll].filter((command) => command !== undefined),
  ),
]);

const containerPrograms = ['docker', 'podman', 'nerdctl'];

/** Commands with one plain word behind them. */
const followedByWord: readonly string[] = [
  ...containerPrograms.map((program) => `${program} ps --filter ancestor=`),
  'codex mcp logout ',
  'opencode mcp logout ',
  'docker mcp oauth revoke ',
  ...packageCaches.flatMap(({ removesOne }) =>
    removesOne === undefined ? [] : [`${removesOne} `],
  ),
];

/** How containers of an image are found. */
export function containerSearch(program: string, image: string): string | undefined {
  return containerPrograms.includes(program) && isPlainWord(image)
    ? `${program} ps --filter ancestor=${image}`
    : undefined;
}

/** How a process of a server is found; the name of its package or image stands in it. */
export function processSearch(
  name: string,
): { command: string; windowsCommand: string } | undefined {
  if (!/^[A-Za-z0-9][\w.-]{2,100}$/.test(name)) return undefined;
  return {
    command: `ps -ax -o pid,command | grep -F ${name}`,
    windowsCommand: `Get-CimInstance Win32_Process | Where-Object CommandLine -like '*${name}*' | Select-Object ProcessId, CommandLine`,
  };
}

/** A runbook makes such commands itself; anything else in a stored one was written by somebody. */
export function isKnownShellCommand(command: string): boolean {
  if (fixed.has(command)) return true;
  if (
    followedByWord.some(
      (prefix) => command.startsWith(prefix) && isPlainWord(command.slice(prefix.length)),
    )
  ) {
    return true;
  }
  const name = /^ps -ax -o pid,command \| grep -F (\S+)$|-like '\*([^*']+)\*' \|/.exec(command);
  const search = processSearch(name?.[1] ?? name?.[2] ?? '');
  return command === search?.command || command === search?.windowsCommand;
}
