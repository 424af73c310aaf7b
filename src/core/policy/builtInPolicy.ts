import type { ChangePolicy, Demands, RoleMembers } from './changePolicy';

/** Nothing is asked. */
export const noDemands: Demands = {
  approvals: {},
  distinctPeople: 0,
  record: false,
  tests: false,
  rehearsal: false,
  checklist: false,
  signed: false,
  waitHours: 0,
  verifyHours: 0,
};

const anyone: RoleMembers = { anyone: true, codeowners: false, people: [], teams: [] };

const critical: Demands = {
  ...noDemands,
  approvals: { owner: 1, security: 1, 'category-owner': 1 },
  distinctPeople: 2,
  record: true,
  tests: true,
  rehearsal: true,
  checklist: true,
  signed: true,
  verifyHours: 48,
};

/**
 * What holds without a policy file, and for everything that a file does not mention. It only advises.
 * Roles that nobody was named for can be played by anyone but the author.
 */
export const builtInPolicy: ChangePolicy = {
  version: 0,
  enforcement: { editor: 'advise', gate: 'advise' },
  people: {},
  teams: {},
  roles: {
    owner: { anyone: false, codeowners: true, people: [], teams: [] },
    security: anyone,
    'agent-owner': anyone,
    'finance-owner': anyone,
    'platform-owner': anyone,
    'on-call': anyone,
  },
  tiers: {
    none: noDemands,
    low: { ...noDemands, approvals: { owner: 1 }, record: true },
    medium: { ...noDemands, approvals: { owner: 1 }, record: true, tests: true, verifyHours: 24 },
    high: {
      ...noDemands,
      approvals: { owner: 1, security: 1 },
      distinctPeople: 2,
      record: true,
      tests: true,
      rehearsal: true,
      checklist: true,
      verifyHours: 48,
    },
    critical,
  },
  types: {},
  categories: {
    'agent-behavior': { ...noDemands, owner: 'agent-owner' },
    'agent-prompt': { ...noDemands, owner: 'agent-owner' },
    'agent-permission': { ...noDemands, owner: 'agent-owner' },
    'agent-financial': {
      ...noDemands,
      approvals: { 'finance-owner': 1 },
      owner: 'finance-owner',
      atLeast: 'high',
    },
    'server-api-security': { ...noDemands, owner: 'platform-owner' },
    'server-integration': { ...noDemands, owner: 'platform-owner' },
    'server-performance': { ...noDemands, owner: 'platform-owner' },
    'server-dependency': { ...noDemands, owner: 'platform-owner' },
    'change-policy': {
      ...noDemands,
      approvals: { security: 2 },
      record: true,
      owner: 'security',
      waitHours: 24,
    },
  },
  standard: ['format-only', 'tighten-only', 'pin-version', 'patch-bump', 'low-risk'],
  emergency: { approvals: { 'on-call': 1 }, incident: true, reviewHours: 24, endHours: 72 },
  freeze: [],
  solo: { allowed: false, waitHours: 24 },
  approvalDays: 7,
};

/**
 * What holds while a policy file cannot be read: as if every change were critical, nothing standard,
 * nobody alone, and everything required. A broken guard must not be an open door.
 */
export const strictestPolicy: ChangePolicy = {
  ...builtInPolicy,
  enforcement: { editor: 'require', gate: 'require' },
  tiers: { none: critical, low: critical, medium: critical, high: critical, critical },
  standard: [],
};
