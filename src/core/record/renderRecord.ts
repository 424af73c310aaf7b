import { t } from '@vscode/l10n';
import { directionMarks } from '../compare/directionMarks';
import { shownLine } from '../facts/shownText';
import { wrapText } from '../facts/wrapText';
import { tierWord } from '../risk/scoreFinding';
import type { Tier } from '../rules/rule';
import type { ChangeRecord } from './changeRecord';
import { isDone, standingsOf, type Standing } from './evidence';
import { residueLine } from './renderRollbackPlan';
import { restoreMinutes, rollbackSteps } from './rollbackSteps';
import { code, prose } from './safeMarkdown';

export interface RenderOptions {
  readonly format: 'markdown' | 'text';
  /** The digest of what is there now, when it may be something else than was recorded. */
  readonly content?: string | undefined;
  /** The tier that the policy makes of it, when that may be a higher one. */
  readonly countsAs?: Tier | undefined;
  /** What the policy asks, in its own sentences. */
  readonly needs?: readonly string[] | undefined;
  /** Of a terminal, for text; a command or a name stays whole. Undefined: lines are as long as they are. */
  readonly width?: number | undefined;
}

/** How the parts look; every text that comes in is dressed so that it can be nothing but text. */
interface Dress {
  readonly heading: (level: 2 | 3, text: string) => readonly string[];
  readonly strong: (text: string) => string;
  readonly prose: (text: string) => string;
  readonly code: (text: string) => string;
  readonly item: (text: string) => string;
  readonly step: (number: number, text: string) => string;
  readonly task: (done: boolean, text: string) => string;
  /** A line that belongs to the item above. */
  readonly under: (text: string) => string;
}

const markdown: Dress = {
  heading: (level, text) => ['', `${'#'.repeat(level)} ${text}`, ''],
  strong: (text) => `**${text}**`,
  prose,
  code,
  item: (text) => `- ${text}`,
  step: (number, text) => `${number}. ${text}`,
  task: (done, text) => `- [${done ? 'x' : ' '}] ${text}`,
  under: (text) => `  - ${text}`,
};

/** A space inside a command or a name, where a line must not end. For private use, so no text has it. */
const unbroken = '\ue000';

const plain: Dress = {
  heading: (_level, text) => ['', text],
  strong: (text) => text,
  prose: shownLine,
  code: (text) => shownLine(text).replaceAll(' ', unbroken),
  item: (text) => `  ${text}`,
  step: (number, text) => `  ${number}. ${text}`,
  task: (done, text) => `  ${done ? '☑' : '☐'} ${text}`,
  under: (text) => `      ${text}`,
};

/**
 * A record for people, words first: what changes, how risky and why, what is still to do, how it is
 * taken back. As Markdown for a pull request or a preview, where no text of the record can be read as
 * Markdown; or as plain text for a terminal.
 */
export function renderRecord(record: ChangeRecord, options: RenderOptions): string {
  const dress = options.format === 'markdown' ? markdown : plain;
  const content = options.content ?? record.subject.content_digest;
  const standings = standingsOf(record, content);
  const lines = [
    ...head(record, options.countsAs, dress),
    ...(content === record.subject.content_digest || isOver(record)
      ? []
      : [
          '',
          dress.strong(
            t(
              'The files are no longer what this was written for. What was tested and approved holds for other content.',
            ),
          ),
        ]),
    ...changes(record, dress),
    ...why(record, dress),
    ...missing(record, standings, options.needs ?? [], dress),
    ...review(record, standings, dress),
    ...tests(standings, dress),
    ...deployment(record, dress),
    ...rollback(record, dress),
    '',
    t('Content {0}, plan {1}', dress.code(short(content)), dress.code(short(record.intent_digest))),
  ];
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (options.format === 'markdown') return `${text}\n`;
  const wrapped = options.width === undefined ? text : wrapLines(text, options.width);
  return `${wrapped.replaceAll(unbroken, ' ')}\n`;
}

/** Files go on after a change was closed or taken back; nothing is asked of them any more. */
function isOver({ status }: ChangeRecord): boolean {
  return ['closed', 'rolled-back', 'rejected', 'withdrawn', 'superseded'].includes(status);
}

/** What goes on in the next line stands below the words, not below the mark before them. */
function wrapLines(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (line.length <= width) return [line];
      const [, start = '', mark = ''] = /^( *)((?:[☐☑▲▼◆?•]|\d{1,3}\.) )?/u.exec(line) ?? [];
      const [first = '', ...rest] = wrapText(
        line.slice(start.length + mark.length),
        width - start.length - mark.length,
      );
      const indent = ' '.repeat(start.length + mark.length);
      return [start + mark + first, ...rest.map((part) => indent + part)];
    })
    .join('\n');
}

function short(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

function head(
  record: ChangeRecord,
  countsAs: Tier = record.risk.tier,
  dress: Dress,
): readonly string[] {
  const { risk } = record;
  const counts = countsAs === risk.tier ? '' : ` · ${t('counts as {0}', tierWord(countsAs))}`;
  return [
    ...dress.heading(2, `${dress.code(record.id)} ${dress.prose(record.title)}`),
    `${dress.strong(`${tierWord(risk.tier)} ${risk.score}`)}${counts} · ${risk.direction} · ${t('{0} lane', record.lane)} · ${record.status}`,
    ...(record.why === record.title
      ? []
      : ['', dress.prose(record.why === '' ? t('No reason is given yet.') : record.why)]),
  ];
}

function changes(record: ChangeRecord, dress: Dress): readonly string[] {
  const agents = record.authorship.agents.map(({ name, operator, governed_by_this_change: own }) =>
    own === true
      ? t(
          'Written with {0}, which this change governs; {1} cannot approve it.',
          dress.code(name),
          dress.code(operator),
        )
      : t('Written with {0}; {1} cannot approve it.', dress.code(name), dress.code(operator)),
  );
  return [
    ...dress.heading(3, t('What changes')),
    ...record.changes.map(({ direction, words, file }) =>
      dress.item(
        `${directionMarks[direction]} ${dress.strong(direction)} ${dress.prose(words)} (${dress.code(file)})`,
      ),
    ),
    ...(agents.length === 0 ? [] : ['', ...agents]),
  ];
}

function why({ risk }: ChangeRecord, dress: Dress): readonly string[] {
  return [
    ...dress.heading(3, t('Why {0}', tierWord(risk.tier))),
    ...risk.because.map((sentence) => dress.item(dress.prose(sentence))),
  ];
}

function missing(
  record: ChangeRecord,
  standings: readonly Standing[],
  needs: readonly string[],
  dress: Dress,
): readonly string[] {
  const open = (kind: Standing['kind']): number =>
    standings.filter((standing) => standing.kind === kind && !isDone(standing)).length;
  const list = [
    ...(record.still_missing ?? []).map(dress.prose),
    ...needs.map(dress.prose),
    ...(open('check') > 0 ? [t('{0} questions of the checklist to answer', open('check'))] : []),
    ...(open('test') > 0 ? [t('{0} tests to run', open('test'))] : []),
  ];
  return list.length === 0
    ? []
    : [...dress.heading(3, t('Still missing')), ...list.map((line) => dress.task(false, line))];
}

function review(
  { review: part }: ChangeRecord,
  standings: readonly Standing[],
  dress: Dress,
): readonly string[] {
  if (part === undefined) return [];
  return [
    ...dress.heading(3, t('Review')),
    ...(part.questions ?? []).map((question) => dress.item(dress.prose(question))),
    '',
    ...part.checklist.flatMap(({ id, ask, answer, because }) => {
      const standing = standings.find((entry) => entry.kind === 'check' && entry.id === id);
      const found = answer === 'yes' ? t('Yes.') : answer === 'no' ? t('No.') : undefined;
      return [
        dress.task(
          standing === undefined || isDone(standing),
          `${dress.prose(ask)} ${dress.code(id)}`,
        ),
        ...(found === undefined ? [] : [dress.under(`${found} ${dress.prose(because ?? '')}`)]),
        ...(standing === undefined ? [] : resultLines(standing, dress)),
      ];
    }),
  ];
}

function tests(standings: readonly Standing[], dress: Dress): readonly string[] {
  const list = standings.filter(({ kind }) => kind === 'test');
  if (list.length === 0) return [];
  return [
    ...dress.heading(3, t('Tests')),
    ...list.flatMap((standing) => [
      dress.task(isDone(standing), `${dress.prose(standing.what)} ${dress.code(standing.id)}`),
      ...(standing.command === undefined || isDone(standing)
        ? []
        : [dress.under(`${t('Run')}: ${dress.code(standing.command)}`)]),
      ...(isDone(standing)
        ? []
        : [dress.under(`${t('Expect')}: ${dress.prose(standing.expect ?? '')}`)]),
      ...resultLines(standing, dress),
    ]),
  ];
}

function resultLines({ state, evidence }: Standing, dress: Dress): readonly string[] {
  if (evidence === undefined) return [];
  const who = dress.code(evidence.by ?? t('somebody'));
  const when = evidence.at;
  const note = evidence.note === undefined ? '' : ` ${dress.prose(evidence.note)}`;
  switch (state) {
    case 'passed':
      return [dress.under(`${t('Passed: {0}, {1}.', who, when)}${note}`)];
    case 'warned':
      return [dress.under(`${t('Passed with a warning: {0}, {1}.', who, when)}${note}`)];
    case 'failed':
      return [dress.under(`${t('Failed: {0}, {1}.', who, when)}${note}`)];
    default:
      return [dress.under(t('Void: the result of {0} was for other content.', who))];
  }
}

function deployment({ deployment: part }: ChangeRecord, dress: Dress): readonly string[] {
  const steps = part.steps ?? [];
  if (steps.length === 0) return [];
  return [
    ...dress.heading(3, t('Deployment')),
    ...steps.map(({ number, do: action, expect }) =>
      dress.step(
        number,
        `${dress.prose(action)}${expect === undefined ? '' : ` → ${dress.prose(expect)}`}`,
      ),
    ),
  ];
}

function rollback(record: ChangeRecord, dress: Dress): readonly string[] {
  const { rollback: part } = record;
  const residue = part.residue.filter(({ kind }) => kind !== 'none');
  const summary = [
    dress.prose(record.take_back),
    ...(part.restore_minutes === undefined
      ? []
      : [t('Safe again within {0} minutes.', part.restore_minutes)]),
  ];
  return [
    ...dress.heading(3, t('Rollback')),
    summary.join(' '),
    ...whatBecame(record, dress),
    '',
    ...(part.triggers ?? []).map(({ signal, where }) =>
      dress.item(t('Take it back on: {0}. Look at {1}.', dress.prose(signal), dress.prose(where))),
    ),
    ...(residue.length === 0
      ? []
      : [
          '',
          dress.strong(t('What this cannot undo')),
          '',
          ...residue.map((entry) => dress.item(residueLine(entry, dress.prose))),
        ]),
    ...(part.steps.length === 0
      ? []
      : [
          '',
          dress.strong(t('Steps')),
          '',
          ...part.steps.map(({ number, phase, do: action, command, windows_command: windows }) => {
            const line = [
              dress.strong(phase),
              dress.prose(action),
              ...(command === undefined ? [] : [dress.code(command)]),
              ...(windows === undefined ? [] : [`PowerShell: ${dress.code(windows)}`]),
            ].join(' ');
            if (record.outcome?.code !== 'rolled-back') return dress.step(number, line);
            const done = record.outcome.steps_done?.find(({ step }) => step === number);
            const back = phase === 'revert' || done !== undefined;
            return dress.task(
              back,
              `${number}. ${line}${done === undefined ? '' : ` (${dress.code(done.by)}, ${dress.prose(done.at)})`}`,
            );
          }),
        ]),
  ];
}

/** When it went back, why, and how long that took. */
function whatBecame(record: ChangeRecord, dress: Dress): readonly string[] {
  const { outcome } = record;
  if (outcome?.code !== 'rolled-back' || outcome.restored_at === undefined) return [];
  const minutes = restoreMinutes(record);
  const open = rollbackSteps(record).filter(({ done }) => done === undefined).length;
  return [
    '',
    [
      outcome.why === undefined
        ? t('Rolled back {0}.', dress.prose(outcome.restored_at))
        : t('Rolled back {0}: {1}', dress.prose(outcome.restored_at), dress.prose(outcome.why)),
      ...(open === 0
        ? minutes === undefined
          ? []
          : [t('Everything was done after {0} minutes.', minutes)]
        : [t('{0} steps are open.', open)]),
    ].join(' '),
  ];
}
