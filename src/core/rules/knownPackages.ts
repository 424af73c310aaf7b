import type { Ecosystem } from '../facts/fact';

/** When the list was put together. What is not on it may still be bad. */
export const knownPackagesDate = '2026-11-22';

export interface KnownPackage {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** First affected version; absent: all before. */
  readonly from?: string | undefined;
  /** First version that is not affected. */
  readonly fixed: string;
  /** Number of the published report. */
  readonly id: string;
}

/**
 * Holes with a number and a fixed version that the reference has verified (rules.json,
 * mcp/known-vulnerable-version). Ranges without a number are left out.
 */
export const vulnerablePackages: readonly KnownPackage[] = [
  {
    ecosystem: 'npm',
    name: 'mcp-remote',
    from: '0.0.5',
    fixed: '0.1.16',
    id: 'CVE-2025-6514',
  },
  {
    ecosystem: 'npm',
    name: '@modelcontextprotocol/inspector',
    fixed: '0.14.1',
    id: 'CVE-2025-49596',
  },
  {
    ecosystem: 'npm',
    name: '@akoskm/create-mcp-server-stdio',
    fixed: '0.0.13',
    id: 'CVE-2025-54994',
  },
  { ecosystem: 'npm', name: 'figma-developer-mcp', fixed: '0.6.3', id: 'CVE-2025-53967' },
  { ecosystem: 'pypi', name: 'mcp', fixed: '1.23.0', id: 'CVE-2025-66416' },
];

export interface MaliciousPackage {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly versions: readonly string[];
  /** The whole package was a trap in the end, so a version that moves is none to trust either. */
  readonly whole: boolean;
}

/** Releases that were made to do harm (reference rules mcp/known-malicious-package). */
export const maliciousPackages: readonly MaliciousPackage[] = [
  {
    ecosystem: 'npm',
    name: 'postmark-mcp',
    versions: ['1.0.16', '1.0.17', '1.0.18'],
    whole: true,
  },
  { ecosystem: 'npm', name: 'cline', versions: ['2.3.0'], whole: false },
];

/** Names that others are made to look like (those of servers named in the reference). */
export const popularPackages: readonly string[] = [
  '@modelcontextprotocol/server-filesystem',
  '@modelcontextprotocol/server-github',
  '@modelcontextprotocol/inspector',
  '@modelcontextprotocol/sdk',
  '@zereight/mcp-gitlab',
  '@stripe/mcp',
  'figma-developer-mcp',
  'mcp-remote',
  'mcp-server-fetch',
  'supergateway',
];
