import { t } from '@vscode/l10n';
import type { Memory } from '../parse/memory';
import { memberOf, stringLeaves } from '../parse/navigate';
import type { DataNode } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { readHooks } from './readHooks';
import { clientSettings } from './clientSettings';
import { readDataProse } from './dataProse';
import type { FileFacts, SettingFact } from './fact';
import { starts } from './governedSetting';
import { maskSecrets } from './maskSecrets';
import { readMcpServers } from './mcpServers';
import { readTemplateCommands } from './promptCommands';
import { readGovernedSettings } from './readGovernedSettings';

/**
 * What a client's own file says, read by the table of its surface: settings, hooks of the shape that
 * many clients took over from Claude Code, and MCP servers where the surface says where they stand.
 */
export function readClientSettings(
  text: string,
  root: DataNode,
  surface: Surface,
  memory: Memory,
  entries: Memory | undefined,
): Partial<FileFacts> {
  const table = clientSettings[surface.id];
  if (table === undefined) return {};
  const { hooks, prose, substitutes, rules, templates } = table;
  const more = table.more?.(text, root);
  return {
    ...(surface.serverKeys.length === 0 ? {} : readMcpServers(text, root, surface, '', entries)),
    settings: [
      ...readGovernedSettings(root, table),
      ...(substitutes === true ? readSubstitutions(root) : []),
      ...(more?.settings ?? []),
    ],
    ...(prose === undefined ? {} : readDataProse(text, root, prose, memory)),
    ...(rules === undefined && more === undefined
      ? {}
      : { permissionRules: [...(rules?.(root) ?? []), ...(more?.permissionRules ?? [])] }),
    hooks: [
      ...(more?.hooks ?? []),
      ...(hooks === true ? readHooks(memberOf(root, 'hooks')?.value) : []),
      ...(templates === undefined ? [] : readTemplateCommands(text, root, templates)),
    ],
  };
}

const substituted = starts(() => t('Command inside a value that runs when the file is loaded'));

/** Values with `$(…)` in them. */
function readSubstitutions(root: DataNode): readonly SettingFact[] {
  return stringLeaves(root)
    .filter(({ node }) => node.value.includes('$('))
    .map(({ node, pointer }) => ({
      facet: 'execution',
      subject: pointer,
      pointer,
      range: node.range,
      key: `${pointer.slice(1).replaceAll('/', '.')} $(…)`,
      value: maskSecrets(node.value),
      keyRange: node.range,
      known: true,
      order: substituted,
    }));
}
