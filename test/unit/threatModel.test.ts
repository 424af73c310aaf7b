import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

describe('docs/threat-model.md', () => {
  it('names only tests that exist, and one for each threat', () => {
    const page = readFileSync(join(root, 'docs', 'threat-model.md'), 'utf8');
    const named = page.replace(/\s+/g, ' ');
    let count = 0;
    // `file`: “title” and “title”, then perhaps another file.
    for (const [, file = '', titles = ''] of named.matchAll(
      /`(test\/[\w/.]+)`: (“[^”]+”(?: and “[^”]+”)*)/g,
    )) {
      const text = readFileSync(join(root, file), 'utf8');
      for (const [, title = ''] of titles.matchAll(/“([^”]+)”/g)) {
        count += 1;
        // Some titles end in what a loop puts there.
        const fixed = titleStarts(text).some((start) =>
          start.endsWith('${') ? title.startsWith(start.slice(0, -2)) : start === title,
        );
        assert.ok(fixed, `${file} has no test “${title}”`);
      }
    }
    assert.ok(count >= 25, `${count} tests found`);
    const threats = page
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (?:-|What is tried)/.test(line));
    assert.ok(threats.length >= 20);
    for (const threat of threats) assert.match(threat, /`test\/[^`]+`: “/);
  });
});

/** Titles of tests; one that a loop completes ends where the variable part starts, with `${`. */
function titleStarts(text: string): readonly string[] {
  return [...text.matchAll(/\bit\(\s*(?:'([^']+)'|`([^`$]+(?:\$\{)?))/g)].map(
    ([, plain, varied]) => plain ?? varied ?? '',
  );
}
