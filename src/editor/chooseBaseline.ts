import * as vscode from 'vscode';
import type { EditorContext } from './editorContext';
import type { GitRepository } from './gitApi';
import { showNotice } from './showNotice';
import { visibleLabel } from './visibleText';

interface BaselinePick extends vscode.QuickPickItem {
  /** `undefined` on the default, absent on what is no choice. */
  readonly choice?: { readonly reference: string | undefined };
  readonly enter?: boolean;
}

/** Command: measure against another state until the window closes. Never stored in the workspace. */
export function registerChooseBaseline({ store, baselines, onCommand }: EditorContext): void {
  onCommand('mcpChangeControl.chooseBaseline', async () => {
    const repository = await firstRepository();
    if (repository === undefined) {
      void showNotice(
        'information',
        vscode.l10n.t('There is no git repository here to choose a baseline from.'),
      );
      return;
    }
    const pick = await vscode.window.showQuickPick(picks(repository, baselines.choice), {
      title: vscode.l10n.t('Compare governed files with'),
      placeHolder: vscode.l10n.t('For this window only'),
      matchOnDescription: true,
    });
    const choice = pick?.enter === true ? await enterReference(repository) : pick?.choice;
    if (choice !== undefined) baselines.choose(choice.reference);
  });

  async function firstRepository(): Promise<GitRepository | undefined> {
    const active = vscode.window.activeTextEditor?.document.uri;
    const uris = [
      ...(active === undefined ? [] : [active]),
      ...store.all().map(({ uri }) => uri),
      ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri),
    ];
    for (const uri of uris) {
      const repository = await baselines.repositoryOf(uri);
      if (repository !== undefined) return repository;
    }
    return undefined;
  }
}

async function picks(
  repository: GitRepository,
  current: string | undefined,
): Promise<BaselinePick[]> {
  const references = await repository.getRefs({ sort: 'committerdate' }).catch(() => []);
  const chosen = (reference: string | undefined): string =>
    reference === current ? vscode.l10n.t('chosen') : '';
  const named = (types: readonly number[], icon: 'git-branch' | 'tag'): BaselinePick[] =>
    references.flatMap(({ type, name, commit }) =>
      name === undefined || !types.includes(type)
        ? []
        : [
            {
              label: `$(${icon}) ${visibleLabel(name)}`,
              description: visibleLabel(joined(commit?.slice(0, 8) ?? '', chosen(name))),
              choice: { reference: name },
            },
          ],
    );
  const separator = (label: string): BaselinePick => ({
    label: visibleLabel(label),
    kind: vscode.QuickPickItemKind.Separator,
  });
  return [
    {
      label: `$(git-merge) ${vscode.l10n.t('Where this branch left the default branch')}`,
      description: visibleLabel(joined(vscode.l10n.t('default'), chosen(undefined))),
      choice: { reference: undefined },
    },
    {
      label: '$(git-commit) HEAD',
      description: visibleLabel(joined(vscode.l10n.t('the last commit'), chosen('HEAD'))),
      choice: { reference: 'HEAD' },
    },
    { label: `$(edit) ${vscode.l10n.t('Enter a ref…')}`, enter: true },
    separator(vscode.l10n.t('Branches')),
    ...named([0, 1], 'git-branch'),
    separator(vscode.l10n.t('Tags')),
    ...named([2], 'tag'),
  ];
}

async function enterReference(
  repository: GitRepository,
): Promise<{ readonly reference: string } | undefined> {
  const reference = await vscode.window.showInputBox({
    title: vscode.l10n.t('Compare governed files with'),
    prompt: vscode.l10n.t('A branch, tag or commit'),
    validateInput: async (value) => {
      // Git would take a leading dash for an option.
      const known = value !== '' && !value.startsWith('-') && (await exists(repository, value));
      return known ? undefined : vscode.l10n.t('Git does not know this ref.');
    },
  });
  return reference === undefined ? undefined : { reference };
}

async function exists(repository: GitRepository, reference: string): Promise<boolean> {
  return repository.getCommit(reference).then(
    () => true,
    () => false,
  );
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
