import { t } from '@vscode/l10n';
import { canonicalValue, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, TextRange } from '../parse/tree';
import { shownLine } from './shownText';
import type { TraitFact } from './traitFact';

const subject = 'acceptances';

/**
 * What a file of acceptances lets pass, one fact for each finding: the longer it holds, the more. What
 * is accepted, why and by whom is its unit: another one is another acceptance. A key that nobody reads
 * counts as loosening, like everywhere in what governs changes.
 */
export function readAcceptanceTerms(root: DataNode | undefined): readonly TraitFact[] {
  if (root?.kind !== 'object') return [];
  return effectiveMembers(root).flatMap(({ key, keyRange, value }): readonly TraitFact[] => {
    if (key === 'apiVersion' || key === 'kind') return [];
    const pointer = pointerStep(key);
    if (key !== 'acceptances' || value.kind !== 'array') {
      return [unknownTerm(pointer, keyRange, key, value)];
    }
    const seen = new Map<string, number>();
    return value.items.map((item, index) => term(item, `${pointer}/${index}`, seen));
  });
}

function term(item: DataNode, pointer: string, seen: Map<string, number>): TraitFact {
  const word = (key: string): string => {
    const node = memberOf(item, key)?.value;
    if (node === undefined || node.kind === 'object' || node.kind === 'array') return '';
    return node.kind === 'null' ? '' : shownLine(String(node.value));
  };
  const name = `${word('rule')} ${word('path')} ${word('entry')}`;
  const again = (seen.get(name) ?? 0) + 1;
  seen.set(name, again);
  const until = word('until');
  const end = Date.parse(`${until}T00:00:00Z`);
  return {
    facet: 'policy',
    subject,
    pointer,
    range: item.kind === 'object' ? (item.members[0]?.keyRange ?? item.range) : item.range,
    key: `acceptance ${name} ${again}`,
    title: t('{0} about {1} in {2}', word('rule'), word('entry'), word('path')),
    value: t(
      'until {0} by {1} because “{2}” ({3} at most)',
      until,
      word('owner'),
      word('reason'),
      word('severity'),
    ),
    rank: Number.isNaN(end) ? Number.POSITIVE_INFINITY : Math.max(1, end),
    absent: 0,
    unit: shownLine(JSON.stringify(canonicalValue(withoutEnd(item)))).replaceAll('|', '/'),
    moved: 'loosens',
  };
}

/** Everything but its end: of the same acceptance an earlier end is less. */
function withoutEnd(item: DataNode): DataNode {
  return item.kind === 'object'
    ? { ...item, members: item.members.filter(({ key }) => key !== 'until') }
    : item;
}

function unknownTerm(pointer: string, range: TextRange, key: string, value: DataNode): TraitFact {
  return {
    facet: 'policy',
    subject,
    pointer,
    range,
    key: `acceptances ${key}`,
    title: t('“{0}” (no file of acceptances has this key)', shownLine(key)),
    value: shownLine(JSON.stringify(canonicalValue(value))).slice(0, 200),
    rank: 1,
    absent: 0,
    moved: 'loosens',
  };
}

/** Whether a fact of what governs changes is an acceptance, or stands in their file. */
export function isAcceptanceTerm(trait: TraitFact | undefined): boolean {
  return trait?.subject === subject;
}

/** How weighty a finding an acceptance lets stand: `info` … `critical`, or anything a file may say. */
export function acceptedSeverity({ unit = '' }: TraitFact): string {
  return /"severity":"([a-z]{1,20})"/.exec(unit)?.[1] ?? '';
}
