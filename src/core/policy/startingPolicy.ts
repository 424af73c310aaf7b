/**
 * What “Create Policy” writes: the built-in policy written out, with a word on each part. It changes
 * nothing until somebody edits it. Files are in English, like the schema.
 */
export const startingPolicy = `# What this team asks of changes to MCP servers, agent prompts and agent permissions.
# Everything here is optional: what you take out keeps its built-in value, which is what stands here.
# A change of this file is judged by the version before it, and never goes together with other changes.
apiVersion: mcp-change/v1
kind: ChangePolicy
version: 1 # grows by one with every change of this file

# advise shows what is missing; require blocks.
enforcement:
  editor: advise
  gate: advise

# Who may approve as what. Until you name people, anyone but the author can.
# people are github:alice, email:alice@example.org or key:SHA256:…
roles:
  owner:
    codeowners: true
  security:
    anyone: true # people: [github:alice, github:bob]
  agent-owner:
    anyone: true
  finance-owner:
    anyone: true
  platform-owner:
    anyone: true
  on-call:
    anyone: true

# What each risk tier demands. category-owner is the owner of each category concerned.
tiers:
  medium:
    approvals:
      owner: 1
    tests: true
    verify_hours: 24
  high:
    approvals:
      owner: 1
      security: 1
    distinct_people: 2
    tests: true
    rehearsal: true
    checklist: true
    verify_hours: 48
  critical:
    approvals:
      owner: 1
      security: 1
      category-owner: 1
    distinct_people: 2
    tests: true
    rehearsal: true
    checklist: true
    signed: true
    verify_hours: 48

# Proofs by which a change needs no request and no approval.
standard:
  - format-only
  - tighten-only
  - pin-version
  - patch-bump
  - low-risk

# For what cannot wait. Stopping something never needs anybody beforehand.
emergency:
  approvals:
    on-call: 1
  incident: true
  review_hours: 24
  end_hours: 72

# A team of one approves alone, visibly, after a wait and with a rehearsed rollback.
solo:
  allowed: false
  wait_hours: 24

approval_days: 7

# Files to govern besides those that are governed anyway: mcp, permission, prompt, financial.
# govern:
#   prompt: ['support/**/*.txt']

# Times in which changes stop; what only tightens always passes.
# freeze:
#   - name: Year end
#     from: 2026-12-18T00:00:00Z
#     to: 2027-01-04T00:00:00Z
`;
