import { pointerStep, rangeWithinString } from '../parse/navigate';
import type { Memory } from '../parse/memory';
import { parseMarkdown } from '../parse/parseMarkdown';
import type { DataNode } from '../parse/tree';
import type { SentenceFact } from './fact';
import { readInstructions } from './instructions';
import { linesOutside } from './proseLines';
import { placesOf } from './readGovernedSettings';

/**
 * Instructions that stand inside a data file: the prompt of an agent, the role of a mode. They are
 * read like a file of their own; where the format folds lines, a sentence has the range of the whole
 * text.
 *
 * @param at patterns of the places, as in `GovernedSetting`
 */
export function readDataProse(
  text: string,
  root: DataNode,
  at: readonly string[],
  memory: Memory,
): { readonly sentences: readonly SentenceFact[]; readonly proseCode: readonly string[] } {
  const proseCode: string[] = [];
  const sentences = at.flatMap((pattern) =>
    placesOf(root, pattern, new Set()).flatMap(({ node, pointer, key }) => {
      if (node.kind !== 'string') return [];
      const found = readInstructions(parseMarkdown(node.value), memory);
      proseCode.push(...linesOutside(node.value, found, memory));
      return found.sentences.map((sentence) => ({
        ...sentence,
        heading: sentence.heading === '' ? key : `${key}: ${sentence.heading}`,
        pointer: `${pointer}${sentence.pointer === '' ? pointerStep(0) : sentence.pointer}`,
        range: rangeWithinString(text, node, sentence.range.start, sentence.range.end),
      }));
    }),
  );
  return { sentences, proseCode };
}
