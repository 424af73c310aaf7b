import {
  amazonQAgentSettings,
  kiroAgentSettings,
  kiroInertSettings,
  kiroPermissionSettings,
} from './agentFileSettings';
import { antigravitySettings } from './antigravitySettings';
import { codexSettings } from './codexSettings';
import {
  copilotApprovalSettings,
  copilotRepositorySettings,
  copilotUserSettings,
} from './copilotSettings';
import {
  cursorCliSettings,
  cursorCliUserSettings,
  cursorEnvironmentSettings,
  cursorPermissionSettings,
  cursorSandboxSettings,
} from './cursorSettings';
import { geminiPolicySettings, geminiSettings, geminiTrustSettings } from './geminiSettings';
import { opencodeSettings } from './opencodeSettings';
import { ampSettings } from './ampSettings';
import { continueOldSettings, continueSettings } from './continueSettings';
import {
  agentFrameworkSettings,
  dockerCatalogSettings,
  dotagentsSettings,
  librechatSettings,
  rulerSettings,
} from './frameworkSettings';
import { gooseSettings } from './gooseSettings';
import { modeSettings } from './modeSettings';
import {
  aiderSettings,
  augmentSettings,
  crushSettings,
  factorySettings,
  openhandsSettings,
  qwenSettings,
} from './terminalAgentSettings';
import { zedSettings } from './zedSettings';
import {
  codexAgentSettings,
  promptCommandSettings,
  promptDataSettings,
  recipeSettings,
  skillMetadataSettings,
} from './promptDataSettings';
import {
  claudeUserSettings,
  coderabbitSettings,
  geminiReviewSettings,
  opencodePackageSettings,
  promptFileSettings,
  promptfooSettings,
  toolsetSettings,
} from './smallFileSettings';
import { agentWorkflowSettings, setupStepsSettings } from './workflowSettings';
import type { ClientSettings } from './governedSetting';

/** What is known about the settings of each kind of file that has the reader `client-settings`. */
export const clientSettings: Readonly<Record<string, ClientSettings>> = {
  'codex-config': codexSettings,
  'codex-config-elsewhere': codexSettings,
  'copilot-cli-settings': copilotRepositorySettings,
  'copilot-cli-user-settings': copilotUserSettings,
  'copilot-cli-approvals': copilotApprovalSettings,
  'antigravity-settings': antigravitySettings,
  'cursor-permissions': cursorPermissionSettings,
  'cursor-environment': cursorEnvironmentSettings,
  'cursor-sandbox': cursorSandboxSettings,
  'cursor-cli': cursorCliSettings,
  'cursor-cli-config': cursorCliUserSettings,
  'gemini-settings': geminiSettings,
  'gemini-policies': geminiPolicySettings,
  'gemini-policies-elsewhere': geminiPolicySettings,
  'gemini-trusted-folders': geminiTrustSettings,
  'opencode-config': opencodeSettings,
  // Grown out of OpenCode, with its keys (reference landscape, its entry on kilo.json).
  'kilo-config': opencodeSettings,
  'opencode-packages': opencodePackageSettings,
  'claude-user-config': claudeUserSettings,
  'vscode-toolsets': toolsetSettings,
  'copilot-setup-steps': setupStepsSettings,
  'agent-workflow': agentWorkflowSettings,
  'gemini-code-assist-config': geminiReviewSettings,
  'prompt-file-data': promptFileSettings,
  promptfoo: promptfooSettings,
  coderabbit: coderabbitSettings,
  'zed-settings': zedSettings,
  'zed-user-settings': zedSettings,
  'amp-settings': ampSettings,
  'continue-config': continueSettings,
  'continue-config-old': continueOldSettings,
  'gemini-commands': promptCommandSettings,
  'codex-agents': codexAgentSettings,
  'codex-skill-metadata': skillMetadataSettings,
  'prompt-data': promptDataSettings,
  'goose-recipe': recipeSettings,
  'roo-modes': modeSettings,
  'kilo-modes': modeSettings,
  'augment-settings': augmentSettings,
  'goose-config': gooseSettings,
  'goose-permissions': gooseSettings,
  'amazon-q-agent': amazonQAgentSettings,
  'kiro-agent': kiroAgentSettings,
  'kiro-permissions': kiroInertSettings,
  'kiro-user-permissions': kiroPermissionSettings,
  'aider-config': aiderSettings,
  'openhands-config': openhandsSettings,
  'crush-config': crushSettings,
  'qwen-settings': qwenSettings,
  'factory-settings': factorySettings,
  'librechat-config': librechatSettings,
  'fast-agent-config': agentFrameworkSettings,
  'mcp-agent-config': agentFrameworkSettings,
  'ruler-config': rulerSettings,
  'dotagents-config': dotagentsSettings,
  'docker-catalog': dockerCatalogSettings,
};
