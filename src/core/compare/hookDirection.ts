import type { HookFact } from '../facts/fact';
import type { Direction } from './change';

/** One thing that became different about a hook, and which way that goes. */
export interface HookStep {
  readonly part:
    'command' | 'matcher' | 'condition' | 'failure' | 'background' | 'timeout' | 'surroundings';
  readonly direction: Direction;
}

/** A guard that gets less time than this is as good as gone, in seconds. */
const leastTime = 1;

/**
 * What became different between two forms of one hook. A hook that can refuse something protects, so
 * what it no longer sees loosens; any other only runs code, so what it newly sees does.
 *
 * @returns one step for each part that differs; empty when only the writing does
 */
export function judgeHook(old: HookFact, hook: HookFact): readonly HookStep[] {
  const steps: HookStep[] = [];
  const guards = hook.phase === 'guard' || hook.phase === 'steer';
  if (old.action !== hook.action || normalCommand(old.raw) !== normalCommand(hook.raw)) {
    const unknown = hook.action === 'unknown';
    const asked = hook.phase === 'manual';
    steps.push({ part: 'command', direction: unknown ? 'unknown' : asked ? 'neutral' : 'loosens' });
  }
  for (const part of ['matcher', 'condition'] as const) {
    if (old[part] !== hook[part]) {
      steps.push({ part, direction: reachDirection(part, old[part], hook[part], guards) });
    }
  }
  if (old.failsOpen !== hook.failsOpen) {
    steps.push({ part: 'failure', direction: hook.failsOpen ? 'loosens' : 'tightens' });
  }
  if (old.background !== hook.background) {
    const direction = !guards ? 'neutral' : hook.background ? 'loosens' : 'tightens';
    steps.push({ part: 'background', direction });
  }
  if (old.timeout !== hook.timeout) {
    steps.push({ part: 'timeout', direction: timeDirection(old.timeout, hook.timeout, guards) });
  }
  if (old.surroundings !== hook.surroundings) {
    steps.push({ part: 'surroundings', direction: 'loosens' });
  }
  return steps;
}

function timeDirection(
  old: number | undefined,
  now: number | undefined,
  guards: boolean,
): Direction {
  if (!guards || now === undefined) return 'neutral';
  // What takes too long does not refuse: every client goes on.
  return now < leastTime || (old !== undefined && now < old / 2) ? 'loosens' : 'neutral';
}

function reachDirection(
  part: 'matcher' | 'condition',
  old: string,
  now: string,
  guards: boolean,
): Direction {
  const everything = part === 'matcher' ? '*' : '';
  const wider = now === everything || covers(now, old);
  const narrower = old === everything || covers(old, now);
  if (wider === narrower) return guards ? 'loosens' : 'mixed';
  // A wider guard sees more, and whatever else it does it does more often.
  if (wider) return guards ? 'mixed' : 'loosens';
  return guards ? 'loosens' : 'tightens';
}

/** Lists of alternatives: `Bash|Edit` covers `Bash`. */
function covers(outer: string, inner: string): boolean {
  const names = new Set(alternatives(outer));
  return alternatives(inner).every((name) => names.has(name));
}

/** Cut at the bars that stand outside of brackets. */
function alternatives(matcher: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of matcher) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    if (character === '|' && depth === 0) {
      found.push(part);
      part = '';
    } else {
      part += character;
    }
  }
  return [...found, part].map((name) => name.trim());
}

/** Words in quotation marks that need none: `"$ROOT/guard.py"`. */
const needlessMarks = /"([\w$%+=:,./@-]*)"/g;

/**
 * One spelling for commands that do the same: `${NAME}` for `$NAME`, marks around plain words, and
 * spaces where nothing is quoted.
 */
export function normalCommand(command: string): string {
  const plain = command
    .trim()
    .replace(/\$\{(\w+)\}/g, '$$$1')
    .replace(needlessMarks, '$1');
  return /["'\n]/.test(plain) ? plain : plain.replace(/\s+/g, ' ');
}
