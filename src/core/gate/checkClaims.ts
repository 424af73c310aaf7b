import { t } from '@vscode/l10n';
import { assessChangeSet } from '../analyze';
import type { RecordFile, RecordFileVersion } from '../record/changeRecord';
import { semanticDigest } from '../record/digests';
import { namedChanges } from '../record/namedChanges';
import { textDigest } from '../record/textDigest';
import { compareTiers } from '../risk/scoreFinding';
import { compareSeverities } from '../rules/compareSeverities';
import type { GateFailure } from './gateFailure';
import type { GateFile } from './gateInput';
import type { WeighedRequest } from './weighRequest';

/**
 * What a record claims against what the diff says: files, content, meaning, findings, risk, type and
 * lane (G02 to G07). Where the content is another already, its meaning is not compared as well.
 */
export function checkClaims(request: WeighedRequest, path: string): readonly GateFailure[] {
  const { record } = request;
  const fail = (
    check: GateFailure['check'],
    message: string,
    mend = t('Withdraw {0} and write it anew with “mcp-change record”.', record.id),
  ): GateFailure => ({ check, path, record: record.id, message, mend });
  const content = record.subject.files.flatMap((file) =>
    contentFailure(file, request, (check, message, mend) => fail(check, message, mend)),
  );
  if (content.length > 0) return content;
  return [
    ...meaning(request, fail),
    ...findings(request, fail),
    ...risk(request, fail),
    ...typeAndLane(request, fail),
  ];
}

type Fail = (check: GateFailure['check'], message: string, mend?: string) => GateFailure;

function contentFailure(
  recorded: RecordFile,
  request: WeighedRequest,
  fail: Fail,
): readonly GateFailure[] {
  const { files, record } = request;
  const file = files.find(({ path }) => path === recorded.path);
  if (file === undefined) {
    return [
      fail('G02', t('{0} lists {1}, which this change does not touch.', record.id, recorded.path)),
    ];
  }
  if (!isVersion(recorded.from, file.from, file.before)) {
    return [
      fail(
        'G03',
        t('{0} is another file on the base branch than the one recorded.', recorded.path),
        t('Rebase, look at the result, and write the record anew with “mcp-change record”.'),
      ),
    ];
  }
  if (!isVersion(recorded.to, file.to, file.after) && !isOnlyLaidOut(request)) {
    return [fail('G03', t('{0} was edited after {1} was written.', recorded.path, record.id))];
  }
  return [];
}

/**
 * The files say the very same as when the record was written, in another layout, and the risk is low
 * enough that it does not matter: an approval is kept through that, so the record is as well.
 */
export function isOnlyLaidOut({
  record,
  files,
  parts,
  digests,
  context,
}: Pick<WeighedRequest, 'record' | 'files' | 'parts' | 'digests' | 'context'>): boolean {
  const named = parts.reduce((sum, { changes }) => sum + changes.length, 0);
  const all = files.reduce((sum, { analysis }) => sum + (analysis?.changes.length ?? 0), 0);
  return (
    context.keepsThroughLayout &&
    record.subject.files.some((recorded) => !isAsRecorded(recorded, files)) &&
    // An edit that another record speaks for is more than layout.
    named === all &&
    digests.semantic_digest === semanticDigest(record.changes)
  );
}

function isAsRecorded(recorded: RecordFile, files: WeighedRequest['files']): boolean {
  const file = files.find(({ path }) => path === recorded.path);
  return file !== undefined && isVersion(recorded.to, file.to, file.after);
}

/** A record names a version by its text, by git's names for it, or by both. */
function isVersion(
  recorded: RecordFileVersion | null,
  version: GateFile['from'],
  text: string | undefined,
): boolean {
  if (recorded === null || version === null) return recorded === version;
  if (recorded.blob === undefined && recorded.sha256 === undefined) return false;
  return (
    (recorded.blob === undefined || recorded.blob === version.blob) &&
    (recorded.mode === undefined || recorded.mode === version.mode) &&
    (recorded.sha256 === undefined || (text !== undefined && recorded.sha256 === textDigest(text)))
  );
}

function meaning(request: WeighedRequest, fail: Fail): readonly GateFailure[] {
  const { record, parts, digests } = request;
  for (const change of record.changes) {
    const part = parts.find(({ path }) => path === change.file);
    if (part === undefined || namedChanges(part.changes, [change]).size === 0) {
      return [
        fail('G04', t('The diff does not show change {0}: {1}', change.number, change.words)),
      ];
    }
  }
  // Records hold the digest of what they say; said differently, it is another one.
  return digests.semantic_digest === semanticDigest(record.changes)
    ? []
    : [fail('G04', t('The changes that {0} names are not those of the diff.', record.id))];
}

function findings({ record, parts }: WeighedRequest, fail: Fail): readonly GateFailure[] {
  const found = parts.flatMap(({ path, findings: all }) =>
    all.filter(({ origin }) => origin === 'introduced').map((finding) => ({ path, finding })),
  );
  return found.flatMap(({ path, finding }) => {
    const recorded = record.findings.filter(
      ({ file, rule, fingerprint }) =>
        file === path && rule === finding.rule && fingerprint === finding.fingerprint,
    );
    if (recorded.length === 0) {
      return [fail('G05', t('{0} leaves out a finding: {1}', record.id, finding.message))];
    }
    const told = recorded.some(
      ({ severity }) => compareSeverities(severity, finding.severity) >= 0,
    );
    return told
      ? []
      : [
          fail(
            'G05',
            t(
              '{0} is {1}, but recorded lower: {2}',
              finding.rule,
              finding.severity,
              finding.message,
            ),
          ),
        ];
  });
}

function risk({ record, parts }: WeighedRequest, fail: Fail): readonly GateFailure[] {
  const { tier } = assessChangeSet(parts);
  return compareTiers(record.risk.tier, tier) >= 0
    ? []
    : [fail('G06', t('The risk is {0}; {1} says {2}.', tier, record.id, record.risk.tier))];
}

function typeAndLane(
  { record, parts, requirements }: WeighedRequest,
  fail: Fail,
): readonly GateFailure[] {
  const { types, categories } = assessChangeSet(parts);
  const left = [
    ...types.filter((type) => !record.types.includes(type)),
    ...categories.filter((category) => !record.categories.includes(category)),
  ];
  const failures =
    left.length === 0
      ? []
      : [fail('G07', t('{0} leaves out what it is about: {1}.', record.id, left.join(', ')))];
  if (record.lane === 'standard' && requirements.lane !== 'standard') {
    failures.push(
      fail(
        'G07',
        t('Nothing proves that {0} is a standard change.', record.id),
        t('Write “lane: normal” into it and propose it.'),
      ),
    );
  }
  return failures;
}
