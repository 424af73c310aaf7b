import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, TextRange } from '../parse/tree';
import { saysNobodyIsAsked } from './approvalByName';
import { classifyValue, isSensitiveName } from './classifyValue';
import type { SettingFact } from './fact';
import type { ClientSettings, GovernedSetting } from './governedSetting';
import { maskSecrets, maskValue } from './maskSecrets';

/**
 * What a file says about the settings in a table. Values are canonical and masked; `null` counts as
 * absent, as clients have it. Keys that no row names count only inside the objects that the table
 * says govern something. Never throws.
 *
 * @param root the parsed file
 */
export function readGovernedSettings(
  root: DataNode,
  { settings, governs = [], ruled = [] }: ClientSettings,
): readonly SettingFact[] {
  const facts = new Map<string, SettingFact>();
  const named = new Set<string>();
  for (const setting of settings) {
    for (const place of placesOf(root, setting.at, named)) {
      for (const fact of factsAt(setting, place))
        if (!facts.has(fact.key)) facts.set(fact.key, fact);
    }
  }
  for (const at of ruled) placesOf(root, at, named);
  for (const at of governs) {
    for (const place of placesOf(root, at, new Set())) {
      for (const fact of unnamedIn(place, named)) facts.set(fact.key, fact);
    }
  }
  for (const fact of selfApproving(root, named)) {
    if (!facts.has(fact.key)) facts.set(fact.key, fact);
  }
  return [...facts.values()];
}

/** Deeper down a name no longer speaks for the whole client. */
const deepest = 3;

/** Keys that no row names and that say that nobody is asked, wherever they stand. */
function selfApproving(root: DataNode, named: ReadonlySet<string>): readonly SettingFact[] {
  const found: SettingFact[] = [];
  const look = (place: Place, depth: number): void => {
    for (const inner of depth > deepest ? [] : stepInto(place, '*')) {
      if (named.has(inner.pointer)) continue;
      if (saysNobodyIsAsked(inner.name, textOf(inner.node)))
        found.push(unnamedFact(inner, place.key));
      else if (inner.node.kind === 'object') look(inner, depth + 1);
    }
  };
  const start = { start: root.range.start, end: root.range.start };
  look({ node: root, pointer: '', key: '', name: '', keyRange: start }, 1);
  return found;
}

export interface Place {
  readonly node: DataNode;
  readonly pointer: string;
  /** The steps as a person would write them. */
  readonly key: string;
  /** The last key. */
  readonly name: string;
  readonly keyRange: TextRange;
}

/** Every place that a pattern leads to; every pointer on the way is added to `named`. */
export function placesOf(root: DataNode, at: string, named: Set<string>): readonly Place[] {
  const start = { start: root.range.start, end: Math.min(root.range.start + 1, root.range.end) };
  let places: readonly Place[] = [{ node: root, pointer: '', key: '', name: '', keyRange: start }];
  for (const step of at.split('/').slice(1)) {
    places = places.flatMap((place) => stepInto(place, step));
    for (const { pointer } of places) named.add(pointer);
  }
  return places;
}

function stepInto({ node, pointer, key, keyRange }: Place, step: string): readonly Place[] {
  const joined = (name: string): string => (key === '' ? name : `${key}.${name}`);
  if (node.kind === 'object') {
    const own = memberOf(node, step);
    const members = step === '*' ? effectiveMembers(node) : own === undefined ? [] : [own];
    return members.map((member) => ({
      node: member.value,
      pointer: pointer + pointerStep(member.key),
      key: joined(member.key),
      name: member.key,
      keyRange: member.keyRange,
    }));
  }
  // `[name]`, or `[name=…]` where the client takes an item without one for that.
  const [, identity, otherwise] = /^\[([^=]*)(?:=(.*))?\]$/.exec(step) ?? [];
  if (node.kind !== 'array' || (identity === undefined && step !== '*')) return [];
  const seen = new Map<string, number>();
  return node.items.map((item, index) => {
    const own = nameOf(item, identity) ?? otherwise ?? String(index + 1);
    const count = (seen.get(own) ?? 0) + 1;
    seen.set(own, count);
    const name = count === 1 ? own : `${own} (${count})`;
    return { node: item, pointer: `${pointer}/${index}`, key: joined(name), name, keyRange };
  });
}

function nameOf(node: DataNode, identity: string | undefined): string | undefined {
  if (node.kind !== 'object' || identity === undefined) return undefined;
  const value = effectiveMembers(node).find(({ key }) => key === identity)?.value;
  return value?.kind === 'string' && value.value !== '' ? value.value : undefined;
}

function factsAt(setting: GovernedSetting, place: Place): readonly SettingFact[] {
  const { node } = place;
  if (node.kind === 'null') return [];
  if (setting.only !== undefined && setting.only !== node.kind) return [];
  const { kind } = setting.order;
  if (kind === 'items' || kind === 'grant') return itemFacts(setting, place);
  if (kind === 'filter' && node.kind === 'array') {
    const names = node.items.map(textOf).sort();
    return [settingFact(setting, place, JSON.stringify(names))];
  }
  return [settingFact(setting, place, textOf(node))];
}

/** One fact for each item of a list, each key of a map that is not `false`; a single value is a list of one. */
function itemFacts(setting: GovernedSetting, place: Place): readonly SettingFact[] {
  const { node, pointer, keyRange } = place;
  const fact = (item: DataNode, at: string, range: TextRange, own?: string): SettingFact[] => {
    const granted = setting.item === undefined ? undefined : setting.item(item);
    const name = own ?? granted?.name ?? (setting.item === undefined ? textOf(item) : undefined);
    if (name === undefined) return [];
    const shown = maskSecrets(name);
    const key = `${place.key}:${shown}`;
    const value = setting.order.kind === 'grant' ? (granted?.limit ?? '') : shown;
    const base = { ...place, node: item, pointer: at, key, name, keyRange };
    return [{ ...settingFact(setting, base, value), range, subject: place.key }];
  };
  if (node.kind === 'array') {
    return node.items.flatMap((item, index) =>
      item.kind === 'null' ? [] : fact(item, `${pointer}/${index}`, shownRange(item)),
    );
  }
  if (node.kind === 'object' && setting.item === undefined) {
    return effectiveMembers(node)
      .filter(({ value }) => !(value.kind === 'boolean' && !value.value))
      .flatMap((member) =>
        fact(member.value, pointer + pointerStep(member.key), member.keyRange, member.key),
      );
  }
  if (node.kind === 'string' && setting.separator !== undefined) {
    const items = node.value.split(setting.separator).map((item) => item.trim());
    return items.flatMap((item) => (item === '' ? [] : fact(node, pointer, node.range, item)));
  }
  return fact(node, pointer, shownRange(node));
}

function unnamedIn({ node, pointer, key }: Place, named: ReadonlySet<string>): SettingFact[] {
  if (node.kind !== 'object') return [];
  return effectiveMembers(node).flatMap((member) => {
    const at = pointer + pointerStep(member.key);
    if (named.has(at) || /^(?:\$schema|_?comment|description|\/\/.*)$/i.test(member.key)) return [];
    const whole = key === '' ? member.key : `${key}.${member.key}`;
    const { value: node, keyRange } = member;
    return [unnamedFact({ node, pointer: at, key: whole, name: member.key, keyRange }, key)];
  });
}

function unnamedFact(place: Place, above: string): SettingFact {
  const { node, pointer, key, name, keyRange } = place;
  const text = textOf(node);
  return {
    facet: 'permission.other',
    subject: above === '' ? key : above,
    pointer,
    range: keyRange,
    key,
    value: masked(name, text),
    raw: text,
    keyRange,
    known: false,
  };
}

function settingFact(setting: GovernedSetting, place: Place, value: string): SettingFact {
  const inert = setting.inert?.();
  const shown = masked(place.name, value);
  return {
    facet: setting.facet,
    subject: place.key,
    pointer: place.pointer,
    range: rangeOf(place),
    key: maskSecrets(place.key),
    value: shown,
    ...(shown === value ? {} : { raw: value }),
    keyRange: place.keyRange,
    known: true,
    order: setting.order,
    ...(setting.weight === undefined ? {} : { weight: setting.weight }),
    ...(inert === undefined ? {} : { inert }),
  };
}

/** The key of a block, never the block; the first character where a block has no key of its own. */
function rangeOf({ node, keyRange, pointer }: Place): TextRange {
  if (node.kind !== 'object' && node.kind !== 'array') return node.range;
  return /\/\d+$/.test(pointer) ? shownRange(node) : keyRange;
}

function shownRange(node: DataNode): TextRange {
  const block = node.kind === 'object' || node.kind === 'array';
  return block
    ? { start: node.range.start, end: Math.min(node.range.start + 1, node.range.end) }
    : node.range;
}

function textOf(node: DataNode): string {
  return node.kind === 'string' ? node.value : canonicalText(node);
}

/** A value under a name that speaks of a credential shows nothing of itself, whatever it looks like. */
function masked(name: string, value: string): string {
  const kind = classifyValue(name, value);
  const hidden = kind === 'literal-secret' || (kind === 'plain' && isSensitiveName(name));
  return hidden ? maskValue(value) : maskSecrets(value);
}
