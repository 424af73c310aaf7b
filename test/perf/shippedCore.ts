import { buildSync } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

type Core = typeof import('../../src/core/analyze');

/**
 * The core bundled and minified as `build.mjs` does it for the extension. The sources as they stand
 * run through the module system of the tests, which costs a getter at each use of an import.
 */
export function shippedCore(): Core {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-change-control-core-'));
  try {
    const outfile = join(folder, 'core.js');
    buildSync({
      entryPoints: [resolve(__dirname, '../../src/core/analyze.ts')],
      outfile,
      bundle: true,
      minify: true,
      format: 'cjs',
      platform: 'browser',
      target: 'es2022',
      charset: 'utf8',
      logLevel: 'error',
    });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file made a moment ago
    return require(outfile) as Core;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
