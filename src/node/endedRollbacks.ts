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
import { readRecords } from './recordFiles';
import { carryOut, isApplied, planFor } from './performRollback';
import { UsageError } from './usageError';

/** A grant whose end has come, with its rehearsed way back. */
interface EndedGrant {
  readonly found: FoundRecord;
  readonly plan: RecordRollback;
  /** Unified diff from the work tree to what it becomes; empty where nothing is left of it. */
  readonly patch: string;
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
  const records = files.flatMap(({ record }) => record ?? []);
  const ended = endedGrants(records, environment.now()).flatMap((record): EndedGrant[] => {
    const file = files.find((candidate) => candidate.record === record);
    if (file === undefined) return [];
    const found: FoundRecord = { path: file.path, text: file.text, record };
    const plan = planFor(repository, found, false);
    return isStillThere(plan) ? [{ found, plan, patch: patchOf(repository, plan) }] : [];
  });
  const why = stringOption(options, 'why') ?? 'Its time was over.';
  for (const { found, plan } of ended) {
    if (apply && plan.passed) carryOut(repository, found, plan, { environment, why });
  }
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/ended-result/v1', ended: ended.map(({ found, plan, patch }) => ({ id: found.record.id, title: found.record.title, ended: found.record.expires_at, passed: plan.passed, applied: apply && plan.passed, summary: plan.summary, patch })) }, undefined, 2)}\n`
      : textFor(ended, apply),
  );
  return ended.some(({ plan }) => !apply || !plan.passed) ? 1 : 0;
}

function textFor(ended: readonly EndedGrant[], apply: boolean): string {
  if (ended.length === 0) return 'Nothing that was granted for a time is over.\n';
  const parts = ended.map(({ found: { record }, plan, patch }) =>
    [
      `# ${record.id}  ended ${record.expires_at ?? ''}  ${shownLine(record.title)}`,
      `# ${apply && plan.passed ? 'Done' : plan.passed ? 'Rehearsed' : 'By hand'}: ${shownLine(plan.summary)}.`,
      ...(apply || patch === '' ? [] : [patch.trimEnd()]),
    ].join('\n'),
  );
  const last = apply
    ? '# What was allowed meanwhile is not undone by that; the steps are in each record.'
    : '# --apply takes back what is over. Or pipe this into “git apply”.';
  return `${[...parts, last].join('\n\n')}\n`;
}

function patchOf(repository: GitRepository, plan: RecordRollback): string {
  return plan.files
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
