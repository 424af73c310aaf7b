import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string }>>;
    };
    readonly menus: { readonly commandPalette?: readonly { command: string; when: string }[] };
  };
}

const root = resolve(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const sources = sourcesBelow(join(root, 'src'));
const { commands, configuration, menus } = manifest.contributes;

describe('Manifest', () => {
  for (const [name, { scope }] of Object.entries(configuration.properties)) {
    it(`${name} is read, explained in the README and out of a workspace's reach`, () => {
      assert.ok(sources.some((text) => text.includes(`'${name}'`)));
      assert.ok(read('README.md').includes(`\`${name}\``));
      assert.ok(scope === 'machine' || scope === 'application');
    });
  }

  for (const { command, title } of commands) {
    it(`${command} is registered and has a title; the palette shows it only with a README row`, () => {
      assert.ok(
        sources.some((text) => text.includes(`onCommand('${command}'`)),
        'registered',
      );
      const shown = words[title.replaceAll('%', '')];
      assert.ok(shown, 'titled');
      const hidden = menus.commandPalette?.some(
        (entry) => entry.command === command && entry.when === 'false',
      );
      if (hidden !== true) assert.match(read('README.md'), new RegExp(`\\| ${shown} +\\|`));
    });
  }

  it('has words for every key, and no words without one', () => {
    const keys = new Set(
      [...read('package.json').matchAll(/%([\w.]+)%/g)].map(([, key]) => key ?? ''),
    );
    assert.deepEqual([...keys].sort(), Object.keys(words).sort());
  });
});

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
