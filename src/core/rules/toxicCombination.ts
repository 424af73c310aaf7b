import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { FileFacts, PermissionRuleFact } from '../facts/fact';
import { agentsOf } from './agentFiles';
import { legHolders, legs, type Leg, type LegHolder } from './serverLegs';
import type { ChangeSet, Detection, JointDetection, Rule, RuleContext } from './rule';

/**
 * Private data, text by strangers and a way out within one agent: none is a mistake, and together one
 * sentence on a web page can send the data away. Spoken of once, when an edit completes the three.
 */
export const toxicCombination: Rule = {
  id: 'mcp/toxic-combination-completed',
  title: t('Private data, strangers’ text and a way out come together'),
  kind: 'delta',
  severity: 'medium',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'heuristic',
  supersedes: [],
  check: (context) => completedIn([context]).flatMap(({ detection }) => detection),
  together: completedTogether,
};

function completedTogether(set: ChangeSet): readonly JointDetection[] {
  if (!set.changed.some((context) => context.changes.some(mayAddLeg))) return [];
  const agents = new Map<string, RuleContext[]>();
  for (const context of [...set.changed, ...set.around()]) {
    for (const agent of agentsOf(context)) {
      const files = agents.get(agent);
      if (files === undefined) agents.set(agent, [context]);
      else files.push(context);
    }
  }
  const found = new Map<string, JointDetection>();
  for (const files of agents.values()) {
    // What one file shows by itself is said already.
    if (files.length < 2) continue;
    for (const joint of completedIn(files)) {
      found.set(`${joint.path} ${joint.detection.entity}`, joint);
    }
  }
  return [...found.values()];
}

function mayAddLeg({ direction, detail }: Change): boolean {
  if (direction === 'tightens') return false;
  return 'server' in detail || (detail.kind === 'permission' && detail.list === 'allow');
}

interface PlacedHolder extends LegHolder {
  readonly file: RuleContext;
}

function completedIn(files: readonly RuleContext[]): readonly JointDetection[] {
  if (files.some(({ baselineFacts }) => baselineFacts === undefined)) return [];
  if (!files.some(({ changes }) => changes.some(mayAddLeg))) return [];
  const now = holdersIn(files, ({ facts }) => facts);
  if (!legs.every((leg) => now.some((holder) => holder.leg === leg))) return [];
  // A mailbox by itself is what its own rules speak about.
  if (new Set(now.map(({ name }) => name)).size < 2) return [];
  const before = holdersIn(files, ({ baselineFacts, facts }) => baselineFacts ?? facts);
  const missing = legs.filter((leg) => !before.some((holder) => holder.leg === leg));
  // A project that starts out with all of them, or had them: what is new here is not the combination.
  if (missing.length === 0) return [];
  for (const leg of [...missing].reverse()) {
    for (const holder of now) {
      if (holder.leg !== leg) continue;
      const change = holder.file.changes.find((one) => brings(one, holder));
      if (change !== undefined) return [speak(holder, change, now)];
    }
  }
  return [];
}

function holdersIn(
  files: readonly RuleContext[],
  side: (file: RuleContext) => FileFacts,
): readonly PlacedHolder[] {
  const rules: readonly PermissionRuleFact[] = files.flatMap((file) => side(file).permissionRules);
  return files.flatMap((file) =>
    legHolders(side(file), rules, file.memory).map((holder) => ({ ...holder, file })),
  );
}

function brings({ detail, direction }: Change, { server, rule }: PlacedHolder): boolean {
  if (direction === 'tightens') return false;
  if (detail.kind === 'permission') return rule !== undefined && detail.rule === rule;
  return server !== undefined && 'server' in detail && detail.server === server;
}

function speak(holder: PlacedHolder, change: Change, now: readonly PlacedHolder[]): JointDetection {
  const of = (leg: Leg): readonly PlacedHolder[] => now.filter((other) => other.leg === leg);
  const name = (leg: Leg): string =>
    (of(leg).find((other) => other === holder) ?? of(leg)[0])?.name ?? '';
  const unasked = [...of('private-data'), ...of('way-out')].some((other) => other.unasked);
  const detection: Detection = {
    severity: unasked ? 'high' : 'medium',
    subject: change.subject,
    pointer: change.pointer,
    range: change.range,
    message: t(
      'After this one agent holds private data (“{0}”), reads what strangers write (“{1}”) and can send something out (“{2}”). A sentence in what it reads can make it send the data. Keep one of the three out of this agent, or keep the question before it is used.',
      name('private-data'),
      name('untrusted-input'),
      name('way-out'),
    ),
    because: unasked
      ? t('data, strangers and a way out, unasked')
      : t('data, strangers and a way out'),
    entity: 'combination',
    change,
    factors:
      holder.file.surface.scope === 'local'
        ? { exposure: { points: -4, because: t('your own file only') } }
        : {},
    fixes: [],
  };
  return { path: holder.file.path, detection };
}
