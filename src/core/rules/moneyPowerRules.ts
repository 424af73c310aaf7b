import { t } from '@vscode/l10n';
import { describeServer } from '../compare/compareServers';
import { classifyAction } from '../compare/permissionAction';
import type { CredentialFact, ServerFact } from '../facts/fact';
import { isPublicDevelopmentKey, walletKeyKind } from '../facts/walletKey';
import { moneyFactors, moneyWeight } from './moneyContext';
import { paymentsAllowed } from './permissionAllowRules';
import type { Detection, Rule, RuleContext } from './rule';
import { secretReferenceFix } from './secretReferenceFix';
import { detectTrait, looserTraits } from './traitChanges';

/** Rules about what lets an agent pay at all: tools, accounts and the keys of a wallet. */
export const moneyPowerRules: readonly Rule[] = [
  {
    id: 'fin/payment-tool-allowed',
    title: t('An agent can move money'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: ['mcp/server-added', 'mcp/auto-approve-added', 'mcp/unpinned-package'],
    check: (context) => [
      ...paymentsAllowed(context),
      ...paymentServers(context),
      ...unaskedTools(context),
      ...newPowers(context),
    ],
  },
  {
    id: 'fin/wallet-key-material',
    title: t('Key of a wallet written out'),
    kind: 'state',
    severity: 'critical',
    type: 'configuration',
    category: 'agent-financial',
    confidence: 'deterministic',
    supersedes: ['secret/literal-credential', 'mcp/secret-became-literal'],
    neverAccepted: t(
      'a credential that is written out is known to everybody who has the file. Revoke it, and refer to it.',
    ),
    check: (context) =>
      context.facts.credentials.flatMap((credential) => walletKey(context, credential)),
  },
];

/** Makers of payment services, as their packages and hosts are called (rules.json, 2026-11). */
const paymentService =
  /(?:^|[^a-z])(?:stripe|paypal|adyen|braintree|razorpay|mollie|coinbase|lightspark|x402|bankr)(?:[^a-z]|$)/i;

function paymentServers(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change): readonly Detection[] => {
    if (change.detail.kind !== 'server-added' || !change.detail.server.enabled) return [];
    const { server } = change.detail;
    if (
      !paymentService.test(`${server.launch?.package?.name ?? ''} ${server.endpoint?.host ?? ''}`)
    ) {
      return [];
    }
    const play = usesTestKey(server);
    return [
      {
        severity: play ? 'medium' : 'high',
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        covers: server.entryRange,
        message: t(
          'New MCP server “{0}”: {1}. With it an agent can move money. Decide now on limits, on who may be paid and on who is asked; allow the tools that read, and ask for the rest.',
          server.name,
          describeServer(server),
        ),
        because: play ? t('new payment tools, test account') : t('new payment tools'),
        entity: `${server.name} payments ${describeServer(server)}`,
        change,
        factors: play ? {} : { privilege: moneyFactors.privilege },
        fixes: [],
      },
    ];
  });
}

function usesTestKey(server: ServerFact): boolean {
  return [...server.environment, ...server.headers].some(({ name, value }) =>
    /(?:^|[^a-z])(?:test|sandbox|testnet)(?:[^a-z]|$)/i.test(`${name} ${value}`),
  );
}

function unaskedTools(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change): readonly Detection[] => {
    const { detail } = change;
    if (detail.kind !== 'server-auto-approval' || !detail.added) return [];
    const { tool } = detail.approval;
    if (classifyAction(`mcp__${detail.server.name}__${tool}`) !== 'payment') return [];
    return [
      {
        severity: 'high',
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: t('{0} Money moves without a person. Take it off the list.', change.words),
        because: t('pays without asking'),
        entity: `${detail.server.name} pays ${tool}`,
        change,
        factors: moneyFactors,
        floor: context.example ? undefined : 'high',
        fixes: [],
      },
    ];
  });
}

/** Something a file about money now allows, or a live account that stands there now. */
function newPowers(context: RuleContext): readonly Detection[] {
  return looserTraits(context, ['spend.action', 'spend.key'])
    .filter(({ trait, now, old }) =>
      trait.facet === 'spend.action'
        ? now?.rank === 1
        : old === undefined && now?.unit === 'key' && (now.rank ?? 0) >= 2,
    )
    .map((found) =>
      detectTrait(context, found, {
        ...moneyWeight(context, found.trait, 'high'),
        because: found.trait.facet === 'spend.key' ? t('a live account') : t('a new right to pay'),
        advice: t('Set limits and payees first, and let a person agree to each payment.'),
      }),
    );
}

function walletKey(context: RuleContext, credential: CredentialFact): readonly Detection[] {
  const kind = walletKeyKind(credential.name, credential.value);
  if (kind === undefined) return [];
  const known = isPublicDevelopmentKey(credential.value);
  return [
    {
      severity: known ? 'low' : 'critical',
      subject: credential.subject,
      pointer: credential.pointer,
      range: credential.range,
      message: known
        ? t(
            'This key is published for development ({0}). Never send anything of value to it.',
            kind,
          )
        : t(
            'The {0} of a wallet is written out here ({1}). Whoever reads the file owns what is in it, and such a key cannot be revoked. Move the funds to a new wallet, then refer to its key instead of writing it.',
            kind,
            credential.masked,
          ),
      because: known ? t('public development key') : t('key of a wallet written out'),
      entity: `wallet ${credential.name} ${credential.masked}`,
      identity: `wallet ${credential.name} ${credential.value}`,
      factors: known ? {} : moneyFactors,
      floor: known ? undefined : 'critical',
      fixes: secretReferenceFix(context, credential),
    },
  ];
}
