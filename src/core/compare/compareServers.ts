import { t } from '@vscode/l10n';
import type { FileFacts, InputFact, ServerFact } from '../facts/fact';
import { maskArguments } from '../facts/maskArguments';
import { maskSecrets } from '../facts/maskSecrets';
import type { TextRange } from '../parse/tree';
import type { Change } from './change';
import { compareServer } from './compareServer';
import { pairServers } from './pairServers';

/**
 * Changes of the server map between two sides: servers added, removed, renamed, and every altered
 * part of the ones that stay. Key order, layout and comments are no changes.
 *
 * @param anchor where to show something that left no neighbour: the key of the server map, or the
 * start of the file
 */
export function compareServers(
  baseline: FileFacts,
  current: FileFacts,
  anchor: TextRange,
): Change[] {
  const { pairs, added, removed } = pairServers(baseline.servers, current.servers);
  const changes: Change[] = [];
  for (const server of added) {
    changes.push({
      facet: 'server',
      op: 'add',
      subject: server.subject,
      pointer: server.pointer,
      direction: server.enabled ? 'loosens' : 'neutral',
      words: server.enabled
        ? t('The server “{0}” is new: {1}.', server.name, describeServer(server))
        : t('The server “{0}” is new and switched off: {1}.', server.name, describeServer(server)),
      after: describeServer(server),
      range: server.nameRange,
      detail: { kind: 'server-added', server },
    });
  }
  const neighbours = neighboursOf(removed, baseline.servers, current.servers);
  for (const server of removed) {
    changes.push({
      facet: 'server',
      op: 'remove',
      subject: server.subject,
      pointer: server.pointer,
      direction: isGuard(server) ? 'mixed' : 'tightens',
      words: t('The server “{0}” is gone: {1}.', server.name, describeServer(server)),
      before: describeServer(server),
      range: neighbours.get(server) ?? anchor,
      baselineRange: server.nameRange,
      detail: { kind: 'server-removed', server },
    });
  }
  for (const pair of pairs) changes.push(...compareServer(pair.baseline, pair.current));
  changes.push(...compareInputs(baseline.inputs, current.inputs, anchor));
  return changes;
}

/** By its name or package it stands between agents and something else. */
function isGuard(server: ServerFact): boolean {
  const names = `${server.name} ${server.launch?.package?.name ?? ''}`;
  return /(?:^|[^a-z])(?:guard(?:s|rails?)?|firewall|audit(?:or)?|polic(?:y|ies)|gateway|dlp)(?![a-z])/i.test(
    names,
  );
}

/** One line a person understands: what runs, or where it connects. Secrets masked. */
export function describeServer(server: ServerFact): string {
  if (server.endpoint !== undefined) return maskSecrets(server.endpoint.url);
  return maskArguments(server.launch?.argv ?? []).join(' ') || t('nothing to start');
}

/** For each removed server the name of the nearest one that stood beside it and is still there. */
function neighboursOf(
  removed: readonly ServerFact[],
  baseline: readonly ServerFact[],
  current: readonly ServerFact[],
): ReadonlyMap<ServerFact, TextRange> {
  const neighbours = new Map<ServerFact, TextRange>();
  if (removed.length === 0) return neighbours;
  const stillThere = new Map(current.map((server) => [server.name, server.nameRange]));
  const distances = new Map<ServerFact, number>();
  const walk = (servers: readonly ServerFact[]): void => {
    let nearest: { readonly range: TextRange; readonly at: number } | undefined;
    servers.forEach((server, at) => {
      const own = stillThere.get(server.name);
      if (nearest !== undefined && at - nearest.at < (distances.get(server) ?? Infinity)) {
        distances.set(server, at - nearest.at);
        neighbours.set(server, nearest.range);
      }
      if (own !== undefined) nearest = { range: own, at };
    });
  };
  walk(baseline);
  walk([...baseline].reverse());
  return neighbours;
}

/** Extensions bring commands of any power, and nobody is asked before one is run. */
function commandOf(input: InputFact, command: string): Change {
  return {
    facet: 'execution',
    op: 'add',
    subject: input.subject,
    pointer: input.pointer,
    direction: 'loosens',
    words: t(
      'VS Code now runs its command {0} by itself to fill in “{1}” when a server starts.',
      maskSecrets(command),
      input.id,
    ),
    after: maskSecrets(command),
    range: input.range,
    detail: { kind: 'input', input },
  };
}

function compareInputs(
  baseline: readonly InputFact[],
  current: readonly InputFact[],
  anchor: TextRange,
): Change[] {
  const before = new Map(baseline.map((input) => [input.id, input]));
  const changes: Change[] = [];
  for (const input of current) {
    const old = before.get(input.id);
    before.delete(input.id);
    if (old === undefined && input.command !== undefined) {
      changes.push(commandOf(input, input.command));
    } else if (old === undefined) {
      changes.push({
        facet: 'input',
        op: 'add',
        subject: input.subject,
        pointer: input.pointer,
        direction: 'neutral',
        words: t('VS Code now asks for “{0}”.', input.id),
        range: input.range,
        detail: { kind: 'input', input },
      });
    } else if (input.command !== undefined && old.command !== input.command) {
      changes.push({ ...commandOf(input, input.command), op: 'replace', baselineRange: old.range });
    } else if (old.password !== input.password || old.hasDefault !== input.hasDefault) {
      const worse = (old.password && !input.password) || (!old.hasDefault && input.hasDefault);
      changes.push({
        facet: 'input',
        op: 'replace',
        subject: input.subject,
        pointer: input.pointer,
        direction: worse ? 'loosens' : 'tightens',
        words: worse
          ? t(
              'The input “{0}” is hidden less well than before: what is typed can be seen or has a default.',
              input.id,
            )
          : t('The input “{0}” is hidden better than before.', input.id),
        range: input.range,
        baselineRange: old.range,
        detail: { kind: 'input', input, baseline: old },
      });
    }
  }
  for (const old of before.values()) {
    changes.push({
      facet: 'input',
      op: 'remove',
      subject: old.subject,
      pointer: old.pointer,
      direction: 'neutral',
      words: t('VS Code no longer asks for “{0}”.', old.id),
      range: anchor,
      baselineRange: old.range,
      detail: { kind: 'input', baseline: old },
    });
  }
  return changes;
}
