/** A file that is changed so that it holds a text. */
export interface Place {
  readonly name: string;
  readonly path: string;
  readonly before: string;
  readonly after: (value: string) => string;
}

const servers = (server: object): string =>
  JSON.stringify({ mcpServers: { files: { command: 'npx', ...server } } }, undefined, 2);
const settings = (value: object): string => JSON.stringify(value, undefined, 2);
const quoted = (value: string): string => JSON.stringify(value);

/** Everywhere that a configuration of an agent takes a text; an `.npmrc` or `.env` stands in a prompt. */
export const places: readonly Place[] = [
  ...(
    [
      ['variable', (value) => ({ env: { VALUE: value } })],
      ['argument', (value) => ({ args: ['-y', 'a@1.0.0', value] })],
      ['argument with its flag', (value) => ({ args: ['-y', 'a@1.0.0', `--token=${value}`] })],
      ['argument behind its flag', (value) => ({ args: ['-y', 'a@1.0.0', '--token', value] })],
      ['header', (value) => ({ url: 'https://a.example', headers: { 'X-A': value } })],
      ['header with a scheme', (value) => ({ headers: { Authorization: `Bearer ${value}` } })],
      ['password of an address', (value) => ({ url: `https://me:${value}@a.example/mcp` })],
      ['user of an address', (value) => ({ url: `https://${value}@a.example/mcp` })],
      ['query of an address', (value) => ({ url: `https://a.example/mcp?v=2&k=${value}&b=1` })],
      ['JSON in a variable', (value) => ({ env: { A: settings({ a: { b: [value] } }) } })],
      ['lines in a variable', (value) => ({ env: { A: `a: 1\nb: ${value}\nc: 2` } })],
      ['command line', (value) => ({ command: 'sh', args: ['-c', `curl -u a:${value} x`] })],
      ['name of a variable', (value) => ({ env: { [value]: 'a' } })],
    ] satisfies readonly (readonly [string, (value: string) => object])[]
  ).map(([name, server]) => ({
    name,
    path: '.mcp.json',
    before: servers({}),
    after: (value: string) => servers(server(value)),
  })),
  {
    name: 'allow rule',
    path: '.claude/settings.json',
    before: '{}',
    after: (value) =>
      settings({ permissions: { allow: [`Bash(curl -H "Authorization: Bearer ${value}" *)`] } }),
  },
  {
    name: 'comment',
    path: '.vscode/mcp.json',
    before: '{ "servers": {} }',
    after: (value) => `{\n  /* token: ${value} */\n  "servers": {}\n}`,
  },
  {
    name: 'value that a later one of the same name hides',
    path: '.mcp.json',
    before: servers({}),
    after: (value) =>
      `{"mcpServers":{"files":{"command":"npx","env":{"A":${quoted(value)},"A":"b"}}}}`,
  },
  {
    name: 'TOML',
    path: '.codex/config.toml',
    before: '',
    after: (value) => `[mcp_servers.a]\ncommand = "a"\nenv = { A = ${quoted(value)} }\n`,
  },
  {
    name: 'YAML',
    path: '.continue/mcpServers/a.yaml',
    before: 'name: a\n',
    after: (value) =>
      `name: a\nmcpServers:\n  - name: b\n    command: c\n    env:\n      A: ${quoted(value)}\n`,
  },
  {
    name: 'prompt',
    path: 'AGENTS.md',
    before: '# A\n\nBe kind.\n',
    after: (value) => `# A\n\nBe kind. Log in with ${value} first.\n`,
  },
  {
    name: 'lines of an .env in a prompt',
    path: 'CLAUDE.md',
    before: '# A\n',
    after: (value) => `# A\n\n\`\`\`sh\nA=1\nexport B="${value}"\nC=2\n\`\`\`\n`,
  },
  {
    name: 'front matter',
    path: '.claude/agents/a.md',
    before: '---\nname: a\ndescription: b\n---\nx\n',
    after: (value) => `---\nname: a\ndescription: b\nnote: ${quoted(value)}\n---\nx\n`,
  },
];
