import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ChangeRecord } from '../core/record/changeRecord';
import { markRolledBack } from '../core/record/markRolledBack';
import {
  planRecordRollback,
  type RecordedFileState,
  type RecordRollback,
} from '../core/record/planRecordRollback';
import { renderRollbackPlan } from '../core/record/renderRollbackPlan';
import { textDigest } from '../core/record/textDigest';
import { findSurface } from '../core/surfaces/findSurface';
import { textOf } from './analyzeReading';
import { assertInside } from './assertInside';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { readGovernedFile } from './governedFiles';
import { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { requesterOf } from './recordCommand';
import { findRecord, type FoundRecord } from './findRecord';
import { UsageError } from './usageError';

/** `mcp-change rollback`: rehearses the rollback of a record, or performs it. Runs nothing. */
export function rollbackCommand(
  options: CommandOptions,
  environment: CommandEnvironment,
): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const [id] = options.positionals;
  if (id === undefined || options.positionals.length > 1) {
    throw new UsageError('Name one record, e.g. mcp-change rollback CHG-20261122-k7f3qd.');
  }
  const apply = options.values['apply'] === true;
  if (apply && options.values['check'] === true) {
    throw new UsageError('--check rehearses and --apply writes: choose one.');
  }
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const repository = GitRepository.open(root);
  const found = findRecord(repository.root, id);
  const { record } = found;
  const states = record.subject.files.map((file) => stateOf(repository, record, file.path));
  const plan = planRecordRollback(record, states, {
    includeTightening: options.values['all'] === true,
  });
  if (apply && plan.passed) carryOut(repository, found, plan, environment);
  if (format === 'json') {
    environment.write(
      `${JSON.stringify({ schema: 'mcp-change/rollback-result/v1', id: record.id, passed: plan.passed, applied: apply && plan.passed, summary: plan.summary, reversibility: plan.reversibility, files: plan.files.map((file) => ({ path: file.path, mode: file.mode, passed: file.passed, takesBack: file.reverted.map((change) => change.words), keeps: file.kept.map((change) => change.words), checks: file.checks, ...(file.conflict === undefined ? {} : { conflict: file.conflict }) })), steps: plan.steps, residue: plan.residue, verify: plan.verify }, undefined, 2)}\n`,
    );
  } else {
    environment.write(`${renderRollbackPlan(plan, 'markdown').trimEnd()}\n`);
    environment.write(`\n${conclusion(plan, apply)}\n`);
  }
  return plan.passed ? 0 : 1;
}

function carryOut(
  repository: GitRepository,
  { path, text, record }: FoundRecord,
  plan: RecordRollback,
  environment: CommandEnvironment,
): void {
  const touched = plan.files.filter(({ mode }) => mode !== 'nothing');
  for (const file of [...touched, { path }]) assertInside(repository.root, file.path);
  for (const file of touched) writeRestored(repository.root, file.path, file.restoredText);
  // Closed already, and nothing of it came back since: one entry in its log is enough.
  if (!plan.closes || (record.status === 'rolled-back' && touched.length === 0)) return;
  const marked = markRolledBack(text, {
    at: environment
      .now()
      .toISOString()
      .replace(/\.\d{3}Z$/, 'Z'),
    actor: requesterOf(repository).id,
    note: plan.summary,
  });
  if (marked !== undefined) writeFileSync(join(repository.root, path), marked);
}

/** The last line: what was done, and what else can be. */
function conclusion(plan: RecordRollback, apply: boolean): string {
  if (!plan.passed) return 'Nothing was written.';
  const stays = plan.files.some(({ kept }) => kept.length > 0)
    ? ' --all takes back what tightened as well, which is less safe.'
    : '';
  const writes = plan.files.some(({ mode }) => mode !== 'nothing');
  if (!writes && !plan.closes) return `Nothing was written: ${plan.summary}.${stays}`;
  return apply
    ? `Done: ${plan.summary}.${stays} The steps above that are not about files remain to be done.`
    : `Rehearsed: ${plan.summary}.${stays} Nothing was written; use --apply to do it.`;
}

function stateOf(repository: GitRepository, record: ChangeRecord, path: string): RecordedFileState {
  // A record is a file of the repository: its paths may not lead out of it, nor to anything else.
  if (findSurface(path) === undefined) {
    throw new UsageError(`The record names ${path}, which is no governed file of this repository.`);
  }
  assertInside(repository.root, path);
  const commit = record.subject.baseline_commit;
  if (commit === null) {
    throw new UsageError(
      'The record has no baseline commit; roll it back in the editor that wrote it.',
    );
  }
  const reading = readGovernedFile(repository.root, path);
  if ('problem' in reading) throw new UsageError(`${path}: ${reading.problem}`);
  const file = record.subject.files.find((candidate) => candidate.path === path);
  if (repository.findCommit(commit) === undefined) {
    throw new UsageError(
      `The baseline of ${record.id}, commit ${commit.slice(0, 10)}, is not in this clone. “git fetch origin ${commit}” brings it, “git fetch --unshallow” where the clone is shallow.`,
    );
  }
  const baseline = textOf(repository.textsAt(commit, [path]).get(path));
  const digest = baseline === undefined ? undefined : textDigest(baseline);
  if (digest !== file?.from?.sha256) {
    throw new UsageError(
      `${path} at ${commit.slice(0, 10)} is not the text that the record calls its baseline. Was the record edited?`,
    );
  }
  return {
    path,
    present: 'text' in reading ? reading.text : undefined,
    baseline,
    recorded: recordedText(repository, path, file?.to?.sha256),
  };
}

/** The text the record was written for, looked for in the last commits that touched the file. */
function recordedText(
  repository: GitRepository,
  path: string,
  digest: string | undefined,
): string | undefined {
  if (digest === undefined) return undefined;
  for (const commit of repository.commitsTouching(path, 50)) {
    const text = textOf(repository.textsAt(commit, [path]).get(path));
    if (text !== undefined && textDigest(text) === digest) return text;
  }
  return undefined;
}

function writeRestored(root: string, path: string, text: string | undefined): void {
  const full = join(root, path);
  if (text === undefined) {
    rmSync(full, { force: true });
    removeEmptied(root, dirname(path));
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
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
