import { mkdtemp, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { baseUserSettings } from '../host/baseUserSettings';
import type { EmbeddedVersionName } from '../host/embeddedVersions';
import { installEmbeddedVscode } from '../host/installEmbeddedVscode';
import { installExtension } from '../host/installExtension';
import { installVsix } from '../host/installVsix';
import { launchBrowser } from '../host/launchBrowser';
import { onTermination } from '../host/onTermination';
import { startEmbeddedServer } from '../host/startEmbeddedServer';
import { workbenchAddress } from '../host/workbenchAddress';
import { Workbench } from './workbench';

export type Theme =
  | 'Default Light Modern'
  | 'Default Dark Modern'
  | 'Default High Contrast'
  | 'Default High Contrast Light';

export interface LaunchOptions {
  readonly version: EmbeddedVersionName;
  readonly workspace: string;
  readonly theme?: Theme;
  readonly userSettings?: Readonly<Record<string, unknown>>;
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** The folder of an extension to install; a plain VS Code without. */
  readonly extension?: string;
  /** The file of a package to install instead, as a user does. */
  readonly vsix?: string;
  readonly restrictedMode?: boolean;
  readonly screenshotDirectory?: string;
}

export interface LaunchedWorkbench {
  readonly workbench: Workbench;
  close(): Promise<void>;
}

/** Opens a workspace in a VS Code of its own, in a window of 1440 × 900 without noise. */
export async function launchWorkbench(options: LaunchOptions): Promise<LaunchedWorkbench> {
  const cleanUps: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    stopListening();
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp().catch(() => undefined);
  };
  const stopListening = onTermination(() => void close().finally(() => process.exit(130)));
  try {
    const vscode = await installEmbeddedVscode(options.version);
    const dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-ui-'));
    cleanUps.push(() => rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 }));
    if (options.extension) {
      await installExtension(path.join(dataDirectory, 'extensions'), options.extension);
    }
    if (options.vsix) await installVsix(vscode, dataDirectory, options.vsix);
    const server = await startEmbeddedServer({
      vscode,
      dataDirectory,
      userSettings: settings(options),
      ...(options.machineSettings === undefined
        ? {}
        : { machineSettings: options.machineSettings }),
    });
    cleanUps.push(() => server.stop());
    const browser = await launchBrowser();
    cleanUps.push(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 1,
      colorScheme: options.theme?.includes('Light') === true ? 'light' : 'dark',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(workbenchAddress({ origin: server.origin, folder: options.workspace }));
    const workbench = new Workbench(page, options.workspace, options.screenshotDirectory);
    await workbench.ready();
    return { workbench, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function settings(options: LaunchOptions): Record<string, unknown> {
  return {
    ...baseUserSettings({ restrictedMode: options.restrictedMode === true }),
    'workbench.colorTheme': options.theme ?? 'Default Dark Modern',
    'window.autoDetectColorScheme': false,
    'window.autoDetectHighContrast': false,
    'workbench.layoutControl.enabled': false,
    'editor.cursorBlinking': 'solid',
    'editor.fontFamily': "'DejaVu Sans Mono', monospace",
    'editor.accessibilitySupport': 'off',
    'editor.hover.delay': 100,
    'git.decorations.enabled': true,
    ...options.userSettings,
  };
}
