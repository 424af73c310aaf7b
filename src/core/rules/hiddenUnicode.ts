import { t } from '@vscode/l10n';
import type { HiddenTextFact } from '../facts/fact';
import { hiddenNames, hiddenSeverity, readableHidden, removeHidden } from './invisibleCharacters';
import type { Detection, RuleContext } from './rule';

/**
 * Hidden characters that stand in the text as it is, one finding for each class at its first place.
 * Those that the change brings are told by `prompt/invisible-char-added`.
 */
export function checkHiddenUnicode(context: RuleContext): readonly Detection[] {
  const added = new Set(
    context.changes.flatMap(({ detail }) =>
      detail.kind === 'hidden-text' && detail.hidden !== undefined
        ? [detail.hidden.range.start]
        : [],
    ),
  );
  const groups = new Map<string, HiddenTextFact[]>();
  for (const hidden of context.facts.hiddenText) {
    if (added.has(hidden.range.start)) continue;
    const group = groups.get(hidden.class);
    if (group === undefined) groups.set(hidden.class, [hidden]);
    else group.push(hidden);
  }
  return Array.from(groups.values(), detect);
}

function detect(group: readonly HiddenTextFact[]): Detection {
  const worst = group.reduce((left, right) =>
    rank(hiddenSeverity(right)) > rank(hiddenSeverity(left)) ? right : left,
  );
  const severity = hiddenSeverity(worst);
  const count = group.reduce((sum, hidden) => sum + hidden.count, 0);
  const decoded = group.map((hidden) => hidden.decoded ?? '').join('');
  const name = hiddenNames()[worst.class];
  return {
    severity,
    subject: worst.subject,
    pointer: worst.pointer,
    range: worst.range,
    message:
      decoded === ''
        ? t(
            'Characters that people cannot see, or that turn what they see, stand here ({0} × {1}). An agent reads them; remove them.',
            count,
            name,
          )
        : t(
            'Text that people cannot see stands here ({0} × {1}). An agent reads: “{2}”. Remove it.',
            count,
            name,
            readableHidden(decoded),
          ),
    because: name,
    entity: `hidden ${worst.class}`,
    factors: {},
    ...(severity === 'critical' ? { floor: 'critical' as const } : {}),
    fixes: [removeHidden(group, count, severity)],
  };
}

function rank(severity: Detection['severity']): number {
  return ['info', 'low', 'medium', 'high', 'critical'].indexOf(severity);
}
