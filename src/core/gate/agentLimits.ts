import { t } from '@vscode/l10n';
import type { Client } from '../surfaces/surface';

/**
 * The addresses with which agents name themselves in the trailers of commits they write, as their
 * makers' documentation and public commits have them (November 2026).
 */
const agentAddresses: ReadonlyMap<string, Client> = new Map<string, Client>([
  ['noreply@anthropic.com', 'Claude Code'],
  ['cursoragent@cursor.com', 'Cursor'],
  ['copilot@github.com', 'GitHub Copilot'],
  ['198982749+copilot@users.noreply.github.com', 'GitHub Copilot'],
  ['noreply@openai.com', 'OpenAI Codex'],
  ['aider@aider.chat', 'Aider'],
]);

/** Trailers are short; what is longer is no message that somebody wrote. */
const longestMessage = 20_000;

/**
 * The agents that the trailers of a commit name. A trailer is a claim: who leaves it out is not seen.
 *
 * @param message of the commit, as git has it
 */
export function agentsInCommit(message: string): readonly Client[] {
  const names = message
    .slice(-longestMessage)
    .split('\n')
    .filter((line) => /^co-authored-by:/i.test(line))
    .map((line) => agentAddresses.get(/<([^<>]*)>/.exec(line)?.[1]?.trim().toLowerCase() ?? ''));
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** What governs an agent of the editor itself: its own settings, and texts that any agent reads. */
const ofEditor: ReadonlySet<Client> = new Set<Client>(['VS Code', 'GitHub Copilot', 'AGENTS.md']);

/** Read by every agent, whoever made it. */
const ofEveryAgent: ReadonlySet<Client> = new Set<Client>(['AGENTS.md', 'MCP Change Control']);

/** Says which agent the file governs, and who is known to have written the edit. */
export interface KnownWriter {
  readonly client: Client;
  /** Named in the commit that brought the edit. */
  readonly agents: readonly Client[];
  /** A tool made the edit in the window of the editor. */
  readonly inEditor: boolean;
}

/**
 * An agent changed what governs that agent, in words; undefined where that cannot be known. Of a
 * program that wrote a file nobody knows whether it was an agent.
 */
export function ownLimits({ client, agents, inEditor }: KnownWriter): string | undefined {
  const own = agents.find((agent) => governs(client, agent));
  if (own !== undefined) {
    return t(
      '{0} wrote it, by its commit, and the file governs {0}: it changed its own limits.',
      own,
    );
  }
  return inEditor && ofEditor.has(client)
    ? t('The file governs the agents of this window: one of them may have changed its own limits.')
    : undefined;
}

function governs(client: Client, agent: Client): boolean {
  if (client === agent || ofEveryAgent.has(client)) return true;
  return agent === 'GitHub Copilot' && ofEditor.has(client);
}
