import { t } from '@vscode/l10n';
import { describeServer } from '../compare/compareServers';
import { toolPower } from './toolPower';
import type { Launch, ServerFact } from '../facts/fact';
import { normalisePath } from '../facts/filesystemRoots';
import { isUnusualProgramPath } from '../facts/programPath';
import { isPinned } from '../compare/versionOrder';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { approvesEverything, holdsCredential, restoreFix, serverFactors } from './serverContext';

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
    id: 'mcp/server-enabled',
    title: t('MCP server switched on'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: serverEnabled,
  },
  {
    id: 'mcp/command-changed',
    title: t('A known server starts something else'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: ['mcp/inline-code-launch', 'mcp/unpinned-package', 'mcp/non-registry-source'],
    check: commandChanged,
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

/** Switching on what was added switched off must not be a way around the rule above. */
function serverEnabled(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    if (change.detail.kind !== 'server-enabled') return [];
    const server = change.detail.server;
    const { severity } = additionLevel(server);
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: t(
          '“{0}” is switched on: {1}. It brings tools and instructions to every agent that loads this file. {2}',
          server.name,
          describeServer(server),
          adviceFor(server),
        ),
        because: t('switched on'),
        entity: `${server.name} enabled ${describeServer(server)}`,
        change,
        factors: serverFactors(context, server),
        // Only where the switch itself stands on both sides is there a value to put back.
        fixes:
          server.enabledRange === undefined || change.baselineRange === undefined
            ? []
            : restoreFix(context, server.enabledRange, change.baselineRange, t('“switched off”')),
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
  // More than reading, unasked, by code that nobody here has reviewed (rules.json, mcp/server-added).
  if (isForeign(server) && changesUnasked(server)) {
    return { severity: 'high', because: t('new server that changes things without asking') };
  }
  if (server.endpoint?.loopback === true)
    return { severity: 'low', because: t('new local server') };
  if (server.endpoint === undefined && server.launch?.package === undefined) {
    return runsOutside(server)
      ? { severity: 'medium', because: t('new server from outside the project') }
      : { severity: 'low', because: t('new server from this project') };
  }
  return { severity: 'medium', because: t('new third-party server') };
}

function isForeign(server: ServerFact): boolean {
  if (server.endpoint !== undefined) return !server.endpoint.loopback;
  return server.launch?.package !== undefined || runsOutside(server);
}

function changesUnasked(server: ServerFact): boolean {
  return server.autoApprove.some(({ tool }) => /^(?:writes|destroys)$/.test(toolPower(tool)));
}

/** A program or script that no review of this repository covers. */
function runsOutside(server: ServerFact): boolean {
  const { launch } = server;
  const path =
    launch?.script?.path ??
    sourceFolder(launch) ??
    (launch?.family === 'local-program' ? launch.argv[launch.programIndex] : undefined);
  return path !== undefined && /^(?:\/|~|\.\.|[a-zA-Z]:)/.test(normalisePath(path));
}

/** `uv --directory /srv/notes run notes` runs what stands in that folder. */
function sourceFolder(launch: Launch | undefined): string | undefined {
  if (launch?.program !== 'uv') return undefined;
  const flag = launch.argv.findIndex((word) => /^--(?:directory|project)$/.test(word));
  return flag < 0 ? undefined : launch.argv[flag + 1];
}

function adviceFor(server: ServerFact): string {
  const spec = server.launch?.package;
  if (spec?.ecosystem === 'git' && spec.pin !== 'commit') {
    return t('It comes from a repository: name the full commit.');
  }
  if (spec !== undefined && !isPinned(spec)) return t('Name an exact version.');
  if (holdsCredential(server)) return t('Check which account its credential belongs to.');
  return t('Make sure you know who provides it.');
}

function commandChanged(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-command') return [];
    const { server, baseline } = detail;
    if (change.direction === 'tightens') return [];
    const named = change.direction === 'neutral';
    const { severity, because } = named
      ? { severity: 'low' as const, because: t('same program, found by its name') }
      : commandLevel(baseline, server);
    const launched = server.launch;
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        covers: server.entryRange,
        message: named
          ? t(
              '“{0}” now starts whatever program of this name the machine finds first: {1} → {2}. Make sure it is the same one everywhere.',
              server.name,
              change.before ?? '',
              change.after ?? '',
            )
          : t(
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
  const program = after.launch?.script?.path ?? after.launch?.argv[after.launch.programIndex] ?? '';
  if (/^(?:\/tmp|\/var\/tmp|\/dev\/shm)\/|^%TEMP%|\\Temp\\/i.test(program)) {
    return { severity: 'critical', because: t('now runs from a temporary folder') };
  }
  if (after.launch?.family === 'shell') {
    return { severity: 'critical', because: t('now runs a shell') };
  }
  const wrapped = (server: ServerFact): string => (server.launch?.wrappers ?? []).join(' ');
  if (/\bsudo\b/.test(wrapped(after)) && !/\bsudo\b/.test(wrapped(before))) {
    return { severity: 'critical', because: t('now runs as the administrator') };
  }
  if (/\benv\b.*=/.test(wrapped(after)) && wrapped(after) !== wrapped(before)) {
    return { severity: 'high', because: t('now starts in another environment') };
  }
  if (
    isUnusualProgramPath(after.launch?.argv[after.launch.programIndex] ?? '') &&
    before.launch?.program === after.launch?.program
  ) {
    return { severity: 'high', because: t('same name, other place') };
  }
  const samePackage =
    before.launch?.package !== undefined &&
    before.launch.package.text === after.launch?.package?.text;
  if (samePackage) return { severity: 'low', because: t('other launcher, same package') };
  if (after.launch?.package === undefined && after.launch?.script !== undefined) {
    if (runsOutside(after)) {
      // It never was code of this project: no review is lost that there was.
      return runsOutside(before)
        ? { severity: 'medium', because: t('other script outside the project') }
        : { severity: 'high', because: t('now runs a script outside the project') };
    }
    return before.launch?.script !== undefined && !runsOutside(before)
      ? { severity: 'low', because: t('other script of this project') }
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
