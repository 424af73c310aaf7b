import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const source = resolve(__dirname, '..', '..', 'src');

/** What the pure core may use besides itself. */
const coreLibraries = new Set([
  '@cfworker/json-schema',
  '@noble/hashes',
  '@vscode/l10n',
  'diff',
  'jsonc-parser',
  'semver',
  'yaml',
]);

/** Stages in order: each imports itself and those before it. */
const stages = [
  'surfaces',
  'parse',
  'facts',
  'compare',
  'rules',
  'risk',
  'policy',
  'rollback',
  'record',
  'gate',
  'explain',
  'report',
];

interface Import {
  readonly from: string;
  readonly specifier: string;
  /** Path below `src` when it is a file of ours. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.split(sep).join('/'))
  .sort();

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  const pattern =
    /\b(?:import|export)(\s+type)?\b[^'";]*?from\s*'([^']+)'|\b(?:import|require)\(\s*'([^']+)'\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    const target = specifier.startsWith('.')
      ? relative(source, resolve(source, dirname(file), specifier))
          .split(sep)
          .join('/')
      : undefined;
    return { from: file, specifier, target, typeOnly: match[1] !== undefined };
  });
});

function room(path: string): string {
  return path.split('/')[0] ?? '';
}

function stageOf(path: string): number {
  const [first, second] = path.split('/');
  return first === 'core' && second !== undefined ? stages.indexOf(second) : -1;
}

describe('Architecture', () => {
  it('reads the imports it judges', () => {
    assert.ok(imports.length > 100);
  });

  it('keeps the core pure: only itself and the listed libraries', () => {
    const wrong = imports
      .filter(({ from }) => room(from) === 'core')
      .filter(({ specifier, target }) => {
        if (target !== undefined)
          return room(target) !== 'core' && !target.startsWith('../schemas/');
        const name = specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
        return !coreLibraries.has(name);
      });
    assert.deepEqual(wrong, []);
  });

  it('lets a stage import only itself and stages before it', () => {
    const wrong = imports.filter(({ from, target }) => {
      const own = stageOf(from);
      const other = target === undefined ? -1 : stageOf(target);
      return own >= 0 && other > own;
    });
    assert.deepEqual(wrong, []);
  });

  it('keeps vscode in the editor and Node in the command line', () => {
    const wrong = imports.filter(({ from, specifier }) => {
      if (specifier === 'vscode') return room(from) !== 'editor' && from !== 'extension.ts';
      if (specifier.startsWith('node:')) return room(from) !== 'node' && from !== 'cli.ts';
      return false;
    });
    assert.deepEqual(wrong, []);
  });

  it('keeps editor and command line apart', () => {
    const wrong = imports.filter(
      ({ from, target }) =>
        (room(from) === 'editor' && room(target ?? '') === 'node') ||
        (room(from) === 'node' && room(target ?? '') === 'editor'),
    );
    assert.deepEqual(wrong, []);
  });

  it('has no cycle between files', () => {
    const graph = new Map<string, string[]>();
    for (const { from, target, typeOnly } of imports) {
      if (target === undefined || typeOnly) continue;
      const list = graph.get(from.replace(/\.ts$/, '')) ?? [];
      list.push(target);
      graph.set(from.replace(/\.ts$/, ''), list);
    }
    const done = new Set<string>();
    const visit = (node: string, path: readonly string[]): void => {
      assert.ok(!path.includes(node), `cycle: ${[...path, node].join(' → ')}`);
      if (done.has(node)) return;
      for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
      done.add(node);
    };
    for (const node of graph.keys()) visit(node, []);
  });

  it('has no file over 400 lines, none called utils, no default export', () => {
    for (const file of files) {
      const text = readFileSync(join(source, file), 'utf8');
      assert.ok(text.split('\n').length <= 401, `${file} is two files`);
      assert.ok(!/utils|helpers/i.test(file), file);
      assert.ok(!/^export default/m.test(text), file);
      assert.ok(!/(?<!process\.stdout\.)\bTODO\b|\bFIXME\b/.test(text), file);
    }
  });
});
