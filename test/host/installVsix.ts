import { lstat, readdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { EmbeddedVscode } from './installEmbeddedVscode';
import { runCommand } from './runCommand';

/**
 * Installs a package the way a user's VS Code does, into a fresh directory of extensions.
 *
 * @throws when VS Code did not unpack it there
 */
export async function installVsix(
  vscode: EmbeddedVscode,
  dataDirectory: string,
  vsix: string,
): Promise<void> {
  const extensions = path.join(dataDirectory, 'extensions');
  await runCommand(vscode.nodeExecutable, [
    vscode.serverMain,
    '--accept-server-license-terms',
    '--install-extension',
    vsix,
    '--server-data-dir',
    dataDirectory,
    '--extensions-dir',
    extensions,
  ]);
  const folders = (await readdir(extensions)).filter((name) => /^mcp-change-control\./.test(name));
  const isOwn =
    folders.length === 1 && (await lstat(path.join(extensions, folders[0] ?? ''))).isDirectory();
  if (!isOwn) throw new Error(`VS Code did not install ${vsix}`);
}
