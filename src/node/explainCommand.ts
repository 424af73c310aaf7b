import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { comparePowers } from '../core/explain/comparePowers';
import { describePowers, type StateFile } from '../core/explain/describePowers';
import type { ComparedClient } from '../core/explain/power';
import { renderPowers } from '../core/explain/renderPowers';
import { analyzeReading } from './analyzeReading';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { compareStates } from './compareStates';
import { stringOption } from './diffCommand';
import { GitError } from './gitError';
import { listGovernedPaths, readGovernedFile } from './governedFiles';
import { formatOf } from './printReport';
import { UsageError } from './usageError';

/** `mcp-change explain`: what the agents of each client can do, before and after. */
export function explainCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  if (!existsSync(root)) throw new UsageError(`The folder ${root} does not exist.`);
  const { clients, base } = explain(
    root,
    stringOption(options, 'base'),
    stringOption(options, 'head'),
  );
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/explain/v1', base: base ?? null, clients }, null, 2)}\n`
      : renderPowers(clients, base),
  );
  return 0;
}

function explain(
  root: string,
  baseReference: string | undefined,
  head: string | undefined,
): { readonly clients: readonly ComparedClient[]; readonly base: string | undefined } {
  try {
    const { analyses, base } = compareStates(root, baseReference, head, { unchanged: true });
    const before = analyses.map(({ path, surface, baselineFacts }) => ({
      path,
      surface,
      facts: baselineFacts,
    }));
    return {
      clients: comparePowers(describePowers(before), describePowers(analyses)),
      base: base.label,
    };
  } catch (error) {
    // Whoever names a state wants that state; nobody else needs git for a look at the files.
    const named = baseReference !== undefined || head !== undefined;
    if (named || !(error instanceof GitError)) throw error;
    return {
      clients: comparePowers(undefined, describePowers(presentState(root))),
      base: undefined,
    };
  }
}

function presentState(root: string): readonly StateFile[] {
  const { paths, governed } = listGovernedPaths(root);
  return paths.flatMap((path) => {
    const reading = readGovernedFile(root, path);
    const { analysis } = analyzeReading(path, reading, undefined, undefined, governed);
    return analysis === undefined ? [] : [analysis];
  });
}
