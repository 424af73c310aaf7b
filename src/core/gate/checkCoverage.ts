import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import { requirementsOf } from '../policy/requirementsOf';
import type { Requirements } from '../policy/requirements';
import { judgingPolicies } from '../policy/resolvePolicy';
import { selectedPart } from '../policy/selectedPart';
import { speaksForItsFiles } from '../record/coveredChanges';
import { namedChanges } from '../record/namedChanges';
import type { GateFailure } from './gateFailure';
import type { GateInput, GateRecord } from './gateInput';

/** What of the diff no record speaks for, and whether that needs one. */
export interface Coverage {
  readonly failures: readonly GateFailure[];
  /** What holds for everything together: policy and files it governs, enforcement. */
  readonly whole: Requirements;
  /** What the uncovered part was taken for; undefined when there is none. */
  readonly rest?: Requirements | undefined;
  /** What could not be read or was ignored in a policy. */
  readonly notes: readonly string[];
}

/**
 * Every change of a governed file has exactly one record, or is proven to be a standard change (G01);
 * what a freeze stops is stopped without a record as well (G11), and the policy never changes together
 * with what it governs (G16).
 */
export function checkCoverage(input: GateInput): Coverage {
  const analyses = input.files.flatMap(({ analysis }) => analysis ?? []);
  const { failures, uncovered } = whoSpeaks(analyses, input.records);
  const unread = input.files.filter(
    ({ analysis, problem }) => analysis === undefined && problem !== undefined,
  ).length;
  const { policies, policiesAfter } = input.rules;
  const judging = judgingPolicies(
    policies,
    policiesAfter,
    input.files.map(({ path }) => path),
  );
  const whole = requirementsOf(analyses, { ...judging, now: input.now, unread });
  const notes = [...new Set([...judging.policy.notes, ...(judging.newPolicy?.notes ?? [])])];
  const mixed = whole.mixedWithPolicy ? [mixedWithPolicy(analyses)] : [];
  if (uncovered.length === 0) return { failures: [...failures, ...mixed], whole, notes };
  const concerned = judgingPolicies(
    policies,
    policiesAfter,
    uncovered.map(({ path }) => path),
  );
  const rest = requirementsOf(uncovered, { ...concerned, now: input.now });
  return {
    failures: [...failures, ...mixed, ...withoutRecord(uncovered, rest, input.records)],
    whole,
    rest,
    notes,
  };
}

function whoSpeaks(
  analyses: readonly FileAnalysis[],
  records: readonly GateRecord[],
): { readonly failures: readonly GateFailure[]; readonly uncovered: readonly FileAnalysis[] } {
  const failures: GateFailure[] = [];
  const uncovered: FileAnalysis[] = [];
  for (const analysis of analyses) {
    const spoken = new Map<Change, string>();
    for (const { parsed } of records) {
      const { record } = parsed;
      if (record === undefined || !speaksForItsFiles(record.status)) continue;
      const named = record.changes.filter(({ file }) => file === analysis.path);
      for (const change of namedChanges(analysis.changes, named)) {
        const other = spoken.get(change);
        if (other !== undefined && !failures.some(({ path }) => path === analysis.path)) {
          failures.push(inTwo(analysis.path, other, record.id));
        }
        spoken.set(change, record.id);
      }
    }
    const left = analysis.changes.filter((change) => !spoken.has(change));
    if (left.length === analysis.changes.length) uncovered.push(analysis);
    else if (left.length > 0) uncovered.push(selectedPart(analysis, left));
  }
  return {
    failures,
    uncovered: uncovered.filter(
      ({ changes, findings, status }) =>
        changes.length > 0 ||
        status === 'unreadable' ||
        findings.some(({ origin }) => origin === 'introduced'),
    ),
  };
}

function inTwo(path: string, first: string, second: string): GateFailure {
  return {
    check: 'G01',
    path,
    record: second,
    message: t('{0} and {1} both speak for a change of this file.', first, second),
    mend: t('Withdraw one of the two: “mcp-change withdraw {0}”.', second),
  };
}

function withoutRecord(
  uncovered: readonly FileAnalysis[],
  rest: Requirements,
  records: readonly GateRecord[],
): readonly GateFailure[] {
  const first = uncovered[0]?.path ?? '';
  const frozen: readonly GateFailure[] =
    rest.frozen === undefined
      ? []
      : [
          {
            check: 'G11',
            path: first,
            message: t('Nothing is loosened until {0}: {1}.', rest.frozen.until, rest.frozen.name),
            mend: t('Wait, or only tighten. In an emergency declare one.'),
          },
        ];
  if (!rest.record) return frozen;
  return [
    ...frozen,
    ...uncovered.map((analysis): GateFailure => {
      const given = records.find(
        ({ parsed: { record } }) =>
          record !== undefined &&
          !speaksForItsFiles(record.status) &&
          record.subject.files.some(({ path }) => path === analysis.path),
      )?.parsed.record;
      const [change] = analysis.changes;
      return {
        check: 'G01',
        path: analysis.path,
        message:
          given === undefined
            ? t('No record speaks for: {0}', change?.words ?? analysis.reason ?? analysis.path)
            : t('{0} is {1} and speaks for nothing any more.', given.id, given.status),
        mend: t('Write one: mcp-change record --why "…"'),
      };
    }),
  ];
}

function mixedWithPolicy(analyses: readonly FileAnalysis[]): GateFailure {
  const policy = analyses.find(({ surface }) => surface.kind === 'change-policy');
  return {
    check: 'G16',
    path: policy?.path ?? '',
    message: t('The policy changes together with files that it governs.'),
    mend: t('Split it: first the policy, then the rest.'),
  };
}
