import { version } from '../../package.json';
import type { Report } from '../core/report/report';
import { renderSarif } from '../core/report/renderSarif';
import { renderText } from '../core/report/renderText';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { UsageError } from './usageError';

/** The `--format` of a command. @throws UsageError for a format it does not have */
export function formatOf<T extends string>(options: CommandOptions, formats: readonly T[]): T {
  const wanted = options.values['format'] ?? formats[0];
  const format = formats.find((candidate) => candidate === wanted);
  if (format === undefined) {
    throw new UsageError(`--format is one of ${formats.join(', ')}, not “${String(wanted)}”.`);
  }
  return format;
}

/**
 * Prints a report and says how the command ends. Neither what is only told nor what is accepted is a
 * reason to fail.
 */
export function printReport(
  report: Report,
  format: 'text' | 'json' | 'sarif',
  environment: CommandEnvironment,
): ExitCode {
  if (format === 'json') environment.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else if (format === 'sarif') environment.write(`${renderSarif(report, version)}\n`);
  else
    environment.write(renderText(report, { color: environment.color, width: environment.width }));
  if (report.files.some((file) => file.status === 'unreadable')) return 2;
  const found = report.files.some((file) =>
    file.findings.some(
      (finding) =>
        finding.severity !== 'info' &&
        finding.acceptance?.state !== 'accepted' &&
        (report.command === 'scan' || finding.origin === 'introduced'),
    ),
  );
  const risky = report.tier !== 'none' && report.tier !== 'low';
  return found || risky ? 1 : 0;
}
