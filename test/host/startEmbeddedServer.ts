import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { EmbeddedVscode } from './installEmbeddedVscode';
import { startOwnedProcess } from './ownedProcess';

export interface EmbeddedServerOptions {
  readonly vscode: EmbeddedVscode;
  /** Everything the server keeps: settings, extensions, logs. */
  readonly dataDirectory: string;
  readonly userSettings: Readonly<Record<string, unknown>>;
  /** Settings that hold for a machine: a window on a server takes them from the server alone. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Without one anybody on this machine can connect: only for a run of tests. */
  readonly connectionToken?: string;
  /**
   * Whether the page honours the payload in its address, which names extensions and tests. It then
   * shows no notifications either, so not for a window that is looked at.
   */
  readonly takesPayload?: boolean;
  readonly extensionsDirectory?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface EmbeddedServer {
  readonly origin: string;
  readonly log: string;
  /** Rejects when the server ends by itself, never resolves. */
  readonly failure: Promise<never>;
  stop(): Promise<void>;
}

const TEMPORARY = 'tmp';
const START_TIMEOUT_MILLISECONDS = 60_000;

/** Starts VS Code's own web server on a free loopback port and returns once it listens. */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const data = options.dataDirectory;
  const log = path.join(data, 'server.log');
  await mkdir(path.join(data, TEMPORARY), { recursive: true });
  await writeSettings(path.join(data, 'data', 'User'), options.userSettings);
  await writeSettings(path.join(data, 'data', 'Machine'), options.machineSettings ?? {});
  const owned = startOwnedProcess(
    options.vscode.nodeExecutable,
    [options.vscode.serverMain, ...(await serverFlags(options))],
    serverEnvironment(options),
  );
  const { child } = owned;
  // To a file: without its native logger the server fills the terminal with one stack per log.
  const logStream = createWriteStream(log);
  child.stdout.pipe(logStream, { end: false });
  child.stderr.pipe(logStream, { end: false });
  const failure = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      reject(new Error(`The VS Code server ended with ${signal ?? code}, see ${log}`)),
    );
  });
  // Handled even while nobody waits for it, or stopping would end this process.
  failure.catch(() => undefined);
  const stop = async (): Promise<void> => {
    await owned.stop();
    logStream.end();
  };
  try {
    const port = await Promise.race([listeningPort(child.stdout), failure]);
    return { origin: `http://127.0.0.1:${port}`, log, failure, stop };
  } catch (error) {
    await stop();
    const printed = (await readFile(log, 'utf8').catch(() => '')).slice(-2000);
    throw new Error(`${String(error)}\n${printed}`, { cause: error });
  }
}

async function writeSettings(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'settings.json'),
    `${JSON.stringify(settings, undefined, 2)}\n`,
  );
}

async function serverFlags(options: EmbeddedServerOptions): Promise<string[]> {
  const flags = ['--accept-server-license-terms', '--host', '127.0.0.1', '--port', '0'];
  flags.push('--server-data-dir', options.dataDirectory, '--telemetry-level', 'off');
  if (options.extensionsDirectory) flags.push('--extensions-dir', options.extensionsDirectory);
  if (options.takesPayload) flags.push('--enable-smoke-test-driver');
  if (options.connectionToken === undefined) {
    flags.push('--without-connection-token');
  } else {
    // In a file, because every user of the machine can read a command line.
    const file = path.join(options.dataDirectory, 'connection-token');
    await writeFile(file, options.connectionToken, { mode: 0o600 });
    flags.push('--connection-token-file', file);
  }
  return flags;
}

function serverEnvironment(options: EmbeddedServerOptions): NodeJS.ProcessEnv {
  const entries = Object.entries(options.environment ?? process.env);
  // Started from a VS Code terminal, the server would believe that it belongs to that VS Code.
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/;
  return {
    ...Object.fromEntries(entries.filter(([key]) => !foreign.test(key))),
    ...temporaryDirectory(options.dataDirectory),
    // No marketplace: nothing here installs from one, and every start would ask it for news.
    EXTENSIONS_GALLERY: '{}',
  };
}

/** Sockets and temporary files go with the data. Not on a Mac, where the path would be too long. */
function temporaryDirectory(dataDirectory: string): NodeJS.ProcessEnv {
  if (process.platform !== 'linux') return {};
  const directory = path.join(dataDirectory, TEMPORARY);
  return { TMPDIR: directory, XDG_RUNTIME_DIR: directory };
}

/** Listens beside the log file: a line reader would pause the stream for both when it closes. */
async function listeningPort(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timeout = setTimeout(
      () => reject(new Error(`It did not listen in ${START_TIMEOUT_MILLISECONDS / 1000} s`)),
      START_TIMEOUT_MILLISECONDS,
    );
    output.on('data', function read(text: Buffer) {
      printed += text.toString('utf8');
      const port = /^Extension host agent listening on (\d+)\s/m.exec(printed)?.[1];
      if (!port) return;
      clearTimeout(timeout);
      output.off('data', read);
      resolve(port);
    });
  });
}
