import { t } from '@vscode/l10n';
import { memberOf } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import { grants } from './governedSetting';
import type { ClientSettings, GrantedItem } from './governedSetting';

/** `edit`, or `[edit, { fileRegex }]`: the right to use a group of tools, and for which files. */
function toolGroup(node: DataNode): GrantedItem | undefined {
  if (node.kind === 'string') return { name: node.value, limit: '' };
  const [group, options] = node.kind === 'array' ? node.items : [];
  if (group?.kind !== 'string') return undefined;
  const limit = memberOf(options, 'fileRegex')?.value;
  return { name: group.value, limit: limit?.kind === 'string' ? limit.value : '' };
}

/** Modes of Roo Code and Kilo Code: which tools each may use, on which files (reference landscape 5.10). */
export const modeSettings: ClientSettings = {
  checked: 'November 2026',
  settings: [
    {
      at: '/customModes/[slug]/groups',
      facet: 'approval.switch',
      order: grants(() => t('Tools of the mode')),
      item: toolGroup,
    },
  ],
  prose: ['roleDefinition', 'customInstructions', 'whenToUse'].map(
    (key) => `/customModes/[slug]/${key}`,
  ),
};
