import { t } from '@vscode/l10n';
import { effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, Member, ObjectNode, TextRange } from '../parse/tree';
import type { TraitFact } from './traitFact';
import { maskSecrets } from './maskSecrets';
import { readPaymentKey } from './spendKeys';
import { readRole, scalarText, spendBase, type SpendPlace } from './spendTraits';
import { speaksOfMoney, spendRole, wordsOfKey, type SpendRole } from './spendWords';

/** Without one of these a text says nothing about money; it spares nearly all files the walk. */
const sign =
  /spend|pay(?:ment|out|ee|to|pal)|budget|[_A-Z-]cost\b|maxCost|MaxCost|allowance|wallet|refund|purchase|transfer|transaction|daily|monthly|mandate|_(?:test|live)_|CHAIN_ID|chainId|turns\b|iterations|allowedMaxRequests|user_cart|merchants|max_spend|stripe|x402/i;

/** How deep limits are looked for. */
const deepest = 12;

/**
 * What a data file says about money: limits, times, payees, keys and approvals, told from the names
 * of its keys (rules.json `fin/*`, reference landscape section 10, 2026-11). Any file may hold them.
 *
 * @param financial the file as a whole is about money
 */
export function readSpending(text: string, root: DataNode, financial: boolean): TraitFact[] {
  if (!financial && !sign.test(text)) return [];
  const found: TraitFact[] = [];
  walk(root, { words: [], path: '', pointer: '', inMoney: financial }, found, 0);
  return found;
}

function walk(node: DataNode, place: SpendPlace, found: TraitFact[], depth: number): void {
  if (depth > deepest) return;
  if (node.kind === 'array') {
    node.items.forEach((item, index) => {
      const name = nameOf(item) ?? String(index);
      const inside = {
        ...place,
        path: `${place.path}[${name}]`,
        pointer: `${place.pointer}/${index}`,
      };
      if (item.kind === 'string') found.push(...readText(item.value, item.range, inside));
      else walk(item, inside, found, depth + 1);
    });
    return;
  }
  if (node.kind !== 'object') return;
  for (const member of effectiveMembers(node)) {
    const own = wordsOfKey(member.key);
    const inside: SpendPlace = {
      words: [...place.words, ...own].slice(-12),
      path: place.path === '' ? member.key : `${place.path}.${member.key}`,
      pointer: place.pointer + pointerStep(member.key),
      inMoney: place.inMoney || speaksOfMoney(own),
    };
    const role = roleOf(member, own, place);
    const read = role === undefined ? [] : readRole(role, member, own, node, inside);
    found.push(...read);
    if (read.length > 0 && member.value.kind !== 'object') continue;
    if (member.value.kind === 'string') {
      found.push(...readText(member.value.value, member.value.range, inside));
    } else walk(member.value, inside, found, depth + 1);
  }
}

function roleOf(member: Member, own: readonly string[], place: SpendPlace): SpendRole | undefined {
  const { kind } = member.value;
  if (kind === 'object') return undefined;
  const shape = kind === 'array' ? 'list' : kind === 'boolean' ? 'boolean' : 'scalar';
  const role = spendRole(own, place.words, place.inMoney, shape);
  // `false` in the place of a number switches a limit off.
  if (role === undefined && kind === 'boolean' && !member.value.value) {
    return spendRole(own, place.words, place.inMoney, 'scalar') === 'limit' ? 'limit' : undefined;
  }
  return role;
}

function nameOf(item: DataNode): string | undefined {
  for (const key of ['id', 'name', 'tier', 'type']) {
    const value = memberOf(item, key)?.value;
    if (value?.kind === 'string' && value.value.length <= 60) return value.value;
  }
  return undefined;
}

/** Keys and addresses of payment services say by themselves whether the money is real. */
function readText(value: string, range: TextRange, place: SpendPlace): readonly TraitFact[] {
  const key = readPaymentKey(value, place.words);
  if (key === undefined) return [];
  return [
    {
      ...spendBase(place, key.shown, range),
      facet: 'spend.key',
      rank: key.rank,
      unit: 'key',
      // A new key that moves no money gives nothing.
      absent: key.rank >= 2 ? 0 : key.rank,
      moved: 'neutral',
      meaning: key.rank >= 2 ? t('the money is real') : t('no real money moves'),
    },
  ];
}

/** Keys that say what an amount is, or that change nothing an agent can do with money. */
const told =
  /^(?:\$schema|_?comment|description|name|title|id|notes?|version|salt|nonce|signature|timestamp|created_?at|updated_?at|currency|currency_?code|unit|asset|token|denomination|symbol|decimals|window|period|interval|per|reset\w*|frequency|time_?frame|\w{1,40}window)$/i;

/**
 * What else a file about money says: unread, it counts as loosening when it changes.
 *
 * @param known what was understood of it
 */
export function readOtherTerms(root: DataNode, known: readonly TraitFact[]): TraitFact[] {
  const spoken = new Set(known.map(({ pointer }) => pointer));
  const found: TraitFact[] = [];
  collectOthers(root, '', '', spoken, found, 0);
  return found;
}

function collectOthers(
  node: DataNode,
  path: string,
  pointer: string,
  spoken: ReadonlySet<string>,
  found: TraitFact[],
  depth: number,
): void {
  if (depth > deepest) return;
  if (node.kind === 'array') {
    node.items.forEach((item, index) => {
      collectOthers(item, `${path}[${index}]`, `${pointer}/${index}`, spoken, found, depth + 1);
    });
  } else if (node.kind === 'object') {
    const members = effectiveMembers(node);
    const governs = members.some(({ key }) => spoken.has(pointer + pointerStep(key)));
    for (const member of members) {
      if (told.test(member.key) && !/natural_language/.test(member.key)) continue;
      const inside = path === '' ? member.key : `${path}.${member.key}`;
      const at = pointer + pointerStep(member.key);
      const plain = member.value.kind !== 'object' && member.value.kind !== 'array';
      if (!plain || governs) {
        collectOthers(member.value, inside, at, spoken, found, depth + 1);
      }
    }
  } else if (!spoken.has(pointer)) {
    const place: SpendPlace = { words: [], path, pointer, inMoney: true };
    const value = maskSecrets(scalarText(node)).slice(0, 200);
    found.push({ ...spendBase(place, value, node.range), facet: 'spend.other', absent: 0 });
  }
}

/** `maxAmountPerPayment: '5'` in source and in variable files. */
const assignment =
  /(?<![\w.$-])["']?([A-Za-z_]\w{2,60})["']?\s{0,3}[:=]\s{0,3}("[^"\n]{0,200}"|'[^'\n]{0,200}'|-?\d[\d_.]{0,30}|true|false|null|None|True|False)(?![\w.])/g;

/**
 * What a text says about money where a name is given a plain value. It is told from the names alone,
 * so of a program only what is written out is seen.
 */
export function readTextSpending(text: string): TraitFact[] {
  if (!sign.test(text)) return [];
  const members: Member[] = [];
  for (const match of text.matchAll(assignment)) {
    const key = match[1] ?? '';
    const written = match[2] ?? '';
    const start = match.index + match[0].length - written.length;
    const range = { start, end: start + written.length };
    const keyStart = match.index + match[0].indexOf(key);
    members.push({
      key,
      keyRange: { start: keyStart, end: keyStart + key.length },
      value: scalarOf(written, range),
      range: { start: keyStart, end: range.end },
    });
  }
  const object: ObjectNode = { kind: 'object', range: { start: 0, end: text.length }, members };
  const found: TraitFact[] = [];
  walk(object, { words: [], path: '', pointer: '', inMoney: false }, found, 0);
  return found;
}

function scalarOf(written: string, range: TextRange): DataNode {
  if (/^["']/.test(written)) return { kind: 'string', value: written.slice(1, -1), range };
  if (/^(?:null|None)$/.test(written)) return { kind: 'null', range };
  if (/^[tTfF]/.test(written)) return { kind: 'boolean', value: /^t/i.test(written), range };
  return { kind: 'number', value: Number(written.replaceAll('_', '')), range };
}
