import type { FileAnalysis } from './analyze';
import { assess } from './risk/assess';
import { inOrder, toFinding } from './risk/judgeFile';
import type { ChangeSet, Finding, RuleContext } from './rules/rule';
import { ruleCatalogue } from './rules/ruleCatalogue';
import { ruleContextOf } from './ruleContextOf';

/** What is known of a change set besides its governed files that differ. */
export interface Surroundings {
  /** Governed files that are as they were at the baseline; asked for only when a rule needs them. */
  readonly around?: (() => readonly FileAnalysis[]) | undefined;
  readonly declared?: ChangeSet['declared'];
}

/**
 * Several files, one meaning: what no file shows by itself, such as a new permission here for a server
 * that stands there, or a script that an unchanged entry starts.
 *
 * @param files of one change set, each analysed by itself, in any order
 * @returns the same files in the same order; those that no rule speaks about are the same objects
 */
export function judgeTogether(
  files: readonly FileAnalysis[],
  { around, declared }: Surroundings = {},
): readonly FileAnalysis[] {
  // Without a baseline all there is to judge is the state.
  const changed = files.filter(({ changes, hasBaseline }) => changes.length > 0 || !hasBaseline);
  if (changed.length === 0) return files;
  const contexts = new Map(changed.map((file) => [file.path, ruleContextOf(file)]));
  let others: readonly RuleContext[] | undefined;
  const set: ChangeSet = {
    changed: [...contexts.values()],
    around: () =>
      (others ??= (around?.() ?? [])
        .filter(({ path, changes }) => changes.length === 0 && !contexts.has(path))
        .map(ruleContextOf)),
    declared,
  };
  const found = new Map<string, Finding[]>();
  for (const rule of ruleCatalogue) {
    for (const { path, detection } of rule.together?.(set) ?? []) {
      const context = contexts.get(path);
      if (context === undefined) continue;
      const state = rule.kind === 'state' && context.baselineFacts === undefined;
      const origin = state ? 'inherited' : 'introduced';
      const finding = toFinding(context, { rule, detection, origin });
      const own = found.get(path);
      if (own === undefined) found.set(path, [finding]);
      else own.push(finding);
    }
  }
  if (found.size === 0) return files;
  return files.map((file) => {
    const more = found.get(file.path);
    return more === undefined || !contexts.has(file.path) ? file : withFindings(file, more);
  });
}

function withFindings(file: FileAnalysis, more: readonly Finding[]): FileAnalysis {
  const said = new Set(more.map(({ fingerprint }) => fingerprint));
  const findings = inOrder([
    ...file.findings.filter(({ fingerprint }) => !said.has(fingerprint)),
    ...more,
  ]);
  return { ...file, findings, assessment: assess(file.changes, findings) };
}
