import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';
import { hostileShapes } from '../support/hostile/hostileShapes';
import { hostileTexts } from '../support/hostile/hostileTexts';

/** Processor time in milliseconds: the machine may have other work. */
function timeOf(path: string, text: string): number {
  const started = process.cpuUsage();
  const analysis = analyzeFile({ path, text, baseline: { text: '' } });
  const { user, system } = process.cpuUsage(started);
  assert.equal(analysis?.path, path, 'is governed');
  assert.doesNotMatch(analysis.reason ?? '', /could not be analysed/);
  return (user + system) / 1000;
}

describe('Text made to take long', function () {
  this.timeout(120_000);

  it('takes time in proportion to its length, in every kind of file', () => {
    const small = 6_000;
    const longer = new Map(
      [...hostileTexts(10 * small)].map(({ path, name, text }) => [`${path} ${name}`, text]),
    );
    const slow: string[] = [];
    for (const { path, name, text } of hostileTexts(small)) {
      const few = timeOf(path, text);
      // What is done before anybody notices needs no second look.
      if (few < 15) continue;
      const many = timeOf(path, longer.get(`${path} ${name}`) ?? '');
      if (many > 24 * Math.max(few, 20)) slow.push(`${path} ${name}: ${few} ms, then ${many} ms`);
    }
    assert.deepEqual(slow, []);
  });

  it('is read within a bound in a file of a megabyte, whatever fills it', () => {
    // `npm run perf` holds the shipped code against 200 ms. Here all goes through the module system
    // of the tests, for the first time, beside other tests.
    const most = 5 * 200;
    const slow: string[] = [];
    for (const { path, name, text } of hostileShapes(1_000_000)) {
      const time = timeOf(path, text);
      if (time > most) slow.push(`${path} ${name}: ${time} ms`);
    }
    assert.deepEqual(slow, []);
  });
});
