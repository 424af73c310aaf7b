import { ruleCatalogue } from '../rules/ruleCatalogue';
import type { Severity } from '../rules/rule';
import type { Report } from './report';

const levels: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

/** The report as SARIF 2.1.0 (OASIS, 2020), for code scanning services. */
export function renderSarif(report: Report, version: string): string {
  const used = new Set(
    report.files.flatMap((file) => file.findings.map((finding) => finding.rule)),
  );
  const rules = ruleCatalogue.filter((rule) => used.has(rule.id));
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
                },
              })),
            },
          },
          columnKind: 'utf16CodeUnits',
          results: report.files.flatMap((file) =>
            file.findings.map((finding) => ({
              ruleId: finding.rule,
              level: levels[finding.severity],
              message: { text: finding.message },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: encodeURI(file.path) },
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
              baselineState: finding.origin === 'introduced' ? 'new' : 'unchanged',
            })),
          ),
        },
      ],
    },
    undefined,
    2,
  );
}
