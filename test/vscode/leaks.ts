/**
 * The whole day of the leak suite, 10,000 edits and 1,000 openings: `npm run leaks`. The lane of
 * `npm test` takes a tenth of it.
 */
import { spawn } from 'node:child_process';
import * as path from 'node:path';

const timeoutSeconds = 3_600;

const child = spawn(
  process.execPath,
  [...process.execArgv, path.join(__dirname, 'runTests.ts'), 'newest-leaks'],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      MCP_CHANGE_CONTROL_LEAKS: 'full',
      MCP_CHANGE_CONTROL_TIMEOUT: String(timeoutSeconds),
    },
  },
);
child.on('close', (code) => (process.exitCode = code ?? 1));
