import { t } from '@vscode/l10n';
import { isLoosening } from '../risk/unspokenChanges';
import { assessChangeSet } from '../analyze';
import type { ChangeRecord } from '../record/changeRecord';
import { overstatedRollback } from '../record/overstatedRollback';
import { planRecordRollback, type RecordRollback } from '../record/planRecordRollback';
import { textDigest } from '../record/textDigest';
import { isOnlyLaidOut } from './checkClaims';
import { checkTests } from './checkTests';
import type { GateFailure } from './gateFailure';
import type { WeighedRequest } from './weighRequest';

/**
 * Whether the plan of a request holds: a way back that works on the merge result, tests with results
 * for this content, no freeze, an emergency that says why (G09 to G11, G13).
 *
 * @param onBase whether a commit is part of the base branch
 */
export function checkPlan(
  request: WeighedRequest,
  path: string,
  now: Date,
  onBase: (commit: string) => boolean,
): readonly GateFailure[] {
  const fail: Fail = (check, message, mend) => ({
    check,
    path,
    record: request.record.id,
    message,
    mend,
  });
  const plan = plannedNow(request);
  return [
    ...rollback(request, plan, onBase, fail),
    ...checkTests(request, plan, path),
    ...freeze(request, fail),
    ...emergency(request, now, fail),
  ];
}

const hourMilliseconds = 60 * 60 * 1000;

type Fail = (check: GateFailure['check'], message: string, mend: string) => GateFailure;

/** The way back as the merge result has it. */
function plannedNow({ record, files }: WeighedRequest): RecordRollback {
  return planRecordRollback(
    record,
    files.map((file) => ({
      path: file.path,
      present: file.after,
      baseline: file.before,
      recorded: file.after,
      byPolicy: file.analysis?.surface,
    })),
  );
}

function rollback(
  request: WeighedRequest,
  plan: RecordRollback,
  onBase: (commit: string) => boolean,
  fail: Fail,
): readonly GateFailure[] {
  const { record, requirements } = request;
  // Another layout goes back in that layout: to the same meaning, not to the same text.
  const laidOut = isOnlyLaidOut(request);
  const anew = t('Write the record anew with “mcp-change record”; it rehearses the rollback.');
  const failures: GateFailure[] = [];
  const commit = record.subject.baseline_commit;
  if (commit === null || !onBase(commit)) {
    failures.push(
      fail(
        'G09',
        t('What {0} goes back to is no commit of the base branch.', record.id),
        t('Record against the base branch: “mcp-change record --base …”.'),
      ),
    );
  }
  for (const file of plan.files) {
    const restored = record.rollback.restore.find((entry) => entry.path === file.path);
    const digest = file.restoredText === undefined ? null : textDigest(file.restoredText);
    if (!file.passed) {
      const because = file.conflict ?? plan.summary;
      failures.push(fail('G09', t('{0} cannot be taken back: {1}', file.path, because), anew));
    } else if (restored === undefined || (restored.restored_sha256 !== digest && !laidOut)) {
      failures.push(
        fail('G09', t('The rollback of {0} ends in another text than recorded.', file.path), anew),
      );
    }
  }
  const { rehearsal, residue, reversibility } = record.rollback;
  if (reversibility !== 'full' && residue.length === 0) {
    failures.push(
      fail(
        'G09',
        t('The rollback is not full, and nothing is said about what stays behind.'),
        t('Say under “residue” what a revert leaves, and who looks after it.'),
      ),
    );
  }
  const overstated = overstatedRollback(record) ?? overstatedNow(record, plan);
  if (overstated !== undefined) {
    failures.push(fail('G09', t('The rollback plan promises too much. {0}', overstated), anew));
  }
  const rehearsed =
    rehearsal.result === 'passed' && rehearsal.content_digest === record.subject.content_digest;
  if (requirements.rehearsal && !rehearsed) {
    failures.push(fail('G09', t('The rollback was not rehearsed for this content.'), anew));
  }
  return failures;
}

/** What the diff shows to stay counts, whatever the record names as its changes. */
function overstatedNow(
  { rollback: { reversibility } }: ChangeRecord,
  plan: RecordRollback,
): string | undefined {
  const stays = plan.residue.find(({ kind }) => kind !== 'none');
  return reversibility === 'full' && plan.passed && stays !== undefined
    ? t('It says “full”, but this stays: {0}', stays.what)
    : undefined;
}

function freeze({ requirements }: WeighedRequest, fail: Fail): readonly GateFailure[] {
  const { frozen } = requirements;
  return frozen === undefined
    ? []
    : [
        fail(
          'G11',
          t('Nothing is loosened until {0}: {1}.', frozen.until, frozen.name),
          t('Wait, or only tighten. In an emergency declare one.'),
        ),
      ];
}

function emergency(
  { record, parts, requirements, people }: WeighedRequest,
  now: Date,
  fail: Fail,
): readonly GateFailure[] {
  if (record.lane !== 'emergency') return [];
  const block = record.emergency;
  const say = t('Write it under “emergency”.');
  if (block === undefined) {
    return [fail('G13', t('It is called an emergency and does not say which.'), say)];
  }
  const failures: GateFailure[] = [];
  const { direction } = assessChangeSet(parts);
  if (block.containment_only === true && isLoosening(direction)) {
    failures.push(
      fail(
        'G13',
        t('It says that it only contains, but it {0}.', direction),
        t('Take “containment_only” out and name who authorised it.'),
      ),
    );
  }
  const contains = requirements.emergency?.containment === true;
  if (!contains && block.authorised_by === undefined) {
    failures.push(fail('G13', t('Nobody is named who authorised it.'), say));
  } else if (
    !contains &&
    block.authorised_by !== undefined &&
    people.same(block.authorised_by, block.declared_by)
  ) {
    failures.push(
      fail('G13', t('Whoever declares an emergency cannot authorise it as well.'), say),
    );
  }
  const end = requirements.emergency?.endHours;
  if (end !== undefined && endsTooLate(record, end, now)) {
    failures.push(
      fail(
        'G13',
        record.expires_at === undefined
          ? t('What an emergency loosens ends after {0} hours; no end is named.', end)
          : t(
              'What an emergency loosens ends after {0} hours, not on {1}.',
              end,
              record.expires_at,
            ),
        t('Write an earlier “expires_at” into the record.'),
      ),
    );
  }
  if (block.reviewed === undefined && now.getTime() > Date.parse(block.review_due)) {
    failures.push(
      fail(
        'G13',
        t('Its review was due {0}.', block.review_due),
        t('Review it and write the result under “reviewed”, or roll it back.'),
      ),
    );
  }
  return failures;
}

/** Counted from now where the record says it was written later. */
function endsTooLate(
  { created_at: created, expires_at: end }: ChangeRecord,
  hours: number,
  now: Date,
): boolean {
  if (end === undefined) return true;
  const from = Math.min(Date.parse(created), now.getTime());
  return Date.parse(end) > from + hours * hourMilliseconds;
}
