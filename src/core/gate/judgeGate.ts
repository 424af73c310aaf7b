import { t } from '@vscode/l10n';
import type { Enforcement, Requirements } from '../policy/requirements';
import { speaksForItsFiles } from '../record/coveredChanges';
import { checkApprovals } from './checkApprovals';
import { checkClaims } from './checkClaims';
import { checkCoverage } from './checkCoverage';
import { checkForm } from './checkForm';
import { checkPlan } from './checkPlan';
import type { GateFailure } from './gateFailure';
import type { GateInput, GateRecord } from './gateInput';
import { lifeCycle, type LifeCycle } from './lifeCycle';
import { weighRequest, type WeighedRequest } from './weighRequest';

/** What the gate says of one request. */
export interface JudgedRequest {
  readonly path: string;
  readonly weighed: WeighedRequest;
  readonly state: LifeCycle;
}

export interface GateVerdict {
  /** Nothing that blocks failed. */
  readonly passed: boolean;
  /** `advise`: what fails is shown; only what always blocks fails the gate. */
  readonly enforcement: Enforcement;
  readonly requests: readonly JudgedRequest[];
  /** Those that block first, then by check. */
  readonly failures: readonly GateFailure[];
  /** Governed files that differ. */
  readonly governed: number;
  /** What no record speaks for and needs none. */
  readonly standard?: Requirements | undefined;
  /** What was rolled back before; what could not be read or was ignored in a policy. */
  readonly notes: readonly string[];
}

/**
 * Compares what the records claim with what the diff says. The record is a claim, the diff is the
 * truth, the rules are those of the base branch. Pure: the same input always gives the same verdict.
 */
export function judgeGate(input: GateInput): GateVerdict {
  const coverage = checkCoverage(input);
  const requests = input.records.flatMap((file) => judgeRequest(file, input));
  const failures = [
    ...checkForm(input),
    ...coverage.failures,
    ...requests.flatMap(({ path, weighed }) => [
      ...checkClaims(weighed, path),
      ...checkPlan(weighed, path, input.now, input.onBase),
      ...checkApprovals(weighed, path, input.now),
    ]),
  ];
  const enforcement = strictest([
    coverage.whole,
    ...requests.map(({ weighed }) => weighed.requirements),
  ]);
  const blocks = ({ always }: GateFailure): boolean => always === true || enforcement === 'require';
  const { rest } = coverage;
  return {
    passed: !failures.some(blocks),
    enforcement,
    requests,
    failures: [...failures].sort(
      (left, right) =>
        Number(blocks(right)) - Number(blocks(left)) ||
        (left.check < right.check ? -1 : left.check > right.check ? 1 : 0),
    ),
    governed: input.files.filter(({ analysis }) => analysis !== undefined).length,
    standard: rest?.record === false ? rest : undefined,
    notes: [
      ...input.files.flatMap(({ path, lessons = [] }) =>
        [...new Set(lessons)].map((lesson) => t('{0}: {1}', path, lesson)),
      ),
      ...coverage.notes,
    ],
  };
}

/** Whether a failure fails the gate, or is only shown. */
export function isBlocking(failure: GateFailure, { enforcement }: GateVerdict): boolean {
  return failure.always === true || enforcement === 'require';
}

/**
 * A record that is in the base already and whose files this change leaves alone is only looked at for
 * its form: somebody closed it, or wrote down what came out.
 */
function judgeRequest(file: GateRecord, input: GateInput): readonly JudgedRequest[] {
  const { record } = file.parsed;
  if (record === undefined || !speaksForItsFiles(record.status)) return [];
  const touched = record.subject.files.some(({ path }) =>
    input.files.some((changed) => changed.path === path),
  );
  if (file.before !== undefined && !touched) return [];
  const weighed = weighRequest(record, input);
  const upToDate = checkClaims(weighed, file.path).every(
    ({ check }) => check !== 'G02' && check !== 'G03',
  );
  const state = lifeCycle({
    record,
    now: input.now,
    live: false,
    upToDate,
    approvals: weighed.approvals,
    verifyHours: weighed.requirements.verifyHours,
  });
  return [{ path: file.path, weighed, state }];
}

function strictest(requirements: readonly Requirements[]): Enforcement {
  return requirements.some(({ enforcement }) => enforcement.gate === 'require')
    ? 'require'
    : 'advise';
}
