import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { FileAnalysis } from '../../src/core/analyze';
import { builtInInForce, requirementsOf } from '../../src/core/policy/requirementsOf';
import { ruleCatalogue } from '../../src/core/rules/ruleCatalogue';
import { analyzeFixture, fixtureCases } from './support/fixtures';
import { hideSecrets } from './support/secrets';

const golden = resolve(__dirname, '..', 'golden');

describe('Rules on fixture pairs', () => {
  for (const fixture of fixtureCases()) {
    it(`${fixture.rule} ${fixture.name}`, () => {
      const analyses = analyzeFixture(fixture);
      assert.ok(analyses.length > 0, 'the pair holds no governed file');
      const speaks = analyses
        .flatMap((analysis) => analysis.findings)
        .some(
          (finding) =>
            finding.rule === fixture.rule &&
            (finding.origin === 'introduced' || !(analyses[0]?.hasBaseline ?? true)),
        );
      assert.equal(speaks, fixture.name.startsWith('bad'), 'the rule speaks');
      compareWithGolden(`${fixture.rule}/${fixture.name}.json`, analyses.map(summary));
    });
  }

  it('has a bad and a safe pair for every rule', () => {
    const cases = fixtureCases();
    for (const rule of ruleCatalogue) {
      for (const kind of ['bad', 'safe']) {
        assert.ok(
          cases.some((fixture) => fixture.rule === rule.id && fixture.name.startsWith(kind)),
          `${rule.id} has no ${kind} pair`,
        );
      }
    }
  });
});

function summary(analysis: FileAnalysis): unknown {
  const quote = (range: { readonly start: number; readonly end: number }): string =>
    hideSecrets((analysis.text ?? '').slice(range.start, range.end));
  return {
    path: analysis.path,
    status: analysis.status,
    tier: analysis.assessment.tier,
    score: analysis.assessment.score,
    direction: analysis.assessment.direction,
    types: analysis.assessment.types,
    categories: analysis.assessment.categories,
    lane: requirementsOf([analysis], { policy: builtInInForce, now: new Date(0) }).lane,
    changes: analysis.changes.map((change) => ({
      facet: change.facet,
      op: change.op,
      pointer: change.pointer,
      direction: change.direction,
      words: change.words,
      at: quote(change.range),
    })),
    findings: analysis.findings.map((finding) => ({
      rule: finding.rule,
      origin: finding.origin,
      severity: finding.severity,
      sentence: finding.sentence,
      message: finding.message,
      at: quote(finding.range),
      fixes: finding.fixes.map((fix) => fix.title),
    })),
  };
}

function compareWithGolden(name: string, actual: unknown): void {
  const path = resolve(golden, name);
  if (process.env['UPDATE_GOLDEN'] === '1' || !existsSync(path)) {
    assert.ok(process.env['CI'] === undefined, `${name} has no golden result`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(actual, undefined, 2)}\n`);
  }
  assert.deepEqual(actual, JSON.parse(readFileSync(path, 'utf8')));
}
