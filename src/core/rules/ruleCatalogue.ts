import { endpointRules } from './endpointRules';
import { packageRules } from './packageRules';
import { permissionRules } from './permissionRules';
import { promptRules } from './promptRules';
import type { Rule } from './rule';
import { secretRules } from './secretRules';
import { serverReachRules } from './serverReachRules';
import { serverRules } from './serverRules';

/** Every rule there is. A plain list: a new rule is one more entry in its family's file. */
export const ruleCatalogue: readonly Rule[] = [
  ...serverRules,
  ...serverReachRules,
  ...packageRules,
  ...endpointRules,
  ...secretRules,
  ...permissionRules,
  ...promptRules,
];
