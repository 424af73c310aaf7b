import { resolve } from 'node:path';
import { checkApprovals } from '../core/gate/checkApprovals';
import { checkClaims } from '../core/gate/checkClaims';
import { checkPlan } from '../core/gate/checkPlan';
import { lifeCycle, type LifeCycle } from '../core/gate/lifeCycle';
import { weighRequest } from '../core/gate/weighRequest';
import { resolvePolicy } from '../core/policy/resolvePolicy';
import { shownLine } from '../core/facts/shownText';
import type { ChangeRecord } from '../core/record/changeRecord';
import { baseOf } from './approveCommand';
import { collectGate, type GateStates } from './collectGate';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { stringOption } from './diffCommand';
import { stillThere } from './endedRollbacks';
import { findRecord } from './findRecord';
import { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { readRecords } from './recordFiles';
import { recordPresence, type Presence } from './recordPresence';
import { cutOffWords, unfinishedRollback } from './rollbackJournal';
import { UsageError } from './usageError';

interface RequestStatus extends LifeCycle {
  readonly id: string;
  readonly title: string;
  readonly tier: string;
  readonly path: string;
  readonly approvals: readonly string[];
  readonly missing: readonly string[];
  /** Tests and checks that are open, void or failed. */
  readonly open: readonly string[];
  /** Its time is over and it is still there: how it goes back, as rehearsed. */
  readonly ended?:
    { readonly at: string; readonly passed: boolean; readonly summary: string } | undefined;
}

/** `mcp-change status`: where every request stands, and what it still needs. */
export function statusCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  const [id] = options.positionals;
  if (options.positionals.length > 1) throw new UsageError('Name one record, or none for all.');
  const root = resolve(environment.directory, stringOption(options, 'root') ?? '.');
  const repository = GitRepository.open(root);
  const found =
    id === undefined
      ? readRecords(repository.root).flatMap(({ path, text, record }) =>
          record === undefined ? [] : [{ path, text, record }],
        )
      : [findRecord(repository.root, id)];
  const unfinished = unfinishedRollback(repository);
  const ended = new Map(
    stillThere(repository, found, environment.now()).map(
      ({ found: { record }, passed, summary }) => [
        record.id,
        { at: record.expires_at ?? '', passed, summary },
      ],
    ),
  );
  const states = collectGate(
    repository,
    baseOf(options, repository),
    stringOption(options, 'head') ?? 'HEAD',
    environment.now(),
  );
  const successors = new Map(
    found.flatMap(({ record }) =>
      (record.links ?? [])
        .filter(({ rel }) => rel === 'supersedes')
        .map(({ href }) => [href, record.id] as const),
    ),
  );
  const presence = recordPresence(
    repository,
    states.baseState,
    found.map(({ record }) => record),
  );
  const all = found
    .map(({ path, record }) => ({
      ...statusOf(
        { path, record, there: presence(record), supersededBy: successors.get(record.id) },
        repository,
        states,
      ),
      ended: ended.get(record.id),
    }))
    .sort((left, right) => (left.id < right.id ? 1 : -1));
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/status-result/v1', unfinishedRollback: unfinished?.id, requests: all }, undefined, 2)}\n`
      : `${unfinished === undefined ? '' : `${cutOffWords(unfinished)}\n`}${all.flatMap((status) => linesOf(status, id !== undefined)).join('\n')}${all.length === 0 ? 'There is no change request here.' : ''}\n`,
  );
  return 0;
}

interface Looked {
  readonly path: string;
  readonly record: ChangeRecord;
  readonly there: Presence;
  readonly supersededBy: string | undefined;
}

function statusOf(
  { path, record, there, supersededBy }: Looked,
  repository: GitRepository,
  states: GateStates,
): RequestStatus {
  const paths = record.subject.files.map((file) => file.path);
  const live = there === 'whole' || there === 'part';
  const committed = states.input.records.some(({ parsed }) => parsed.record?.id === record.id);
  const request = weighRequest(record, states.input);
  const claims = checkClaims(request, path);
  const stage = lifeCycle({
    record,
    now: states.input.now,
    live,
    gone: there === 'gone',
    liveSince: live ? repository.lastTouched(states.base.commit, paths) : undefined,
    upToDate: committed ? claims.length === 0 : undefined,
    approvals: request.approvals,
    // What is merged has no diff any more that would say it.
    verifyHours: live
      ? resolvePolicy(states.input.rules.policies, paths).policy.tiers[record.risk.tier].verifyHours
      : request.requirements.verifyHours,
    supersededBy,
  });
  const waits = ['draft', 'proposed', 'stale', 'approved'].includes(stage.state);
  const { now, onBase } = states.input;
  const failures =
    waits && committed
      ? [...claims, ...checkPlan(request, path, now, onBase), ...checkApprovals(request, path, now)]
      : [];
  const messages = (open: boolean): readonly string[] => [
    ...new Set(
      failures
        .filter(({ standing }) => (standing !== undefined) === open)
        .map(({ message }) => shownLine(message)),
    ),
  ];
  return {
    id: record.id,
    title: shownLine(record.title),
    tier: committed ? request.requirements.tier : record.risk.tier,
    path: shownLine(path),
    ...stage,
    because: shownLine(stage.because),
    approvals: request.approvals.approvedBy.map(
      ({ by, roles }) => `${shownLine(by)} (${roles.map(shownLine).join(', ')})`,
    ),
    missing: messages(false),
    open: messages(true),
  };
}

function linesOf(status: RequestStatus, detailed: boolean): readonly string[] {
  const shown = detailed ? status.missing : status.missing.slice(0, 3);
  const more = status.missing.length - shown.length;
  const { open, ended } = status;
  return [
    `${status.id}  ${status.state}  ${status.title}`,
    `  ${status.because}`,
    ...(ended === undefined
      ? []
      : [
          `  ✘ ended ${ended.at}, still there; ${ended.passed ? 'rehearsed' : 'by hand'}: ${ended.summary} → mcp-change rollback ${status.id}`,
        ]),
    ...status.approvals.map((by) => `  ✔ ${by}`),
    ...shown.filter((line) => line !== status.because).map((line) => `  ☐ ${line}`),
    ...(open.length === 0
      ? []
      : [
          `  ☐ ${open.length === 1 ? '1 test or check is' : `${open.length} tests and checks are`} open: mcp-change test ${status.id}`,
        ]),
    ...(detailed ? open.map((line) => `      ${line}`) : []),
    ...(more > 0 ? [`  … ${more} more: mcp-change status ${status.id}`] : []),
  ];
}
