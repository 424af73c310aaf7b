import { seededRandom, type Random } from './random';

/** A governed file, and edits of it as somebody would type them. */
export interface Workload {
  readonly name: string;
  readonly path: string;
  readonly baseline: string;
  /** The text after one edit; another number is another text, so that no result can be reused. */
  readonly edited: (edit: number) => string;
}

const seed = 20_261_122;

/** Files as large as the real ones: nine in ten of the corpus are smaller than 10 kB. */
export function realSizeFiles(): readonly Workload[] {
  return [
    serverFile('MCP servers, 12 entries', 12),
    settingsFile('Claude Code settings, 90 rules', 90),
    instructionsFile('AGENTS.md, 9 kB', 9_000),
  ];
}

/** Files far larger than real ones. */
export function largeFiles(): Readonly<
  Record<'servers' | 'rules' | 'instructions' | 'lastServer', Workload>
> {
  const servers = serverFile('MCP servers, 1,000 entries', 1_000);
  return {
    servers,
    lastServer: servers,
    rules: settingsFile('Claude Code settings, 500 rules', 500),
    instructions: instructionsFile('AGENTS.md, 60 kB', 60_000),
  };
}

/** One MCP configuration with a number of servers, about 280 bytes each. */
export function serverFile(name: string, count: number): Workload {
  const random = seededRandom(seed);
  const servers = Array.from({ length: count }, (_, index) => server(random, index));
  const baseline = `{\n  // Servers of the team.\n  "servers": {\n${servers.join(',\n')}\n  }\n}\n`;
  return {
    name,
    path: '.vscode/mcp.json',
    baseline,
    edited: (edit) => {
      const wanted = Math.max(0, count - 1 - (edit % 10));
      const from = baseline.indexOf(`"server-${wanted}"`);
      const start = baseline.indexOf('@', baseline.indexOf('-tools', from)) + 1;
      const end = baseline.indexOf('"', start);
      const version = edit % 2 === 0 ? 'latest' : `2.${edit}.0`;
      return baseline.slice(0, start) + version + baseline.slice(end);
    },
  };
}

function server(random: Random, index: number): string {
  const word = random.pick(['search', 'files', 'tickets', 'browser', 'calendar', 'metrics']);
  const version = `1.${random.below(20)}.${random.below(9)}`;
  return `    "server-${index}": {
      "type": "stdio",
      "command": "npx",
      "args": ["-y", "@acme/${word}-${index}-tools@${version}", "--root", "\${workspaceFolder}/data/${word}"],
      "env": {
        "ACME_TOKEN": "\${input:acme-token}",
        "ACME_REGION": "eu-${random.below(4)}",
        "LOG_LEVEL": "${random.pick(['info', 'warn', 'debug'])}"
      }
    }`;
}

/** One Claude Code settings file with a number of permission rules. */
export function settingsFile(name: string, count: number): Workload {
  const random = seededRandom(seed + 1);
  const lists = { allow: [] as string[], ask: [] as string[], deny: [] as string[] };
  for (let index = 0; index < count; index += 1) {
    const list = index % 10 < 6 ? lists.allow : index % 10 < 8 ? lists.ask : lists.deny;
    list.push(permissionRule(random, index));
  }
  const text = (allow: readonly string[]): string =>
    `${JSON.stringify({ permissions: { ...lists, allow, defaultMode: 'default' }, hooks: {}, model: 'default' }, undefined, 2)}\n`;
  const baseline = text(lists.allow);
  return {
    name,
    path: '.claude/settings.json',
    baseline,
    edited: (edit) =>
      text(
        lists.allow.map((rule, index) =>
          index === edit % lists.allow.length ? `Bash(npm run task-${edit}:*)` : rule,
        ),
      ),
  };
}

function permissionRule(random: Random, index: number): string {
  const command = random.pick(['git', 'npm run', 'cargo', 'docker compose', 'kubectl get', 'make']);
  switch (random.below(6)) {
    case 0:
      return `Read(./packages/part-${index}/**)`;
    case 1:
      return `Edit(./src/area-${index}/*.ts)`;
    case 2:
      return `WebFetch(domain:docs-${index}.example.com)`;
    case 3:
      return `mcp__tickets__tool_${index}`;
    default:
      return `Bash(${command} target-${index}:*)`;
  }
}

const sentences = [
  'Run the unit tests of # before you open a pull request.',
  'Never push to the branch of # without asking first.',
  'The package # keeps its types in one file, and everything else imports from there.',
  'Always use the logger of # instead of writing to the console.',
  'Do not edit generated files below #; change the template and generate them anew.',
  'Ask before you add a dependency to #.',
  'Prefer small functions in #, with names that say what they return.',
  'Secrets of # live in the vault; never print them, not even in tests.',
  'You may read everything in #, but writing needs a ticket.',
  'When a migration of # fails, stop and wait for the person on duty.',
  'Commit messages for # start with the ticket and say why, not what — the diff says what.',
  'The API of # is versioned; breaking changes need a new path.',
  'Keep public functions of # documented, in English, in whole sentences.',
] as const;

/** One AGENTS.md of about so many bytes: headings, prose, lists, code. */
export function instructionsFile(name: string, length: number): Workload {
  const random = seededRandom(seed + 2);
  const parts = ['# Working in this repository\n\n'];
  let size = 0;
  for (let section = 1; size < length; section += 1) {
    const part = instructionsSection(random, section);
    parts.push(part);
    size += part.length;
  }
  const baseline = parts.join('');
  const places = [...baseline.matchAll(/\.\n/g)].map(({ index }) => index);
  return {
    name,
    path: 'AGENTS.md',
    baseline,
    edited: (edit) => {
      const place = places[(edit * 7) % places.length] ?? 0;
      return `${baseline.slice(0, place)} and note it as item ${edit}${baseline.slice(place)}`;
    },
  };
}

function instructionsSection(random: Random, section: number): string {
  const topic = random.pick(['billing', 'search', 'import', 'mail', 'accounts', 'reports']);
  const line = (): string =>
    random.pick(sentences).replace('#', `\`${topic}-${random.below(99)}\``);
  const list = Array.from({ length: 5 }, () => `- ${line()}\n`).join('');
  return `## ${topic} ${section}\n\n${line()} ${line()}\n\n${list}\n${line()}\n\n\`\`\`sh\nnpm run build --workspace ${topic}\nnpm test -- --grep ${topic}\n\`\`\`\n\n`;
}
