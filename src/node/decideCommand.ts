import { join, resolve } from 'node:path';
import { addEvidence } from '../core/record/addEvidence';
import { decideRecord, type Decision } from '../core/record/decideRecord';
import { assertInside } from './assertInside';
import { builtInResults } from './builtInResults';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { findRecord } from './findRecord';
import { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { requesterOf } from './recordCommand';
import { UsageError } from './usageError';
import { writeAtomically } from './writeAtomically';

/** `mcp-change propose`: asks for approval of a record. */
export function proposeCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const decided = decide('propose', options, environment);
  return tell(
    decided,
    `Proposed. Commit and push it; “mcp-change status ${decided.id}” says who has to approve.`,
    options,
    environment,
  );
}

/** `mcp-change withdraw`: gives a request up; its changes wait again. */
export function withdrawCommand(
  options: CommandOptions,
  environment: CommandEnvironment,
): ExitCode {
  const decided = decide('withdraw', options, environment);
  return tell(
    decided,
    'Withdrawn. Its changes are as if nobody had asked; take them back, or write a new record.',
    options,
    environment,
  );
}

export interface DecidedRecord {
  readonly id: string;
  readonly path: string;
  readonly status: string;
}

/**
 * Writes a decision into the record that the command names.
 *
 * @throws UsageError when no record is named, or the decision cannot be made now
 */
export function decide(
  decision: Decision,
  options: CommandOptions,
  environment: CommandEnvironment,
): DecidedRecord {
  formatOf(options, ['text', 'json'] as const);
  const id = idOf(options, decision);
  const why = stringOption(options, 'why')?.trim() ?? '';
  if (decision !== 'propose' && why === '') {
    throw new UsageError('--why TEXT is needed: one sentence for whoever asked.');
  }
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const repository = GitRepository.open(root);
  const { path, text, record } = findRecord(repository.root, id);
  const at = utcSeconds(environment.now());
  // Approvers see the results for what is proposed, not for what was there when it was written.
  const results = decision === 'propose' ? builtInResults(repository, record, at) : [];
  const tested = results.reduce(
    (edited, result) => addEvidence(edited, result).text ?? edited,
    text,
  );
  const decided = decideRecord(tested, decision, {
    at,
    actor: stringOption(options, 'as') ?? requesterOf(repository).id,
    why: why === '' ? undefined : why,
  });
  if (decided.problem !== undefined) throw new UsageError(decided.problem);
  assertInside(repository.root, path);
  writeAtomically(join(repository.root, path), decided.text);
  return { id, path, status: decided.status };
}

/** The one id a command was given. @throws UsageError */
export function idOf({ positionals }: CommandOptions, command: string): string {
  const [id] = positionals;
  if (id === undefined || positionals.length > 1) {
    throw new UsageError(`Name one record, e.g. mcp-change ${command} CHG-20261122-k7f3qd.`);
  }
  return id;
}

/** UTC, whole seconds, as records have it. */
export function utcSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function tell(
  decided: DecidedRecord,
  sentence: string,
  options: CommandOptions,
  environment: CommandEnvironment,
): ExitCode {
  environment.write(
    formatOf(options, ['text', 'json'] as const) === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/decision-result/v1', ...decided }, undefined, 2)}\n`
      : `${decided.path}\n${sentence}\n`,
  );
  return 0;
}
