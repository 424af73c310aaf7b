import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { ChangeType, Finding } from '../rules/rule';

export interface TypeDecision {
  readonly type: ChangeType;
  readonly types: readonly ChangeType[];
  /** Why, for people; empty when there is nothing to say. */
  readonly sentence: string;
}

/**
 * Which of the four change types an edit is (risk-model.md 1.2, first match wins): a cure that
 * loosens nothing is a security update; a mixed edit has the type of its riskiest finding and lists
 * the others. An edit of what guards, or one that opens widely, lists security update as well: it
 * needs the same eyes, whichever way it goes.
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
  const types: ChangeType[] = [];
  const add = (type: ChangeType): void => {
    if (!types.includes(type)) types.push(type);
  };
  for (const finding of [...findings].sort((left, right) => right.score - left.score)) {
    if (finding.score > 0) add(finding.type);
  }
  for (const change of changes) add(typeOfChange(change));
  if (changes.some(touchesGuard) || findings.some(isSecurityFinding)) add('security-update');
  const type = types[0] ?? 'configuration';
  const split =
    cures.length > 0
      ? t(
          'It would be a security update without the rest: {0} Split it to let the cure through.',
          loosening[0]?.words ?? '',
        )
      : '';
  return { type, types: types.length === 0 ? [type] : types, sentence: split };
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
function touchesGuard({ facet, detail, direction }: Change): boolean {
  if (direction === 'neutral') return false;
  switch (facet) {
    case 'permission.deny':
    case 'sandbox':
      return true;
    case 'server.credential':
    case 'credential':
      return true;
    default:
      return detail.kind === 'sentence' && detail.effect === 'guardrail-removed';
  }
}

function isSecurityFinding({ tier, category }: Finding): boolean {
  const strong = tier === 'high' || tier === 'critical';
  return strong && (category === 'agent-permission' || category === 'server-api-security');
}

function typeOfChange(change: Change): ChangeType {
  switch (change.facet) {
    case 'server.endpoint':
    case 'server.transport':
      return 'infrastructure';
    case 'hook':
    case 'execution':
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
