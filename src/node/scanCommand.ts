import { existsSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { analyzeFile, type FileAnalysis } from '../core/analyze';
import { buildReport, type UnreadFile } from '../core/report/report';
import { findSurface, isWorthReporting } from '../core/surfaces/findSurface';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { listGovernedPaths, readGovernedFile } from './governedFiles';
import { formatOf, printReport } from './printReport';
import { UsageError } from './usageError';

/** `mcp-change scan`: findings in governed files as they stand. Needs no git. */
export function scanCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json', 'sarif'] as const);
  const root = resolve(environment.directory, String(options.values['root'] ?? '.'));
  if (!existsSync(root)) throw new UsageError(`The folder ${root} does not exist.`);
  const analyses: FileAnalysis[] = [];
  const unread: UnreadFile[] = [];
  for (const path of selectPaths(root, options.positionals)) {
    const reading = readGovernedFile(root, path);
    const surface = findSurface(path);
    if (surface === undefined || 'missing' in reading) continue;
    if ('problem' in reading) {
      const { client, id } = surface;
      if (isWorthReporting(surface)) {
        unread.push({ path, client, surface: id, reason: reading.problem });
      }
      continue;
    }
    const analysis = analyzeFile({ path, text: reading.text, baseline: undefined });
    if (analysis !== undefined) analyses.push(analysis);
  }
  const report = buildReport('scan', analyses, unread, { base: null, all: true });
  return printReport(report, format, environment);
}

function selectPaths(root: string, wanted: readonly string[]): readonly string[] {
  if (wanted.length === 0) return listGovernedPaths(root);
  const selected = new Set<string>();
  for (const name of wanted) {
    const full = resolve(root, name);
    if (!existsSync(full)) throw new UsageError(`${name} does not exist below ${root}.`);
    const path = relative(root, full).split(sep).join('/');
    if (path.startsWith('..')) throw new UsageError(`${name} lies outside ${root}; use --root.`);
    if (!statSync(full).isDirectory()) selected.add(path);
    else
      for (const inner of listGovernedPaths(full))
        selected.add(path === '' ? inner : `${path}/${inner}`);
  }
  return [...selected].sort();
}
