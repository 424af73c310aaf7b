import { t } from '@vscode/l10n';
// The schema is data that editors use too, so it stands outside the stages.
import schema from '../../../schemas/policy.schema.json';
import { canonicalValue, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { SchemaNode } from '../parse/schemaNode';
import type { DataNode, Member } from '../parse/tree';
import { maskSecrets } from './maskSecrets';
import type { TraitFact } from './traitFact';

const policy: SchemaNode = schema;
const tiers = ['none', 'low', 'medium', 'high', 'critical'];

/**
 * What a change policy says, one fact for each statement that asks for more or less than another one
 * would: fewer approvals, a longer wait, a proof that counts no longer. What it leaves out holds as
 * the schema's defaults have it. A key that the schema does not know counts as loosening: it looks as
 * if it protected something.
 */
export function readPolicyTerms(root: DataNode | undefined): readonly TraitFact[] {
  if (root?.kind !== 'object') return [];
  const facts: TraitFact[] = [];
  for (const member of effectiveMembers(root)) {
    const { key, value } = member;
    const pointer = pointerStep(key);
    const place: Place = { member, pointer, name: key };
    switch (key) {
      case 'apiVersion':
      case 'kind':
      case 'version':
        break;
      case 'enforcement':
        for (const part of within(place)) {
          facts.push(
            word(part, t('Enforcement ({0})', part.member.key), ['require', 'advise'], 'advise'),
          );
        }
        break;
      case 'govern':
        for (const part of within(place)) facts.push(...governFacts(part));
        break;
      case 'people':
        for (const part of within(place)) {
          const title = t('Names of {0}', part.member.key);
          facts.push({ ...fact(part, title, shown(part.member.value)), moved: 'unknown' });
        }
        break;
      case 'teams':
        for (const part of within(place)) {
          const team = part.member.key;
          facts.push(...items(part, (who) => t('{0} belongs to {1}', who, team)));
        }
        break;
      case 'roles':
        for (const part of within(place)) facts.push(...roleFacts(part));
        break;
      case 'tiers':
      case 'types':
      case 'categories':
        for (const part of within(place)) facts.push(...demandFacts(part, key));
        break;
      case 'standard':
        facts.push(...standardFacts(place));
        break;
      case 'emergency':
        facts.push(...demandFacts(place, key));
        break;
      case 'freeze':
        facts.push(...freezeFacts(place));
        break;
      case 'solo':
        facts.push(...demandFacts(place, key));
        break;
      case 'approval_days':
        facts.push(count(place, t('Days that an approval holds'), 'less', 7));
        break;
      default:
        facts.push(unknownKey(place, value));
    }
  }
  return facts;
}

interface Place {
  readonly member: Member;
  readonly pointer: string;
  /** Keys down to here, as people write them: `tiers.high`. */
  readonly name: string;
}

function within({ member, pointer, name }: Place): readonly Place[] {
  if (member.value.kind !== 'object') return [];
  return effectiveMembers(member.value).map((inner) => ({
    member: inner,
    pointer: pointer + pointerStep(inner.key),
    name: `${name}.${inner.key}`,
  }));
}

function fact({ member, pointer, name }: Place, title: string, value: string): TraitFact {
  return {
    facet: 'policy',
    subject: name.split('.').slice(0, 2).join('.'),
    pointer,
    range: member.keyRange,
    key: name,
    title,
    value,
    absent: 0,
    moved: 'unknown',
  };
}

/** A word out of several, the strictest first. */
function word(place: Place, title: string, order: readonly string[], unsaid: string): TraitFact {
  const value = scalar(place.member.value);
  const rank = order.indexOf(value);
  return {
    ...fact(place, title, value),
    // What nobody knows protects nothing.
    rank: rank < 0 ? order.length : rank,
    absent: order.indexOf(unsaid),
    unsaid,
  };
}

/** A number. @param strict which direction asks for more */
function count(place: Place, title: string, strict: 'more' | 'less', unsaid: number): TraitFact {
  const node = place.member.value;
  const value = node.kind === 'number' ? node.value : undefined;
  const rank = (of: number): number => (strict === 'more' ? -of : of);
  return {
    ...fact(place, title, scalar(node)),
    rank: value === undefined ? Number.POSITIVE_INFINITY : rank(value),
    absent: rank(unsaid),
    unsaid: String(unsaid),
  };
}

/** True or false. @param strict which of both asks for more */
function flag(place: Place, title: string, strict: boolean, unsaid: boolean): TraitFact {
  const node = place.member.value;
  const words = (of: boolean): string => (of ? t('yes') : t('no'));
  const value = node.kind === 'boolean' ? node.value : undefined;
  return {
    ...fact(place, title, value === undefined ? scalar(node) : words(value)),
    rank: value === strict ? 0 : 1,
    absent: unsaid === strict ? 0 : 1,
    unsaid: words(unsaid),
  };
}

/** People and teams: each lets somebody approve. */
function items(
  { member, pointer, name }: Place,
  title: (item: string) => string,
): readonly TraitFact[] {
  if (member.value.kind !== 'array') return [];
  return member.value.items.map((item, index) => ({
    facet: 'policy',
    subject: name,
    pointer: `${pointer}/${index}`,
    range: item.range,
    key: `${name} ${scalar(item)}`,
    title: title(scalar(item)),
    value: '',
    rank: 1,
    absent: 0,
    moved: 'unknown',
    list: name,
  }));
}

/** Built-in roles can be played by anyone until people are named. */
function roleFacts(place: Place): readonly TraitFact[] {
  const { member } = place;
  const role = member.key;
  const sources = memberOf(member.value, 'anyone')?.value;
  const anyone = sources?.kind === 'boolean' && sources.value;
  const owners = memberOf(member.value, 'codeowners')?.value;
  const value = anyone
    ? t('anyone')
    : owners?.kind === 'boolean' && owners.value
      ? t('the code owners')
      : t('only who is named');
  const builtIn = (policy.properties?.['roles']?.default ?? {}) as Record<string, unknown>;
  const known = Object.hasOwn(builtIn, role);
  return [
    {
      ...fact(place, t('Who may approve as {0}', role), value),
      rank: anyone ? 2 : 1,
      absent: known && role !== 'owner' ? 2 : 1,
      ...(known ? { unsaid: role === 'owner' ? t('the code owners') : t('anyone') } : {}),
    },
    ...within(place).flatMap((part) =>
      part.member.key === 'people' || part.member.key === 'teams'
        ? items(part, (who) => t('{0} may approve as {1}', who, role)).map((item) => ({
            ...item,
            list: place.name,
          }))
        : part.member.key === 'anyone' || part.member.key === 'codeowners'
          ? []
          : [unknownKey(part, part.member.value)],
    ),
  ];
}

function demandFacts(place: Place, group: string): readonly TraitFact[] {
  const { member } = place;
  const nested = group !== 'emergency' && group !== 'solo';
  const defaults = (
    nested ? policy.properties?.[group]?.properties?.[member.key] : policy.properties?.[group]
  )?.default as Readonly<Record<string, unknown>> | undefined;
  const where = whereOf(group, member.key);
  const number = (key: string): number => (typeof defaults?.[key] === 'number' ? defaults[key] : 0);
  return within(place).flatMap((part) => {
    const { key } = part.member;
    switch (key) {
      case 'approvals':
        return approvalFacts(part, where, defaults?.['approvals']);
      case 'distinct_people':
        return count(part, t('Different people needed ({0})', where), 'more', number(key));
      case 'record':
      case 'tests':
      case 'rehearsal':
      case 'checklist':
      case 'signed':
      case 'incident':
        return flag(part, `${neededWord(key)} (${where})`, true, defaults?.[key] === true);
      case 'wait_hours':
        return count(part, t('Hours to wait ({0})', where), 'more', number(key));
      case 'verify_hours':
        return count(part, t('Hours it is watched ({0})', where), 'more', number(key));
      case 'review_hours':
        return count(part, t('Hours until the review ({0})', where), 'less', number(key));
      case 'end_hours':
        return count(part, t('Hours until it ends ({0})', where), 'less', number(key));
      case 'allowed':
        return flag(part, t('Approving alone'), false, defaults?.[key] === true);
      case 'owner':
        return {
          ...fact(part, t('Owner ({0})', where), scalar(part.member.value)),
          unsaid: typeof defaults?.[key] === 'string' ? defaults[key] : 'owner',
        };
      case 'at_least': {
        const unsaid = typeof defaults?.[key] === 'string' ? defaults[key] : 'none';
        return word(part, t('Lowest tier ({0})', where), [...tiers].reverse(), unsaid);
      }
      default:
        return unknownKey(part, part.member.value);
    }
  });
}

/** The list replaces the built-in one, so a role that it leaves out is asked no longer. */
function approvalFacts(place: Place, where: string, built: unknown): readonly TraitFact[] {
  const defaults = (built ?? {}) as Readonly<Record<string, number>>;
  const title = (role: string): string => t('Approvals by {0} ({1})', role, where);
  const written = within(place);
  const missing = Object.keys(defaults).filter(
    (role) => !written.some(({ member }) => member.key === role),
  );
  const unsaid = (role: string): number =>
    Object.hasOwn(defaults, role) ? (defaults[role] ?? 0) : 0;
  return [
    ...written.map((part) => ({
      ...count(part, title(part.member.key), 'more', unsaid(part.member.key)),
    })),
    ...missing.map((role) => ({
      ...fact({ ...place, name: `${place.name}.${role}` }, title(role), '0'),
      pointer: place.pointer + pointerStep(role),
      rank: 0,
      absent: -unsaid(role),
      unsaid: String(unsaid(role)),
    })),
  ];
}

/** A proof that is not in the list counts no longer. */
function standardFacts(place: Place): readonly TraitFact[] {
  const { value } = place.member;
  const listed = value.kind === 'array' ? value.items.map(scalar) : [];
  const all = (policy.properties?.['standard']?.default ?? []) as readonly string[];
  return all.map((proof) => {
    const counts = listed.includes(proof);
    return {
      ...fact(
        { ...place, name: `standard.${proof}` },
        t('“{0}” makes a standard change', proof),
        counts ? t('yes') : t('no'),
      ),
      rank: counts ? 1 : 0,
      absent: 1,
      unsaid: t('yes'),
    };
  });
}

/** Each pattern is a guard: where none stands, the files are governed by the catalogue alone. */
function governFacts(place: Place): readonly TraitFact[] {
  const kind = place.member.key;
  if (!Object.hasOwn(policy.properties?.['govern']?.properties ?? {}, kind)) {
    return [unknownKey(place, place.member.value)];
  }
  return items(place, (pattern) => t('{0} is governed ({1})', pattern, kind)).map((item) => ({
    ...item,
    rank: -1,
    moved: 'tightens',
  }));
}

function freezeFacts({ member, pointer }: Place): readonly TraitFact[] {
  if (member.value.kind !== 'array') return [];
  const seen = new Map<string, number>();
  return member.value.items.map((item, index) => {
    const named = memberOf(item, 'name')?.value;
    const name = named === undefined ? String(index + 1) : scalar(named);
    const again = (seen.get(name) ?? 0) + 1;
    seen.set(name, again);
    return {
      facet: 'policy',
      subject: 'freeze',
      pointer: `${pointer}/${index}`,
      range: item.kind === 'object' ? (item.members[0]?.keyRange ?? item.range) : item.range,
      key: `freeze ${name} ${again}`,
      title: t('Freeze “{0}”', name),
      value: windowOf(item),
      rank: 0,
      absent: 1,
      moved: 'unknown',
    };
  });
}

/** When, and what it is limited to. */
function windowOf(item: DataNode): string {
  const part = (key: string): string => {
    const node = memberOf(item, key)?.value;
    return node === undefined ? '' : scalar(node);
  };
  const limits = ['directions', 'categories', 'paths'].map(part).filter((text) => text !== '');
  return t('{0} to {1}', part('from'), part('to')) + limits.map((text) => `, ${text}`).join('');
}

function unknownKey(place: Place, value: DataNode): TraitFact {
  return {
    ...fact(place, t('“{0}” (no policy has this key)', place.name), shown(value)),
    rank: 1,
    moved: 'loosens',
  };
}

function whereOf(group: string, name: string): string {
  switch (group) {
    case 'tiers':
      return t('{0} risk', name);
    case 'emergency':
      return t('emergency');
    case 'solo':
      return t('working alone');
    default:
      return name;
  }
}

function neededWord(key: string): string {
  switch (key) {
    case 'record':
      return t('Change record needed');
    case 'tests':
      return t('Passed tests needed');
    case 'rehearsal':
      return t('Rehearsed rollback needed');
    case 'checklist':
      return t('Answered checklist needed');
    case 'signed':
      return t('Signatures needed');
    default:
      return t('Link to the incident needed');
  }
}

function scalar(node: DataNode): string {
  return node.kind === 'object' || node.kind === 'array' || node.kind === 'null'
    ? shown(node)
    : maskSecrets(String(node.value));
}

function shown(node: DataNode): string {
  return maskSecrets(JSON.stringify(canonicalValue(node))).slice(0, 200);
}
