import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FileAnalysis } from '../core/analyze';
import { judgeTogether } from '../core/judgeTogether';
import { Memory } from '../core/parse/memory';
import { acceptancesFile } from '../core/policy/acceptances/acceptance';
import { acceptancesInForce } from '../core/policy/acceptances/acceptancesInForce';
import type { GovernedPaths } from '../core/policy/governedPaths';
import { buildReport, type UnreadFile } from '../core/report/report';
import { analyzeReading } from './analyzeReading';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import {
  listGovernedPaths,
  policiesAbove,
  readGovernedFile,
  type GovernedFound,
} from './governedFiles';
import { acceptanceSources } from './policySources';
import { formatOf, printReport } from './printReport';
import { UsageError } from './usageError';

/** `mcp-change scan`: findings in governed files as they stand. Needs no git. */
export function scanCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json', 'sarif'] as const);
  const root = resolve(environment.directory, String(options.values['root'] ?? '.'));
  if (!existsSync(root)) throw new UsageError(`The folder ${root} does not exist.`);
  const analyses: FileAnalysis[] = [];
  const memory = new Memory();
  const unread: UnreadFile[] = [];
  const selected = selectPaths(root, options.positionals);
  unread.push(...selected.unread);
  for (const path of selected.paths) {
    const reading = readGovernedFile(root, path);
    if ('missing' in reading) continue;
    const judged = analyzeReading(path, reading, undefined, memory, selected.governed);
    if (judged.analysis !== undefined) analyses.push(judged.analysis);
    if (judged.unread !== undefined) unread.push(judged.unread);
  }
  const { top, prefix } = repositoryAround(root);
  const sources = acceptanceSources(
    acceptanceFilesAbove(selected.paths.map((path) => prefix + path)),
    (path) => readGovernedFile(top, path),
  );
  const report = buildReport('scan', judgeTogether(analyses), unread, {
    base: null,
    all: true,
    accepted: { inForce: acceptancesInForce(sources, undefined, prefix), now: environment.now() },
  });
  return printReport(report, format, environment);
}

/**
 * The repository that a folder lies in: what is accepted there is accepted in all of it, whichever part
 * of it is looked at. Git is not asked: a scan needs none.
 *
 * @returns its root, and the way from there to the folder, `/` at its end; outside of any repository
 * the folder itself
 */
function repositoryAround(root: string): { readonly top: string; readonly prefix: string } {
  const folder = realpathSync(root);
  for (let top = folder; ; top = dirname(top)) {
    if (existsSync(join(top, '.git'))) {
      const path = relative(top, folder).split(sep).join('/');
      return { top, prefix: path === '' ? '' : `${path}/` };
    }
    if (dirname(top) === top) return { top: root, prefix: '' };
  }
}

/** Where acceptances of some files can stand: in every folder on the way to them. */
function acceptanceFilesAbove(paths: readonly string[]): readonly string[] {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      folders.add(path.slice(0, end + 1));
    }
  }
  return [...folders].map((folder) => folder + acceptancesFile);
}

function selectPaths(root: string, wanted: readonly string[]): GovernedFound {
  if (wanted.length === 0) return listGovernedPaths(root);
  const selected = new Set<string>();
  const governed: GovernedPaths[] = [];
  const unread: UnreadFile[] = [];
  for (const name of wanted) {
    const full = resolve(root, name);
    if (!exists(full)) throw new UsageError(`${name} does not exist below ${root}.`);
    const path = relative(root, full).split(sep).join('/');
    if (path.startsWith('..')) throw new UsageError(`${name} lies outside ${root}; use --root.`);
    if (!isFolder(full)) {
      selected.add(path);
      governed.push(...policiesAbove(root, path));
      continue;
    }
    const below = listGovernedPaths(root, path === '' ? '' : `${path}/`);
    for (const inner of below.paths) selected.add(inner);
    unread.push(...below.unread);
    governed.push(...below.governed);
  }
  return { paths: [...selected].sort(), unread, governed };
}

/** Also for a link to nowhere: it is there, and the report says what is wrong with it. */
function exists(full: string): boolean {
  return lstatSync(full, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(full: string): boolean {
  try {
    return statSync(full).isDirectory();
  } catch {
    return false;
  }
}
