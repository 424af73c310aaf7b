import * as vscode from 'vscode';
import type { GitRepository } from './gitApi';
import { visibleLabel } from './visibleText';

const setting = 'mcpChangeControl.signingKey';

interface KeyItem extends vscode.QuickPickItem {
  /** Undefined: to be looked for. */
  readonly path?: string;
}

/** Where there is Node, its `process` is global; a web host has none. */
interface NodeHost {
  readonly process?: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly platform: string;
  };
}

/**
 * The SSH key that decisions are signed with: chosen once on a machine and kept in the user's settings,
 * where no workspace can name another one.
 *
 * @returns the path of the key or of its public half, absolute; undefined when nothing was chosen
 */
export async function signingKey(
  repository: GitRepository | undefined,
): Promise<string | undefined> {
  const settings = vscode.workspace.getConfiguration();
  const kept = settings.inspect<string>(setting)?.globalValue ?? '';
  if (kept !== '') return absolute(kept);
  const chosen = await chooseKey(repository);
  if (chosen !== undefined) {
    await settings.update(setting, chosen, vscode.ConfigurationTarget.Global);
  }
  return chosen;
}

async function chooseKey(repository: GitRepository | undefined): Promise<string | undefined> {
  const fromGit = await keyOfGit(repository);
  const own = await ownKeys();
  const paths = [...new Set([...(fromGit === undefined ? [] : [fromGit]), ...own])];
  const items: readonly KeyItem[] = [
    ...paths.map((path) => ({
      label: vscode.l10n.t('$(key) {0}', visibleLabel(path.split(/[\\/]/).at(-1) ?? path)),
      description: path === fromGit ? vscode.l10n.t('git signs with it') : '',
      detail: visibleLabel(path),
      path,
    })),
    { label: vscode.l10n.t('$(folder-opened) Choose a file…') },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which SSH key signs your approvals?'),
    placeHolder: vscode.l10n.t('Kept in your user settings; asked once on this machine'),
    ignoreFocusOut: true,
  });
  if (chosen === undefined || chosen.path !== undefined) return chosen?.path;
  const files = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Which SSH key signs your approvals?'),
    canSelectMany: false,
  });
  return files?.[0]?.fsPath;
}

/** Only of the user's own configuration: that of a repository comes with the repository. */
async function keyOfGit(repository: GitRepository | undefined): Promise<string | undefined> {
  const key = (await repository?.getGlobalConfig('user.signingkey').catch(() => '')) ?? '';
  return key === '' ? undefined : absolute(key);
}

async function ownKeys(): Promise<readonly string[]> {
  const home = homeFolder();
  if (home === undefined) return [];
  const folder = vscode.Uri.joinPath(vscode.Uri.file(home), '.ssh');
  try {
    return (await vscode.workspace.fs.readDirectory(folder))
      .filter(([name]) => name.endsWith('.pub'))
      .map(([name]) => vscode.Uri.joinPath(folder, name.replace(/\.pub$/, '')).fsPath);
  } catch {
    // No folder of keys.
    return [];
  }
}

/** `~/…` is the home folder; what is no absolute path (the name of a GPG key) is no SSH key. */
function absolute(path: string): string | undefined {
  const home = homeFolder();
  const full = home === undefined ? path : path.replace(/^~(?=[\\/])/, home);
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(full) ? full : undefined;
}

function homeFolder(): string | undefined {
  const { env, platform } = (globalThis as NodeHost).process ?? {};
  const path = platform === 'win32' ? env?.['USERPROFILE'] : env?.['HOME'];
  return path === '' ? undefined : path;
}
