import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { markRolledBack } from '../core/record/markRolledBack';
import { planRecordRollback, type RecordRollback } from '../core/record/planRecordRollback';
import { renderRollbackPlan } from '../core/record/renderRollbackPlan';
import { assertInside } from './assertInside';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { requesterOf } from './recordCommand';
import { findRecord, type FoundRecord } from './findRecord';
import { recordedState } from './recordedState';
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
  const states = record.subject.files.map((file) => recordedState(repository, record, file.path));
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
