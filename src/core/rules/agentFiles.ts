import { agentFolder } from '../surfaces/agentFolder';
import { sharedReaders } from '../surfaces/sharedReaders';
import type { RuleContext } from './rule';

/**
 * The agents that a file speaks to: a client, started in a folder. Files with one in common act
 * together.
 */
export function agentsOf({ surface, path }: RuleContext): readonly string[] {
  const folder = path.startsWith('~/') ? '' : agentFolder(path);
  const readers = sharedReaders(surface.id).filter(({ part }) => part === 'everything');
  return [surface.client, ...readers.map(({ client }) => client)].map(
    (client) => `${client}\n${folder}`,
  );
}

/** Whether one agent reads both. */
export function shareAnAgent(left: RuleContext, right: RuleContext): boolean {
  const agents = agentsOf(left);
  return agentsOf(right).some((agent) => agents.includes(agent));
}
