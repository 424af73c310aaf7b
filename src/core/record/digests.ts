import { canonicalJson, type JsonValue } from './canonicalJson';
import type { ChangeRecord, RecordChange, RecordEvent, RecordFile } from './changeRecord';
import { sha256 } from './sha256';

/**
 * Binds an approval to the bytes: the versions of every file before and after, whatever else the
 * branch holds. An unrelated commit or a rebase keeps it, one more character voids it.
 *
 * Formula: sha256(JCS({v: 1, files: [{path, from: {mode, blob} | null, to: …} sorted by path]})); a
 * version that git does not know is named by the digest of its text instead. What an approval binds to
 * is made of git's versions: `from` at the tip of the base branch, `to` in the merge result. A link has
 * both, because what is read through it is kept in another file.
 */
export function contentDigest(files: readonly Pick<RecordFile, 'path' | 'from' | 'to'>[]): string {
  const entries = files.map((file) => ({
    path: file.path,
    from: versionKey(file.from),
    to: versionKey(file.to),
  }));
  return sha256(canonicalJson({ v: 1, files: sorted(entries) }));
}

/**
 * Binds to the meaning: the same changes in another layout have the same digest.
 *
 * Formula: sha256(JCS({v: 1, atoms: [{file, pointer, op, facet, before, after} sorted]})), with the
 * masked values that the record carries.
 */
export function semanticDigest(
  changes: readonly Pick<RecordChange, 'file' | 'pointer' | 'op' | 'facet' | 'before' | 'after'>[],
): string {
  const atoms = changes.map((change) => ({
    file: change.file,
    pointer: change.pointer,
    op: change.op,
    facet: change.facet,
    before: change.before ?? null,
    after: change.after ?? null,
  }));
  return sha256(canonicalJson({ v: 1, atoms: sorted(atoms) }));
}

/** The parts of a record that an approver agrees to besides the content. */
export type Intent = Pick<
  ChangeRecord,
  | 'id'
  | 'type'
  | 'lane'
  | 'categories'
  | 'why'
  | 'risk'
  | 'tests'
  | 'review'
  | 'deployment'
  | 'rollback'
  | 'emergency'
  | 'expires_at'
>;

/**
 * Binds to the plan: id, type, lane, categories, risk tier, reason, checklist, planned tests,
 * deployment, rollback without its rehearsal, emergency, end date. What is only seen later (evidence,
 * rehearsal, the review of an emergency, log) is left out, so that adding it voids nothing.
 */
export function intentDigest(record: Intent): string {
  const { rehearsal: _rehearsal, ...rollback } = record.rollback;
  const { reviewed: _reviewed, ...emergency } = record.emergency ?? {};
  return sha256(
    canonicalJson({
      v: 1,
      id: record.id,
      type: record.type,
      lane: record.lane,
      categories: [...record.categories],
      tier: record.risk.tier,
      why: record.why,
      tests: asJson(record.tests?.plan),
      // Records from before there were checklists keep their digest.
      ...(record.review === undefined ? {} : { review: asJson(record.review) }),
      deployment: asJson(record.deployment),
      rollback: asJson(rollback),
      emergency: record.emergency === undefined ? null : asJson(emergency),
      expires_at: record.expires_at ?? null,
    }),
  );
}

/** One policy file as git keeps it on the base branch. */
export interface PolicyVersion {
  readonly path: string;
  readonly blob: string;
}

/**
 * Binds to the rules that were in force: the policy files on the base branch that hold for the changed
 * files. Without any the digest stands for the built-in policy.
 *
 * Formula: sha256(JCS({v: 1, policies: [{path, blob} sorted by path]}))
 */
export function policyDigest(policies: readonly PolicyVersion[]): string {
  const entries = policies.map(({ path, blob }) => ({ path, blob }));
  return sha256(canonicalJson({ v: 1, policies: sorted(entries) }));
}

/** What the next entry of the log names as `prev`. */
export function eventDigest(event: RecordEvent): string {
  return sha256(canonicalJson(asJson(event)));
}

function versionKey(version: RecordFile['from']): JsonValue {
  if (version === null) return null;
  if (version.blob === undefined) return { sha256: version.sha256 ?? null };
  const kept = { mode: version.mode ?? null, blob: version.blob };
  return version.mode === linkMode ? { ...kept, sha256: version.sha256 ?? null } : kept;
}

function sorted(values: readonly { readonly [key: string]: JsonValue }[]): readonly JsonValue[] {
  return [...values].sort((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1));
}

/** How git marks a symbolic link. */
const linkMode = '120000';

/** Interfaces have no index signature; the values of a record are JSON by construction. */
function asJson(value: unknown): JsonValue {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as JsonValue);
}
