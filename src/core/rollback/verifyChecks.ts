import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { quote, serverAfterRollback, type Affected } from './affected';
import type { AffectedCredential, RollbackPlan } from './rollbackPlan';

type Check = RollbackPlan['verify'][number];

/** Checks a runbook can hold without becoming unreadable; the riskiest changes come first anyway. */
const mostNegativeChecks = 4;

/**
 * How to see that a rollback worked: at least one thing that must be refused again for everything that
 * was loosened, in the words of the change's own witness.
 *
 * @param affected changes that go back
 */
export function verifyChecks(
  affected: readonly Affected[],
  credentials: readonly AffectedCredential[],
): readonly Check[] {
  const checks: Check[] = [];
  for (const { change } of affected) {
    if (change.direction === 'tightens' || change.direction === 'neutral') continue;
    if (checks.length < mostNegativeChecks) checks.push(negativeCheck(change));
  }
  for (const credential of credentials) {
    if (credential.order !== 'before-revert') continue;
    checks.push({
      check: t('Use the old {0}.', quote(credential.reference)),
      expect: t('The provider refuses it (401 or 403).'),
      negative: true,
    });
  }
  return unique(checks);
}

function negativeCheck(change: Change): Check {
  const { detail } = change;
  switch (detail.kind) {
    case 'permission':
      return {
        check: t(
          'Ask the agent for {0}.',
          quote(detail.witness ?? detail.rule?.rule ?? detail.baseline?.rule ?? change.words),
        ),
        expect:
          detail.list === 'deny' ? t('It is refused.') : t('It asks first, or it is refused.'),
        negative: true,
      };
    case 'server-auto-approval':
      return {
        check: t('Let the agent call {0}.', quote(detail.approval.tool)),
        expect: t('It asks first.'),
        negative: true,
      };
    case 'server-added':
    case 'server-enabled':
      return {
        check: t(
          'Look for {0} among the servers and tools of a new session.',
          quote(detail.server.name),
        ),
        expect: t('It is not there.'),
        negative: true,
      };
    case 'server-root':
      return {
        check: t('Let the server read a file in {0}.', quote(detail.root?.path ?? '')),
        expect: t('It is refused.'),
        negative: true,
      };
    case 'server-renamed':
    case 'server-command':
    case 'server-arguments':
    case 'server-endpoint':
    case 'server-transport':
    case 'server-package': {
      const before = serverAfterRollback(change);
      return {
        check: t('Look at how {0} is running.', quote(before?.name ?? detail.server.name)),
        expect: t('Nothing runs or answers that this change brought.'),
        negative: true,
      };
    }
    case 'setting':
      return {
        check: t(
          'Let the agent do what {0} no longer asks about.',
          quote(detail.setting?.key ?? detail.baseline?.key ?? change.subject),
        ),
        expect: t('It asks first, or it is refused.'),
        negative: true,
      };
    case 'hook':
      return {
        check: t(
          'Trigger {0} in a new session.',
          quote(detail.hook?.event ?? detail.baseline?.event ?? ''),
        ),
        expect: t('The command of this change does not run.'),
        negative: true,
      };
    case 'sentence':
      return {
        check: t(
          'In a new session, ask the agent for what this is about: {0}',
          quote(detail.baseline?.text ?? detail.sentence?.text ?? ''),
        ),
        expect: t('It keeps to the restored text.'),
        negative: true,
      };
    default:
      return {
        check: t('Try what the change made possible: {0}', quote(change.words)),
        expect: t('It is not possible any more.'),
        negative: true,
      };
  }
}

function unique(checks: readonly Check[]): readonly Check[] {
  return checks.filter(
    (check, index) => checks.findIndex((other) => other.check === check.check) === index,
  );
}
