import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { safeOutput } from '../../src/node/safeOutput';
import { ScratchRepository } from './support/scratchRepository';

const root = resolve(__dirname, '..', '..');
const server = (name: string, version: string): string =>
  JSON.stringify({ mcpServers: { [name]: { command: 'npx', args: ['-y', `a-mcp@${version}`] } } });

describe('Hostile names on the command line', () => {
  let repository: ScratchRepository;

  beforeEach(() => {
    repository = new ScratchRepository();
  });

  afterEach(() => repository.remove());

  it('steer no terminal and write no line of their own', function () {
    if (process.platform === 'win32') this.skip();
    const name = 'good\u001b[2K\u001b]0;x\u0007\r\u009b31m\u202elive';
    const folder = 'a\u001b[1A\n.mcp.json  none 0\r\u009b2J\u202e';
    repository.commit({ [`${folder}/.mcp.json`]: server(name, '1.0.0') });
    repository.write(`${folder}/.mcp.json`, server(name, 'latest'));
    for (const parameters of [
      ['diff'],
      ['scan'],
      ['explain'],
      ['record', '--why', 'Needed here'],
    ]) {
      const { output, errors } = repository.run(...parameters);
      const text = output + errors;
      if (parameters.length === 1) assert.ok(text.includes('‹U+001B›'), text);
      assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      assert.doesNotMatch(text, /^\.mcp\.json {2}none 0/m);
    }
    const report = repository.run('diff', '--format', 'json').output;
    assert.doesNotMatch(report, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    const { files } = JSON.parse(report) as { files: { path: string }[] };
    assert.equal(files[0]?.path, `${folder}/.mcp.json`);
  });

  it('cannot use the colours of ours to do more than colour', () => {
    const text = '\u001b[31mred\u001b[0m \u001b[2J\u001b[31';
    assert.equal(safeOutput(text, 'color'), '\u001b[31mred\u001b[0m ‹U+001B›[2J‹U+001B›[31');
    assert.equal(safeOutput(text, 'plain'), '‹U+001B›[31mred‹U+001B›[0m ‹U+001B›[2J‹U+001B›[31');
    assert.equal(JSON.parse(safeOutput('"\u009b\u202e"', 'json')), '\u009b\u202e');
  });

  it('are no options of git', () => {
    repository.commit({ '.mcp.json': server('a', '1.0.0') });
    for (const reference of ['--output=ran', '-x', '--upload-pack=touch ran']) {
      for (const option of ['--base', '--head']) {
        const { code, errors } = repository.run('diff', `${option}=${reference}`);
        assert.equal(code, 2);
        assert.match(errors, /is no ref: none starts with a dash/);
      }
    }
    assert.ok(!existsSync(join(repository.directory, 'ran')));
  });

  it('are read from git as they are, whatever they look like', function () {
    if (process.platform === 'win32') this.skip();
    for (const folder of ['--output=x', ':(exclude)a', '*', 'a\nb']) {
      repository.commit({ [`${folder}/.mcp.json`]: server('a', '1.0.0') });
      repository.write(`${folder}/.mcp.json`, server('a', 'latest'));
      assert.match(repository.run('diff').output, /no longer runs a fixed version/, folder);
      repository.commit({});
    }
  });
});

describe('Hostile variables of git', () => {
  it('choose neither another repository nor a program', () => {
    const repository = new ScratchRepository();
    const other = new ScratchRepository();
    try {
      other.commit({ '.mcp.json': server('other', '1.0.0') });
      repository.commit({ '.mcp.json': server('a', '1.0.0') });
      repository.write('.mcp.json', server('a', 'latest'));
      const proof = join(repository.directory, 'ran');
      const program = join(repository.directory, 'evil.sh');
      writeFileSync(program, `#!/bin/sh\ntouch '${proof}'\n`, { mode: 0o755 });
      const expected = repository.run('diff').output;
      assert.match(expected, /“a” no longer runs a fixed version/);
      const hostile: readonly Readonly<Record<string, string>>[] = [
        { GIT_DIR: join(other.directory, '.git') },
        { GIT_WORK_TREE: other.directory },
        { GIT_INDEX_FILE: join(other.directory, '.git', 'index') },
        { GIT_OBJECT_DIRECTORY: join(other.directory, '.git', 'objects') },
        { GIT_NAMESPACE: 'x' },
        { GIT_EXTERNAL_DIFF: program, GIT_PAGER: program, GIT_SSH_COMMAND: program },
        { GIT_EXEC_PATH: other.directory },
        {
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: 'core.worktree',
          GIT_CONFIG_VALUE_0: other.directory,
        },
        { GIT_CONFIG_PARAMETERS: `'core.worktree=${other.directory}'` },
        { GIT_TRACE: proof },
      ];
      for (const variables of hostile) {
        const names = Object.keys(variables);
        const own = process.env;
        process.env = { ...own, ...variables };
        try {
          assert.equal(repository.run('diff').output, expected, names.join(' '));
        } finally {
          process.env = own;
        }
        assert.ok(!existsSync(proof), names.join(' '));
      }
    } finally {
      repository.remove();
      other.remove();
    }
  });
});

describe('Hostile keys', () => {
  it('change no program: names that JavaScript gives a meaning', () => {
    const repository = new ScratchRepository();
    try {
      repository.commit({ '.mcp.json': server('a', '1.0.0') });
      repository.write(
        '.mcp.json',
        `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"mcpServers":{"__proto__":{"command":"npx","args":["evil-mcp"],"env":{"__proto__":"x"}},"toString":{"command":"npx","args":["b-mcp"]}}}`,
      );
      for (const command of ['diff', 'scan', 'explain']) repository.run(command);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
      assert.match(repository.run('diff').output, /__proto__/);
      assert.match(repository.run('diff').output, /toString/);
    } finally {
      repository.remove();
    }
  });
});

describe('What the program itself does', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(join(root, 'src', name), 'utf8') }));

  const usersOf = (pattern: RegExp): readonly string[] =>
    sources
      .filter(({ text }) => pattern.test(text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')))
      .map(({ name }) => name);

  it('opens no connection', () => {
    assert.deepEqual(
      usersOf(
        /(?<![\w.])fetch\(|new (?:XMLHttpRequest|WebSocket|EventSource)\b|sendBeacon|(?:from|import\(|require\() ?'(?:node:)?(?:http2?|https|net|tls|dgram|dns|inspector)(?:\/promises)?'/,
      ),
      [],
    );
  });

  it('starts git and ssh-keygen alone, from a list of parameters, and never a shell', () => {
    const starters = [
      {
        file: join('node', 'sshKeygen.ts'),
        call: /^spawnSync\('ssh-keygen', \[\.\.\.parameters\], /,
      },
      {
        file: join('node', 'startGit.ts'),
        call: /^spawnSync\('git', \[\.\.\.quietConfiguration, /,
      },
    ];
    assert.deepEqual(
      usersOf(/(?:from|import\(|require\() ?'(?:node:)?(?:child_process|cluster)'/),
      starters.map(({ file }) => file),
    );
    for (const { file, call } of starters) {
      const text = readFileSync(join(root, 'src', file), 'utf8');
      assert.ok(text.includes("import { spawnSync } from 'node:child_process';"));
      const calls = text.match(/spawnSync\([^)]*/g) ?? [];
      assert.equal(calls.length, 1);
      assert.match(calls[0] ?? '', call);
      assert.doesNotMatch(text, /shell:/);
    }
  });

  it('has one kind of thread, which runs the file that starts it', () => {
    const users = usersOf(/(?:from|import\(|require\() ?'(?:node:)?worker_threads'/);
    assert.deepEqual(users, [join('node', 'signatures.ts')]);
    const text = readFileSync(join(root, 'src', 'node', 'signatures.ts'), 'utf8');
    assert.deepEqual(text.match(/new Worker\([^,]*/g), ['new Worker(__filename']);
  });

  it('evaluates no text and loads no code by a computed name', () => {
    assert.deepEqual(
      usersOf(/\beval\(|new Function\(|'node:vm'|\bimport\((?!')|\brequire\((?!')/),
      [],
    );
  });
});

describe('What the program is built from', () => {
  interface Locked {
    readonly version?: string;
    readonly resolved?: string;
    readonly integrity?: string;
    readonly hasInstallScript?: boolean;
    readonly dev?: boolean;
    readonly optional?: boolean;
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };

  it('is pinned by content, package for package', () => {
    const locked = Object.entries(packages).filter(([place]) => place !== '');
    assert.ok(locked.length > 100);
    for (const [place, { integrity }] of locked) {
      assert.match(integrity ?? '', /^sha512-/, place);
    }
    for (const [name, wanted] of Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })) {
      assert.doesNotMatch(wanted, /^(?:git|http|file|link|github)|\*|latest/, name);
      assert.ok(packages[`node_modules/${name}`] !== undefined, name);
    }
  });

  it('runs no script when it is installed, and lets nothing of what is shipped run one', () => {
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) {
      assert.equal(manifest.scripts[name], undefined, name);
    }
    const scripts = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([place]) => place.replace('node_modules/', ''));
    console.log(`      with a script: ${scripts.join(', ')}`);
    for (const name of scripts) {
      assert.ok(packages[`node_modules/${name}`]?.dev === true, name);
    }
  });
});
