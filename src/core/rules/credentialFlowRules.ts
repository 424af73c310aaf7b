import { t } from '@vscode/l10n';
import { isWholeScope, newScopes } from '../compare/compareScopes';
import { signatureOf } from '../compare/pairServers';
import { isPinned } from '../compare/versionOrder';
import { isTunnelHost, registrableDomain } from '../facts/endpoint';
import type { NamedValue, ServerFact } from '../facts/fact';
import { removeItemsFix, removeMemberFix } from './jsonFixes';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { exposureOf } from './serverContext';

/** Rules about who gets a credential, and how much one may do. */
export const credentialFlowRules: readonly Rule[] = [
  {
    id: 'mcp/credential-retargeted',
    title: t('Known credential handed to another server'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: [],
    check: credentialRetargeted,
  },
  {
    id: 'mcp/oauth-scope-widened',
    title: t('Login asks for more rights'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'agent-permission',
    confidence: 'deterministic',
    supersedes: ['mcp/args-changed'],
    check: scopeWidened,
  },
];

/**
 * A reference (`${input:github}`, `${GITHUB_TOKEN}`) that one server had at the baseline and another
 * gets now. Names alone are no proof: two servers may each have an `API_KEY`.
 */
function credentialRetargeted(context: RuleContext): readonly Detection[] {
  const before = context.baselineFacts?.servers ?? [];
  // A known server under the same name has its own rule for another package or host.
  const names = new Map(before.map((server) => [server.name, server]));
  const receivers = context.facts.servers.filter(
    (server) => !hadAll(names.get(server.name), server),
  );
  if (receivers.length === 0) return [];
  const owners = new Map<string, ServerFact>();
  for (const server of before) {
    for (const value of credentialsOf(server)) {
      for (const id of referencesIn(value.value)) {
        if (!owners.has(id)) owners.set(id, server);
      }
    }
  }
  if (owners.size === 0) return [];
  const had = new Set(
    before.flatMap((server) =>
      credentialsOf(server).flatMap((value) =>
        referencesIn(value.value).map((id) => `${signatureOf(server)} ${id}`),
      ),
    ),
  );
  const changes = new Map(
    context.changes.flatMap((change) =>
      change.detail.kind === 'server-credential' ? [[change.pointer, change] as const] : [],
    ),
  );
  return receivers.flatMap((server) =>
    credentialsOf(server).flatMap((value) =>
      referencesIn(value.value).flatMap((id) => {
        const owner = owners.get(id);
        if (owner === undefined || had.has(`${signatureOf(server)} ${id}`)) return [];
        const same = names.get(server.name);
        if (
          same !== undefined &&
          credentialsOf(same).some((old) => referencesIn(old.value).includes(id))
        ) {
          return [];
        }
        const { severity, because } = destinationLevel(owner, server);
        return [
          {
            severity,
            subject: server.subject,
            pointer: value.pointer,
            range: value.range,
            message: t(
              '“{0}” is now handed {1}, which was given to “{2}” until now. It can do everything that credential may; give it one of its own with fewer rights.',
              server.name,
              `\`${id}\``,
              owner.name,
            ),
            because,
            entity: `${server.name} credential ${id}`,
            change: changes.get(value.pointer),
            factors: { exposure: exposureOf(context) },
            ...(severity === 'critical' ? { floor: 'high' as const } : {}),
            fixes: /\/\d+$/.test(value.pointer)
              ? []
              : removeMemberFix(context, value.pointer, t('Remove {0}', value.name)),
          },
        ];
      }),
    ),
  );
}

/** The server of this name was handed every value before: nothing new reaches it. */
function hadAll(same: ServerFact | undefined, server: ServerFact): boolean {
  if (same === undefined) return false;
  const old = credentialsOf(same);
  return credentialsOf(server).every(({ value }) => old.some((other) => other.value === value));
}

function credentialsOf(server: ServerFact): readonly NamedValue[] {
  const isCredential = ({ sensitive, kind }: NamedValue): boolean =>
    sensitive && kind === 'reference';
  const inHeaders = server.headers.filter(isCredential);
  const inEnvironment = server.environment.filter(isCredential);
  return inHeaders.length === 0 ? inEnvironment : [...inEnvironment, ...inHeaders];
}

/** `${input:github}`, `${env:TOKEN}` and `$TOKEN`, each under one name. */
function referencesIn(value: string): readonly string[] {
  return Array.from(
    value.matchAll(/\$\{(input:[^}]+|(?:env:)?\w+)(?::-[^}]*)?\}|\$([A-Z_]\w+)|\{env:(\w+)\}/g),
    (match) => (match[1] ?? match[2] ?? match[3] ?? '').replace(/^env:/, ''),
  );
}

function destinationLevel(
  owner: ServerFact,
  server: ServerFact,
): { readonly severity: Severity; readonly because: string } {
  const host = server.endpoint?.host;
  if (server.endpoint?.loopback === true) {
    return { severity: 'low', because: t('credential for another local server') };
  }
  if (
    host !== undefined &&
    (isTunnelHost(host) || /^(?:http|ws)$/.test(server.endpoint?.scheme ?? ''))
  ) {
    return { severity: 'critical', because: t('credential to a host nobody vouches for') };
  }
  if (sameMaker(owner, server)) {
    return { severity: 'low', because: t('credential for another server of the same maker') };
  }
  const spec = server.launch?.package;
  return spec !== undefined && !isPinned(spec)
    ? { severity: 'high', because: t('credential to code without a fixed version') }
    : { severity: 'medium', because: t('credential for another server') };
}

function sameMaker(left: ServerFact, right: ServerFact): boolean {
  const hosts = [left.endpoint?.host, right.endpoint?.host];
  if (hosts[0] !== undefined && hosts[1] !== undefined) {
    return registrableDomain(hosts[0]) === registrableDomain(hosts[1]);
  }
  const scope = (server: ServerFact): string | undefined =>
    /^(@[^/]+|[^/]+\/[^/]+)\//.exec(server.launch?.package?.name ?? '')?.[1];
  return scope(left) !== undefined && scope(left) === scope(right);
}

function scopeWidened(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const { detail } = change;
    if (detail.kind !== 'server-scopes') return [];
    if (change.direction === 'tightens' || change.direction === 'neutral') return [];
    const { server, baseline } = detail;
    const gone = server.scopes === undefined;
    const gained = gone ? [] : newScopes(baseline.scopes ?? [], server.scopes);
    const names = gained.map((scope) => scope.value);
    const severity = gone ? 'medium' : levelOf(names);
    return [
      {
        severity,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: gone
          ? t(
              'The login of “{0}” no longer says which rights it asks for; it was: {1}. The provider may grant more. Restore the list.',
              server.name,
              change.before ?? '',
            )
          : t(
              'The login of “{0}” asks for more: {1}. Whoever agreed before is asked again, and the token can do all of it. Ask only for what is used.',
              server.name,
              names.join(', '),
            ),
        because: gone ? t('rights no longer limited') : t('more rights: {0}', names.join(', ')),
        entity: `${server.name} scopes ${names.join(' ')}`,
        change,
        factors: {
          exposure: exposureOf(context),
          ...(names.some((name) => /offline/i.test(name))
            ? { reversibility: { points: 4 as const, because: t('outlives the session') } }
            : {}),
        },
        fixes: gone
          ? []
          : removeItemsFix(
              context,
              gained.map((scope) => scope.pointer),
              t('Remove {0}', names.join(', ')),
            ),
      },
    ];
  });
}

function levelOf(scopes: readonly string[]): Severity {
  if (scopes.some(isWholeScope)) return 'critical';
  const reads = (scope: string): boolean =>
    /(?:^|[.:_/])(?:read(?:_?only)?|view|list|openid|profile|email)$|^(?:read|view):/i.test(scope);
  return scopes.every(reads) ? 'medium' : 'high';
}
