import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import type { Change } from '../../src/core/compare/change';
import { planRollback } from '../../src/core/rollback/planRollback';
import type {
  FileRollback,
  RollbackContext,
  RollbackInput,
  RollbackPlan,
} from '../../src/core/rollback/rollbackPlan';

export const context: RollbackContext = { baselineName: 'main', analyze: analyzeFile };

/** The analysis of an edit of one governed file. */
export function edit(
  path: string,
  before: string | undefined,
  after: string | undefined,
): FileAnalysis {
  const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
  if (analysis === undefined) throw new Error(`${path} is not governed`);
  return analysis;
}

/** Plans the rollback of one edit. */
export function rollBack(
  analysis: FileAnalysis,
  extra: Omit<RollbackInput, 'analysis'> & { readonly includeTightening?: boolean } = {},
): RollbackPlan {
  const { includeTightening, ...input } = extra;
  return planRollback([{ analysis, ...input }], { ...context, includeTightening });
}

/** The changes that speak of one of these words. */
export function changesAbout(analysis: FileAnalysis, ...words: readonly string[]): Change[] {
  const found = analysis.changes.filter((change) =>
    words.some((word) => JSON.stringify(change).includes(word)),
  );
  if (found.length === 0) throw new Error(`no change about ${words.join(', ')}`);
  return found;
}

/** The one file of a plan. */
export function onlyFile(plan: RollbackPlan): FileRollback {
  const [file, ...others] = plan.files;
  if (file === undefined || others.length > 0) throw new Error('the plan is not about one file');
  return file;
}
