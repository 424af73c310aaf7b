import * as vscode from 'vscode';
import type { FindingAcceptance } from '../core/policy/acceptances/acceptance';
import { requirementsOf } from '../core/policy/requirementsOf';
import { compareTiers, highestTier, tierWord } from '../core/risk/scoreFinding';
import { isLoosening } from '../core/risk/unspokenChanges';
import type { Finding, Tier } from '../core/rules/rule';
import type { TrackedFile } from './analysisStore';
import { selectChanges, type FindingPlace } from './changeSelection';
import { changeTreeItem } from './changeTreeItem';
import type { ChangeRow } from './changeRows';
import type {
  ChangeNode,
  ChangeTreeNode,
  InheritedFileNode,
  PendingFileNode,
  RecordNode,
  RequestSection,
  SectionName,
} from './changeTreeNode';
import type { EditorContext } from './editorContext';
import { lessonsOf } from './lessons';
import { baselineName, type Rehearsals } from './rehearsals';
import { nothingPending, nothingToCompare } from './nothingPending';
import { overdueNow, overdueWords } from './overdue';
import type { PoliciesInForce } from './policiesInForce';
import { selectPending, type PendingFile } from './pendingChanges';
import { partsBelow, requestParts } from './requestParts';
import { RequestRows } from './requestRows';

/** The tree as the view sees it; `getParent` is what lets commands reveal a row. */
export type ChangeTree = vscode.TreeDataProvider<ChangeTreeNode> &
  Required<Pick<vscode.TreeDataProvider<ChangeTreeNode>, 'getParent'>>;

/** Where the tree shows itself besides its rows. */
export interface ChangeTreeView {
  readonly view: vscode.TreeView<ChangeTreeNode>;
  readonly refresh: vscode.EventEmitter<ChangeTreeNode | undefined>;
}

/**
 * The sidebar: emergencies, what ended and is still there, what is pending, what waits for whoever looks, which change requests are
 * open, what was closed lately, and, folded away, what the files carried before.
 */
export function registerChangeTree(
  context: EditorContext,
  { view, refresh }: ChangeTreeView,
): ChangeTree {
  const { extension, store, records, requests, runbooks, pending, policies, acceptances } = context;
  const { rehearsals, ended, ready } = context;
  const requestRows = new RequestRows(requests, ended);
  const update = (): void => {
    requestRows.forget();
    refresh.fire(undefined);
    showSummary();
  };
  const inheritedSeen = new Map<string, string>();
  extension.subscriptions.push(
    pending.onDidChange(update),
    records.onDidChange(update),
    requests.onDidChange(update),
    ended.onDidChange(update),
    runbooks.onDidChange(update),
    acceptances.onDidChange(update),
    rehearsals.onDidChange(() => refresh.fire(undefined)),
    store.onDidChange((uris) => {
      if (uris.map(inheritedChanged).includes(true)) update();
    }),
  );
  void ready.then(update);

  return { getTreeItem: changeTreeItem, getChildren, getParent };

  /** Whether the inherited risks of a file are others than at the last look. */
  function inheritedChanged(uri: vscode.Uri): boolean {
    const key = uri.toString();
    const file = store.get(uri);
    const found = file === undefined ? [] : inheritedFindings(file);
    const now = found.map(({ fingerprint, tier }) => `${fingerprint} ${tier}`).join('\n');
    const same = (inheritedSeen.get(key) ?? '') === now;
    inheritedSeen.set(key, now);
    return !same;
  }

  function showSummary(): void {
    const files = pending.all();
    const loosenings = files.flatMap(({ rows }) => rows).filter(isLooseningRow);
    const overdue = overdueNow(context);
    const value = loosenings.length + overdue.reviews + overdue.ended;
    view.badge =
      value === 0
        ? undefined
        : {
            value,
            tooltip: [
              ...overdueWords(overdue),
              ...(loosenings.length === 0
                ? []
                : [badgeTooltip(loosenings.length, highestTierOf(files))]),
            ].join('\n'),
          };
  }

  async function getChildren(node?: ChangeTreeNode): Promise<ChangeTreeNode[]> {
    if (node === undefined) {
      // Until something is known the view shows its progress bar, not its greeting.
      if (sections().length === 0) await ready;
      const found = sections();
      view.message = pending.all().length > 0 ? '' : emptySentence(found.length > 0);
      return [...found];
    }
    return [...childrenOf(node)];
  }

  /** @param others there is something else to see; if not, VS Code shows the view's greeting */
  function emptySentence(others: boolean): string {
    return others ? nothingPending(store) : (nothingToCompare(store) ?? '');
  }

  function sections(): readonly ChangeTreeNode[] {
    const files = pending.all();
    const inherited = inheritedFiles();
    const section = (name: SectionName, count: number): readonly ChangeTreeNode[] =>
      count === 0
        ? []
        : [
            {
              kind: 'section',
              section: name,
              count,
              ...(name === 'pending'
                ? { selections: pending.selections(), tightensOnly: files.every(onlyTightens) }
                : {}),
            },
          ];
    const ofRequests = (name: RequestSection): readonly ChangeTreeNode[] =>
      section(name, requestRows.in(name).length);
    return [
      // What is in force though nobody agreed comes before everything else.
      ...ofRequests('emergencies'),
      ...ofRequests('ended'),
      ...section(
        'pending',
        // A file that cannot be read has no rows, and is one thing to look at.
        files.reduce((sum, { rows }) => sum + Math.max(rows.length, 1), 0),
      ),
      ...ofRequests('waiting'),
      ...section('steps', runbooks.all().length),
      ...ofRequests('requests'),
      ...ofRequests('closed'),
      ...section(
        'inherited',
        inherited.reduce((sum, { findings }) => sum + findings.length, 0),
      ),
    ];
  }

  function childrenOf(node: ChangeTreeNode): readonly ChangeTreeNode[] {
    switch (node.kind) {
      case 'section':
        return sectionChildren(node.section);
      case 'pendingFile': {
        const lessons = lessonsOf(records, node.file);
        return node.rows.map((row) => ({
          ...changeNode(node.file, row, decidedOn(node.file, row.findings), rehearsals),
          lesson: row.change === undefined ? undefined : lessons.get(row.change),
        }));
      }
      case 'record':
        return requestParts(node).map((part) => ({ kind: 'requestPart', record: node, part }));
      case 'runbook':
        return node.runbook.steps.map((_, index) => ({
          kind: 'runbookStep',
          runbook: node.runbook,
          index,
        }));
      case 'inheritedFile':
        return node.findings.map((finding) => ({
          kind: 'inheritedFinding',
          file: node.file,
          finding,
          decided: decidedOn(node.file, [finding]),
          place: placeOf(node.file, finding),
        }));
      case 'requestPart':
        return partsBelow(node.part).map((part) => ({ ...node, part }));
      case 'change':
      case 'runbookStep':
      case 'inheritedFinding':
        return [];
    }
  }

  function decidedOn(
    file: TrackedFile,
    findings: readonly Finding[],
  ): readonly FindingAcceptance[] {
    return findings.flatMap((finding) => acceptances.of(file, finding) ?? []);
  }

  function sectionChildren(section: SectionName): readonly ChangeTreeNode[] {
    switch (section) {
      case 'pending':
        return pending.all().map((file) => fileNode(file, policies));
      case 'steps':
        return runbooks.all().map((runbook) => ({ kind: 'runbook', runbook }));
      case 'emergencies':
      case 'ended':
      case 'waiting':
      case 'requests':
      case 'closed':
        return requestRows.in(section);
      case 'inherited':
        return inheritedFiles();
    }
  }

  function getParent(node: ChangeTreeNode): ChangeTreeNode | undefined {
    switch (node.kind) {
      case 'section':
        return undefined;
      case 'change':
        return sectionChildren('pending').find(
          (other) =>
            other.kind === 'pendingFile' && other.file.uri.toString() === node.file.uri.toString(),
        );
      case 'requestPart':
        return requestRows.in(node.record.section).find((row) => isSameRow(row, node.record));
      case 'runbook':
        return sectionNamed('steps');
      case 'runbookStep':
        return sectionChildren('steps').find(
          (other) => other.kind === 'runbook' && other.runbook.id === node.runbook.id,
        );
      case 'inheritedFinding':
        return inheritedFiles().find(
          ({ file }) => file.uri.toString() === node.file.uri.toString(),
        );
      case 'pendingFile':
        return sectionNamed('pending');
      case 'record':
        return sectionNamed(node.section);
      case 'inheritedFile':
        return sectionNamed('inherited');
    }
  }

  function sectionNamed(name: SectionName): ChangeTreeNode | undefined {
    return sections().find((node) => node.kind === 'section' && node.section === name);
  }

  function inheritedFiles(): readonly InheritedFileNode[] {
    return store.all().flatMap((file): readonly InheritedFileNode[] => {
      const findings = inheritedFindings(file);
      return findings.length === 0 ? [] : [{ kind: 'inheritedFile', file, findings }];
    });
  }
}

function isSameRow(left: RecordNode, right: RecordNode): boolean {
  return left.record.uri.toString() === right.record.uri.toString();
}

function fileNode(pendingFile: PendingFile, policies: PoliciesInForce): PendingFileNode {
  const { file, analysis, alarm, rows, problem } = pendingFile;
  return {
    kind: 'pendingFile',
    file,
    alarm,
    rows,
    problem,
    needs:
      analysis.changes.length === 0
        ? []
        : requirementsOf([analysis], {
            ...policies.of(file.folder, [file.path]),
            now: new Date(),
          }).sentences,
    tightensOnly: onlyTightens(pendingFile),
    selections: [selectPending(pendingFile)],
  };
}

/** Nothing to ask anybody for, and nothing to take back. */
function onlyTightens({ rows }: PendingFile): boolean {
  return rows.every(({ direction }) => direction === 'tightens');
}

function changeNode(
  file: TrackedFile,
  row: ChangeRow,
  decided: readonly FindingAcceptance[],
  rehearsals: Rehearsals,
): ChangeNode {
  const { change, findings } = row;
  const changes = change === undefined ? undefined : [change];
  return {
    kind: 'change',
    file,
    row,
    decided,
    rehearsal:
      change === undefined || !isLooseningRow(row)
        ? undefined
        : rehearsals.of(file.analysis, change, baselineName(file)),
    selections: [selectChanges(file.uri, changes)],
    ...(change === undefined && findings[0] !== undefined
      ? { place: placeOf(file, findings[0]) }
      : {}),
  };
}

function placeOf({ uri }: TrackedFile, { fingerprint, pointer }: Finding): FindingPlace {
  return { uri: uri.toString(), finding: fingerprint, pointer };
}

function isLooseningRow({ direction }: ChangeRow): boolean {
  return isLoosening(direction);
}

function inheritedFindings({ analysis }: TrackedFile): readonly Finding[] {
  return analysis.findings
    .filter(({ origin, tier }) => origin === 'inherited' && tier !== 'none')
    .sort((left, right) => compareTiers(right.tier, left.tier) || right.score - left.score);
}

function highestTierOf(files: readonly PendingFile[]): Tier {
  return files.reduce<Tier>(
    (highest, { alarm }) => highestTier(highest, alarm.assessment.tier),
    'none',
  );
}

function badgeTooltip(count: number, tier: Tier): string {
  return count === 1
    ? vscode.l10n.t('1 pending change loosens something, risk {0}', tierWord(tier))
    : vscode.l10n.t(
        '{0} pending changes loosen something, highest risk {1}',
        count,
        tierWord(tier),
      );
}
