import * as path from 'node:path';

export interface WorkbenchAddress {
  readonly origin: string;
  /** A folder, or a `.code-workspace` file. */
  readonly folder?: string;
  readonly connectionToken?: string;
  readonly payload?: readonly (readonly [key: string, value: string])[];
}

/** The address of the page that shows a folder in a server's VS Code. */
export function workbenchAddress(address: WorkbenchAddress): string {
  const url = new URL('/', address.origin);
  if (address.connectionToken) url.searchParams.set('tkn', address.connectionToken);
  if (address.folder) {
    const key = address.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
    url.searchParams.set(key, serverPath(address.folder));
  }
  if (address.payload) url.searchParams.set('payload', JSON.stringify(address.payload));
  return url.href;
}

/**
 * A file of the server as the page names it. With another authority files open all the same, but
 * tests no longer count as part of their extension and run in the wrong host.
 */
export function remoteUri(origin: string, file: string): string {
  return `vscode-remote://${new URL(origin).host}${encodeURI(serverPath(file))}`;
}

function serverPath(file: string): string {
  const forward = path.resolve(file).split(path.sep).join('/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
