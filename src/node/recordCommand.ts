import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { prepareRecord } from '../core/record/prepareRecord';
import { recordFileName } from '../core/record/recordFileName';
import { recordsFolder } from '../core/record/recordsFolder';
import { serialiseRecord } from '../core/record/serialiseRecord';
import type { ChangeType } from '../core/rules/rule';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { compareStates } from './compareStates';
import { stringOption } from './diffCommand';
import type { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { UsageError } from './usageError';

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
  const { repository, analyses, unread, base } = compareStates(
    root,
    stringOption(options, 'base'),
    undefined,
  );
  const broken = analyses.find(({ status }) => status === 'unreadable');
  const unreadable =
    unread[0] ?? (broken === undefined ? undefined : { path: broken.path, reason: broken.reason });
  if (unreadable !== undefined) {
    throw new UsageError(
      `${unreadable.path} could not be read, so nothing true can be recorded about it. ${unreadable.reason ?? ''}`,
    );
  }
  const files = analyses.filter(({ changes }) => changes.length > 0);
  if (files.length === 0) {
    environment.write(`Nothing governed differs from ${base.label}; there is nothing to record.\n`);
    return 0;
  }
  const { record, plan } = prepareRecord({
    files: files.map((analysis) => ({ analysis })),
    why,
    type: typeOf(options),
    requester: requesterOf(repository),
    origin: 'command-line',
    baseline: base,
    createdAt: environment.now(),
    random: randomBytes(6),
    stopwatch: () => performance.now(),
  });
  const folder = recordsFolder(
    files.map(({ path }) => path),
    changeFolders(repository.root),
  );
  const path = `${folder}/${recordFileName(record.id, record.title)}`;
  mkdirSync(join(repository.root, folder), { recursive: true });
  // `wx`: an id is random; if the file is there all the same, it is somebody else's.
  writeFileSync(join(repository.root, path), serialiseRecord(record), { flag: 'wx' });
  if (format === 'json') {
    environment.write(
      `${JSON.stringify({ schema: 'mcp-change/record-result/v1', id: record.id, path, tier: record.risk.tier, score: record.risk.score, lane: record.lane, rehearsal: record.rollback.rehearsal.result }, undefined, 2)}\n`,
    );
  } else {
    environment.write(
      `${path}\n${record.risk.tier} ${record.risk.score} · ${record.lane} lane · rollback ${plan.passed ? `rehearsed in ${record.rollback.rehearsal.milliseconds ?? 0} ms: ${plan.summary}` : plan.summary}\n`,
    );
  }
  return plan.passed ? 0 : 1;
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

/** Folders relative to the root that hold a `.mcp-change` folder. */
export function changeFolders(root: string): readonly string[] {
  const found: string[] = [];
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name === 'node_modules' || entry.name === '.git') continue;
      if (entry.name === '.mcp-change') found.push(relative(root, folder).split(sep).join('/'));
      else open.push(join(folder, entry.name));
    }
  }
  return found;
}
