import { t } from '@vscode/l10n';
import type { ServerFact } from '../facts/fact';
import { quote } from '../facts/quote';
import type { Client } from '../surfaces/surface';
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
import { careOf } from './careOf';
import { hidesTraces, keepsMemory, movesMoney, sendsMessages } from './effects';
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
      owner: t('whoever was issued the credential'),
    });
  }
  const readable = unique(changes.flatMap(readableSecrets));
  if (readable.length > 0) {
    residue.push({
      kind: 'leaked-secret',
      what: t('The values in {0} may have been read.', readable.map(quote).join(', ')),
      handling: t('Rotate them where they were issued; what was read stays known.'),
      owner: t('whoever was issued the credential'),
    });
  }
  // A program of the folder itself is in no cache; it goes back with the folder.
  const local = changes.filter((change) => replacesServer(change) && fetches(serverOf(change)));
  if (local.length > 0) {
    const servers = unique(local.flatMap((change) => serverOf(change)?.name ?? []));
    residue.push({
      kind: 'cached-code',
      what: t(
        'What {0} fetched and ran, in the caches of every machine that started it.',
        servers.map(quote).join(', '),
      ),
      handling: t('Purge the cached copy on each machine; look for files it may have written.'),
      owner: t('everyone who started it'),
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
      owner: t('the owner of the data'),
    });
    residue.push({
      kind: 'granted-access',
      what: t('Sign-ins that the server was given.'),
      handling: t('Revoke the grant in the account’s list of connected applications.'),
      owner: t('everyone who signed in'),
    });
  }
  if (
    loosening.some(
      ({ change, surface }) =>
        (grantsPower(change) || replacesServer(change)) && remembers(surface.client),
    )
  ) {
    residue.push({
      kind: 'remembered-approval',
      what: t('Approvals that each client keeps for itself, outside this file.'),
      handling: t('Reset them on every machine that had the change.'),
      owner: t('everyone who worked with it'),
    });
  }
  if (changes.some(changesInstructions)) {
    residue.push({
      kind: 'session-context',
      what: t('Open sessions that hold the old instructions.'),
      handling: t('End these sessions; do not resume them.'),
      owner: t('everyone who worked with it'),
    });
  }
  if (changes.some((change) => changesInstructions(change) || keepsMemory(change))) {
    residue.push({
      kind: 'agent-memory',
      what: t('Notes and memories that agents wrote meanwhile.'),
      handling: t('Read through them and delete what came from the change.'),
      owner: t('the owner of the agent'),
    });
  }
  if (changes.some(movesMoney)) {
    residue.push({
      kind: 'executed-payment',
      what: t('Payments and orders that were made.'),
      handling: t('Compare with the provider’s statement of that time; dispute or refund.'),
      owner: t('the owner of the account'),
    });
  }
  if (changes.some(sendsMessages)) {
    residue.push({
      kind: 'sent-message',
      what: t('Messages that were sent.'),
      handling: t('Go through what was sent; correct it with those who got it.'),
      owner: t('the owner of the sending account'),
    });
  }
  // Telemetry that is switched off gives nobody more room, and leaves a gap all the same.
  if (affected.some(({ change }) => hidesTraces(change))) {
    residue.push({
      kind: 'audit-gap',
      what: t('The time in which less was written down.'),
      handling: t('Note its beginning and end; it cannot be filled.'),
      owner: t('whoever keeps the logs'),
    });
  }
  if (changes.some(({ detail }) => detail.kind === 'lock')) {
    residue.push({
      kind: 'cached-code',
      what: t('Packages that machines and images installed from the changed lockfile.'),
      handling: t('Install from the restored lockfile everywhere, and rebuild the images.'),
      owner: t('everyone who installed from it'),
    });
  }
  if (loosening.some(({ change }) => revivesCachedVersion(change))) {
    residue.push({
      kind: 'cached-code',
      what: t(
        'The floating version that each machine fetched first; it may differ between machines.',
      ),
      handling: t('Purge the copy, or pin one version with a new change.'),
      owner: t('everyone who started it'),
    });
  }
  // Whatever loosened may have been used, also where nothing more is known about it.
  const acted = changes.some(
    (change) => grantsPower(change) || runsCode(change) || replacesServer(change),
  );
  if (acted || (changes.length > 0 && residue.length === 0)) {
    residue.push({
      kind: 'written-data',
      what: t('What agents read, wrote or ran while they were allowed to.'),
      handling: t('Go through it with the history and the logs of that time.'),
      owner: t('the owner of the agent'),
    });
  }
  return residue.length > 0
    ? residue
    : [{ kind: 'none', what: t('Nothing stays behind.'), handling: '' }];
}

function fetches(server: ServerFact | undefined): boolean {
  const { package: spec, inlineCode } = server?.launch ?? {};
  return spec !== undefined || inlineCode?.shape === 'fetch-and-run';
}

/** Somebody may have been asked, and the answer may have been kept. */
function remembers(client: Client): boolean {
  const { asksNobody, forgetsWithSession } = careOf(client);
  return asksNobody !== true && forgetsWithSession !== true;
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
