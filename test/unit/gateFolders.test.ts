import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseRecord } from '../../src/core/record/parseRecord';
import { GateRepository, servers, serverText, strictPolicy } from './support/gateRepository';

const inA = `packages/a/${servers}`;
const inB = `packages/b/${servers}`;

describe('Records in folders of a repository', function () {
  this.timeout(120_000);

  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
    repository.start(strictPolicy, {
      [inA]: serverText('2.4.1'),
      [inB]: serverText('2.4.1'),
      'packages/a/.mcp-change/records/.gitkeep': '',
      'packages/b/.mcp-change/records/.gitkeep': '',
    });
  });

  afterEach(() => repository.remove());

  it('lie beside what they are about, name it from the root, and hold at the gate', () => {
    repository.write(inA, serverText('latest'));
    const { output } = repository.run(
      'record',
      '--root',
      join(repository.directory, 'packages/a'),
      '--why',
      'It is needed',
      '--format',
      'json',
    );
    const { id, path } = JSON.parse(output) as { id: string; path: string };
    assert.match(path, /^packages\/a\/\.mcp-change\/records\/CHG-/);
    const { record } = parseRecord(repository.read(path));
    assert.deepEqual(
      [record?.subject.files[0]?.path, record?.changes[0]?.file, record?.findings[0]?.file],
      [inA, inA, inA],
    );
    repository.run('propose', id);
    repository.commit({});
    assert.deepEqual(
      repository.gate().failures.map(({ check }) => check),
      ['G08'],
    );
    assert.equal(repository.approve(id, 'bob').code, 0);
    assert.equal(repository.gate().passed, true);
    const status = repository.run('status', '--root', join(repository.directory, 'packages'));
    assert.match(status.output, new RegExp(`^${id}  approved`, 'm'));
  });

  it('speak for two folders at once from the folder above both', () => {
    const { id, path } = repository.request({
      [inA]: serverText('latest'),
      [inB]: serverText('latest'),
    });
    assert.match(path, /^\.mcp-change\/records\/CHG-/);
    for (const name of ['bob', 'carol']) assert.equal(repository.approve(id, name).code, 0);
    assert.deepEqual(repository.gate().failures, []);
  });
});
