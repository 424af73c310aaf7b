import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import type { Surface } from '../surfaces/surface';
import { quote } from '../facts/quote';
import { grantsPower, replacesServer, runsCode, serverOf, type Affected } from './affected';
import { clientName } from './clientName';
import type { RunbookStep } from './rollbackPlan';

/**
 * Steps that make clients forget what they were allowed while the change was live: a restored file
 * does not take back an “always allow” that a client keeps elsewhere.
 */
export function forgetSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  return affected.flatMap(({ change, surface }) => [
    ...forgetApprovals(change, surface),
    ...forgetSignIn(change, surface),
    ...forgetInput(change, surface),
  ]);
}

function forgetApprovals(change: Change, surface: Surface): readonly RunbookStep[] {
  const server = replacesServer(change) ? serverOf(change) : undefined;
  if (server === undefined && !grantsPower(change) && !runsCode(change)) return [];
  if (surface.client === 'Claude Code') return forgetInClaudeCode(change, server?.name);
  if (surface.client === 'Cursor') {
    return [
      step(
        t('Take what this change allowed off the allow list in the settings of Cursor.'),
        t('The next call asks.'),
      ),
    ];
  }
  if (surface.client !== 'VS Code') {
    // Where each of the others keeps it is not known for certain; that most keep something is.
    return [
      step(
        t(
          'Look through what {0} was told to allow for good meanwhile, in its own settings outside this file, and take it back.',
          clientName(surface.client),
        ),
        t('The next such call asks or is refused.'),
      ),
    ];
  }
  const steps: RunbookStep[] = [
    step(
      t('Reset remembered tool approvals (Chat: Reset Tool Confirmations).'),
      t('The next call of a tool asks.'),
      { editorCommand: 'workbench.action.chat.resetTrustedTools' },
    ),
  ];
  if (server === undefined) return steps;
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

function forgetInClaudeCode(change: Change, server: string | undefined): readonly RunbookStep[] {
  const steps: RunbookStep[] = [];
  const rule =
    change.detail.kind === 'permission'
      ? (change.detail.rule?.rule ?? change.detail.baseline?.rule)
      : undefined;
  if (rule !== undefined) {
    steps.push(
      step(
        t(
          'Delete what {0} covers from “permissions.allow” in “.claude/settings.local.json”, if it stands there.',
          quote(rule),
        ),
        t('The next such call asks or is refused.'),
      ),
    );
  } else if (server !== undefined) {
    steps.push(
      step(
        t('Forget which project servers were accepted.'),
        t('The next session asks about each server.'),
        { command: 'claude mcp reset-project-choices' },
      ),
      step(
        t(
          'Delete the rules for {0} from “permissions.allow” in “.claude/settings.local.json”, if there are any.',
          quote(`mcp__${server}`),
        ),
        t('The next call of its tools asks.'),
      ),
    );
  } else {
    steps.push(
      step(
        t('Look through “.claude/settings.local.json” for rules that were accepted meanwhile.'),
        t('Only rules that are wanted are left.'),
      ),
    );
  }
  return steps;
}

function forgetSignIn(change: Change, surface: Surface): readonly RunbookStep[] {
  const server = serverOf(change);
  if (server?.endpoint === undefined || !replacesServer(change) || server.endpoint.loopback) {
    return [];
  }
  const action =
    surface.client === 'VS Code'
      ? t('Sign out of {0} in the accounts menu of VS Code.', quote(server.name))
      : surface.client === 'Claude Code'
        ? t(
            'In Claude Code, open “/mcp”, choose {0} and clear its authentication.',
            quote(server.name),
          )
        : t('Sign the client out of {0}.', quote(server.name));
  return [step(action, t('The next start asks to sign in.'))];
}

function forgetInput(change: Change, surface: Surface): readonly RunbookStep[] {
  if (change.detail.kind !== 'input' || surface.client !== 'VS Code') return [];
  const id = change.detail.input?.id ?? change.detail.baseline?.id ?? '';
  return [
    step(
      t('Clear the stored value of the input {0} (the link above it in the file).', quote(id)),
      t('The next start asks for it.'),
    ),
  ];
}

function step(
  action: string,
  expect: string,
  extra: Pick<RunbookStep, 'command' | 'editorCommand'> = {},
): RunbookStep {
  return { phase: 'forget', action, where: 'client', ...extra, expect };
}
