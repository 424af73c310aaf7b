import { t } from '@vscode/l10n';
import { maskSecrets } from '../facts/maskSecrets';
import { canonicalText, effectiveMembers, pointerStep } from '../parse/navigate';
import type { DataNode, Member, ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import type { Change } from './change';

/** More keys than these are counted, not named. */
const mostNamed = 3;

/**
 * What an edit changed in a data file beside every fact that is read: at most one change, neutral,
 * with the keys it is about. A reviewer learns that nothing was passed over. Layout, comments and the
 * order of keys are no change.
 *
 * @param baseline undefined when the file did not exist or was not governed
 * @param current undefined when the file is gone or no longer governed
 */
export function compareRest(
  baseline: ParsedText | undefined,
  current: ParsedText | undefined,
  surface: Surface,
): readonly Change[] {
  const before = baseline?.root;
  const after = current?.root;
  if (surface.concerns !== undefined || (before === undefined && after === undefined)) return [];
  const old = before?.kind === 'object' ? effectiveMembers(before) : [];
  const now = after?.kind === 'object' ? effectiveMembers(after) : [];
  const known = new Map(old.map((member) => [member.key, canonicalText(member.value)]));
  const changed = now.filter(({ key, value }) => known.get(key) !== canonicalText(value));
  const kept = new Set(now.map(({ key }) => key));
  const gone = old.filter(({ key }) => !kept.has(key));
  const whole = before === undefined || after === undefined;
  const empty = [...changed, ...gone].every(({ value }) => isEmpty(value));
  if (whole ? empty : changed.length === 0 && gone.length === 0) return [];
  const first = changed[0] ?? gone[0];
  const start: TextRange = { start: 0, end: 0 };
  return [
    {
      facet: 'other',
      op: before === undefined ? 'add' : after === undefined ? 'remove' : 'replace',
      subject: surface.id,
      pointer: first === undefined || whole ? '' : pointerStep(first.key),
      direction: 'neutral',
      words:
        before === undefined
          ? t('{0} is new. Nothing in it is known to give an agent power.', surface.title)
          : after === undefined
            ? t('{0} is gone. Nothing in it was known to give an agent power.', surface.title)
            : t(
                '{0} changed, which is not known to give or take power.',
                namesOf([...changed, ...gone]),
              ),
      range: changed[0]?.keyRange ?? start,
      ...(gone[0] === undefined ? {} : { baselineRange: gone[0].keyRange }),
      detail: { kind: 'general', surfaceKind: surface.kind },
    },
  ];
}

/** `{}`, `[]`, or an empty map of servers: a file that is there and says nothing. */
function isEmpty(node: DataNode): boolean {
  return (
    (node.kind === 'object' && node.members.every(({ value }) => isEmpty(value))) ||
    (node.kind === 'array' && node.items.length === 0)
  );
}

function namesOf(members: readonly Member[]): string {
  const named = members.slice(0, mostNamed).map(({ key }) => `\`${maskSecrets(key)}\``);
  const more = members.length - named.length;
  return more > 0 ? t('{0} and {1} more', named.join(', '), more) : named.join(', ');
}
