import { resolve } from 'node:path';
import type { RecordRollback } from '../core/record/planRecordRollback';
import { renderRollbackPlan } from '../core/record/renderRollbackPlan';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { endedRollbacks } from './endedRollbacks';
import { findRecord } from './findRecord';
import { GitRepository } from './gitRepository';
import { carryOut, isApplied, planFor } from './performRollback';
import { formatOf } from './printReport';
import { cutOffWords, finish, unfinishedRollback } from './rollbackJournal';
import { UsageError } from './usageError';

/** `mcp-change rollback`: rehearses the rollback of a record, or performs it. Runs nothing. */
export function rollbackCommand(
  options: CommandOptions,
  environment: CommandEnvironment,
): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const repository = GitRepository.open(root);
  if (options.values['continue'] === true || options.values['abort'] === true) {
    return settle(repository, options, environment);
  }
  const open = unfinishedRollback(repository);
  if (open !== undefined) {
    throw new UsageError(cutOffWords(open));
  }
  if (options.values['ended'] === true) return endedRollbacks(repository, options, environment);
  const found = findRecord(repository.root, idOf(options));
  const apply = isApplied(options);
  const started = performance.now();
  const plan = planFor(repository, found, options.values['all'] === true);
  const milliseconds = Math.max(1, Math.round(performance.now() - started));
  if (apply && plan.passed) {
    carryOut(repository, found, plan, { environment, why: stringOption(options, 'why') });
  }
  if (format === 'json') {
    environment.write(
      `${JSON.stringify({ schema: 'mcp-change/rollback-result/v1', id: found.record.id, passed: plan.passed, applied: apply && plan.passed, summary: plan.summary, reversibility: plan.reversibility, milliseconds, files: plan.files.map((file) => ({ path: file.path, mode: file.mode, passed: file.passed, takesBack: file.reverted.map((change) => change.words), keeps: file.kept.map((change) => change.words), checks: file.checks, ...(file.conflict === undefined ? {} : { conflict: file.conflict }) })), steps: plan.steps, residue: plan.residue, verify: plan.verify }, undefined, 2)}\n`,
    );
  } else {
    environment.write(`${renderRollbackPlan(plan, 'markdown').trimEnd()}\n`);
    environment.write(`\n${conclusion(plan, apply, milliseconds)}\n`);
    const said = stringOption(options, 'why') ?? found.record.outcome?.why;
    if (apply && plan.passed && plan.closes && said === undefined) {
      environment.write(
        `Say why, for whoever tries it again: mcp-change rollback ${found.record.id} --apply --why “…”\n`,
      );
    }
  }
  return plan.passed ? 0 : 1;
}

function idOf(options: CommandOptions): string {
  const [id] = options.positionals;
  if (id === undefined || options.positionals.length > 1) {
    throw new UsageError('Name one record, e.g. mcp-change rollback CHG-20261122-k7f3qd.');
  }
  return id;
}

function settle(
  repository: GitRepository,
  options: CommandOptions,
  environment: CommandEnvironment,
): ExitCode {
  const abort = options.values['abort'] === true;
  if (abort && options.values['continue'] === true) {
    throw new UsageError('--continue writes what is left and --abort puts back: choose one.');
  }
  const journal = unfinishedRollback(repository);
  if (journal === undefined) {
    environment.write('No rollback was cut off here.\n');
    return 0;
  }
  finish(repository, journal, abort ? 'before' : 'after');
  environment.write(
    abort
      ? `The rollback of ${journal.id} is undone: every file is as it was before it.\n`
      : `The rollback of ${journal.id} is complete. Its steps that are not about files: mcp-change rollback ${journal.id}\n`,
  );
  return 0;
}

/** The last line: what was done, and what else can be. */
function conclusion(plan: RecordRollback, apply: boolean, milliseconds: number): string {
  if (!plan.passed) return 'Nothing was written.';
  const stays = plan.files.some(({ kept }) => kept.length > 0)
    ? ' --all takes back what tightened as well, which is less safe.'
    : '';
  const writes = plan.files.some(({ mode }) => mode !== 'nothing');
  if (!writes && !plan.closes) return `Nothing was written: ${plan.summary}.${stays}`;
  return apply
    ? `Done: ${plan.summary}.${stays} The steps above that are not about files remain to be done.`
    : `Rehearsed in ${milliseconds} ms: ${plan.summary}.${stays} Nothing was written; use --apply to do it.`;
}
