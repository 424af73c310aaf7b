import { existsSync, mkdirSync, readFileSync, rmSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shownLine } from '../core/facts/shownText';
import { assertInside } from './assertInside';
import { readGovernedFile } from './governedFiles';
import { textOf } from './analyzeReading';
import type { GitRepository } from './gitRepository';
import { UsageError } from './usageError';
import { removePart, writeAtomically } from './writeAtomically';

/** One file that is written, as it was and as it becomes; null: it does not exist. */
export interface JournalEntry {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a rollback is about to write, so that one that is cut off can go on or go back. */
export interface RollbackJournal {
  readonly version: 1;
  readonly id: string;
  /** In the order they are written, the record last. */
  readonly files: readonly JournalEntry[];
}

/**
 * Writes all files of a rollback, or after a crash tells how to go on. The journal lies in git's own
 * folder and not beside the records: it holds texts, perhaps with secrets, and must never be committed.
 */
export function writeAll(repository: GitRepository, journal: RollbackJournal): void {
  const place = journalPlace(repository);
  mkdirSync(dirname(place), { recursive: true });
  writeAtomically(place, JSON.stringify(journal));
  finish(repository, journal, 'after');
}

/** The rollback that was cut off; undefined when there is none. */
export function unfinishedRollback(repository: GitRepository): RollbackJournal | undefined {
  const place = journalPlace(repository);
  if (!existsSync(place)) return undefined;
  try {
    return JSON.parse(readFileSync(place, 'utf8')) as RollbackJournal;
  } catch {
    throw new UsageError(`${place} cannot be read. Look at it, then delete it.`);
  }
}

/** That a rollback was cut off, and both ways out of it. */
export function cutOffWords({ id }: Pick<RollbackJournal, 'id'>): string {
  return `A rollback of ${shownLine(id)} was cut off. “mcp-change rollback --continue” writes what is left, “mcp-change rollback --abort” puts back what was written.`;
}

/**
 * Brings every file of a journal to one of its two states, then drops the journal.
 *
 * @param side `after` goes on, `before` goes back
 * @throws UsageError, before anything is written, when a file holds neither of its two texts
 */
export function finish(
  repository: GitRepository,
  { id, files }: RollbackJournal,
  side: 'before' | 'after',
): void {
  for (const { path } of files) assertInside(repository.root, path);
  for (const { path } of files) removePart(join(repository.root, path));
  const edited = files.find((entry) => {
    const now = presentText(repository, entry.path);
    return now !== entry.before && now !== entry.after;
  });
  if (edited !== undefined) {
    throw new UsageError(
      `${edited.path} was edited since the rollback of ${id} was cut off, so nothing was written. Save your edit elsewhere, put the file back to one of its two states with git, then repeat this; or delete ${journalPlace(repository)} to leave everything as it is.`,
    );
  }
  for (const entry of side === 'after' ? files : [...files].reverse()) {
    if (presentText(repository, entry.path) !== entry[side]) {
      writeText(repository.root, entry.path, entry[side]);
    }
  }
  rmSync(journalPlace(repository), { force: true });
}

function journalPlace(repository: GitRepository): string {
  return join(repository.privateFolder(), 'mcp-change', 'rollback.json');
}

function presentText(repository: GitRepository, path: string): string | null {
  const reading = readGovernedFile(repository.root, path);
  if ('problem' in reading) throw new UsageError(`${path}: ${reading.problem}`);
  return textOf(reading) ?? null;
}

function writeText(root: string, path: string, text: string | null): void {
  const full = join(root, path);
  if (text === null) {
    rmSync(full, { force: true });
    removeEmptied(root, dirname(path));
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeAtomically(full, text);
}

/** Folders that only the deleted file kept alive; git would not keep them either. */
function removeEmptied(root: string, folder: string): void {
  if (folder === '.' || folder === '') return;
  try {
    rmdirSync(join(root, folder));
  } catch {
    return;
  }
  removeEmptied(root, dirname(folder));
}
