import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { maskSecrets } from '../facts/maskSecrets';
import { shownText } from '../facts/shownText';
import type { ChangeSet, Detection, JointDetection, Rule, RuleContext, Severity } from './rule';

/** What governs agents changes in commits that speak of something else. */
export const undeclaredChange: Rule = {
  id: 'change/undeclared-agent-control-change',
  title: t('Agents are given more in a change about something else'),
  kind: 'delta',
  severity: 'low',
  type: 'configuration',
  category: 'agent-behavior',
  confidence: 'heuristic',
  supersedes: [],
  check: () => [],
  together: undeclared,
};

/** Words of somebody who says what is done here (rules.json, 2026-11). */
const declaring =
  /\b(?:mcp|agents?|ai|llm|prompts?|permissions?|hooks?|claude|copilot|cursor|codex|gemini|windsurf|cline|roo|kiro|zed|opencode|config\w*|settings?|servers?|tools?|skills?|instructions?|rules?|allow\w*|secur\w*|polic(?:y|ies)|spend\w*|budget|wallet|payments?)\b/i;

/** Words of work that gives agents nothing. */
const elsewhere =
  /^(?:docs?|chore|style|test|build|deps?|ci|refactor|typo)\b|\b(?:dependenc(?:y|ies)|deps|bump\w*|format\w*|typos?|lint\w*|readme|changelog|whitespace|translations?)\b/i;

/** Fewer of the files than this: they ride along. */
const fewest = 0.2;

const kinds: ReadonlySet<string> = new Set([
  'mcp-config',
  'permission',
  'hooks',
  'prompt',
  'skill',
]);

function undeclared({ changed, declared }: ChangeSet): readonly JointDetection[] {
  const titles = declared?.titles ?? [];
  if (
    declared === undefined ||
    titles.length === 0 ||
    titles.some((title) => declaring.test(title))
  ) {
    return [];
  }
  const governed = changed.filter(({ surface }) => kinds.has(surface.kind));
  // All of it is about agents: the files say it, whatever the title.
  if (governed.length === 0 || governed.length >= declared.changedFiles) return [];
  const claimed = titles.every((title) => elsewhere.test(title));
  if (!claimed && governed.length >= declared.changedFiles * fewest) return [];
  const found = governed
    .flatMap((file) => file.changes.map((change) => ({ file, change, level: levelOf(change) })))
    .filter(({ level }) => level !== undefined)
    .sort(
      (left, right) => order.indexOf(left.level ?? 'low') - order.indexOf(right.level ?? 'low'),
    );
  const [worst] = found;
  if (worst?.level === undefined) return [];
  return [
    { path: worst.file.path, detection: speak(worst.file, worst.change, worst.level, titles) },
  ];
}

const order: readonly Severity[] = ['high', 'medium', 'low'];

/** What acts by itself or stops asking weighs most. */
function levelOf({ direction, facet, detail }: Change): Severity | undefined {
  if (direction !== 'loosens') return undefined;
  if (detail.kind === 'script' || facet === 'hook' || facet === 'execution') return 'high';
  if (facet === 'approval.mode') return 'high';
  return /^(?:permission|approval|sandbox|server\.auto)/.test(facet) ? 'medium' : 'low';
}

function speak(
  { surface }: RuleContext,
  change: Change,
  severity: Severity,
  titles: readonly string[],
): Detection {
  const [first = ''] = titles;
  const title = shownText(maskSecrets(first.length <= 80 ? first : `${first.slice(0, 79)}…`));
  return {
    severity,
    subject: change.subject,
    pointer: change.pointer,
    range: change.range,
    message: t(
      '{0} The change it comes with is called “{1}” and says nothing of it. Make it a change of its own, or say it in the title.',
      change.words,
      title,
    ),
    because: t('rides along'),
    entity: 'undeclared',
    change,
    factors:
      surface.scope === 'local'
        ? { exposure: { points: -4, because: t('your own file only') } }
        : {},
    fixes: [],
  };
}
