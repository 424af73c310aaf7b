import { t } from '@vscode/l10n';
import type { CredentialFact, FileFacts } from '../facts/fact';
import type { TextRange } from '../parse/tree';
import type { Change } from './change';

/**
 * Credentials that were written into the file or taken out, as far as no other change speaks for
 * them already (an environment variable or header of a server does).
 */
export function compareCredentials(
  baseline: FileFacts,
  current: FileFacts,
  others: readonly Change[],
  anchor: TextRange,
): Change[] {
  const spokenFor = new Set(
    others
      .filter((change) => change.facet === 'server.credential')
      .flatMap((change) => [change.pointer]),
  );
  const before = countByIdentity(baseline.credentials);
  const after = countByIdentity(current.credentials);
  const added = current.credentials.filter(
    (credential) => !before.has(identityOf(credential)) && !spokenFor.has(credential.pointer),
  );
  const removed = baseline.credentials.filter(
    (credential) => !after.has(identityOf(credential)) && !spokenFor.has(credential.pointer),
  );
  return [
    ...added.map((credential): Change => ({
      facet: 'credential',
      op: 'add',
      subject: credential.subject,
      pointer: credential.pointer,
      direction: 'loosens',
      words: t(
        'A credential is written out here: {0} {1}.',
        labelOf(credential),
        credential.masked,
      ),
      after: credential.masked,
      range: credential.range,
      detail: { kind: 'credential', credential },
    })),
    ...removed.map((credential): Change => ({
      facet: 'credential',
      op: 'remove',
      subject: credential.subject,
      pointer: credential.pointer,
      direction: 'tightens',
      words: t(
        'A credential is no longer written out: {0} {1}. It stays in the history until it is revoked.',
        labelOf(credential),
        credential.masked,
      ),
      before: credential.masked,
      range: anchor,
      baselineRange: credential.range,
      detail: { kind: 'credential', baseline: credential },
    })),
  ];
}

function countByIdentity(credentials: readonly CredentialFact[]): ReadonlySet<string> {
  return new Set(credentials.map(identityOf));
}

/** The value decides, not the place: a moved line is no new credential. */
function identityOf(credential: CredentialFact): string {
  return `${credential.name} ${credential.value}`;
}

function labelOf(credential: CredentialFact): string {
  return [credential.provider, credential.name].filter((part) => part !== '').join(' ');
}
