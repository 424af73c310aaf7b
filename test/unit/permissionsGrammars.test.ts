import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../src/core/compare/change';
import { comparePermissions } from '../../src/core/compare/comparePermissions';
import { acceptsAction } from '../../src/core/compare/permissionOrder';
import { emptyFacts } from '../../src/core/facts/emptyFacts';
import type { FileFacts, PermissionRuleFact } from '../../src/core/facts/fact';
import {
  permissionGrammars,
  type PermissionGrammarName,
} from '../../src/core/facts/permissionGrammars';
import type { PermissionGrammar } from '../../src/core/facts/permissionGrammar';
import type { Decision, PermissionList } from '../../src/core/facts/permissionRule';
import { terminalRuleText } from '../../src/core/facts/vscodeTerminalRule';

/** A rule of a test: what a file says, and which number it has where numbers decide. */
interface Rule {
  readonly list: PermissionList;
  readonly text: string;
  readonly priority: number;
}

/** What a client does, written down a second time, in the plainest way. */
interface Trial {
  readonly rules: readonly string[];
  readonly lists: readonly PermissionList[];
  readonly actions: readonly string[];
  readonly accepts: (rule: string, action: string) => boolean;
}

const commands = [
  ...['git', 'gitk', 'git status', 'git push', 'git push origin', 'npm', 'npm install', 'npm i x'],
  ...['npm run test', 'npm run testing', 'npm run test x', 'rm', 'rm -rf .', 'ls', 'a;b'],
].map((command) => `Bash(${command}`);
const paths = [
  './a',
  './src/a',
  './src/deep/a',
  './.env',
  './src/.env',
  '~/.ssh/id',
  '/etc/passwd',
];
const files = paths.flatMap((path) => [`Read(${path}`, `Edit(${path}`]);
const tools = ['mcp__github__get(', 'mcp__github__put(', 'mcp__other__get('];
const hosts = [
  'WebFetch(example.com',
  'WebFetch(docs.example.com',
  'WebFetch(example.com/a',
  'WebFetch(evil.com',
];

function what(action: string, tool: string): string | undefined {
  return action.startsWith(`${tool}(`) ? action.slice(tool.length + 1) : undefined;
}

/** `*` any text, nothing else is special. */
function star(pattern: string): RegExp {
  const quoted = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${quoted.join('.*')}$`, 's');
}

function begins(command: string | undefined, words: string): boolean {
  if (command === undefined) return false;
  return (
    command === words ||
    (command.startsWith(`${words} `) && /^ [^ ]/.test(command.slice(words.length)))
  );
}

function cursorCommand(entry: string, action: string): boolean {
  const command = what(action, 'Bash');
  if (command === undefined) return false;
  if (entry === '*') return command !== '';
  const [, base = '', given] = /^([^ :]+)(?::(.*))?$/.exec(entry) ?? [];
  if (base === '') return begins(command, entry);
  if (given === undefined || given === '*') return begins(command, base);
  return command.startsWith(`${base} `) && star(given).test(command.slice(base.length + 1));
}

function mcp(entry: string, action: string): boolean {
  const [, server = '', tool = ''] = /^([^:]+):(.*)$/.exec(entry) ?? [];
  const [, ownServer, ownTool] = /^mcp__([\w*]+?)__([\w*]+)\(?$/.exec(action) ?? [];
  if (ownServer === undefined || ownTool === undefined) return false;
  return star(server).test(ownServer) && star(tool).test(ownTool);
}

function host(pattern: string, action: string): boolean {
  const address = what(action, 'WebFetch');
  if (address === undefined) return false;
  const plain = pattern.replace(/^https?:\/\//, '');
  if (/^\*+$/.test(plain)) return true;
  return plain.includes('/')
    ? star(plain).test(address)
    : star(plain).test(address.replace(/\/.*/, ''));
}

const trials: Readonly<Partial<Record<PermissionGrammarName, Trial>>> = {
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

function glob(pattern: string, path: string): boolean {
  if (pattern === '**') return true;
  const source = pattern
    .split('/')
    .map((part) => (part === '**' ? '**' : part.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*')))
    .join('/')
    .replace(/^\*\*\//, '(?:.*/)?')
    .replace(/\/\*\*$/, '/.*');
  return new RegExp(`^\\./${source}$`).test(path);
}

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
  if (name !== 'read' && name !== 'edit') return false;
  const path = what(action, name === 'read' ? 'Read' : 'Edit');
  // Reading covers searching only where a rule is for all of it; no search is tried here.
  if (path === undefined) return false;
  if (resource === '*') return true;
  if (second) return star(resource.startsWith('*') ? resource : `./${resource}`).test(path);
  const deep = resource.includes('/') ? resource : `**/${resource}`;
  return glob(deep, path);
}

const rank: Readonly<Record<Decision, number>> = { denied: 0, asked: 1, allowed: 2 };
const decisionOf = { allow: 'allowed', ask: 'asked', deny: 'denied' } as const;
const strictness = { deny: 0, ask: 1, allow: 2 } as const;

function decide(
  trial: Trial,
  grammar: PermissionGrammar,
  rules: readonly Rule[],
  action: string,
): Decision {
  const fitting = rules.filter(({ text }) => trial.accepts(text, action));
  const strictest = [...fitting].sort(
    (left, right) => strictness[left.list] - strictness[right.list],
  );
  const highest = Math.max(...fitting.map(({ priority }) => priority));
  const chosen = {
    'strictest-wins': strictest[0],
    'first-match': fitting[0],
    'last-match': fitting.at(-1),
    priority: strictest.find(({ priority }) => priority === highest),
  }[grammar.model];
  if (chosen !== undefined) return decisionOf[chosen.list];
  for (const [list, text] of grammar.builtIn ?? []) {
    if (trial.accepts(text, action)) return decisionOf[list];
  }
  return grammar.unruled;
}

function factsOf(name: PermissionGrammarName, rules: readonly Rule[]): FileFacts {
  const permissionRules = rules.map(({ list, text, priority }, index): PermissionRuleFact => ({
    facet: `permission.${list}`,
    subject: `permissions.${list}`,
    pointer: `/${index}`,
    range: { start: index, end: index + 1 },
    rule: text,
    grammar: name,
    priority,
  }));
  return { ...emptyFacts, permissionRules };
}

function mayLoosen(changes: readonly Change[]): boolean {
  return changes.some(({ direction }) => /loosens|mixed|unknown/.test(direction));
}

for (const [key, trial] of Object.entries(trials)) {
  const name = key as PermissionGrammarName;
  const grammar: PermissionGrammar = permissionGrammars[name];
  const rule = fc.record({
    list: fc.constantFrom(...trial.lists),
    text: fc.constantFrom(...trial.rules),
    priority: fc.integer({ min: 1, max: 3 }),
  });
  const rules = fc.array(rule, { maxLength: 5 });
  const compare = (before: readonly Rule[], after: readonly Rule[]): readonly Change[] =>
    comparePermissions(factsOf(name, before), factsOf(name, after), { root: undefined });
  const opened = (before: readonly Rule[], after: readonly Rule[]): readonly string[] =>
    trial.actions.filter(
      (action) =>
        rank[decide(trial, grammar, after, action)] > rank[decide(trial, grammar, before, action)],
    );

  describe(`rules of ${name}`, () => {
    for (const text of trial.rules) {
      it(`${text} accepts what the client does`, () => {
        const parsed = grammar.parse(text, trial.lists[0] ?? 'allow');
        assert.ok(!parsed.unclear);
        for (const action of trial.actions) {
          assert.equal(acceptsAction(parsed, action), trial.accepts(text, action), action);
        }
      });
    }

    it('loosen where trying out finds something that opened', () => {
      fc.assert(
        fc.property(rules, rules, (before, after) => {
          const found = opened(before, after);
          if (found.length > 0) assert.ok(mayLoosen(compare(before, after)), found.join(', '));
        }),
        { numRuns: 150 },
      );
    });

    it('loosen over three states where the last accepts what the first refused', () => {
      fc.assert(
        fc.property(rules, rules, rules, (first, second, third) => {
          if (opened(first, third).length === 0) return;
          assert.ok(mayLoosen(compare(first, third)));
          assert.ok(mayLoosen(compare(first, second)) || mayLoosen(compare(second, third)));
        }),
        { numRuns: 80 },
      );
    });

    it('only tighten, or stay as they are, where nothing opened', () => {
      fc.assert(
        fc.property(rules, rules, (before, after) => {
          for (const { direction, detail, words } of compare(before, after)) {
            if (direction !== 'loosens' || detail.kind !== 'permission') continue;
            assert.ok(detail.action !== undefined, words);
            const was = decide(trial, grammar, before, detail.action);
            const is = decide(trial, grammar, after, detail.action);
            assert.ok(rank[is] > rank[was], `${words} ${was} → ${is}`);
          }
        }),
        { numRuns: 150 },
      );
    });

    it('never throw', () => {
      fc.assert(
        fc.property(fc.string({ maxLength: 30 }), (text) => {
          for (const list of ['allow', 'ask', 'deny'] as const) grammar.parse(text, list);
        }),
        { numRuns: 300 },
      );
    });
  });
}
