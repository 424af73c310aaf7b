import * as vscode from 'vscode';
import type { FileAnalysis } from '../core/analyze';
import type { Change } from '../core/compare/change';
import { plainText } from './visibleText';

const longestValue = 48;

/**
 * A few words for what a change is about, where no rule has a name for it: `search: package version`,
 * `deny: Bash(git push *)`. The whole sentence stands in the tooltip.
 */
export function changeTopic(change: Change, analysis: FileAnalysis): string {
  const { facet, op, detail } = change;
  const { l10n } = vscode;
  switch (facet) {
    case 'server':
      if (op === 'add') return l10n.t('server added');
      return op === 'remove' ? l10n.t('server removed') : l10n.t('server renamed');
    case 'server.launch':
      return detail.kind === 'server-arguments' ? l10n.t('arguments') : l10n.t('command');
    case 'server.package':
      return packageTopic(change);
    case 'server.endpoint':
      return l10n.t('address');
    case 'server.transport':
      return l10n.t('transport');
    case 'server.credential':
    case 'credential':
      return credentialTopic(change);
    case 'server.environment':
    case 'environment':
      return detail.kind === 'server-environment'
        ? plainText((detail.value ?? detail.baselineValue)?.name ?? '', longestValue)
        : l10n.t('environment variable');
    case 'server.filesystem':
      return l10n.t('folder it reaches');
    case 'server.tools':
      return l10n.t('tools');
    case 'server.auto-approval':
      return l10n.t('runs without asking');
    case 'server.enabled':
      if (detail.kind === 'server-enabled') return l10n.t('switched on');
      return detail.kind === 'server-disabled'
        ? l10n.t('switched off')
        : l10n.t('switched on or off');
    case 'server.sandbox':
      return l10n.t('sandbox');
    case 'prompt.text':
      return proseTopic(analysis);
    case 'prompt.hidden-text':
      return l10n.t('hidden characters');
    case 'input':
      return l10n.t('input');
    default:
      return valueTopic(change);
  }
}

function packageTopic({ detail }: Change): string {
  const step = detail.kind === 'server-package' ? detail.step : undefined;
  if (step === 'pin-gained') return vscode.l10n.t('version pinned');
  if (step === 'upgraded') return vscode.l10n.t('newer version');
  return step === 'downgraded' ? vscode.l10n.t('older version') : vscode.l10n.t('package version');
}

function credentialTopic({ detail, op }: Change): string {
  const step = detail.kind === 'server-credential' ? detail.step : undefined;
  if (step === 'became-reference') return vscode.l10n.t('credential now a reference');
  if (step === 'rotated') return vscode.l10n.t('other credential');
  if (op === 'add') return vscode.l10n.t('credential added');
  return op === 'remove' ? vscode.l10n.t('credential removed') : vscode.l10n.t('credential');
}

/** A file that is new or gone as a whole is not one with “other text”. */
function proseTopic({ text, baselineText }: FileAnalysis): string {
  if (text === undefined) return vscode.l10n.t('file gone');
  return baselineText === undefined ? vscode.l10n.t('new file') : vscode.l10n.t('other text');
}

function valueTopic({ op, before, after }: Change): string {
  const value = plainText(after ?? before ?? '', longestValue);
  if (value === '') return vscode.l10n.t('setting');
  return op === 'remove' ? vscode.l10n.t('{0} removed', value) : value;
}
