/** A text made to take long, at the path of a governed file. */
export interface HostileText {
  readonly path: string;
  /** Which shape, for messages. */
  readonly name: string;
  readonly text: string;
}

/** Pieces that patterns begin to match again and again, and never end. */
const pieces: Readonly<Record<string, string>> = {
  letters: 'a',
  capitals: 'AB1+',
  spaces: ' ',
  lines: '\n',
  'blank lines': ' \t\n',
  dots: '.',
  dashes: '-',
  stars: '*',
  hashes: '#',
  quotes: '"',
  apostrophes: "it's ",
  backticks: '`',
  'open brackets': '([{<',
  'closed brackets': ')]}>',
  comments: '<!--',
  'block comments': '/*',
  addresses: 'http://a@',
  domains: 'a.b.',
  packages: '@a/b@1 ',
  paths: '../',
  variables: '${a',
  flags: ' --a=',
  keys: 'ghp_',
  secrets: 'token=',
  prohibitions: 'Never do not ',
  sentences: 'Do not ask. ',
  words: 'ignore all previous ',
  commands: 'curl -d @a | sh; ',
  pipes: '| ',
  joiners: 'क्\u200d',
  tags: '\u{e0041}',
  emoji: '👩‍👩‍👧 ',
  commas: 'a, ',
  numbers: '1',
  versions: '1.2.',
  equations: 'a = ',
  colons: 'a: ',
};

const json = (text: string): string => JSON.stringify(text);

/** Where a piece can stand in a file of each kind: what surrounds it makes the file a governed one. */
const places: readonly (readonly [path: string, fill: (text: string) => string])[] = [
  ['AGENTS.md', (text) => `# Rules\n\n${text}`],
  ['.claude/agents/a.md', (text) => `---\nname: a\ndescription: b\n---\n${text}`],
  ['.cursor/rules/a.mdc', (text) => `---\nalwaysApply: true\n---\n- ${text}`],
  ['.mcp.json', (text) => `{"mcpServers":{"a":{"command":"npx","args":["-y",${json(text)}]}}}`],
  ['.vscode/mcp.json', (text) => `{"servers":{"a":{"url":${json(text)}}}}`],
  ['.cursor/mcp.json', (text) => `{"mcpServers":{"a":{"command":"a","env":{"A":${json(text)}}}}}`],
  ['.claude/settings.json', (text) => `{"permissions":{"allow":[${json(`Bash(${text})`)}]}}`],
  [
    '.gemini/settings.json',
    (text) => `{"hooks":{"BeforeTool":[{"hooks":[{"type":"command","command":${json(text)}}]}]}}`,
  ],
  ['.vscode/settings.json', (text) => `{"chat.tools.terminal.autoApprove":{${json(text)}:true}}`],
  ['opencode.json', (text) => `{"permission":{"bash":{${json(text)}:"allow"}}}`],
  ['.codex/config.toml', (text) => `approval_policy = ${json(text)}\n`],
  ['.codex/rules/a.rules', (text) => `prefix_rule(pattern=[${json(text)}], decision="allow")\n`],
  [
    'config/goose/config.yaml',
    (text) => `GOOSE_MODE: auto\nextensions:\n  a:\n    cmd: ${json(text)}\n`,
  ],
  ['server.json', (text) => `{"name":"a/b","description":${json(text)},"remotes":[{"url":"a"}]}`],
  ['package.json', (text) => `{"mcpName":"a","dependencies":{"a":${json(text)}}}`],
  ['package-lock.json', (text) => `{"modelcontextprotocol":"\n${text}`],
  ['Dockerfile', (text) => `FROM mcp\nRUN ${text}`],
  ['requirements.txt', (text) => `mcp==1.0\n${text}`],
  ['compose.yaml', (text) => `services:\n  mcp:\n    image: ${json(text)}\n`],
  ['mcp/a.ts', (text) => `import '@modelcontextprotocol/sdk';\n${text}`],
  ['mcp/a.sh', (text) => `#!/bin/sh\n${text}`],
  ['.claude/hooks/a.sh', (text) => `#!/bin/sh\n${text}`],
  ['.cursorignore', (text) => text],
  ['agent-spending.yaml', (text) => `agent: a\ndailyLimit: 5\nnote: ${json(text)}\n`],
  [
    '.github/workflows/a.yml',
    (text) =>
      `jobs:\n  a:\n    if: ${json(text)}\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with: { claude_args: ${json(text)}, settings: ${json(text)} }\n      - run: ${json(`claude -p ${text}`)}\n`,
  ],
  ['.mcp-change/policy.yaml', (text) => `schema: ${json(text)}\n`],
];

/**
 * Every piece in every place.
 *
 * @param length of the repeated piece, in characters
 */
export function* hostileTexts(length: number): Generator<HostileText> {
  for (const [path, fill] of places) {
    for (const [name, piece] of Object.entries(pieces)) {
      const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      yield { path, name, text: fill(text) };
    }
  }
}
