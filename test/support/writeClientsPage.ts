import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientsPage } from './clientsPage';

writeFileSync(join(__dirname, '..', '..', 'docs', 'clients.md'), clientsPage());
