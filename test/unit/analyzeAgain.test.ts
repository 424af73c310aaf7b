import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis, type FileInput } from '../../src/core/analyze';
import { realSizeFiles } from '../perf/workloads';

/** All of an analysis but what it keeps for the next one. */
function told(analysis: FileAnalysis | undefined): object {
  return { ...analysis, memory: undefined };
}

/** What is taken over from the analysis before must not be told from what is read anew. */
describe('An analysis that builds on the one before', () => {
  for (const file of realSizeFiles()) {
    it(`is the same as one that starts from nothing: ${file.name}`, () => {
      const whole = file.edited(1);
      const texts = [whole, whole, whole.slice(0, -20), '', undefined, file.baseline];
      const baselines = [file.baseline, file.edited(2), undefined, 'none'];
      let previous: FileAnalysis | undefined;
      for (const baseline of baselines) {
        for (const text of texts) {
          const input: FileInput = {
            path: file.path,
            text,
            baseline: baseline === 'none' ? undefined : { text: baseline },
          };
          previous = analyzeFile(input, previous);
          assert.deepEqual(told(previous), told(analyzeFile(input)));
        }
      }
    });
  }

  it('reads a baseline that stays only once', () => {
    const [file] = realSizeFiles();
    assert.ok(file);
    const baseline = { text: file.baseline };
    const first = analyzeFile({ path: file.path, text: file.edited(1), baseline });
    const second = analyzeFile({ path: file.path, text: file.edited(2), baseline }, first);
    assert.ok(first?.baselineFacts !== undefined);
    assert.equal(second?.baselineFacts, first.baselineFacts);
    assert.notEqual(second.facts, first.facts);
  });
});
