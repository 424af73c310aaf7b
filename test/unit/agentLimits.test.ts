import * as assert from 'node:assert/strict';
import { agentsInCommit, ownLimits } from '../../src/core/gate/agentLimits';

describe('an agent that changes its own limits', () => {
  const commit = (...trailers: string[]): string => `Tidy up\n\nWords.\n\n${trailers.join('\n')}\n`;

  it('is read from the trailers of a commit', () => {
    assert.deepEqual(
      agentsInCommit(
        commit(
          'Co-Authored-By: Claude <noreply@anthropic.com>',
          'Co-authored-by: Bo <bo@example.org>',
          'co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>',
        ),
      ),
      ['Claude Code', 'GitHub Copilot'],
    );
    assert.deepEqual(agentsInCommit('Mention noreply@anthropic.com in the text'), []);
  });

  it('is named when the file governs just that agent', () => {
    const own = (client: Parameters<typeof ownLimits>[0]['client']): string | undefined =>
      ownLimits({ client, agents: ['Claude Code'], inEditor: false });
    assert.match(own('Claude Code') ?? '', /Claude Code .* its own limits/);
    assert.match(own('AGENTS.md') ?? '', /its own limits/);
    assert.equal(own('Cursor'), undefined);
    assert.equal(own('VS Code'), undefined);
  });

  it('may be one of the window when a tool made the edit there', () => {
    assert.match(
      ownLimits({ client: 'VS Code', agents: [], inEditor: true }) ?? '',
      /agents of this window/,
    );
    assert.equal(ownLimits({ client: 'VS Code', agents: [], inEditor: false }), undefined);
    assert.equal(ownLimits({ client: 'Claude Code', agents: [], inEditor: true }), undefined);
  });
});
