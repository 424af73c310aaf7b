import { t } from '@vscode/l10n';
import { quote } from '../facts/quote';
import type { Client } from '../surfaces/surface';
import type { Affected } from './affected';
import { careOf } from './careOf';
import { clientName } from './clientName';
import type { RunbookStep } from './rollbackPlan';

/** Guests of VS Code; the others live in the editors of JetBrains. */
const vscodeGuests: ReadonlySet<Client> = new Set([
  'GitHub Copilot',
  'Cline',
  'Roo Code',
  'Kilo Code',
  'Continue',
  'Gemini Code Assist',
]);

/** Ends what still works with the changed file: a file that is restored does not reach what runs. */
export function endSessions({ surface, path }: Affected): RunbookStep {
  const name = clientName(surface.client);
  const step = (action: string, expect: string): RunbookStep => ({
    phase: 'contain',
    action,
    where: 'client',
    expect,
  });
  const ended = t('No session works with the changed file any more.');
  switch (careOf(surface.client).kind) {
    case 'policy':
      return {
        ...step(
          t('Merge nothing that was approved under {0} while the change was live.', quote(path)),
          t('Those requests wait until the file is restored.'),
        ),
        where: 'people',
      };
    case 'terminal':
      return step(t('End every running session of {0} in this folder.', name), ended);
    case 'editor':
      return step(t('Stop the agent in {0}, and close its open chats.', name), ended);
    case 'guest':
      if (surface.client === 'GitHub Copilot') {
        return step(
          t('Close the open chats of GitHub Copilot, and stop sessions of its agent on GitHub.'),
          ended,
        );
      }
      return step(t('Cancel what {0} is doing, and close its open chats.', name), ended);
    case 'readers':
      return step(t('End every agent session that has read {0}.', quote(path)), ended);
    case 'service':
      return surface.client === 'GitHub Actions'
        ? step(
            t(
              'Cancel the runs of {0} that still go on (Actions → the run → Cancel workflow).',
              quote(path),
            ),
            t('No run of it is in progress or queued.'),
          )
        : step(
            t('Stop what runs with {0}.', quote(path)),
            t('Nothing runs with the changed file any more.'),
          );
    case 'published':
      return step(
        t('Unpublish or deprecate the version that was published with {0}.', quote(path)),
        t('Nobody new gets that version.'),
      );
  }
}

/** Stops one server, alone where the client can do that. */
export function stopServer({ surface, path }: Affected, server: string): RunbookStep {
  const step = (action: string): RunbookStep => ({
    phase: 'contain',
    action,
    where: 'client',
    expect: t('No process of the server is left.'),
  });
  const { client } = surface;
  if (client === 'VS Code') {
    return {
      ...step(t('Stop the server {0} (MCP: List Servers).', quote(server))),
      editorCommand: 'workbench.mcp.listServer',
      expect: t('It is shown as stopped, and no process of it is left.'),
    };
  }
  switch (careOf(client).kind) {
    case 'terminal':
      return step(
        t('End the {0} sessions that use the server {1}.', clientName(client), quote(server)),
      );
    case 'editor':
    case 'guest':
      return step(
        t(
          'Switch the server {0} off in the MCP settings of {1}.',
          quote(server),
          clientName(client),
        ),
      );
    case 'service':
    case 'readers':
    case 'policy':
      return step(t('Stop the server {0} wherever {1} starts it.', quote(server), quote(path)));
    case 'published':
      return {
        ...step(
          t(
            'Unpublish or deprecate the version of {0} that was published with {1}.',
            quote(server),
            quote(path),
          ),
        ),
        expect: t('Nobody new gets that version.'),
      };
  }
}

/** Lets the client begin again with the restored file. */
export function restartStep(
  { surface, path }: Affected,
  about: 'servers' | 'rules' | 'instructions',
): RunbookStep {
  const { client } = surface;
  const step = (action: string, expect: string): RunbookStep => ({
    phase: 'restart',
    action,
    where: 'client',
    expect:
      surface.takesEffect === 'on-save' && !['published', 'policy'].includes(careOf(client).kind)
        ? t(
            '{0} The file took effect when it was saved; this ends what was still held from before.',
            expect,
          )
        : expect,
  });
  const reads = t('It reads the restored text.');
  const newChat = t('Start a new chat in {0}; do not go on in an old one.', clientName(client));
  if (client === 'VS Code' && about === 'servers') {
    return {
      ...step(
        t('Start the restored servers again (MCP: List Servers).'),
        t('They start from the restored file, and the question that comes up names it.'),
      ),
      editorCommand: 'workbench.mcp.listServer',
    };
  }
  if (client === 'VS Code' || client === 'GitHub Copilot') {
    return {
      ...step(
        t('Start a new chat; do not go on in an old one.'),
        t('The new chat reads the restored text.'),
      ),
      editorCommand: 'workbench.action.chat.newChat',
    };
  }
  switch (careOf(client).kind) {
    case 'terminal':
      return step(
        t('Start a new session of {0}; do not resume an old one.', clientName(client)),
        about === 'instructions'
          ? t('The new session reads the restored text.')
          : t('The new session works with the restored rules.'),
      );
    case 'editor':
      return about === 'instructions'
        ? step(newChat, reads)
        : step(
            t('Quit {0} and start it again.', clientName(client)),
            t('It starts with the restored file.'),
          );
    case 'guest':
      if (about === 'instructions') return step(newChat, reads);
      return vscodeGuests.has(client)
        ? {
            ...step(
              t(
                'Reload the window in which {0} runs (Developer: Reload Window).',
                clientName(client),
              ),
              t('It starts with the restored file.'),
            ),
            editorCommand: 'workbench.action.reloadWindow',
          }
        : step(
            t('Restart the editor in which {0} runs.', clientName(client)),
            t('It starts with the restored file.'),
          );
    case 'policy':
      return {
        ...step(
          t('Run the gate again for what was merged meanwhile, and reopen what it refuses.'),
          t('Everything merged meanwhile passes, or is open again.'),
        ),
        where: 'repository',
      };
    case 'readers':
      return step(
        t('Start new agent sessions; do not resume old ones that have read {0}.', quote(path)),
        t('The new session reads the restored text.'),
      );
    case 'service':
      return restartService(path, client, step);
    case 'published':
      return step(
        t('Publish the restored state of {0} under a new version number.', quote(path)),
        t('Whoever installs it now gets the restored state.'),
      );
  }
}

/** Commands that install exactly what a lockfile says; from the tools’ documentation, 2026-11. */
const installs: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm ci',
  'npm-shrinkwrap.json': 'npm ci',
  'pnpm-lock.yaml': 'pnpm install --frozen-lockfile',
  'yarn.lock': 'yarn install --immutable',
  'uv.lock': 'uv sync --locked',
  'poetry.lock': 'poetry install --sync',
  'Cargo.lock': 'cargo build --locked',
  'go.sum': 'go mod verify',
};

function restartService(
  path: string,
  client: Client,
  step: (action: string, expect: string) => RunbookStep,
): RunbookStep {
  const command = installs[path.split('/').at(-1) ?? ''];
  if (command !== undefined) {
    return {
      ...step(
        t('Install from the restored {0}, then start the server again.', quote(path)),
        t('The command ends without an error, and the file is unchanged.'),
      ),
      where: 'host',
      command,
    };
  }
  return client === 'GitHub Actions'
    ? step(
        t('Run {0} again from the restored file.', quote(path)),
        t('The new run works with the restored file.'),
      )
    : step(
        t('Build and start again what runs with {0}.', quote(path)),
        t('It runs with the restored file.'),
      );
}
