import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, Member, TextRange } from '../parse/tree';
import { classifyValue, isSensitiveName } from './classifyValue';
import type { HookFact, PermissionRuleFact, SettingFact } from './fact';
import { maskSecrets, maskValue } from './maskSecrets';
import { readHooks } from './readHooks';
import { inertApprovalMode } from './settingOrder';

export interface ClaudeSettingsFacts {
  readonly permissionRules: readonly PermissionRuleFact[];
  readonly settings: readonly SettingFact[];
  readonly hooks: readonly HookFact[];
}

type SettingFacet = SettingFact['facet'];

/** Shell commands that Claude Code starts by itself (reference landscape 5.1, October 2026). */
const executedKeys = [
  'apiKeyHelper',
  'awsAuthRefresh',
  'awsCredentialExport',
  'gcpAuthRefresh',
  'otelHeadersHelper',
];
const executedCommands = ['statusLine', 'fileSuggestion'];
const switches = new Set([
  'enableAllProjectMcpServers',
  'disableAllHooks',
  'skipDangerousModePermissionPrompt',
  'skipAutoPermissionPrompt',
  'skipWebFetchPreflight',
  'allowManagedHooksOnly',
  'allowManagedPermissionRulesOnly',
  'disableAutoMode',
  'disableBypassPermissionsMode',
]);
const nameLists = new Set([
  'enabledMcpjsonServers',
  'disabledMcpjsonServers',
  'allowedHttpHookUrls',
  'httpHookAllowedEnvVars',
]);
const permissionSwitches = new Set([
  'disableBypassPermissionsMode',
  'disableAutoMode',
  'blockReadsOutsideWorkingDirectories',
  'blockWritesOutsideWorkingDirectories',
  'denyInsteadOfPrompting',
]);

/**
 * What a Claude Code settings file says that governs power. Ranges are those of the JSON values,
 * quotes included; values of settings are canonical and masked. Shapes that the client would not
 * understand are passed over; keys it does not know count inside `permissions` only. Never throws.
 *
 * @param root the parsed file
 * @param own the file is the user's own, where modes count that are ignored in a repository
 */
export function readClaudeSettings(root: DataNode, own = false): ClaudeSettingsFacts {
  const permissionRules: PermissionRuleFact[] = [];
  const settings: SettingFact[] = [];
  if (root.kind !== 'object') return { permissionRules, settings, hooks: [] };
  for (const member of effectiveMembers(root)) {
    const pointer = pointerStep(member.key);
    if (member.key === 'permissions') {
      readPermissions(member, permissionRules, settings, own);
    } else if (member.key === 'sandbox') {
      settings.push(...readLeaves(member, 'sandbox', pointer, 'sandbox'));
    } else if (member.key === 'env') {
      settings.push(...readEntries(member, 'environment'));
    } else if (member.key === 'enabledPlugins' || member.key === 'extraKnownMarketplaces') {
      settings.push(...readEntries(member, 'plugin'));
    } else if (executedKeys.includes(member.key)) {
      settings.push(readSetting(member, 'execution', member.key, pointer));
    } else if (executedCommands.includes(member.key)) {
      const command = memberOf(member.value, 'command');
      if (command !== undefined) {
        const key = `${member.key}.command`;
        settings.push(readSetting(command, 'execution', key, `${pointer}/command`));
      }
    } else if (member.key === 'model') {
      settings.push(readSetting(member, 'model', 'model', pointer));
    } else if (member.key === 'skillOverrides') {
      settings.push(...readEntries(member, 'approval.switch'));
    } else if (switches.has(member.key)) {
      settings.push(readSetting(member, 'approval.switch', member.key, pointer));
    } else if (nameLists.has(member.key)) {
      settings.push(...readItems(member, 'approval.switch', member.key, pointer));
    }
  }
  return { permissionRules, settings, hooks: readHooks(memberOf(root, 'hooks')?.value) };
}

function readPermissions(
  permissions: Member,
  rules: PermissionRuleFact[],
  settings: SettingFact[],
  own: boolean,
): void {
  if (permissions.value.kind !== 'object') return;
  for (const member of effectiveMembers(permissions.value)) {
    const key = `permissions.${member.key}`;
    const pointer = `/permissions${pointerStep(member.key)}`;
    if (member.key === 'allow' || member.key === 'ask' || member.key === 'deny') {
      rules.push(...readRules(member.value, member.key, pointer));
    } else if (member.key === 'defaultMode') {
      const mode = readSetting(member, 'approval.mode', key, pointer);
      const doubt = own ? undefined : inertApprovalMode(mode.value);
      settings.push(doubt === undefined ? mode : { ...mode, doubt });
    } else if (member.key === 'additionalDirectories') {
      settings.push(...readItems(member, 'permission.directory', key, pointer));
    } else if (permissionSwitches.has(member.key)) {
      settings.push(readSetting(member, 'approval.switch', key, pointer));
    } else {
      settings.push({ ...readSetting(member, 'permission.other', key, pointer), known: false });
    }
  }
}

function readRules(
  node: DataNode,
  list: 'allow' | 'ask' | 'deny',
  pointer: string,
): readonly PermissionRuleFact[] {
  if (node.kind !== 'array') return [];
  return node.items.flatMap((item, index) => {
    if (item.kind !== 'string' || item.value.trim() === '') return [];
    return {
      facet: `permission.${list}` as const,
      subject: `permissions.${list}`,
      pointer: pointer + pointerStep(index),
      range: item.range,
      rule: item.value,
      grammar: 'claude-code' as const,
    };
  });
}

/** One setting for a key, its whole value canonical. */
function readSetting(
  member: Member,
  facet: SettingFacet,
  key: string,
  pointer: string,
): SettingFact {
  return settingFact(facet, key, member.value, pointer, member.keyRange);
}

function settingFact(
  facet: SettingFacet,
  key: string,
  node: DataNode,
  pointer: string,
  keyRange: TextRange,
): SettingFact {
  return {
    facet,
    subject: key,
    pointer,
    range: node.range,
    key,
    value: maskSetting(key, node.kind === 'string' ? node.value : canonicalText(node)),
    keyRange,
    known: true,
  };
}

/** A variable whose name speaks of a credential shows none of its value, whatever that looks like. */
function maskSetting(key: string, value: string): string {
  const name = key.startsWith('env.') ? key.slice('env.'.length) : '';
  const kind = classifyValue(name, value);
  const hidden = kind === 'literal-secret' || (kind === 'plain' && isSensitiveName(name));
  return hidden ? maskValue(value) : maskSecrets(value);
}

/** `key.name` for every entry of an object. */
function readEntries(member: Member, facet: SettingFacet): readonly SettingFact[] {
  if (member.value.kind !== 'object') return [];
  return effectiveMembers(member.value).map((entry) => {
    const pointer = pointerStep(member.key) + pointerStep(entry.key);
    return readSetting(entry, facet, `${member.key}.${entry.key}`, pointer);
  });
}

/** `key:item` for every item of a list; a single value counts as a list of one. */
function readItems(
  member: Member,
  facet: SettingFacet,
  key: string,
  pointer: string,
): readonly SettingFact[] {
  const list = member.value.kind === 'array';
  const items = member.value.kind === 'array' ? member.value.items : [member.value];
  const facts = new Map<string, SettingFact>();
  for (const [index, item] of items.entries()) {
    const value = maskSecrets(item.kind === 'string' ? item.value : canonicalText(item));
    const place = list ? pointer + pointerStep(index) : pointer;
    const fact = settingFact(facet, `${key}:${value}`, item, place, member.keyRange);
    if (!facts.has(fact.key)) facts.set(fact.key, { ...fact, subject: key });
  }
  return [...facts.values()];
}

/** Every leaf below a key, lists item by item. */
function readLeaves(
  member: Member,
  key: string,
  pointer: string,
  facet: SettingFacet,
): readonly SettingFact[] {
  if (member.value.kind === 'object') {
    return effectiveMembers(member.value).flatMap((entry) =>
      readLeaves(entry, `${key}.${entry.key}`, pointer + pointerStep(entry.key), facet),
    );
  }
  const facts =
    member.value.kind === 'array'
      ? readItems(member, facet, key, pointer)
      : [readSetting(member, facet, key, pointer)];
  return facts.map((fact) => ({ ...fact, subject: 'sandbox' }));
}
