import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { listFiles, createVSIX } from '@vscode/vsce';
import { ruleCatalogue } from '../../src/core/rules/ruleCatalogue';

const root = resolve(__dirname, '..', '..');

/** What the package holds besides the rule pages. Anything else is a mistake or a leak. */
const expected = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/application.js',
  'dist/cli.js',
  'dist/commandLine.js',
  'dist/extension.js',
  'dist/extension.web.js',
  'dist/signatures.js',
  'dist/yaml.js',
  'media/activity.svg',
  'media/icon.png',
  'package.json',
  'package.nls.json',
  'schemas/acceptances.schema.json',
  'schemas/gate.schema.json',
  'schemas/policy.schema.json',
  'schemas/record.schema.json',
  'schemas/report.schema.json',
  'schemas/template.schema.json',
  'snippets/change-record.json',
  'syntaxes/change-record.language-configuration.json',
  'syntaxes/change-record.tmLanguage.json',
];

/**
 * In bytes, packed; it was 1,452 kB on 2026-11-22 with 110 rules and their pages, acceptances and
 * rollbacks that go on after an interruption. Most of it is the core, which is in it three times:
 * a web host cannot share a file with the desktop, nor the command line with either. The rest leaves
 * room for rules and their pages, not for another library.
 */
const largestPackage = 1_700_000;

/** What a workspace without governed files loads. */
const largestListener = 30_000;

describe('The package', () => {
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'mcp-change-control-package-'));
  });

  after(() => rmSync(directory, { recursive: true, force: true }));

  it('holds exactly the files it should', async () => {
    const files = await listFiles({ cwd: root });
    const pages = ruleCatalogue.map(({ id }) => `docs/rules/${id}.md`);
    assert.deepEqual([...files].sort(), [...expected, ...pages].sort());
  });

  it('leaves the pictures in the repository, where the README shows each of them', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/docs\/images\/([\w-]+\.png)/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(shown)].sort(), readdirSync(join(root, 'docs/images')).sort());
  });

  it('can be built, and stays small', async () => {
    const packagePath = join(directory, 'extension.vsix');
    await createVSIX({
      cwd: root,
      packagePath,
      dependencies: false,
      rewriteRelativeLinks: false,
    });
    const { size } = statSync(packagePath);
    assert.ok(size < largestPackage, `${size} bytes`);
  });

  it('has an extension that needs no network, no process and no evaluated text', () => {
    for (const [file, needed] of [
      ['extension.js', ['./application.js', './signatures.js', 'vscode']],
      ['application.js', ['./yaml.js', 'vscode']],
      ['yaml.js', []],
      ['extension.web.js', ['vscode']],
    ] as const) {
      const bundle = readFileSync(join(root, 'dist', file), 'utf8');
      for (const forbidden of [
        /\bfetch\(/,
        /XMLHttpRequest/,
        /WebSocket\(/,
        // A reader of source knows the word; loading it is something else.
        /["'`](?:node:)?child_process["'`]/,
        /\beval\(/,
        /new Function\(/,
        /setInterval/,
      ]) {
        // Not `doesNotMatch`: on failure it would print the whole bundle.
        assert.ok(!forbidden.test(bundle), `${file}: ${String(forbidden)}`);
      }
      const required = [...bundle.matchAll(/(?:require|import)\("([^"]+)"\)/g)].map(
        ([, name]) => name,
      );
      assert.deepEqual([...new Set(required)].sort(), needed, file);
    }
  });

  it('starts with a listener that is nearly nothing', () => {
    const { size } = statSync(join(root, 'dist/extension.js'));
    assert.ok(size < largestListener, `${size} bytes`);
  });

  it('has a command line that runs on its own', () => {
    const output = execFileSync(process.execPath, [join(root, 'dist/cli.js'), '--version'], {
      cwd: directory,
      encoding: 'utf8',
    });
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.equal(output.trim(), version);
  });

  it('names every string of the manifest in package.nls.json, and no other', () => {
    const manifest = readFileSync(join(root, 'package.json'), 'utf8');
    const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    const named = Object.keys(
      JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as object,
    );
    assert.deepEqual([...used].sort(), [...named].sort());
  });
});
