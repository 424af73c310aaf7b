import { t } from '@vscode/l10n';
import type { FileFacts } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { canonicalText, effectiveMembers, pointerStep } from '../parse/navigate';
import type { DataNode, Member, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import type { Change } from './change';
import type { Side } from './compareFacts';

/** More keys than these are counted, not named. */
const mostNamed = 3;

/** Files that are there for agents and nothing else, so that whatever changes in them is of interest. */
const kinds: ReadonlySet<Surface['kind']> = new Set<Surface['kind']>(['mcp-config', 'permission']);

/** Of these, files that hold the state of a program, or the steps of any job. */
const mixed: ReadonlySet<string> = new Set([
  'claude-user-config',
  'agent-workflow',
  'copilot-setup-steps',
]);

/** Keys for people and their editors. */
const cosmetic = /^(?:\$schema|_?comment|\/\/.*)$/i;

/**
 * What an edit that changed no fact changed all the same: at most one change, neutral, with the keys at
 * the top of the file that no fact stands under. Layout, comments and the order of keys are no change.
 */
export function compareRest(baseline: Side, current: Side, surface: Surface): readonly Change[] {
  if (!kinds.has(surface.kind) || surface.concerns !== undefined || mixed.has(surface.id))
    return [];
  const before = baseline.parsed?.root;
  const after = current.parsed?.root;
  const read = new Set([...keysRead(baseline.facts), ...keysRead(current.facts)]);
  const unread = (node: DataNode | undefined): readonly Member[] =>
    node?.kind !== 'object'
      ? []
      : effectiveMembers(node).filter(({ key }) => !read.has(key) && !cosmetic.test(key));
  const old = unread(before);
  const now = unread(after);
  const known = new Map(old.map((member) => [member.key, canonicalText(member.value)]));
  const changed = now.filter(({ key, value }) => known.get(key) !== canonicalText(value));
  const kept = new Set(now.map(({ key }) => key));
  const gone = old.filter(({ key }) => !kept.has(key));
  const different = [...changed, ...gone];
  const whole = before === undefined || after === undefined;
  if (whole ? different.every(({ value }) => isEmpty(value)) : different.length === 0) return [];
  const first = changed[0] ?? gone[0];
  const start: TextRange = { start: 0, end: 0 };
  // By its name it governs something, in another version or for another program.
  const governs = !whole && different.some(({ key }) => governing.test(key));
  return [
    {
      facet: 'other',
      op: before === undefined ? 'add' : after === undefined ? 'remove' : 'replace',
      subject: surface.id,
      pointer: first === undefined || whole ? '' : pointerStep(first.key),
      direction: governs ? 'unknown' : 'neutral',
      words:
        before === undefined
          ? t('{0} is new. Nothing in it is known to give an agent power.', surface.title)
          : after === undefined
            ? t('{0} is gone. Nothing in it was known to give an agent power.', surface.title)
            : governs
              ? t(
                  '{0} changed. The client has no such setting that is known here, so what it governs is not known.',
                  namesOf(different),
                )
              : t('{0} changed, which is not known to give or take power.', namesOf(different)),
      range: changed[0]?.keyRange ?? start,
      ...(gone[0] === undefined ? {} : { baselineRange: gone[0].keyRange }),
      detail: { kind: 'rest' },
    },
  ];
}

const governing = /permission|allow|deny|denied|sandbox|trust|autorun/i;

/** The top-level keys that facts stand under. */
function keysRead(facts: FileFacts): readonly string[] {
  return Object.values(facts)
    .flatMap((list: readonly { readonly pointer?: string }[]) => list)
    .flatMap(({ pointer }) => pointer?.split('/')[1] ?? [])
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
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
