import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../../src/core/analyze';

/** A text as it is, or data that becomes JSON; null: there is no file. */
export type Content = string | object | null;

/** @param before undefined: nothing to compare with, the file is judged as it stands */
export function analyse(path: string, before: Content | undefined, after: Content): FileAnalysis {
  const write = (content: Content): string | undefined =>
    content === null
      ? undefined
      : typeof content === 'string'
        ? content
        : JSON.stringify(content, null, 2);
  const analysis = analyzeFile({
    path,
    text: write(after),
    baseline: before === undefined ? undefined : { text: write(before) },
  });
  return analysis ?? assert.fail('not governed');
}

/** Tier and direction, as people read them. */
export function verdict(path: string, before: Content, after: Content): string {
  const { assessment } = analyse(path, before, after);
  return `${assessment.tier} ${assessment.direction}`;
}

/** An edit, and its verdict. */
export type VerdictCase = readonly [
  name: string,
  path: string,
  before: Content,
  after: Content,
  expected: string,
];

/** One test for each edit. */
export function testVerdicts(cases: readonly VerdictCase[]): void {
  for (const [name, path, before, after, expected] of cases) {
    it(`${name}: ${expected}`, () => assert.equal(verdict(path, before, after), expected));
  }
}
