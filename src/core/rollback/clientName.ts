import { t } from '@vscode/l10n';
import type { Client } from '../surfaces/surface';

/** AGENTS.md is read by many; its name as a client would be odd in a sentence. */
export function clientName(client: Client): string {
  return client === 'AGENTS.md' ? t('every agent that reads AGENTS.md') : client;
}
