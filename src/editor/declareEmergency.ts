import * as vscode from 'vscode';
import { requirementsOf } from '../core/policy/requirementsOf';
import { selectedPart } from '../core/policy/selectedPart';
import { reviewEmergency, type Verdict } from '../core/record/reviewEmergency';
import { askReason } from './askReason';
import { resolveSelections, selectionsFrom, type ResolvedSelection } from './changeSelection';
import { chooseChanges } from './chooseChanges';
import type { EditorContext } from './editorContext';
import { findRequest } from './findRequest';
import { requesterOf } from './requester';
import type { Request } from './requestStore';
import { saveRecord, utcSeconds } from './saveRecord';
import { showNotice, showStatus } from './showNotice';
import { unrecordable } from './unrecordable';
import { visibleLabel } from './visibleText';
import { writeRecords } from './writeRecords';

/** Commands: what cannot wait, and the review of it afterwards. */
export function registerDeclareEmergency(context: EditorContext): void {
  context.onCommand('mcpChangeControl.declareEmergency', async (...parameters) => {
    await context.ready;
    const wanted = resolveSelections(
      selectionsFrom(parameters) ?? context.pending.selections(),
      context.store,
    ).filter(({ changes }) => changes.length > 0);
    const obstacle = unrecordable(context, wanted);
    if (obstacle !== undefined) {
      void showNotice('information', obstacle);
      return [];
    }
    const title = vscode.l10n.t('Declare an Emergency');
    const chosen = await chooseChanges(wanted, title);
    if (chosen === undefined || chosen.length === 0) return [];
    return declare(context, chosen, title);
  });
  context.onCommand('mcpChangeControl.reviewEmergency', async (...parameters) => {
    await context.ready;
    const title = vscode.l10n.t('Review an Emergency');
    const uri = await findRequest(context, parameters, title, isUnreviewed);
    if (uri === undefined) return;
    if (uri === 'none') {
      void showNotice('information', vscode.l10n.t('No emergency waits for a review.'));
      return;
    }
    await review(context, uri, title);
  });
}

async function declare(
  context: EditorContext,
  chosen: readonly ResolvedSelection[],
  title: string,
): Promise<readonly vscode.Uri[]> {
  const [first] = chosen;
  if (first === undefined) return [];
  const policies = context.policies.of(
    first.file.folder,
    chosen.map(({ file }) => file.path),
  );
  const parts = chosen.map(({ file, changes }) => selectedPart(file.analysis, changes));
  const now = new Date();
  const { emergency } = requirementsOf(parts, { ...policies, now, emergency: true });
  if (emergency === undefined) return [];
  const { containment } = emergency;
  const prompt = containment
    ? vscode.l10n.t('It only stops something: nobody has to agree first. Why now?')
    : vscode.l10n.t(
        'Why can it not wait? What it loosens ends after {0} hours.',
        emergency.endHours ?? 0,
      );
  const reason = await askReason(title, prompt);
  if (reason === undefined) return [];
  const incident = await askIncident(title, emergency.incident);
  if (incident === undefined) return [];
  const usual = requirementsOf(parts, { ...policies, now });
  const written = await writeRecords(context, chosen, {
    why: reason,
    emergency: {
      incident,
      reason,
      ...(containment ? { containment_only: true } : {}),
      skipped: containment ? [] : skippedOf(usual.sentences),
      reviewHours: emergency.reviewHours,
      endHours: emergency.endHours,
    },
  });
  for (const uri of written) await context.requests.lookAgain(uri);
  showStatus(
    containment
      ? vscode.l10n.t('Declared. Somebody else reviews it within {0} hours.', emergency.reviewHours)
      : vscode.l10n.t(
          'Declared. It needs somebody who takes it on, and a review within {0} hours.',
          emergency.reviewHours,
        ),
    10_000,
  );
  return written;
}

/** What would have been asked for without the emergency. */
function skippedOf(sentences: readonly string[]): readonly string[] {
  return sentences.slice(0, 2);
}

async function askIncident(title: string, needed: boolean): Promise<string | undefined> {
  const incident = await vscode.window.showInputBox({
    title: visibleLabel(title),
    prompt: needed
      ? vscode.l10n.t('Which incident? A link or its name.')
      : vscode.l10n.t('Which incident, if there is one? A link or its name.'),
    placeHolder: 'https://…/incidents/1042',
    ignoreFocusOut: true,
    validateInput: (value) =>
      needed && value.trim() === ''
        ? vscode.l10n.t('The policy asks for the incident.')
        : undefined,
  });
  if (incident === undefined) return undefined;
  return incident.trim() === '' ? vscode.l10n.t('none') : incident.trim();
}

function isUnreviewed({ stored }: Request): boolean {
  return stored.status === 'emergency-active' && stored.record?.emergency?.reviewed === undefined;
}

async function review(context: EditorContext, uri: vscode.Uri, title: string): Promise<void> {
  const request = await context.requests.lookAgain(uri);
  const me = (await requesterOf(await context.baselines.repositoryOf(uri))).id;
  const emergency = request?.stored.record?.emergency;
  const people = request?.view?.weighed?.people;
  const mine = [emergency?.declared_by, request?.stored.record?.requester.id].some(
    (person) => person !== undefined && (people?.same(person, me) ?? person === me),
  );
  if (mine) {
    void showNotice(
      'information',
      vscode.l10n.t('You declared this emergency; somebody else has to review it.'),
    );
    return;
  }
  const items: readonly (vscode.QuickPickItem & { readonly verdict: Verdict })[] = [
    { label: vscode.l10n.t('$(check) It stays'), verdict: 'keep' },
    {
      label: vscode.l10n.t('$(checklist) It stays, something is left to do'),
      verdict: 'keep-with-follow-up',
    },
    { label: vscode.l10n.t('$(discard) It goes back'), verdict: 'revert' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: visibleLabel(`${title}: ${request?.stored.title ?? ''}`),
    placeHolder: visibleLabel(emergency?.reason ?? ''),
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return;
  const note = await vscode.window.showInputBox({
    title: visibleLabel(title),
    prompt: vscode.l10n.t('What did the review find? May stay empty.'),
    ignoreFocusOut: true,
  });
  if (note === undefined) return;
  const at = utcSeconds(new Date());
  await saveRecord(context, uri, (text) => {
    const reviewed = reviewEmergency(text, { at, by: me, verdict: chosen.verdict, note });
    if (reviewed.problem !== undefined) void showNotice('warning', reviewed.problem);
    return reviewed.text;
  });
  await context.requests.lookAgain(uri);
}
