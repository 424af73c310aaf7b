import fc from 'fast-check';
import type { ChangePolicy } from '../../src/core/policy/changePolicy';
import { standardChanges } from '../../src/core/policy/changePolicy';
import type { DemandsText, PolicyText } from '../../src/core/policy/policyText';
import type { Requirements } from '../../src/core/policy/requirements';
import {
  builtInInForce,
  requirementsOf,
  type Circumstances,
} from '../../src/core/policy/requirementsOf';
import { resolvePolicy, type PolicyInForce } from '../../src/core/policy/resolvePolicy';
import type { Tier } from '../../src/core/rules/rule';
import type { FileAnalysis } from '../../src/core/analyze';
import { edit } from './rollbackSupport';

export const policyHead = 'apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\n';
export const now = new Date('2026-11-22T09:14:00Z');

/** Edits of every kind that the lanes tell apart. */
export const edits = {
  loosening: edit(
    '.claude/settings.json',
    '{ "permissions": { "allow": [], "deny": ["Read(./.env)"] } }\n',
    '{ "permissions": { "allow": ["Bash(curl:*)"], "deny": [] } }\n',
  ),
  tightening: edit(
    '.claude/settings.json',
    '{ "permissions": { "allow": ["Bash(curl:*)"] } }\n',
    '{ "permissions": { "allow": [] } }\n',
  ),
  formatting: edit(
    '.claude/settings.json',
    '{ "permissions": { "allow": [] } }\n',
    '{\n  "permissions": { "allow": [] }\n}\n',
  ),
  pin: server('@acme/files-mcp@latest', '@acme/files-mcp@2.4.1'),
  patch: server('@acme/files-mcp@2.4.1', '@acme/files-mcp@2.4.2'),
  major: server('@acme/files-mcp@2.4.1', '@acme/files-mcp@3.0.0'),
  pinLost: server('@acme/files-mcp@2.4.1', '@acme/files-mcp@latest'),
  unreadable: edit('.mcp.json', '{ "mcpServers": {} }\n', '{ "mcpServers": {\n'),
} as const;

function server(before: string, after: string): FileAnalysis {
  const text = (spec: string): string =>
    `{ "mcpServers": { "files": { "command": "npx", "args": ["-y", "${spec}", "./docs"] } } }\n`;
  return edit('.mcp.json', text(before), text(after));
}

/** The requirements of some edits under a policy's text; without one the built-in policy. */
export function required(
  files: readonly FileAnalysis[],
  text?: string,
  extra: Partial<Circumstances> = {},
): Requirements {
  const policy = text === undefined ? builtInInForce : inForce(policyHead + text);
  return requirementsOf(files, { policy, now, ...extra });
}

/** What one policy text at the root means. */
export function inForce(text: string | undefined): PolicyInForce {
  return resolvePolicy([{ path: '.mcp-change/policy.yaml', text }], ['.mcp.json']);
}

const tiers = ['none', 'low', 'medium', 'high', 'critical'] as const satisfies readonly Tier[];
const roles = ['owner', 'security', 'agent-owner', 'extra'] as const;

const demands: fc.Arbitrary<DemandsText> = fc.record(
  {
    approvals: fc.dictionary(
      fc.constantFrom(...roles, 'category-owner'),
      fc.integer({ min: 1, max: 3 }),
    ),
    distinct_people: fc.integer({ min: 0, max: 3 }),
    record: fc.boolean(),
    tests: fc.boolean(),
    rehearsal: fc.boolean(),
    checklist: fc.boolean(),
    signed: fc.boolean(),
    wait_hours: fc.integer({ min: 0, max: 48 }),
    verify_hours: fc.integer({ min: 0, max: 48 }),
  },
  { requiredKeys: [] },
);

/** Any policy that the schema allows, roughly. */
export const policyTexts: fc.Arbitrary<PolicyText> = fc.record(
  {
    version: fc.integer({ min: 1, max: 9 }),
    enforcement: fc.record(
      {
        editor: fc.constantFrom('advise' as const, 'require' as const),
        gate: fc.constantFrom('advise' as const, 'require' as const),
      },
      { requiredKeys: [] },
    ),
    roles: fc.dictionary(
      fc.constantFrom(...roles),
      fc.record(
        {
          anyone: fc.boolean(),
          codeowners: fc.boolean(),
          people: fc.array(fc.constantFrom('github:alice', 'github:bob', 'github:carol')),
        },
        { requiredKeys: [] },
      ),
    ),
    tiers: fc.dictionary(fc.constantFrom(...tiers), demands),
    types: fc.dictionary(fc.constantFrom('configuration', 'infrastructure'), demands),
    categories: fc.dictionary(
      fc.constantFrom('agent-permission', 'server-dependency', 'agent-financial'),
      fc
        .tuple(
          demands,
          fc.record(
            { at_least: fc.constantFrom(...tiers), owner: fc.constantFrom(...roles) },
            { requiredKeys: [] },
          ),
        )
        .map(([asked, own]) => ({ ...asked, ...own })),
    ),
    standard: fc.uniqueArray(fc.constantFrom(...standardChanges)),
    emergency: fc.record(
      {
        approvals: fc.dictionary(fc.constantFrom(...roles), fc.integer({ min: 1, max: 2 })),
        incident: fc.boolean(),
        review_hours: fc.integer({ min: 1, max: 48 }),
        end_hours: fc.integer({ min: 1, max: 96 }),
      },
      { requiredKeys: [] },
    ),
    freeze: fc.array(
      fc.constantFrom(
        { name: 'Now', from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
        { name: 'Later', from: '2027-11-01T00:00:00Z', to: '2027-12-01T00:00:00Z' },
        {
          name: 'Only money',
          from: '2026-11-01T00:00:00Z',
          to: '2026-12-02T00:00:00Z',
          categories: ['agent-financial' as const],
        },
      ),
      { maxLength: 2 },
    ),
    solo: fc.record(
      { allowed: fc.boolean(), wait_hours: fc.integer({ min: 1, max: 48 }) },
      { requiredKeys: [] },
    ),
    approval_days: fc.integer({ min: 1, max: 30 }),
  },
  { requiredKeys: ['version'] },
);

/** Whether the first asks for at least what the second asks for, and says so. */
export function asksAtLeast(more: Requirements, less: Requirements): string | undefined {
  const complaints: string[] = [];
  const check = (name: string, holds: boolean): void => {
    if (!holds) complaints.push(name);
  };
  const lanes = { standard: 0, normal: 1, emergency: 2 };
  check('lane', lanes[more.lane] >= lanes[less.lane]);
  check('tier', tiers.indexOf(more.tier) >= tiers.indexOf(less.tier));
  for (const key of ['record', 'tests', 'rehearsal', 'checklist', 'signed'] as const) {
    check(key, more[key] || !less[key]);
  }
  for (const key of ['distinctPeople', 'verifyHours'] as const) check(key, more[key] >= less[key]);
  check('wait', (more.wait?.hours ?? 0) >= (less.wait?.hours ?? 0));
  check('frozen', more.frozen !== undefined || less.frozen === undefined);
  check(
    'solo',
    more.solo === undefined ||
      (less.solo !== undefined && more.solo.hours >= less.solo.hours) ||
      less.approvals.length === 0,
  );
  check('approvalDays', more.approvalDays <= less.approvalDays);
  for (const { role, count } of less.approvals) {
    const own = more.approvals.find((demand) => demand.role === role);
    check(`approval by ${role}`, (own?.count ?? 0) >= count);
  }
  for (const key of ['editor', 'gate'] as const) {
    check(
      `enforcement.${key}`,
      more.enforcement[key] === 'require' || less.enforcement[key] === 'advise',
    );
  }
  return complaints.length === 0 ? undefined : complaints.join(', ');
}

/** A policy in force, made of parts. */
export function inForceOf(policy: ChangePolicy): PolicyInForce {
  return { policy, readable: true, from: [], notes: [] };
}
