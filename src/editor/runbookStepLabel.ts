import * as vscode from 'vscode';
import type { Phase, RunbookStep } from '../core/rollback/rollbackPlan';
import { catalogue } from '../core/surfaces/catalogue';
import { plainText } from './visibleText';

const longestLabel = 60;

/**
 * The steps of a runbook in a few words each, what to do first: `revoke: Authorization at GitHub`. The
 * whole sentence stands in the tooltip; its start stands here where two steps would be called the same.
 */
export function runbookStepLabels(steps: readonly RunbookStep[]): readonly string[] {
  const labels = steps.map((step) => labelOf(step, objectOf(step)));
  return steps.map((step, index) => {
    const label = labels[index] ?? '';
    const alone = labels.indexOf(label) === labels.lastIndexOf(label);
    return alone ? label : labelOf(step, startOf(step.action));
  });
}

function labelOf({ phase }: RunbookStep, object: string): string {
  return plainText(`${phaseVerb(phase)}: ${object}`, longestLabel);
}

/** What is done in a phase, as a verb: people do not know how the phases are called. */
function phaseVerb(phase: Phase): string {
  switch (phase) {
    case 'contain':
      return vscode.l10n.t('stop');
    case 'revoke':
      return vscode.l10n.t('revoke');
    case 'revert':
      return vscode.l10n.t('restore');
    case 'purge':
      return vscode.l10n.t('clear');
    case 'forget':
      return vscode.l10n.t('forget');
    case 'restart':
      return vscode.l10n.t('restart');
    case 'verify':
      return vscode.l10n.t('check');
    case 'reconcile':
      return vscode.l10n.t('review');
    case 'recall':
      return vscode.l10n.t('tell others');
  }
}

/** What it is done to: the names that the sentence quotes, else the client it is about. */
function objectOf(step: RunbookStep): string {
  const { phase, action, where } = step;
  const [first, ...others] = quotedNames(action);
  if (phase === 'recall') return first === undefined ? startOf(action) : listed(first, others);
  if (phase === 'reconcile' && where === 'people') return vscode.l10n.t('what agents did');
  if (phase === 'revoke') {
    const place = /: ([^:→]{2,30}?) →/.exec(action)?.[1];
    if (first !== undefined && place !== undefined) {
      return vscode.l10n.t({
        message: '{0} at {1}',
        args: [first, place],
        comment: ['{0} is the name of a credential, {1} who issued it'],
      });
    }
  }
  return first ?? nameOfCommand(step.editorCommand) ?? sessionsIn(action) ?? startOf(action);
}

function nameOfCommand(command: string | undefined): string | undefined {
  switch (command) {
    case 'workbench.mcp.listServer':
      return vscode.l10n.t('servers');
    case 'workbench.mcp.resetTrust':
      return vscode.l10n.t('trust in servers');
    case 'workbench.mcp.resetCachedTools':
      return vscode.l10n.t('tool lists');
    case 'workbench.action.chat.resetTrustedTools':
      return vscode.l10n.t('tool approvals');
    case 'workbench.action.chat.newChat':
      return vscode.l10n.t('chat');
    case 'workbench.action.reloadWindow':
      return vscode.l10n.t('window');
    default:
      return undefined;
  }
}

/** The names in quotation marks; of a scoped package or a path the last part. */
function quotedNames(action: string): readonly string[] {
  return [...action.matchAll(/[“„«]([^“”„«»]+)[”“»]/g)].map(([, name = '']) =>
    /^@[^/\s]+\/\S+$/.test(name) ? name.slice(name.indexOf('/') + 1) : name,
  );
}

function listed(first: string, others: readonly string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`;
}

function sessionsIn(action: string): string | undefined {
  // The longest first: “GitHub Copilot CLI” is not “GitHub Copilot”.
  const client = [...new Set(catalogue.map((surface) => surface.client))]
    .sort((left, right) => right.length - left.length)
    .find((name) => action.includes(name));
  if (client === undefined) return undefined;
  return client === 'AGENTS.md'
    ? vscode.l10n.t('every other agent')
    : vscode.l10n.t('sessions of {0}', client);
}

/** The sentence up to its first pause. */
function startOf(action: string): string {
  return action.replace(/(?:[.;:](?:\s.*)?| \(.*)$/s, '');
}
