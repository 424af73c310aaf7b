import type { ChangeRecord } from '../record/changeRecord';

/** Another open request that changes the same entry of the same file. */
export interface RequestConflict {
  readonly with: string;
  readonly file: string;
  /** What both change: a server, a list, a section. */
  readonly subject: string;
}

/** For each request the others that touch what it touches, by id; linear in the number of changes. */
export function requestConflicts(
  records: readonly Pick<ChangeRecord, 'id' | 'changes'>[],
): ReadonlyMap<string, readonly RequestConflict[]> {
  const touching = new Map<string, Set<string>>();
  for (const { id, changes } of records) {
    for (const { file, subject } of changes) {
      const key = `${file}\n${subject}`;
      touching.set(key, (touching.get(key) ?? new Set()).add(id));
    }
  }
  const conflicts = new Map<string, RequestConflict[]>();
  for (const [key, ids] of touching) {
    if (ids.size < 2) continue;
    const [file = '', subject = ''] = key.split('\n');
    for (const id of ids) {
      const others = [...ids].filter((other) => other !== id);
      const known = conflicts.get(id) ?? [];
      known.push(...others.map((other) => ({ with: other, file, subject })));
      conflicts.set(id, known);
    }
  }
  return conflicts;
}
