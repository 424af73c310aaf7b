import { t } from '@vscode/l10n';
import { positionAt } from '../parse/position';
import type { RecordEvent } from '../record/changeRecord';
import { brokenLogEntry } from '../record/decideRecord';
import { eventDigest } from '../record/digests';
import type { GateFailure } from './gateFailure';
import type { GateInput, GateRecord } from './gateInput';

/** A record is read this far only; what is wrong further down shows when the first is mended. */
const mostProblems = 5;

/**
 * Whether records and approvals are what they should be at all: readable, named as their id, no link,
 * no credential, a log that only grows (G12, G15, G17). All of it fails the gate, also where the policy
 * only advises: nothing else could be believed.
 */
export function checkForm(input: GateInput): readonly GateFailure[] {
  return [
    ...input.records.flatMap((record) => recordForm(record)),
    ...twice(input.records),
    ...input.records.flatMap(logOf),
    ...input.approvals.flatMap(({ path, parsed }): readonly GateFailure[] =>
      parsed.problem === undefined
        ? []
        : [
            {
              check: parsed.secret === true ? 'G12' : 'G17',
              path,
              message: parsed.problem,
              mend: t('Delete the file and give the approval again.'),
              always: true,
            },
          ],
    ),
    ...input.files.flatMap(({ path, problem }): readonly GateFailure[] =>
      problem === undefined
        ? []
        : [
            {
              check: 'G17',
              path,
              message: t('It cannot be read, so nobody can say what it does. {0}', problem),
              mend: t('Mend the file.'),
              always: true,
            },
          ],
    ),
  ];
}

function recordForm({ path, text, parsed, link }: GateRecord): readonly GateFailure[] {
  if (link) {
    return [
      {
        check: 'G17',
        path,
        message: t('It is a link. A record is a file of its own.'),
        mend: t('Replace the link by a file.'),
        always: true,
      },
    ];
  }
  const { record } = parsed;
  if (record === undefined) {
    return parsed.problems.slice(0, mostProblems).map((problem) => ({
      check: problem.kind === 'secret' ? 'G12' : 'G17',
      path,
      line: positionAt(text, problem.range.start).line + 1,
      message: problem.message,
      mend: t('Mend this line, or write the record anew with “mcp-change record”.'),
      always: true,
    }));
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.startsWith(`${record.id}-`) || name === `${record.id}.yaml`
    ? []
    : [
        {
          check: 'G17',
          path,
          record: record.id,
          message: t('Its name does not start with its id, {0}.', record.id),
          mend: t('Rename the file.'),
          always: true,
        },
      ];
}

function twice(records: readonly GateRecord[]): readonly GateFailure[] {
  const seen = new Map<string, string>();
  return records.flatMap(({ path, parsed }): readonly GateFailure[] => {
    const id = parsed.record?.id;
    if (id === undefined) return [];
    const other = seen.get(id);
    seen.set(id, other ?? path);
    return other === undefined
      ? []
      : [
          {
            check: 'G17',
            path,
            record: id,
            message: t('{0} has the same id.', other),
            mend: t('Delete one of the two.'),
            always: true,
          },
        ];
  });
}

function logOf({ path, parsed: { record }, before }: GateRecord): readonly GateFailure[] {
  if (record === undefined) return [];
  const fail = (message: string): readonly GateFailure[] => [
    {
      check: 'G15',
      path,
      record: record.id,
      message,
      mend: t('Take the log back as it was; entries are only ever added.'),
      always: true,
    },
  ];
  const broken = brokenLogEntry(record.audit_log);
  if (broken !== undefined) {
    return fail(t('Entry {0} of the log does not follow from the one before.', broken));
  }
  return before === undefined || isPrefix(before.audit_log, record.audit_log)
    ? []
    : fail(t('The log is not the one of the base branch with more entries.'));
}

function isPrefix(before: readonly RecordEvent[], after: readonly RecordEvent[]): boolean {
  return before.every((entry, index) => {
    const same = after[index];
    return same !== undefined && eventDigest(same) === eventDigest(entry);
  });
}
