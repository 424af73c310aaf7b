import type { FileAnalysis } from './analyze';
import type { RuleContext } from './rules/rule';
import { isExamplePath } from './surfaces/findSurface';

/** What rules need to know of a file that was analysed before. */
export function ruleContextOf(file: FileAnalysis): RuleContext {
  return {
    path: file.path,
    surface: file.surface,
    example: isExamplePath(file.path),
    text: file.text ?? '',
    root: file.parsed?.root,
    facts: file.facts,
    baselineText: file.baselineText,
    baselineRoot: file.baselineParsed?.root,
    baselineFacts: file.hasBaseline ? file.baselineFacts : undefined,
    changes: file.changes,
  };
}
