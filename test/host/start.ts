/**
 * Opens a VS Code with the built extension on a sample project: `npm start`. The desktop's own VS
 * Code where there is one, else one from npm that a browser shows.
 *   --keep     continue with the sample and the settings of the last start
 *   --embedded take the one from npm even where a desktop VS Code is
 *   --check    start, look at it in a headless browser, and end
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { Workbench } from '../ui/workbench';
import { baseUserSettings } from './baseUserSettings';
import { cacheDirectory } from './cacheDirectory';
import { installEmbeddedVscode } from './installEmbeddedVscode';
import { installExtension } from './installExtension';
import { launchBrowser } from './launchBrowser';
import { onTermination } from './onTermination';
import { runCommand } from './runCommand';
import { createSampleWorkspace } from './sampleWorkspace';
import { startEmbeddedServer, type EmbeddedServer } from './startEmbeddedServer';
import { withLock } from './withLock';
import { workbenchAddress } from './workbenchAddress';

const EXTENSION = process.env['MCP_CHANGE_CONTROL_EXTENSION'] ?? path.resolve(__dirname, '../..');
const CHECK_TIMEOUT_MILLISECONDS = 90_000;

async function start(base: string, parameters: ReadonlySet<string>): Promise<void> {
  const workspace = path.join(base, 'parcel-desk');
  if (!parameters.has('--keep')) await rm(base, { recursive: true, force: true, maxRetries: 3 });
  if (!existsSync(workspace)) await createSampleWorkspace(workspace);
  const isCheck = parameters.has('--check');
  if (!isCheck && !parameters.has('--embedded') && (await hasDesktopVscode())) {
    await startDesktop(base, workspace);
  } else {
    await startEmbedded(base, workspace, isCheck);
  }
}

async function hasDesktopVscode(): Promise<boolean> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return false;
  const command = process.platform === 'win32' ? 'code.cmd' : 'code';
  const directories = (process.env['PATH'] ?? '').split(path.delimiter);
  return directories.some((directory) => existsSync(path.join(directory, command)));
}

async function startDesktop(base: string, workspace: string): Promise<void> {
  const userData = path.join(base, 'desktop');
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify(userSettings()));
  const flags = [`--extensionDevelopmentPath=${EXTENSION}`, '--new-window', workspace];
  await runCommand('code', [...flags, '--user-data-dir', userData]);
  console.log(`VS Code opens ${workspace} with the extension.`);
}

async function startEmbedded(base: string, workspace: string, isCheck: boolean): Promise<void> {
  const vscode = await installEmbeddedVscode('newest');
  const dataDirectory = path.join(base, 'data');
  await installExtension(path.join(dataDirectory, 'extensions'), EXTENSION);
  const connectionToken = randomBytes(16).toString('hex');
  const server = await startEmbeddedServer({
    vscode,
    dataDirectory,
    userSettings: userSettings(),
    connectionToken,
  });
  try {
    const address = workbenchAddress({ origin: server.origin, folder: workspace, connectionToken });
    if (isCheck) {
      await check(address, workspace, server);
      return;
    }
    console.log(`\nVS Code ${vscode.vscodeVersion} with the extension, on a sample project:\n`);
    console.log(`  ${address}\n`);
    console.log('Press Ctrl+C to stop.');
    await Promise.race([termination(), server.failure]);
  } finally {
    await server.stop();
  }
}

function userSettings(): Record<string, unknown> {
  return { ...baseUserSettings(), 'workbench.colorTheme': 'Default Dark Modern' };
}

async function termination(): Promise<void> {
  return new Promise((resolve) => onTermination(() => resolve()));
}

/** Looks like a person would, until the extension is among those that run. */
async function check(address: string, workspace: string, server: EmbeddedServer): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(CHECK_TIMEOUT_MILLISECONDS);
    const look = async (): Promise<void> => {
      await page.goto(address);
      const workbench = new Workbench(page, workspace);
      await workbench.ready();
      await workbench.openFile('.vscode/mcp.json');
      await workbench.runCommand('Developer: Show Running Extensions');
      await workbench.waitForText(await displayName(), '.runtime-extensions-editor');
    };
    const interrupted = termination().then(() => Promise.reject(new Error('Interrupted')));
    await Promise.race([look(), interrupted, server.failure]);
    console.log('OK: VS Code is up and the extension is running in it.');
  } finally {
    await browser.close();
  }
}

/** The name that VS Code shows, which the manifest may keep in its file of texts. */
async function displayName(): Promise<string> {
  const read = async (name: string): Promise<Record<string, string>> =>
    JSON.parse(await readFile(path.join(EXTENSION, name), 'utf8')) as Record<string, string>;
  const name = (await read('package.json'))['displayName'] ?? '';
  const key = /^%(.+)%$/.exec(name)?.[1];
  return key ? ((await read('package.nls.json'))[key] ?? name) : name;
}

async function main(): Promise<void> {
  const parameters = new Set(process.argv.slice(2));
  if (parameters.has('--check')) {
    const base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-check-')));
    try {
      await start(base, parameters);
    } finally {
      await rm(base, { recursive: true, force: true, maxRetries: 3 });
    }
    return;
  }
  const base = path.join(cacheDirectory(), 'start');
  // Two at once would take the sample away from under each other.
  await withLock(base, () => start(base, parameters));
}

main().then(
  // What VS Code's page left open must not keep us here.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
