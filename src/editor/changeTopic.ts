import * as vscode from 'vscode';
import type { Change } from '../core/compare/change';
import { visibleText } from './visibleText';

const longestValue = 48;

/**
 * A few words for what a change is about, where no rule has a name for it: `search: package version`,
 * `deny: Bash(git push *)`. The whole sentence stands in the tooltip.
 */
export function changeTopic({ facet, op, before, after }: Change): string {
  const { l10n } = vscode;
  switch (facet) {
    case 'server':
      if (op === 'add') return l10n.t('server added');
      return op === 'remove' ? l10n.t('server removed') : l10n.t('server renamed');
    case 'server.launch':
      return l10n.t('command');
    case 'server.package':
      return l10n.t('package version');
    case 'server.endpoint':
      return l10n.t('address');
    case 'server.transport':
      return l10n.t('transport');
    case 'server.credential':
    case 'credential':
      return l10n.t('credential');
    case 'server.environment':
    case 'environment':
      return l10n.t('environment variable');
    case 'server.filesystem':
      return l10n.t('folder it reaches');
    case 'server.tools':
      return l10n.t('tools');
    case 'server.auto-approval':
      return l10n.t('tools that run without asking');
    case 'server.enabled':
      return l10n.t('switched on or off');
    case 'server.sandbox':
      return l10n.t('sandbox');
    case 'prompt.text':
      return l10n.t('other text');
    case 'prompt.hidden-text':
      return l10n.t('hidden characters');
    case 'input':
      return l10n.t('input');
    default: {
      const value = visibleText((after ?? before ?? '').replaceAll('`', ''), longestValue);
      return value === '' ? l10n.t('setting') : value;
    }
  }
}
