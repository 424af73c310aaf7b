import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { installOnce } from './installOnce';
import { runCommand } from './runCommand';
import { withProgress } from './withProgress';

export interface Browser {
  readonly executablePath: string;
  readonly launchArguments: readonly string[];
  readonly version: string;
}

/** 143 is the last line of this package that runs on Node 20. */
const NPM_CHROMIUM = '@sparticuz/chromium@143.0.4';

const QUIET = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Newer Chromium would ask before a page may talk to the machine it runs on.
  '--disable-features=LocalNetworkAccessChecks',
];

/**
 * Any Chromium: the machine's own, Debian's package, or the one that npm carries.
 * MCP_CHANGE_CONTROL_BROWSER=npm skips the first two.
 */
export async function findBrowser(environment = process.env): Promise<Browser> {
  if (environment['MCP_CHANGE_CONTROL_BROWSER'] !== 'npm') {
    const found = (await firstWorking(environment)) ?? (await fromDebian(environment));
    if (found) return found;
  }
  return fromNpm();
}

async function firstWorking(environment: NodeJS.ProcessEnv): Promise<Browser | undefined> {
  for (const executablePath of candidates(environment)) {
    const version = await versionOf(executablePath);
    if (version) return { executablePath, launchArguments: QUIET, version };
  }
  return undefined;
}

function candidates(environment: NodeJS.ProcessEnv): string[] {
  const chosen = environment['CHROMIUM_PATH'];
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
  const directories = (environment['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const onPath = names.flatMap((name) =>
    directories.map((directory) => path.join(directory, name)),
  );
  const programs = [environment['PROGRAMFILES'], environment['PROGRAMFILES(X86)']];
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programs.flatMap((directory) =>
      directory
        ? [
            path.join(directory, 'Google', 'Chrome', 'Application', 'chrome.exe'),
            path.join(directory, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
          ]
        : [],
    ),
  ];
  return [...(chosen ? [chosen] : []), ...onPath, ...elsewhere].filter((file) => existsSync(file));
}

/** Undefined for what is there but does not run, such as Ubuntu's stub that wants a snap. */
async function versionOf(executablePath: string): Promise<string | undefined> {
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return path.basename(executablePath);
  try {
    const answer = await runCommand(executablePath, ['--version'], { timeoutMilliseconds: 20_000 });
    return answer.trim() || undefined;
  } catch {
    return undefined;
  }
}

async function fromDebian(environment: NodeJS.ProcessEnv): Promise<Browser | undefined> {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return undefined;
  try {
    await withProgress('Installing Chromium with apt-get (once)', async () => {
      const quiet = { environment: { ...environment, DEBIAN_FRONTEND: 'noninteractive' } };
      await runCommand('apt-get', ['update'], quiet);
      await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet);
    });
  } catch (error) {
    console.log(`apt-get could not install Chromium: ${String(error)}`);
    return undefined;
  }
  return firstWorking(environment);
}

async function fromNpm(): Promise<Browser> {
  const directory = await installOnce('chromium-npm', { package: NPM_CHROMIUM }, (unfinished) =>
    withProgress('Installing Chromium from npm (once, about 70 MB)', async () => {
      const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
      await runCommand('npm', ['install', '--prefix', unfinished, ...flags, NPM_CHROMIUM]);
    }),
  );
  const executablePath = await unpack(directory);
  const version = await versionOf(executablePath);
  if (!version) {
    throw new Error(
      `No Chromium: ${executablePath} does not run here. Install one and set CHROMIUM_PATH.`,
    );
  }
  // The binary is built for a place without a sandbox and without helper processes.
  const alone = ['--single-process', '--no-zygote', '--headless=shell'];
  return { executablePath, launchArguments: [...QUIET, ...alone], version };
}

/**
 * The package unpacks its binary into the temporary directory, once, and names the file. A program
 * given on the command line finds packages from its working directory.
 */
async function unpack(directory: string): Promise<string> {
  const program = `const { default: chromium } = await import('@sparticuz/chromium');
    process.stdout.write(await chromium.executablePath());`;
  const parameters = ['--input-type=module', '--eval', program];
  const environment = { ...process.env, TMPDIR: directory };
  const options = { cwd: directory, environment };
  return (await runCommand(process.execPath, parameters, options)).trim();
}
