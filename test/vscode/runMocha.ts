import 'mocha/mocha.js';
import * as vscode from 'vscode';

/**
 * Runs suites in the extension host that this code was loaded into. Mocha's browser build, because
 * it is one script without a loader of its own: it runs in a web worker too, and from a bundle.
 */
export async function runMocha(loadSuites: () => Promise<unknown>): Promise<void> {
  // Made by hand: the script's own `mocha.run` reads options from the address of a page.
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 60_000, color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await loadSuites();
  const counts = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() =>
      runner.stats ? resolve(runner.stats) : reject(new Error('Mocha counted nothing')),
    );
  });
  // The runner outside reads this line; it is the only way out of every kind of host.
  console.log(
    `Mocha finished in VS Code ${vscode.version}: ${counts.passes} passed, ${counts.failures} failed, ${counts.pending} pending`,
  );
  if (counts.failures > 0) throw new Error(`${counts.failures} tests failed`);
  if (counts.passes === 0) throw new Error('No test ran');
}
