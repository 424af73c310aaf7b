import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import {
  acceptancesInForce,
  type AcceptancesInForce,
} from '../../src/core/policy/acceptances/acceptancesInForce';
import type { FindingAcceptance } from '../../src/core/policy/acceptances/acceptance';
import { judgeAcceptance } from '../../src/core/policy/acceptances/judgeAcceptance';
import { acceptanceOf, writeAcceptance } from '../../src/core/record/writeAcceptance';
import type { Finding } from '../../src/core/rules/rule';

export const file = '.mcp-change/acceptances.yaml';
export const now = new Date('2026-11-22T09:14:00Z');
export const decision = { reason: 'Served from our own mirror.', owner: 'email:bo@example.org' };

export const server = (spec: string, more = ''): string =>
  `{ "servers": { "files": { "command": "npx", "args": ["-y", "${spec}", "./docs"]${more} } } }\n`;

export function analyze(text: string, before?: string, path = '.vscode/mcp.json'): FileAnalysis {
  const analysis = analyzeFile({
    path,
    text,
    baseline: before === undefined ? undefined : { text: before },
  });
  assert.ok(analysis !== undefined);
  return analysis;
}

export function findingOf({ findings }: FileAnalysis, rule: string): Finding {
  const finding = findings.find((candidate) => candidate.rule === rule);
  assert.ok(finding !== undefined, `${rule} speaks`);
  return finding;
}

/** The file after somebody accepted the finding of a rule. */
export function accept(
  analysis: FileAnalysis,
  rule: string,
  until = '2027-01-31',
  text?: string,
  path = analysis.path,
): string {
  const acceptance = acceptanceOf(analysis, findingOf(analysis, rule), path, {
    ...decision,
    until,
  });
  const written = writeAcceptance(text, acceptance, now);
  assert.equal(written.problem, undefined);
  return 'text' in written ? written.text : '';
}

export function inForce(text: string | undefined, before?: string | null): AcceptancesInForce {
  const sources = (of: string | null | undefined): { path: string; text: string }[] =>
    of === undefined || of === null ? [] : [{ path: file, text: of }];
  return acceptancesInForce(sources(text), before === undefined ? undefined : sources(before));
}

export function judge(
  analysis: FileAnalysis,
  rule: string,
  accepted: AcceptancesInForce,
  at = now,
): FindingAcceptance | undefined {
  return judgeAcceptance(analysis, findingOf(analysis, rule), accepted, at);
}

export const unpinned = 'mcp/unpinned-package';
