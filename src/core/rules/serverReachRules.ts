import { t } from '@vscode/l10n';
import { signatureOf } from '../compare/pairServers';
import { isPinned } from '../compare/versionOrder';
import type { FilesystemRoot, InlineCode, ServerFact } from '../facts/fact';
import { inWorkspace, isAbsolutePath, normalisePath } from '../facts/filesystemRoots';
import { downloadRank } from '../facts/infrastructureTrait';
import { maskSecrets } from '../facts/maskSecrets';
import { removeItemsFix } from './jsonFixes';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';
import { exposureOf, serverFactors } from './serverContext';
import { toolPower } from './toolPower';

/** Rules about what a server may do: code in its launch line, the disk it reaches, tools that never ask. */
export const serverReachRules: readonly Rule[] = [
  {
    id: 'mcp/inline-code-launch',
    title: t('Code inside the launch command'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => [...inlineCodeLaunch(context), ...downloadsInContainer(context)],
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

/** What a container downloads and runs: whenever it starts, or once while it is built. */
function downloadsInContainer(context: RuleContext): readonly Detection[] {
  return context.facts.traits.flatMap((trait) => {
    if (trait.facet !== 'infra.command') return [];
    const starts = trait.rank === downloadRank;
    if (!starts && trait.unit !== 'RUN') return [];
    return [
      {
        severity: starts ? ('high' as const) : ('low' as const),
        introducedSeverity: starts ? ('critical' as const) : ('medium' as const),
        subject: trait.subject,
        pointer: trait.pointer,
        range: trait.range,
        message: starts
          ? t(
              'The container downloads code whenever it starts, and runs it at once: {0}. Nobody can review what it runs. Put it into the image, pinned.',
              shorten(trait.value),
            )
          : t(
              'The image is built with code from an address that nobody reviews: {0}. Name a version, and check its digest.',
              shorten(trait.value),
            ),
        because: t('fetches and runs code'),
        entity: `${trait.key} fetches`,
        factors: {},
        ...(starts && !context.example ? { floor: 'critical' as const } : {}),
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
          introducedSeverity: rootSeverity(
            root,
            isMadePortable(context, server, root) ? 'state' : 'introduced',
          ),
          subject: server.subject,
          pointer: root.pointer,
          range: root.range,
          message: rootMessage(server, root),
          because: t('reaches {0}', root.path),
          entity: `${server.name} root ${root.path}`,
          // A renamed server reaches what it reached.
          identity: `${signatureOf(server)} root ${inWorkspace(normalisePath(root.path))}`,
          factors: {
            exposure: exposureOf(context),
            ...(root.breadth === 'secrets'
              ? { privilege: { points: 4 as const, because: t('reads secrets') } }
              : {}),
            ...(root.readOnly
              ? { reversibility: { points: -4 as const, because: t('read only') } }
              : {}),
          },
          fixes: projectFolder(context, root),
        },
      ];
    }),
  );
}

/** One person's path of a project became a variable for wherever the project lies. */
function isMadePortable(
  { baselineFacts }: RuleContext,
  server: ServerFact,
  root: FilesystemRoot,
): boolean {
  if (root.breadth !== 'governed' || !root.path.startsWith('$')) return false;
  const before = baselineFacts?.servers.find(({ name }) => name === server.name)?.roots ?? [];
  return before.some(
    ({ path, breadth }) =>
      breadth === 'folder' &&
      isAbsolutePath(normalisePath(path)) &&
      !server.roots.some((now) => now.path === path),
  );
}

/** One folder that is certainly no more than the project; whether the server needs it, people know. */
function projectFolder({ surface, text }: RuleContext, root: FilesystemRoot): readonly Fix[] {
  const { start, end } = root.range;
  if (surface.client !== 'VS Code' || text.slice(start, end) !== root.path) return [];
  const folder = '${workspaceFolder}';
  return [
    {
      id: 'replace',
      title: t('Give it the project, `{0}`', folder),
      edits: [{ range: root.range, text: folder }],
      preferred: false,
    },
  ];
}

function rootSeverity(root: FilesystemRoot, origin: 'state' | 'introduced'): Severity {
  if (root.breadth === 'secrets') return root.readOnly ? 'high' : 'critical';
  if (root.breadth === 'governed' || root.breadth === 'personal') {
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
    case 'personal':
      return t(
        '“{0}” can reach all of {1}, which holds more than this project. Give it the one folder it needs.',
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
    const spec = server.launch?.package;
    const thirdParty =
      server.endpoint?.loopback === false || (spec !== undefined && !isPinned(spec));
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
              : power === 'unknown'
                ? t(
                    '“{0}” of “{1}” now runs without asking. What it does cannot be told from its name; look it up.',
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
        fixes: removeItemsFix(context, [change.pointer], t('Take it off the list')),
      },
    ];
  });
}

function shorten(text: string): string {
  const masked = maskSecrets(text).replace(/\s+/g, ' ');
  return masked.length > 120 ? `${masked.slice(0, 117)}…` : masked;
}
