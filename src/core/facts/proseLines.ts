import type { Memory } from '../parse/memory';
import type { TextRange } from '../parse/tree';
import type { FileFacts } from './fact';
import { normalSentence } from './normalSentence';

/** Lines that hold no sentence and no front matter: code, tags, addresses; without layout. */
export function linesOutside(
  text: string,
  { sentences, frontMatter }: Pick<FileFacts, 'sentences' | 'frontMatter'>,
  memory: Memory,
): readonly string[] {
  const covered: TextRange[] = [];
  for (const sentence of sentences) covered.push(sentence.range);
  for (const entry of frontMatter) {
    covered.push({
      start: entry.keyRange.start,
      end: Math.max(entry.keyRange.end, entry.range.end),
    });
  }
  covered.sort((left, right) => left.start - right.start);
  let rest = '';
  let from = 0;
  for (const range of covered) {
    if (range.start > from) rest += text.slice(from, range.start);
    from = Math.max(from, range.end);
  }
  rest += text.slice(from);
  const lines: string[] = [];
  for (const line of rest.split('\n')) {
    const normal = line === '' ? '' : memory.recall(normalLine, line);
    if (normal !== '') lines.push(normal);
  }
  return lines;
}

/** Without layout; empty where nothing is left to read. */
function normalLine(line: string): string {
  const bare = line.trim().replace(/^(?:[>\s]*(?:[-*+]|\d{1,9}[.)])(?:\s+|$))?(?:\[[ xX-]\])?/, '');
  const normal = normalSentence(bare);
  return /[\p{L}\p{N}]/u.test(normal) ? normal : '';
}
