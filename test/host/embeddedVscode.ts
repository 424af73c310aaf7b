/**
 * A VS Code for `runTests` of @vscode/test-electron on a machine that cannot download one: takes
 * the same command line, runs the tests in a VS Code from npm, and ends with their code.
 */
import { EventEmitter } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Page } from 'playwright-core';
import { baseUserSettings } from './baseUserSettings';
import { embeddedVscodeOptions, type EmbeddedVscodeOptions } from './embeddedVscodeOptions';
import { installEmbeddedVscode } from './installEmbeddedVscode';
import { launchBrowser } from './launchBrowser';
import { onTermination } from './onTermination';
import { startEmbeddedServer } from './startEmbeddedServer';
import { remoteUri, workbenchAddress } from './workbenchAddress';

const CODE_AFTER_SIGNAL = 130;

/** What a page says in every run: how it connects, and that native parts are left out. */
const NOISE = new RegExp(
  [
    'Could not locate the bindings file|build/Release/watchdog|serviceWorker\\.js',
    'additional builtin extensions|^Resolv(ing|ed) connection token|^Creating a socket',
    '^ChatSessionStore|^\\[(reconnection-grace-time|AgentHost|AccountPolicyGate)',
  ].join('|'),
);

async function runInEmbeddedVscode(
  options: EmbeddedVscodeOptions,
  interrupted: Promise<never>,
): Promise<number> {
  const vscode = await Promise.race([installEmbeddedVscode(options.version), interrupted]);
  const dataDirectory = await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-data-'));
  const cleanUps: (() => Promise<unknown>)[] = [
    () => rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 }),
  ];
  try {
    const server = await startEmbeddedServer({
      vscode,
      dataDirectory,
      userSettings: await userSettings(options),
      takesPayload: true,
      ...(options.extensionsDirectory ? { extensionsDirectory: options.extensionsDirectory } : {}),
    });
    cleanUps.unshift(() => server.stop());
    const browser = await Promise.race([launchBrowser(), interrupted, server.failure]);
    cleanUps.unshift(() => browser.close());
    const page = await browser.newPage();
    const { ended } = await listenToTests(page);
    await page.goto(testPage(server.origin, options));
    return await Promise.race([
      ended,
      interrupted,
      server.failure,
      timeout(options.timeoutMilliseconds),
    ]);
  } catch (error) {
    if (!isInterruption(error)) await keepLog(dataDirectory);
    throw error;
  } finally {
    for (const cleanUp of cleanUps) await cleanUp().catch((error: unknown) => console.error(error));
  }
}

/** Base settings, and over them what the caller put where a desktop VS Code would read it. */
async function userSettings(options: EmbeddedVscodeOptions): Promise<Record<string, unknown>> {
  const base = baseUserSettings({ restrictedMode: options.restrictedMode });
  const web = options.extensionHost === 'web' ? await webHostSettings(options) : {};
  if (!options.userDataDirectory) return { ...base, ...web };
  const file = path.join(options.userDataDirectory, 'User', 'settings.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return { ...base, ...web, ...(JSON.parse(text) as Record<string, unknown>) };
}

/**
 * The page reads `extensionDevelopmentKind` and then forgets to use it for an extension that has
 * a part for Node too. This setting is asked first.
 */
async function webHostSettings(options: EmbeddedVscodeOptions): Promise<Record<string, unknown>> {
  const identifiers = options.extensionDevelopmentPaths.map(async (directory) => {
    const text = await readFile(path.join(directory, 'package.json'), 'utf8');
    const manifest = JSON.parse(text) as { readonly publisher: string; readonly name: string };
    return `${manifest.publisher}.${manifest.name}`;
  });
  const kinds = (await Promise.all(identifiers)).map((identifier) => [identifier, ['web']]);
  return { 'remote.extensionKind': Object.fromEntries(kinds) as Record<string, string[]> };
}

function testPage(origin: string, options: EmbeddedVscodeOptions): string {
  const extensions = options.extensionDevelopmentPaths.map(
    (directory) => ['extensionDevelopmentPath', remoteUri(origin, directory)] as const,
  );
  const payload: (readonly [string, string])[] = [
    ...extensions,
    ['extensionTestsPath', remoteUri(origin, options.extensionTestsPath)],
    ['skipWelcome', 'true'],
  ];
  if (options.extensionHost === 'web') payload.push(['extensionDevelopmentKind', 'web']);
  return workbenchAddress({
    origin,
    payload,
    ...(options.folder ? { folder: options.folder } : {}),
  });
}

/** Prepares the page before it is opened; what it returns is the code that the tests report. */
async function listenToTests(page: Page): Promise<{ readonly ended: Promise<number> }> {
  const reports = new EventEmitter();
  const ended = new Promise<number>((resolve, reject) => {
    reports.once('exit', resolve);
    page.on('crash', () => reject(new Error('The browser page crashed')));
    page.on('close', () => reject(new Error('The browser page closed before the tests ended')));
  });
  // Handled even when opening the page fails first.
  ended.catch(() => undefined);
  await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
    const isProblem = type === 'error' || type === 'warn';
    if (values.some((value) => NOISE.test(String(value)))) return;
    (isProblem ? console.error : console.log)(...values);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => reports.emit('exit', code));
  return { ended };
}

async function timeout(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    const error = new Error(`The tests did not end in ${milliseconds / 1000} s`);
    // Not a reason to stay alive: the process ends when the tests do.
    setTimeout(() => reject(error), milliseconds).unref();
  });
}

async function keepLog(dataDirectory: string): Promise<void> {
  const kept = path.join(os.tmpdir(), `mcp-change-control-server-${process.pid}.log`);
  await cp(path.join(dataDirectory, 'server.log'), kept).then(
    () => console.error(`Log of the VS Code server: ${kept}`),
    () => undefined,
  );
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Interrupted by');
}

async function main(): Promise<number> {
  const interrupted = new Promise<never>((_, reject) => {
    onTermination((signal) => reject(new Error(`Interrupted by ${signal}`)));
  });
  interrupted.catch(() => undefined);
  try {
    const options = embeddedVscodeOptions(process.argv.slice(2), process.env);
    return await runInEmbeddedVscode(options, interrupted);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return isInterruption(error) ? CODE_AFTER_SIGNAL : 1;
  }
}

void main().then((code) => process.exit(code));
