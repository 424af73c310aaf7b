import { t } from '@vscode/l10n';
import { sameOwner, secure } from '../compare/compareEndpoint';
import { isTunnelHost, registrableDomain } from '../facts/endpoint';
import type { Endpoint, ServerFact } from '../facts/fact';
import type { TextRange } from '../parse/tree';
import { editDistance } from './editDistance';
import type { Detection, Factor, Rule, RuleContext, Severity } from './rule';
import { exposureOf, holdsCredential, restoreFix } from './serverContext';

/** Rules about where remote servers are and how the way there is protected. */
export const endpointRules: readonly Rule[] = [
  {
    id: 'mcp/host-changed',
    title: t('Server moved to another host'),
    kind: 'delta',
    severity: 'high',
    type: 'infrastructure',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: hostChanged,
  },
  {
    id: 'mcp/tls-lost',
    title: t('Encryption lost'),
    kind: 'delta',
    severity: 'high',
    type: 'infrastructure',
    category: 'server-api-security',
    confidence: 'deterministic',
    supersedes: ['mcp/insecure-http-url'],
    check: tlsLost,
  },
];

function hostChanged(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-endpoint') return [];
    const before = detail.baseline.endpoint;
    const after = detail.server.endpoint;
    if (before === undefined || after === undefined) return [];
    const hidden = before.host === undefined && before.authority !== after.authority;
    if (before.host === after.host && !hidden) return [];
    const { severity, because, provenance } = hostLevel(detail.server, before, after);
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: t(
          '“{0}” connects to another host: {1} → {2}. {3}',
          detail.server.name,
          before.host ?? before.authority,
          after.host ?? after.authority,
          hostAdvice(detail.server, after),
        ),
        because,
        entity: `${detail.server.name} host ${before.host ?? ''} ${after.host ?? ''}`,
        change,
        factors: {
          exposure: exposureOf(context),
          privilege: after.loopback ? undefined : { points: 4, because: t('leaves the machine') },
          reversibility:
            severity === 'critical' && holdsCredential(detail.server)
              ? { points: 4, because: t('the token goes along') }
              : undefined,
          provenance,
        },
        ...(severity === 'critical' ? { floor: 'high' as const } : {}),
        fixes: exactHost(context, change.range, after)
          ? restoreFix(context, change.range, change.baselineRange, before.host ?? before.authority)
          : [],
      },
    ];
  });
}

/** The underlined text is the host itself, not a string in which it hides behind escapes. */
function exactHost(context: RuleContext, range: TextRange, endpoint: Endpoint): boolean {
  const text = context.text.slice(range.start, range.end).toLowerCase();
  return endpoint.authority.toLowerCase().startsWith(text) && text !== '';
}

function hostLevel(
  server: ServerFact,
  before: Endpoint,
  after: Endpoint,
): {
  readonly severity: Severity;
  readonly because: string;
  readonly provenance: Factor | undefined;
} {
  const newHost: Factor = { points: 4, because: t('new host') };
  if (after.loopback)
    return { severity: 'low', because: t('moved to this machine'), provenance: undefined };
  if (after.host === undefined)
    return { severity: 'medium', because: t('host now a variable'), provenance: undefined };
  if (
    isTunnelHost(after.host) ||
    /^xn--|\.xn--/.test(after.host) ||
    /^[\d.]+$|:/.test(after.host)
  ) {
    return {
      severity: 'critical',
      because: t('moved to a tunnel or bare address'),
      provenance: { points: 8, because: t('nobody vouches for this host') },
    };
  }
  if (sameOwner(before, after)) {
    return {
      severity: 'medium',
      because: t('other host of the same owner'),
      provenance: undefined,
    };
  }
  // One or two letters are half of a short name: no disguise in that.
  const longEnough = registrableDomain(after.host).length > 8;
  if (before.host !== undefined && longEnough && editDistance(before.host, after.host, 2) <= 2) {
    return {
      severity: 'critical',
      because: t('look-alike host'),
      provenance: { points: 8, because: t('looks like the old host') },
    };
  }
  if (before.loopback)
    return { severity: 'medium', because: t('leaves this machine'), provenance: newHost };
  // `http://jenkins` is a name within one network: whose, nobody can say, only that this leaves it.
  if (before.host !== undefined && /^[a-z][\w-]*$/i.test(before.host)) {
    const sameName = after.host.startsWith(`${before.host}.`);
    return {
      severity: holdsCredential(server) ? 'high' : 'medium',
      because: sameName ? t('full name of the same host') : t('leaves its own network'),
      provenance: newHost,
    };
  }
  return {
    severity: holdsCredential(server) ? 'critical' : 'high',
    because: t('other owner'),
    provenance: newHost,
  };
}

function hostAdvice(server: ServerFact, after: Endpoint): string {
  if (after.loopback) return t('Whatever listens there on this machine answers now.');
  return holdsCredential(server)
    ? t('Its credential goes there too. Restore the old host unless its owner announced the move.')
    : t(
        'What agents ask and get goes there. Restore the old host unless its owner announced the move.',
      );
}

function tlsLost(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-endpoint') return [];
    const before = detail.baseline.endpoint;
    const after = detail.server.endpoint;
    if (before === undefined || after === undefined) return [];
    if (!secure(before) || secure(after) || after.loopback || after.scheme === '') return [];
    const credential = holdsCredential(detail.server);
    return [
      {
        severity: credential ? ('critical' as const) : ('high' as const),
        subject: change.subject,
        pointer: change.pointer,
        range: after.schemeRange,
        message: credential
          ? t(
              'Encryption lost: {0} → {1}. The credential of “{2}” can be read on the way. Put {0} back.',
              before.scheme,
              after.scheme,
              detail.server.name,
            )
          : t(
              'Encryption lost: {0} → {1}. Anybody on the way can read and change what “{2}” answers. Put {0} back.',
              before.scheme,
              after.scheme,
              detail.server.name,
            ),
        because: t('encryption lost'),
        entity: `${detail.server.name} tls ${after.scheme}`,
        change,
        factors: {
          exposure: exposureOf(context),
          privilege: { points: 4, because: t('leaves the machine') },
        },
        fixes: restoreFix(context, after.schemeRange, before.schemeRange, `${before.scheme}://`),
      },
    ];
  });
}
