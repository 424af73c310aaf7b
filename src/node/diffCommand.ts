import { resolve } from 'node:path';
import { analyzeFile } from '../core/analyze';
import { cheapestWay } from '../core/policy/cheapestWay';
import { builtInInForce, requirementsOf } from '../core/policy/requirementsOf';
import { buildReport } from '../core/report/report';
import { planRollback } from '../core/rollback/planRollback';
import { analyzeReading } from './analyzeReading';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { compareStates } from './compareStates';
import { readLooseFile, type FileReading } from './governedFiles';
import { weighLessons } from './weighLessons';
import { formatOf, printReport } from './printReport';
import { UsageError } from './usageError';

/** `mcp-change diff`: changes, findings and risk between two states. */
export function diffCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json', 'sarif'] as const);
  const all = options.values['all'] === true;
  const { before, after, as } = options.values;
  if (before !== undefined || after !== undefined || as !== undefined) {
    return diffLooseFiles(options, environment, format, all);
  }
  const root = resolve(environment.directory, String(options.values['root'] ?? '.'));
  const compared = compareStates(
    root,
    stringOption(options, 'base'),
    stringOption(options, 'head'),
    { announced: true },
  );
  const { unread, base, policies, acceptances } = compared;
  const { analyses, lessons } = weighLessons(compared, environment.now());
  const circumstances = { ...policies, now: environment.now(), unread: unread.length };
  const requirements = requirementsOf(analyses, circumstances);
  const report = buildReport('diff', analyses, unread, {
    base: base.label,
    all,
    requirements,
    cheapest: cheapestWay(analyses, circumstances, requirements)?.sentence,
    accepted: { inForce: acceptances, now: environment.now() },
    lessons,
  });
  const code = printReport(report, format, environment);
  if (format === 'text' && analyses.some(({ changes }) => changes.length > 0)) {
    const plan = planRollback(
      analyses.map((analysis) => ({ analysis })),
      { baselineName: base.label, analyze: analyzeFile },
    );
    environment.write(
      plan.passed ? `rollback rehearsed: ${plan.summary}\n` : `rollback: ${plan.summary}\n`,
    );
  }
  return code;
}

function diffLooseFiles(
  options: CommandOptions,
  environment: CommandEnvironment,
  format: 'text' | 'json' | 'sarif',
  all: boolean,
): ExitCode {
  const path = stringOption(options, 'as');
  if (path === undefined) {
    throw new UsageError(
      '--as PATH is needed: it says what kind of file the two are, e.g. --as .mcp.json.',
    );
  }
  const read = (name: string): FileReading => {
    const file = stringOption(options, name);
    if (file === undefined) return { missing: true };
    const reading = readLooseFile(resolve(environment.directory, file));
    if ('missing' in reading) {
      throw new UsageError(
        `--${name}: ${file} does not exist. Leave the option out for a file that is new or gone.`,
      );
    }
    if ('problem' in reading && reading.text === undefined) {
      throw new UsageError(`--${name}: ${file}: ${reading.problem}`);
    }
    return reading;
  };
  const { analysis } = analyzeReading(
    path.replace(/\\/g, '/').replace(/^\.\//, ''),
    read('after'),
    read('before'),
  );
  const report = buildReport('diff', analysis === undefined ? [] : [analysis], [], {
    base: stringOption(options, 'before') ?? null,
    all,
    requirements: requirementsOf(analysis === undefined ? [] : [analysis], {
      policy: builtInInForce,
      now: environment.now(),
    }),
  });
  return printReport(
    analysis === undefined ? { ...report, files: [notGoverned(path)] } : report,
    format,
    environment,
  );
}

function notGoverned(path: string): ReturnType<typeof buildReport>['files'][number] {
  return {
    path,
    client: '',
    surface: '',
    status: 'not-governed',
    tier: 'none',
    score: 0,
    direction: 'neutral',
    findings: [],
    changes: [],
  };
}

/** A string option that may be missing. */
export function stringOption(options: CommandOptions, name: string): string | undefined {
  const value = options.values[name];
  return typeof value === 'string' ? value : undefined;
}
