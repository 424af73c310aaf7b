import { agentBehavior, agentFinancial, agentPermission, agentPrompt } from './agentTemplates';
import { changePolicy } from './policyTemplate';
import {
  serverApiSecurity,
  serverDependency,
  serverIntegration,
  serverPerformance,
} from './serverTemplates';
import type { Template, TemplateName } from './template';
import { codeDeployment, configuration, infrastructure, securityUpdate } from './typeTemplates';

/** Every template by its name. Their order decides between two that weigh the same: what hurts most first. */
export const templateCatalogue: Readonly<Record<TemplateName, Template>> = {
  'change-policy': changePolicy,
  'agent-financial': agentFinancial,
  'agent-permission': agentPermission,
  'server-api-security': serverApiSecurity,
  'agent-behavior': agentBehavior,
  'server-integration': serverIntegration,
  'agent-prompt': agentPrompt,
  'server-dependency': serverDependency,
  'server-performance': serverPerformance,
  'security-update': securityUpdate,
  infrastructure,
  'code-deployment': codeDeployment,
  configuration,
};
