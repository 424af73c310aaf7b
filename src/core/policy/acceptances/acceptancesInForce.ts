import { t } from '@vscode/l10n';
import { shownLine } from '../../facts/shownText';
import { firstProblem } from '../firstProblem';
import type { PolicySource } from '../resolvePolicy';
import { acceptancesFile } from './acceptance';
import { acceptanceKey, parseAcceptances, type PlacedAcceptance } from './parseAcceptances';

/** An acceptance and the file that it stands in. */
export interface FiledAcceptance extends PlacedAcceptance {
  /** As seen from where the paths of analyses start. */
  readonly file: string;
}

/** The acceptances of one state of a repository. */
export interface AcceptanceList {
  /** @param path as analyses have it */
  readonly find: (rule: string, path: string, fingerprint: string) => FiledAcceptance | undefined;
}

/** What is accepted where findings are judged. */
export interface AcceptancesInForce {
  readonly now: AcceptanceList;
  /** At the base; undefined where nothing is compared, so that what stands there holds. */
  readonly before?: AcceptanceList | undefined;
  /** Files that cannot be read, so that nothing in them holds; in words, with place and remedy. */
  readonly notes: readonly string[];
}

/** The folder that a file of acceptances is for; `''` is the root. Undefined: it is none. */
export function acceptancesFolder(path: string): string | undefined {
  if (path === acceptancesFile) return '';
  return path.endsWith(`/${acceptancesFile}`)
    ? path.slice(0, -acceptancesFile.length - 1)
    : undefined;
}

/**
 * @param now acceptance files as they stand, by their path from the root of the repository; others are
 * left out
 * @param before as the base has them; undefined where nothing is compared
 * @param prefix the folder that paths of analyses start from, `/` at its end; empty for the root
 */
export function acceptancesInForce(
  now: readonly PolicySource[],
  before?: readonly PolicySource[],
  prefix = '',
): AcceptancesInForce {
  const notes: string[] = [];
  return {
    now: listOf(now, prefix, notes),
    ...(before === undefined ? {} : { before: listOf(before, prefix, []) }),
    notes,
  };
}

function listOf(sources: readonly PolicySource[], prefix: string, notes: string[]): AcceptanceList {
  const byKey = new Map<string, FiledAcceptance>();
  // The nearest file comes last and decides.
  const ordered = [...sources].sort((left, right) => left.path.length - right.path.length);
  for (const source of ordered) {
    const folder = acceptancesFolder(source.path);
    if (folder === undefined) continue;
    const { acceptances, problem } = readSource(source);
    const file = seenFrom(prefix, source.path);
    if (problem !== undefined) {
      notes.push(
        t('{0} cannot be read, so nothing in it is accepted. {1}', shownLine(file), problem),
      );
    }
    for (const acceptance of acceptances ?? []) {
      const path = folder === '' ? acceptance.path : `${folder}/${acceptance.path}`;
      const key = acceptanceKey(acceptance.rule, path, acceptance.fingerprint);
      byKey.set(key, { ...acceptance, file });
    }
  }
  return {
    find: (rule, path, fingerprint) => byKey.get(acceptanceKey(rule, prefix + path, fingerprint)),
  };
}

/** A path from the root as it is written in a folder: `../.mcp-change/acceptances.yaml` in `web/`. */
function seenFrom(prefix: string, path: string): string {
  let folder = prefix;
  let up = '';
  while (!path.startsWith(folder)) {
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
    up += '../';
  }
  return up + path.slice(folder.length);
}

function readSource({ text }: PolicySource): {
  readonly acceptances?: readonly PlacedAcceptance[] | undefined;
  readonly problem?: string;
} {
  if (text === undefined) {
    return { problem: t('Make it a readable text file of at most 100 kB.') };
  }
  const { acceptances, problems } = parseAcceptances(text);
  const problem = firstProblem(text, problems);
  return problem === undefined ? { acceptances } : { problem };
}
