import assert from 'node:assert/strict';
import { isLoosening } from '../../src/core/risk/unspokenChanges';
import { grantsPower, replacesServer } from '../../src/core/rollback/affected';
import { careOf } from '../../src/core/rollback/careOf';
import { rollBack } from './rollbackSupport';
import { analyzeFixture, fixtureCases } from './support/fixtures';

const order = [
  'contain',
  'revoke',
  'revert',
  'purge',
  'forget',
  'restart',
  'verify',
  'reconcile',
  'recall',
];

/** Every edit of the fixtures that loosens something, whatever client and category it is of. */
const loosening = fixtureCases().flatMap((each) =>
  analyzeFixture(each)
    .filter((analysis) => analysis.hasBaseline && analysis.status === 'ok')
    .filter(({ changes }) => changes.some(({ direction }) => isLoosening(direction)))
    .map((analysis) => ({ each, analysis, plan: rollBack(analysis) })),
);

describe('The runbook of every client', () => {
  it('is complete and in order for every edit of the fixtures that loosens something', () => {
    const clients = new Set<string>();
    for (const { each, analysis, plan } of loosening) {
      const where = `${each.rule}/${each.name} ${analysis.path}`;
      clients.add(analysis.surface.client);
      const phases = plan.steps.map(({ phase }) => order.indexOf(phase));
      assert.deepEqual(phases, [...phases].sort(), where);
      for (const { action, expect } of plan.steps) {
        assert.ok(action.trim() !== '' && expect.trim() !== '', `${where}: ${action}`);
      }
      const has = (phase: string): boolean => plan.steps.some((step) => step.phase === phase);
      for (const phase of ['revert', 'restart', 'verify', 'reconcile']) {
        assert.ok(has(phase), `${where} has no step to ${phase}`);
      }
      assert.ok(
        plan.verify.some(({ negative }) => negative),
        `${where} checks nothing that must be refused`,
      );
      const acting = analysis.changes.filter(
        (change) =>
          isLoosening(change.direction) && (grantsPower(change) || replacesServer(change)),
      );
      if (acting.length > 0) {
        assert.ok(has('contain'), `${where} stops nothing`);
        const { asksNobody, forgetsWithSession } = careOf(analysis.surface.client);
        const nothing = asksNobody === true || forgetsWithSession === true;
        assert.ok(nothing || has('forget'), `${where} lets the client remember`);
      }
      assert.ok(!plan.residue.some(({ kind }) => kind === 'none'), `${where} leaves nothing`);
    }
    assert.ok(clients.size >= 20, [...clients].join());
    assert.ok(loosening.length >= 300, String(loosening.length));
  });
});
