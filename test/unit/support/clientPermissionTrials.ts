import type { PermissionGrammarName } from '../../../src/core/facts/permissionGrammars';
import { terminalRuleText } from '../../../src/core/facts/vscodeTerminalRule';
import {
  begins,
  commands,
  cursorCommand,
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

/** Grammars of the clients that have most users. */
export const clientTrials: Readonly<Partial<Record<PermissionGrammarName, Trial>>> = {
  'claude-code': {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      ...['Bash', 'Bash(git:*)', 'Bash(git push)', 'Bash(git push *)', 'Bash(npm run test:*)'],
      ...['Bash(npm*)', 'Bash(* push)', 'WebFetch(domain:example.com)', 'mcp__github'],
      ...['WebFetch(domain:*.example.com)', 'mcp__github__get', 'mcp__github__g*'],
    ],
    actions: [...commands, ...tools, 'WebFetch(example.com', 'WebFetch(docs.example.com'],
    accepts: (rule, action) => {
      const command = what(action, 'Bash');
      if (rule === 'Bash') return command !== undefined;
      const [, given] = /^Bash\((.*)\)$/.exec(rule) ?? [];
      if (given !== undefined) {
        const words = /^(.*\S)(?::\*| \*)$/.exec(given)?.[1];
        if (words !== undefined) return begins(command, words);
        return command !== undefined && star(given).test(command);
      }
      const [, domain] = /^WebFetch\(domain:(.*)\)$/.exec(rule) ?? [];
      if (domain !== undefined) return star(domain).test(what(action, 'WebFetch') ?? '');
      const [, server = '', tool = '*'] = /^mcp__(\w+?)(?:__([\w*]+))?$/.exec(rule) ?? [];
      return mcp(`${server}:${tool}`, action);
    },
  },
  'vscode-terminal': {
    lists: ['allow', 'ask'],
    rules: [
      ...['git', 'npm run', 'rm', '/^git (status|push)\\b/', '/^npm\\b.*test$/', '/.*/', '/^LS$/i'],
    ].map((key) => terminalRuleText(key, false)),
    actions: commands,
    accepts: (rule, action) => {
      const key = rule.slice('part:'.length);
      const command = what(action, 'Bash');
      if (command === undefined) return false;
      const expression = /^\/(.*)\/([a-z]*)$/.exec(key);
      if (key === '/.*/') return true;
      const found =
        expression === null
          ? new RegExp(`^${key}\\b`)
          : new RegExp(expression[1] ?? '', expression[2] ?? '');
      return found.test(command) && !command.includes(';');
    },
  },
  'cursor-terminal': {
    lists: ['allow'],
    rules: ['git', 'git push', 'npm:install*', 'npm:*', 'npm:run *', 'ls', '*', 'npm run test'],
    actions: commands,
    accepts: cursorCommand,
  },
  'cursor-mcp': {
    lists: ['allow'],
    rules: ['github:get', 'github:*', '*:get', '*:*', 'other:g*'],
    actions: [...tools, ...commands],
    accepts: mcp,
  },
  'cursor-cli': {
    lists: ['allow', 'deny'],
    rules: [
      ...[
        'Shell(git)',
        'Shell(npm:install*)',
        'Shell(*)',
        'Read(**)',
        'Read(src/*)',
        'Read(**/.env)',
      ],
      ...['Write(src/**)', 'Write(.env)', 'WebFetch(*.example.com)', 'WebFetch(example.com)'],
      'Mcp(github:*)',
    ],
    actions: [...commands, ...files, ...tools, ...hosts],
    accepts: (rule, action) => {
      const [, kind, given = ''] = /^(\w+)\((.*)\)$/.exec(rule) ?? [];
      switch (kind) {
        case 'Shell':
          return cursorCommand(given, action);
        case 'Mcp':
          return mcp(given, action);
        case 'WebFetch':
          return host(given, action);
        default: {
          const path = what(action, kind === 'Read' ? 'Read' : 'Edit');
          return path !== undefined && glob(given, path);
        }
      }
    },
  },
  antigravity: {
    lists: ['allow', 'ask', 'deny'],
    rules: ['command(git)', 'command(git push)', 'command(*)', 'command(npm run)'],
    actions: commands,
    accepts: (rule, action) => {
      const [, words = ''] = /^command\((.*)\)$/.exec(rule) ?? [];
      const command = what(action, 'Bash');
      return words === '*' ? command !== undefined : begins(command, words);
    },
  },
  'copilot-approvals': {
    lists: ['allow'],
    rules: [
      'command git:*',
      'command git push',
      'command npm run test',
      'mcp github/get',
      'mcp github/',
      'write',
    ],
    actions: [...commands, ...tools, ...files],
    accepts: (rule, action) => {
      const [, kind, given = ''] = /^(\w+) ?(.*)$/.exec(rule) ?? [];
      if (kind === 'write') return what(action, 'Edit') !== undefined;
      if (kind === 'mcp') {
        const [server = '', tool = ''] = given.split('/');
        return mcp(`${server}:${tool === '' ? '*' : tool}`, action);
      }
      return given.endsWith(':*')
        ? begins(what(action, 'Bash'), given.slice(0, -2))
        : what(action, 'Bash') === given;
    },
  },
  addresses: {
    lists: ['allow', 'deny'],
    rules: ['example.com', '*.example.com', 'https://example.com/a', 'https://example.com/*', '*'],
    actions: hosts,
    accepts: (rule, action) => host(rule.replace(/\/\*$/, ''), action),
  },
  'codex-rules': {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      '["git"]',
      '["git",["status","push"]]',
      '["npm","run","test"]',
      '["rm"]',
      '[["ls","npm"]]',
    ],
    actions: commands,
    accepts: (rule, action) => {
      const words = what(action, 'Bash')?.split(' ');
      const pattern = JSON.parse(rule) as (string | string[])[];
      return (
        words !== undefined &&
        pattern.every((each, index) => [each].flat().includes(words[index] ?? ''))
      );
    },
  },
  'gemini-tools': {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      'run_shell_command',
      'run_shell_command(git)',
      'run_shell_command(npm run)',
      'read_file',
    ],
    actions: [...commands, ...files],
    accepts: (rule, action) => {
      if (rule === 'read_file') return what(action, 'Read') !== undefined;
      const command = what(action, 'Bash');
      const given = /\((.*)\)/.exec(rule)?.[1];
      return given === undefined ? command !== undefined : begins(command, given);
    },
  },
  'gemini-policy': {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      JSON.stringify({ toolName: [] }),
      JSON.stringify({ toolName: ['run_shell_command'] }),
      JSON.stringify({ toolName: ['run_shell_command'], commandPrefix: ['git', 'npm run'] }),
      JSON.stringify({ toolName: ['run_shell_command'], commandRegex: 'git (status|push)$' }),
      JSON.stringify({ toolName: ['read_file', 'replace'] }),
      JSON.stringify({ toolName: ['get'], mcpName: 'github' }),
      JSON.stringify({ toolName: [], mcpName: '*' }),
    ],
    actions: [...commands, ...files, ...tools],
    accepts: (rule, action) => {
      const policy = JSON.parse(rule) as {
        toolName: string[];
        mcpName?: string;
        commandPrefix?: string[];
        commandRegex?: string;
      };
      const command = what(action, 'Bash');
      const { toolName, mcpName, commandPrefix, commandRegex } = policy;
      if (commandPrefix !== undefined) return commandPrefix.some((words) => begins(command, words));
      if (commandRegex !== undefined) {
        return command !== undefined && new RegExp(`^(?:${commandRegex})`).test(command);
      }
      if (mcpName !== undefined) return mcp(`${mcpName}:${toolName[0] ?? '*'}`, action);
      if (toolName.length === 0) return true;
      const own = { run_shell_command: 'Bash', read_file: 'Read', replace: 'Edit' };
      return toolName.some((name) => what(action, own[name as keyof typeof own]) !== undefined);
    },
  },
  opencode: {
    lists: ['allow', 'ask', 'deny'],
    rules: [
      '* *',
      'bash *',
      'bash git *',
      'bash git push*',
      'read *',
      'read *.env',
      'edit src/*',
      'edit src/**',
    ],
    actions: [...commands, ...files],
    accepts: (rule, action) => opencode(rule, action, false),
  },
  'opencode-2': {
    lists: ['allow', 'ask', 'deny'],
    rules: ['* *', 'shell *', 'shell git *', 'read *.env', 'edit src/*'],
    actions: [...commands, ...files],
    accepts: (rule, action) => opencode(rule, action, true),
  },
};

function opencode(rule: string, action: string, second: boolean): boolean {
  const [, name = '', resource = ''] = /^(\S+) (.*)$/.exec(rule) ?? [];
  if (name === '*') return true;
  if (name === 'bash' || name === 'shell') {
    const command = what(action, 'Bash');
    if (command === undefined) return false;
    if (resource === '*') return true;
    if (second && resource.endsWith(' *')) return begins(command, resource.slice(0, -2));
    return star(resource).test(command);
  }
  if (name !== 'read' && name !== 'edit') return action.split('(')[0] === name;
  const path = what(action, name === 'read' ? 'Read' : 'Edit');
  // Reading covers searching only where a rule is for all of it; no search is tried here.
  if (path === undefined) return false;
  if (resource === '*') return true;
  if (second) return star(resource.startsWith('*') ? resource : `./${resource}`).test(path);
  const deep = resource.includes('/') ? resource : `**/${resource}`;
  return glob(deep, path);
}
