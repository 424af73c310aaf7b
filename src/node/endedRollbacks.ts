import { createTwoFilesPatch } from 'diff';
import { endedGrants, isStillThere } from '../core/record/endedGrants';
import type { RecordRollback } from '../core/record/planRecordRollback';
import { maskSecrets } from '../core/facts/maskSecrets';
import { shownLine } from '../core/facts/shownText';
import { textOf } from './analyzeReading';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import type { FoundRecord } from './findRecord';
import type { GitRepository } from './gitRepository';
import { readGovernedFile } from './governedFiles';
import { formatOf } from './printReport';
import { readRecords, type RecordFile } from './recordFiles';
import { carryOut, isApplied, planFor } from './performRollback';
import { UsageError } from './usageError';

/** A grant whose end has come, with its rehearsed way back. */
export interface EndedGrant {
  readonly found: FoundRecord;
  /** Undefined: its way back cannot be rehearsed here. */
  readonly plan?: RecordRollback | undefined;
  readonly passed: boolean;
  /** What goes back, or why nobody can tell; one line. */
  readonly summary: string;
}

/**
 * `mcp-change rollback --ended`: the grants whose end has come, each with its rehearsed inverse as a
 * patch. With `--apply` they are taken back. Exit code 1: something that ended is still there.
 */
export function endedRollbacks(
  repository: GitRepository,
  options: CommandOptions,
  environment: CommandEnvironment,
): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  if (options.positionals.length > 0) {
    throw new UsageError('--ended looks at every record; leave the id out.');
  }
  const apply = isApplied(options);
  const files = readRecords(repository.root);
  const ended = stillThere(repository, files, environment.now());
  const why = stringOption(options, 'why') ?? 'Its time was over.';
  const patches = new Map(ended.map((grant) => [grant, patchOf(repository, grant.plan)]));
  for (const { found, plan, passed } of ended) {
    if (apply && passed && plan !== undefined) {
      carryOut(repository, found, plan, { environment, why });
    }
  }
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/ended-result/v1', ended: ended.map((grant) => ({ id: grant.found.record.id, title: grant.found.record.title, ended: grant.found.record.expires_at, passed: grant.passed, applied: apply && grant.passed, summary: grant.summary, patch: patches.get(grant) })) }, undefined, 2)}\n`
      : textFor(ended, patches, apply),
  );
  return ended.some(({ passed }) => !apply || !passed) ? 1 : 0;
}

/** The records whose end has come while what they granted is there, each with its rehearsed way back. */
export function stillThere(
  repository: GitRepository,
  files: readonly Pick<RecordFile, 'path' | 'text' | 'record'>[],
  now: Date,
): readonly EndedGrant[] {
  const records = files.flatMap(({ record }) => record ?? []);
  return endedGrants(records, now).flatMap((record): EndedGrant[] => {
    const file = files.find((candidate) => candidate.record === record);
    if (file === undefined) return [];
    const found: FoundRecord = { path: file.path, text: file.text, record };
    try {
      const plan = planFor(repository, found, false);
      const { passed, summary } = plan;
      return isStillThere(plan) ? [{ found, plan, passed, summary: shownLine(summary) }] : [];
    } catch (error) {
      // One whose baseline is not in this clone must not hide the others.
      if (!(error instanceof UsageError)) throw error;
      return [{ found, passed: false, summary: shownLine(error.message) }];
    }
  });
}

function textFor(
  ended: readonly EndedGrant[],
  patches: ReadonlyMap<EndedGrant, string>,
  apply: boolean,
): string {
  if (ended.length === 0) return 'Nothing that was granted for a time is over.\n';
  const parts = ended.map((grant) => {
    const { record } = grant.found;
    const patch = patches.get(grant) ?? '';
    const how = !grant.passed ? 'By hand' : apply ? 'Done' : 'Rehearsed';
    return [
      `# ${record.id}  ended ${record.expires_at ?? ''}  ${shownLine(record.title)}`,
      `# ${how}: ${asSentence(grant.summary)}`,
      ...(apply || patch === '' ? [] : [patch.trimEnd()]),
    ].join('\n');
  });
  const last = apply
    ? '# What was allowed meanwhile is not undone by that; the steps are in each record.'
    : '# --apply takes back what is over. Or pipe this into “git apply”.';
  return `${[...parts, last].join('\n\n')}\n`;
}

/** A summary has no stop at its end, what is wrong has one. */
function asSentence(words: string): string {
  return words.endsWith('.') ? words : `${words}.`;
}

/** Unified diff from the work tree to what it becomes; empty where nothing is left of it. */
function patchOf(repository: GitRepository, plan: RecordRollback | undefined): string {
  return (plan?.files ?? [])
    .filter(({ mode, passed }) => passed && mode !== 'nothing')
    .map((file) => {
      const reading = readGovernedFile(repository.root, file.path);
      const present = textOf(reading);
      const patch = createTwoFilesPatch(
        present === undefined ? '/dev/null' : `a/${file.path}`,
        file.restoredText === undefined ? '/dev/null' : `b/${file.path}`,
        present ?? '',
        file.restoredText ?? '',
      );
      // A masked patch would write the mask into the file.
      return maskSecrets(patch) === patch
        ? patch.replace(/^=+\n/, '')
        : `# ${file.path}: its lines hold a credential and are not shown; --apply restores them.\n`;
    })
    .join('');
}
