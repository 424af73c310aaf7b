import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScratchRepository } from './support/scratchRepository';

const servers = '.vscode/mcp.json';
const settings = '.claude/settings.json';

function serverText(version: string, more = ''): string {
  return `{\n  "servers": {\n    "files": {\n      "command": "npx",\n      "args": ["-y", "@acme/files-mcp@${version}"]\n    }${more}\n  }\n}\n`;
}

function permissions(allow: readonly string[], deny: readonly string[]): string {
  return `${JSON.stringify({ permissions: { allow, deny } }, null, 2)}\n`;
}

describe('The files that mcp-change rollback writes', () => {
  let repository: ScratchRepository;

  beforeEach(() => {
    repository = new ScratchRepository();
  });

  afterEach(() => repository.remove());

  it('removes the folders that only the new file needed', () => {
    repository.commit({ 'tools/README.md': 'x\n' });
    repository.write('tools/a/.cursor/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}');
    repository.write('other/.cursor/mcp.json', '{"mcpServers":{"a":{"command":"npx"}}}');
    repository.write('other/.cursor/notes.txt', 'mine');
    const { id } = repository.record();
    assert.equal(repository.run('rollback', id, '--apply').code, 0);
    assert.ok(!existsSync(join(repository.directory, 'tools/a')));
    assert.ok(existsSync(join(repository.directory, 'tools/README.md')));
    assert.deepEqual(readdirSync(join(repository.directory, 'other/.cursor')), ['notes.txt']);
  });

  describe('with links', () => {
    let outside: string;

    beforeEach(() => {
      outside = mkdtempSync(join(tmpdir(), 'mcp-change-outside-'));
    });

    afterEach(() => rmSync(outside, { recursive: true, force: true }));

    it('writes nothing through a folder or a file that leads outside', () => {
      for (const kind of ['folder', 'file'] as const) {
        repository.commit({ [settings]: permissions([], ['Read(./.env)']) });
        repository.write(settings, permissions([], []));
        const { id } = repository.record();
        const folder = join(repository.directory, '.claude');
        const there = join(outside, kind);
        if (kind === 'folder') {
          renameSync(folder, there);
          symlinkSync(there, folder);
        } else {
          mkdirSync(there);
          writeFileSync(join(there, 'settings.json'), permissions([], []));
          rmSync(join(folder, 'settings.json'));
          symlinkSync(join(there, 'settings.json'), join(folder, 'settings.json'));
        }
        const { code, errors } = repository.run('rollback', id, '--apply');
        assert.equal(code, 2);
        assert.match(errors, /outside/);
        assert.equal(readFileSync(join(there, 'settings.json'), 'utf8'), permissions([], []));
        rmSync(folder, { recursive: true });
        repository.git('checkout', '--quiet', '--', '.');
        rmSync(join(repository.directory, '.mcp-change'), { recursive: true });
      }
    });

    it('neither writes a record outside nor marks one there', () => {
      repository.commit({ [settings]: permissions([], ['Read(./.env)']) });
      repository.write(settings, permissions([], []));
      symlinkSync(outside, join(repository.directory, '.mcp-change'));
      assert.equal(repository.run('record', '--why', 'It is needed').code, 2);
      assert.deepEqual(readdirSync(outside), []);
      rmSync(join(repository.directory, '.mcp-change'));

      const { id, path } = repository.record();
      const moved = join(outside, 'record.yaml');
      renameSync(join(repository.directory, path), moved);
      symlinkSync(moved, join(repository.directory, path));
      const text = readFileSync(moved, 'utf8');
      assert.equal(repository.run('rollback', id, '--apply').code, 2);
      assert.equal(readFileSync(moved, 'utf8'), text);
    });

    it('refuses a record whose paths lead out', () => {
      repository.commit({ [servers]: serverText('2.4.1') });
      repository.write(servers, serverText('latest'));
      const { id, path } = repository.record();
      const text = repository.read(path);
      for (const bad of ['../x/.mcp.json', '/tmp/.mcp.json', 'C:/.mcp.json']) {
        repository.write(path, text.replaceAll(servers, bad));
        const { code, errors } = repository.run('rollback', id, '--apply');
        assert.equal(code, 2, bad);
        assert.match(errors, /leads out of/);
      }
    });

    it('reads a link inside the repository as the file it leads to', () => {
      const agents = '# Rules\n\nNever push to main.\n';
      repository.write('AGENTS.md', agents);
      symlinkSync('AGENTS.md', join(repository.directory, 'CLAUDE.md'));
      repository.commit({});
      assert.equal(repository.run('diff').code, 0);
      repository.write('AGENTS.md', '# Rules\n\nBe quick.\n');
      const { id } = repository.record();
      assert.equal(repository.run('rollback', id, '--apply').code, 0);
      assert.equal(repository.read('AGENTS.md'), agents);
    });
  });
});
