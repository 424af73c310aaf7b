import assert from 'node:assert/strict';
import { collectGate } from '../../src/node/collectGate';
import { GitRepository } from '../../src/node/gitRepository';
import { GateRepository, servers, serverText } from './support/gateRepository';

/** What the base branch says was rolled back weighs in the gate, and is told. */
describe('mcp-change gate, what was rolled back before', function () {
  this.timeout(120_000);
  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
    repository.start();
    const { id } = repository.request({ [servers]: serverText('latest') });
    const { code, output } = repository.run(
      'rollback',
      id,
      '--apply',
      '--why',
      'It deleted drafts',
    );
    assert.equal(code, 0, output);
    repository.commit({});
  });

  afterEach(() => repository.remove());

  const score = (): number => {
    const { files } = collectGate(
      GitRepository.open(repository.directory),
      'main',
      'HEAD',
      repository.now,
    ).input;
    return files.find(({ path }) => path === servers)?.analysis?.assessment.score ?? 0;
  };

  it('weighs more for ninety days once the base branch has it, with the reason', () => {
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', 'topic');
    repository.git('checkout', '--quiet', '-b', 'again');
    repository.commit({ [servers]: serverText('latest') });
    const lately = score();
    assert.match(
      repository.run('gate', '--base', 'main').output.replace(/\s+/g, ' '),
      /mcp\.json: Rolled back on 2026-11-22 \(CHG-\S+\) because: “It deleted drafts”/,
    );
    repository.now = new Date('2027-03-22T09:14:00Z');
    assert.ok(lately > score(), `${lately} > ${score()}`);
    assert.match(repository.run('gate', '--base', 'main').output, /It\s+deleted\s+drafts/);
  });

  it('does not listen to what the branch says of itself, nor to another entry', () => {
    repository.commit({ [servers]: serverText('latest') });
    const { sentences } = repository.gate();
    assert.doesNotMatch(sentences.join('\n'), /Rolled back/);
    const alone = score();
    repository.now = new Date('2027-03-22T09:14:00Z');
    assert.equal(alone, score());
  });
});
