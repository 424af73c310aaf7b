import { t } from '@vscode/l10n';
import { shownLine } from '../facts/shownText';
import { wrapText } from '../facts/wrapText';
import { gateCheckName, type GateCheck } from '../gate/gateFailure';
import { isBlocking, type GateVerdict, type JudgedRequest } from '../gate/judgeGate';
import type { LifeState } from '../gate/lifeCycle';
import { tierWord } from '../risk/scoreFinding';
import type { Enforcement } from '../policy/requirements';
import type { Tier } from '../rules/rule';
import { paint, tierColors, type TextStyle } from './renderText';

interface State {
  readonly label: string;
  readonly commit: string;
}

/** What `mcp-change gate --format json` prints; `schemas/gate.schema.json` describes it. */
export interface GateReport {
  readonly schema: 'mcp-change/gate-result/v1';
  readonly passed: boolean;
  readonly enforcement: Enforcement;
  readonly base: State;
  readonly head: State;
  /** Governed files that differ. */
  readonly governed: number;
  readonly requests: readonly GateReportRequest[];
  readonly failures: readonly GateReportFailure[];
  readonly sentences: readonly string[];
}

export interface GateReportRequest {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly tier: Tier;
  readonly state: LifeState;
  readonly selfApproved: boolean;
  readonly approvals: readonly {
    readonly by: string;
    readonly at: string;
    readonly roles: readonly string[];
  }[];
  readonly missing: readonly string[];
  readonly contentDigest: string;
}

export interface GateReportFailure {
  readonly check: GateCheck;
  readonly name: string;
  readonly path: string;
  readonly line?: number | undefined;
  readonly record?: string | undefined;
  readonly message: string;
  readonly mend: string;
  readonly blocks: boolean;
}

/** The verdict as data; every text of the repository is shown as it may leave the core. */
export function gateReport(verdict: GateVerdict, base: State, head: State): GateReport {
  return {
    schema: 'mcp-change/gate-result/v1',
    passed: verdict.passed,
    enforcement: verdict.enforcement,
    base,
    head,
    governed: verdict.governed,
    requests: verdict.requests.map(requestOf),
    failures: verdict.failures.map((failure) => ({
      check: failure.check,
      name: gateCheckName(failure.check),
      path: shownLine(failure.path),
      ...(failure.line === undefined ? {} : { line: failure.line }),
      ...(failure.record === undefined ? {} : { record: failure.record }),
      message: shownLine(failure.message),
      mend: shownLine(failure.mend),
      blocks: isBlocking(failure, verdict),
    })),
    sentences: [...(verdict.standard?.sentences ?? []), ...verdict.notes].map(shownLine),
  };
}

function requestOf({ path, weighed, state }: JudgedRequest): GateReportRequest {
  const { record, approvals, requirements, digests } = weighed;
  return {
    id: record.id,
    path: shownLine(path),
    title: shownLine(record.title),
    tier: requirements.tier,
    state: state.state,
    selfApproved: approvals.selfApproved,
    approvals: approvals.approvedBy.map(({ by, at, roles }) => ({
      by: shownLine(by),
      at,
      roles: roles.map(shownLine),
    })),
    missing: approvals.missing.map(shownLine),
    contentDigest: digests.content_digest,
  };
}

/** The verdict for people: requests, what fails with its remedy, one last line. */
export function renderGate(report: GateReport, style: TextStyle): string {
  const lines = [
    ...report.requests.flatMap((request) => requestLines(request, style)),
    ...groupsOf(report.failures).flatMap((group) => groupLines(group, style)),
    ...report.sentences.flatMap((sentence) => wrapText(sentence, style.width)),
    conclusion(report),
  ];
  return `${lines.join('\n')}\n`;
}

function requestLines(request: GateReportRequest, style: TextStyle): readonly string[] {
  const tier = paint(tierColors[request.tier], tierWord(request.tier), style);
  return [
    `${request.id}  ${tier} · ${request.state}${request.selfApproved ? ` · ${t('self-approved')}` : ''}`,
    ...wrapText(request.title, style.width - 2).map((line) => `  ${line}`),
    ...request.approvals.map(({ by, roles }) => `  ✔ ${by} (${roles.join(', ')})`),
  ];
}

/** What one check says about one place stands together: twenty open questions are one thing to do. */
function groupsOf(
  failures: readonly GateReportFailure[],
): readonly (readonly GateReportFailure[])[] {
  const groups = new Map<string, GateReportFailure[]>();
  for (const failure of failures) {
    const { check, path, line, blocks } = failure;
    const key = JSON.stringify([check, path, line, blocks]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [failure]);
    else group.push(failure);
  }
  return [...groups.values()];
}

function groupLines(group: readonly GateReportFailure[], style: TextStyle): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const mark = first.blocks ? paint('31', '✘', style) : paint('33', '!', style);
  const place = first.line === undefined ? first.path : `${first.path}:${first.line}`;
  const mends = new Map<string, string[]>();
  for (const { message, mend } of group) {
    mends.set(mend, [...(mends.get(mend) ?? []), message]);
  }
  const indented = (text: string): readonly string[] =>
    wrapText(text, style.width - 4).map((line) => `    ${line}`);
  return [
    `${mark} ${first.check} ${first.name}  ${place}`,
    ...[...mends].flatMap(([mend, messages]) => [
      ...messages.flatMap(indented),
      ...indented(`→ ${mend}`),
    ]),
  ];
}

function conclusion({ failures, passed, governed, enforcement }: GateReport): string {
  if (governed === 0 && failures.length === 0) return t('No change in governed files.');
  if (failures.length === 0) return t('Passed.');
  const blocking = failures.filter(({ blocks }) => blocks).length;
  if (!passed) return t('Failed: {0} to mend.', blocking);
  return enforcement === 'advise'
    ? t('Passed: the policy only advises. It would ask for {0} more.', failures.length)
    : t('Passed.');
}

/** The failures as SARIF 2.1.0 (OASIS, 2020), for code scanning services. */
export function renderGateSarif(report: GateReport, version: string): string {
  const checks = [...new Set(report.failures.map(({ check }) => check))].sort();
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'MCP Change Control',
              version,
              rules: checks.map((check) => ({
                id: `gate/${check}`,
                shortDescription: { text: gateCheckName(check) },
              })),
            },
          },
          results: report.failures.map((failure) => ({
            ruleId: `gate/${failure.check}`,
            level: failure.blocks ? 'error' : 'warning',
            message: { text: `${failure.message} ${failure.mend}` },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(failure.path) },
                  ...(failure.line === undefined ? {} : { region: { startLine: failure.line } }),
                },
              },
            ],
          })),
        },
      ],
    },
    undefined,
    2,
  );
}
