import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { analyzeFile, type FileAnalysis } from '../../../src/core/analyze';
import { judgeTogether } from '../../../src/core/judgeTogether';
import type { Declaration } from '../../../src/core/rules/rule';
import { fillSecrets } from './secrets';

const root = resolve(__dirname, '..', '..', 'fixtures');

/** One before/after pair: `test/fixtures/<family>/<rule>/<case>/{before,after}/<governed path>`. */
export interface FixtureCase {
  /** `mcp/version-pin-lost`. */
  readonly rule: string;
  /** `bad`, `bad-…`: the rule must speak; `safe`, `safe-…`: it must stay silent. */
  readonly name: string;
  readonly directory: string;
}

/** Every fixture pair of the repository. */
export function fixtureCases(): readonly FixtureCase[] {
  return folders(root).flatMap((family) =>
    folders(join(root, family)).flatMap((rule) =>
      folders(join(root, family, rule)).map((name) => ({
        rule: `${family}/${rule}`,
        name,
        directory: join(root, family, rule, name),
      })),
    ),
  );
}

/**
 * Analyses the files of a pair, each by itself and then together; a side without files is a file that
 * did not exist. `declared.json` beside the sides says how the change was announced.
 */
export function analyzeFixture({ directory }: FixtureCase): readonly FileAnalysis[] {
  const before = join(directory, 'before');
  const after = join(directory, 'after');
  const paths = new Set([...filesBelow(before), ...filesBelow(after)]);
  const files = [...paths].sort().flatMap((path) => {
    const analysis = analyzeFile({
      path,
      text: read(join(after, path)),
      baseline: existsSync(before) ? { text: read(join(before, path)) } : undefined,
    });
    return analysis === undefined ? [] : [analysis];
  });
  const declared = join(directory, 'declared.json');
  return judgeTogether(files, {
    around: () => files,
    declared: existsSync(declared)
      ? (JSON.parse(readFileSync(declared, 'utf8')) as Declaration)
      : undefined,
  });
}

function read(path: string): string | undefined {
  return existsSync(path) ? fillSecrets(readFileSync(path, 'utf8')) : undefined;
}

function folders(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
