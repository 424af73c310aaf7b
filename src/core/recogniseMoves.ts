import { t } from '@vscode/l10n';
import type { FileAnalysis } from './analyze';
import type { Change } from './compare/change';
import { compareServer } from './compare/compareServer';
import { emptyFacts } from './facts/emptyFacts';
import type { ServerFact } from './facts/fact';
import { assess } from './risk/assess';
import { judgeFile } from './risk/judgeFile';
import { ruleContextOf } from './ruleContextOf';
import type { RuleContext } from './rules/rule';
import { baselineIdentities } from './rules/runRules';
import { sharedReaders } from './surfaces/sharedReaders';

/** A server that left one file and came to another as it was. */
interface Move {
  readonly from: FileAnalysis;
  readonly to: FileAnalysis;
  readonly removed: Change;
  readonly added: Change;
  readonly server: ServerFact;
}

/**
 * Several files, one meaning: a server that one file of the change set loses and another gains, with
 * the same launch, rights and credentials, has moved. Neither file then loosens or tightens by it, and
 * what rules say about the server's state was there before.
 *
 * A server that came along with anything looser is no move: it stays removed there and new here.
 *
 * @param files of one change set, in any order
 * @returns the same files in the same order; those without a part in a move are the same objects
 */
export function recogniseMoves(files: readonly FileAnalysis[]): readonly FileAnalysis[] {
  const moves = findMoves(files);
  return moves.length === 0 ? files : files.map((file) => withMoves(file, moves));
}

function findMoves(files: readonly FileAnalysis[]): readonly Move[] {
  const removals = new Map<string, { readonly file: FileAnalysis; readonly change: Change }>();
  for (const file of files) {
    for (const change of file.changes) {
      if (change.detail.kind !== 'server-removed') continue;
      removals.set(change.detail.server.name, { file, change });
    }
  }
  if (removals.size === 0) return [];
  const moves: Move[] = [];
  for (const file of files) {
    for (const change of file.changes) {
      if (change.detail.kind !== 'server-added') continue;
      const { server } = change.detail;
      const removal = removals.get(server.name);
      if (removal === undefined || removal.file === file) continue;
      const { detail } = removal.change;
      if (detail.kind !== 'server-removed' || !isSame(detail.server, server)) continue;
      removals.delete(server.name);
      moves.push({ from: removal.file, to: file, removed: removal.change, added: change, server });
    }
  }
  return moves;
}

/** Clients write some things differently; what they mean has to be the same or tighter. */
function isSame(before: ServerFact, now: ServerFact): boolean {
  return compareServer(before, now).every(
    (change) =>
      change.direction === 'tightens' || (change.direction === 'neutral' && isSpelling(change)),
  );
}

/** Each client has keys and a way of referring to secrets of its own. */
function isSpelling({ facet, detail }: Change): boolean {
  if (facet === 'server.other') return true;
  return (
    (detail.kind === 'server-environment' || detail.kind === 'server-credential') &&
    detail.value?.kind === 'reference' &&
    detail.baselineValue?.kind === 'reference'
  );
}

function withMoves(file: FileAnalysis, moves: readonly Move[]): FileAnalysis {
  const arrived = moves.filter(({ to }) => to === file);
  const left = moves.filter(({ from }) => from === file);
  if (arrived.length === 0 && left.length === 0) return file;
  const replaced = new Map<Change, Change>([
    ...arrived.map((move): [Change, Change] => [move.added, arrival(move)]),
    ...left.map((move): [Change, Change] => [move.removed, departure(move)]),
  ]);
  const changes = file.changes.map((change) => replaced.get(change) ?? change);
  const context = { ...ruleContextOf(file), changes };
  const findings = judgeFile({
    ...context,
    inheritedIdentities: new Set([
      ...file.inheritedIdentities,
      ...arrived.flatMap((move) => [...cameAlong(context, move)]),
    ]),
  });
  return { ...file, changes, findings, assessment: assess(changes, findings) };
}

function arrival({ added, from, to, server }: Move): Change {
  return {
    ...added,
    direction: 'neutral',
    words: arrivalWords(server.name, from, to),
    detail: { kind: 'server-moved', server, elsewhere: from.path },
  };
}

function arrivalWords(name: string, from: FileAnalysis, to: FileAnalysis): string {
  const before = readersOf(from);
  const more = readersOf(to).filter((client) => !before.includes(client));
  return more.length === 0
    ? t('The server “{0}” moved here from {1}, as it was.', name, from.path)
    : t(
        'The server “{0}” moved here from {1}, as it was. These can use it now: {2}.',
        name,
        from.path,
        more.join(', '),
      );
}

function readersOf({ surface }: FileAnalysis): readonly string[] {
  return [surface.client, ...sharedReaders(surface.id).map(({ client }) => client)];
}

function departure({ removed, to, server }: Move): Change {
  return {
    ...removed,
    direction: 'neutral',
    words: t('The server “{0}” moved to {1}, as it was.', server.name, to.path),
    detail: { kind: 'server-moved', server, elsewhere: to.path },
  };
}

/** What rules say about the server stood in the other file before. */
function cameAlong(context: RuleContext, { from, removed }: Move): ReadonlySet<string> {
  const { detail } = removed;
  if (detail.kind !== 'server-removed') return new Set();
  const { entryRange } = detail.server;
  const credentials = from.baselineFacts.credentials.filter(
    ({ range }) => range.start >= entryRange.start && range.end <= entryRange.end,
  );
  return baselineIdentities({
    ...context,
    baselineText: from.baselineText,
    baselineFacts: { ...emptyFacts, servers: [detail.server], credentials },
  });
}
