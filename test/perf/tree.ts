import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { seededRandom } from './random';
import { instructionsFile, serverFile, settingsFile } from './workloads';

/**
 * Writes a repository of so many files, one in ten of them governed, in folders as deep as real ones.
 * The same tree every time.
 *
 * @returns how many files are governed
 */
export function writeTree(root: string, files: number): number {
  const random = seededRandom(files);
  const governed = governedTexts();
  let count = 0;
  for (let index = 0; index < files; index += 1) {
    const folder = `packages/part-${index % 97}/src/area-${random.below(7)}`;
    if (index % 10 === 0) {
      const [path, text] = random.pick(governed);
      write(join(root, `packages/package-${index}`, path), text);
      count += 1;
    } else {
      const line = `export const value${index} = ${random.below(1_000)};\n`;
      write(join(root, folder, `file-${index}.ts`), line.repeat(20 + random.below(60)));
    }
  }
  return count;
}

/** As large as real ones: mostly a few servers, a screen of rules, a page of prose. */
function governedTexts(): readonly (readonly [path: string, text: string])[] {
  return [
    ['.vscode/mcp.json', serverFile('', 3).baseline],
    ['.mcp.json', serverFile('', 2).baseline.replace('"servers"', '"mcpServers"')],
    ['.cursor/mcp.json', serverFile('', 5).baseline.replace('"servers"', '"mcpServers"')],
    ['.claude/settings.json', settingsFile('', 25).baseline],
    ['.claude/settings.local.json', settingsFile('', 12).baseline],
    ['AGENTS.md', instructionsFile('', 3_000).baseline],
    ['CLAUDE.md', instructionsFile('', 6_000).baseline],
    ['.github/copilot-instructions.md', instructionsFile('', 2_000).baseline],
  ];
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
