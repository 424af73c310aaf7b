import * as vscode from 'vscode';
import { tierWord } from '../core/risk/scoreFinding';
import type { Tier } from '../core/rules/rule';
import { acceptedWord } from './acceptedWord';
import { baselineLabel, baselineScheme } from './baselineUri';
import {
  nodeId,
  type ChangeNode,
  type ChangeTreeNode,
  type InheritedFileNode,
  type InheritedFindingNode,
  type PendingFileNode,
  type RunbookNode,
  type RunbookStepNode,
  type SectionNode,
} from './changeTreeNode';
import { commandHere } from './commandHere';
import { findingLabel, type ChangeRow } from './changeRows';
import type { RevealOptions } from './changeSelection';
import { governedFileName, governedPath } from './governedFileName';
import { rehearsalSentence, reversibilityWord } from './rehearsals';
import { requestItem, requestPartItem } from './requestItems';
import { riskSum } from './riskSum';
import { directionIcon, directionWord } from './riskWords';
import { runbookStepLabels } from './runbookStepLabel';
import { isDone } from './runbookStore';
import { plainText, visibleText } from './visibleText';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** How a row of the sidebar looks and reads. */
export function changeTreeItem(node: ChangeTreeNode): vscode.TreeItem {
  const item = itemOf(node);
  item.id = nodeId(node);
  return item;
}

function itemOf(node: ChangeTreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'section':
      return sectionItem(node);
    case 'pendingFile':
      return pendingFileItem(node);
    case 'change':
      return changeItem(node);
    case 'record':
      return requestItem(node);
    case 'requestPart':
      return requestPartItem(node);
    case 'runbook':
      return runbookItem(node);
    case 'runbookStep':
      return runbookStepItem(node);
    case 'inheritedFile':
      return inheritedFileItem(node);
    case 'inheritedFinding':
      return inheritedFindingItem(node);
  }
}

function sectionItem({ section, count, tightensOnly }: SectionNode): vscode.TreeItem {
  const titles: Record<SectionNode['section'], string> = {
    emergencies: vscode.l10n.t('Emergencies'),
    ended: vscode.l10n.t('Ended'),
    pending: vscode.l10n.t('Pending changes'),
    waiting: vscode.l10n.t('Waiting for you'),
    steps: vscode.l10n.t('After the rollback'),
    requests: vscode.l10n.t('Change requests'),
    closed: vscode.l10n.t('Recently closed'),
    inherited: vscode.l10n.t('Inherited risks'),
  };
  const unfolded = section !== 'closed' && section !== 'inherited';
  const item = new vscode.TreeItem(titles[section], unfolded ? Expanded : Collapsed);
  item.description = String(count);
  item.contextValue = `section.${section}${tightensOnly === true ? '.tightens' : ''}`;
  item.accessibilityInformation = { label: `${titles[section]}, ${count}` };
  if (section === 'ended') {
    item.tooltip = vscode.l10n.t('Granted for a time that is over, and still there.');
  }
  if (section === 'inherited') {
    item.tooltip = vscode.l10n.t(
      'What the files carried before your changes. Nothing here is new.',
    );
  }
  return item;
}

function pendingFileItem({
  file,
  alarm,
  rows,
  problem,
  needs,
  tightensOnly,
}: PendingFileNode): vscode.TreeItem {
  const { name, way } = governedFileName(file);
  const item = new vscode.TreeItem(name, rows.length === 0 ? None : Expanded);
  const label = baselineLabel(file.baseline);
  item.description = [
    tierOrNothing(alarm.assessment.tier),
    problem === undefined ? '' : vscode.l10n.t('cannot be read'),
    // There is no row below that could say it.
    rows.length === 0 ? visibleText(problem ?? '', 300) : '',
    way,
    label === undefined ? '' : vscode.l10n.t('vs {0}', visibleText(label)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  const because = file.baseline.kind === 'commit' ? undefined : file.baseline.because;
  const sentences = [problem, because].filter((sentence) => sentence !== undefined);
  item.tooltip = [
    governedPath(file),
    ...sentences.map((sentence) => plainText(sentence, 500)),
    ...riskSum(alarm),
    ...needs.map((sentence) => plainText(sentence, 500)),
  ].join('\n');
  showFileIcon(item, file.uri);
  item.contextValue = tightensOnly ? 'pending.file.tightens' : 'pending.file';
  if (rows.length === 0) {
    item.contextValue = 'unreadable.file';
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [file.uri],
    };
  }
  item.accessibilityInformation = { label: said(governedPath(file), item.description) };
  return item;
}

function changeItem({
  file,
  row,
  decided,
  place,
  selections,
  rehearsal,
  lesson,
}: ChangeNode): vscode.TreeItem {
  const direction = directionWord(row.direction);
  const tier = tierOrNothing(row.tier);
  // Risk or direction comes first: in a narrow sidebar the end of a row is not seen.
  const item = new vscode.TreeItem(`${tier === '' ? direction : tier} · ${row.label}`, None);
  const both = [direction, tier].filter((word) => word !== '');
  // A tier says by itself that something loosens.
  const more = [
    tier !== '' && row.direction !== 'loosens' ? direction : '',
    acceptedWord(decided),
    rehearsal === undefined ? '' : reversibilityWord(rehearsal),
  ].filter((word) => word !== '');
  if (more.length > 0) item.description = more.join(' · ');
  item.tooltip = [
    both.join(' · '),
    ...(row.change === undefined ? [] : [row.change.words]),
    ...row.findings.flatMap(({ message, sentence }) =>
      row.change !== undefined && message === row.change.words ? [sentence] : [message, sentence],
    ),
    ...decided.map(({ sentence }) => sentence),
    ...(lesson === undefined ? [] : [lesson]),
    ...(rehearsal === undefined ? [] : [rehearsalSentence(rehearsal)]),
  ]
    .map((line) => plainText(line, 500))
    .join('\n');
  item.iconPath = directionIcon(row.direction, row.tier);
  item.contextValue = changeContext(row);
  item.accessibilityInformation = {
    label: vscode.l10n.t({
      message: '{0}, {1}, in {2}',
      args: [
        row.label,
        saidOf([
          ...both,
          acceptedWord(decided),
          rehearsal === undefined ? '' : reversibilityWord(rehearsal),
        ]),
        governedPath(file),
      ],
      comment: ['{0} is a change, {1} its direction, risk and way back, {2} a file'],
    }),
  };
  item.command = revealCommand(place ?? selections[0]);
  return item;
}

/** What menus offer: nothing is asked for what tightens, and only a change can be taken back. */
function changeContext({ change, direction }: ChangeRow): string {
  if (change === undefined) return 'pending.finding';
  return direction === 'tightens' ? 'pending.change.tightens' : 'pending.change';
}

function runbookItem({ runbook }: RunbookNode): vscode.TreeItem {
  const title = visibleText(runbook.title);
  const { done, steps } = runbook;
  const finished = isDone(runbook);
  const item = new vscode.TreeItem(title, finished ? Collapsed : Expanded);
  item.description = finished
    ? vscode.l10n.t('all done')
    : vscode.l10n.t('{0} of {1}', done.length, steps.length);
  item.tooltip = `${title}\n${item.description}`;
  item.iconPath = new vscode.ThemeIcon(finished ? 'pass' : 'checklist');
  item.contextValue = 'runbook';
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      'After the rollback of {0}, {1} of {2} steps done',
      title,
      done.length,
      steps.length,
    ),
  };
  return item;
}

function runbookStepItem({ runbook, index }: RunbookStepNode): vscode.TreeItem {
  const step = runbook.steps[index];
  if (step === undefined) return new vscode.TreeItem('', None);
  const item = new vscode.TreeItem(runbookStepLabels(runbook.steps)[index] ?? '', None);
  const done = runbook.done.includes(index);
  const action = plainText(step.action, 500);
  const stateWord = done ? vscode.l10n.t('Done') : vscode.l10n.t('To do');
  item.checkboxState = {
    state: done ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: stateWord,
    accessibilityInformation: { label: `${stateWord}: ${action}`, role: 'checkbox' },
  };
  item.tooltip = [
    action,
    commandHere(step) ?? '',
    vscode.l10n.t('Expect: {0}', plainText(step.expect, 500)),
  ]
    .filter((line) => line !== '')
    .join('\n');
  item.contextValue = [
    'runbookStep',
    commandHere(step) === undefined ? '' : 'copy',
    step.editorCommand === undefined ? '' : 'run',
  ]
    .filter((part) => part !== '')
    .join('.');
  item.accessibilityInformation = { label: `${stateWord}: ${action}` };
  // Space, Enter and a click on the words do what the box does.
  item.command = {
    title: stateWord,
    command: 'mcpChangeControl.toggleStep',
    arguments: [runbook.id, index],
  };
  return item;
}

function inheritedFileItem({ file, findings }: InheritedFileNode): vscode.TreeItem {
  const { name, way } = governedFileName(file);
  const item = new vscode.TreeItem(name, Collapsed);
  item.description = way === '' ? String(findings.length) : `${findings.length} · ${way}`;
  item.tooltip = governedPath(file);
  showFileIcon(item, file.uri);
  item.contextValue = 'inherited.file';
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0}, inherited risks: {1}', governedPath(file), findings.length),
  };
  return item;
}

function saidOf(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(', ');
}

function inheritedFindingItem({
  file,
  finding,
  decided,
  place,
}: InheritedFindingNode): vscode.TreeItem {
  const label = findingLabel(finding, file.analysis);
  const tier = tierOrNothing(finding.tier);
  const item = new vscode.TreeItem(tier === '' ? label : `${tier} · ${label}`, None);
  if (decided.length > 0) item.description = acceptedWord(decided);
  item.tooltip = [finding.message, finding.sentence, ...decided.map(({ sentence }) => sentence)]
    .map((line) => plainText(line, 500))
    .join('\n');
  item.iconPath = new vscode.ThemeIcon(
    'circle-small',
    new vscode.ThemeColor('descriptionForeground'),
  );
  item.contextValue = 'inherited.finding';
  item.accessibilityInformation = {
    label: vscode.l10n.t({
      message: '{0}, inherited, {1}, in {2}',
      args: [label, saidOf([tierWord(finding.tier), acceptedWord(decided)]), governedPath(file)],
      comment: ['{0} is a risk, {1} how high it is, {2} a file'],
    }),
  };
  item.command = revealCommand(place);
  return item;
}

/**
 * The icon of the file's kind. Through an address of our own: that of the file would bring the marks of
 * git and of the list of problems along, which push what the row says out of sight.
 */
function showFileIcon(item: vscode.TreeItem, uri: vscode.Uri): void {
  item.resourceUri = uri.with({ scheme: baselineScheme, authority: '' });
  item.iconPath = vscode.ThemeIcon.File;
}

/** A click shows, and the focus stays in the list for the next row; “Go to Change” goes there. */
function revealCommand(place: unknown): vscode.Command {
  return {
    title: vscode.l10n.t('Open'),
    command: 'mcpChangeControl.revealChange',
    arguments: [place, undefined, { preserveFocus: true } satisfies RevealOptions],
  };
}

/** A row in words: the signs between its parts are for the eye. */
function said(name: string, description: string): string {
  return [name, ...description.split(' · ')].join(', ');
}

function tierOrNothing(tier: Tier): string {
  return tier === 'none' ? '' : tierWord(tier);
}
