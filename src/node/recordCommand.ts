import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FileAnalysis } from '../core/analyze';
import { coverageOf } from '../core/record/coveredChanges';
import { launchFiles } from '../core/record/launchFiles';
import { prepareRecord, type RequestedFile } from '../core/record/prepareRecord';
import { recordFileName } from '../core/record/recordFileName';
import { recordsFolder } from '../core/record/recordsFolder';
import { serialiseRecord } from '../core/record/serialiseRecord';
import { isLoosening } from '../core/risk/unspokenChanges';
import type { ChangeType } from '../core/rules/rule';
import { assertInside } from './assertInside';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { compareStates } from './compareStates';
import { stringOption } from './diffCommand';
import type { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { changeFolders, readRecords } from './recordFiles';
import { readTemplates } from './readTemplates';
import { UsageError } from './usageError';
import { weighLessons } from './weighLessons';
import { writeAtomically } from './writeAtomically';

const changeTypes: readonly ChangeType[] = [
  'security-update',
  'configuration',
  'code-deployment',
  'infrastructure',
];

/** `mcp-change record`: writes the change record of the work tree and its rehearsed rollback plan. */
export function recordCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const why = stringOption(options, 'why')?.trim() ?? '';
  if (why === '') {
    throw new UsageError('--why TEXT is needed: one sentence that says what the change is for.');
  }
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const compared = compareStates(root, stringOption(options, 'base'), undefined);
  const { repository, unread, base, policies, acceptances } = compared;
  const { analyses, lessons } = weighLessons(compared, environment.now());
  const broken = analyses.find(({ status }) => status === 'unreadable');
  const unreadable =
    unread[0] ?? (broken === undefined ? undefined : { path: broken.path, reason: broken.reason });
  if (unreadable !== undefined) {
    throw new UsageError(
      `${unreadable.path} could not be read, so nothing true can be recorded about it. ${unreadable.reason ?? ''}`,
    );
  }
  const changed = analyses.filter(({ changes }) => changes.length > 0);
  const { files, covered } = uncoveredFiles(repository, changed);
  const obstacle = nothingToRecord(changed, files, base.label);
  if (obstacle !== undefined) {
    const because = [...covered, obstacle].join('\n');
    environment.write(
      format === 'json'
        ? `${JSON.stringify({ schema: 'mcp-change/record-result/v1', id: null, path: null, because }, undefined, 2)}\n`
        : `${because}\n`,
    );
    return 0;
  }
  const folder = recordsFolder(
    files.map(({ analysis }) => analysis.path),
    changeFolders(repository.root),
  );
  const templates = readTemplates(repository.root, folder);
  for (const problem of templates.problems) environment.writeError(`${problem}\n`);
  const { record, plan } = prepareRecord({
    files,
    why,
    type: typeOf(options),
    requester: requesterOf(repository),
    origin: 'command-line',
    baseline: base,
    policies,
    acceptances,
    createdAt: environment.now(),
    random: randomBytes(6),
    overrides: templates.overrides,
    lessons: [...new Set(lessons.values())],
    endsAt: endOf(options, environment.now()),
    existingFiles: new Set(
      launchFiles(files).filter((path) => existsSync(join(repository.root, path))),
    ),
    stopwatch: () => performance.now(),
  });
  const path = `${folder}/${recordFileName(record.id, record.title)}`;
  assertInside(repository.root, path);
  mkdirSync(join(repository.root, folder), { recursive: true });
  // An id is random; if the file is there all the same, it is somebody else's.
  writeAtomically(join(repository.root, path), serialiseRecord(record), { isNew: true });
  if (format === 'json') {
    environment.write(
      `${JSON.stringify({ schema: 'mcp-change/record-result/v1', id: record.id, path, tier: record.risk.tier, score: record.risk.score, lane: record.lane, rehearsal: record.rollback.rehearsal.result, ...(covered.length === 0 ? {} : { covered }) }, undefined, 2)}\n`,
    );
  } else {
    environment.write(
      `${covered.map((line) => `${line}\n`).join('')}${path}\n${record.risk.tier} ${record.risk.score} · ${record.lane} lane · rollback ${plan.passed ? `rehearsed in ${record.rollback.rehearsal.milliseconds ?? 0} ms: ${plan.summary}` : plan.summary}\n`,
    );
  }
  return plan.passed ? 0 : 1;
}

interface Uncovered {
  readonly files: readonly RequestedFile[];
  /** Sentences that say which record speaks for what is left out. */
  readonly covered: readonly string[];
}

/** What no open record speaks for yet. */
function uncoveredFiles(repository: GitRepository, changed: readonly FileAnalysis[]): Uncovered {
  const records = readRecords(repository.root).flatMap(({ record }) => record ?? []);
  const files: RequestedFile[] = [];
  const covered: string[] = [];
  for (const analysis of changed) {
    const { by, uncovered } = coverageOf(analysis, records);
    if (by.length > 0) covered.push(`${by.join(', ')} covers ${analysis.path} already.`);
    if (uncovered.length === analysis.changes.length) files.push({ analysis });
    else if (uncovered.length > 0) files.push({ analysis, selected: uncovered });
  }
  return { files, covered };
}

function nothingToRecord(
  changed: readonly FileAnalysis[],
  files: readonly RequestedFile[],
  base: string,
): string | undefined {
  if (changed.length === 0) {
    return `Nothing governed differs from ${base}; there is nothing to record.`;
  }
  if (files.length === 0) return 'There is nothing else to record.';
  const directions = files.flatMap(({ analysis, selected }) =>
    (selected ?? analysis.changes).map(({ direction }) => direction),
  );
  return directions.some(isLoosening) || !directions.includes('tightens')
    ? undefined
    : 'Only tightens. No request needed.';
}

/** The end of the day that `--until` names, or the time it gives. */
function endOf(options: CommandOptions, now: Date): Date | undefined {
  const wanted = stringOption(options, 'until');
  if (wanted === undefined) return undefined;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(wanted);
  const end = new Date(day ? `${wanted}T23:59:59Z` : wanted);
  if (Number.isNaN(end.getTime())) {
    throw new UsageError(`--until takes a day such as 2026-12-24, not “${wanted}”.`);
  }
  if (end <= now) throw new UsageError(`--until ${wanted} is over already.`);
  return end;
}

function typeOf(options: CommandOptions): ChangeType | undefined {
  const wanted = stringOption(options, 'type');
  const type = changeTypes.find((candidate) => candidate === wanted);
  if (wanted !== undefined && type === undefined) {
    throw new UsageError(`--type is one of ${changeTypes.join(', ')}, not “${wanted}”.`);
  }
  return type;
}

/** Whoever git thinks works here. */
export function requesterOf(repository: GitRepository): {
  readonly id: string;
  readonly name?: string;
} {
  const { name, email } = repository.identity();
  return {
    id: email === '' ? 'email:unknown' : `email:${email}`,
    ...(name === '' ? {} : { name }),
  };
}
