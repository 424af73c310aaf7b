import { t } from '@vscode/l10n';
import type { FileAnalysis } from '../analyze';
import type { Change } from '../compare/change';
import type { Finding } from '../rules/rule';
import { quote } from '../facts/quote';
import { changeAtoms, entryOfAtom } from './changeAtoms';
import { holesIn } from './closedHoles';
import type { RehearsalCheck, RollbackContext } from './rollbackPlan';

/** What a rehearsal is judged against. */
export interface Rehearsal {
  /** The text that is there now, measured against the text to go back to. */
  readonly analysis: FileAnalysis;
  /** Undefined: the file is gone after the rollback. */
  readonly restoredText: string | undefined;
  readonly reverted: readonly Change[];
  /** What was edited after the change: it may stay, whatever else it touches. */
  readonly later: readonly Change[];
}

/**
 * Judges a restored text that exists in memory only: does it parse, does it mean exactly what was
 * asked for, and does it bring a finding that neither the baseline nor the present text had.
 */
export function rehearse(
  rehearsal: Rehearsal,
  context: RollbackContext,
): readonly RehearsalCheck[] {
  const { analysis, restoredText, reverted, later } = rehearsal;
  const applies: RehearsalCheck = {
    check: 'applies',
    passed: true,
    note:
      restoredText === undefined
        ? t('The file is deleted; it did not exist before this change.')
        : t('{0} of {1} changes go back.', reverted.length, analysis.changes.length),
  };
  if (restoredText === undefined) {
    return [
      applies,
      { check: 'parses', passed: true, note: t('There is nothing left to read.') },
      { check: 'meaning', passed: true, note: t('The file grants nothing any more.') },
      { check: 'no-new-finding', passed: true, note: t('There is nothing left to judge.') },
    ];
  }
  // The baseline's own bytes mean the baseline; only whether it can be read is left to see.
  const sameBytes = restoredText === analysis.baselineText;
  const restored = context.analyze({
    path: analysis.path,
    text: restoredText,
    baseline: sameBytes ? undefined : { text: analysis.baselineText },
    byPolicy: analysis.surface,
  });
  if (restored?.status === 'unreadable') {
    const note = restored.reason ?? t('The restored text cannot be read.');
    return [applies, { check: 'parses', passed: false, note }];
  }
  const parses: RehearsalCheck = {
    check: 'parses',
    passed: true,
    note: t('The restored text parses.'),
  };
  if (sameBytes) {
    const findings = openedHole(analysis, restored, context) ?? nothingNew();
    return [applies, parses, sameMeaning(context), findings];
  }
  return [
    applies,
    parses,
    checkMeaning({ analysis, restoredText, reverted, later }, restored?.changes ?? [], context),
    openedHole(analysis, restored, context) ?? checkFindings(analysis, restored, context),
  ];
}

function checkMeaning(
  { analysis, reverted, later }: Rehearsal,
  remaining: readonly Change[],
  context: RollbackContext,
): RehearsalCheck {
  const gone = new Set(reverted.flatMap(changeAtoms));
  const expected = new Map<string, Change>();
  for (const change of analysis.changes) {
    for (const atom of changeAtoms(change)) if (!gone.has(atom)) expected.set(atom, change);
  }
  const actual = new Map<string, Change>();
  for (const change of remaining) for (const atom of changeAtoms(change)) actual.set(atom, change);
  const laterAtoms = later.flatMap(changeAtoms);
  const known = new Set(laterAtoms);
  // Of a list that somebody added to since, what they added is left beside what came back.
  const shared = new Set(laterAtoms.map(entryOfAtom));
  const maybe = (atom: string): boolean => {
    const entry = entryOfAtom(atom);
    return known.has(atom) || (entry !== undefined && shared.has(entry));
  };
  for (const [atom, change] of actual) {
    // Two texts can say the same and differ in prose that nobody is bound by.
    if (expected.has(atom) || maybe(atom) || isHarmlessProse(change, reverted)) continue;
    return {
      check: 'meaning',
      passed: false,
      note: t('Still different from {0}: {1}', context.baselineName, quote(change.words)),
    };
  }
  for (const [atom, change] of expected) {
    if (actual.has(atom) || maybe(atom)) continue;
    return { check: 'meaning', passed: false, note: t('Would be lost: {0}', quote(change.words)) };
  }
  if (expected.size === 0) return sameMeaning(context);
  const note = t('Means the same as {0} but for what stays.', context.baselineName);
  return { check: 'meaning', passed: true, note };
}

/** The same finding again: by its identity, or by what it says when only its place moved. */
function traits(finding: Finding): readonly string[] {
  return [finding.fingerprint, `${finding.rule}\n${finding.message}`];
}

function sameMeaning(context: RollbackContext): RehearsalCheck {
  const note = t('Means the same as {0}.', context.baselineName);
  return { check: 'meaning', passed: true, note };
}

function nothingNew(): RehearsalCheck {
  return { check: 'no-new-finding', passed: true, note: t('Brings no new finding.') };
}

/** Prose that was not itself to go back and that makes nothing stricter or looser. */
function isHarmlessProse(change: Change, reverted: readonly Change[]): boolean {
  return (
    change.detail.kind === 'prose' &&
    change.direction === 'neutral' &&
    !reverted.every(({ detail }) => detail.kind === 'prose')
  );
}

/** Going back to a version with a published hole is no way to safety, unless it is asked for by name. */
function openedHole(
  present: FileAnalysis,
  restored: FileAnalysis | undefined,
  context: RollbackContext,
): RehearsalCheck | undefined {
  if (restored === undefined || context.includeTightening === true) return undefined;
  const known = new Set(holesIn(present).map(({ subject }) => subject));
  const opened = holesIn(restored).find(({ subject }) => !known.has(subject));
  return opened === undefined
    ? undefined
    : {
        check: 'no-new-finding',
        passed: false,
        note: t(
          'It would open a known hole again: {0} Switch the server off instead, or go on to a version without the hole.',
          quote(opened.message),
        ),
      };
}

function checkFindings(
  analysis: FileAnalysis,
  restored: FileAnalysis | undefined,
  context: RollbackContext,
): RehearsalCheck {
  const before =
    analysis.baselineText === undefined || restored === undefined
      ? undefined
      : context.analyze({
          path: analysis.path,
          text: analysis.baselineText,
          baseline: undefined,
          byPolicy: analysis.surface,
        });
  const known = new Set([...analysis.findings, ...(before?.findings ?? [])].flatMap(traits));
  // A finding about a change judges what is meant to stay; the check of the meaning has seen that.
  const fresh = restored?.findings.find(
    (finding) =>
      finding.origin === 'introduced' &&
      finding.tier !== 'none' &&
      finding.change === undefined &&
      !traits(finding).some((trait) => known.has(trait)),
  );
  return fresh === undefined
    ? nothingNew()
    : {
        check: 'no-new-finding',
        passed: false,
        note: t('Would bring a new finding: {0}', quote(fresh.message)),
      };
}
