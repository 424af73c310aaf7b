import { t } from '@vscode/l10n';
import { effectiveMembers, memberOf, pointerStep } from '../parse/navigate';
import type { DataNode, ObjectNode } from '../parse/tree';
import type { PermissionRuleFact } from './fact';
import {
  addressPattern,
  commandBeginning,
  literal,
  mcpTools,
  plainWords,
} from './permissionPatterns';
import { unclearRule, type PermissionList, type PermissionRule } from './permissionRule';
import { ruleItems } from './ruleItems';
import { patternRule, wholeToolRule, withoutEffect } from './toolRule';

/*
 * GitHub Copilot's command line (reference landscape, section 5.3 and its entries, October 2026).
 *
 * `permissions-config.json`, the user's own: for every folder what was approved there. Commands are
 * exact or end in `:*`; an MCP approval without a tool is for all of a server. Nothing is denied.
 * `settings.json`: `allowedUrls` and `deniedUrls`; a repository's file is heard about `deniedUrls` only.
 */

/** Approvals by folder. */
export function readCopilotApprovals(root: DataNode): readonly PermissionRuleFact[] {
  const locations = memberOf(root, 'locations')?.value;
  if (locations?.kind !== 'object') return [];
  return effectiveMembers(locations).flatMap((location) => {
    const approvals = memberOf(location.value, 'tool_approvals')?.value;
    if (approvals?.kind !== 'array') return [];
    const above = `/locations${pointerStep(location.key)}/tool_approvals`;
    return approvals.items.flatMap((item, index) =>
      item.kind === 'object'
        ? approval(item, `${above}/${index}`, t('In `{0}`', location.key))
        : [],
    );
  });
}

function approval(item: ObjectNode, pointer: string, set: string): readonly PermissionRuleFact[] {
  const kind = memberOf(item, 'kind')?.value;
  if (kind?.kind !== 'string') return [];
  const fact = (rule: string, written: string, node: DataNode, at: string): PermissionRuleFact => ({
    facet: 'permission.allow',
    subject: 'permissions.allow',
    pointer: at,
    range: node.range,
    rule,
    written,
    grammar: 'copilot-approvals',
    set,
  });
  const commands = memberOf(item, 'commandIdentifiers')?.value;
  if (kind.value === 'commands' && commands?.kind === 'array') {
    return commands.items.flatMap((each, index) =>
      each.kind === 'string'
        ? [
            fact(
              `command ${each.value}`,
              each.value,
              each,
              `${pointer}/commandIdentifiers/${index}`,
            ),
          ]
        : [],
    );
  }
  const text = (key: string): string => {
    const value = memberOf(item, key)?.value;
    return value?.kind === 'string' ? value.value : '';
  };
  if (kind.value === 'mcp') {
    const [server, tool] = [text('serverName'), text('toolName')];
    const written = tool === '' ? server : `${server}/${tool}`;
    return [fact(`mcp ${server}/${tool}`, written, kind, `${pointer}/kind`)];
  }
  return [fact(kind.value, kind.value, kind, `${pointer}/kind`)];
}

/** An approval as `readCopilotApprovals` writes it. */
export function parseCopilotApproval(text: string): PermissionRule {
  const [, kind, what = ''] = /^([\w-]+)(?: (.*))?$/s.exec(text) ?? [];
  switch (kind) {
    case undefined:
      return unclearRule(text);
    case 'command':
      return commandRule(text, plainWords(what));
    case 'mcp': {
      const slash = what.indexOf('/');
      const [server, tool] = [what.slice(0, slash), what.slice(slash + 1)];
      if (slash <= 0) return unclearRule(text);
      const name = `mcp__${server}__${tool}`;
      return patternRule(text, name, tool, 'mcp', mcpTools(server, tool));
    }
    case 'read':
      return wholeToolRule(text, 'Read');
    case 'write':
      return wholeToolRule(text, 'Edit');
    default:
      return wholeToolRule(text, kind);
  }
}

function commandRule(text: string, words: string): PermissionRule {
  const prefix = /^(.+):\*$/s.exec(words)?.[1];
  if (words === '*' || words === ':*') return wholeToolRule(text, 'Bash');
  const pattern =
    prefix === undefined
      ? { pieces: [literal(`Bash(${words}`)], exact: true }
      : commandBeginning(prefix);
  return patternRule(text, 'Bash', words, 'command', pattern);
}

/** @param own the file is the user's own, where both lists count */
export function readCopilotAddresses(root: DataNode, own: boolean): readonly PermissionRuleFact[] {
  return [
    ...ruleItems(root, ['allowedUrls'], 'allow', own ? 'addresses' : 'addresses-unheard'),
    ...ruleItems(root, ['deniedUrls'], 'deny', 'addresses'),
  ];
}

/** An address with `*` as wildcard: a host with everything below it, or a page. */
export function parseAddressRule(text: string): PermissionRule {
  const address = text.trim();
  if (/^(?:[a-z*]+:\/\/)?\*+(?:\/\**)?$/i.test(address)) return wholeToolRule(address, 'WebFetch');
  return patternRule(address, 'WebFetch', address, 'domain', addressPattern(address));
}

/** The same where the client does not listen. */
export function parseUnheardAddress(text: string, list: PermissionList): PermissionRule {
  return withoutEffect(parseAddressRule(text), `repository-${list}`);
}
