import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import {
  embeddedVersions,
  type EmbeddedVersion,
  type EmbeddedVersionName,
} from './embeddedVersions';
import { installOnce } from './installOnce';
import { runCommand } from './runCommand';
import { withProgress } from './withProgress';

export interface EmbeddedVscode {
  readonly vscodeVersion: string;
  readonly nodeExecutable: string;
  readonly serverMain: string;
}

/**
 * A VS Code from the npm registry: code-server's package without code-server around it. No install
 * script of any package runs: its own postinstall builds kerberos and downloads a binary, and
 * nothing here needs the native parts (they are for logging to files, terminals and text search).
 */
export async function installEmbeddedVscode(name: EmbeddedVersionName): Promise<EmbeddedVscode> {
  const version = embeddedVersions[name];
  const npmNode = runningNodeMajor() >= version.nodeMajor ? undefined : nodePackage(version);
  const recipe = { codeServer: version.codeServer, npmNode: npmNode ?? null, layout: 1 };
  const folder = `vscode-${version.vscode}-${process.platform}-${process.arch}${npmNode ? '-node' : ''}`;
  const directory = await installOnce(folder, recipe, (unfinished) =>
    withProgress(`Installing VS Code ${version.vscode} from npm (once, about 300 MB)`, () =>
      install(unfinished, version, npmNode),
    ),
  );
  return {
    vscodeVersion: version.vscode,
    nodeExecutable: npmNode ? nodeExecutableIn(directory, npmNode) : process.execPath,
    serverMain: path.join(vscodeIn(directory), 'out', 'server-main.js'),
  };
}

async function install(
  directory: string,
  version: EmbeddedVersion,
  npmNode: string | undefined,
): Promise<void> {
  // Without a manifest npm would walk up and install into whatever project holds the cache.
  await writeFile(path.join(directory, 'package.json'), '{ "private": true }\n');
  const packages = [`code-server@${version.codeServer}`, ...(npmNode ? [npmNode] : [])];
  await npm(`  ${packages.join(' and ')}`, directory, ['install', '--no-save', ...packages]);
  const vscode = vscodeIn(directory);
  // Not `npm ci`: the lock file of 1.100.3 disagrees with its own manifest.
  const production = ['install', '--omit=dev'];
  await npm('  libraries of the server', vscode, production);
  await npm('  libraries of the built-in extensions', path.join(vscode, 'extensions'), production);
  await verify(directory, version, npmNode);
}

async function npm(what: string, cwd: string, parameters: readonly string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // The package asks for another Node than npm runs on; it is run on the right one.
  const anyEngine = '--engine-strict=false';
  await withProgress(what, () =>
    runCommand('npm', [...parameters, ...quiet, anyEngine], { cwd, environment: npmEnvironment() }),
  );
}

/** `npm run` hands its own settings down as variables; they describe the repository, not the cache. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env);
  const isRunSetting = (key: string): boolean =>
    /^npm_(package|lifecycle)_/i.test(key) || /^npm_config_(local_prefix|dry_run)$/i.test(key);
  return Object.fromEntries(entries.filter(([key]) => !isRunSetting(key)));
}

async function verify(
  directory: string,
  version: EmbeddedVersion,
  npmNode: string | undefined,
): Promise<void> {
  const vscode = vscodeIn(directory);
  const manifest = await readFile(path.join(vscode, 'package.json'), 'utf8');
  if (!manifest.includes(`"version": "${version.vscode}"`)) {
    throw new Error(`code-server ${version.codeServer} is not VS Code ${version.vscode}`);
  }
  for (const file of ['out/server-main.js', 'extensions/git/package.json']) {
    if (!existsSync(path.join(vscode, file))) throw new Error(`The install lacks ${file}`);
  }
  const node = npmNode ? nodeExecutableIn(directory, npmNode) : process.execPath;
  const answer = await runCommand(node, ['--version'], { timeoutMilliseconds: 20_000 });
  if (Number.parseInt(answer.slice(1), 10) < version.nodeMajor) {
    throw new Error(`VS Code ${version.vscode} needs Node ${version.nodeMajor}, got ${answer}`);
  }
}

function vscodeIn(directory: string): string {
  return path.join(directory, 'node_modules', 'code-server', 'lib', 'vscode');
}

function runningNodeMajor(): number {
  return Number.parseInt(process.versions.node, 10);
}

/** What npm's `node` package would fetch in an install script, asked for directly. */
function nodePackage(version: EmbeddedVersion): string {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `${prefix}-${platform}-${process.arch}@${version.npmNode}`;
}

function nodeExecutableIn(directory: string, npmNode: string): string {
  const name = npmNode.slice(0, npmNode.lastIndexOf('@'));
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(directory, 'node_modules', name, 'bin', file);
}
