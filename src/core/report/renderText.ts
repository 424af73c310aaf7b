import { t } from '@vscode/l10n';
import { directionMarks } from '../compare/directionMarks';
import { shownLine } from '../facts/shownText';
import { wrapText } from '../facts/wrapText';
import { tierWord } from '../risk/scoreFinding';
import type { Tier } from '../rules/rule';
import type { Report, ReportChange, ReportFile, ReportFinding } from './report';

/** How the text is dressed: colours only where a terminal shows them. */
export interface TextStyle {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export const tierColors: Readonly<Record<Tier, string>> = {
  critical: '31;1',
  high: '31',
  medium: '33',
  low: '36',
  none: '2',
};

/** The report for people: a line per change or finding, a summary, nothing else. */
export function renderText(report: Report, style: TextStyle): string {
  const lines = report.files.flatMap((file) => fileLines(report, file, style));
  const notes = (report.notes ?? []).flatMap((note) => wrapText(note, style.width));
  return [...lines, ...notes, ...summaryLines(report, style)].join('\n') + '\n';
}

function fileLines(report: Report, file: ReportFile, style: TextStyle): string[] {
  if (file.status === 'unreadable') {
    const reason = shownLine(file.reason ?? '');
    return [
      `${shownLine(file.path)}  ${paint('33', t('could not be read'), style)}  ${reason}`,
      ...understoodLines(report, file, style),
    ];
  }
  return understoodLines(report, file, style);
}

/** What is known of a file, also when not all of it could be read. */
function understoodLines(report: Report, file: ReportFile, style: TextStyle): string[] {
  if (report.command === 'scan') {
    return file.findings.flatMap((finding) => [
      `${shownLine(file.path)}:${finding.range.start.line + 1}:${finding.range.start.character + 1}  ${paint(tierColors[finding.tier], finding.severity, style)}  ${finding.rule}  ${paint('2', shortId(finding), style)}`,
      ...wrapText(finding.message, style.width - 4).map((line) => `    ${line}`),
      ...(finding.lowered === undefined
        ? []
        : [`    ${paint('2', t('One level lower: {0}.', finding.lowered), style)}`]),
      ...acceptanceLines(finding, style, 4),
    ]);
  }
  const changes = file.changes ?? [];
  if (changes.length === 0 && file.findings.length === 0) return [];
  const tier = paint(tierColors[file.tier], `${tierWord(file.tier)} ${file.score}`, style);
  return [
    `${shownLine(file.path)}  ${tier}`,
    ...changes.flatMap((change) => changeLines(change, style)),
    ...file.findings
      .filter((finding) => finding.severity !== 'info')
      .flatMap((finding) => {
        const [first = '', ...rest] = wrapText(
          `${finding.rule}  ${finding.sentence}`,
          style.width - 6,
        );
        return [
          `    ${paint('2', first, style)}`,
          ...rest.map((line) => `      ${paint('2', line, style)}`),
          ...acceptanceLines(finding, style, 6),
        ];
      }),
  ];
}

/** Enough of a fingerprint to name a finding on the command line. */
function shortId({ fingerprint }: ReportFinding): string {
  return fingerprint.slice(0, 12);
}

function acceptanceLines(
  { acceptance }: ReportFinding,
  style: TextStyle,
  indent: number,
): readonly string[] {
  if (acceptance === undefined) return [];
  const color = acceptance.state === 'accepted' ? '2' : '33';
  return wrapText(acceptance.sentence, style.width - indent).map(
    (line) => `${' '.repeat(indent)}${paint(color, line, style)}`,
  );
}

function changeLines(change: ReportChange, style: TextStyle): string[] {
  const place = `${change.range.start.line + 1}:${change.range.start.character + 1}`;
  const [first = '', ...rest] = wrapText(`${change.words}  ${place}`, style.width - 6);
  const color =
    change.direction === 'tightens' ? '32' : change.direction === 'neutral' ? '2' : '33';
  return [
    `  ${paint(color, directionMarks[change.direction], style)} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...wrapText(change.lesson ?? '', style.width - 6)
      .filter((line) => line !== '')
      .map((line) => `      ${paint('33', line, style)}`),
  ];
}

function summaryLines(report: Report, style: TextStyle): string[] {
  if (report.command === 'scan') {
    const count = report.files.reduce((sum, file) => sum + file.findings.length, 0);
    const accepted = acceptedIn(report);
    const general = report.files.filter(({ assessed }) => assessed === 'general').length;
    return [
      `${counted(report.files.length, t('1 governed file'), '{0} governed files')}, ${counted(count, t('1 finding'), '{0} findings')}${accepted === 0 ? '' : t(', {0} of them accepted', accepted)}`,
      ...(general === 0
        ? []
        : [
            counted(
              general,
              t('1 of them was searched for hidden text and credentials only.'),
              '{0} of them were searched for hidden text and credentials only.',
            ),
          ]),
    ];
  }
  const changes = report.files.flatMap((file) => file.changes ?? []);
  const unread = report.files.filter(({ status }) => status === 'unreadable').length;
  const other = report.files.filter(({ status }) => status === 'not-governed');
  if (other.length > 0) return [t('{0} is not a governed file.', shownLine(other[0]?.path ?? ''))];
  if (changes.length === 0) {
    return [
      unread > 0
        ? counted(unread, t('1 file could not be compared.'), '{0} files could not be compared.')
        : t('No change in governed files.'),
    ];
  }
  const loosening = changes.filter((change) =>
    /^(?:loosens|mixed|unknown)$/.test(change.direction),
  );
  const files = report.files.filter((file) => (file.changes?.length ?? 0) > 0);
  const summary = t(
    '{0}, {1}, {2} loosen · {3} {4} · {5} lane',
    counted(files.length, t('1 file'), '{0} files'),
    counted(changes.length, t('1 change'), '{0} changes'),
    loosening.length,
    paint(tierColors[report.tier], tierWord(report.tier), style),
    report.score,
    report.lane,
  );
  return [
    summary,
    ...report.sentences.flatMap((sentence) => wrapText(sentence, style.width)),
    ...(acceptedIn(report) === 0
      ? []
      : wrapText(
          t('What is accepted raises no alarm, and is approved like the rest.'),
          style.width,
        )),
    ...wrapText(report.requirements?.cheapest ?? '', style.width),
  ];
}

function acceptedIn({ files }: Report): number {
  const findings = files.flatMap((file) => file.findings);
  return findings.filter(({ acceptance }) => acceptance?.state === 'accepted').length;
}

function counted(count: number, one: string, several: string): string {
  return count === 1 ? one : t(several, count);
}

/** A text in a colour of the terminal, where there is one. */
export function paint(code: string, text: string, style: TextStyle): string {
  return style.color ? `\u001b[${code}m${text}\u001b[0m` : text;
}
