import { t } from '@vscode/l10n';
import { describeServer } from '../compare/compareServers';
import { signatureOf } from '../compare/pairServers';
import { comparableName, imitatedVendor, mixesScripts } from '../facts/confusableName';
import type { ServerFact } from '../facts/fact';
import type { Detection, Rule, RuleContext, Severity } from './rule';

/** Rules about the name of a server: clients keep approvals and rules by it. */
export const serverIdentityRules: readonly Rule[] = [
  {
    id: 'mcp/confusable-server-name',
    title: t('Server name that can be taken for another'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: confusableNames,
  },
  {
    id: 'mcp/server-removed',
    title: t('MCP server removed'),
    kind: 'delta',
    severity: 'info',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: serverRemoved,
  },
  {
    id: 'mcp/server-renamed',
    title: t('MCP server under another name'),
    kind: 'delta',
    severity: 'low',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: serverRenamed,
  },
];

/** Names that Claude Code keeps for itself (reference landscape, section 11). */
const reservedNames = new Set([
  'workspace',
  'claude-in-chrome',
  'computer-use',
  'Claude Preview',
  'Claude Browser',
]);

function confusableNames(context: RuleContext): readonly Detection[] {
  /** The servers above, by their names as people read them. */
  const above = new Map<string, ServerFact[]>();
  return context.facts.servers.flatMap((server) => {
    const name = comparableName(server.name);
    const alike = above.get(name);
    if (alike === undefined) above.set(name, [server]);
    const found = confusable(context, server, alike ?? []);
    alike?.push(server);
    return found;
  });
}

function confusable(
  context: RuleContext,
  server: ServerFact,
  alike: readonly ServerFact[],
): readonly Detection[] {
  const found = confusion(context, server, alike);
  if (found === undefined) return [];
  return [
    {
      severity: 'low',
      introducedSeverity: found.severity,
      subject: server.subject,
      pointer: server.pointer,
      range: server.nameRange,
      message: found.message,
      because: found.because,
      entity: `${server.name} confusable ${found.because}`,
      identity: `${server.name} ${signatureOf(server)} confusable`,
      factors: {},
      fixes: [],
    },
  ];
}

function confusion(
  context: RuleContext,
  server: ServerFact,
  alike: readonly ServerFact[],
): { readonly severity: Severity; readonly message: string; readonly because: string } | undefined {
  const twin = alike.find(
    (other) => other.name !== server.name && signatureOf(other) !== signatureOf(server),
  );
  if (twin !== undefined) {
    return {
      severity: 'medium',
      message: t(
        '“{0}” can be taken for “{1}”, which runs something else. Approvals and rules go by the name; give it one that cannot be mistaken.',
        server.name,
        twin.name,
      ),
      because: t('looks like {0}', twin.name),
    };
  }
  if (mixesScripts(server.name)) {
    return {
      severity: 'medium',
      message: t(
        '“{0}” mixes letters of different alphabets that look alike. What a person reads is not the name that rules and approvals go by; write it in one alphabet.',
        server.name,
      ),
      because: t('letters of two alphabets'),
    };
  }
  const vendor = imitatedVendor(server.name, server.endpoint?.host);
  if (vendor !== undefined) {
    return {
      severity: 'medium',
      message: t(
        '“{0}” connects to {1}, which has {2} in its name and is none of its addresses. Make sure who runs it.',
        server.name,
        server.endpoint?.host ?? '',
        vendor,
      ),
      because: t('not an address of {0}', vendor),
    };
  }
  if (context.surface.client === 'Claude Code' && reservedNames.has(server.name)) {
    return {
      severity: 'low',
      message: t('“{0}” is a name that Claude Code keeps for itself. Choose another.', server.name),
      because: t('reserved name'),
    };
  }
  return undefined;
}

function serverRemoved(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (detail.kind !== 'server-removed') return [];
    const { server } = detail;
    const guard = change.direction !== 'tightens';
    const left = rulesAbout(context, server.name, 'permission.allow');
    return [
      {
        severity: guard ? ('medium' as const) : left > 0 ? ('low' as const) : ('info' as const),
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: guard
          ? t(
              '“{0}” is gone ({1}). By its name it watched over others; make sure that something else does.',
              server.name,
              describeServer(server),
            )
          : left > 0
            ? t(
                '“{0}” is gone ({1}), but {2} allow rules still name it. A later server of this name would inherit them; remove them too.',
                server.name,
                describeServer(server),
                left,
              )
            : t(
                '“{0}” is gone ({1}). Approvals that people gave it stay with the name; a credential it had should be revoked if nothing else uses it.',
                server.name,
                describeServer(server),
              ),
        because: guard ? t('a guard removed') : t('server removed'),
        entity: `${server.name} removed`,
        change,
        factors: {},
        fixes: [],
      },
    ];
  });
}

function serverRenamed(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (detail.kind !== 'server-renamed') return [];
    const { server, baseline } = detail;
    const shed =
      rulesAbout(context, baseline.name, 'permission.deny') +
      rulesAbout(context, baseline.name, 'permission.ask');
    const inherits = rulesAbout(context, server.name, 'permission.allow');
    const severity: Severity = shed > 0 || inherits > 0 ? 'high' : 'low';
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message:
          shed > 0
            ? t(
                '“{0}” is now called “{1}”, and {2} rules that held it back still name “{0}”. Rename them too.',
                baseline.name,
                server.name,
                shed,
              )
            : inherits > 0
              ? t(
                  '“{0}” is now called “{1}” and inherits {2} allow rules of that name. Check that they were meant for it.',
                  baseline.name,
                  server.name,
                  inherits,
                )
              : t(
                  '“{0}” is now called “{1}”. Approvals and rules go by the name: those for “{0}” no longer hold, those for “{1}” do now.',
                  baseline.name,
                  server.name,
                ),
        because:
          shed > 0
            ? t('rules no longer apply')
            : inherits > 0
              ? t('inherits rules')
              : t('other name'),
        entity: `${baseline.name} renamed ${server.name}`,
        change,
        factors: severity === 'low' ? { exposure: { points: -4, because: t('same server') } } : {},
        fixes: [
          {
            id: 'restore' as const,
            title: t('Restore {0}', baseline.name),
            edits:
              change.baselineRange === undefined || context.baselineText === undefined
                ? []
                : [
                    {
                      range: change.range,
                      text: context.baselineText.slice(
                        change.baselineRange.start,
                        change.baselineRange.end,
                      ),
                    },
                  ],
            preferred: false,
          },
        ].filter((fix) => fix.edits.length > 0),
      },
    ];
  });
}

/** Rules of the same file that name a server: `mcp__name`, `mcp__name__*`, `name:*`. */
function rulesAbout(
  context: RuleContext,
  name: string,
  facet: 'permission.allow' | 'permission.ask' | 'permission.deny',
): number {
  const escaped = name.replace(/[^\w-]/g, '_');
  return context.facts.permissionRules.filter(
    (fact) =>
      fact.facet === facet &&
      (fact.rule === `mcp__${escaped}` ||
        fact.rule.startsWith(`mcp__${escaped}__`) ||
        fact.rule.startsWith(`${name}:`)),
  ).length;
}
