/**
 * Runs the suites in a real VS Code: `tsx test/vscode/runTests.ts [lane …]`, by default the oldest
 * and the newest supported version, and the oldest one's other hosts. Builds nothing: dist/ and the
 * test bundles must be there.
 * MCP_CHANGE_CONTROL_VSCODE=download takes Microsoft's desktop build instead of the one from npm.
 */
import { runTests } from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { baseUserSettings } from '../host/baseUserSettings';
import { cacheDirectory } from '../host/cacheDirectory';
import { embeddedExecutable } from '../host/embeddedExecutable';
import { embeddedVersions } from '../host/embeddedVersions';
import { createSampleWorkspace } from '../host/sampleWorkspace';
import { createEverywhereWorkspace } from './everywhereWorkspace';
import { lanes, type Lane } from './lanes';
import { createRequestsWorkspace } from './requestsWorkspace';

/**
 * The extension to load: this repository, or a copy. Tests have to lie inside it, because VS Code
 * runs them in the host of the extension that they belong to; elsewhere they miss the web's host.
 */
const EXTENSION = process.env['MCP_CHANGE_CONTROL_EXTENSION'] ?? path.resolve(__dirname, '../..');
const RESULT = /^Mocha finished in VS Code (\S+): (\d+) passed, (\d+) failed, (\d+) pending$/m;
const BUNDLES = {
  node: 'vscode.js',
  web: 'vscodeWeb.js',
  restricted: 'vscodeRestricted.js',
  everywhere: 'vscodeEverywhere.js',
  asleep: 'vscodeAsleep.js',
  pace: 'vscodePace.js',
  leaks: 'vscodeLeaks.js',
  requests: 'vscodeRequests.js',
};

async function runLane(lane: Lane): Promise<{ readonly summary: string; readonly good: boolean }> {
  const extensionTestsPath = path.join(EXTENSION, 'dist', 'test', BUNDLES[lane.mode]);
  if (!existsSync(extensionTestsPath)) throw new Error(`${extensionTestsPath} is not built`);
  // The real path, because on a Mac the temporary directory is a link and git names its target.
  const directory = await realpath(
    await mkdtemp(path.join(os.tmpdir(), 'mcp-change-control-test-')),
  );
  const started = performance.now();
  let output = '';
  try {
    const workspace = await createWorkspace(lane, directory);
    output = await outputOf(async () =>
      startVscode(lane, directory, workspace, extensionTestsPath),
    );
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const [, version, passed, failed] = RESULT.exec(output) ?? [];
  if (!version) return { summary: `Lane ${lane.name}: the tests did not report`, good: false };
  const kind = lane.mode === 'node' ? '' : ` (${lane.mode})`;
  const summary = `VS Code ${version}${kind}: ${passed} passed, ${failed} failed in ${seconds} s`;
  return { summary, good: failed === '0' && passed !== '0' };
}

async function createWorkspace(lane: Lane, directory: string): Promise<string> {
  if (lane.mode === 'requests') return createRequestsWorkspace(directory);
  if (lane.mode === 'everywhere') return createEverywhereWorkspace(directory);
  if (lane.mode === 'asleep') return createPlainWorkspace(path.join(directory, 'plain'));
  const workspace = path.join(directory, 'parcel-desk');
  await createSampleWorkspace(workspace);
  return workspace;
}

/** A folder that has nothing to do with agents. */
async function createPlainWorkspace(directory: string): Promise<string> {
  await mkdir(path.join(directory, '.vscode'), { recursive: true });
  await writeFile(path.join(directory, 'README.md'), '# Plain\n');
  await writeFile(path.join(directory, '.vscode/settings.json'), '{ "editor.tabSize": 2 }\n');
  return directory;
}

async function startVscode(
  lane: Lane,
  directory: string,
  workspace: string,
  extensionTestsPath: string,
): Promise<void> {
  const userDataDirectory = path.join(directory, 'user-data');
  const settings = baseUserSettings({ restrictedMode: lane.mode === 'restricted' });
  await mkdir(path.join(userDataDirectory, 'User'), { recursive: true });
  await writeFile(
    path.join(userDataDirectory, 'User', 'settings.json'),
    JSON.stringify(settings, undefined, 2),
  );
  const executable = await vscodeExecutable(lane, directory);
  try {
    await runTests({
      ...executable,
      extensionDevelopmentPath: EXTENSION,
      extensionTestsPath,
      launchArgs: [
        workspace,
        '--disable-extensions',
        `--user-data-dir=${userDataDirectory}`,
        `--extensions-dir=${path.join(directory, 'extensions')}`,
        ...(lane.mode === 'web' ? ['--extensionDevelopmentKind=web'] : []),
      ],
      extensionTestsEnv: {
        MCP_CHANGE_CONTROL_VSCODE_VERSION: lane.version,
        MCP_CHANGE_CONTROL_RESTRICTED_MODE: lane.mode === 'restricted' ? '1' : '0',
      },
    });
  } catch (error) {
    // A failed run is told by its summary; the next lane still runs.
    console.error(error instanceof Error ? error.message : error);
  }
}

async function vscodeExecutable(
  lane: Lane,
  directory: string,
): Promise<{ vscodeExecutablePath: string } | { version: string; cachePath: string }> {
  if (process.env['MCP_CHANGE_CONTROL_VSCODE'] !== 'download') {
    return { vscodeExecutablePath: await embeddedExecutable(directory) };
  }
  if (lane.mode === 'restricted') {
    throw new Error('test-electron switches workspace trust off; this lane needs the npm build');
  }
  const version = lane.version === 'newest' ? 'stable' : embeddedVersions[lane.version].vscode;
  return { version, cachePath: path.join(cacheDirectory(), 'desktop-vscode') };
}

/** Runs work and returns what it printed. `runTests` writes to our output and shows it to nobody. */
async function outputOf(work: () => Promise<void>): Promise<string> {
  const write = process.stdout.write;
  let output = '';
  process.stdout.write = ((...parameters: Parameters<typeof write>) => {
    output += String(parameters[0]);
    return write.apply(process.stdout, parameters);
  }) as typeof write;
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return output;
}

function chosenLanes(names: readonly string[]): Lane[] {
  const all = lanes();
  if (names.length === 0) return all.filter(isDefault);
  if (names.includes('all')) return all;
  return names.map((name) => {
    const lane = all.find((candidate) => candidate.name === name);
    if (lane) return lane;
    throw new Error(`No lane ${name}; there are ${all.map(({ name: known }) => known).join(', ')}`);
  });
}

/** Both versions; the other hosts and folders in the oldest one, where least is forgiven. */
function isDefault({ mode, version }: Lane): boolean {
  return mode === 'node' || (version === '1.100' && mode !== 'pace');
}

async function main(): Promise<void> {
  const fromEnvironment = process.env['MCP_CHANGE_CONTROL_LANES']?.split(/[\s,]+/).filter(Boolean);
  const names = process.argv.slice(2);
  const results = [];
  for (const lane of chosenLanes(names.length > 0 ? names : (fromEnvironment ?? []))) {
    console.log(`\n— Lane ${lane.name}`);
    results.push(await runLane(lane));
  }
  console.log('');
  for (const { summary } of results) console.log(summary);
  if (results.some(({ good }) => !good)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
