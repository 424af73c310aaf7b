import type { TextRange } from '../parse/tree';
import { ruleCatalogue } from './ruleCatalogue';
import type { Detection, Rule, RuleContext } from './rule';

/** A detection with the rule that made it and where it comes from. */
export interface JudgedDetection {
  readonly rule: Rule;
  readonly detection: Detection;
  readonly origin: 'introduced' | 'inherited';
}

/**
 * Runs every rule over one file.
 *
 * State rules run on both sides: what the baseline has too is inherited and never counted for the
 * change. Delta rules judge the changes. Where two introduced detections speak about the same
 * element, the one whose rule supersedes the other stays.
 *
 * @returns introduced detections and inherited ones; order is that of the catalogue
 */
export function runRules(context: RuleContext): readonly JudgedDetection[] {
  const inheritedIdentities = new Set<string>();
  if (context.baselineFacts !== undefined && context.baselineText !== undefined) {
    const baseline: RuleContext = {
      ...context,
      text: context.baselineText,
      facts: context.baselineFacts,
      baselineText: undefined,
      baselineFacts: undefined,
      changes: [],
    };
    for (const rule of ruleCatalogue) {
      if (rule.kind !== 'state') continue;
      for (const detection of rule.check(baseline)) {
        inheritedIdentities.add(`${rule.id} ${detection.identity ?? detection.entity}`);
      }
    }
  }
  const judged = ruleCatalogue.flatMap((rule) =>
    rule.check(context).map((detection): JudgedDetection => {
      const inherited =
        rule.kind === 'state' &&
        (context.baselineFacts === undefined ||
          inheritedIdentities.has(`${rule.id} ${detection.identity ?? detection.entity}`));
      return { rule, detection, origin: inherited ? 'inherited' : 'introduced' };
    }),
  );
  return judged.filter((candidate) => !judged.some((other) => supersedes(other, candidate)));
}

function supersedes(speaker: JudgedDetection, candidate: JudgedDetection): boolean {
  if (speaker === candidate || speaker.origin !== 'introduced') return false;
  if (!speaker.rule.supersedes.includes(candidate.rule.id)) return false;
  return overlaps(speaker.detection.covers ?? speaker.detection.range, candidate.detection.range);
}

function overlaps(left: TextRange, right: TextRange): boolean {
  return left.start < right.end && right.start < left.end;
}
