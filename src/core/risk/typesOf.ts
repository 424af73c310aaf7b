import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { classifyAction } from '../compare/permissionAction';
import type { Category, ChangeType, Finding } from '../rules/rule';
import { categoryOfChange } from './categoriesOf';

export interface TypeDecision {
  /** The one that decides the process. */
  readonly type: ChangeType;
  /** Those met in the edit, the riskiest first; none where only words changed. */
  readonly types: readonly ChangeType[];
  /** Why, for people; empty when there is nothing to say. */
  readonly sentence: string;
}

/**
 * Which of the four change types an edit is (risk-model.md 1.2, first match wins): a cure that
 * loosens nothing is a security update; a mixed edit has the type of its riskiest finding.
 *
 * `types` says what is met in the edit, so that every kind of review it needs is named: security
 * update where protection or power is at stake, whichever way it goes; code deployment and
 * infrastructure where code or addresses change, and where an agent may now deploy or administer by
 * itself. Configuration is the rest: where something opens widely it would say nothing more, and mere
 * wording meets none and has its process in `type` alone.
 */
export function typesOf(changes: readonly Change[], findings: readonly Finding[]): TypeDecision {
  const cures = changes.filter(isCure);
  const loosening = changes.filter(
    (change) => change.direction !== 'tightens' && change.direction !== 'neutral',
  );
  if (cures.length > 0 && loosening.length === 0) {
    return {
      type: 'security-update',
      types: ['security-update'],
      sentence: t('Security update: {0}', cures[0]?.words ?? ''),
    };
  }
  const ranked = findings
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score);
  const [first] = ranked;
  const [change] = changes;
  const opened = ranked.some(isSecurityFinding);
  const types = new Set<ChangeType>();
  for (const finding of ranked) addAll(types, typesMet(finding));
  for (const other of changes) addAll(types, typesMetBy(other));
  if (opened) types.delete('configuration');
  if (opened || changes.some(touchesGuard)) types.add('security-update');
  const split =
    cures.length > 0
      ? t(
          'It would be a security update without the rest: {0} Split it to let the cure through.',
          loosening[0]?.words ?? '',
        )
      : '';
  return {
    type:
      first !== undefined
        ? typeOfFinding(first)
        : change === undefined
          ? 'configuration'
          : typeOfChange(change),
    types: changes.length === 0 && ranked.length === 0 ? ['configuration'] : [...types],
    sentence: split,
  };
}

function addAll(types: Set<ChangeType>, more: readonly ChangeType[]): void {
  for (const type of more) types.add(type);
}

/** The edit removes something that a rule warns of: a literal secret, plain HTTP, hidden text. */
function isCure(change: Change): boolean {
  if (change.direction !== 'tightens') return false;
  switch (change.detail.kind) {
    case 'server-credential':
      return change.detail.step === 'became-reference';
    case 'server-endpoint':
      return true;
    case 'hidden-text':
    case 'credential':
      return true;
    default:
      return false;
  }
}

/** Protection itself changed, in either direction. */
function touchesGuard({ facet, direction, detail }: Change): boolean {
  if (direction === 'neutral') return false;
  // A credential that a server does without guards nothing any more, and lets nothing in.
  if (detail.kind === 'server-credential' && detail.step === 'removed') return false;
  switch (facet) {
    case 'permission.deny':
    case 'sandbox':
      return true;
    case 'server.credential':
    case 'credential':
      return true;
    default:
      return false;
  }
}

const securityCategories: ReadonlySet<Category> = new Set<Category>([
  'agent-permission',
  'server-api-security',
  'agent-prompt',
]);

/** It opens something widely, or a protection in words that is worth one is lost. */
function isSecurityFinding({ tier, category, change }: Finding): boolean {
  if (tier === 'high' || tier === 'critical') return securityCategories.has(category);
  if (change?.detail.kind !== 'sentence' || tier !== 'medium') return false;
  const { effect } = change.detail;
  return effect === 'guardrail-removed' || effect === 'guardrail-weakened';
}

function typesMet({ change, category, type }: Finding): readonly ChangeType[] {
  if (change !== undefined) return typesMetBy(change);
  return category === 'agent-prompt' ? [] : [type];
}

function typesMetBy(change: Change): readonly ChangeType[] {
  return isWording(change) ? [] : [typeOfChange(change), ...powersGiven(change)];
}

function typeOfFinding({ change, type }: Finding): ChangeType {
  return change === undefined ? type : typeOfChange(change);
}

/** Words for people and models: nothing that has a type of its own is met in them. */
function isWording(change: Change): boolean {
  switch (change.facet) {
    case 'prompt.grant':
    case 'prompt.guardrail':
    case 'prompt.hidden-text':
      return true;
    default:
      return categoryOfChange(change) === 'agent-prompt';
  }
}

/**
 * What an agent may now do by itself that has a process of its own where people do it: an allowed
 * `git push` is a door to deployment, an allowed `ssh` one to the machines.
 */
function powersGiven({ detail, direction }: Change): readonly ChangeType[] {
  if (detail.kind !== 'permission' || detail.list !== 'allow' || direction !== 'loosens') return [];
  if (detail.action === undefined) return [];
  // Its worst form deletes, and every form publishes.
  if (/^Bash\(git push\b/.test(detail.action)) return ['code-deployment'];
  switch (classifyAction(detail.action)) {
    case 'publish':
      return ['code-deployment'];
    case 'privileged':
    case 'production':
    case 'database':
      return ['infrastructure'];
    default:
      return [];
  }
}

function typeOfChange(change: Change): ChangeType {
  switch (change.facet) {
    case 'server.endpoint':
    case 'server.transport':
      return reachesElsewhere(change) ? 'infrastructure' : 'configuration';
    case 'dependency':
      return change.detail.kind === 'lock' ? 'code-deployment' : 'configuration';
    case 'hook':
      // The entry is a setting; what it runs is code.
      return change.detail.kind === 'script' ? 'code-deployment' : 'configuration';
    case 'prompt.guardrail':
    case 'prompt.grant':
    case 'prompt.text':
    case 'prompt.import':
    case 'prompt.hidden-text':
      return 'code-deployment';
    case 'server.package':
      return change.detail.kind === 'server-package' &&
        (change.detail.step === 'upgraded' || change.detail.step === 'downgraded')
        ? 'code-deployment'
        : 'configuration';
    default:
      return 'configuration';
  }
}

/** The same host by another path or port, or without the bridge in between, is the same place. */
function reachesElsewhere({ detail }: Change): boolean {
  if (detail.kind !== 'server-endpoint' && detail.kind !== 'server-transport') return true;
  const before = detail.baseline.endpoint?.host;
  return before === undefined || before !== detail.server.endpoint?.host;
}
