import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { restoreMemberFix } from './jsonFixes';
import type { Fix, RuleContext } from './rule';
import { restoreFix } from './serverContext';

/** Puts back what a key of a head, or of a settings file, said before; also where its line is gone. */
export function restoreKey(context: RuleContext, change: Change, key: string): readonly Fix[] {
  const { detail } = change;
  if (detail.kind === 'setting') {
    const old = detail.baseline?.pointer;
    if (old === undefined) return [];
    return restoreMemberFix(context, change.pointer, old, t('Restore {0}', `\`${key}\``));
  }
  if (change.op === 'replace') {
    return restoreFix(context, change.range, change.baselineRange, `\`${key}\``);
  }
  return change.op === 'remove' ? restoreLine(context, change, key) : [];
}

/** The old line, above the key next to which it stood. */
function restoreLine(context: RuleContext, change: Change, key: string): readonly Fix[] {
  const { detail, baselineRange } = change;
  const { text, baselineText } = context;
  if (detail.kind !== 'front-matter' || detail.baseline === undefined) return [];
  if (baselineRange === undefined || baselineText === undefined || change.range.end === 0)
    return [];
  const { start } = detail.baseline.keyRange;
  const old = baselineText.slice(start, Math.max(baselineRange.end, detail.baseline.keyRange.end));
  const line = text.lastIndexOf('\n', change.range.start - 1) + 1;
  if (!startsLine(baselineText, start) || line !== change.range.start) return [];
  return [
    {
      id: 'restore',
      title: t('Restore {0}', `\`${key}\``),
      edits: [{ range: { start: line, end: line }, text: `${old}\n` }],
      preferred: false,
    },
  ];
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}
