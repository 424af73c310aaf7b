import { t } from '@vscode/l10n';
import { shownLine } from '../../facts/shownText';
import { positionAt } from '../../parse/position';
import type { PolicySource } from '../resolvePolicy';
import { acceptancesFile } from './acceptance';
import { acceptanceKey, parseAcceptances, type PlacedAcceptance } from './parseAcceptances';

/** An acceptance and the file that it stands in. */
export interface FiledAcceptance extends PlacedAcceptance {
  readonly file: string;
}

/** The acceptances of one state of a repository. */
export interface AcceptanceList {
  /** @param path from the root, as analyses have it */
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
 * @param now acceptance files as they stand; others are left out
 * @param before as the base has them; undefined where nothing is compared
 */
export function acceptancesInForce(
  now: readonly PolicySource[],
  before?: readonly PolicySource[],
): AcceptancesInForce {
  const notes: string[] = [];
  return {
    now: listOf(now, notes),
    ...(before === undefined ? {} : { before: listOf(before, []) }),
    notes,
  };
}

function listOf(sources: readonly PolicySource[], notes: string[]): AcceptanceList {
  const byKey = new Map<string, FiledAcceptance>();
  // The nearest file comes last and decides.
  const ordered = [...sources].sort((left, right) => left.path.length - right.path.length);
  for (const source of ordered) {
    const folder = acceptancesFolder(source.path);
    if (folder === undefined) continue;
    const { acceptances, problem } = readSource(source);
    if (problem !== undefined) {
      notes.push(
        t('{0} cannot be read, so nothing in it is accepted. {1}', shownLine(source.path), problem),
      );
    }
    for (const acceptance of acceptances ?? []) {
      const path = folder === '' ? acceptance.path : `${folder}/${acceptance.path}`;
      const key = acceptanceKey(acceptance.rule, path, acceptance.fingerprint);
      byKey.set(key, { ...acceptance, file: source.path });
    }
  }
  return {
    find: (rule, path, fingerprint) => byKey.get(acceptanceKey(rule, path, fingerprint)),
  };
}

function readSource({ text }: PolicySource): {
  readonly acceptances?: readonly PlacedAcceptance[] | undefined;
  readonly problem?: string;
} {
  if (text === undefined) {
    return { problem: t('Make it a readable text file of at most 100 kB.') };
  }
  const { acceptances, problems } = parseAcceptances(text);
  const [first] = problems;
  if (first === undefined) return { acceptances };
  const { line, character } = positionAt(text, first.range.start);
  return {
    problem: t('Line {0}, column {1}: {2}', line + 1, character + 1, shownLine(first.message)),
  };
}
