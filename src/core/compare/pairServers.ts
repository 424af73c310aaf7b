import type { ServerFact } from '../facts/fact';

export interface ServerPairs {
  /** Same server on both sides, under the same name or a new one. */
  readonly pairs: readonly { readonly baseline: ServerFact; readonly current: ServerFact }[];
  readonly added: readonly ServerFact[];
  readonly removed: readonly ServerFact[];
}

/**
 * Which server is which (ALG-PAIR): first by name, then what is left by what it runs, so that a
 * rename is a rename and the same name with another program is a change of that server, never
 * "removed and added".
 */
export function pairServers(
  baseline: readonly ServerFact[],
  current: readonly ServerFact[],
): ServerPairs {
  const pairs: { baseline: ServerFact; current: ServerFact }[] = [];
  const byName = new Map(baseline.map((server) => [server.name, server]));
  const unpaired: ServerFact[] = [];
  for (const server of current) {
    const same = byName.get(server.name);
    if (same === undefined) unpaired.push(server);
    else pairs.push({ baseline: same, current: server });
    byName.delete(server.name);
  }
  const bySignature = new Map([...byName.values()].map((server) => [signatureOf(server), server]));
  const added: ServerFact[] = [];
  for (const server of unpaired) {
    const signature = signatureOf(server);
    const same = bySignature.get(signature);
    if (same === undefined) {
      added.push(server);
      continue;
    }
    pairs.push({ baseline: same, current: server });
    bySignature.delete(signature);
    byName.delete(same.name);
  }
  return { pairs, added, removed: [...byName.values()] };
}

/** What a server runs, without version: transport, package or script or host. */
export function signatureOf(server: ServerFact): string {
  if (server.endpoint !== undefined) {
    return `remote ${server.endpoint.host ?? server.endpoint.url}`;
  }
  const launch = server.launch;
  if (launch?.package !== undefined)
    return `package ${launch.package.ecosystem} ${launch.package.name}`;
  return `command ${JSON.stringify(launch?.argv ?? [])}`;
}
