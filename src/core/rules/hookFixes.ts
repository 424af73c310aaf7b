import { t } from '@vscode/l10n';
import type { HookFact } from '../facts/fact';
import type { DataNode } from '../parse/tree';
import {
  nodeAt,
  removeItemsFix,
  removeMemberFix,
  restoreItemsFix,
  restoreMemberFix,
} from './jsonFixes';
import type { Fix, RuleContext } from './rule';
import { restoreFix } from './serverContext';

/** Takes a new hook out, with the group or event around it when it was alone there. */
export function removeHookFix(context: RuleContext, hook: HookFact): readonly Fix[] {
  const steps = placesAbove(hook.pointer);
  const alone = (pointer: string): boolean => {
    const node = nodeAt(context.root, pointer);
    return node?.kind === 'array' && node.items.length === 1;
  };
  let place = steps.find((pointer) => /\/\d+$/.test(pointer));
  if (place === undefined) return [];
  for (const above of steps.slice(steps.indexOf(place) + 1)) {
    if (/\/\d+$/.test(above)) place = above;
    else if (!alone(above)) break;
    else if (/^\/hooks\/[^/]+$/.test(above)) return removeMemberFix(context, above, title);
  }
  return removeItemsFix(context, [place], title);
}

const title = t('Remove this hook');

/** Puts a hook back that is gone, with as much around it as is gone too. */
export function restoreHookFix(context: RuleContext, old: HookFact): readonly Fix[] {
  const label = t('Restore this hook');
  // From the outside in: the first place that holds less than it did.
  for (const pointer of placesAbove(old.pointer).reverse()) {
    const before = nodeAt(context.baselineRoot, pointer);
    const now = nodeAt(context.root, pointer);
    if (before === undefined) return [];
    if (now === undefined) {
      return /\/\d+$/.test(pointer)
        ? restoreItemsFix(context, [pointer], label)
        : restoreMemberFix(context, pointer, pointer, label);
    }
    if (count(now) < count(before) && before.kind === 'array') {
      const next = old.pointer.slice(pointer.length + 1).split('/')[0] ?? '';
      return restoreItemsFix(context, [`${pointer}/${next}`], label);
    }
  }
  return [];
}

/** Puts back what a hook ran or saw, where that is one value. */
export function restoreHookValue(
  context: RuleContext,
  old: HookFact,
  hook: HookFact,
): readonly Fix[] {
  if (old.raw !== hook.raw) {
    return restoreFix(context, hook.range, old.range, t('the old command'));
  }
  const key =
    old.matcher !== hook.matcher ? 'matcher' : old.timeout !== hook.timeout ? 'timeout' : '';
  if (key === '') return [];
  for (const above of placesAbove(old.pointer)) {
    if (nodeAt(context.baselineRoot, `${above}/${key}`) === undefined) continue;
    return restoreMemberFix(context, `${above}/${key}`, `${above}/${key}`, t('Restore `{0}`', key));
  }
  for (const above of placesAbove(hook.pointer)) {
    if (nodeAt(context.root, `${above}/${key}`) === undefined) continue;
    return removeMemberFix(context, `${above}/${key}`, t('Remove `{0}`', key));
  }
  return [];
}

/** `/hooks/Stop/0/hooks/1/command` → itself and what is around it, from the inside out. */
function placesAbove(pointer: string): readonly string[] & string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((_, index) => `/${steps.slice(0, steps.length - index).join('/')}`);
}

function count(node: DataNode): number {
  return node.kind === 'array'
    ? node.items.length
    : node.kind === 'object'
      ? node.members.length
      : 1;
}
