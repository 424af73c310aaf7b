import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { unlink } from 'node:fs/promises';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * Runs `work` while no other process runs work under the same name; others wait.
 *
 * The lock is a listening local socket: it goes away with its process, and a waiter learns of that
 * from its connection closing instead of asking again and again. Two waiters that find the same
 * abandoned socket file may both get in, so `work` must still publish its result atomically.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const address = lockAddress(name);
  const release = await acquire(address, name);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(address: string, name: string): Promise<() => Promise<void>> {
  for (;;) {
    const release = await tryToListen(address);
    if (release) return release;
    await waitForHolder(address, name);
  }
}

async function tryToListen(address: string): Promise<(() => Promise<void>) | undefined> {
  const waiting = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => undefined).on('close', () => waiting.delete(socket));
    socket.resume();
  });
  server.listen(address);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
  server.unref();
  return async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of waiting) socket.destroy();
    await closed;
  };
}

/** Returns when the holder has let go, or when there turned out to be none. */
async function waitForHolder(address: string, name: string): Promise<void> {
  const socket = net.connect(address);
  try {
    await once(socket, 'connect');
  } catch (error) {
    if (codeOf(error) === 'ECONNREFUSED') {
      // A socket file whose process died. Named pipes on Windows never get here.
      await unlink(address).catch(() => undefined);
    }
    return;
  }
  console.log(`Waiting for another run that is busy with ${name} …`);
  socket.resume().on('error', () => undefined);
  await once(socket, 'close');
}

/** In the temporary directory, because a socket's path must stay under about 100 characters. */
function lockAddress(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  const file = `mcp-change-control-${digest}.lock`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${file}` : path.join(os.tmpdir(), file);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
