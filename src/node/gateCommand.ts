import { resolve } from 'node:path';
import { version } from '../../package.json';
import { judgeGate } from '../core/gate/judgeGate';
import { gateReport, renderGate, renderGateSarif } from '../core/report/renderGate';
import { collectGate } from './collectGate';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { UsageError } from './usageError';

/** `mcp-change gate`: checks the records of a branch against what merging it would change. */
export function gateCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json', 'sarif'] as const);
  const base = stringOption(options, 'base');
  if (base === undefined) {
    throw new UsageError('--base REF is needed: the branch that this is to be merged into.');
  }
  if (options.positionals.length > 0) throw new UsageError('The gate takes no paths.');
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const states = collectGate(
    GitRepository.open(root),
    base,
    stringOption(options, 'head') ?? 'HEAD',
    environment.now(),
  );
  const verdict = judgeGate(states.input);
  const report = gateReport(verdict, states.base, states.head);
  if (format === 'json') environment.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else if (format === 'sarif') environment.write(`${renderGateSarif(report, version)}\n`);
  else environment.write(renderGate(report, environment));
  return report.passed ? 0 : 1;
}
