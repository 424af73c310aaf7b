import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const editor = resolve(__dirname, '../../src/editor');

describe('The words of the core', () => {
  it('are known before its rules load, whose titles are translated once', () => {
    // A process of its own: here every rule was loaded long ago, in English.
    const script = `
      const Module = require('node:module');
      const load = Module._load;
      const vscode = { l10n: { bundle: { 'Hostile instruction': 'Feindliche Anweisung' } } };
      Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
      require(${JSON.stringify(resolve(editor, 'useWords'))});
      const { promptRules } = require(${JSON.stringify(resolve(editor, '../core/rules/promptRules'))});
      console.log(promptRules.find(({ id }) => id === 'prompt/hostile-instruction').title);`;
    const title = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
      cwd: resolve(__dirname, '../..'),
      encoding: 'utf8',
    });
    assert.equal(title.trim(), 'Feindliche Anweisung');
  });

  it('come first in the file that loads the core, and name nothing of it', () => {
    const imports = (file: string): readonly string[] =>
      [
        ...readFileSync(resolve(editor, file), 'utf8').matchAll(/^import (?!type).*?'([^']+)';$/gm),
      ].map(([, name]) => name ?? '');
    assert.equal(imports('startApplication.ts')[0], './useWords');
    assert.deepEqual(imports('useWords.ts'), ['@vscode/l10n', 'vscode']);
  });
});
