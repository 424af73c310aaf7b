import * as vscode from 'vscode';
import { tierWord } from '../core/risk/scoreFinding';
import type { Tier } from '../core/rules/rule';
import { baselineLabel, baselineScheme } from './baselineUri';
import {
  nodeId,
  type ChangeNode,
  type ChangeTreeNode,
  type InheritedFileNode,
  type InheritedFindingNode,
  type PendingFileNode,
  type RecordFileNode,
  type RecordNode,
  type RunbookNode,
  type RunbookStepNode,
  type SectionNode,
} from './changeTreeNode';
import { labelOf } from './changeRows';
import { directionIcon, directionWord } from './riskWords';
import { visibleText } from './visibleText';

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
      return recordItem(node);
    case 'recordFile':
      return recordFileItem(node);
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

function sectionItem({ section, count }: SectionNode): vscode.TreeItem {
  const titles: Record<SectionNode['section'], string> = {
    pending: vscode.l10n.t('Pending changes'),
    steps: vscode.l10n.t('After the rollback'),
    requests: vscode.l10n.t('Change requests'),
    closed: vscode.l10n.t('Recently closed'),
    inherited: vscode.l10n.t('Inherited risks'),
  };
  const unfolded = section !== 'closed' && section !== 'inherited';
  const item = new vscode.TreeItem(titles[section], unfolded ? Expanded : Collapsed);
  item.description = String(count);
  item.contextValue = `section.${section}`;
  item.accessibilityInformation = { label: `${titles[section]}, ${count}` };
  if (section === 'inherited') {
    item.tooltip = vscode.l10n.t(
      'What the files carried before your changes. Nothing here is new.',
    );
  }
  return item;
}

function pendingFileItem({ file }: PendingFileNode): vscode.TreeItem {
  const { assessment, status, reason } = file.analysis;
  const item = new vscode.TreeItem(visibleText(file.path), Expanded);
  const label = baselineLabel(file.baseline);
  item.description = [
    tierOrNothing(assessment.tier),
    status === 'unreadable' ? vscode.l10n.t('cannot be read') : '',
    label === undefined ? '' : vscode.l10n.t('vs {0}', label),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  item.tooltip = [file.path, ...(reason === undefined ? [] : [reason]), ...assessment.sentences]
    .map((line) => visibleText(line, 500))
    .join('\n');
  showFileIcon(item, file.uri);
  item.contextValue = 'pending.file';
  item.accessibilityInformation = {
    label: `${file.path}, ${item.description}`,
  };
  return item;
}

function changeItem({ file, row, selections }: ChangeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, None);
  const direction = directionWord(row.direction);
  const tier = tierOrNothing(row.tier);
  const both = tier === '' ? direction : `${direction} · ${tier}`;
  // A tier says by itself that something loosens; in a narrow sidebar every word counts.
  item.description = row.direction === 'loosens' && tier !== '' ? tier : both;
  item.tooltip = [
    both,
    ...(row.change === undefined ? [] : [row.change.words]),
    ...row.findings.flatMap(({ message, sentence }) =>
      row.change !== undefined && message === row.change.words ? [sentence] : [message, sentence],
    ),
  ]
    .map((line) => visibleText(line, 500))
    .join('\n');
  item.iconPath = directionIcon(row.direction, row.tier);
  item.contextValue = row.direction === 'tightens' ? 'pending.change.tightens' : 'pending.change';
  item.accessibilityInformation = {
    label: vscode.l10n.t({
      message: '{0}, {1}, in {2}',
      args: [row.label, both, file.path],
      comment: ['{0} is a change, {1} its direction and risk, {2} a file'],
    }),
  };
  item.command = {
    title: vscode.l10n.t('Open'),
    command: 'mcpChangeControl.revealChange',
    arguments: [...selections],
  };
  return item;
}

function recordItem({ record, closed }: RecordNode): vscode.TreeItem {
  const item = new vscode.TreeItem(
    record.id,
    closed || record.files.length === 0 ? None : Collapsed,
  );
  item.description =
    record.problem === undefined
      ? `${visibleText(record.title)} · ${record.status}`
      : visibleText(record.problem);
  item.tooltip = [record.title, record.problem ?? record.status]
    .map((line) => visibleText(line, 500))
    .join('\n');
  item.iconPath = new vscode.ThemeIcon(
    record.problem !== undefined ? 'warning' : closed ? 'archive' : 'git-pull-request',
  );
  item.contextValue = closed ? 'record.closed' : 'record.open';
  item.accessibilityInformation = { label: `${record.id}, ${item.description}` };
  item.command = openCommand(record.uri);
  return item;
}

function recordFileItem({ file }: RecordFileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(file.uri, None);
  item.description = true;
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'record.file';
  item.command = openCommand(file.uri);
  return item;
}

function runbookItem({ runbook }: RunbookNode): vscode.TreeItem {
  const item = new vscode.TreeItem(visibleText(runbook.title), Expanded);
  const { done, steps } = runbook;
  item.description = vscode.l10n.t('{0} of {1} done', done.length, steps.length);
  item.iconPath = new vscode.ThemeIcon('checklist');
  item.contextValue = 'runbook';
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      'After the rollback of {0}, {1} of {2} steps done',
      visibleText(runbook.title),
      done.length,
      steps.length,
    ),
  };
  return item;
}

function runbookStepItem({ runbook, index }: RunbookStepNode): vscode.TreeItem {
  const step = runbook.steps[index];
  const item = new vscode.TreeItem(visibleText(step?.action ?? ''), None);
  if (step === undefined) return item;
  const done = runbook.done.includes(index);
  item.description = step.phase;
  item.checkboxState = done
    ? vscode.TreeItemCheckboxState.Checked
    : vscode.TreeItemCheckboxState.Unchecked;
  item.tooltip = [step.action, step.command ?? '', vscode.l10n.t('Expect: {0}', step.expect)]
    .filter((line) => line !== '')
    .join('\n');
  item.contextValue = [
    'runbookStep',
    step.command === undefined ? '' : 'copy',
    step.editorCommand === undefined ? '' : 'run',
  ]
    .filter((part) => part !== '')
    .join('.');
  item.accessibilityInformation = {
    label: `${done ? vscode.l10n.t('Done') : vscode.l10n.t('To do')}: ${step.action}`,
  };
  return item;
}

function inheritedFileItem({ file, findings }: InheritedFileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(visibleText(file.path), Collapsed);
  item.description = String(findings.length);
  showFileIcon(item, file.uri);
  item.contextValue = 'inherited.file';
  item.accessibilityInformation = { label: `${file.path}, ${findings.length}` };
  return item;
}

function inheritedFindingItem({ file, finding }: InheritedFindingNode): vscode.TreeItem {
  const label = labelOf(finding.subject, finding);
  const item = new vscode.TreeItem(label, None);
  item.description = tierOrNothing(finding.tier);
  item.tooltip = [finding.message, finding.sentence]
    .map((line) => visibleText(line, 500))
    .join('\n');
  item.iconPath = new vscode.ThemeIcon(
    'circle-small',
    new vscode.ThemeColor('descriptionForeground'),
  );
  item.contextValue = 'inherited.finding';
  item.accessibilityInformation = { label: `${label}, ${item.description}, ${file.path}` };
  item.command = {
    title: vscode.l10n.t('Open'),
    command: 'mcpChangeControl.revealChange',
    arguments: [{ uri: file.uri.toString(), finding: finding.fingerprint }],
  };
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

function openCommand(uri: vscode.Uri): vscode.Command {
  return { title: vscode.l10n.t('Open'), command: 'vscode.open', arguments: [uri] };
}

function tierOrNothing(tier: Tier): string {
  return tier === 'none' ? '' : tierWord(tier);
}
