import { t } from '@vscode/l10n';
import type { CredentialFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import { secretReferenceFix } from './secretReferenceFix';
import type { Detection, Factors, Rule, RuleContext, Severity } from './rule';
import { restoreFix } from './serverContext';

/** Rules about credentials written into governed files. */
export const secretRules: readonly Rule[] = [
  {
    id: 'secret/literal-credential',
    title: t('Credential written out'),
    kind: 'state',
    severity: 'critical',
    type: 'configuration',
    category: 'server-api-security',
    confidence: 'deterministic',
    supersedes: [],
    neverAccepted: t(
      'a credential that is written out is known to everybody who has the file. Revoke it, and refer to it.',
    ),
    check: (context) => context.facts.credentials.map((credential) => literal(context, credential)),
  },
  {
    id: 'mcp/secret-became-literal',
    title: t('Reference replaced by the credential itself'),
    kind: 'delta',
    severity: 'critical',
    type: 'configuration',
    category: 'server-api-security',
    confidence: 'deterministic',
    supersedes: ['secret/literal-credential'],
    neverAccepted: t(
      'a credential that is written out is known to everybody who has the file. Revoke it, and refer to it.',
    ),
    check: becameLiteral,
  },
];

const leaked: Factors = {
  privilege: { points: 8, because: t('acts in your name') },
  reversibility: { points: 8, because: t('cannot be un-leaked') },
};

function literal(context: RuleContext, credential: CredentialFact): Detection {
  const severity = severityOf(credential);
  const name = credential.name === '' ? t('A credential') : `“${credential.name}”`;
  return {
    severity,
    subject: credential.subject,
    pointer: credential.pointer,
    range: credential.range,
    message:
      severity === 'low'
        ? t('{0} holds a well-known default password ({1}).', name, credential.masked)
        : t(
            '{0} is written out here ({1}){2}. Whoever gets this file can use it. Revoke it at its provider, then refer to it instead of writing it.',
            name,
            credential.masked,
            credential.provider === '' ? '' : ` · ${credential.provider}`,
          ),
    because: severity === 'low' ? t('default password') : t('credential written out'),
    // Never the value: a short secret could be guessed from its hash.
    entity: `${credential.name} ${credential.provider} ${credential.masked}`,
    identity: `${credential.name} ${credential.value}`,
    factors: severity === 'low' ? {} : leaked,
    ...(severity === 'critical' ? { floor: 'critical' as const } : {}),
    fixes: secretReferenceFix(context, credential),
  };
}

function severityOf(credential: CredentialFact): Severity {
  if (credential.test) return 'high';
  if (
    credential.certainty !== 'format' &&
    /^(?:postgres|password|passw0rd|root|admin|guest|user|mysql|secret|test|changeme|123456?)$/i.test(
      credential.value,
    )
  ) {
    return 'low';
  }
  return 'critical';
}

function becameLiteral(context: RuleContext): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-credential' || detail.step !== 'became-literal') return [];
    const { value, baselineValue } = detail;
    if (value === undefined || baselineValue === undefined) return [];
    return [
      {
        severity: 'critical' as const,
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: t(
          '“{0}” was the reference {1} and is now the credential itself ({2}). Restore the reference, and revoke the credential: it may already be in the history.',
          value.name,
          maskSecrets(baselineValue.value),
          change.after ?? '',
        ),
        because: t('reference became a credential'),
        entity: `${detail.server.name} ${value.name} literal`,
        change,
        factors: leaked,
        floor: 'critical' as const,
        fixes: restoreFix(
          context,
          value.range,
          baselineValue.range,
          maskSecrets(baselineValue.value),
        ),
      },
    ];
  });
}
