import { agentsInCommit, ownLimits } from '../core/gate/agentLimits';
import { findSurface } from '../core/surfaces/findSurface';
import { findUserSurface } from '../core/surfaces/userSurfaces';
import type { Baselines } from './baselines';
import type { OutsideEdit } from './outsideEdits';

/** A pull may bring hundreds of files; git is asked about the first few. */
const mostAsked = 5;

/** The file is as the commit has it that is checked out: git brought the edit, or it was committed since. */
export async function isCommitted(
  { uri, text }: Pick<OutsideEdit, 'uri' | 'text'>,
  baselines: Baselines,
): Promise<boolean> {
  const commit = await newestCommit(uri, baselines);
  return commit !== undefined && (await baselines.textAtCommit(uri, commit.hash)) === text;
}

/** The first edit of which it is known that an agent changed what governs it, in words. */
export async function agentBehind(
  edits: readonly OutsideEdit[],
  baselines: Baselines,
): Promise<string | undefined> {
  for (const edit of edits.slice(0, mostAsked)) {
    const surface = findSurface(edit.path) ?? findUserSurface(edit.path);
    if (surface === undefined) continue;
    const commit = edit.byTool ? undefined : await newestCommit(edit.uri, baselines);
    const brought =
      commit !== undefined && (await baselines.textAtCommit(edit.uri, commit.hash)) === edit.text;
    const sentence = ownLimits({
      client: surface.client,
      agents: brought ? agentsInCommit(commit.message) : [],
      inEditor: edit.byTool,
    });
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}

async function newestCommit(
  uri: OutsideEdit['uri'],
  baselines: Baselines,
): Promise<{ readonly hash: string; readonly message: string } | undefined> {
  const repository = await baselines.repositoryOf(uri);
  // Newest of those that touch the file; of a branch without commits git answers with an error.
  const commits = await repository?.log({ path: uri.fsPath, maxEntries: 1 }).catch(() => []);
  return commits?.[0];
}
