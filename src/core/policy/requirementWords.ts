import { t } from '@vscode/l10n';
import { tierWord } from '../risk/scoreFinding';
import type { Category, ChangeType, Tier } from '../rules/rule';
import type { Requirements } from './requirements';

/** A role as people read it: `agent-owner` → “agent owner”, of several “2 of security”. */
export function roleWord(role: string, count = 1): string {
  const word = role.replaceAll('-', ' ');
  return count > 1 ? t('{0} of {1}', count, word) : word;
}

/** The roles on one line: “owner + security + agent owner”; empty when nobody has to approve. */
export function rolesLine({ approvals }: Pick<Requirements, 'approvals'>): string {
  return approvals.map(({ role, count }) => roleWord(role, count)).join(' + ');
}

/** Completes “because …”. */
export function tierReason(tier: Tier): string {
  return t('the risk is {0}', tierWord(tier));
}

/** Completes “because …”. */
export function typeReason(type: ChangeType): string {
  switch (type) {
    case 'security-update':
      return t('it is a security update');
    case 'configuration':
      return t('it is a change of configuration');
    case 'code-deployment':
      return t('it deploys code or instructions');
    case 'infrastructure':
      return t('it changes infrastructure');
  }
}

/** Completes “because …”. */
export function categoryReason(category: Category): string {
  switch (category) {
    case 'agent-behavior':
      return t('it changes how independently an agent acts');
    case 'agent-prompt':
      return t('it changes what an agent is told');
    case 'agent-permission':
      return t('it changes what an agent may do');
    case 'agent-financial':
      return t('it changes what an agent may spend');
    case 'server-api-security':
      return t('it changes how a server is reached or authenticates');
    case 'server-integration':
      return t('it changes which servers there are');
    case 'server-performance':
      return t('it changes the limits of a server');
    case 'server-dependency':
      return t('it changes what a server runs');
    case 'change-policy':
      return t('it changes the policy itself');
  }
}

/** Whole hours as people say them: 24 → “24 hours”, 48 → “2 days”. */
export function hoursWord(hours: number): string {
  if (hours >= 48 && hours % 24 === 0) return t('{0} days', hours / 24);
  return hours === 1 ? t('1 hour') : t('{0} hours', hours);
}

/** A list in a sentence: “a”, “a and b”, “a, b and c”. */
export function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  if (words.length <= 1) return last;
  return t('{0} and {1}', words.slice(0, -1).join(', '), last);
}
