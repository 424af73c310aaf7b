import { t } from '@vscode/l10n';
import { hookFactors } from './hookFactors';
import type { Change } from '../compare/change';
import type { ServerFact } from '../facts/fact';
import { launchFile } from '../facts/launchFile';
import { withoutComments } from '../facts/readSource';
import type { TextRange } from '../parse/tree';
import type { ChangeSet, Detection, JointDetection, Rule, RuleContext, Severity } from './rule';
import { dangerOfScript } from './scriptRules';

/** The code behind a server's entry: the entry is the same, what it starts is not. */
export const localScriptRules: readonly Rule[] = [
  {
    id: 'mcp/local-script-changed',
    title: t('Script behind a server changed'),
    kind: 'delta',
    severity: 'medium',
    type: 'code-deployment',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      context.changes.flatMap((change) => {
        const detection = isServerScript(context) ? scriptChanged(context, change) : undefined;
        return detection === undefined ? [] : [detection];
      }),
    together: (set) => set.changed.flatMap((context) => startedBySame(set, context)),
  },
];

/** Scripts that start servers have a name or folder that says so; hooks have rules of their own. */
export function isServerScript({ surface }: RuleContext): boolean {
  return surface.reader === 'script' && surface.kind === 'server-code';
}

/** A server whose entry did not change, and the file that holds it. */
interface Starter {
  readonly server: ServerFact;
  readonly path: string;
}

function startedBySame(set: ChangeSet, context: RuleContext): readonly JointDetection[] {
  const { surface, path, baselineText } = context;
  if (surface.reader !== 'source' && !isServerScript(context)) return [];
  // A new file is what its new entry starts, or nothing starts it yet.
  if (baselineText === undefined || context.text === '') return [];
  const starters = [...set.changed, ...set.around()].flatMap((file) => startersOf(file, path));
  const [first] = starters;
  const [change] = context.changes;
  if (first === undefined || change === undefined) return [];
  const words = t(
    '{0} in {1} starts this file, and the entry is as it was.',
    starters.length === 1
      ? `“${first.server.name}”`
      : t('“{0}” and {1} more', first.server.name, starters.length - 1),
    first.path,
  );
  const detection = isServerScript(context)
    ? scriptChanged(context, change, words)
    : sourceChanged(context, change, words);
  return detection === undefined ? [] : [{ path, detection }];
}

function startersOf(file: RuleContext, path: string): readonly Starter[] {
  const touched = new Set(
    file.changes.flatMap(({ detail }) => ('server' in detail ? [detail.server.pointer] : [])),
  );
  return file.facts.servers.flatMap((server) => {
    if (!server.enabled || server.launch === undefined || touched.has(server.pointer)) return [];
    const places = launchFile(server.launch, file.path)?.places ?? [];
    return places.includes(path) ? [{ server, path: file.path }] : [];
  });
}

function scriptChanged(
  context: RuleContext,
  change: Change,
  words = t('Entries of servers that name it show no change.'),
): Detection | undefined {
  const { detail } = change;
  if (detail.kind !== 'script' || detail.script === undefined) return undefined;
  const worst = dangerOfScript(detail.script, detail.baseline);
  return {
    ...common(context, change),
    severity: worst === undefined ? 'medium' : 'high',
    range: worst?.range ?? change.range,
    message: `${change.words} ${words} ${worst?.danger.advice ?? t('Read it like code.')}`,
    because: worst?.danger.because ?? t('a server runs it'),
  };
}

function sourceChanged(context: RuleContext, change: Change, words: string): Detection {
  const gained = accessGained(context);
  const severity: Severity = gained === undefined ? 'low' : 'high';
  return {
    ...common(context, change),
    severity,
    range: gained?.range ?? firstDifference(context),
    message:
      gained === undefined
        ? t('{0} What it runs is other code now: review it like code.', words)
        : t('{0} It {1}, which it did not before. Make sure that is meant.', words, gained.does),
    because: gained?.does ?? t('a server runs it'),
  };
}

function common(
  context: RuleContext,
  change: Change,
): Pick<Detection, 'subject' | 'pointer' | 'entity' | 'change' | 'factors' | 'fixes'> {
  return {
    subject: change.subject,
    pointer: change.pointer,
    entity: 'started file',
    change,
    factors: hookFactors(context),
    fixes: [],
  };
}

/** What a program can do that a server has to be trusted with (rules.json, 2026-11). */
const accesses: readonly { readonly does: () => string; readonly pattern: RegExp }[] = [
  {
    does: () => t('starts programs'),
    pattern:
      /\bchild_process\b|\b(?:exec|execFile|spawn|fork)(?:Sync)?\(|\bsubprocess\.|\bos\.(?:system|popen|exec[lv]p?e?)\(|\bBun\.spawn|\bDeno\.Command\b/,
  },
  {
    does: () => t('runs text as code'),
    pattern: /\beval\(|\bnew Function\(|\bvm\.run\w{0,30}\(|(?<![.\w])exec\(/,
  },
  {
    does: () => t('connects to other machines'),
    pattern:
      /\bfetch\(|\bhttps?\.(?:request|get)\(|\baxios\b|\bundici\b|\bnet\.(?:connect|createConnection)\(|\bWebSocket\(|\brequests\.(?:get|post|put|request)\(|\bhttpx\.|\burllib\.request\b|\baiohttp\b|\bsocket\.(?:socket|create_connection)\(|\bdns\.(?:lookup|resolve)/,
  },
  {
    does: () => t('reads credentials'),
    pattern:
      /\b(?:process\.env|os\.environ|os\.getenv)\b.{0,6}[A-Z_]{0,40}(?:TOKEN|SECRET|PASSWORD|API_?KEY|CREDENTIAL)|\.ssh\/|\.aws\/credentials|\.netrc\b|\bkeytar\b|\bkeyring\b/,
  },
];

function accessGained({
  text,
  baselineText,
}: RuleContext): { readonly does: string; readonly range: TextRange } | undefined {
  const now = withoutComments(text);
  const before = withoutComments(baselineText ?? '');
  for (const { does, pattern } of accesses) {
    const match = pattern.exec(now);
    if (match === null || pattern.test(before)) continue;
    return { does: does(), range: { start: match.index, end: match.index + match[0].length } };
  }
  return undefined;
}

/** The rest of the first line that differs; at the end of the file its last character. */
function firstDifference({ text, baselineText = '' }: RuleContext): TextRange {
  let start = 0;
  while (start < text.length && text[start] === baselineText[start]) start += 1;
  start = Math.max(0, Math.min(start, text.length - 1));
  const lineBreak = text.indexOf('\n', start);
  const end = lineBreak <= start ? start + 1 : lineBreak;
  return { start, end };
}
