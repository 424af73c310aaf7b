/**
 * The whole day of the leak suite, 10,000 edits and 1,000 openings: `npm run leaks`. The lane of
 * `npm test` takes a tenth of it. In the oldest VS Code: newer ones close the log of both when two of
 * the same extension run in one host, as this suite has it, and one is switched off.
 */
import { spawn } from 'node:child_process';
import * as path from 'node:path';

const timeoutSeconds = 3_600;

const child = spawn(
  process.execPath,
  [...process.execArgv, path.join(__dirname, 'runTests.ts'), '1.100-leaks'],
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
