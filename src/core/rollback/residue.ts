import { t } from '@vscode/l10n';
import { quote } from '../facts/quote';
import {
  changesInstructions,
  grantsPower,
  replacesServer,
  runsCode,
  serverAfterRollback,
  loosensSomething,
  serverOf,
  unique,
  type Affected,
} from './affected';
import { readableSecrets } from './readableSecrets';
import type { AffectedCredential, Residue } from './rollbackPlan';

/**
 * What stays after the files are restored, derived from what the changes allowed while they were live.
 *
 * @returns one entry of kind `none` when nothing stays
 */
export function residueOf(
  affected: readonly Affected[],
  credentials: readonly AffectedCredential[],
): readonly Residue[] {
  const loosening = affected.filter(loosensSomething);
  const changes = loosening.map(({ change }) => change);
  const residue: Residue[] = [];

  const leaked = credentials.filter((credential) => credential.order === 'before-revert');
  if (leaked.length > 0) {
    residue.push({
      kind: 'leaked-secret',
      what: t('Copies of {0} in the history, in clones and in logs.', names(leaked)),
      handling: t(
        'Revoke at the provider; taking it out of the file does not make it secret again.',
      ),
    });
  }
  const readable = unique(changes.flatMap(readableSecrets));
  if (readable.length > 0) {
    residue.push({
      kind: 'leaked-secret',
      what: t('The values in {0} may have been read.', readable.map(quote).join(', ')),
      handling: t('Rotate them where they were issued; what was read stays known.'),
    });
  }
  const local = changes.filter(
    (change) => replacesServer(change) && serverOf(change)?.launch !== undefined,
  );
  if (local.length > 0) {
    const servers = unique(local.flatMap((change) => serverOf(change)?.name ?? []));
    residue.push({
      kind: 'cached-code',
      what: t(
        'What {0} fetched and ran, in the caches of every machine that started it.',
        servers.map(quote).join(', '),
      ),
      handling: t('Purge the cached copy on each machine; look for files it may have written.'),
    });
  }
  const remote = changes.filter(
    (change) => replacesServer(change) && serverOf(change)?.endpoint !== undefined,
  );
  if (remote.length > 0) {
    residue.push({
      kind: 'sent-data',
      what: t(
        'What was sent to {0} while the change was live.',
        unique(remote.flatMap((change) => serverOf(change)?.endpoint?.host ?? []))
          .map(quote)
          .join(', ') || t('the remote server'),
      ),
      handling: t('Treat it as disclosed; ask whoever runs that server to delete it.'),
    });
    residue.push({
      kind: 'granted-access',
      what: t('Sign-ins that the server was given.'),
      handling: t('Revoke the grant in the account’s list of connected applications.'),
    });
  }
  if (changes.some((change) => grantsPower(change) || replacesServer(change))) {
    residue.push({
      kind: 'remembered-approval',
      what: t('Approvals that each client keeps for itself, outside this file.'),
      handling: t('Reset them on every machine that had the change.'),
    });
  }
  if (changes.some((change) => grantsPower(change) || runsCode(change))) {
    residue.push({
      kind: 'written-data',
      what: t('What agents read, wrote or ran while they were allowed to.'),
      handling: t('Go through it with the history and the logs of that time.'),
    });
  }
  if (changes.some(changesInstructions)) {
    residue.push({
      kind: 'session-context',
      what: t('Open sessions and notes that hold the old instructions.'),
      handling: t('End these sessions; read through the notes written since.'),
    });
  }
  if (loosening.some(({ change }) => revivesCachedVersion(change))) {
    residue.push({
      kind: 'cached-code',
      what: t(
        'The floating version that each machine fetched first; it may differ between machines.',
      ),
      handling: t('Purge the copy, or pin one version with a new change.'),
    });
  }
  return residue.length > 0
    ? residue
    : [{ kind: 'none', what: t('Nothing stays behind.'), handling: '' }];
}

/** Going back to a spec that floats starts whatever the cache holds for it, not the newest. */
export function revivesCachedVersion(change: Affected['change']): boolean {
  const restored = serverAfterRollback(change)?.launch?.package;
  if (change.detail.kind !== 'server-package' || restored === undefined) return false;
  return restored.pin === 'none' || restored.pin === 'tag' || restored.pin === 'range';
}

function names(credentials: readonly AffectedCredential[]): string {
  return credentials.map((credential) => quote(credential.reference)).join(', ');
}
