import type { PermissionGrammarName } from '../../../src/core/facts/permissionGrammars';
import {
  begins,
  commands,
  files,
  glob,
  host,
  hosts,
  mcp,
  star,
  tools,
  what,
  type Trial,
} from './permissionTrial';

const edited = [
  './src/a',
  './.env',
  './package.json',
  './.vscode/settings.json',
  './.claude/agents/a.md',
  './docs/a.md',
].map((path) => `Edit(${path}`);

/** Grammars of the other agents. */
export const agentTrials: Readonly<Partial<Record<PermissionGrammarName, Trial>>> = {
  'vscode-edits': {
    lists: ['allow', 'ask'],
    rules: ['**/*', '**/*.md', 'src/**', '**/.env', '**/package.json', '**/{a,b}'],
    actions: edited,
    accepts: (rule, action) => {
      const path = what(action, 'Edit');
      return (
        path !== undefined &&
        rule
          .split('\n')
          .flatMap(braces)
          .some((each) => glob(each.replace(/^\*\*\/\*$/, '**'), path))
      );
    },
  },
  'command-words': {
    lists: ['allow', 'ask', 'deny'],
    rules: ['git', 'git push', 'npm *', 'npm run test', '*', 'npm * x'],
    actions: commands,
    accepts: (rule, action) => {
      const command = what(action, 'Bash');
      if (command === undefined) return false;
      const start = rule.replace(/ \*$/, '');
      if (rule === '*') return true;
      return start.includes('*') ? star(rule).test(command) : begins(command, start);
    },
  },
  'command-beginnings': {
    lists: ['allow', 'deny'],
    rules: ['git', 'GIT push', 'npm', 'npm run', '*', 'l'],
    actions: commands,
    priorityOf: (rule) => rule.length,
    accepts: (rule, action) => {
      const command = what(action, 'Bash');
      return command !== undefined && (rule === '*' || command.startsWith(rule.toLowerCase()));
    },
  },
  zed: {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      'terminal i ^GIT ',
      'terminal s ^git (status|push)',
      'terminal i rm',
      'terminal i ^npm\\s+(install|run)',
      'terminal i .*',
      'edit_file i \\.env$',
      'edit_file i ^src/',
      'fetch i ^docs\\.',
    ],
    actions: [...commands, ...files.filter((file) => file.includes('(./')), ...hosts],
    accepts: (rule, action) => {
      const [, name = '', flags, expression = ''] = /^(\S+) (\S) (.*)$/.exec(rule) ?? [];
      const tool = { terminal: 'Bash', edit_file: 'Edit', fetch: 'WebFetch' }[name] ?? '';
      const text = what(action, tool)?.replace(/^\.\//, '');
      return text !== undefined && new RegExp(expression, flags === 'i' ? 'i' : '').test(text);
    },
  },
  amp: {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      { tool: '*', matches: {} },
      { tool: 'Bash', matches: {} },
      { tool: 'Bash', matches: { cmd: 'git *' } },
      { tool: 'Bash', matches: { cmd: ['*push*', 'npm run test'] } },
      { tool: 'Bash', matches: { cmd: '/^npm (run|install)/' } },
      { tool: 'edit_file', matches: { path: 'src/*' } },
      { tool: 'mcp__github__*', matches: {} },
    ].map((rule) => JSON.stringify(rule)),
    actions: [...commands, ...files.filter((file) => file.includes('(./')), ...tools],
    accepts: (rule, action) => {
      const { tool, matches } = JSON.parse(rule) as {
        tool: string;
        matches: Record<string, string | string[]>;
      };
      if (tool === '*') return true;
      if (tool.includes('*')) return star(tool).test(action.split('(')[0] ?? '');
      const text = what(action, tool === 'edit_file' ? 'Edit' : tool)?.replace(/^\.\//, '');
      const patterns = Object.values(matches).flat();
      if (text === undefined || patterns.length === 0) return text !== undefined;
      return patterns.some((pattern) => {
        const expression = /^\/(.*)\/$/.exec(pattern)?.[1];
        return (expression === undefined ? star(pattern) : new RegExp(expression)).test(text);
      });
    },
  },
  'guarded-files': {
    lists: ['allow'],
    rules: ['src/**', '**/.env', '.env', 'src/*'],
    actions: files,
    accepts: (rule, action) => {
      const path = what(action, 'Edit');
      return path !== undefined && glob(rule, path);
    },
  },
  continue: {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      ...['*', 'Bash', 'Bash(git *)', 'Bash(npm run test)', 'Bash(npm ?*)', 'Read', 'Edit(src/*)'],
      'mcp__*',
    ],
    actions: [...commands, ...files.filter((file) => file.includes('(./')), ...tools],
    accepts: (rule, action) => {
      const [, name = '', given] = /^([^(]+)(?:\((.*)\))?$/.exec(rule) ?? [];
      if (name.includes('*')) return star(name).test(action.split('(')[0] ?? '');
      const text = what(action, name)?.replace(/^\.\//, '');
      if (text === undefined || given === undefined) return text !== undefined;
      return given === 'npm ?*' ? /^npm ..*$/.test(text) : star(given).test(text);
    },
  },
  goose: {
    lists: ['allow', 'ask', 'deny'],
    rules: ['developer__shell', 'developer__text_editor', 'github__get', 'other__get'],
    actions: [...commands, ...files, ...tools],
    accepts: (rule, action) => {
      if (rule === 'developer__shell') return what(action, 'Bash') !== undefined;
      if (rule === 'developer__text_editor') return what(action, 'Edit') !== undefined;
      return action === `mcp__${rule}(`;
    },
  },
  crush: {
    lists: ['allow'],
    rules: ['bash', 'view', 'edit', 'mcp_github_get', 'bash:run'],
    actions: [...commands, ...files, ...tools],
    accepts: (rule, action) => {
      const tool = { bash: 'Bash', view: 'Read', edit: 'Edit' }[rule];
      if (tool !== undefined) return what(action, tool) !== undefined;
      return action === (rule === 'bash:run' ? 'bash:run(' : 'mcp__github__get(');
    },
  },
  augment: {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      'launch-process ',
      'launch-process ^git ',
      'launch-process (push|publish)$',
      'launch-process rm -rf',
      'view ',
      'get_github ',
    ],
    actions: [...commands, ...files, ...tools],
    accepts: (rule, action) => {
      if (rule === 'get_github ') return action === 'mcp__github__get(';
      if (rule === 'view ') return what(action, 'Read') !== undefined;
      const command = what(action, 'Bash');
      return (
        command !== undefined && new RegExp(rule.slice('launch-process '.length)).test(command)
      );
    },
  },
  'agent-tools': {
    lists: ['allow', 'deny'],
    rules: [
      ...['tool execute_bash', 'tool fs_write', 'tool fs_*', 'tool @github', 'tool @github/g*'],
      ...['command shell git .*', 'command shell npm (run|install) .*', 'command shell rm'],
      ...['command shell ^git push$', 'path fs_write src/**', 'path fs_read **/.env'],
    ],
    actions: [...commands, ...files, ...tools],
    accepts: (rule, action) => {
      const [, kind, rest = ''] = /^(\w+) (.*)$/.exec(rule) ?? [];
      const command = what(action, 'Bash');
      if (kind === 'command') {
        const expression = rest.slice('shell '.length).replace(/^\^|\$$/g, '');
        return command !== undefined && new RegExp(`^(?:${expression})$`).test(command);
      }
      if (kind === 'path') {
        const [name, pattern = ''] = rest.split(' ');
        const path = what(action, name === 'fs_write' ? 'Edit' : 'Read');
        return path !== undefined && glob(pattern, path);
      }
      if (rest.startsWith('@'))
        return mcp(`${rest.slice(1).replace('/', ':')}${rest.includes('/') ? '' : ':*'}`, action);
      if (rest === 'execute_bash') return command !== undefined;
      const edits = what(action, 'Edit') !== undefined;
      return rest === 'fs_write' ? edits : edits || what(action, 'Read') !== undefined;
    },
  },
  kiro: {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      ['all', '*'],
      ['shell', '*'],
      ['shell', 'git *'],
      ['shell', 'npm run test'],
      ['fs_write', 'src/**'],
      ['filesystem', '**/.env'],
      ['web_fetch', '*.example.com'],
      ['mcp', 'github/*'],
      ['mcp', 'other/get'],
    ].map(([capability, what]) => JSON.stringify([capability, what, []])),
    actions: [...commands, ...files, ...tools, ...hosts],
    accepts: (rule, action) => {
      const [capability, given] = JSON.parse(rule) as [string, string];
      const command = what(action, 'Bash');
      const read = capability === 'filesystem' ? what(action, 'Read') : undefined;
      const path = what(action, 'Edit') ?? read;
      switch (capability) {
        case 'all':
          return true;
        case 'shell':
          if (given === '*' || !given.endsWith(' *'))
            return given === '*' ? command !== undefined : command === given;
          return begins(command, given.replace(/ \*$/, ''));
        case 'mcp':
          return mcp(given.replace('/', ':'), action);
        case 'web_fetch':
          return host(given, action);
        default:
          return path !== undefined && glob(given, path);
      }
    },
  },
};

/** `{a,b}` spelled out. */
function braces(pattern: string): readonly string[] {
  const [, before, inner, after] = /^(.*)\{(.*)\}(.*)$/.exec(pattern) ?? [];
  if (inner === undefined) return [pattern];
  return inner.split(',').map((each) => `${before ?? ''}${each}${after ?? ''}`);
}
