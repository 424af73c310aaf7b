import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { classifyAction } from '../compare/permissionAction';
import { ruleOf } from '../facts/permissionGrammars';
import type { PermissionRule } from '../facts/permissionRule';
import { shareAnAgent } from './agentFiles';
import { isWholeReader } from './permissionAllowRules';
import { hookDanger } from './hookDanger';
import { looksLikeGuard } from './hookGuards';
import type { ChangeSet, Detection, JointDetection, Rule, RuleContext } from './rule';
import { serverOfRule } from './serverLegs';
import { toolPower } from './toolPower';

/** Who adds a power must not take away its check in the same step. */
export const selfApproval: Rule = {
  id: 'change/self-approving-change',
  title: t('A power comes and its check goes in one change'),
  kind: 'delta',
  severity: 'medium',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'deterministic',
  supersedes: [],
  check: (context) => pairsIn([context]).map(({ detection }) => detection),
  together: acrossFiles,
};

function acrossFiles({ changed }: ChangeSet): readonly JointDetection[] {
  return pairsIn(changed).filter(({ detection }) => detection.entity.endsWith(' across'));
}

interface Placed {
  readonly change: Change;
  readonly file: RuleContext;
}

/** A power and the check that belongs to it. */
interface Pair {
  readonly id: string;
  readonly grave: boolean;
  /** Policies and signers stand for every agent. */
  readonly anyAgent?: boolean;
  readonly gains: (change: Change) => boolean;
  readonly loses: (change: Change) => boolean;
  /** Absent: any of them belong together. */
  readonly fits?: (loss: Change, gain: Change) => boolean;
  readonly says: (gain: Change) => string;
  readonly because: () => string;
}

/** rules.json `change/self-approving-change`, 2026-11. The gravest first: one change, one sentence. */
const pairs: readonly Pair[] = [
  {
    id: 'policy',
    grave: true,
    anyAgent: true,
    gains: (change) => loosens(change) && change.facet !== 'policy',
    loses: (change) => loosens(change) && change.facet === 'policy',
    says: () =>
      t('The same change loosens what agents may do and the policy that it is judged by.'),
    because: () => t('loosens the rules it is judged by'),
  },
  {
    id: 'money',
    grave: true,
    gains: (change) => allowedClass(change) === 'payment',
    loses: (change) =>
      loosens(change) && /^spend\.(?:limit|window|approval|recipient)$/.test(change.facet),
    says: () => t('The same change lets an agent pay and loosens what bounds its payments.'),
    because: () => t('may pay, and is bounded less'),
  },
  {
    id: 'hook',
    grave: true,
    gains: runsMore,
    loses: (change) => losesDeny(change) || losesGuard(change),
    says: () => t('The same change makes something run by itself and takes away what refused.'),
    because: () => t('runs by itself, and nothing refuses'),
  },
  {
    id: 'secret',
    grave: true,
    gains: opensNetwork,
    loses: (change) =>
      losesDeny(change) ? lostClass(change) === 'secret' : allowedClass(change) === 'secret',
    says: () => t('The same change opens the network and lets secrets be read.'),
    because: () => t('reads secrets, and gets out'),
  },
  {
    id: 'server',
    grave: false,
    gains: ({ detail }) => detail.kind === 'server-added' || detail.kind === 'server-enabled',
    loses: asksNoMore,
    fits: isAboutServer,
    says: ({ detail }) =>
      t(
        'The same change brings the server “{0}” and stops asking before it acts.',
        'server' in detail ? detail.server.name : '',
      ),
    because: () => t('new server, not asked about'),
  },
  {
    id: 'plugin',
    grave: false,
    gains: (change) => loosens(change) && change.facet === 'plugin' && !isMarketplace(change),
    loses: (change) => loosens(change) && isMarketplace(change),
    says: () => t('The same change adds a plugin and trusts the marketplace it comes from.'),
    because: () => t('plugin and its marketplace at once'),
  },
];

/** Of thousands of changes the first will do: one sentence is said of each pair. */
const mostHalves = 200;

function pairsIn(files: readonly RuleContext[]): readonly JointDetection[] {
  // What a first version brings, it brings together.
  const known = files.filter(({ baselineText }) => baselineText !== undefined);
  const all = known.flatMap((file) => file.changes.map((change): Placed => ({ change, file })));
  if (all.length < 2) return [];
  return pairs.flatMap((pair): readonly JointDetection[] => {
    const gains = all.filter(({ change }) => pair.gains(change)).slice(0, mostHalves);
    if (gains.length === 0) return [];
    const losses = all.filter(({ change }) => pair.loses(change)).slice(0, mostHalves);
    for (const loss of losses) {
      const gain = gains.find(
        (other) =>
          other.change !== loss.change &&
          pair.fits?.(loss.change, other.change) !== false &&
          (pair.anyAgent === true || shareAnAgent(other.file, loss.file)),
      );
      if (gain !== undefined) return [speak(pair, gain, loss)];
    }
    return [];
  });
}

function speak(pair: Pair, gain: Placed, { change, file }: Placed): JointDetection {
  const across = gain.file !== file;
  const where = across ? t('In {0}: {1}', gain.file.path, gain.change.words) : gain.change.words;
  const detection: Detection = {
    severity: pair.grave ? 'high' : 'medium',
    subject: change.subject,
    pointer: change.pointer,
    range: change.range,
    message: t(
      '{0} The other half: {1} Make them two changes, so that somebody looks at the power before its check goes.',
      pair.says(gain.change),
      where,
    ),
    because: pair.because(),
    entity: `pair ${pair.id}${across ? ' across' : ''}`,
    change,
    factors:
      file.surface.scope === 'local'
        ? { exposure: { points: -4, because: t('your own file only') } }
        : {},
    floor: pair.grave && !file.example ? 'high' : undefined,
    fixes: [],
  };
  return { path: file.path, detection };
}

/** A new hook. One that runs before calls and does nothing odd may be the check in another place. */
function runsMore({ detail, direction }: Change): boolean {
  if (detail.kind !== 'hook' || detail.baseline !== undefined || detail.hook === undefined) {
    return false;
  }
  const { phase, raw } = detail.hook;
  return direction !== 'tightens' && (phase !== 'guard' || hookDanger(raw) !== undefined);
}

function loosens({ direction }: Change): boolean {
  return direction === 'loosens';
}

/** What a new permission allows at its worst; undefined: it is none, or has no effect. */
function allowedClass({
  detail,
  direction,
}: Change): ReturnType<typeof classifyAction> | undefined {
  if (detail.kind !== 'permission' || detail.list !== 'allow' || direction !== 'loosens')
    return undefined;
  if (detail.rule !== undefined && isWholeReader(ruleOf(detail.rule))) return 'outside-read';
  return detail.action === undefined ? undefined : classifyAction(detail.action);
}

function losesDeny({ detail, direction }: Change): boolean {
  return (
    detail.kind === 'permission' &&
    detail.list === 'deny' &&
    direction === 'loosens' &&
    (detail.effect === 'removed' || detail.effect === 'narrowed')
  );
}

function lostClass({ detail }: Change): ReturnType<typeof classifyAction> | undefined {
  return detail.kind !== 'permission' || detail.action === undefined
    ? undefined
    : classifyAction(detail.action);
}

function losesGuard({ detail, direction }: Change): boolean {
  if (detail.kind !== 'hook' || detail.baseline === undefined || detail.hook !== undefined)
    return false;
  return (
    direction !== 'tightens' && detail.baseline.phase === 'guard' && looksLikeGuard(detail.baseline)
  );
}

function opensNetwork(change: Change): boolean {
  const { detail } = change;
  if (detail.kind === 'setting') {
    return (
      loosens(change) &&
      change.facet === 'sandbox' &&
      /network|domain|internet/i.test(detail.setting?.key ?? '')
    );
  }
  return /^(?:web|drop|upload)$/.test(allowedClass(change) ?? '');
}

/** A permission for tools of a server that do more than read, or for starting any unasked. */
function asksNoMore(change: Change): boolean {
  const { detail } = change;
  if (!loosens(change)) return false;
  if (detail.kind === 'setting') {
    const { key = '', value = '' } = detail.setting ?? {};
    return key === 'enableAllProjectMcpServers' && value === 'true';
  }
  const rule = allowedTool(change);
  if (rule === undefined) return false;
  return !rule.exact || toolPower(rule.tool.split('__').slice(2).join('__')) !== 'reads';
}

function isAboutServer(loss: Change, { detail: gain }: Change): boolean {
  if (!('server' in gain)) return false;
  const rule = allowedTool(loss);
  return rule === undefined || serverOfRule(rule.tool) === gain.server.name;
}

function allowedTool({ detail }: Change): PermissionRule | undefined {
  if (detail.kind !== 'permission' || detail.list !== 'allow') return undefined;
  const rule = detail.rule === undefined ? undefined : ruleOf(detail.rule);
  return rule?.kind === 'mcp' ? rule : undefined;
}

function isMarketplace({ detail }: Change): boolean {
  return (
    detail.kind === 'setting' && /marketplace/i.test((detail.setting ?? detail.baseline)?.key ?? '')
  );
}
