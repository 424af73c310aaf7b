import { canonicalText, pointerStep } from '../parse/navigate';
import type { DataNode, Member, ParsedText } from '../parse/tree';
import type { AmbiguityFact } from './fact';

/** Keys that switch something off, limit it or let it run: misspelt, they do nothing. */
const weightyKeys =
  'disabled enabled autoApprove alwaysAllow includeTools excludeTools disabledTools enabledTools sandboxEnabled permissions additionalDirectories defaultMode mcpServers'.split(
    ' ',
  );
/** Deeper than this no client keeps anything. */
const deepest = 12;

/**
 * What people and clients may read differently: text that does not parse, a key that stands twice in
 * one object, keys that code takes for something else, and safety keys with a slip of the pen.
 */
export function readAmbiguities(parsed: ParsedText): readonly AmbiguityFact[] {
  const found: AmbiguityFact[] = [];
  const { text, root } = parsed;
  const broken = parsed.problems.find(({ kind }) => kind !== 'duplicate-key');
  if (broken !== undefined && text.trim() !== '') {
    found.push({
      facet: 'other',
      subject: 'file',
      pointer: '',
      range: broken.range,
      kind: broken.kind === 'front-matter' ? 'front-matter' : 'unreadable',
      key: broken.message,
    });
  }
  if (root !== undefined) collect(root, '', 0, found);
  return found;
}

function collect(node: DataNode, pointer: string, depth: number, into: AmbiguityFact[]): void {
  if (depth > deepest) return;
  if (node.kind === 'array') {
    node.items.forEach((item, index) => {
      collect(item, pointer + pointerStep(index), depth + 1, into);
    });
  }
  if (node.kind !== 'object') return;
  const seen = new Map<string, Member>();
  for (const member of node.members) {
    const at = pointer + pointerStep(member.key);
    const earlier = seen.get(member.key);
    seen.set(member.key, member);
    if (earlier !== undefined) {
      const differs = canonicalText(earlier.value) !== canonicalText(member.value);
      into.push(ambiguity(member, at, differs ? 'two-values' : 'written-twice'));
    }
    if (/^(?:__proto__|constructor|prototype)$/.test(member.key)) {
      into.push(ambiguity(member, at, 'prototype'));
    }
    const meant = meantKey(member.key, node.members);
    if (meant !== undefined) into.push({ ...ambiguity(member, at, 'misspelt'), meant });
    collect(member.value, at, depth + 1, into);
  }
}

function ambiguity(member: Member, pointer: string, kind: AmbiguityFact['kind']): AmbiguityFact {
  return {
    facet: 'other',
    subject: `key:${pointer}`,
    pointer,
    range: member.keyRange,
    kind,
    key: member.key,
  };
}

/** A weighty key one or two letters away, when it does not stand beside this one. */
function meantKey(key: string, siblings: readonly Member[]): string | undefined {
  if (key.length < 6 || key.length > 24 || weightyKeys.includes(key)) return undefined;
  return weightyKeys.find(
    (weighty) =>
      Math.abs(weighty.length - key.length) <= 2 &&
      isSlip(key.toLowerCase(), weighty.toLowerCase()) &&
      !siblings.some((member) => member.key === weighty),
  );
}

/** One letter too many, too few, wrong or swapped; in long words two. Case alone is a slip too. */
function isSlip(left: string, right: string): boolean {
  if (left === right) return true;
  const allowed = right.length > 9 ? 2 : 1;
  if (left.length === right.length) {
    const wrong = Array.from(left).flatMap((letter, index) =>
      letter === right[index] ? [] : [index],
    );
    const [first = 0, second = 0] = wrong;
    const swapped =
      wrong.length === 2 &&
      second === first + 1 &&
      left[first] === right[second] &&
      left[second] === right[first];
    return swapped || wrong.length <= allowed;
  }
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (long.length - short.length > allowed) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}
