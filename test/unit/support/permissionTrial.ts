import type { PermissionList } from '../../../src/core/facts/permissionRule';

/** What a client does, written down a second time, in the plainest way. */
export interface Trial {
  readonly rules: readonly string[];
  readonly lists: readonly PermissionList[];
  readonly actions: readonly string[];
  readonly accepts: (rule: string, action: string) => boolean;
  /** Where the text of a rule says how it ranks. */
  readonly priorityOf?: (rule: string) => number;
}

export const commands = [
  ...['git', 'gitk', 'git status', 'git push', 'git push origin', 'npm', 'npm install', 'npm i x'],
  ...['npm run test', 'npm run testing', 'npm run test x', 'rm', 'rm -rf .', 'ls', 'a;b'],
].map((command) => `Bash(${command}`);
export const paths = [
  './a',
  './src/a',
  './src/deep/a',
  './.env',
  './src/.env',
  '~/.ssh/id',
  '/etc/passwd',
];
export const files = paths.flatMap((path) => [`Read(${path}`, `Edit(${path}`]);
export const tools = ['mcp__github__get(', 'mcp__github__put(', 'mcp__other__get('];
export const hosts = [
  'WebFetch(example.com',
  'WebFetch(docs.example.com',
  'WebFetch(example.com/a',
  'WebFetch(evil.com',
];

export function what(action: string, tool: string): string | undefined {
  return action.startsWith(`${tool}(`) ? action.slice(tool.length + 1) : undefined;
}

/** `*` any text, nothing else is special. */
export function star(pattern: string): RegExp {
  const quoted = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${quoted.join('.*')}$`, 's');
}

export function begins(command: string | undefined, words: string): boolean {
  if (command === undefined) return false;
  return (
    command === words ||
    (command.startsWith(`${words} `) && /^ [^ ]/.test(command.slice(words.length)))
  );
}

export function cursorCommand(entry: string, action: string): boolean {
  const command = what(action, 'Bash');
  if (command === undefined) return false;
  if (entry === '*') return command !== '';
  const [, base = '', given] = /^([^ :]+)(?::(.*))?$/.exec(entry) ?? [];
  if (base === '') return begins(command, entry);
  if (given === undefined || given === '*') return begins(command, base);
  return command.startsWith(`${base} `) && star(given).test(command.slice(base.length + 1));
}

export function mcp(entry: string, action: string): boolean {
  const [, server = '', tool = ''] = /^([^:]+):(.*)$/.exec(entry) ?? [];
  const [, ownServer, ownTool] = /^mcp__([\w*]*?)__([\w*]*)\(?$/.exec(action) ?? [];
  if (ownServer === undefined || ownTool === undefined) return false;
  return star(server).test(ownServer) && star(tool).test(ownTool);
}

export function host(pattern: string, action: string): boolean {
  const address = what(action, 'WebFetch');
  if (address === undefined) return false;
  const plain = pattern.replace(/^https?:\/\//, '');
  if (/^\*+$/.test(plain)) return true;
  return plain.includes('/')
    ? star(plain).test(address)
    : star(plain).test(address.replace(/\/.*/, ''));
}

export function glob(pattern: string, path: string): boolean {
  if (pattern === '**') return true;
  const source = pattern
    .split('/')
    .map((part) => (part === '**' ? '**' : part.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*')))
    .join('/')
    .replace(/^\*\*\//, '(?:.*/)?')
    .replace(/\/\*\*$/, '/.*');
  return new RegExp(`^\\./${source}$`).test(path);
}
