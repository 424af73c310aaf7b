import { t } from '@vscode/l10n';
import type { NamedValue } from '../facts/fact';
import { findSecretFormats } from '../facts/findSecretFormats';
import { wordsOfKey } from '../facts/spendWords';
import { replacesServer, serverOf, type Affected } from './affected';
import { readableSecrets } from './readableSecrets';
import { revokePlaces } from './revokePlaces';
import type { AffectedCredential } from './rollbackPlan';

/**
 * The credentials a rollback has to deal with. A literal one stays known to everyone who saw the file,
 * so it is revoked before the file goes back; one that a replaced server could read is renewed after.
 *
 * @returns names and places only, never a value
 */
export function affectedCredentials(affected: readonly Affected[]): readonly AffectedCredential[] {
  const found = new Map<string, AffectedCredential>();
  const add = (credential: AffectedCredential): void => {
    const known = found.get(credential.reference);
    // The same value is often seen twice, by its name and by its format: the one that knows more wins.
    if (known === undefined || (known.provider === '' && credential.provider !== '')) {
      found.set(credential.reference, credential);
    }
  };
  for (const { change, path } of affected) {
    const { detail } = change;
    if (detail.kind === 'credential' && detail.credential !== undefined) {
      add(leaked(detail.credential.name || change.pointer || path, detail.credential.provider));
    }
    if (detail.kind === 'server-credential' && detail.value?.kind === 'literal-secret') {
      add(leaked(detail.value.name, providerOf(detail.value)));
    }
  }
  for (const { change } of affected) {
    const server = serverOf(change);
    if (server === undefined || !replacesServer(change)) continue;
    if (change.direction === 'neutral' || change.direction === 'tightens') continue;
    for (const value of [...server.environment, ...server.headers]) {
      if (!value.sensitive || value.kind === 'empty' || value.kind === 'placeholder') continue;
      if (value.kind === 'literal-secret') {
        add(leaked(value.name, providerOf(value)));
        continue;
      }
      if (found.has(value.name)) continue;
      add({
        reference: value.name,
        provider: '',
        action: 'rotate',
        how: t(
          'The server could read it while the change was live: issue a new one, then end the old.',
        ),
        order: 'after-revert',
      });
    }
  }
  for (const reference of affected.flatMap(({ change }) => readableSecrets(change))) {
    if (found.has(reference)) continue;
    add({
      reference,
      provider: '',
      action: 'rotate',
      how: t('Its values may have been read: issue new ones, then end the old.'),
      order: 'after-revert',
    });
  }
  return [...found.values()];
}

function leaked(reference: string, provider: string): AffectedCredential {
  return {
    reference,
    provider,
    action: 'revoke-and-rotate',
    how: placeToRevoke(provider, reference),
    order: 'before-revert',
  };
}

function providerOf(value: NamedValue): string {
  return findSecretFormats(value.value)[0]?.format.provider ?? '';
}

/** By its name the key of a wallet: who has seen it has the money, and no provider can change that. */
export function opensWallet(reference: string): boolean {
  const words = new Set(wordsOfKey(reference));
  const key = words.has('key') || words.has('seed') || words.has('secret');
  return (
    words.has('mnemonic') ||
    (words.has('seed') && words.has('phrase')) ||
    (key && ['wallet', 'evm', 'eth', 'ethereum', 'solana'].some((word) => words.has(word)))
  );
}

/** Where and how its owner ends it; without a provider, or with one of which nothing is known, in general. */
function placeToRevoke(provider: string, reference: string): string {
  if (opensWallet(reference)) {
    return t('nobody can revoke it, so move what it holds to a new wallet now');
  }
  switch (provider) {
    case '':
      return t('Where the credential was issued');
    case 'private key':
      return t('Remove the public half wherever it is trusted, then create a new pair');
    case 'age':
      return t(
        'Encrypt everything anew to another key; what was encrypted to this one stays readable',
      );
    case 'JSON Web Token':
      return t(
        'Whoever issued it → end the session it belongs to, or change the key that signs; it cannot be revoked by itself',
      );
  }
  const place = revokePlaces.get(provider);
  return place === undefined
    ? t('{0} → account settings → API keys or tokens → Revoke', provider)
    : t('{0} → {1}', provider, place);
}
