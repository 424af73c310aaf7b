import { allowAdded, allowWidened } from './permissionAllowRules';
import { askLost, denyLost } from './permissionGuardRules';
import { approvalModeLoosened, narrowed } from './permissionModeRules';
import type { Rule } from './rule';

/** What an agent may do without asking, and what it may not do at all. */
export const permissionRules: readonly Rule[] = [
  allowAdded,
  allowWidened,
  denyLost,
  askLost,
  approvalModeLoosened,
  narrowed,
];
