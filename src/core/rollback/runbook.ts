import { t } from '@vscode/l10n';
import type { Client, Surface } from '../surfaces/surface';
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
import { clientName } from './clientName';
import { forgetSteps } from './forgetSteps';
import { purgeSteps } from './purgeSteps';
import type {
  AffectedCredential,
  FileRollback,
  Phase,
  RollbackPlan,
  RunbookStep,
} from './rollbackPlan';

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
 * The steps of a rollback in their fixed order, only those that these changes need.
 *
 * VS Code command ids were read in VS Code 1.100.3 and 1.139.1 (`workbench.mcp.listServer`,
 * `workbench.mcp.resetTrust`, `workbench.mcp.resetCachedTools`,
 * `workbench.action.chat.resetTrustedTools`, `workbench.action.chat.newChat`); only those that need
 * no arguments are offered.
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
    ...revokeSteps(input.credentials),
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
    ...recallSteps(input.affected),
  ];
}

/** Each step once, in the fixed order of the phases. */
export function inOrder(steps: readonly RunbookStep[]): readonly RunbookStep[] {
  const once = steps.filter(
    (step, index) =>
      steps.findIndex((other) => other.phase === step.phase && other.action === step.action) ===
      index,
  );
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
  for (const { change, surface } of affected) {
    const server = serverOf(change);
    if (server === undefined || !replacesServer(change)) continue;
    steps.push(stopServer(surface.client, server.name));
    const image = server.launch?.family === 'container' ? server.launch.package?.text : undefined;
    if (image !== undefined && /^[A-Za-z0-9][\w./:@-]*$/.test(image)) {
      steps.push({
        phase: 'contain',
        action: t('Find containers of {0} that still run, and stop them.', quote(image)),
        where: 'host',
        command: `docker ps --filter ancestor=${image}`,
        expect: t('No container is listed.'),
      });
    }
  }
  const acting = affected.filter(({ change }) => grantsPower(change) || runsCode(change));
  for (const client of clientsOf(acting)) {
    steps.push({
      phase: 'contain',
      action: t('End every running agent session of {0} in this folder.', clientName(client)),
      where: 'client',
      expect: t('No session works with the loosened rules.'),
    });
  }
  return steps;
}

function stopServer(client: Client, server: string): RunbookStep {
  if (client === 'VS Code') {
    return {
      phase: 'contain',
      action: t('Stop the server {0} (MCP: List Servers).', quote(server)),
      where: 'client',
      editorCommand: 'workbench.mcp.listServer',
      expect: t('It is shown as stopped, and no process of it is left.'),
    };
  }
  return {
    phase: 'contain',
    action:
      client === 'Cursor'
        ? t('Switch the server {0} off in the MCP settings of Cursor.', quote(server))
        : t('End the {0} sessions that use the server {1}.', clientName(client), quote(server)),
    where: 'client',
    expect: t('No process of the server is left.'),
  };
}

function revokeSteps(credentials: readonly AffectedCredential[]): readonly RunbookStep[] {
  return credentials
    .filter((credential) => credential.order === 'before-revert')
    .map((credential) => ({
      phase: 'revoke' as const,
      action: t('Revoke {0}: {1}.', quote(credential.reference), credential.how),
      where: 'provider' as const,
      expect: t('The old value is refused (401 or 403).'),
    }));
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
  const steps: RunbookStep[] = [];
  for (const { change, surface } of affected) {
    const isServer = change.facet.startsWith('server') || change.facet === 'input';
    steps.push(restartStep(surface, isServer, changesInstructions(change)));
  }
  return steps;
}

function restartStep(surface: Surface, isServer: boolean, instructions: boolean): RunbookStep {
  if (surface.client === 'VS Code' && isServer) {
    return {
      phase: 'restart',
      action: t('Start the restored servers again (MCP: List Servers).'),
      where: 'client',
      editorCommand: 'workbench.mcp.listServer',
      expect: t('They start from the restored file, and the question that comes up names it.'),
    };
  }
  if (surface.client === 'VS Code' || surface.client === 'GitHub Copilot') {
    return {
      phase: 'restart',
      action: t('Start a new chat; do not go on in an old one.'),
      where: 'client',
      editorCommand: 'workbench.action.chat.newChat',
      expect: t('The new chat reads the restored text.'),
    };
  }
  if (surface.client === 'Cursor') {
    return {
      phase: 'restart',
      action: t('Quit Cursor and start it again.'),
      where: 'client',
      expect: t('The servers start from the restored file.'),
    };
  }
  return {
    phase: 'restart',
    action: t('Start a new session of {0}; do not resume an old one.', clientName(surface.client)),
    where: 'client',
    expect: instructions
      ? t('The new session reads the restored text.')
      : t('The new session works with the restored rules.'),
  };
}

function reconcileSteps(
  loosening: readonly Affected[],
  credentials: readonly AffectedCredential[],
): readonly RunbookStep[] {
  const steps: RunbookStep[] = [];
  if (loosening.length > 0) {
    steps.push({
      phase: 'reconcile',
      action: t('Go through what agents did while the change was live: sessions, commits, logs.'),
      where: 'people',
      expect: t('Each entry is wanted, undone or owned by somebody.'),
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

function clientsOf(affected: readonly Affected[]): readonly Client[] {
  return [...new Set(affected.map(({ surface }) => surface.client))];
}
