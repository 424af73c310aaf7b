import { chmod, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Writes the one file that `runTests` can spawn as `vscodeExecutablePath`. Made for each run, so
 * that it starts the program with the very Node and tsx that are running now.
 */
export async function embeddedExecutable(directory: string): Promise<string> {
  const loader = pathToFileURL(require.resolve('tsx')).href;
  const command = `"${process.execPath}" --import "${loader}" "${path.join(__dirname, 'embeddedVscode.ts')}"`;
  if (process.platform === 'win32') {
    const file = path.join(directory, 'embeddedVscode.cmd');
    await writeFile(file, `@echo off\r\n${command} %*\r\n`);
    return file;
  }
  const file = path.join(directory, 'embeddedVscode');
  await writeFile(file, `#!/bin/sh\nexec ${command} "$@"\n`);
  await chmod(file, 0o755);
  return file;
}
