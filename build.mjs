/**
 * Builds dist/extension.js (desktop, remote and web from one file) and dist/cli.js.
 *   --watch        rebuild on every change, with source maps
 *   --development  readable output with source maps
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import * as path from 'node:path';
import { build, context } from 'esbuild';

const root = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const extensionBudget = 300_000;
const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--development');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  minify: !development,
  charset: 'utf8',
  sourcemap: development,
  // Licences of bundled packages travel in the NOTICE of the repository, not in every file.
  legalComments: 'none',
  metafile: true,
  logLevel: 'info',
};

/**
 * One file for every host. `platform: browser` takes the builds of packages that need no Node; code
 * behind `import()` and `require()` stays unevaluated until it is reached.
 *
 * @type {import('esbuild').BuildOptions}
 */
const extension = {
  ...common,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  platform: 'browser',
  target: 'es2022',
  external: ['vscode'],
  // @vscode/l10n can load its words from an address. Ours come from VS Code, and the extension has no
  // network: what is not there cannot be called.
  define: { fetch: 'undefined', XMLHttpRequest: 'undefined', WebSocket: 'undefined' },
};

/** @type {import('esbuild').BuildOptions} */
const commandLine = {
  ...common,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.js',
  platform: 'node',
  target: 'node20',
  // Their browser builds touch nothing of Node and are the ones the extension is tested with.
  mainFields: ['module', 'main'],
  banner: { js: '#!/usr/bin/env node' },
};

const builds = [extension, ...(existsSync(path.join(root, 'src/cli.ts')) ? [commandLine] : [])];

if (watch) {
  for (const options of builds) await (await context(options)).watch();
} else {
  for (const { outfile } of builds) {
    await rm(path.join(root, outfile ?? ''), { force: true });
    await rm(path.join(root, `${outfile}.map`), { force: true });
  }
  for (const options of builds) report(await build(options), options);
}

/**
 * Says how large a bundle is, and fails where the extension would not run on the web.
 *
 * @param {import('esbuild').BuildResult<{ metafile: true }>} result
 * @param {import('esbuild').BuildOptions} options
 */
function report({ metafile }, options) {
  const [[file, { bytes, imports }]] = Object.entries(metafile.outputs).filter(([name]) =>
    name.endsWith('.js'),
  );
  console.log(`${file}: ${bytes.toLocaleString('en')} bytes`);
  if (options !== extension) return;
  const outside = imports.filter(({ external }) => external).map(({ path: name }) => name);
  const unwanted = outside.filter((name) => name !== 'vscode');
  const node = Object.keys(metafile.inputs).filter((name) => builtinModules.includes(name));
  if (unwanted.length > 0 || node.length > 0) {
    throw new Error(`${file} needs ${[...unwanted, ...node].join(', ')}; it must run on the web.`);
  }
  console.log(`${file}: needs ${[...new Set(outside)].join(', ')} and no module of Node`);
  if (!development && bytes > extensionBudget) {
    // The budget is held by a test; a build that stopped here would hide every other result.
    console.warn(`${file}: over its budget of ${extensionBudget.toLocaleString('en')} bytes`);
  }
}
