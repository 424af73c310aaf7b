import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import { quote } from '../facts/quote';
import { assess } from '../risk/assess';
import { scoreFinding, tierWord } from '../risk/scoreFinding';
import { isLoosening } from '../risk/unspokenChanges';
import type { Factor, Finding } from '../rules/rule';
import type { ChangeRecord, RecordChange } from './changeRecord';
import { cleanText } from './cleanText';
import { lessonsFor, type Lesson } from './lessonsFor';

/** How long a rollback makes the same entry weigh more. */
const weightDays = 90;
const dayMilliseconds = 24 * 60 * 60 * 1000;
/** Two steps of context (risk-model.md 2.2): enough to be seen, one tier at most. */
const weightPoints = 8;

/** An analysis that knows what was rolled back before. */
export interface TaughtAnalysis {
  readonly analysis: FileAnalysis;
  /** Of each change that was made and taken back before, a sentence that says when and why. */
  readonly lessons: ReadonlyMap<Change, string>;
}

/**
 * What earlier rollbacks say about the changes of a file. For ninety days after a rollback the findings
 * about the same entry weigh more, with the day among their reasons.
 *
 * @param records of the repository; where none was rolled back the analysis comes back as it is
 */
export function withLessons(
  analysis: FileAnalysis,
  records: readonly ChangeRecord[],
  now: Date,
): TaughtAnalysis {
  const { path, changes } = analysis;
  const told = records.filter(({ outcome }) => outcome?.code === 'rolled-back');
  const latest = new Map<Change, Lesson>();
  for (const change of told.length === 0 ? [] : changes) {
    if (change.direction === 'tightens') continue;
    const same = told.filter(({ changes: earlier }) =>
      earlier.some((each) => each.file === path && isSameEntry(each, change)),
    );
    const { pointer, subject } = change;
    const [lesson] = lessonsFor(same, { path, pointer, subject: cleanText(subject) });
    if (lesson !== undefined) latest.set(change, lesson);
  }
  const lessons = new Map([...latest].map(([change, lesson]) => [change, lessonWords(lesson)]));
  const weighing = new Map([...latest].filter(([, { at }]) => isRecent(at, now)));
  if (weighing.size === 0) return { analysis, lessons };
  const findings = analysis.findings
    .map((finding) => {
      const lesson = finding.change === undefined ? undefined : weighing.get(finding.change);
      return lesson === undefined ? finding : weighed(finding, lesson);
    })
    .sort(
      (left, right) =>
        Number(left.origin === 'inherited') - Number(right.origin === 'inherited') ||
        (left.origin === 'introduced' ? right.score - left.score : 0),
    );
  const assessment = assess(changes, findings);
  return { analysis: { ...analysis, findings, assessment }, lessons };
}

/** `Rolled back on 2026-03-14 (CHG-…) because: “it deleted drafts”` */
export function lessonWords({ id, at, why }: Lesson): string {
  return why === ''
    ? t('Rolled back on {0} ({1}); nobody wrote down why.', day(at), id)
    : t('Rolled back on {0} ({1}) because: {2}', day(at), id, quote(why));
}

function weighed(finding: Finding, { at }: Lesson): Finding {
  const history: Factor = { points: weightPoints, because: t('rolled back on {0}', day(at)) };
  const { score, tier, sum } = scoreFinding(
    { because: finding.because, factors: { ...finding.factors, history } },
    finding.severity,
    finding.confidence,
  );
  return { ...finding, score, tier, sentence: t('{0} {1} = {2}', tierWord(tier), score, sum) };
}

function isRecent(at: string, now: Date): boolean {
  return now.getTime() - Date.parse(at) <= weightDays * dayMilliseconds;
}

function day(at: string): string {
  return at.slice(0, 10);
}

/** A server is one entry; in a list or a text the same thing has to be said again. */
function isSameEntry(earlier: RecordChange, change: Change): boolean {
  if (!isLoosening(earlier.direction) || cleanText(change.subject) !== earlier.subject) {
    return false;
  }
  if (earlier.subject.startsWith('server:')) return true;
  const before = change.before === undefined ? undefined : cleanText(change.before);
  const after = change.after === undefined ? undefined : cleanText(change.after);
  if (after !== undefined || earlier.after !== undefined) {
    const inList = /\/\d+(?:\/|$)/.test(earlier.pointer);
    return after === earlier.after || (!inList && earlier.pointer === change.pointer);
  }
  return before === undefined
    ? earlier.words === cleanText(change.words)
    : before === earlier.before;
}
