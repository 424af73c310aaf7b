import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientSettings } from '../../src/core/facts/clientSettings';
import { catalogue } from '../../src/core/surfaces/catalogue';
import { clientsPage } from '../support/clientsPage';

describe('Page about the clients', () => {
  it('is what the tables say; `npm run docs` writes it', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'clients.md'), 'utf8');
    assert.equal(page.replaceAll('\r\n', '\n'), clientsPage());
  });

  it('has a table for every kind of file that is read by one, and no table without a file', () => {
    const read = catalogue.filter(({ reader }) => reader === 'client-settings').map(({ id }) => id);
    assert.deepEqual(Object.keys(clientSettings).sort(), [...read].sort());
  });
});
