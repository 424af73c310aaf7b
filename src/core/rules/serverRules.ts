import { t } from '@vscode/l10n';
import { describeServer } from '../compare/compareServers';
import type { ServerFact, FilesystemRoot, InlineCode } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { isPinned } from '../compare/versionOrder';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import {
  approvesEverything,
  exposureOf,
  holdsCredential,
  restoreFix,
  serverFactors,
} from './serverContext';
import { toolPower } from './toolPower';

/** Rules about servers as a whole: added, started differently, given more of the machine. */
export const serverRules: readonly Rule[] = [
  {
    id: 'mcp/server-added',
    title: t('MCP server added'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: ['mcp/unpinned-package'],
    check: serverAdded,
  },
  {
    id: 'mcp/command-changed',
    title: t('A known server starts something else'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: ['mcp/inline-code-launch', 'mcp/unpinned-package'],
    check: commandChanged,
  },
  {
    id: 'mcp/inline-code-launch',
    title: t('Code inside the launch command'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: inlineCodeLaunch,
  },
  {
    id: 'mcp/broad-filesystem-root',
    title: t('Server reaches too much of the disk'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: broadRoot,
  },
  {
    id: 'mcp/auto-approve-added',
    title: t('Tools run without asking'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: autoApproveAdded,
  },
];

function serverAdded(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    if (change.detail.kind !== 'server-added') return [];
    const server = change.detail.server;
    const { severity, because } = additionLevel(server);
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        covers: server.entryRange,
        message: t(
          'New MCP server “{0}”: {1}. It brings tools and instructions to every agent that loads this file. {2}',
          server.name,
          describeServer(server),
          adviceFor(server),
        ),
        because,
        entity: `${server.name} ${describeServer(server)}`,
        change,
        factors: serverFactors(context, server),
        fixes: [],
      },
    ];
  });
}

function additionLevel(server: ServerFact): {
  readonly severity: Severity;
  readonly because: string;
} {
  const shape = server.launch?.inlineCode?.shape;
  if (!server.enabled) return { severity: 'info', because: t('added, switched off') };
  if (shape !== undefined && shape !== 'simple-command') {
    return { severity: 'high', because: t('new server with inline code') };
  }
  if (approvesEverything(server))
    return { severity: 'high', because: t('new server that never asks') };
  if (server.endpoint?.loopback === true)
    return { severity: 'low', because: t('new local server') };
  if (server.endpoint === undefined && server.launch?.package === undefined) {
    return { severity: 'low', because: t('new server from this project') };
  }
  return { severity: 'medium', because: t('new third-party server') };
}

function adviceFor(server: ServerFact): string {
  const spec = server.launch?.package;
  if (spec !== undefined && !isPinned(spec)) return t('Name an exact version.');
  if (holdsCredential(server)) return t('Check which account its credential belongs to.');
  return t('Make sure you know who provides it.');
}

function commandChanged(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-command' && detail.kind !== 'server-transport') return [];
    const { server, baseline } = detail;
    if (change.direction === 'tightens') return [];
    const { severity, because } = commandLevel(baseline, server);
    const launched = server.launch;
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        covers: server.entryRange,
        message: t(
          '“{0}” starts something else under the name you trust: {1} → {2}. Approvals given before cover the new command too.',
          server.name,
          change.before ?? '',
          change.after ?? '',
        ),
        because,
        entity: `${server.name} ${change.before ?? ''} ${change.after ?? ''}`,
        change,
        factors: {
          ...serverFactors(context, server),
          ...(severity === 'critical'
            ? {
                reversibility: { points: 4, because: t('leaves what it did') },
                provenance: { points: 8, because: t('unknown code') },
              }
            : {}),
        },
        ...(severity === 'critical' ? { floor: 'critical' as const } : {}),
        fixes:
          launched === undefined
            ? []
            : restoreFix(context, server.entryRange, baseline.entryRange, baseline.name),
      },
    ];
  });
}

function commandLevel(
  before: ServerFact,
  after: ServerFact,
): { readonly severity: Severity; readonly because: string } {
  const shape = after.launch?.inlineCode?.shape;
  if (shape !== undefined && shape !== 'simple-command') {
    return { severity: 'critical', because: t('now runs inline code') };
  }
  const command = after.launch?.argv[after.launch.programIndex] ?? '';
  if (after.launch?.family === 'shell' || /^(?:\/tmp|\/var\/tmp|\/dev\/shm)\//.test(command)) {
    return { severity: 'critical', because: t('now runs a shell') };
  }
  const samePackage =
    before.launch?.package !== undefined &&
    before.launch.package.text === after.launch?.package?.text;
  if (samePackage) return { severity: 'low', because: t('other launcher, same package') };
  if (after.launch?.package === undefined && after.launch?.script !== undefined) {
    const outside = /^(?:\/|~|[a-zA-Z]:)/.test(after.launch.script.path);
    return outside
      ? { severity: 'high', because: t('now runs a script outside the project') }
      : { severity: 'medium', because: t('now runs a script of this project') };
  }
  if (after.launch === undefined) {
    return after.endpoint?.loopback === true
      ? { severity: 'low', because: t('now a server on this machine') }
      : { severity: 'medium', because: t('now a remote server') };
  }
  if (after.launch.family === 'interpreter' || after.launch.family === 'other') {
    return { severity: 'medium', because: t('other program') };
  }
  return { severity: 'high', because: t('other program') };
}

function inlineCodeLaunch(context: RuleContext): readonly Detection[] {
  return context.facts.servers.flatMap((server) => {
    const code = server.launch?.inlineCode;
    if (code === undefined || code.shape === 'simple-command') return [];
    const fetches = code.shape === 'fetch-and-run' || code.shape === 'decode-and-run';
    return [
      {
        severity: fetches ? ('critical' as const) : inlineSeverity(code),
        subject: server.subject,
        pointer: code.pointer,
        range: code.range,
        message: fetches
          ? t(
              '“{0}” downloads or decodes code and runs it at once: {1}. Nobody can review what it runs. Put a pinned package or a script of this project here.',
              server.name,
              shorten(code.text),
            )
          : t(
              '“{0}” carries its program in the launch command: {1}. Move it into a script that is reviewed like code.',
              server.name,
              shorten(code.text),
            ),
        because: fetches ? t('fetches and runs code') : t('inline code'),
        entity: `${server.name} inline ${maskSecrets(code.text)}`,
        factors: { ...serverFactors(context, server), provenance: undefined },
        ...(fetches ? { floor: 'critical' as const } : {}),
        fixes: [],
      },
    ];
  });
}

/** A short shell line that only finds its way to the real program weighs less than a program text. */
function inlineSeverity(code: InlineCode): Severity {
  return code.shape === 'shell-script' && code.text.length < 200 && !/[|`]|\$\(/.test(code.text)
    ? 'medium'
    : 'high';
}

function broadRoot(context: RuleContext): readonly Detection[] {
  return context.facts.servers.flatMap((server) =>
    server.roots.flatMap((root) => {
      if (root.breadth === 'folder') return [];
      return [
        {
          severity: rootSeverity(root, 'state'),
          introducedSeverity: rootSeverity(root, 'introduced'),
          subject: server.subject,
          pointer: root.pointer,
          range: root.range,
          message: rootMessage(server, root),
          because: t('reaches {0}', root.path),
          entity: `${server.name} root ${root.path}`,
          factors: {
            exposure: exposureOf(context),
            ...(root.breadth === 'secrets'
              ? { privilege: { points: 4 as const, because: t('reads secrets') } }
              : {}),
            ...(root.readOnly
              ? { reversibility: { points: -4 as const, because: t('read only') } }
              : {}),
          },
          fixes: [],
        },
      ];
    }),
  );
}

function rootSeverity(root: FilesystemRoot, origin: 'state' | 'introduced'): Severity {
  if (root.breadth === 'secrets') return root.readOnly ? 'high' : 'critical';
  if (root.breadth === 'governed') {
    if (root.readOnly) return 'info';
    return origin === 'introduced' ? 'medium' : 'low';
  }
  return root.readOnly ? 'medium' : 'high';
}

function rootMessage(server: ServerFact, root: FilesystemRoot): string {
  switch (root.breadth) {
    case 'secrets':
      return t(
        '“{0}” can reach {1}, where credentials are kept. Give it a folder of this project.',
        server.name,
        root.path,
      );
    case 'governed':
      return t(
        '“{0}” can write to {1}, which holds the files that govern the agents themselves. Give it a narrower folder.',
        server.name,
        root.path,
      );
    default:
      return t(
        '“{0}” can reach {1}: any request for any file there is an allowed request. Give it a folder of this project.',
        server.name,
        root.path,
      );
  }
}

function autoApproveAdded(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-auto-approval' || !detail.added) return [];
    const { server, approval } = detail;
    const power = toolPower(approval.tool);
    const thirdParty =
      server.endpoint?.loopback === false || server.launch?.package?.pin === 'none';
    const severity: Severity =
      power === 'all'
        ? thirdParty
          ? 'critical'
          : 'high'
        : power === 'destroys'
          ? 'high'
          : power === 'writes'
            ? 'medium'
            : 'low';
    return [
      {
        severity,
        subject: `${change.subject}:auto-approval`,
        pointer: change.pointer,
        range: change.range,
        message:
          power === 'all'
            ? t(
                'Every tool of “{0}” now runs without asking, also tools that do not exist yet. Name the few tools you mean.',
                server.name,
              )
            : power === 'reads'
              ? t(
                  '“{0}” of “{1}” now runs without asking. By its name it only reads.',
                  approval.tool,
                  server.name,
                )
              : t(
                  '“{0}” of “{1}” now runs without asking. By its name it changes things; keep it on ask.',
                  approval.tool,
                  server.name,
                ),
        because: t('no longer asks for {0}', approval.tool),
        entity: `${server.name} auto-approve ${approval.tool}`,
        change,
        factors: {
          exposure: context.surface.scope === 'local' ? exposureOf(context) : undefined,
          ...(power === 'reads'
            ? { privilege: { points: -4 as const, because: t('read only') } }
            : power === 'destroys'
              ? { reversibility: { points: 4 as const, because: t('leaves what it did') } }
              : {}),
        },
        fixes: [],
      },
    ];
  });
}

function shorten(text: string): string {
  const masked = maskSecrets(text).replace(/\s+/g, ' ');
  return masked.length > 120 ? `${masked.slice(0, 117)}…` : masked;
}
