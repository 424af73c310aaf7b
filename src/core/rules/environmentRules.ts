import { t } from '@vscode/l10n';
import { signatureOf } from '../compare/pairServers';
import { maskSecrets } from '../facts/maskSecrets';
import type { NamedValue, ServerFact } from '../facts/fact';
import { isLoopback, isTunnelHost } from '../facts/endpoint';
import { loaderEffect, type LoaderEffect } from '../facts/loaderVariable';
import { disablesVerification, verificationFlags } from '../facts/verification';
import { environmentChanged } from './environmentChanged';
import { removeItemsFix, removeMemberFix } from './jsonFixes';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';
import { exposureOf, holdsCredential } from './serverContext';

/** Rules about what a server is handed besides its command. */
export const environmentRules: readonly Rule[] = [
  {
    id: 'mcp/loader-env-override',
    title: t('Variable that changes what runs or whom it talks to'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      context.facts.servers.flatMap((server) =>
        server.environment.flatMap((value) => overrides(context, server, value)),
      ),
  },
  {
    id: 'tls/verification-disabled',
    title: t('Certificate check switched off'),
    kind: 'state',
    severity: 'high',
    type: 'configuration',
    category: 'server-api-security',
    confidence: 'deterministic',
    supersedes: ['mcp/args-changed'],
    check: (context) => [
      ...context.facts.servers.flatMap((server) => [
        ...uncheckedVariables(context, server),
        ...uncheckedArguments(context, server),
      ]),
      ...uncheckedSessions(context),
      ...uncheckedSource(context),
    ],
  },
  {
    id: 'mcp/env-or-cwd-changed',
    title: t('Environment or folder of a server changed'),
    kind: 'delta',
    severity: 'low',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [],
    check: environmentChanged,
  },
];

function overrides(
  context: RuleContext,
  server: ServerFact,
  value: NamedValue,
): readonly Detection[] {
  const effect = loaderEffect(value.name, value.value);
  if (effect === undefined) return [];
  const { state, introduced } = overrideLevel(effect);
  return [
    {
      severity: state,
      introducedSeverity: introduced,
      subject: server.subject,
      pointer: value.pointer,
      range: value.range,
      message: t(
        '“{0}” gets {1}, which {2}; the command shows nothing of it. Remove it unless you know why it is there.',
        server.name,
        value.name,
        meaningOf(effect),
      ),
      because: t('{0} {1}', value.name, meaningOf(effect)),
      entity: `${server.name} loader ${value.name}`,
      identity: `${signatureOf(server)} loader ${value.name} ${value.value}`,
      factors: {
        exposure: exposureOf(context),
        privilege:
          effect.kind === 'code' || effect.kind === 'path' || effect.kind === 'registry'
            ? { points: 4, because: t('runs code') }
            : effect.kind === 'trust'
              ? undefined
              : { points: 4, because: t('leaves the machine') },
      },
      fixes: removeVariable(context, value),
    },
  ];
}

function overrideLevel({ kind, weight }: LoaderEffect): {
  readonly state: Severity;
  readonly introduced: Severity;
} {
  if (kind === 'trust') return { state: 'info', introduced: 'low' };
  if (weight === 'strong')
    return { state: kind === 'registry' ? 'medium' : 'high', introduced: 'high' };
  return weight === 'plain'
    ? { state: 'low', introduced: 'medium' }
    : { state: 'info', introduced: 'low' };
}

function meaningOf({ kind }: LoaderEffect): string {
  switch (kind) {
    case 'code':
      return t('runs other code inside it');
    case 'path':
      return t('decides where its code is looked for');
    case 'traffic':
      return t('sends its connections through another machine');
    case 'trust':
      return t('decides whose certificates it believes');
    case 'registry':
      return t('decides where its packages come from');
    case 'model':
      return t('sends prompts and the key to another host');
    case 'engine':
      return t('hands its containers to another machine');
  }
}

function uncheckedVariables(context: RuleContext, server: ServerFact): readonly Detection[] {
  return server.environment.flatMap((value) => {
    const reach = disablesVerification(value.name, value.value);
    if (reach === undefined) return [];
    const { state, introduced } = uncheckedLevel(server, reach === 'everywhere');
    return [
      {
        severity: state,
        introducedSeverity: introduced,
        subject: server.subject,
        pointer: value.pointer,
        range: value.range,
        message: uncheckedMessage(server.name, `${value.name}=${value.value}`),
        because: t('certificates not checked'),
        entity: `${server.name} unchecked ${value.name}`,
        identity: `${signatureOf(server)} unchecked ${value.name}`,
        factors: uncheckedFactors(context, server),
        fixes: removeVariable(context, value),
      },
    ];
  });
}

function uncheckedArguments(context: RuleContext, server: ServerFact): readonly Detection[] {
  const { launch } = server;
  if (launch === undefined) return [];
  return verificationFlags(launch.argv).flatMap((index) => {
    const range = launch.argvRanges[index];
    const pointer = launch.argvPointers[index];
    const word = launch.argv[index];
    if (range === undefined || pointer === undefined || word === undefined) return [];
    const { state, introduced } = uncheckedLevel(server, false);
    const withValue = word === '--trusted-host';
    return [
      {
        severity: state,
        introducedSeverity: introduced,
        subject: server.subject,
        pointer,
        range,
        message: uncheckedMessage(server.name, word),
        because: t('certificates not checked'),
        entity: `${server.name} unchecked ${word}`,
        identity: `${signatureOf(server)} unchecked ${word}`,
        factors: uncheckedFactors(context, server),
        fixes: removeItemsFix(
          context,
          withValue ? [pointer, launch.argvPointers[index + 1] ?? ''] : [pointer],
          t('Remove {0}', word),
        ),
      },
    ];
  });
}

/** Variables of every session of a client. */
function uncheckedSessions(context: RuleContext): readonly Detection[] {
  return context.facts.settings.flatMap((setting) => {
    if (!setting.key.startsWith('env.')) return [];
    const name = setting.key.slice('env.'.length);
    if (disablesVerification(name, setting.value) === undefined) return [];
    return [
      {
        severity: 'high' as const,
        subject: setting.subject,
        pointer: setting.pointer,
        range: setting.range,
        message: t(
          '{0} switches off the certificate check for every session: anybody on the way can read and change what is sent. Remove it; a certificate of your own is trusted with NODE_EXTRA_CA_CERTS.',
          `${name}=${setting.value}`,
        ),
        because: t('certificates not checked'),
        entity: `session unchecked ${name}`,
        factors: { exposure: exposureOf(context) },
        fixes: removeMemberFix(context, setting.pointer, t('Remove {0}', name)),
      },
    ];
  });
}

/** In the program of a server. */
function uncheckedSource({ facts }: RuleContext): readonly Detection[] {
  return facts.traits
    .filter(({ unit }) => unit === 'tls-off')
    .map((trait) => ({
      severity: 'low',
      introducedSeverity: 'high',
      subject: trait.subject,
      pointer: trait.pointer,
      range: trait.range,
      message: t(
        'The server does not check who answers it here. Encryption without that check stops nobody. Remove it; a certificate of your own can be trusted instead.',
      ),
      because: t('certificates not checked'),
      entity: trait.key,
      factors: {},
      fixes: [],
    }));
}

function uncheckedMessage(server: string, what: string): string {
  return t(
    '“{0}” does not check who answers it ({1}). Encryption without that check stops nobody. Remove it; a certificate of your own can be trusted instead.',
    server,
    what,
  );
}

/** A test server on the same machine is what this switch is mostly for. */
function uncheckedLevel(
  server: ServerFact,
  everywhere: boolean,
): { readonly state: Severity; readonly introduced: Severity } {
  if (reachesOnlyThisMachine(server)) return { state: 'info', introduced: 'low' };
  if (everywhere) return { state: 'high', introduced: 'high' };
  return { state: 'low', introduced: holdsCredential(server) ? 'high' : 'medium' };
}

function reachesOnlyThisMachine(server: ServerFact): boolean {
  const texts = [
    ...(server.launch?.argv ?? []),
    ...server.environment.map((value) => value.value),
    server.endpoint?.url ?? '',
  ];
  const hosts = texts.flatMap((text) =>
    Array.from(
      text.matchAll(/\b(?:https?|wss?):\/\/(?:[^/?#@\s]*@)?([^/:?#\s]+)/gi),
      (match) => match[1] ?? '',
    ),
  );
  return hosts.length > 0 && hosts.every((host) => isLoopback(host.toLowerCase()));
}

function uncheckedFactors(context: RuleContext, server: ServerFact): Detection['factors'] {
  const host = server.endpoint?.host ?? '';
  return {
    exposure: exposureOf(context),
    privilege: { points: 4, because: t('leaves the machine') },
    ...(isTunnelHost(host)
      ? { provenance: { points: 8 as const, because: t('nobody vouches for this host') } }
      : {}),
  };
}

/** In `env` a member, in `docker -e` a flag with its value. */
function removeVariable(context: RuleContext, value: NamedValue): readonly Fix[] {
  const title = t('Remove {0}', maskSecrets(value.name));
  return /\/\d+$/.test(value.pointer) ? [] : removeMemberFix(context, value.pointer, title);
}
