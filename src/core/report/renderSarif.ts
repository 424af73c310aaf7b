import { ruleCatalogue } from '../rules/ruleCatalogue';
import { ruleReferences } from '../rules/ruleReferences';
import type { Severity } from '../rules/rule';
import type { Report, ReportFinding } from './report';

const levels: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

/** On the scale of CVSS, by which GitHub's code scanning names a level. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  info: '0.0',
  low: '3.0',
  medium: '5.5',
  high: '8.0',
  critical: '9.5',
};

/** The form in which code scanning services recognise a weakness. */
function tagOf(reference: string): string {
  return reference.startsWith('CWE-') ? `external/cwe/${reference.toLowerCase()}` : reference;
}

/** The report as SARIF 2.1.0 (OASIS, 2020), for code scanning services. */
export function renderSarif(report: Report, version: string): string {
  const used = new Set(
    report.files.flatMap((file) => file.findings.map((finding) => finding.rule)),
  );
  const rules = ruleCatalogue.filter((rule) => used.has(rule.id));
  // SARIF 3.27.23: where one result says whether it is suppressed, all of them do.
  const decided = report.files.some((file) =>
    file.findings.some(({ acceptance }) => acceptance !== undefined),
  );
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
              rules: rules.map((rule) => ({
                id: rule.id,
                shortDescription: { text: rule.title },
                defaultConfiguration: { level: levels[rule.severity] },
                properties: {
                  category: rule.category,
                  precision: rule.confidence === 'heuristic' ? 'medium' : 'high',
                  'security-severity': securitySeverity[rule.severity],
                  tags: ['security', ...ruleReferences(rule.id).map(tagOf)],
                },
              })),
            },
          },
          invocations: [invocationOf(report)],
          columnKind: 'utf16CodeUnits',
          results: report.files.flatMap((file) =>
            file.findings.map((finding) => ({
              ruleId: finding.rule,
              level: levels[finding.severity],
              message: { text: messageOf(finding) },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: uriOf(file.path) },
                    region: {
                      startLine: finding.range.start.line + 1,
                      startColumn: finding.range.start.character + 1,
                      endLine: finding.range.end.line + 1,
                      endColumn: finding.range.end.character + 1,
                    },
                  },
                },
              ],
              partialFingerprints: { 'mcpChange/v1': finding.fingerprint },
              // A scan compares with nothing.
              ...(report.command === 'scan'
                ? {}
                : { baselineState: finding.origin === 'introduced' ? 'new' : 'unchanged' }),
              ...(decided ? { suppressions: suppressionsOf(finding) } : {}),
            })),
          ),
        },
      ],
    },
    undefined,
    2,
  );
}

/** What could not be read: a result that is missing for it must not look like none. */
function invocationOf(report: Report): object {
  const unread = report.files.filter(({ status }) => status === 'unreadable');
  const notifications = [
    ...unread.map(({ path, reason }) => ({
      level: 'error',
      message: { text: reason ?? '' },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
    })),
    ...(report.notes ?? []).map((text) => ({ level: 'warning', message: { text } })),
  ];
  return {
    executionSuccessful: unread.length === 0,
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  };
}

function messageOf({ message, acceptance }: ReportFinding): string {
  return acceptance === undefined ? message : `${message} ${acceptance.sentence}`;
}

/** Relative, with everything escaped that means something in an address; half a character is none. */
function uriOf(path: string): string {
  return path
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** Not accepted any more is not suppressed; brought by the same change waits for a review. */
function suppressionsOf({ acceptance }: ReportFinding): readonly object[] {
  if (acceptance === undefined || acceptance.state === 'open') return [];
  return [
    {
      kind: 'external',
      status: acceptance.state === 'accepted' ? 'accepted' : 'underReview',
      justification: acceptance.sentence,
    },
  ];
}
