import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleCatalogue } from '../../src/core/rules/ruleCatalogue';
import { withAcceptSection } from './acceptSection';

for (const rule of ruleCatalogue) {
  const file = join(__dirname, '..', '..', 'docs', 'rules', `${rule.id}.md`);
  writeFileSync(file, withAcceptSection(readFileSync(file, 'utf8'), rule));
}
