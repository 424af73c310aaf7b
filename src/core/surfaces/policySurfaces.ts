import type { Surface } from './surface';

/** What governs changes is governed itself: the policy, who may sign, what is accepted, the templates. */
export const policySurfaces: readonly Surface[] = [
  policyPart('change-policy', 'Change policy', '.mcp-change/policy.yaml', 'yaml', 'policy'),
  policyPart(
    'change-signers',
    'Signers of approvals',
    '.mcp-change/allowed_signers',
    'text',
    'policy-signers',
  ),
  policyPart(
    'change-acceptances',
    'Accepted risks',
    '.mcp-change/acceptances.yaml',
    'yaml',
    'policy-acceptances',
  ),
  policyPart('change-templates', 'Change templates', '.mcp-change/templates/**', 'yaml', 'general'),
];

function policyPart(
  id: string,
  title: string,
  pattern: string,
  format: Surface['format'],
  reader: Surface['reader'],
): Surface {
  return {
    id,
    title,
    client: 'MCP Change Control',
    kind: 'change-policy',
    patterns: [pattern],
    format,
    reader,
    scope: 'project',
    takesEffect: 'on-save',
    autostart: false,
    serverKeys: [],
    secretReference: 'none',
  };
}
