import { build, type BuildOptions, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';

const REPOSITORY = path.resolve(__dirname, '..', '..');

/**
 * Mocha's browser build is a classic script inside a package of modules. Taken for a module, its
 * `module.exports =` would replace the exports of the whole bundle.
 */
const mochaAsScript: Plugin = {
  name: 'mocha-as-script',
  setup(plugin) {
    plugin.onResolve({ filter: /^mocha\/mocha\.js$/ }, () => ({
      path: require.resolve('mocha/mocha.js'),
      namespace: 'script',
    }));
    plugin.onLoad({ filter: /./, namespace: 'script' }, async ({ path: file }) => ({
      contents: await readFile(file, 'utf8'),
    }));
  },
};

/** Builds the test programs that VS Code loads: dist/test/vscode*.js, one for each kind of lane. */
export async function bundleVscodeTests(): Promise<void> {
  const common: BuildOptions = {
    bundle: true,
    format: 'cjs',
    target: 'es2022',
    external: ['vscode'],
    plugins: [mochaAsScript],
    sourcemap: 'inline',
    absWorkingDir: REPOSITORY,
    logLevel: 'warning',
  };
  await Promise.all([
    build({
      ...common,
      platform: 'node',
      // As in the build: the other form of some packages asks for files beside the bundle.
      mainFields: ['module', 'main'],
      entryPoints: {
        vscode: 'test/vscode/index.ts',
        vscodeRestricted: 'test/vscode/indexRestricted.ts',
        vscodeEverywhere: 'test/vscode/indexEverywhere.ts',
        vscodeAsleep: 'test/vscode/indexAsleep.ts',
        vscodePace: 'test/vscode/indexPace.ts',
        vscodeLeaks: 'test/vscode/indexLeaks.ts',
        vscodeRequests: 'test/vscode/indexRequests.ts',
      },
      outdir: 'dist/test',
    }),
    build({
      ...common,
      platform: 'browser',
      entryPoints: { vscodeWeb: 'test/vscode/indexWeb.ts' },
      outdir: 'dist/test',
    }),
  ]);
}

if (require.main === module) {
  bundleVscodeTests().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
