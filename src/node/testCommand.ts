import { join, resolve } from 'node:path';
import { addEvidence, contentNow } from '../core/record/addEvidence';
import type { RecordEvidence } from '../core/record/changeRecord';
import { isDone, standingsOf, type Standing } from '../core/record/evidence';
import { assertInside } from './assertInside';
import { builtInResults } from './builtInResults';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { findRecord } from './findRecord';
import { GitRepository } from './gitRepository';
import { presentText } from './presentText';
import { formatOf } from './printReport';
import { requesterOf } from './recordCommand';
import { UsageError } from './usageError';
import { writeAtomically } from './writeAtomically';

/** `mcp-change test`: lists the tests and checks of a record, or writes one result into it. */
export function testCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const [id, ...others] = options.positionals;
  if (id === undefined || others.length > 0) {
    throw new UsageError('Name one record: mcp-change test CHG-…');
  }
  const result = resultOf(options);
  const start = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const repository = GitRepository.open(start);
  const { root } = repository;
  const { path, text, record } = findRecord(root, id);
  const at = environment
    .now()
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z');
  const content = contentNow(record, (file) => presentText(root, file));
  const evidence: RecordEvidence | undefined =
    result === undefined
      ? undefined
      : {
          ...result,
          at: environment
            .now()
            .toISOString()
            .replace(/\.\d{3}Z$/, 'Z'),
          by: requesterOf(repository).id,
          note: stringOption(options, 'note'),
          content_digest: content,
        };
  let edited = text;
  for (const entry of [
    ...builtInResults(repository, record, at),
    ...(evidence === undefined ? [] : [evidence]),
  ]) {
    const added = addEvidence(edited, entry);
    if (added.problem !== undefined) throw new UsageError(added.problem);
    edited = added.text;
  }
  if (edited !== text) {
    assertInside(root, path);
    writeAtomically(join(root, path), edited);
  }
  const now = edited === text ? record : findRecord(root, id).record;
  const standings = standingsOf(now, content);
  const moved = content !== record.subject.content_digest;
  if (format === 'json') {
    environment.write(
      `${JSON.stringify({ schema: 'mcp-change/test-result/v1', id, path, content_digest: content, recorded: !moved, standings }, undefined, 2)}\n`,
    );
  } else {
    if (moved) {
      environment.write(
        'The files differ from what the record was written for: results hold for what is there now.\n',
      );
    }
    environment.write(listOf(standings));
  }
  return standings.every(isDone) ? 0 : 1;
}

function resultOf(options: CommandOptions): Pick<RecordEvidence, 'test' | 'result'> | undefined {
  const passed = stringOption(options, 'passed');
  const failed = stringOption(options, 'failed');
  if (passed !== undefined && failed !== undefined) {
    throw new UsageError('A test has passed or failed, not both.');
  }
  if (failed !== undefined && (stringOption(options, 'note') ?? '').trim() === '') {
    throw new UsageError('--note TEXT is needed with --failed: what was seen.');
  }
  if (passed !== undefined) return { test: passed, result: 'passed' };
  return failed === undefined ? undefined : { test: failed, result: 'failed' };
}

const marks: Readonly<Record<Standing['state'], string>> = {
  passed: '\u2714 passed',
  warned: '! passed with a warning',
  failed: '\u2718 failed',
  void: '\u2610 open, the last result was for other content',
  open: '\u2610 open',
};

function listOf(standings: readonly Standing[]): string {
  if (standings.length === 0) return 'Nothing is to be tested or checked: the risk is low.\n';
  const lines = standings.flatMap(({ id, kind, what, expect, command, state, evidence }) => [
    `${id}: ${marks[state]}${evidence === undefined || state === 'open' ? '' : ` (${evidence.by ?? 'somebody'}, ${evidence.at})`}`,
    `  ${what}`,
    ...(kind === 'test' && state !== 'passed'
      ? [...(command === undefined ? [] : [`  $ ${command}`]), `  \u2192 ${expect ?? ''}`]
      : []),
    ...(evidence?.note === undefined || state === 'open' ? [] : [`  ${evidence.note}`]),
  ]);
  const open = standings.filter((standing) => !isDone(standing)).length;
  return `${lines.join('\n')}\n${open === 0 ? 'Nothing is open.' : `${open} of ${standings.length} open. Tick one off with --passed NAME.`}\n`;
}
