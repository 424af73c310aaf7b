/**
 * What a user gets: packs the extension, installs the package into a clean profile, and does the main
 * job there. `tsx test/ui/packaged.ts`, after a build.
 */
import { createVSIX } from '@vscode/vsce';
import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { playScenes } from './playScenes';
import { changing } from './scenes';

async function packaged(): Promise<void> {
  const root = path.resolve(__dirname, '..', '..');
  const directory = await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-vsix-'));
  try {
    const vsix = path.join(directory, 'extension.vsix');
    // As `npm run package` does.
    await createVSIX({
      cwd: root,
      packagePath: vsix,
      dependencies: false,
      rewriteRelativeLinks: false,
      allowMissingRepository: true,
    });
    console.log('Window, with the package installed');
    const { passed, failed } = await playScenes({
      version: 'newest',
      theme: 'Default Light Modern',
      themeName: 'packaged',
      screenshotDirectory: path.join(root, 'dist', 'screenshots'),
      acts: [changing],
      vsix,
    });
    console.log(`${passed} passed, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

packaged().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
