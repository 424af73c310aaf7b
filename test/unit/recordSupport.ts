import type { FileAnalysis } from '../../src/core/analyze';
import type { GateInput } from '../../src/core/gate/gateInput';
import { builtInInForce, requirementsOf } from '../../src/core/policy/requirementsOf';
import { buildRecord, type RecordInput } from '../../src/core/record/buildRecord';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { textDigest } from '../../src/core/record/textDigest';
import { edit, rollBack } from './rollbackSupport';

/** A record of one edit; ids and times are made up. */
export function recordOf(analysis: FileAnalysis, extra: Partial<RecordInput> = {}): ChangeRecord {
  return buildRecord({
    id: 'CHG-20261122-k7f3qd',
    created_at: '2026-11-22T09:14:00Z',
    requester: { id: 'github:alice', name: 'Alice Example' },
    base_ref: 'main',
    baseline_commit: '22f3e10a936a4a53b9433d033e7f47712a2d33c3',
    files: [
      {
        analysis,
        from: versionOf(analysis.baselineText),
        to: versionOf(analysis.text),
      },
    ],
    assessment: analysis.assessment,
    requirements: requirementsOf([analysis], {
      policy: builtInInForce,
      now: new Date('2026-11-22T09:14:00Z'),
    }),
    why: 'Let the docs agent fetch pages',
    plan: extra.plan ?? rollBack(analysis),
    rehearsalMilliseconds: 9,
    ...extra,
  });
}

function versionOf(text: string | undefined): { readonly sha256: string } | null {
  return text === undefined ? null : { sha256: textDigest(text) };
}

const sample = edit(
  '.claude/settings.json',
  '{ "permissions": { "allow": [], "deny": ["Read(./.env)"] } }\n',
  '{ "permissions": { "allow": ["Bash(curl:*)"], "deny": ["Bash(rm:*)"] } }\n',
);
const samplePlan = rollBack(sample);

/** A record of an edit that loosens two things and tightens one. */
export function sampleRecord(extra: Partial<RecordInput> = {}): ChangeRecord {
  return recordOf(sample, { plan: samplePlan, ...extra });
}

/** The file of an analysis as the gate finds it in the diff. */
export function changedFile(analysis: FileAnalysis): GateInput['files'][number] {
  return {
    path: analysis.path,
    from: { mode: '100644', blob: 'b'.repeat(40) },
    to: { mode: '100644', blob: 'c'.repeat(40) },
    before: analysis.baselineText,
    after: analysis.text,
    analysis,
  };
}
