import { argumentRules } from './argumentRules';
import { connectionRules } from './connectionRules';
import { credentialFlowRules } from './credentialFlowRules';
import { endpointRules } from './endpointRules';
import { environmentRules } from './environmentRules';
import { fileRules } from './fileRules';
import { hookRules } from './hookRules';
import { knownPackageRules } from './knownPackageRules';
import { launchSourceRules } from './launchSourceRules';
import { localScriptRules } from './localScriptRules';
import { lockRules } from './lockRules';
import { manifestRules } from './manifestRules';
import { modelRules } from './modelRules';
import { moneyLimitRules } from './moneyLimitRules';
import { moneyPlaceRules } from './moneyPlaceRules';
import { moneyPowerRules } from './moneyPowerRules';
import { packageRules } from './packageRules';
import { permissionRules } from './permissionRules';
import { policyRules } from './policyRules';
import { permissionStateRules } from './permissionStateRules';
import { promptReachRules } from './promptReachRules';
import { promptRules } from './promptRules';
import type { Rule } from './rule';
import { secretRules } from './secretRules';
import { selfApproval } from './selfApproval';
import { serverApprovalRules } from './serverApprovalRules';
import { serverCodeRules } from './serverCodeRules';
import { serverIdentityRules } from './serverIdentityRules';
import { serverReachRules } from './serverReachRules';
import { serverRules } from './serverRules';
import { serverTuningRules } from './serverTuningRules';
import { settingReachRules } from './settingReachRules';
import { settingSwitchRules } from './settingSwitchRules';
import { settingWidenedRules } from './settingWidenedRules';
import { toxicCombination } from './toxicCombination';
import { undeclaredChange } from './undeclaredChange';

/** Every rule there is. A plain list: a new rule is one more entry in its family's file. */
export const ruleCatalogue: readonly Rule[] = [
  ...serverRules,
  ...serverReachRules,
  ...packageRules,
  ...knownPackageRules,
  ...endpointRules,
  ...connectionRules,
  ...launchSourceRules,
  ...localScriptRules,
  ...argumentRules,
  ...environmentRules,
  ...serverApprovalRules,
  ...serverIdentityRules,
  ...credentialFlowRules,
  toxicCombination,
  ...secretRules,
  ...permissionRules,
  ...permissionStateRules,
  ...settingSwitchRules,
  ...settingWidenedRules,
  ...settingReachRules,
  ...serverCodeRules,
  ...serverTuningRules,
  ...manifestRules,
  ...lockRules,
  ...hookRules,
  ...moneyLimitRules,
  ...moneyPlaceRules,
  ...moneyPowerRules,
  ...promptRules,
  ...promptReachRules,
  ...modelRules,
  ...policyRules,
  selfApproval,
  undeclaredChange,
  ...fileRules,
];
