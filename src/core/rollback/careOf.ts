import type { Client } from '../surfaces/surface';
import type { ClientCare } from './clientCare';
import { editorCare } from './editorCare';
import { publishedCare } from './publishedCare';
import { terminalCare } from './terminalCare';

const care: Readonly<Record<Client, ClientCare>> = {
  ...terminalCare,
  ...editorCare,
  ...publishedCare,
};

/** What is known about looking after one client. */
export function careOf(client: Client): ClientCare {
  return care[client];
}
