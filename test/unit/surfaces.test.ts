import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minimatch } from 'minimatch';
import { analyzeFile } from '../../src/core/analyze';
import { catalogue } from '../../src/core/surfaces/catalogue';
import { findSurface, isExamplePath, isWorthReporting } from '../../src/core/surfaces/findSurface';
import { expandBraces, patternExpression } from '../../src/core/surfaces/globPattern';
import { governedGlob } from '../../src/core/surfaces/governedNames';
import {
  askedPath,
  askedSign,
  doubtfulGlob,
  wakingDotted,
  wakingGlob,
  wakingPath,
} from '../../src/core/surfaces/wakingNames';
import { findUserSurface, userSurfaces } from '../../src/core/surfaces/userSurfaces';

interface LandscapeEntry {
  readonly id: string;
  readonly client: string;
  readonly surface: string;
  readonly globs: readonly string[];
}

const landscapeFile = join(__dirname, '..', '..', '..', 'shared', 'reference', 'landscape.json');

/** Globs of the reference that the catalogue leaves out on purpose. */
const leftOut: Readonly<Record<string, string>> = {
  '*.mcpb': 'a compressed bundle; the manifest that goes into it is governed',
  '*.dxt': 'a compressed bundle; the manifest that goes into it is governed',
  '**/*.{ts,js,py}': 'all source code; what a program does is no configuration',
  '.env': 'holds secrets by design and is not committed; keeping copies of it would do harm',
  '.gemini/.env':
    'holds secrets by design and is not committed; keeping copies of it would do harm',
};

/** Entries of the reference without files in a workspace. */
const outsideOfWorkspaces: Readonly<Record<string, string>> = {
  'GitHub Copilot cloud (coding) agent mcp-config':
    'kept in the settings of the repository on GitHub',
  'GitHub Copilot CLI permission': 'user and machine files only',
  'GitHub Copilot for JetBrains mcp-config': 'user file only',
  'Claude Code mcp-config': 'user and machine files only',
  'Claude Code permission': 'user and machine files only',
  'Claude Desktop mcp-config': 'user file only',
  'Windsurf (Devin Desktop) mcp-config': 'user file only',
  'Cline mcp-config': 'user file only',
  'Cline permission': 'environment variables and state inside the extension',
  'Continue CLI (cn) permission': 'user file only',
  'Gemini CLI permission': 'user file only',
  'Google Antigravity permission': 'user file only',
  'OpenAI Codex permission': 'machine file only',
  'Goose mcp-config': 'user file only',
  'Goose permission': 'user file only',
  'Kiro permission': 'user file only',
  'JetBrains Junie permission': 'settings page of the IDE',
  'Warp permission': 'settings page of the terminal',
  'LM Studio mcp-config': 'user file only',
  'OpenHands mcp-config': 'user file only',
  'Sema4.ai Studio mcp-config': 'user file only',
  'BoltAI / Cherry Studio / 5ire / Jan / Msty / AnythingLLM mcp-config': 'user files only',
};

/** One path that a glob of the reference matches, below two folders. */
function samplesOf(glob: string): readonly string[] {
  return expandBraces(glob).flatMap((plain) => {
    const path = plain
      .replace(/^\*\*\//, '')
      .replaceAll('**/', 'some/folder/')
      .replace(/\/\*\*$/, '/some/file.md')
      .replaceAll('*', 'x');
    return [path, `packages/app/${path}`];
  });
}

describe('Catalogue of surfaces', () => {
  it('has one id for each surface and short lists of what it needs', () => {
    const ids = catalogue.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const surface of catalogue) {
      assert.ok(surface.patterns.length > 0, surface.id);
      if (surface.reader === 'mcp-servers') assert.ok(surface.serverKeys.length > 0, surface.id);
      if (surface.reader === 'instructions') assert.equal(surface.format, 'markdown', surface.id);
    }
  });

  it('covers every entry of the reference landscape', function () {
    if (!existsSync(landscapeFile)) {
      console.log('      ../shared is not here: the reference landscape is not compared');
      this.skip();
    }
    const entries = JSON.parse(readFileSync(landscapeFile, 'utf8')) as readonly LandscapeEntry[];
    assert.equal(entries.length, 194);
    const missing = entries.flatMap(({ id, globs }) =>
      globs
        .filter((glob) => leftOut[glob] === undefined)
        .flatMap(samplesOf)
        .filter((path) => findSurface(path) === undefined)
        .map((path) => `${id}: ${path}`),
    );
    assert.deepEqual(missing, []);
    const outside = entries
      .filter(({ globs }) => globs.length === 0)
      .map(({ client, surface }) => `${client} ${surface}`);
    assert.deepEqual(
      [...new Set(outside)].filter((name) => outsideOfWorkspaces[name] === undefined),
      [],
    );
  });

  it('finds every pattern at any depth', () => {
    for (const surface of catalogue) {
      for (const path of surface.patterns.flatMap(samplesOf)) {
        const found = findSurface(path);
        assert.ok(found !== undefined, `${surface.id}: ${path}`);
        assert.ok(catalogue.indexOf(found) <= catalogue.indexOf(surface), `${surface.id}: ${path}`);
      }
    }
  });

  const expected: readonly (readonly [path: string, id: string | undefined])[] = [
    ['.vscode/mcp.json', 'vscode-mcp'],
    ['a/b/.mcp.json', 'claude-mcp'],
    ['.claude/settings.json', 'claude-settings'],
    ['.claude/settings.local.json', 'claude-settings-local'],
    ['.claude/settings-kimi.json', 'claude-settings-other'],
    ['.claude/worktrees/x/.cursor/mcp.json', 'cursor-mcp'],
    ['CLAUDE.md', 'claude-md'],
    ['.claude/skills/a/b/SKILL.md', 'claude-skill'],
    ['plugins/x/skills/y/SKILL.md', 'agent-skill'],
    ['.clinerules/hooks/pre', 'cline-scripts'],
    ['.roo/rules-code/rules.xml', 'roo-prompt'],
    ['.roorules-code', 'roo-prompt'],
    ['.github/workflows/ci.yml', 'agent-workflow'],
    ['.github/workflows/copilot-setup-steps.yml', 'copilot-setup-steps'],
    ['server.json', 'registry-server'],
    ['i18n/en/mcp.json', 'mcp-servers-elsewhere'],
    ['src/settings.json', undefined],
    ['settings.json', undefined],
    ['src/feed.ts', undefined],
    ['docs/guide.md', undefined],
    ['my.vscode/mcp.jsonx', undefined],
    ['.github/copilot-instructions.md.d/x', undefined],
    ['', undefined],
    ['/', undefined],
  ];
  for (const [path, id] of expected) {
    it(`takes “${path}” for ${id ?? 'nothing'}`, () => {
      assert.equal(findSurface(path)?.id, id);
    });
  }

  const kept: readonly (readonly [path: string, id: string | undefined, test?: string])[] = [
    ['dot_claude/settings.json', 'claude-settings'],
    ['private_dot_factory/private_mcp.json', 'factory-mcp'],
    ['home/dot_codex/private_config.toml.tmpl', 'codex-config'],
    ['stow/shared/.claude/settings.json', 'claude-settings'],
    ['.mcp.json.example', 'claude-mcp', 'has-server-map'],
    ['docs/templates/.mcp.json.template', 'claude-mcp', 'has-server-map'],
    ['archive/.mcp.json.backup', 'claude-mcp', 'has-server-map'],
    ['archive/.mcp.json.bak-20250101', 'claude-mcp', 'has-server-map'],
    ['.claude/settings.local.json.local', 'claude-settings-local'],
    ['claude_desktop_config.example.json', 'claude-desktop-config', 'has-server-map'],
    ['CLAUDE.md.sample', 'claude-md'],
    // Only the name of a folder speaks for these: the content has to be sure.
    ['config/claude/agents/x.md', 'claude-prompt', 'has-prompt-prose'],
    ['config/gemini/settings.json', 'gemini-settings', 'has-agent-keys'],
    ['config/claude/settings.json', 'claude-settings', 'is-claude-settings'],
    ['config/cursor/rules/x.mdc', 'cursor-prompt', 'has-prompt-prose'],
    ['src/claude/client.ts', undefined],
    ['modify_dot_x/y.json', undefined],
  ];
  for (const [path, id, contentTest] of kept) {
    it(`takes “${path}” for ${id ?? 'nothing'}${contentTest === undefined ? '' : ', by its content'}`, () => {
      const surface = findSurface(path);
      assert.equal(surface?.id, id);
      assert.equal(surface?.contentTest, contentTest);
    });
  }

  it('says of files that cannot be read only those that may matter', () => {
    const reported = (path: string): boolean => isWorthReporting(findSurface(path)!);
    for (const path of ['.mcp.json', 'x/mcp.json', 'CLAUDE.md', '.cursor/cli.json']) {
      assert.ok(reported(path), path);
    }
    for (const path of [
      'README.md',
      'package.json',
      'prompts/a.md',
      'agents/a.md',
      'plugin.json',
    ]) {
      assert.ok(!reported(path), path);
    }
  });

  it('weighs templates and copies as examples', () => {
    for (const path of [
      '.mcp.json.example',
      'x/templates/.mcp.json',
      'dot_codex/config.toml.tmpl',
      'archive/.mcp.json.backup',
      'tests/fixtures/.mcp.json',
    ]) {
      assert.ok(isExamplePath(path), path);
    }
    for (const path of ['.mcp.json', 'dot_claude/settings.json', 'latest/.mcp.json']) {
      assert.ok(!isExamplePath(path), path);
    }
  });

  it('watches every path that it may take, with one glob without nested braces', () => {
    const glob = governedGlob();
    assert.match(glob, /^\*\*\/\{[^{}]+\}$/);
    assert.ok(glob.length < 10_000, `${glob.length} characters`);
    const single = glob.slice('**/{'.length, -1).split(',');
    const watched = (path: string): boolean =>
      single.some((pattern) => minimatch(path, `**/${pattern}`, { dot: true }));
    const paths = [
      ...catalogue.flatMap(({ patterns }) => patterns.flatMap(samplesOf)),
      ...expected.map(([path]) => path),
      ...kept.map(([path]) => path),
    ].filter((path) => findSurface(path) !== undefined);
    assert.deepEqual(
      paths.filter((path) => !watched(path)),
      [],
    );
  });

  it('is not woken by names that any repository has', () => {
    for (const path of [
      '/w/package.json',
      '/w/README.md',
      '/w/Dockerfile',
      '/w/pyproject.toml',
      '/w/.vscode/settings.json',
      '/w/.vscode/tasks.json',
      '/w/.github/workflows/ci.yml',
      '/w/public/manifest.json',
      '/w/docker-compose.yml',
      '/w/src/index.ts',
    ]) {
      assert.ok(!wakingPath.test(path), path);
    }
    assert.ok(wakingPath.test('/w/CLAUDE.md'));
    assert.ok(wakingDotted.test('/w/.cursor/mcp.json'));
    assert.ok(wakingDotted.test('/w/.Cursor/MCP.json'));
    assert.ok(minimatch('w/.Cursor/MCP.json', doubtfulGlob, { dot: true }));
    assert.ok(!wakingPath.test('/w/docs/agents.md') && !wakingDotted.test('/w/docs/agents.md'));
    assert.doesNotMatch(wakingGlob, /[{,](?:package\.json|README\.md|Dockerfile)[,}]/);
  });

  it('wakes for settings of VS Code only when they speak of agents', () => {
    for (const path of ['.vscode/settings.json', '.VSCode/Settings.json', 'a.code-workspace']) {
      assert.ok(askedPath.test(`/w/${path}`), path);
      assert.ok(!wakingPath.test(`/w/${path}`) && !wakingDotted.test(`/w/${path}`), path);
      assert.ok(minimatch(`w/${path}`, doubtfulGlob, { dot: true }), path);
    }
    for (const text of [
      '{ "chat.tools.autoApprove": true }',
      '{ "mcp": { "servers": {} } }',
      '{ "github.copilot.enable": {} }',
      '{ "tasks": [{ "runOptions": { "runOn": "folderOpen" } }] }',
      String.raw`{ "\u0063hat.tools.autoApprove": true }`,
    ]) {
      assert.match(text, askedSign);
    }
    assert.doesNotMatch('{ "editor.tabSize": 2, "files.exclude": { "chat": true } }', askedSign);
  });

  it('reads keys of settings that are spelled with escapes', () => {
    const text = String.raw`{ "\u0063hat.permissions.default": "autopilot" }`;
    const analysis = analyzeFile({ path: '.vscode/settings.json', text, baseline: { text: '{}' } });
    assert.match(analysis?.changes[0]?.words ?? '', /to `autopilot`/);
  });

  it('knows names that start with a dot in any case, as some file systems do', () => {
    for (const [path, id] of [
      ['.VSCODE/mcp.json', 'vscode-mcp'],
      ['a/.Claude/Settings.JSON', 'claude-settings'],
      ['.MCP.json', findSurface('.mcp.json')?.id],
      ['.GitHub/Copilot-Instructions.md', findSurface('.github/copilot-instructions.md')?.id],
    ] as const) {
      assert.equal(findSurface(path)?.id, id, path);
      assert.ok(minimatch(path, governedGlob(), { dot: true }), path);
    }
    assert.equal(findSurface('docs/agents.md'), undefined);
    assert.equal(findSurface('Commands/README'), undefined);
  });

  it('says where the files of a user stand on each platform', () => {
    const patternsOf = (id: string, platform: 'linux' | 'macos' | 'windows'): readonly string[] =>
      userSurfaces('/home/me', platform)
        .filter(({ surface }) => surface.id === id)
        .map(({ pattern }) => pattern);
    assert.deepEqual(patternsOf('vscode-mcp', 'linux'), ['/home/me/.config/Code/User/mcp.json']);
    assert.deepEqual(patternsOf('vscode-mcp', 'macos'), [
      '/home/me/Library/Application Support/Code/User/mcp.json',
    ]);
    assert.deepEqual(patternsOf('vscode-mcp', 'windows'), [
      '/home/me/AppData/Roaming/Code/User/mcp.json',
    ]);
    assert.deepEqual(patternsOf('crush-config', 'windows'), [
      '/home/me/AppData/Local/crush/crush.json',
    ]);
    assert.deepEqual(patternsOf('visual-studio-mcp', 'linux'), []);
    assert.deepEqual(patternsOf('visual-studio-mcp', 'windows'), ['/home/me/.mcp.json']);
    assert.deepEqual(patternsOf('boltai-mcp', 'linux'), []);
    for (const { pattern } of userSurfaces('/home/me', 'linux')) {
      assert.match(pattern, /^\/home\/me\/[^{}]+$/);
    }
  });

  it('knows the files of a user by their place, and a folder that only has such a name', () => {
    assert.equal(findSurface('~/.claude.json')?.id, findUserSurface('~/.claude.json')?.id);
    assert.equal(findSurface('~/.config/Code/User/mcp.json')?.id, 'vscode-mcp');
    assert.equal(findSurface('~/AppData/Roaming/Code/User/mcp.json')?.id, 'vscode-mcp');
    assert.equal(findUserSurface('~/.claude/projects/x/.claude/settings.json'), undefined);
    assert.equal(findUserSurface('~/CLAUDE.md'), undefined);
    // `mkdir '~'` in a repository hides nothing.
    assert.equal(
      findSurface('~/x/.claude/settings.json')?.id,
      findSurface('.claude/settings.json')?.id,
    );
    for (const platform of ['linux', 'macos', 'windows'] as const) {
      for (const { surface, pattern } of userSurfaces('~', platform)) {
        const path = pattern.replaceAll('**/', 'a/b/').replaceAll('*', 'some');
        assert.ok(findUserSurface(path), `${surface.id}: ${path}`);
      }
    }
  });

  it('looks at a hundred thousand paths in the time of a few splits', () => {
    const paths = Array.from(
      { length: 100_000 },
      (_, index) =>
        `packages/app${index % 97}/${['src', 'docs', 'agents', 'test'][index % 4] ?? ''}/part/file${index}.${['ts', 'md', 'json', 'py', 'yaml'][index % 5] ?? ''}`,
    );
    const time = (work: () => void): number => {
      const runs = [1, 2, 3].map(() => {
        const before = process.cpuUsage();
        work();
        return process.cpuUsage(before).user / 1_000;
      });
      return Math.min(...runs);
    };
    let found = 0;
    const reference = time(() => {
      for (const path of paths) found += path.split('/').length;
    });
    const looking = time(() => {
      for (const path of paths) found += findSurface(path) === undefined ? 0 : 1;
    });
    assert.ok(found > 0);
    assert.ok(looking < Math.max(150, 20 * reference), `${looking} ms, splitting ${reference} ms`);
  });
});

describe('Patterns of the catalogue', () => {
  const cases: readonly (readonly [
    pattern: string,
    yes: readonly string[],
    no: readonly string[],
  ])[] = [
    ['a/*.md', ['a/x.md', 'a/.md'], ['a/b/x.md', 'a/x.mdx', 'x.md']],
    ['a/**/*.md', ['a/x.md', 'a/b/c/x.md'], ['b/a/x.md', 'a/x.md/y']],
    ['a/**', ['a/x', 'a/b/c'], ['a', 'ab/x']],
    ['.a-*/b?.json', ['.a-/b1.json', '.a-x/bc.json'], ['.a/b.json', '.a-x/b.json']],
    ['a+(b).json', ['a+(b).json'], ['aab.json']],
  ];
  for (const [pattern, yes, no] of cases) {
    it(`understands ${pattern}`, () => {
      for (const path of yes) assert.ok(patternExpression(pattern).test(path), path);
      for (const path of no) assert.ok(!patternExpression(pattern).test(path), path);
    });
  }

  it('writes out braces', () => {
    assert.deepEqual(expandBraces('{a,b}/{c,d}.x'), ['a/c.x', 'a/d.x', 'b/c.x', 'b/d.x']);
    assert.deepEqual(expandBraces('plain'), ['plain']);
    assert.deepEqual(expandBraces('open{brace'), ['open{brace']);
  });
});
