import { t } from '@vscode/l10n';
import { signatureOf } from '../compare/pairServers';
import { isPinned } from '../compare/versionOrder';
import type { AutoApproval, ServerFact } from '../facts/fact';
import { normalisePath } from '../facts/filesystemRoots';
import { ruleOf } from '../facts/permissionGrammars';
import { nodeAt, removeItemsFix } from './jsonFixes';
import { asksNobody } from './permissionStateRules';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';
import { exposureOf } from './serverContext';
import { toolFilterWidened } from './toolFilterWidened';
import { toolPower } from './toolPower';

/** Rules about what the tools of a server may do without a question. */
export const serverApprovalRules: readonly Rule[] = [
  {
    id: 'mcp/auto-approve-wildcard',
    title: t('Tools that never ask'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => [...serversThatNeverAsk(context), ...wholeServers(context)],
  },
  {
    id: 'mcp/sandbox-implies-auto-approve',
    title: t('Sandbox instead of questions'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.facts.servers.flatMap((server) => sandboxed(context, server)),
  },
  {
    id: 'mcp/tool-filter-widened',
    title: t('More tools of a server in reach'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: toolFilterWidened,
  },
];

function serversThatNeverAsk(context: RuleContext): readonly Detection[] {
  const spoken = new Set(
    context.changes.flatMap(({ detail, pointer }) =>
      detail.kind === 'server-auto-approval' && detail.added ? [pointer] : [],
    ),
  );
  return context.facts.servers.flatMap((server) => neverAsks(context, server, spoken));
}

/**
 * One finding for the wildcard, or one for each kind of tool that changes things. What the edit itself
 * adds to the list is said by `mcp/auto-approve-added`.
 */
function neverAsks(
  context: RuleContext,
  server: ServerFact,
  spoken: ReadonlySet<string>,
): readonly Detection[] {
  const approvals = server.autoApprove.filter((approval) => !spoken.has(approval.pointer));
  const all = approvals.find((approval) => toolPower(approval.tool) === 'all');
  if (all !== undefined) return [everyTool(context, server, all)];
  return (['destroys', 'writes'] as const).flatMap((power) => {
    const tools = approvals.filter((approval) => toolPower(approval.tool) === power);
    const first = tools[0];
    if (first === undefined) return [];
    const names = tools.map((approval) => approval.tool);
    const shown = names.length > 4 ? `${names.slice(0, 4).join(', ')}, …` : names.join(', ');
    const grave = power === 'destroys';
    return [
      {
        severity: grave ? ('medium' as const) : ('low' as const),
        introducedSeverity: grave ? ('high' as const) : ('medium' as const),
        subject: `${server.subject}:auto-approval`,
        pointer: first.pointer,
        range: first.range,
        message: grave
          ? t(
              'Tools of “{0}” run without asking that by their names run, send or delete something: {1}. Take them off the list.',
              server.name,
              shown,
            )
          : t(
              'Tools of “{0}” run without asking that by their names change something: {1}. Keep those on ask that you want to see.',
              server.name,
              shown,
            ),
        because: grave ? t('runs or deletes without asking') : t('changes without asking'),
        entity: `${server.name} never asks ${power}`,
        identity: `${startedProgram(server)} never asks ${power}`,
        factors: {
          exposure: context.surface.scope === 'local' ? exposureOf(context) : undefined,
          ...(grave
            ? { reversibility: { points: 4 as const, because: t('leaves what it did') } }
            : {}),
        },
        fixes: removeItemsFix(
          context,
          tools.map(({ pointer }) => pointer),
          t('Take them off the list'),
        ),
      },
    ];
  });
}

/** `mcp__server` in a list of permissions is every tool of it. What the edit adds has its own rule. */
function wholeServers(context: RuleContext): readonly Detection[] {
  const changed = new Set(
    context.changes.flatMap(({ detail }) => (detail.kind === 'permission' ? [detail.rule] : [])),
  );
  return context.facts.permissionRules.flatMap((fact) => {
    if (fact.facet !== 'permission.allow' || changed.has(fact)) return [];
    // However the client writes it, its rule names the tools of a server this way.
    const rule = ruleOf(fact, context.memory);
    const server = /^mcp__((?:(?!__)[\w.-])+)(?:__\*)?$/.exec(rule.tool)?.[1];
    if (server === undefined || rule.kind !== 'mcp') return [];
    return [
      {
        severity: asksNobody(context) ? ('info' as const) : ('low' as const),
        subject: fact.subject,
        pointer: fact.pointer,
        range: fact.range,
        message: t(
          'Every tool of “{0}” runs without asking, also tools that do not exist yet. Name the few tools you mean.',
          server,
        ),
        because: t('never asks'),
        entity: `${server} never asks by rule`,
        factors: { exposure: context.surface.scope === 'local' ? exposureOf(context) : undefined },
        fixes: removeItemsFix(context, [fact.pointer], t('Remove `{0}`', fact.rule)),
      },
    ];
  });
}

function everyTool(context: RuleContext, server: ServerFact, approval: AutoApproval): Detection {
  const spec = server.launch?.package;
  const thirdParty = server.endpoint?.loopback === false || (spec !== undefined && !isPinned(spec));
  return {
    severity: 'high',
    introducedSeverity: thirdParty ? 'critical' : 'high',
    subject: `${server.subject}:auto-approval`,
    pointer: approval.pointer,
    range: approval.range,
    message: thirdParty
      ? t(
          'Every tool of “{0}” runs without asking, also those its provider adds tomorrow. Name the few tools you mean.',
          server.name,
        )
      : t(
          'Every tool of “{0}” runs without asking, also tools that do not exist yet. Name the few tools you mean.',
          server.name,
        ),
    because: t('never asks'),
    entity: `${server.name} never asks`,
    identity: `${startedProgram(server)} never asks`,
    factors: {
      exposure: context.surface.scope === 'local' ? exposureOf(context) : undefined,
    },
    fixes: removeItemsFix(context, [approval.pointer], t('Take it off the list')),
  };
}

/** VS Code confines the server and stops asking before its tools run: a trade, not a fault. */
function sandboxed(context: RuleContext, server: ServerFact): readonly Detection[] {
  const { sandboxed: on, sandboxRange } = server;
  if (on !== true || sandboxRange === undefined) return [];
  const { severity, gap, opening } = cageOf(server);
  return [
    {
      severity: severity === 'high' ? 'medium' : 'info',
      introducedSeverity: severity,
      subject: server.subject,
      pointer: `${server.pointer}/sandboxEnabled`,
      range: sandboxRange,
      message: gap,
      because: severity === 'high' ? t('no questions, and an open sandbox') : t('no questions'),
      entity: `${server.name} sandbox ${severity}`,
      identity: `${signatureOf(server)} sandbox ${severity}`,
      factors: {
        privilege:
          severity === 'high'
            ? { points: 4, because: t('leaves the machine or the project') }
            : { points: -4, because: t('confined') },
      },
      fixes: opening === undefined ? [] : closeSandbox(context, server, opening),
    },
  ];
}

function closeSandbox(
  context: RuleContext,
  { pointer }: ServerFact,
  { list, value }: Opening,
): readonly Fix[] {
  const place = `${pointer}/sandbox/${list}`;
  const node = nodeAt(context.root, place);
  const index =
    node?.kind === 'array'
      ? node.items.findIndex((item) => item.kind === 'string' && item.value === value)
      : -1;
  const title = t('Take `{0}` out of the sandbox', value);
  return index < 0 ? [] : removeItemsFix(context, [`${place}/${index}`], title);
}

/** An item of the sandbox that opens it. */
interface Opening {
  readonly list: string;
  readonly value: string;
}

function cageOf(server: ServerFact): {
  readonly severity: Severity;
  readonly gap: string;
  readonly opening?: Opening;
} {
  const limits = server.sandboxLimits;
  const open = limits?.writable.find((path) => isWide(path));
  if (open !== undefined) {
    return {
      severity: 'high',
      opening: { list: 'filesystem/allowWrite', value: open },
      gap: t(
        '“{0}” runs in a sandbox, so its tools are not asked about, and the sandbox may write to {1}. Name the one folder it needs.',
        server.name,
        open,
      ),
    };
  }
  const anywhere = limits?.domains?.find((domain) => /^\*+$/.test(domain));
  if (anywhere !== undefined) {
    return {
      severity: 'high',
      opening: { list: 'network/allowedDomains', value: anywhere },
      gap: t(
        '“{0}” runs in a sandbox, so its tools are not asked about, and the sandbox lets it reach every host. Name the hosts it needs.',
        server.name,
      ),
    };
  }
  return {
    severity: 'medium',
    gap:
      limits?.domains === undefined
        ? t(
            '“{0}” is confined to a sandbox, and its tools are no longer asked about. Name the hosts it may reach, so that the sandbox holds what the questions held.',
            server.name,
          )
        : t(
            '“{0}” is confined to a sandbox with the hosts {1}, and its tools are no longer asked about. Fine if those hosts may learn what it sees.',
            server.name,
            limits.domains.join(', ') || t('none'),
          ),
  };
}

/** A folder that holds more than one project, or what governs the agents. */
function isWide(path: string): boolean {
  const normal = normalisePath(path);
  return (
    /^(?:\/|~|[a-zA-Z]:)\/?$|^\/(?:home|users|etc|usr)(?:\/[^/]+)?$/i.test(normal) ||
    /(?:^|\/)\.(?:vscode|claude|cursor|github|git|ssh|aws)(?:\/|$)/.test(normal)
  );
}

/** What was approved: a path to a program, or its name alone, is the same program. */
function startedProgram(server: ServerFact): string {
  const { launch } = server;
  const path = normalisePath(launch?.argv[launch.programIndex] ?? '');
  const alone = server.endpoint === undefined && launch?.package === undefined;
  if (launch === undefined || !alone || !/^(?:\/|~|[a-z]:)/i.test(path)) return signatureOf(server);
  const argv = launch.argv.map((word, index) =>
    index === launch.programIndex ? launch.program : word,
  );
  return signatureOf({ ...server, launch: { ...launch, argv } });
}
