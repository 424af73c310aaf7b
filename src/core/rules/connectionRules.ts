import { t } from '@vscode/l10n';
import { signatureOf } from '../compare/pairServers';
import { isLoopback, isTunnelHost } from '../facts/endpoint';
import type { NamedValue, ServerFact } from '../facts/fact';
import { isPinned } from '../compare/versionOrder';
import { changesOf } from './changesOf';
import { restoreMemberFix } from './jsonFixes';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { exposureOf, holdsCredential, serverFactors } from './serverContext';
import type { TextRange } from '../parse/tree';

/** Rules about how a server is reached: without encryption, another way, without a login. */
export const connectionRules: readonly Rule[] = [
  {
    id: 'mcp/insecure-http-url',
    title: t('Remote server without encryption'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'server-api-security',
    confidence: 'deterministic',
    supersedes: ['mcp/args-changed'],
    check: (context) => context.facts.servers.flatMap((server) => insecure(context, server)),
  },
  {
    id: 'mcp/transport-changed',
    title: t('Server is reached another way'),
    kind: 'delta',
    severity: 'medium',
    type: 'infrastructure',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: ['mcp/args-changed', 'mcp/unpinned-package', 'mcp/non-registry-source'],
    check: transportChanged,
  },
  {
    id: 'mcp/auth-header-removed',
    title: t('Login of a remote server removed'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'server-api-security',
    confidence: 'deterministic',
    supersedes: [],
    check: authenticationRemoved,
  },
];

interface PlainAddress {
  readonly host: string;
  readonly url: string;
  readonly schemeRange: TextRange;
  /** The whole word it stands in. */
  readonly range: TextRange;
  readonly pointer: string;
  /** The address of the server itself, not one that is handed to it. */
  readonly own: boolean;
}

function insecure(context: RuleContext, server: ServerFact): readonly Detection[] {
  return plainAddresses(server).map((address) => {
    const credential = address.own && holdsCredential(server);
    const inside = isPrivateHost(address.host);
    const severity: Severity = credential
      ? inside
        ? 'high'
        : 'critical'
      : inside || !address.own
        ? 'medium'
        : 'high';
    const scheme = address.url.startsWith('ws') ? 'ws' : 'http';
    return {
      // A plain address inside a private network is how many teams run; it weighs when it comes.
      severity: inside ? 'low' : severity,
      introducedSeverity: severity,
      subject: server.subject,
      pointer: address.pointer,
      range: address.schemeRange,
      covers: address.range,
      message: credential
        ? t(
            '“{0}” reaches {1} without encryption and sends a credential along. Anybody on the way can read it. Use {2}, and replace the credential.',
            server.name,
            address.host,
            `${scheme}s`,
          )
        : t(
            '“{0}” reaches {1} without encryption. Anybody on the way can read and change what an agent gets to see. Use {2}.',
            server.name,
            address.host,
            `${scheme}s`,
          ),
      because: inside ? t('no encryption, private network') : t('no encryption'),
      entity: `${server.name} plain ${address.host}`,
      identity: `${signatureOf(server)} plain ${address.host}`,
      factors: {
        exposure: exposureOf(context),
        privilege: { points: 4, because: t('leaves the machine') },
      },
      ...(severity === 'critical' ? { floor: 'high' as const } : {}),
      fixes: [
        {
          id: 'replace' as const,
          title: t('Use {0}', `${scheme}s`),
          edits: [{ range: address.schemeRange, text: `${scheme}s` }],
          // The other side may not speak it.
          preferred: false,
        },
      ],
    };
  });
}

/** Unencrypted addresses that leave the machine: of the server, and whole words of its command line. */
function plainAddresses(server: ServerFact): readonly PlainAddress[] {
  const found: PlainAddress[] = [];
  const { endpoint, launch } = server;
  if (endpoint?.host !== undefined && /^(?:http|ws)$/.test(endpoint.scheme) && !endpoint.loopback) {
    found.push({ ...endpoint, host: endpoint.host, own: true });
  }
  launch?.argv.forEach((word, index) => {
    const match =
      /^(?:--?[\w-]+=)?((https?|wss?):\/\/(?:[^/?#@\s]*@)?(\[[^\]]+\]|[^/:?#\s]+))/i.exec(word);
    const range = launch.argvRanges[index];
    const pointer = launch.argvPointers[index];
    const scheme = match?.[2]?.toLowerCase();
    if (match === null || range === undefined || pointer === undefined) return;
    if ((scheme !== 'http' && scheme !== 'ws') || pointer === endpoint?.pointer) return;
    const host = (match[3] ?? '').toLowerCase();
    if (isLoopback(host) || /[${%<]/.test(host)) return;
    // A template address in a namespace or a schema name is nobody's connection.
    if (/^(?:www\.w3\.org|json-schema\.org|example\.(?:com|org|net))$/.test(host)) return;
    const start = range.start + match[0].length - (match[1] ?? '').length;
    // Escapes in the text: the range is that of the whole word.
    const exact = range.end - range.start === word.length;
    found.push({
      host,
      url: word,
      range,
      pointer,
      own: false,
      schemeRange: exact ? { start, end: start + scheme.length } : range,
    });
  });
  return found;
}

/** Reached only from inside: private ranges, names without a domain, names kept for local use. */
export function isPrivateHost(host: string): boolean {
  return (
    /^(?:10|127)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(
      host,
    ) ||
    /^f[cd][0-9a-f]{2}:|^fe80:/.test(host) ||
    /^[\w-]+$/.test(host) ||
    /\.(?:local|internal|lan|home|home\.arpa|intranet|corp|test|localdomain|svc|cluster\.local|ts\.net)$/.test(
      host,
    )
  );
}

function transportChanged(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-transport' || change.direction === 'tightens') return [];
    const { server, baseline } = detail;
    if (change.direction === 'neutral') return [];
    const { severity, because } = transportLevel(baseline, server);
    const local = server.launch !== undefined;
    const message = local
      ? t(
          '“{0}” was a service elsewhere and is now a program on this machine: {1} → {2}. It runs with your rights; make sure whose it is.',
          server.name,
          change.before ?? '',
          change.after ?? '',
        )
      : t(
          '“{0}” was a program on this machine and is now a service elsewhere: {1} → {2}. What agents ask and get goes there; make sure whose it is.',
          server.name,
          change.before ?? '',
          change.after ?? '',
        );
    const before = context.baselineText?.slice(baseline.entryRange.start, baseline.entryRange.end);
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        covers: server.entryRange,
        message,
        because,
        entity: `${server.name} transport ${change.before ?? ''} ${change.after ?? ''}`,
        change,
        factors: serverFactors(context, server),
        ...(severity === 'critical' ? { floor: 'critical' as const } : {}),
        fixes:
          before === undefined
            ? []
            : [
                {
                  id: 'restore' as const,
                  title: t('Restore {0}', baseline.name),
                  edits: [{ range: server.entryRange, text: before }],
                  preferred: true,
                },
              ],
      },
    ];
  });
}

function transportLevel(
  baseline: ServerFact,
  server: ServerFact,
): {
  readonly severity: Severity;
  readonly because: string;
} {
  const { launch, endpoint } = server;
  if (launch !== undefined) {
    const shape = launch.inlineCode?.shape;
    if (shape !== undefined && shape !== 'simple-command') {
      return { severity: 'critical', because: t('now runs inline code') };
    }
    const spec = launch.package;
    // Whatever listened on this machine was local code before.
    const wasHere = baseline.endpoint?.loopback === true;
    return spec !== undefined && !isPinned(spec) && !wasHere
      ? { severity: 'high', because: t('now local code without a fixed version') }
      : { severity: 'medium', because: t('now local code') };
  }
  if (endpoint?.loopback === true)
    return { severity: 'low', because: t('now a server on this machine') };
  if (endpoint?.host !== undefined && isTunnelHost(endpoint.host)) {
    return { severity: 'critical', because: t('now behind a tunnel') };
  }
  return { severity: 'medium', because: t('now a remote server') };
}

function authenticationRemoved(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-credential' || detail.step !== 'removed') return [];
    const { server, baselineValue } = detail;
    const { endpoint } = server;
    if (baselineValue === undefined || endpoint === undefined || endpoint.loopback) return [];
    if (!isLogin(baselineValue)) return [];
    // Another host that is not given the credential any more is a different matter.
    const moved = changesOf(context, change.subject).some(
      ({ detail: other }) =>
        other.kind === 'server-endpoint' &&
        other.server.endpoint?.host !== other.baseline.endpoint?.host,
    );
    if (moved) return [];
    const replaced =
      server.headers.some(isLogin) ||
      server.other.some(({ key }) => /^(?:oauth|auth|headersHelper|bearer)/i.test(key));
    const severity: Severity = replaced ? 'info' : 'medium';
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: replaced
          ? t(
              '“{0}” no longer sends the header {1}; another login takes its place. Check that it asks for no more rights.',
              server.name,
              baselineValue.name,
            )
          : t(
              '“{0}” no longer sends the header {1}, so it is used without a login, or with one that is not written here. Restore it if the server still expects one.',
              server.name,
              baselineValue.name,
            ),
        because: replaced ? t('login replaced') : t('login removed'),
        entity: `${server.name} login ${baselineValue.name}`,
        change,
        factors: { exposure: exposureOf(context) },
        fixes:
          baselineValue.kind === 'reference'
            ? restoreMemberFix(
                context,
                `${server.pointer}${baselineValue.pointer.slice(baselineValue.pointer.lastIndexOf('/headers/'))}`,
                baselineValue.pointer,
                t('Restore {0}', baselineValue.name),
              )
            : [],
      },
    ];
  });
}

function isLogin(value: NamedValue): boolean {
  return (
    value.pointer.includes('/headers/') &&
    /^(?:authorization|proxy-authorization|cookie|x?-?api-?key|.*-(?:token|api-?key|access-key|secret))$/i.test(
      value.name,
    )
  );
}
