import { t } from '@vscode/l10n';
import { canonicalText, effectiveMembers } from '../parse/navigate';
import type { DataNode, Member, ObjectNode, TextRange } from '../parse/tree';
import type { TraitFact } from './traitFact';
import { maskSecrets } from './maskSecrets';
import { comparable, isUnitWord, readAmount, readSpan, showAmount } from './spendAmount';
import { readNetwork, readPaymentMode } from './spendKeys';
import type { SpendRole } from './spendWords';

/** Where a value stands, and what stands above it. */
export interface SpendPlace {
  readonly words: readonly string[];
  readonly path: string;
  readonly pointer: string;
  readonly inMoney: boolean;
}

type SpendBase = Pick<
  TraitFact,
  'subject' | 'pointer' | 'range' | 'key' | 'title' | 'value' | 'moved'
>;

export function spendBase(place: SpendPlace, value: string, range: TextRange): SpendBase {
  return {
    subject: `spending:${place.path.split(/[.[]/, 1)[0] ?? ''}`,
    pointer: place.pointer,
    range,
    key: `spend ${place.path}`,
    title: t('`{0}`', place.path),
    value,
    moved: 'unknown',
  };
}

/** The traits of one key, by what it says about money. */
export function readRole(
  role: SpendRole,
  member: Member,
  own: readonly string[],
  around: ObjectNode,
  place: SpendPlace,
): readonly TraitFact[] {
  const node = member.value;
  const { range } = node;
  switch (role) {
    case 'limit':
      return limit(member, own, around, place);
    case 'turns': {
      const turns = node.kind === 'number' ? node.value : Number(scalarText(node) || 'NaN');
      if (!Number.isFinite(turns)) return [];
      const rank = turns < 0 ? Number.POSITIVE_INFINITY : turns;
      const shown = turns < 0 ? t('without limit') : t('{0} turns', turns);
      return [
        {
          ...spendBase(place, shown, range),
          facet: 'spend.limit',
          rank,
          unit: 'turns',
          absent: Number.POSITIVE_INFINITY,
        },
      ];
    }
    case 'expiry': {
      const until = moment(node);
      return [
        {
          ...spendBase(place, showMoment(node, until), range),
          facet: 'spend.window',
          ...(until === undefined ? {} : { rank: until, unit: 'time' }),
          absent: Number.POSITIVE_INFINITY,
          meaning: t('the right to pay ends then'),
        },
      ];
    }
    case 'threshold':
      return limit(member, own, around, place, 'spend.approval');
    case 'approvers': {
      if (node.kind !== 'number') return [];
      return [
        {
          ...spendBase(place, String(node.value), range),
          facet: 'spend.approval',
          rank: -node.value,
          unit: 'people',
          absent: 0,
          meaning: t('so many people have to approve a payment'),
        },
      ];
    }
    case 'asks':
    case 'guard':
    case 'asks-not':
    case 'action':
      return flag(role, member, place);
    case 'mode': {
      const mode = node.kind === 'boolean' ? (node.value ? 'live' : 'test') : scalarText(node);
      const rank = readPaymentMode(mode);
      if (rank === undefined) return [];
      return [
        {
          ...spendBase(place, scalarText(node), range),
          facet: 'spend.key',
          rank,
          unit: 'mode',
          absent: 1,
          meaning: rank === 1 ? t('the money is real') : t('no real money moves'),
        },
      ];
    }
    case 'network':
      return network(node, place);
    case 'receiver': {
      const value = scalarText(node);
      if (value === '' && node.kind !== 'null') return [];
      return [
        {
          ...spendBase(place, value === '' ? t('anybody') : value, range),
          facet: 'spend.recipient',
          ...(value === '' ? { rank: Number.POSITIVE_INFINITY } : {}),
          absent: 0,
          moved: 'loosens',
        },
      ];
    }
    case 'allowed':
    case 'denied':
      return list(role, member, place);
  }
}

function limit(
  member: Member,
  own: readonly string[],
  around: ObjectNode,
  place: SpendPlace,
  facet: 'spend.limit' | 'spend.approval' = 'spend.limit',
): readonly TraitFact[] {
  const beside = (key: RegExp): DataNode | undefined => {
    const found = effectiveMembers(around).filter(
      (other) => other !== member && key.test(other.key) && other.value.kind !== 'object',
    );
    const closest = found.find(({ key: name }) => name.startsWith(member.key)) ?? found[0];
    return closest?.value;
  };
  const amount = readAmount(member.value, place.words, beside);
  if (amount === undefined) return [];
  const stem = own.filter((word) => !isUnitWord(word)).join('_');
  const above = place.path.slice(0, place.path.length - member.key.length);
  return [
    {
      ...spendBase(place, showAmount(amount), member.value.range),
      facet,
      alike: `spend ${above}${stem}`,
      ...comparable(amount),
      absent: Number.POSITIVE_INFINITY,
      ...(facet === 'spend.approval'
        ? { meaning: t('a person is asked from this amount on') }
        : {}),
      moved: amount.amount === undefined ? 'unknown' : 'loosens',
    },
  ];
}

function flag(
  role: 'asks' | 'guard' | 'asks-not' | 'action',
  member: Member,
  place: SpendPlace,
): readonly TraitFact[] {
  const { value } = member;
  if (value.kind !== 'boolean') return [];
  const fact = { ...spendBase(place, String(value.value), value.range), unit: 'switch' };
  switch (role) {
    case 'asks':
      return [
        {
          ...fact,
          facet: 'spend.approval',
          rank: value.value ? 0 : 1,
          // AP2: a mandate without the field asks (field list of the landscape, 2026-11).
          absent: /user_cart/.test(member.key) ? 0 : 1,
          meaning: value.value
            ? t('a person has to agree before money moves')
            : t('nobody has to agree before money moves'),
        },
      ];
    case 'guard':
      return [
        {
          ...fact,
          facet: 'spend.approval',
          rank: value.value ? 0 : 1,
          absent: 1,
          meaning: value.value ? t('payments are held to it') : t('payments are not held to it'),
        },
      ];
    case 'asks-not':
      return [
        {
          ...fact,
          facet: 'spend.approval',
          rank: value.value ? 1 : 0,
          absent: 0,
          meaning: value.value
            ? t('money moves without anybody being asked')
            : t('money does not move by itself'),
        },
      ];
    case 'action':
      // `spendingPolicy.enabled` switches a guard, `actions.refunds.create` a power.
      return /polic|limit|control|guard|breaker/i.test(place.path)
        ? [
            {
              ...fact,
              facet: 'spend.limit',
              rank: value.value ? 0 : 1,
              absent: 0,
              meaning: value.value ? t('the limits hold') : t('the limits are switched off'),
            },
          ]
        : [
            {
              ...fact,
              facet: 'spend.action',
              rank: value.value ? 1 : 0,
              absent: 0,
              meaning: value.value
                ? t('the agent may do this with money')
                : t('the agent may not do this'),
            },
          ];
  }
}

function network(node: DataNode, place: SpendPlace): readonly TraitFact[] {
  const name = scalarText(node);
  if (name === '') return [];
  const real = readNetwork(name);
  return [
    {
      ...spendBase(place, name, node.range),
      facet: 'spend.recipient',
      ...(real === undefined ? {} : { rank: real ? 1 : 0, unit: 'network' }),
      absent: 0,
      moved: 'loosens',
      ...(real === undefined
        ? {}
        : { meaning: real ? t('the money is real') : t('no real money moves') }),
    },
  ];
}

/** A list, or a value that stands for all or for one. */
function list(role: 'allowed' | 'denied', member: Member, place: SpendPlace): readonly TraitFact[] {
  const node = member.value;
  const own = spendBase(place, '', node.range);
  const items = node.kind === 'array' ? node.items : scalarText(node) === '' ? [] : [node];
  const any =
    role === 'allowed' &&
    (node.kind === 'null' || items.some((item) => /^(?:\*|all|any)$/i.test(scalarText(item))));
  const whole: TraitFact = {
    ...own,
    facet: 'spend.recipient',
    range: member.keyRange,
    value: any ? t('any') : t('only those listed'),
    rank: role === 'denied' ? 0 : any ? Number.POSITIVE_INFINITY : 0,
    unit: 'list',
    absent: role === 'denied' ? 0 : Number.POSITIVE_INFINITY,
  };
  if (any) return [whole];
  const entries = items.map((item, index): TraitFact => {
    const value = scalarText(item) || canonicalText(item);
    return {
      ...own,
      facet: 'spend.recipient',
      pointer: node.kind === 'array' ? `${own.pointer}/${index}` : own.pointer,
      range: item.range,
      key: `${own.key}:${value}`,
      value: maskSecrets(value),
      rank: role === 'denied' ? -1 : 1,
      unit: 'item',
      absent: 0,
      list: own.key,
    };
  });
  return [whole, ...entries];
}

/** A scalar as text; empty for everything else. */
export function scalarText(node: DataNode): string {
  switch (node.kind) {
    case 'string':
      return node.value.trim();
    case 'number':
    case 'boolean':
      return String(node.value);
    default:
      return '';
  }
}

/** A date, or seconds or milliseconds since 1970, in days. */
function moment(node: DataNode): number | undefined {
  if (node.kind === 'null') return Number.POSITIVE_INFINITY;
  if (node.kind === 'number') {
    return node.value > 1e11 ? node.value / 86_400_000 : node.value / 86_400;
  }
  const text = scalarText(node);
  const date = Date.parse(text);
  if (/^\d{4}-\d\d/.test(text) && !Number.isNaN(date)) return date / 86_400_000;
  const span = readSpan(node);
  return typeof span === 'number' ? span : undefined;
}

/** Seconds since 1970 as a day, everything else as it is written. */
function showMoment(node: DataNode, days: number | undefined): string {
  if (node.kind !== 'number' || days === undefined || days < 3_650 || days > 2_000_000) {
    return maskSecrets(scalarText(node));
  }
  return new Date(days * 86_400_000).toISOString().slice(0, 16).replace('T', ' ');
}
