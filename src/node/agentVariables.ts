import type { CommandEnvironment } from './commandLine';
import { UsageError } from './usageError';

/**
 * Variables by which coding agents tell what they run (their documentation and tools that look for
 * them, November 2026). An agent that means to approve can unset them; one that was told to try cannot
 * say it did not know.
 */
const agentVariables = [
  'AI_AGENT',
  'CLAUDECODE',
  'CLINE_ACTIVE',
  'CODEX_SANDBOX',
  'CODEX_THREAD_ID',
  'CURSOR_AGENT',
  'GEMINI_CLI',
];

/**
 * Some things only people decide.
 *
 * @param verb what that is, e.g. `approve`
 * @throws UsageError when an agent says that it runs this
 */
export function refuseAgents({ variables = {} }: CommandEnvironment, verb: string): void {
  const found = agentVariables.find((name) => (variables[name] ?? '') !== '');
  if (found !== undefined) {
    throw new UsageError(
      `Agents do not ${verb}, and ${found} says that one runs this. Do it in a terminal of your own.`,
    );
  }
}
