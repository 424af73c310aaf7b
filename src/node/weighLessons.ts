import type { FileAnalysis } from '../core/analyze';
import type { Change } from '../core/compare/change';
import { withLessons } from '../core/record/withLessons';
import type { StateComparison } from './compareStates';
import { recordsAbove } from './recordFiles';

/** What earlier rollbacks say about the changes between two states; lately rolled back, they weigh more. */
export function weighLessons(
  { repository, analyses }: Pick<StateComparison, 'repository' | 'analyses'>,
  now: Date,
): { readonly analyses: readonly FileAnalysis[]; readonly lessons: ReadonlyMap<Change, string> } {
  const changed = analyses.filter(({ changes }) => changes.length > 0);
  const records = recordsAbove(
    repository.root,
    changed.map(({ path }) => path),
  ).flatMap(({ record }) => record ?? []);
  const lessons = new Map<Change, string>();
  const weighed = analyses.map((analysis) => {
    const told = withLessons(analysis, records, now);
    for (const [change, lesson] of told.lessons) lessons.set(change, lesson);
    return told.analysis;
  });
  return { analyses: weighed, lessons };
}
