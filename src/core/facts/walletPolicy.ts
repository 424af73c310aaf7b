import { t } from '@vscode/l10n';
import { canonicalText, effectiveMembers, memberOf } from '../parse/navigate';
import type { DataNode, ObjectNode } from '../parse/tree';
import type { TraitFact } from './traitFact';
import { comparable, showAmount, type SpendAmount } from './spendAmount';
import { readNetwork } from './spendKeys';

/**
 * A policy of a Coinbase wallet: what it accepts and refuses to sign, up to which value, to whom and
 * on which chains (reference landscape, entry Coinbase CDP, 2026-11). No rule, no signature; an accept
 * rule opens what none of its criteria excludes.
 *
 * @returns undefined when the file is no such policy
 */
export function readWalletPolicy(root: DataNode): TraitFact[] | undefined {
  const rules = memberOf(root, 'rules')?.value;
  if (rules?.kind !== 'array') return undefined;
  const seen = new Map<string, number>();
  return rules.items.flatMap((rule, index) => {
    const operation = stringOf(rule, 'operation');
    if (rule.kind !== 'object' || operation === '') return [];
    const action = stringOf(rule, 'action') || 'reject';
    const count = seen.get(`${action} ${operation}`) ?? 0;
    seen.set(`${action} ${operation}`, count + 1);
    const name = `${action} ${operation}${count === 0 ? '' : ` ${count + 1}`}`;
    return readRule(rule, name, action === 'accept', `/rules/${index}`);
  });
}

function readRule(
  rule: ObjectNode,
  name: string,
  accepts: boolean,
  pointer: string,
): readonly TraitFact[] {
  const place = memberOf(rule, 'operation')?.value.range ?? rule.range;
  const own: TraitFact = {
    facet: 'spend.action',
    subject: 'spending:policy',
    pointer,
    range: place,
    key: `policy ${name}`,
    title: t('rule `{0}`', name),
    value: '',
    rank: accepts ? 1 : -1,
    unit: 'rule',
    absent: 0,
    moved: 'unknown',
    meaning: accepts ? t('the wallet signs this by itself') : t('the wallet refuses this'),
  };
  const criteria = memberOf(rule, 'criteria')?.value;
  const items = criteria?.kind === 'array' ? criteria.items : [];
  const facts = items.flatMap((item, index) =>
    item.kind === 'object' ? readCriterion(item, own, accepts, `${pointer}/criteria/${index}`) : [],
  );
  return [own, ...facts];
}

function readCriterion(
  item: ObjectNode,
  rule: TraitFact,
  accepts: boolean,
  pointer: string,
): readonly TraitFact[] {
  const type = stringOf(item, 'type');
  const operator = stringOf(item, 'operator').toLowerCase();
  const what = effectiveMembers(item).find(({ key }) => key !== 'type' && key !== 'operator');
  const base: TraitFact = {
    ...rule,
    facet: 'spend.other',
    pointer: what === undefined ? pointer : `${pointer}/${what.key}`,
    range: what?.value.range ?? item.range,
    key: `${rule.key} ${type}`,
    title: t('{0} of {1}', `\`${type}\``, rule.title),
    value: `${operator} ${what === undefined ? '' : canonicalText(what.value)}`.slice(0, 120),
    rank: undefined,
    absent: accepts ? Number.POSITIVE_INFINITY : 0,
    moved: 'unknown',
    meaning: undefined,
  };
  if (!accepts || what === undefined) return [base];
  const amount = amountOf(type, what.key, what.value);
  if (amount !== undefined) {
    const bounded = /^<=?$|^==?$/.test(operator);
    return [
      {
        ...base,
        facet: 'spend.limit',
        value: bounded ? showAmount(amount) : t('more than {0}', showAmount(amount)),
        ...(bounded ? comparable(amount) : { rank: Number.POSITIVE_INFINITY, unit: '' }),
      },
    ];
  }
  if (what.value.kind !== 'array') return [base];
  const open = operator !== 'in';
  const whole: TraitFact = {
    ...base,
    facet: 'spend.recipient',
    range: memberOf(item, 'operator')?.value.range ?? what.keyRange,
    value: open ? t('any but those listed') : t('only those listed'),
    rank: open ? 1 : 0,
    unit: 'list',
    meaning: undefined,
  };
  const entries = what.value.items.map((entry, index): TraitFact => {
    const value = entry.kind === 'string' ? entry.value : canonicalText(entry);
    const real = readNetwork(value);
    return {
      ...base,
      facet: 'spend.recipient',
      pointer: `${pointer}/${what.key}/${index}`,
      range: entry.range,
      key: `${base.key}:${value}`,
      value,
      rank: open ? -1 : 1,
      unit: 'item',
      absent: 0,
      list: base.key,
      ...(real === true && !open ? { meaning: t('the money is real') } : {}),
    };
  });
  return [whole, ...entries];
}

function amountOf(type: string, key: string, node: DataNode): SpendAmount | undefined {
  if (node.kind !== 'string' && node.kind !== 'number') return undefined;
  const value = Number(node.value);
  if (!Number.isFinite(value)) return undefined;
  if (key === 'changeCents') return { amount: value / 100, currency: 'USD', span: 'payment' };
  if (type === 'ethValue') return { amount: value * 1e-18, currency: 'ETH', span: 'payment' };
  if (type === 'solValue') return { amount: value * 1e-9, currency: 'SOL', span: 'payment' };
  return type === 'splValue' ? { amount: value, currency: '', span: 'payment' } : undefined;
}

function stringOf(node: DataNode, key: string): string {
  const value = memberOf(node, key)?.value;
  return value?.kind === 'string' ? value.value : '';
}
