import { t } from '@vscode/l10n';
import type { ServerFact } from '../facts/fact';
import { quote } from '../facts/quote';
import {
  changesInstructions,
  grantsPower,
  loosensSomething,
  replacesServer,
  runsCode,
  serverOf,
  unique,
  type Affected,
} from './affected';
import { careOf } from './careOf';
import { opensWallet } from './credentials';
import { hidesTraces, movesMoney, sendsMessages } from './effects';
import { forgetSteps } from './forgetSteps';
import { knownPlace } from './knownPlace';
import { purgeSteps } from './purgeSteps';
import type {
  AffectedCredential,
  FileRollback,
  Phase,
  RollbackPlan,
  RunbookStep,
} from './rollbackPlan';
import { endSessions, restartStep, stopServer } from './sessionSteps';
import { containerSearch, processSearch } from './stepCommands';

/** The fixed order. A credential is revoked before the file goes back: once seen it stays seen. */
const phases: readonly Phase[] = [
  'contain',
  'revoke',
  'revert',
  'purge',
  'forget',
  'restart',
  'verify',
  'reconcile',
  'recall',
];

/** What the steps are derived from. */
export interface RunbookInput {
  readonly affected: readonly Affected[];
  readonly files: readonly FileRollback[];
  readonly credentials: readonly AffectedCredential[];
  readonly verify: RollbackPlan['verify'];
}

/**
 * The steps of a rollback in their fixed order, only those that these changes need. What each client
 * needs besides its files is data (`clientCare.ts`), and so are the caches (`packageCaches.ts`).
 */
export function runbook(input: RunbookInput): readonly RunbookStep[] {
  const contain = containHoles(input.files);
  if (input.affected.length === 0) return inOrder(contain);
  return inOrder([...contain, ...stepsAround(input), ...revertSteps(input.files)]);
}

/** The steps besides restoring files: they follow from what was live, wherever the files are now. */
function stepsAround(input: RunbookInput): readonly RunbookStep[] {
  const loosening = input.affected.filter(loosensSomething);
  return [
    ...containSteps(loosening),
    ...revokeSteps(input.credentials, loosening),
    ...purgeSteps(loosening),
    ...forgetSteps(loosening),
    ...restartSteps(input.affected),
    ...input.verify.map((check): RunbookStep => ({
      phase: 'verify',
      action: check.check,
      where: 'client',
      expect: check.expect,
    })),
    ...reconcileSteps(loosening, input.credentials),
    ...auditGapSteps(input.affected),
    ...recallSteps(input.affected),
  ];
}

/** Each step once, in the fixed order of the phases. */
export function inOrder(steps: readonly RunbookStep[]): readonly RunbookStep[] {
  const seen = new Set<string>();
  const once = steps.filter(({ phase, action }) => {
    const key = `${phase} ${action}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return phases.flatMap((phase) => once.filter((step) => step.phase === phase));
}

/** Where the state before was the less safe one, nothing goes back: what does harm is switched off. */
function containHoles(files: readonly FileRollback[]): readonly RunbookStep[] {
  return files
    .flatMap(({ closedHoles = [] }) => closedHoles)
    .map((hole) => ({
      phase: 'contain' as const,
      action: t(
        'Do not go back to what had this hole: {0} If the new version does harm, switch the server off until there is one without the hole.',
        quote(hole),
      ),
      where: 'client' as const,
      expect: t('The server does not start, or starts in a version without the hole.'),
    }));
}

function containSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  const steps: RunbookStep[] = [];
  for (const entry of affected) {
    const { change } = entry;
    if (movesMoney(change)) steps.push(freezeSpending());
    const server = serverOf(change);
    if (server === undefined || !replacesServer(change)) continue;
    steps.push(stopServer(entry, server.name), ...findProcesses(server));
  }
  const acting = affected.filter(
    ({ change }) => grantsPower(change) || runsCode(change) || changesInstructions(change),
  );
  return [...steps, ...acting.map(endSessions)];
}

/** A limit in a file is no limit for who holds the key; only the provider can stop a payment. */
function freezeSpending(): RunbookStep {
  return {
    phase: 'contain',
    action: t('Freeze the card, key or wallet that the agent pays with, at its provider.'),
    where: 'provider',
    expect: t('The next payment is refused.'),
  };
}

/** What npx and its kind start can outlive the client. */
function findProcesses({ name, launch }: ServerFact): readonly RunbookStep[] {
  const spec = launch?.package;
  if (launch?.family === 'container' && spec !== undefined) {
    return [
      {
        phase: 'contain',
        action: t('Find containers of {0} that still run, and stop them.', quote(spec.text)),
        where: 'host',
        command: containerSearch(launch.program, spec.text),
        expect: t('No container is listed.'),
      },
    ];
  }
  const search = processSearch(
    (spec?.name ?? launch?.script?.path ?? '').split(/[/\\]/).at(-1) ?? '',
  );
  if (search === undefined) return [];
  return [
    {
      phase: 'contain',
      action: t('Look for processes of {0} that still run, and end them.', quote(name)),
      where: 'host',
      ...search,
      expect: t('Nothing is listed but the search itself.'),
    },
  ];
}

function revokeSteps(
  credentials: readonly AffectedCredential[],
  loosening: readonly Affected[],
): readonly RunbookStep[] {
  const leaked = credentials
    .filter((credential) => credential.order === 'before-revert')
    .map((credential) => ({
      phase: 'revoke' as const,
      action:
        credential.provider === '' && !opensWallet(credential.reference)
          ? t('Revoke {0} where it was issued.', quote(credential.reference))
          : t('Revoke {0}: {1}.', quote(credential.reference), credential.how),
      where: 'provider' as const,
      expect: opensWallet(credential.reference)
        ? t('Nothing is left that the old key opens.')
        : t('The old value is refused (401 or 403).'),
    }));
  const granted = unique(
    loosening.flatMap(({ change }) => {
      const server = replacesServer(change) ? serverOf(change) : undefined;
      const remote = server?.endpoint?.loopback === false;
      return server !== undefined && remote ? [server.name] : [];
    }),
  );
  return [
    ...leaked,
    ...granted.map((name) => ({
      phase: 'revoke' as const,
      action: t(
        'Revoke what {0} was granted, if somebody signed in to it: the account’s settings → connected or authorized applications.',
        quote(name),
      ),
      where: 'provider' as const,
      expect: t('It is not listed there any more.'),
    })),
  ];
}

/** What is still to be done about the files themselves, or that it is done already. */
export function revertSteps(files: readonly FileRollback[]): readonly RunbookStep[] {
  return files
    .filter((file) => file.mode !== 'nothing' || file.alreadyRestored === true)
    .map((file) => ({
      phase: 'revert' as const,
      action: revertAction(file),
      where: 'repository' as const,
      expect: revertExpectation(file),
    }));
}

function revertExpectation(file: FileRollback): string {
  if (!file.passed) return t('Nothing of this change is left in it.');
  return file.kept.length > 0
    ? t('The file says what it said before, but for what makes things safer.')
    : t('The file says what it said before.');
}

function revertAction(file: FileRollback): string {
  if (file.alreadyRestored === true) {
    return t('{0} is restored already; nothing is left to do about it.', quote(file.path));
  }
  if (!file.passed) return t('Restore {0} by hand.', quote(file.path));
  return file.restoredText === undefined
    ? t('Delete {0}.', quote(file.path))
    : t('Restore {0}.', quote(file.path));
}

function restartSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  return affected.map((entry) => {
    const { change } = entry;
    const isServer = change.facet.startsWith('server') || change.facet === 'input';
    return restartStep(
      entry,
      isServer ? 'servers' : changesInstructions(change) ? 'instructions' : 'rules',
    );
  });
}

function reconcileSteps(
  loosening: readonly Affected[],
  credentials: readonly AffectedCredential[],
): readonly RunbookStep[] {
  const steps: RunbookStep[] = [];
  if (loosening.length > 0) {
    const sessions = unique(
      loosening.flatMap(({ surface }) => careOf(surface.client).sessions ?? []),
    );
    steps.push({
      phase: 'reconcile',
      action:
        sessions.length === 0
          ? t('Go through what agents did while the change was live: sessions, commits, logs.')
          : t(
              'Go through what agents did while the change was live: sessions (in {0}), commits, logs.',
              knownPlace(sessions),
            ),
      where: 'people',
      expect: t('Each entry is wanted, undone or owned by somebody.'),
    });
  }
  if (loosening.some(({ change }) => movesMoney(change))) {
    steps.push({
      phase: 'reconcile',
      action: t(
        'List every payment and order of that time at the provider, and match each with what was wanted.',
      ),
      where: 'provider',
      expect: t('No difference is left, or each has an owner who disputes or refunds it.'),
    });
  }
  if (loosening.some(({ change }) => sendsMessages(change))) {
    steps.push({
      phase: 'reconcile',
      action: t('Read what was sent or posted in that time, and correct it with those who got it.'),
      where: 'people',
      expect: t('Each message is wanted, corrected or withdrawn.'),
    });
  }
  if (credentials.length > 0) {
    steps.push({
      phase: 'reconcile',
      action: t(
        'Issue new values for {0} and read the provider’s log for the time in between.',
        credentials.map((credential) => quote(credential.reference)).join(', '),
      ),
      where: 'provider',
      expect: t('The new value works, the old one does not, and every use is explained.'),
    });
  }
  return steps;
}

/** Telemetry that is switched off gives nobody more room, and leaves a gap all the same. */
function auditGapSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  if (!affected.some(({ change }) => hidesTraces(change))) return [];
  return [
    {
      phase: 'reconcile',
      action: t('Write down from when to when less was logged, and where else traces may be.'),
      where: 'people',
      expect: t('Whoever looks for something of that time knows of the gap.'),
    },
  ];
}

function recallSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  const shared = unique(
    affected.filter(({ surface }) => surface.scope === 'project').map(({ path }) => path),
  );
  if (shared.length === 0) return [];
  return [
    {
      phase: 'recall',
      action: t(
        'Tell everyone who has a copy of {0} to pull and to go through these steps.',
        shared.map(quote).join(', '),
      ),
      where: 'people',
      expect: t('Everyone says that the old text is gone from their machine.'),
    },
  ];
}
