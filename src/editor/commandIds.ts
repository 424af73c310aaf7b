/**
 * Every command of the extension. `extension.ts` registers them all at once, so that none is missing
 * while the features still load; a test holds this list against `package.json`.
 */
export const commandIds = [
  'mcpChangeControl.createChangeRequest',
  'mcpChangeControl.proposeChangeRequest',
  'mcpChangeControl.approveChangeRequest',
  'mcpChangeControl.rejectChangeRequest',
  'mcpChangeControl.withdrawChangeRequest',
  'mcpChangeControl.declareEmergency',
  'mcpChangeControl.reviewEmergency',
  'mcpChangeControl.recordResult',
  'mcpChangeControl.putTestInTerminal',
  'mcpChangeControl.rollBackChange',
  'mcpChangeControl.insertRollbackPlan',
  'mcpChangeControl.previewRecord',
  'mcpChangeControl.copyRecord',
  'mcpChangeControl.testRecord',
  'mcpChangeControl.compareWithBaseline',
  'mcpChangeControl.chooseBaseline',
  'mcpChangeControl.scanWorkspace',
  'mcpChangeControl.showAgentPowers',
  'mcpChangeControl.createPolicy',
  'mcpChangeControl.acceptFinding',
  'mcpChangeControl.showLog',
  'mcpChangeControl.explainRule',
  'mcpChangeControl.choosePackageVersion',
  'mcpChangeControl.revealChange',
  'mcpChangeControl.copyStepCommand',
  'mcpChangeControl.putStepInTerminal',
  'mcpChangeControl.runStepCommand',
  'mcpChangeControl.toggleStep',
  'mcpChangeControl.dismissChecklist',
  'mcpChangeControl.undoHere',
  'mcpChangeControl.leaveHere',
  'mcpChangeControl.acceptFile',
  'mcpChangeControl.openDraft',
] as const;

export type CommandId = (typeof commandIds)[number];
