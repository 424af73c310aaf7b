import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '../host/startEmbeddedServer';

describe('The web server that tests and npm start use', () => {
  it('listens on this machine only, and for whoever has the token', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'mcp-change-server-'));
    try {
      // Takes the place of VS Code's server and writes down what it was told.
      const told = join(directory, 'told.json');
      const serverMain = join(directory, 'server.js');
      writeFileSync(
        serverMain,
        `require('node:fs').writeFileSync(${JSON.stringify(told)}, JSON.stringify(process.argv.slice(2)));
        console.log('Extension host agent listening on 12345 ');
        process.stdin.resume();
        setTimeout(() => {}, 60_000);`,
      );
      const server = await startEmbeddedServer({
        vscode: { nodeExecutable: process.execPath, serverMain, vscodeVersion: '0' },
        dataDirectory: join(directory, 'data'),
        userSettings: {},
        connectionToken: 'only-a-test',
      });
      await server.stop();
      const flags = JSON.parse(readFileSync(told, 'utf8')) as string[];
      assert.equal(flags[flags.indexOf('--host') + 1], '127.0.0.1');
      assert.match(server.origin, /^http:\/\/127\.0\.0\.1:/);
      assert.ok(!flags.includes('--without-connection-token'));
      assert.ok(!flags.some((flag) => flag.includes('only-a-test')));
      const file = flags[flags.indexOf('--connection-token-file') + 1] ?? '';
      assert.ok(existsSync(file));
      if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o077, 0);
      const start = readFileSync(join(__dirname, '..', 'host', 'start.ts'), 'utf8');
      assert.match(start, /const connectionToken = randomBytes\(16\)\.toString\('hex'\);/);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
