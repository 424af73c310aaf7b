import { t } from '@vscode/l10n';
import type { Change, ChangeDetail } from '../compare/change';
import { quote } from '../facts/quote';
import type { Surface } from '../surfaces/surface';
import { loosensSomething, serverAfterRollback, type Affected } from './affected';
import { careOf } from './careOf';
import { harmlessProbe, probeName } from './harmlessProbe';
import type { AffectedCredential, RollbackPlan } from './rollbackPlan';

type Check = RollbackPlan['verify'][number];

/** Checks a runbook can hold without becoming unreadable; the riskiest changes come first anyway. */
const mostNegativeChecks = 4;

/**
 * How to see that a rollback worked: at least one thing that must be refused again, or must be gone,
 * for everything that was loosened. No check does harm when the rollback did not work: it asks for
 * something that means nothing, or only looks.
 *
 * @param affected changes that go back
 */
export function verifyChecks(
  affected: readonly Affected[],
  credentials: readonly AffectedCredential[],
): readonly Check[] {
  const checks: Check[] = [];
  for (const entry of affected) {
    if (!loosensSomething(entry)) continue;
    if (checks.length < mostNegativeChecks) checks.push(negativeCheck(entry));
  }
  for (const credential of credentials) {
    if (credential.order !== 'before-revert') continue;
    checks.push({
      check: t('Look the old {0} up where it was issued.', quote(credential.reference)),
      expect: t('It is revoked, or not there any more.'),
      negative: true,
    });
  }
  return unique(checks);
}

function negativeCheck({ change, surface, path }: Affected): Check {
  const { detail } = change;
  switch (detail.kind) {
    case 'permission':
      return permissionCheck(detail, surface);
    case 'setting':
      return settingCheck(change, detail, surface);
    case 'server-auto-approval':
      return negative(
        t('Look at which tools of {0} are approved without a question.', quote(detail.server.name)),
        t('{0} is not among them.', quote(detail.approval.tool)),
      );
    case 'server-added':
    case 'server-enabled':
      return negative(lookForServer(surface, path, detail.server.name), t('It is not there.'));
    case 'server-root':
      return negative(
        t(
          'Let the server {0} read {1}, which does not exist.',
          quote(detail.server.name),
          quote(`${(detail.root?.path ?? '').replace(/(?<![\\/])[\\/]+$/, '')}/${probeName}`),
        ),
        t('It is refused, and not only missing.'),
      );
    case 'server-renamed':
    case 'server-command':
    case 'server-arguments':
    case 'server-endpoint':
    case 'server-transport':
    case 'server-package': {
      const before = serverAfterRollback(change);
      return negative(
        t(
          'Look at the command or address that {0} runs with now.',
          quote(before?.name ?? detail.server.name),
        ),
        t('It is the one from before the change.'),
      );
    }
    case 'hook': {
      const event = quote(detail.hook?.event ?? detail.baseline?.event ?? '');
      return negative(
        surface.client === 'Claude Code'
          ? t('Open “/hooks” in a new session and look at {0}.', event)
          : talksToPeople(surface)
            ? t('Look at the hooks of a new session for {0}.', event)
            : t('Look at what the next run starts on {0}.', event),
        t('The command of this change is not there.'),
      );
    }
    case 'sentence':
      return negative(
        talksToPeople(surface)
          ? t(
              'In a new session, ask the agent what {0} tells it, and to do nothing else.',
              quote(path),
            )
          : t('Look at what the next run is told by {0}.', quote(path)),
        detail.baseline === undefined
          ? t('It does not name this any more: {0}', quote(detail.sentence?.text ?? ''))
          : t('It names this again: {0}', quote(detail.baseline.text)),
      );
    default:
      return negative(
        talksToPeople(surface)
          ? t('In a new session, look for what the change brought: {0}', quote(change.words))
          : t('Look for what the change brought: {0}', quote(change.words)),
        t('It is not there any more.'),
      );
  }
}

/** Somebody can ask it something in a session. */
function talksToPeople({ client }: Surface): boolean {
  const { kind } = careOf(client);
  return kind !== 'service' && kind !== 'published' && kind !== 'policy';
}

function lookForServer(surface: Surface, path: string, server: string): string {
  const shown = careOf(surface.client).shows?.servers;
  if (!talksToPeople(surface)) {
    return t('Look for {0} among what runs with {1} now.', quote(server), quote(path));
  }
  return shown === undefined
    ? t('Look for {0} among the servers and tools of a new session.', quote(server))
    : t(
        'Look for {0} among the servers and tools of a new session ({1}).',
        quote(server),
        quote(shown),
      );
}

function permissionCheck(
  detail: Extract<ChangeDetail, { readonly kind: 'permission' }>,
  surface: Surface,
): Check {
  const probe = talksToPeople(surface) ? harmlessProbe(detail) : undefined;
  if (probe !== undefined) {
    return negative(
      probe,
      detail.list === 'deny' ? t('It is refused.') : t('It asks first, or it is refused.'),
    );
  }
  const rule = (detail.list === 'allow' ? detail.rule : detail.baseline) ?? detail.rule;
  return negative(
    lookForRule(surface, rule?.rule ?? ''),
    detail.list === 'allow'
      ? t('It is not among what is allowed.')
      : detail.list === 'deny'
        ? t('It is among what is denied, so it is refused.')
        : t('It is among what is asked about.'),
  );
}

function lookForRule(surface: Surface, rule: string): string {
  const shown = careOf(surface.client).shows?.permissions;
  if (!talksToPeople(surface)) {
    return t('Look for {0} among what the next run is allowed.', quote(rule));
  }
  return shown === undefined
    ? t('Look for {0} in the permissions of a new session.', quote(rule))
    : t('Look for {0} in the permissions of a new session ({1}).', quote(rule), quote(shown));
}

function settingCheck(
  change: Change,
  detail: Extract<ChangeDetail, { readonly kind: 'setting' }>,
  surface: Surface,
): Check {
  const { setting, baseline } = detail;
  if (
    talksToPeople(surface) &&
    (change.facet === 'approval.mode' || change.facet === 'approval.switch')
  ) {
    return negative(
      setting?.value === 'acceptEdits'
        ? t('Ask the agent to create {0}, an empty file.', quote(`./${probeName}`))
        : t('Ask the agent to run {0}, which changes nothing.', quote('curl --version')),
      t('It asks first, or it is refused.'),
    );
  }
  const key = quote(setting?.key ?? baseline?.key ?? '');
  return negative(
    talksToPeople(surface)
      ? t('Look at {0} in the settings of a new session.', key)
      : t('Look at {0} as the next run has it.', key),
    baseline === undefined
      ? t('This file does not set it any more.')
      : t('It is {0} again.', quote(baseline.value)),
  );
}

function negative(check: string, expect: string): Check {
  return { check, expect, negative: true };
}

function unique(checks: readonly Check[]): readonly Check[] {
  return checks.filter(
    (check, index) => checks.findIndex((other) => other.check === check.check) === index,
  );
}
