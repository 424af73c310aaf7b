import { t } from '@vscode/l10n';
import { signatureOf } from '../compare/pairServers';
import type { PackageSpec, ServerFact } from '../facts/fact';
import { isTemporary, registryWeight } from '../facts/loaderVariable';
import { maskSecrets } from '../facts/maskSecrets';
import type { TextRange } from '../parse/tree';
import { elevatedLaunch } from './elevatedLaunch';
import { removeItemsFix } from './jsonFixes';
import { openedContainers } from './openedContainers';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { isNewServer, serverFactors } from './serverContext';

/** Rules about where the code of a server comes from and with which rights it runs. */
export const launchSourceRules: readonly Rule[] = [
  {
    id: 'mcp/non-registry-source',
    title: t('Code from outside the package registries'),
    kind: 'state',
    severity: 'medium',
    type: 'configuration',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: ['mcp/unpinned-package', 'mcp/args-changed'],
    check: (context) =>
      context.facts.servers.flatMap((server) => [
        ...fromRepository(context, server),
        ...fromOtherIndex(context, server),
        ...fromTemporaryFolder(context, server),
      ]),
  },
  {
    id: 'mcp/elevated-launch',
    title: t('Server with more rights than its work needs'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: ['mcp/broad-filesystem-root', 'mcp/args-changed'],
    check: (context) => [
      ...context.facts.servers.flatMap((server) => elevatedLaunch(context, server)),
      ...openedContainers(context),
    ],
  },
];

function fromRepository(context: RuleContext, server: ServerFact): readonly Detection[] {
  const spec = server.launch?.package;
  if (spec === undefined || (spec.ecosystem !== 'git' && spec.ecosystem !== 'url')) return [];
  // "Server added" says where a new one comes from.
  if (isNewServer(context, server)) return [];
  const fixed = spec.pin === 'commit';
  const { provenance: _, ...factors } = serverFactors(context, server);
  return [
    {
      severity: fixed ? 'info' : 'low',
      introducedSeverity: fixed ? 'low' : 'medium',
      subject: server.subject,
      pointer: spec.pointer,
      range: fixed ? spec.range : spec.versionRange,
      message: sourceMessage(server, spec, fixed),
      because: fixed ? t('from a repository, commit named') : t('from a repository'),
      entity: `${server.name} source ${maskSecrets(spec.name)}`,
      identity: `${signatureOf(server)} source ${fixed ? 'fixed' : 'moving'}`,
      factors,
      fixes: [],
    },
  ];
}

function sourceMessage(server: ServerFact, spec: PackageSpec, fixed: boolean): string {
  const shown = maskSecrets(spec.text);
  if (spec.ecosystem === 'url') {
    return t(
      '“{0}” downloads its code from an address: {1}. Whoever answers there decides what runs. Name a package with its version.',
      server.name,
      shown,
    );
  }
  return fixed
    ? t(
        '“{0}” runs a commit straight from a repository: {1}. No registry checks it or takes it down; make sure whose repository it is.',
        server.name,
        shown,
      )
    : t(
        '“{0}” runs whatever the repository holds at its start: {1}. A branch or tag can be moved. Name the full commit.',
        server.name,
        shown,
      );
}

const indexFlags =
  /^--?(?:registry|index-url|extra-index-url|index|default-index|add-source|source|find-links)$/;

function fromOtherIndex(context: RuleContext, server: ServerFact): readonly Detection[] {
  const { launch } = server;
  if (launch === undefined || launch.family !== 'package-runner') return [];
  return launch.argv.flatMap((word, index) => {
    const own = /^(--?[\w-]+)=(.+)$/s.exec(word);
    const flag = own?.[1] ?? launch.argv[index - 1] ?? '';
    const address = own?.[2] ?? word;
    const range = launch.argvRanges[index];
    const pointer = launch.argvPointers[index];
    if (range === undefined || pointer === undefined || !indexFlags.test(flag)) return [];
    if (!/^[a-z][\w+.-]*:\/\//i.test(address)) return [];
    const weight = registryWeight(address);
    if (weight === undefined) return [];
    const second = /extra-index|add-source|find-links/.test(flag);
    const severity: Severity =
      weight === 'usual' ? 'low' : second || weight === 'strong' ? 'high' : 'medium';
    return [
      {
        severity: severity === 'high' ? 'medium' : 'low',
        introducedSeverity: severity,
        subject: server.subject,
        pointer,
        range,
        covers: {
          start: launch.argvRanges[own === null ? index - 1 : index]?.start ?? range.start,
          end: range.end,
        },
        message: second
          ? t(
              '“{0}” also takes packages from {1}. A name found in both places may come from the wrong one. Use one index only.',
              server.name,
              shortAddress(address),
            )
          : t(
              '“{0}” takes its packages from {1} instead of the public registry. Whoever runs it decides what is installed; make sure it is yours.',
              server.name,
              shortAddress(address),
            ),
        because: second ? t('a second package index') : t('another package index'),
        entity: `${server.name} index ${shortAddress(address)}`,
        identity: `${signatureOf(server)} index ${address}`,
        factors: { ...serverFactors(context, server), provenance: undefined },
        fixes: removeItemsFix(
          context,
          own === null ? [launch.argvPointers[index - 1] ?? '', pointer] : [pointer],
          t('Use the public registry'),
        ),
      },
    ];
  });
}

function fromTemporaryFolder(context: RuleContext, server: ServerFact): readonly Detection[] {
  const { launch } = server;
  const program = launch?.argv[launch.programIndex];
  const path = launch?.script?.path ?? program;
  if (launch === undefined || path === undefined || !isTemporary(path)) return [];
  const range: TextRange | undefined =
    launch.script?.range ?? launch.argvRanges[launch.programIndex];
  if (range === undefined) return [];
  return [
    {
      severity: 'medium',
      introducedSeverity: 'high',
      subject: server.subject,
      pointer: launch.argvPointers[launch.programIndex] ?? server.pointer,
      range,
      message: t(
        '“{0}” runs {1}, where downloads and other programs put files. Keep it in the project, or install it.',
        server.name,
        path,
      ),
      because: t('runs from a temporary folder'),
      entity: `${server.name} temporary ${path}`,
      identity: `${signatureOf(server)} temporary`,
      factors: serverFactors(context, server),
      fixes: [],
    },
  ];
}

function shortAddress(address: string): string {
  return maskSecrets(address).replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}
