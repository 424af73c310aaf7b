import { t } from '@vscode/l10n';
import type { ActionClass } from '../compare/permissionAction';
import type { Factor, Factors, RuleContext, Severity } from './rule';

/** How much it weighs when a class of actions happens without asking, and why. */
export interface ActionWeight {
  /** When a whole family of such actions is allowed. */
  readonly severity: Severity;
  /** When it is one action, written out in full. */
  readonly exact: Severity;
  readonly privilege?: Factor | undefined;
  readonly reversibility?: Factor | undefined;
  /** Why it matters and what to do, as one or two sentences. */
  readonly advice: () => string;
}

const nameIt = (): string => t('Name the exact command, or move the rule to ask.');
const harmless = (): string => t('It builds, tests or reads, nothing more.');

/**
 * Weight of each class. The levels are those of the rules `perm/allow-added` and `perm/allow-widened`
 * (rules.json), set so that of real edits one in ten is high (risk-model.md 0.2): most clicks on
 * "always allow" are builds, tests and reads.
 */
export function weightOf(actionClass: ActionClass): ActionWeight {
  switch (actionClass) {
    case 'payment':
      return {
        severity: 'high',
        exact: 'high',
        privilege: { points: 8, because: t('moves money') },
        reversibility: { points: 8, because: t('cannot be undone') },
        advice: () => t('Money moves without a person. Move the rule to ask.'),
      };
    case 'shell':
      return {
        severity: 'high',
        exact: 'medium',
        privilege: { points: 4, because: t('runs any code') },
        advice: () =>
          t('It runs any code, so every other rule can be got around. Name the exact command.'),
      };
    case 'privileged':
      return {
        severity: 'high',
        exact: 'medium',
        privilege: { points: 8, because: t('more rights than its own') },
        advice: () => t('It acts with more rights than the agent has. Move the rule to ask.'),
      };
    case 'secret':
      return {
        severity: 'high',
        exact: 'high',
        privilege: { points: 4, because: t('reaches secrets') },
        reversibility: { points: 4, because: t('keys to rotate') },
        advice: () => t('Credentials live there. Leave it out, or deny it.'),
      };
    case 'governed':
      return {
        severity: 'high',
        exact: 'high',
        privilege: { points: 8, because: t('changes the rules themselves') },
        advice: () => t('The agent could loosen its own rules. Move the rule to ask.'),
      };
    case 'destructive':
      return {
        severity: 'high',
        exact: 'medium',
        reversibility: { points: 8, because: t('what is gone is gone') },
        advice: () => t('What it deletes does not come back. Move the rule to ask.'),
      };
    case 'production':
      return {
        severity: 'high',
        exact: 'medium',
        privilege: { points: 8, because: t('reaches production') },
        reversibility: { points: 4, because: t('leaves residue') },
        advice: () => t('It acts on running systems. Allow only what reads, and ask for the rest.'),
      };
    case 'database':
      return {
        severity: 'high',
        exact: 'medium',
        privilege: { points: 4, because: t('changes data') },
        reversibility: { points: 4, because: t('leaves residue') },
        advice: nameIt,
      };
    case 'publish':
      return {
        severity: 'high',
        exact: 'medium',
        privilege: { points: 4, because: t('leaves the machine') },
        reversibility: { points: 4, because: t('leaves residue') },
        advice: () => t('What is published cannot be called back. Move the rule to ask.'),
      };
    case 'drop':
      return {
        severity: 'high',
        exact: 'high',
        privilege: { points: 4, because: t('leaves the machine') },
        reversibility: { points: 4, because: t('what is sent stays sent') },
        advice: () => t('Anybody can collect data there. Name the hosts that are needed.'),
      };
    case 'upload':
      return {
        severity: 'high',
        exact: 'medium',
        privilege: { points: 4, because: t('leaves the machine') },
        advice: () => t('It can send files anywhere. Name the exact address, or move it to ask.'),
      };
    case 'outside-write':
      return {
        severity: 'high',
        exact: 'medium',
        privilege: { points: 4, because: t('writes outside the project') },
        advice: () => t('It changes files outside the project. Name the folder that is needed.'),
      };
    case 'wide':
      return {
        severity: 'medium',
        exact: 'low',
        privilege: { points: 4, because: t('runs code') },
        advice: () => t('It can start other programs. Name the command that is needed.'),
      };
    case 'install':
      return {
        severity: 'medium',
        exact: 'low',
        privilege: { points: 4, because: t('runs code') },
        advice: () => t('Packages run code when they are installed. Name the package, or ask.'),
      };
    case 'script':
      return {
        severity: 'low',
        exact: 'low',
        privilege: { points: 4, because: t('runs code') },
        advice: () => t('It runs a script that the agent may be able to change.'),
      };
    case 'discard':
      return {
        severity: 'medium',
        exact: 'low',
        advice: () => t('Work that is not committed can be lost.'),
      };
    case 'share':
      return {
        severity: 'medium',
        exact: 'low',
        privilege: { points: 4, because: t('leaves the machine') },
        advice: () => t('Others see what the agent writes. Move the rule to ask.'),
      };
    case 'mcp-write':
      return {
        severity: 'medium',
        exact: 'medium',
        privilege: { points: 4, because: t('changes something elsewhere') },
        advice: () => t('Allow the tools that read, and ask for those that change something.'),
      };
    case 'write':
      return {
        severity: 'low',
        exact: 'info',
        advice: () => t('It changes files in the project.'),
      };
    case 'outside-read':
      return {
        severity: 'low',
        exact: 'low',
        privilege: { points: -4, because: t('only reads') },
        advice: () => t('It reads outside the project.'),
      };
    case 'web':
      return {
        severity: 'low',
        exact: 'low',
        privilege: { points: -4, because: t('only reads') },
        advice: () => t('Text from there reaches the agent unread.'),
      };
    case 'mcp':
    case 'other':
      return {
        severity: 'low',
        exact: 'info',
        advice: () => t('Check that it does no more than you mean.'),
      };
    case 'mcp-read':
      return {
        severity: 'info',
        exact: 'info',
        advice: () => t('By its name it only reads; what it does is for its server to decide.'),
      };
    case 'build':
    case 'read':
      return { severity: 'info', exact: 'info', advice: harmless };
  }
}

/** Who gets the rule: a personal file weighs less than one that everybody checks out. */
export function permissionFactors(context: RuleContext, weight?: ActionWeight): Factors {
  return {
    exposure:
      context.surface.scope === 'local'
        ? { points: -4, because: t('your own file only') }
        : undefined,
    privilege: weight?.privilege,
    reversibility: weight?.reversibility,
  };
}
