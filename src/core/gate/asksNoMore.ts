import { compareTiers } from '../risk/scoreFinding';
import type { Requirements } from '../policy/requirements';

/**
 * Whether what is asked of a change now was asked before as well, so that whoever approved it then saw
 * no lighter question. Who may play a role is looked at anew in any case.
 */
export function asksNoMore(now: Requirements, before: Requirements): boolean {
  const count = (of: Requirements, role: string): number =>
    of.approvals
      .filter((demand) => demand.role === role)
      .reduce((sum, each) => sum + each.count, 0);
  return (
    compareTiers(now.tier, before.tier) <= 0 &&
    now.approvals.every(({ role }) => count(now, role) <= count(before, role)) &&
    now.distinctPeople <= before.distinctPeople &&
    (['record', 'tests', 'rehearsal', 'checklist', 'signed'] as const).every(
      (key) => !now[key] || before[key],
    ) &&
    (now.wait?.hours ?? 0) <= (before.wait?.hours ?? 0) &&
    now.verifyHours <= before.verifyHours &&
    // Alone is less than two: somebody who agreed as one of two did not agree to that.
    (now.solo === undefined) === (before.solo === undefined)
  );
}
