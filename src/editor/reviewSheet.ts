import * as vscode from 'vscode';
import { assessChangeSet } from '../core/analyze';
import { comparePowers } from '../core/explain/comparePowers';
import { describePowers } from '../core/explain/describePowers';
import { atomsOf, type WeighedRequest } from '../core/gate/weighRequest';
import { plannedNow, withAnswersOf } from '../core/gate/plannedNow';
import { renderRecord } from '../core/record/renderRecord';
import { whatChanges } from '../core/record/whatChanges';
import { requestNeeds } from './requestNeeds';
import type { RequestView } from './requestView';
import { visibleText } from './visibleText';
import { witnessSentence } from './witnessSentence';

const mostPowers = 12;

/** VS Code shows the list of choices over the first lines of the editor: nothing may be hidden by it. */
const belowTheList = Array<string>(7).fill('');

/**
 * What somebody reads before they decide, as plain text: what changes in sentences, an example of each
 * permission, what agents could do that they cannot do now, then the record. Sentences, risk and the
 * machine's answers are those of the diff, not those that the record claims.
 *
 * @param path of the record, relative to its folder
 */
export function reviewSheet(view: RequestView, weighed: WeighedRequest, path: string): string {
  const { parts } = weighed;
  const changes = parts.flatMap(atomsOf).map((change, index) => ({ ...change, number: index + 1 }));
  const assessment = assessChangeSet(parts);
  const record = {
    ...withAnswersOf(weighed.record, plannedNow(weighed, path)),
    changes,
    what_changes: whatChanges(changes),
    risk: {
      ...weighed.record.risk,
      tier: assessment.tier,
      score: assessment.score,
      direction: assessment.direction,
      because: assessment.sentences,
    },
    still_missing: undefined,
  };
  const witnesses = parts
    .flatMap((part) => part.changes)
    .flatMap((change) => witnessSentence(change) ?? []);
  return [
    ...belowTheList,
    ...witnesses.map((line) => `  ${visibleText(line, 500)}`),
    ...(witnesses.length === 0 ? [] : ['']),
    ...newPowers(weighed),
    renderRecord(record, {
      format: 'text',
      content:
        weighed.digests.content_digest === record.subject.content_digest
          ? undefined
          : record.subject.content_digest,
      ...requestNeeds(view),
    }),
    vscode.l10n.t(
      'VS Code’s git names who wrote commits, not who made them. Whoever only committed part of this cannot approve it either; the gate says so.',
    ),
  ].join('\n');
}

/** What all files of the request allow together that they did not allow before. */
function newPowers({ files }: WeighedRequest): readonly string[] {
  const state = files.flatMap(({ path, analysis }) =>
    analysis === undefined ? [] : [{ path, analysis }],
  );
  const before = state.map(({ path, analysis }) => ({
    path,
    surface: analysis.surface,
    facts: analysis.baselineFacts,
  }));
  const after = state.map(({ path, analysis }) => ({
    path,
    surface: analysis.surface,
    facts: analysis.facts,
  }));
  const lines = comparePowers(describePowers(before), describePowers(after)).flatMap(({ powers }) =>
    powers.filter(({ state: moved }) => moved === 'new').map(({ text }) => text),
  );
  if (lines.length === 0) return [];
  const shown = lines.slice(0, mostPowers).map((line) => `  ${visibleText(line, 500)}`);
  return [vscode.l10n.t('After this, agents can:'), ...shown, ''];
}
