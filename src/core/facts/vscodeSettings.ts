import { canonicalText, effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, Member, ObjectNode } from '../parse/tree';
import type { PermissionRuleFact, SettingFact } from './fact';
import { maskSecrets } from './maskSecrets';
import { terminalRuleText } from './vscodeTerminalRule';
import { ignoredInRepository, vscodeFacet, vscodeMaps } from './vscodeSettingOrder';

export interface VscodeSettingsFacts {
  readonly permissionRules: readonly PermissionRuleFact[];
  readonly settings: readonly SettingFact[];
}

const terminalMap = 'chat.tools.terminal.autoApprove';
const editMap = 'chat.tools.edits.autoApprove';

/**
 * What VS Code's settings say about agents: approvals, the sandbox, MCP servers and which files are
 * read as instructions. Everything else in such a file is nobody's business here, unknown keys too.
 *
 * @param root of `settings.json`, or of a workspace file, which keeps its settings under `settings`
 * @param user the file is the user's own, where VS Code obeys what it ignores in a repository
 */
export function readVscodeSettings(root: DataNode, user: boolean): VscodeSettingsFacts {
  const permissionRules: PermissionRuleFact[] = [];
  const settings: SettingFact[] = [];
  const inner = memberOf(root, 'settings')?.value;
  const container = memberOf(memberOf(root, 'customizations')?.value, 'vscode')?.value;
  // In a dev container they become settings of the machine, which VS Code obeys like the user's own.
  const inside = memberOf(container, 'settings')?.value;
  const places: readonly (readonly [DataNode | undefined, string, boolean])[] = [
    [root, '', user],
    [inner, '/settings', user],
    [inside, '/customizations/vscode/settings', true],
  ];
  for (const [node, above, own] of places) {
    if (node?.kind !== 'object') continue;
    for (const member of effectiveMembers(node)) {
      const pointer = above + pointerStep(member.key);
      if (member.key === terminalMap && member.value.kind === 'object') {
        readTerminalRules(member.value, pointer, permissionRules, settings);
      } else if (own && member.key === editMap && member.value.kind === 'object') {
        permissionRules.push(...readEditRules(member.value, pointer));
      } else {
        settings.push(...readSetting(member, pointer, own));
      }
    }
  }
  return { permissionRules, settings };
}

function readSetting(member: Member, pointer: string, own: boolean): readonly SettingFact[] {
  const facet = vscodeFacet(member.key);
  if (facet === undefined) return [];
  const inert = own ? undefined : ignoredInRepository(member.key);
  if (vscodeMaps.test(member.key) && inert === undefined) {
    return readEntries(member, facet, pointer);
  }
  return [settingFact(facet, member.key, member.key, member, pointer, inert)];
}

/** `key:entry` for every entry of a map or list. */
function readEntries(
  member: Member,
  facet: SettingFact['facet'],
  pointer: string,
): readonly SettingFact[] {
  const { key, value } = member;
  if (value.kind === 'object') {
    return effectiveMembers(value).map((entry) =>
      settingFact(facet, `${key}:${entry.key}`, key, entry, pointer + pointerStep(entry.key)),
    );
  }
  if (value.kind !== 'array') return [settingFact(facet, key, key, member, pointer)];
  return value.items.flatMap((item, index) => {
    if (item.kind !== 'string') return [];
    const entry = { ...member, key: item.value, value: item, range: item.range };
    const fact = settingFact(facet, `${key}:${item.value}`, key, entry, `${pointer}/${index}`);
    return { ...fact, value: 'true' };
  });
}

function settingFact(
  facet: SettingFact['facet'],
  key: string,
  subject: string,
  member: Member,
  pointer: string,
  inert?: string,
): SettingFact {
  const { value } = member;
  return {
    facet,
    subject,
    pointer,
    // The key of a block, never the block.
    range: value.kind === 'object' || value.kind === 'array' ? member.keyRange : value.range,
    key: maskSecrets(key),
    value: maskSecrets(value.kind === 'string' ? value.value : canonicalText(value)),
    keyRange: member.keyRange,
    known: true,
    ...(inert === undefined ? {} : { inert }),
  };
}

/** `true` approves, `false` always asks, `null` takes a built-in rule away. */
function readTerminalRules(
  map: ObjectNode,
  above: string,
  rules: PermissionRuleFact[],
  settings: SettingFact[],
): void {
  for (const entry of effectiveMembers(map)) {
    const pointer = above + pointerStep(entry.key);
    if (entry.value.kind === 'null') {
      const key = `${terminalMap}:${entry.key}`;
      settings.push(settingFact('approval.switch', key, terminalMap, entry, pointer));
      continue;
    }
    const approve = approves(entry.value);
    if (approve === undefined) continue;
    const wholeLine = isTrue(memberOf(entry.value, 'matchCommandLine')?.value);
    const list = approve ? 'allow' : 'ask';
    rules.push({
      facet: `permission.${list}`,
      subject: terminalMap,
      pointer,
      range: entry.keyRange,
      rule: terminalRuleText(entry.key, wholeLine),
      written: wholeLine ? `${entry.key} …` : entry.key,
      grammar: 'vscode-terminal',
    });
  }
}

function readEditRules(map: ObjectNode, above: string): readonly PermissionRuleFact[] {
  return effectiveMembers(map).flatMap(({ key, keyRange, value }) => {
    if (value.kind !== 'boolean') return [];
    const list = value.value ? 'allow' : 'ask';
    return [
      {
        facet: `permission.${list}` as const,
        subject: editMap,
        pointer: above + pointerStep(key),
        range: keyRange,
        rule: key,
        grammar: 'vscode-edits' as const,
      },
    ];
  });
}

function approves(value: DataNode): boolean | undefined {
  if (value.kind === 'boolean') return value.value;
  const approve = memberOf(value, 'approve')?.value;
  return approve?.kind === 'boolean' ? approve.value : undefined;
}

function isTrue(node: DataNode | undefined): boolean {
  return node?.kind === 'boolean' && node.value;
}
