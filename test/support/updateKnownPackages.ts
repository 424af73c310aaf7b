import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { maliciousPackages, vulnerablePackages } from '../../src/core/rules/knownPackages';
import { mergeAdvisories, parseAdvisories, type KnownLists } from './advisories';

/*
 * Brings the lists of known packages up to date: npm run known-packages -- 2026-12-01 export.json …
 * The date is the day the exports were downloaded (osv.dev has one for each ecosystem). Nothing is
 * downloaded here.
 */
const file = join(__dirname, '..', '..', 'src', 'core', 'rules', 'knownPackages.ts');

async function update(date: string, exports: readonly string[]): Promise<void> {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || exports.length === 0) {
    throw new Error('Usage: npm run known-packages -- YYYY-MM-DD EXPORT.json …');
  }
  const lists = exports.reduce<KnownLists>(
    (known, name) => mergeAdvisories(known, parseAdvisories(readFileSync(name, 'utf8'))),
    { vulnerable: vulnerablePackages, malicious: maliciousPackages },
  );
  const text = readFileSync(file, 'utf8')
    .replace(/(knownPackagesDate = )'[^']*'/, `$1'${date}'`)
    .replace(
      /(vulnerablePackages: readonly KnownPackage\[\] = )\[[^]*?\n\];/,
      (_, start: string) => `${start}${JSON.stringify(lists.vulnerable)};`,
    )
    .replace(
      /(maliciousPackages: readonly MaliciousPackage\[\] = )\[[^]*?\n\];/,
      (_, start: string) => `${start}${JSON.stringify(lists.malicious)};`,
    );
  const options = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...options, filepath: file }));
  const fresh = lists.vulnerable.length - vulnerablePackages.length;
  const harmful = lists.malicious.length - maliciousPackages.length;
  console.log(
    `${fresh} more holes, ${harmful} more harmful packages. Read the difference before you commit it.`,
  );
}

const [date = '', ...exports] = process.argv.slice(2);
void update(date, exports);
