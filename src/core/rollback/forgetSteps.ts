import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { quote } from '../facts/quote';
import type { Client } from '../surfaces/surface';
import {
  changesInstructions,
  grantsPower,
  replacesServer,
  runsCode,
  serverOf,
  type Affected,
} from './affected';
import { careOf } from './careOf';
import type { RememberedPlace } from './clientCare';
import { clientName } from './clientName';
import { keepsMemory } from './effects';
import { knownPlace } from './knownPlace';
import type { RunbookStep } from './rollbackPlan';
import { isPlainWord } from './stepCommands';

/** More approvals of one client are looked for at once, not one by one. */
const mostNamed = 3;

/**
 * Steps that make clients forget what they were allowed while the change was live: a restored file
 * does not take back an “always allow” that a client keeps elsewhere.
 */
export function forgetSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  const counts = new Map<Client, number>();
  for (const { change, surface } of affected) {
    if (!grantsPower(change) && !replacesServer(change)) continue;
    counts.set(surface.client, (counts.get(surface.client) ?? 0) + 1);
  }
  return affected.flatMap((entry) => [
    ...forgetApprovals(entry, (counts.get(entry.surface.client) ?? 0) > mostNamed),
    ...forgetSignIn(entry),
    ...forgetInput(entry),
    ...forgetMemories(entry),
  ]);
}

function forgetApprovals(entry: Affected, many: boolean): readonly RunbookStep[] {
  const { change, surface, path } = entry;
  const server = replacesServer(change) ? serverOf(change)?.name : undefined;
  if (server === undefined && !grantsPower(change) && !runsCode(change)) return [];
  // Copilot’s agents and prompts run in VS Code as well, and it keeps what they were allowed.
  if (surface.client === 'VS Code' || surface.client === 'GitHub Copilot') {
    return forgetInVscode(server !== undefined);
  }
  const care = careOf(surface.client);
  const remembers = care.remembers ?? [];
  const wanted = wantedPlaces(change, server !== undefined);
  // Where the servers have a memory of their own, the folder may stay trusted.
  const own = server !== undefined && remembers.some(({ keeps }) => keeps === 'servers');
  const places = remembers.filter(
    ({ keeps }) => wanted.includes(keeps) && !(own && keeps === 'trust'),
  );
  if (places.length > 0) return places.map((place) => forgetPlace(entry, place, server, many));
  if (care.asksNobody === true || care.forgetsWithSession === true) return [];
  const others =
    care.kind === 'readers' || care.kind === 'published' || care.askedElsewhere === true;
  return [
    step(
      others
        ? t(
            'Every client that uses {0} keeps approvals in a place of its own: go through those that you use.',
            quote(path),
          )
        : t(
            '{0} does not document where it keeps what was allowed for good: look through its settings, and take back what was allowed meanwhile.',
            clientName(surface.client),
          ),
      t('The next such call asks or is refused.'),
    ),
  ];
}

/** Which kinds of memory a change can have filled. */
function wantedPlaces(change: Change, server: boolean): readonly RememberedPlace['keeps'][] {
  if (server) return ['servers', 'permissions', 'trust'];
  return runsCode(change) ? ['hooks', 'permissions', 'trust'] : ['permissions'];
}

function forgetPlace(
  { change, surface }: Affected,
  place: RememberedPlace,
  server: string | undefined,
  many: boolean,
): RunbookStep {
  const name = clientName(surface.client);
  const asks = t('The next such call asks or is refused.');
  if (place.command !== undefined) {
    return step(
      t('Forget which servers of this folder were accepted.'),
      t('The next session asks about each server.'),
      { command: place.command },
    );
  }
  if (place.typed !== undefined) {
    return step(
      t(
        'Type {0} into a session of {1}, and take back what was allowed meanwhile.',
        quote(place.typed),
        name,
      ),
      asks,
    );
  }
  if (place.page !== undefined) {
    return place.keeps === 'trust'
      ? step(
          t('Run {0} in {1}.', quote(place.page), name),
          t('It asks whether the folder is trusted.'),
        )
      : step(
          t('Open {0} in {1}, and take back what was allowed meanwhile.', quote(place.page), name),
          asks,
        );
  }
  const file = knownPlace(place.files ?? []);
  const key = quote(place.key ?? '');
  const { movedBy } = careOf(surface.client);
  const moved = (expect: string): string =>
    movedBy === undefined
      ? expect
      : t('{0} Where {1} is set, the file stands in the folder that it names.', expect, movedBy);
  if (place.keeps === 'trust') {
    return step(
      place.key === '<folder>'
        ? t('Take the trust in this folder back: delete its entry from {0}.', file)
        : t('Take the trust in this folder back: delete {0} from {1}.', key, file),
      moved(t('{0} asks whether the folder is trusted.', name)),
    );
  }
  if (many) {
    return step(
      t('Look through {0} in {1}, and delete what was allowed meanwhile.', key, file),
      moved(t('Only what is wanted is left.')),
    );
  }
  const rule =
    change.detail.kind === 'permission'
      ? (change.detail.rule?.rule ?? change.detail.baseline?.rule)
      : undefined;
  if (rule !== undefined) {
    return step(
      t('Delete what {0} covers from {1} in {2}, if it stands there.', quote(rule), key, file),
      moved(asks),
    );
  }
  return server === undefined
    ? step(
        t('Look through {0} in {1}, and delete what was allowed meanwhile.', key, file),
        moved(t('Only what is wanted is left.')),
      )
    : step(
        t(
          'Delete what names the server {0} from {1} in {2}, if anything does.',
          quote(server),
          key,
          file,
        ),
        moved(asks),
      );
}

function forgetInVscode(server: boolean): readonly RunbookStep[] {
  const steps: RunbookStep[] = [
    step(
      t('Reset remembered tool approvals (Chat: Reset Tool Confirmations).'),
      t('The next call of a tool asks.'),
      { editorCommand: 'workbench.action.chat.resetTrustedTools' },
    ),
  ];
  if (!server) return steps;
  return [
    ...steps,
    step(
      t('Reset the trust in MCP servers (MCP: Reset Trust). This holds for all of them.'),
      t('The next start of a server asks.'),
      { editorCommand: 'workbench.mcp.resetTrust' },
    ),
    step(
      t('Drop the remembered tool lists (MCP: Reset Cached Tools).'),
      t('The tools are those of the restored server.'),
      { editorCommand: 'workbench.mcp.resetCachedTools' },
    ),
  ];
}

function forgetSignIn({ change, surface }: Affected): readonly RunbookStep[] {
  const server = serverOf(change);
  if (server === undefined || !replacesServer(change)) return [];
  const asks = t('The next start asks to sign in.');
  const steps: RunbookStep[] = [];
  if (server.launch?.package?.name === 'mcp-remote') {
    // Its README (geelen/mcp-remote @008b087, read 2026-11); MCP_REMOTE_CONFIG_DIR moves the folder.
    steps.push(
      step(
        t(
          'Delete the sign-ins that “mcp-remote” keeps for {0}; they go for all its servers.',
          quote(server.name),
        ),
        t(
          '{0} Where {1} is set, the file stands in the folder that it names.',
          asks,
          'MCP_REMOTE_CONFIG_DIR',
        ),
        {
          command: 'rm -rf ~/.mcp-auth',
          windowsCommand: 'Remove-Item -Recurse -Force ~/.mcp-auth',
        },
      ),
    );
  }
  if (server.endpoint === undefined || server.endpoint.loopback) return steps;
  return [...steps, signOut(surface.client, server.name, asks)];
}

function signOut(client: Client, server: string, asks: string): RunbookStep {
  const care = careOf(client);
  const name = clientName(client);
  if (client === 'VS Code') {
    return step(t('Sign out of {0} in the accounts menu of VS Code.', quote(server)), asks);
  }
  if (client === 'Claude Code') {
    return step(
      t('In Claude Code, open “/mcp”, choose {0} and clear its authentication.', quote(server)),
      asks,
    );
  }
  if (care.signOut !== undefined) {
    return step(t('Sign {0} out of {1}.', name, quote(server)), asks, {
      command: isPlainWord(server) ? `${care.signOut} ${server}` : undefined,
    });
  }
  return care.tokens === undefined
    ? step(
        t(
          'Sign out of {0}. {1} does not document where it keeps the sign-in: look through its settings.',
          quote(server),
          name,
        ),
        asks,
      )
    : step(t('Delete the entry of {0} from {1}.', quote(server), knownPlace([care.tokens])), asks);
}

function forgetInput({ change, surface }: Affected): readonly RunbookStep[] {
  if (change.detail.kind !== 'input' || surface.client !== 'VS Code') return [];
  const id = change.detail.input?.id ?? change.detail.baseline?.id ?? '';
  return [
    step(
      t('Clear the stored value of the input {0} (the link above it in the file).', quote(id)),
      t('The next start asks for it.'),
    ),
  ];
}

/** What an agent noted while it followed other instructions outlives the sessions. */
function forgetMemories({ change, surface }: Affected): readonly RunbookStep[] {
  if (!changesInstructions(change) && !keepsMemory(change)) return [];
  const { memories } = careOf(surface.client);
  const expect = t('Nothing that came from the change is left in them.');
  return [
    memories === undefined
      ? step(
          t(
            'Read what agents noted or remembered meanwhile, and delete what came from the change.',
          ),
          expect,
        )
      : step(
          t(
            'Read what the agent noted meanwhile in {0}, and delete what came from the change.',
            knownPlace([memories]),
          ),
          expect,
        ),
  ];
}

function step(
  action: string,
  expect: string,
  extra: Pick<RunbookStep, 'command' | 'windowsCommand' | 'editorCommand'> = {},
): RunbookStep {
  return { phase: 'forget', action, where: 'client', ...extra, expect };
}
