import * as vscode from 'vscode';
import { normalIdentity } from '../core/gate/people';
import { tierWord } from '../core/risk/scoreFinding';
import { isDone } from '../core/record/evidence';
import type { Tier } from '../core/rules/rule';
import type { RecordNode, RequestPartNode } from './changeTreeNode';
import { rehearsalSentence, reversibilityWord } from './rehearsals';
import type { RequestPart } from './requestParts';
import type { RequestView } from './requestView';
import { directionIcon, directionWord } from './riskWords';
import { plainText, visibleText } from './visibleText';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** A request as a row: where it stands, what it is called, its number. */
export function requestItem(node: RecordNode): vscode.TreeItem {
  const { record, view, section, rehearsal } = node;
  const foldable = section !== 'closed' && record.record !== undefined;
  const broken = record.problem !== undefined;
  const standing =
    section === 'ended'
      ? vscode.l10n.t('ended {0}', (record.record?.expires_at ?? '').slice(0, 10))
      : view === undefined
        ? record.status
        : requestWords(view);
  const wayBack = rehearsal === undefined ? '' : reversibilityWord(rehearsal);
  // Where it stands comes first: in a narrow sidebar the end of a row is not seen.
  const item = new vscode.TreeItem(
    broken ? record.id : `${standing} · ${visibleText(record.title)}`,
    !foldable ? None : section === 'emergencies' ? Expanded : Collapsed,
  );
  item.description = broken
    ? visibleText(record.problem)
    : [wayBack, record.id].filter((part) => part !== '').join(' · ');
  item.tooltip = [
    record.title,
    record.id,
    record.problem ??
      (section === 'ended' ? endedSentence(record.record?.expires_at) : view?.because) ??
      standing,
    rehearsal === undefined ? '' : rehearsalSentence(rehearsal),
    record.problem === undefined ? vscode.l10n.t('Risk: {0}', tierWord(record.tier as Tier)) : '',
  ]
    .filter((line) => line !== '')
    .map((line) => visibleText(line, 500))
    .join('\n');
  item.iconPath = requestIcon(node);
  item.contextValue = contextOf(node);
  item.accessibilityInformation = {
    label: broken
      ? `${record.id}, ${item.description}`
      : [standing, visibleText(record.title), wayBack, record.id]
          .filter((part) => part !== '')
          .join(', '),
  };
  item.command = openCommand(record.uri);
  return item;
}

function endedSentence(end: string | undefined): string | undefined {
  return end === undefined
    ? undefined
    : vscode.l10n.t('It was to end {0} and is still there. Roll it back.', end);
}

/** Where a request stands, in the few words a row has room for. */
export function requestWords(view: RequestView): string {
  const { l10n } = vscode;
  switch (view.state) {
    case 'draft':
      return l10n.t('draft');
    case 'proposed':
      return view.wanted.missing > 0
        ? l10n.t('needs {0} of {1}', view.wanted.missing, view.wanted.approvals)
        : l10n.t('proposed');
    case 'approved':
      return view.weighed?.approvals.selfApproved === true
        ? l10n.t('self-approved')
        : l10n.t('approved');
    case 'stale': {
      const moved = view.moved.map((key) => visibleText(key, 40)).join(', ');
      if (moved !== '') return l10n.t('stale: {0} changed', moved);
      return view.upToDate ? l10n.t('stale: approval') : l10n.t('stale');
    }
    case 'live':
      return l10n.t('live');
    case 'verifying':
      return l10n.t('live, being watched');
    case 'closed':
      return l10n.t('closed');
    case 'rolled-back':
      return l10n.t('rolled back');
    case 'rejected':
      return l10n.t('rejected');
    case 'withdrawn':
      return l10n.t('withdrawn');
    case 'superseded':
      return l10n.t('superseded');
    case 'expired':
      return l10n.t('expired, still there');
    case 'emergency-active':
      return l10n.t('review due');
    case 'emergency-overdue':
      return l10n.t('review overdue');
  }
}

function requestIcon({ record, view, section }: RecordNode): vscode.ThemeIcon {
  const red = new vscode.ThemeColor('list.errorForeground');
  const yellow = new vscode.ThemeColor('list.warningForeground');
  const green = new vscode.ThemeColor('charts.green');
  if (record.problem !== undefined) return new vscode.ThemeIcon('warning');
  if (section === 'closed') return new vscode.ThemeIcon('archive');
  if (section === 'ended') return new vscode.ThemeIcon('flame', red);
  switch (view?.state) {
    case 'emergency-overdue':
    case 'expired':
      return new vscode.ThemeIcon('flame', red);
    case 'emergency-active':
      return new vscode.ThemeIcon('flame', yellow);
    case 'stale':
      return new vscode.ThemeIcon('history', yellow);
    case 'approved':
      return new vscode.ThemeIcon('pass', green);
    case 'draft':
      return new vscode.ThemeIcon('edit');
    default:
      return new vscode.ThemeIcon('git-pull-request');
  }
}

/** What menus offer on a row: `record.draft`, `record.proposed.mine`, `record.emergency`, … */
function contextOf({ record, view, section }: RecordNode): string {
  if (record.problem !== undefined) return 'record.broken';
  if (section === 'closed') return 'record.closed';
  if (section === 'ended') return 'record.ended';
  if (section === 'emergencies') return 'record.emergency';
  if (section === 'waiting') return 'record.proposed.mine';
  return record.status === 'proposed' ? 'record.proposed' : `record.${view?.state ?? 'draft'}`;
}

/** One thing about a request as a row. */
export function requestPartItem({ record, part }: RequestPartNode): vscode.TreeItem {
  const item = partItem(part, record);
  item.contextValue ??= `requestPart.${part.kind}`;
  return item;
}

function partItem(part: RequestPart, { record }: RecordNode): vscode.TreeItem {
  switch (part.kind) {
    case 'state':
      return row(
        part.words,
        part.loud
          ? new vscode.ThemeIcon('flame', new vscode.ThemeColor('list.errorForeground'))
          : new vscode.ThemeIcon('info'),
        vscode.l10n.t('State: {0}', part.words),
      );
    case 'missing':
      return row(
        part.words,
        new vscode.ThemeIcon('circle-large-outline'),
        vscode.l10n.t('Still missing: {0}', part.words),
      );
    case 'change':
      return changeRow(part);
    case 'approval':
      return approvalRow(part);
    case 'standings':
      return standingsRow(part);
    case 'standing':
      return standingRow(part, record.uri);
    case 'lower':
      return row(
        part.words,
        new vscode.ThemeIcon('lightbulb'),
        vscode.l10n.t('A lower risk: {0}', part.words),
      );
    case 'conflict': {
      const { with: other, file, subject } = part.conflict;
      const words = vscode.l10n.t('{0} also changes {1} in {2}', other, subject, file);
      const item = row(words, new vscode.ThemeIcon('git-merge'), words);
      item.tooltip = vscode.l10n.t(
        'Whichever is merged first changes what the other one was written for. Combine them, or merge one and write the other anew.',
      );
      return item;
    }
  }
}

function row(words: string, icon: vscode.ThemeIcon, said: string): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(words, 200), None);
  item.iconPath = icon;
  item.tooltip = plainText(words, 1_000);
  item.accessibilityInformation = { label: plainText(said, 500) };
  return item;
}

function changeRow({ change, file }: Extract<RequestPart, { kind: 'change' }>): vscode.TreeItem {
  const direction = directionWord(change.direction);
  const words = plainText(change.words, 200);
  const item = row(
    `${direction} · ${words}`,
    directionIcon(change.direction, 'none'),
    vscode.l10n.t({
      message: 'Change: {0}, {1}, in {2}',
      args: [direction, words, change.file],
      comment: ['{0} is a direction, {1} a sentence, {2} a file'],
    }),
  );
  item.description = visibleText(change.file);
  if (file !== undefined) item.command = openCommand(file.uri);
  return item;
}

function approvalRow({ approval }: Extract<RequestPart, { kind: 'approval' }>): vscode.TreeItem {
  const { statement } = approval.approval ?? {};
  const name = visibleText(statement === undefined ? approval.path : shownPerson(statement.by));
  const no = statement?.decision === 'reject';
  if (!approval.counts) {
    const item = row(
      no ? vscode.l10n.t('Void: no of {0}', name) : vscode.l10n.t('Void: approval of {0}', name),
      new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.warningForeground')),
      vscode.l10n.t('Void: approval of {0}. {1}', name, approval.because),
    );
    item.description = plainText(approval.because, 200);
    item.tooltip = plainText(approval.because, 1_000);
    return item;
  }
  const roles = approval.roles.map((role) => visibleText(role)).join(', ');
  const words = no
    ? vscode.l10n.t('{0} said no: {1}', name, statement.why ?? '')
    : approval.selfApproved
      ? vscode.l10n.t('Self-approved by {0} as {1}', name, roles)
      : vscode.l10n.t('Approved by {0} as {1}', name, roles);
  const item = row(words, new vscode.ThemeIcon(no ? 'thumbsdown' : 'pass'), words);
  item.description = (statement?.at ?? '').slice(0, 16).replace('T', ' ');
  return item;
}

/** `email:bo@example.org` → `bo@example.org`. */
function shownPerson(identity: string): string {
  return normalIdentity(identity).replace(/^(?:email|user):/, '');
}

/** Folded: what has to be tried and answered is a list of its own. */
function standingsRow({ standings }: Extract<RequestPart, { kind: 'standings' }>): vscode.TreeItem {
  const open = standings.filter((standing) => !isDone(standing)).length;
  const words = vscode.l10n.t('Tests and checks');
  const left = open === 0 ? vscode.l10n.t('all done') : vscode.l10n.t('{0} open', open);
  const item = row(words, new vscode.ThemeIcon('checklist'), `${words}, ${left}`);
  item.collapsibleState = Collapsed;
  item.description = left;
  return item;
}

function standingRow(
  { standing }: Extract<RequestPart, { kind: 'standing' }>,
  uri: vscode.Uri,
): vscode.TreeItem {
  const { id, kind, what, expect, command, builtIn, state, evidence } = standing;
  const words = plainText(what, 200);
  const done = state === 'passed' || state === 'warned';
  const item = row(words, new vscode.ThemeIcon(kind === 'test' ? 'beaker' : 'checklist'), words);
  const stateWord = standingWord(state);
  item.description = builtIn ? vscode.l10n.t('{0}, by itself', stateWord) : stateWord;
  item.tooltip = [
    what,
    command ?? '',
    expect === undefined ? '' : vscode.l10n.t('Expect: {0}', expect),
    evidence?.note ?? '',
    state === 'void' ? vscode.l10n.t('The result is for other content; do it again.') : '',
  ]
    .filter((line) => line !== '')
    .map((line) => plainText(line, 500))
    .join('\n');
  const said = `${stateWord}: ${words}`;
  item.accessibilityInformation = { label: said };
  item.contextValue = `requestPart.${kind}${command === undefined ? '' : '.command'}`;
  // What runs by itself is nobody's to tick.
  if (builtIn) return item;
  delete item.iconPath;
  item.checkboxState = {
    state: done ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: stateWord,
    accessibilityInformation: { label: said, role: 'checkbox' },
  };
  item.command = {
    title: stateWord,
    command: 'mcpChangeControl.recordResult',
    arguments: [uri, id],
  };
  return item;
}

function standingWord(state: 'passed' | 'warned' | 'failed' | 'void' | 'open'): string {
  switch (state) {
    case 'passed':
      return vscode.l10n.t('Done');
    case 'warned':
      return vscode.l10n.t('Done with a warning');
    case 'failed':
      return vscode.l10n.t('Failed');
    case 'void':
      return vscode.l10n.t('Void');
    case 'open':
      return vscode.l10n.t('To do');
  }
}

function openCommand(uri: vscode.Uri): vscode.Command {
  const options: vscode.TextDocumentShowOptions = { preserveFocus: true, preview: true };
  return { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [uri, options] };
}
