/**
 * Builds the extension, twice from the same sources, and the command line:
 *   dist/extension.js      desktop and remote: the listener, which requires
 *   dist/application.js    everything else when the first governed file is met
 *   dist/extension.web.js  the web: both in one, as web hosts cannot require a second file
 *   dist/signatures.js     signs and checks with ssh-keygen; needs Node, so the web goes without
 *   dist/cli.js            asks Node to keep compiled code, then requires
 *   dist/commandLine.js    the command line
 *   dist/yaml.js           the YAML library, for the two large ones: most runs never see YAML
 *   --watch        rebuild on every change, with source maps
 *   --development  readable output with source maps
 */
import { readFile, rm } from 'node:fs/promises';
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
 * Hands every module the `vscode` of VS Code itself. As esbuild understands `import * as vscode`, each
 * of the more than a hundred modules makes a copy of its names for itself, which takes 20 ms of every
 * start, and a getter at each use after it.
 *
 * @type {import('esbuild').Plugin}
 */
const oneVscode = {
  name: 'one-vscode',
  setup(plugin) {
    plugin.onLoad(
      { filter: /[\\/]src[\\/](?:editor[\\/]\w+|extension)\.ts$/ },
      async ({ path: file }) => {
        const text = await readFile(file, 'utf8');
        const contents = text.replace(
          /^import \* as vscode from 'vscode';$/m,
          "const vscode = require('vscode');",
        );
        return { contents, loader: 'ts' };
      },
    );
  },
};

/**
 * What runs inside VS Code. `platform: browser` takes the builds of packages that need no Node, so
 * that the desktop runs what the web runs; code behind `import()` and `require()` stays unevaluated
 * until it is reached.
 *
 * @type {import('esbuild').BuildOptions}
 */
const editor = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  external: ['vscode'],
  // @vscode/l10n can load its words from an address. Ours come from VS Code, and the extension has no
  // network: what is not there cannot be called.
  // @cfworker/json-schema makes an address of the page's place, which is none in a web worker of VS Code.
  define: {
    fetch: 'undefined',
    XMLHttpRequest: 'undefined',
    WebSocket: 'undefined',
    'self.location': 'undefined',
  },
};

/**
 * Leaves what an entry loads later to a file of its own, which stands beside it.
 *
 * @param {RegExp} specifier as the entry writes it
 * @param {string} file relative to the entry's output
 * @returns {import('esbuild').Plugin}
 */
function apart(specifier, file) {
  return {
    name: 'apart',
    setup(plugin) {
      plugin.onResolve({ filter: specifier }, () => ({ path: file, external: true }));
    },
  };
}

const yamlApart = apart(/^yaml$/, './yaml.js');

const onlyWithNode = /^\.\/node\/signatures$/;

/**
 * What needs Node is not there on the web: in its place stands a module that holds nothing.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutNode = {
  name: 'without-node',
  setup(plugin) {
    plugin.onResolve({ filter: onlyWithNode }, ({ path: name }) => ({
      path: name,
      namespace: 'nothing',
    }));
    plugin.onLoad({ filter: /./, namespace: 'nothing' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};

/**
 * Puts the values of a module's constants in its place: strings and regular expressions that would
 * otherwise be worked out anew, from much data, whenever VS Code starts.
 *
 * @param {RegExp} file
 * @returns {import('esbuild').Plugin}
 */
function workedOut(file) {
  return {
    name: 'worked-out',
    setup(plugin) {
      plugin.onLoad({ filter: file }, async ({ path: entry }) => {
        const { outputFiles, metafile } = await build({
          ...common,
          entryPoints: [entry],
          platform: 'neutral',
          write: false,
          sourcemap: false,
          logLevel: 'warning',
        });
        const module = { exports: {} };
        new Function('module', 'exports', outputFiles[0].text)(module, module.exports);
        const constants = Object.entries(module.exports).map(
          ([name, value]) =>
            `export const ${name} = ${value instanceof RegExp ? value : JSON.stringify(value)};`,
        );
        const watchFiles = Object.keys(metafile.inputs).map((name) => path.join(root, name));
        return { contents: constants.join('\n'), loader: 'js', watchFiles };
      });
    },
  };
}

/** @type {import('esbuild').BuildOptions} */
const listener = {
  ...editor,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  plugins: [
    apart(/^\.\/editor\/startApplication$/, './application.js'),
    apart(onlyWithNode, './signatures.js'),
    oneVscode,
    workedOut(/[\\/]surfaces[\\/]wakingNames\.ts$/),
  ],
  // `require`: only that way VS Code answers the second file's question for `vscode` in every version.
  supported: { 'dynamic-import': false },
};

/** @type {import('esbuild').BuildOptions} */
const application = {
  ...editor,
  entryPoints: ['src/editor/startApplication.ts'],
  outfile: 'dist/application.js',
  plugins: [yamlApart, oneVscode],
};

/** @type {import('esbuild').BuildOptions} */
const yaml = { ...editor, entryPoints: ['yaml'], outfile: 'dist/yaml.js' };

/** @type {import('esbuild').BuildOptions} */
const web = {
  ...editor,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.web.js',
  plugins: [withoutNode, oneVscode],
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  // Their browser builds touch nothing of Node and are the ones the extension is tested with.
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions} */
const signatures = {
  ...node,
  entryPoints: ['src/node/signatures.ts'],
  outfile: 'dist/signatures.js',
};

/** @type {import('esbuild').BuildOptions} */
const cli = {
  ...node,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.js',
  plugins: [apart(/^\.\/node\/commandLine$/, './commandLine.js')],
  banner: { js: '#!/usr/bin/env node' },
};

/** @type {import('esbuild').BuildOptions} */
const commandLine = {
  ...node,
  entryPoints: ['src/node/commandLine.ts'],
  outfile: 'dist/commandLine.js',
  plugins: [yamlApart],
};

const builds = [listener, application, yaml, web, signatures, cli, commandLine];

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
  if (options.platform === 'node') return;
  const outside = imports.filter(({ external }) => external).map(({ path: name }) => name);
  const wanted =
    options === web ? ['vscode'] : ['vscode', './application.js', './signatures.js', './yaml.js'];
  const unwanted = outside.filter((name) => !wanted.includes(name));
  const fromNode = Object.keys(metafile.inputs).filter((name) => builtinModules.includes(name));
  if (unwanted.length > 0 || fromNode.length > 0) {
    throw new Error(
      `${file} needs ${[...unwanted, ...fromNode].join(', ')}; it must run on the web.`,
    );
  }
  if (options === web && !development && bytes > extensionBudget) {
    // The budget is printed by `npm run perf`; a build that stopped here would hide every result.
    console.warn(`${file}: over its budget of ${extensionBudget.toLocaleString('en')} bytes`);
  }
}
