/**
 * An example of the driver, and a check of it: `tsx test/ui/smokeDrive.ts DIRECTORY [VERSION]`
 * opens the sample workspace, edits nothing, and leaves pictures in the directory.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createSampleWorkspace } from '../host/sampleWorkspace';
import { launchWorkbench, type Theme } from './launchWorkbench';

const THEMES: readonly (readonly [name: string, theme: Theme])[] = [
  ['light', 'Default Light Modern'],
  ['dark', 'Default Dark Modern'],
  ['contrast', 'Default High Contrast'],
];

async function main(): Promise<void> {
  const [screenshotDirectory, version = 'newest'] = process.argv.slice(2);
  if (!screenshotDirectory) throw new Error('Name a directory for the screenshots');
  const temporary = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-')));
  try {
    const workspace = path.join(temporary, 'parcel-desk');
    await createSampleWorkspace(workspace);
    for (const [name, theme] of THEMES) {
      const { workbench, close } = await launchWorkbench({
        version: version === '1.100' ? '1.100' : 'newest',
        workspace,
        theme,
        screenshotDirectory: path.resolve(screenshotDirectory),
        ...extensionFromEnvironment(),
      });
      try {
        await workbench.openFile('.vscode/mcp.json');
        await workbench.setCursorAt('@latest');
        console.log(await workbench.screenshot(`mcp-${version}-${name}`));
      } finally {
        await close();
      }
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function extensionFromEnvironment(): { readonly extension?: string } {
  const extension = process.env['MCP_CHANGE_CONTROL_EXTENSION'];
  return extension ? { extension } : {};
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
