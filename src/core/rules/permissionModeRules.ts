import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { absentValue } from '../compare/settingDirection';
import type { FileFacts } from '../facts/fact';
import type { SettingOrder } from '../facts/settingOrder';
import { shorten } from '../compare/permissionAction';
import { jsonEditor } from './permissionEdits';
import { insideQuotes } from './permissionAllowRules';
import { permissionFactors } from './permissionWeight';
import type { Detection, Fix, Rule, RuleContext, Severity } from './rule';

/** One word that replaces thousands of single decisions. */
export const approvalModeLoosened: Rule = {
  id: 'perm/approval-mode-loosened',
  title: t('Approval mode is less strict'),
  kind: 'delta',
  severity: 'high',
  type: 'configuration',
  category: 'agent-behavior',
  confidence: 'deterministic',
  supersedes: ['perm/global-auto-approve'],
  check: (context) =>
    context.changes.flatMap((change) => {
      const { detail } = change;
      if (change.facet !== 'approval.mode' || detail.kind !== 'setting') return [];
      if (change.direction !== 'loosens' && change.direction !== 'unknown') return [];
      const own = (detail.setting ?? detail.baseline)?.order;
      const missing = (facts: FileFacts | undefined): string =>
        own?.kind !== 'steps'
          ? 'default'
          : facts === undefined
            ? own.absent
            : absentValue(own, facts);
      const mode = detail.setting?.value ?? missing(context.facts);
      const previous = detail.baseline?.value ?? missing(context.baselineFacts);
      const weight = own?.kind === 'steps' ? weightOfStep(own, change, mode) : undefined;
      return {
        severity: weight?.severity ?? severityOfMode(context, change, mode),
        subject: change.subject,
        pointer: change.pointer,
        range: insideQuotes(context, change),
        covers: change.range,
        message: `${change.words} ${weight?.advice ?? adviceFor(context, mode)}`,
        because: t('{0} instead of {1}', shorten(mode, 30), shorten(previous, 30)),
        entity:
          own === undefined ? `approval-mode ${mode}` : `approval-mode ${change.subject} ${mode}`,
        change,
        factors: {
          ...permissionFactors(context),
          privilege: (weight === undefined ? detail.lastStep : weight.unasked)
            ? { points: 8, because: t('no confirmation at all') }
            : (weight?.runs ?? runsUnasked.has(mode))
              ? { points: 4, because: t('runs code') }
              : undefined,
        },
        floor: (weight === undefined ? detail.lastStep : weight.unasked) ? 'high' : undefined,
        fixes: restoreMode(context, change),
      };
    }),
};

interface StepWeight {
  readonly severity: Severity;
  /** Nobody is asked about anything. */
  readonly unasked: boolean;
  /** Something happens that nobody was asked about. */
  readonly runs: boolean;
  readonly advice: string;
}

/** How much a step weighs where the order of the client's modes says what they do. */
function weightOfStep(
  order: Extract<SettingOrder, { kind: 'steps' }>,
  change: Change,
  mode: string,
): StepWeight {
  const restore = t('Restore it unless this is meant.');
  const rank = (value: string): number => order.steps.findIndex((step) => step.includes(value));
  if (change.direction === 'unknown') {
    return { severity: 'medium', unasked: false, runs: false, advice: restore };
  }
  const asks = order.asking !== undefined && rank(mode) <= rank(order.asking);
  if (asks) return { severity: 'low', unasked: false, runs: false, advice: restore };
  return order.unasked?.includes(mode) === true
    ? {
        severity: 'high',
        unasked: true,
        runs: true,
        advice: t('Keep it out of the file and choose it for the session that needs it.'),
      }
    : { severity: 'medium', unasked: false, runs: order.asking !== undefined, advice: restore };
}

/** Modes in which commands run that nobody was asked about. */
const runsUnasked = new Set(['auto', 'delegate', 'assisted', 'autoApprove']);

/**
 * rules.json has critical for the last step, and medium where the client ignores it. Which version
 * runs is not known here: it is high, because older ones obey.
 */
function severityOfMode(context: RuleContext, change: Change, mode: string): Severity {
  if (change.direction === 'unknown') return 'medium';
  switch (mode) {
    case 'bypassPermissions':
    case 'autoApprove':
    case 'autopilot':
      return 'high';
    case 'auto':
    case 'assisted':
    // Files change unasked and git has the old ones; commands are still asked about.
    case 'acceptEdits':
      return 'medium';
    case 'delegate':
      return 'high';
    default:
      // Back to asking: looser than `plan` or `dontAsk`, and what everybody starts with.
      return 'low';
  }
}

function adviceFor(context: RuleContext, mode: string): string {
  switch (mode) {
    case 'bypassPermissions':
    case 'auto':
    case 'autoApprove':
    case 'autopilot':
    case 'assisted':
      return t('Keep the mode out of the file and choose it for the session that needs it.');
    case 'acceptEdits':
    case 'delegate':
      return context.surface.scope === 'local'
        ? t('It holds for every session of yours here. Restore the mode unless it is meant.')
        : t('It holds for everybody who opens the project. Restore the mode unless it is meant.');
    default:
      return t('Restore the mode unless it is meant.');
  }
}

function restoreMode(context: RuleContext, change: Change): readonly Fix[] {
  const { before, baselineRange, detail } = change;
  if (context.baselineText === undefined) return [];
  if (detail.kind === 'setting' && (detail.setting ?? detail.baseline)?.within === true) return [];
  if (before === undefined || baselineRange === undefined) {
    const edits = jsonEditor(context.text, context.root).removeMember(change.pointer);
    if (edits.length === 0) return [];
    return [{ id: 'restore', title: t('Remove the approval mode'), edits, preferred: true }];
  }
  const text = context.baselineText.slice(baselineRange.start, baselineRange.end);
  const edits =
    change.op === 'remove'
      ? jsonEditor(context.text, context.root).insertMember(change.pointer, text)
      : [{ range: change.range, text }];
  if (edits.length === 0) return [];
  const title = t('Restore `{0}`', before);
  return [{ id: 'restore', title, edits, preferred: true }];
}

/**
 * Says once that an edit only tightens, so that nobody needs a record for it. Any change of the file
 * counts, of whatever facet; one that loosens, or cannot be judged, and there is no such finding.
 */
export const narrowed: Rule = {
  id: 'perm/narrowed',
  title: t('Only tightens'),
  kind: 'delta',
  severity: 'info',
  type: 'configuration',
  category: 'agent-permission',
  confidence: 'deterministic',
  supersedes: [],
  check: (context) => {
    const tightening = context.changes.filter((change) => change.direction === 'tightens');
    const rest = context.changes.some(
      (change) => change.direction !== 'tightens' && change.direction !== 'neutral',
    );
    const first = tightening[0];
    if (first === undefined || rest) return [];
    const more = tightening.length - 1;
    const detection: Detection = {
      severity: 'info',
      subject: 'tightened',
      pointer: first.pointer,
      range: isQuoted(context, first) ? insideQuotes(context, first) : first.range,
      message:
        more === 0
          ? t('Only tightens, no request needed: {0}', first.words)
          : t('Only tightens, no request needed: {0} And {1} more.', first.words, more),
      because: t('only tightens'),
      entity: `tightened ${tightening.map((change) => `${change.op} ${change.pointer}`).join(' ')}`,
      change: first,
      factors: {},
      fixes: [],
    };
    return [detection];
  },
};

/** A JSON text or key, as opposed to a sentence that somebody put in quotation marks. */
function isQuoted({ text, surface }: RuleContext, { range }: Change): boolean {
  return surface.format !== 'markdown' && text[range.start] === '"' && text[range.end - 1] === '"';
}
