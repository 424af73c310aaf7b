import type { TextRange } from '../parse/tree';
import { overlapIndex } from './coveringIndex';
import { foldDetections } from './foldDetections';
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
 * element, the one whose rule supersedes the other stays. Of very many of one rule, the worst are told
 * one by one.
 *
 * @returns introduced detections and inherited ones; order is that of the catalogue
 */
export function runRules(context: RuleContext): readonly JudgedDetection[] {
  const inheritedIdentities = context.inheritedIdentities ?? baselineIdentities(context);
  const judged = ruleCatalogue.flatMap((rule) =>
    rule.check(context).map((detection): JudgedDetection => {
      const inherited =
        rule.kind === 'state' &&
        (context.baselineFacts === undefined ||
          inheritedIdentities.has(`${rule.id} ${detection.identity ?? detection.entity}`));
      return { rule, detection, origin: inherited ? 'inherited' : 'introduced' };
    }),
  );
  const silenced = silencedPlaces(judged);
  return foldDetections(
    judged.filter(({ rule, detection }) => silenced.get(rule.id)?.(detection.range) !== true),
  );
}

/**
 * What state rules say about the baseline. It stays the same while only the current text changes, so
 * whoever judges one keystroke after the other may keep it.
 *
 * @param context of which only the baseline and the file count; it may hold no changes yet
 */
export function baselineIdentities(context: RuleContext): ReadonlySet<string> {
  const identities = new Set<string>();
  if (context.baselineFacts === undefined || context.baselineText === undefined) return identities;
  const baseline: RuleContext = {
    ...context,
    text: context.baselineText,
    root: context.baselineRoot,
    facts: context.baselineFacts,
    baselineText: undefined,
    baselineRoot: undefined,
    baselineFacts: undefined,
    changes: [],
  };
  for (const rule of ruleCatalogue) {
    if (rule.kind !== 'state') continue;
    for (const detection of rule.check(baseline)) {
      identities.add(`${rule.id} ${detection.identity ?? detection.entity}`);
    }
  }
  return identities;
}

/** For each rule the places where an introduced detection of another rule speaks for it. */
function silencedPlaces(
  judged: readonly JudgedDetection[],
): ReadonlyMap<string, (range: TextRange) => boolean> {
  const places = new Map<string, TextRange[]>();
  for (const { rule, detection, origin } of judged) {
    if (origin !== 'introduced') continue;
    for (const id of rule.supersedes) {
      const list = places.get(id) ?? [];
      list.push(detection.covers ?? detection.range);
      places.set(id, list);
    }
  }
  return new Map([...places].map(([id, ranges]) => [id, overlapIndex(ranges)]));
}
