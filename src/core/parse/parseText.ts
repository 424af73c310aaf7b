import { parseJson } from './parseJson';
import { parseMarkdown } from './parseMarkdown';
import { parseToml } from './parseToml';
import { parseYaml } from './parseYaml';
import type { ParsedText } from './tree';

export type TextFormat = 'json' | 'jsonc' | 'yaml' | 'toml' | 'markdown' | 'text';

/**
 * UTF-16 units of JSON that are read; a file of 1,000 servers has 300,000. Other formats are cut before
 * they are parsed, or bounded by their marks.
 */
const mostJson = 320_000;

/** Parses a text in the format of its surface. Never throws; what is wrong stands in `problems`. */
export function parseText(text: string, format: TextFormat): ParsedText {
  switch (format) {
    case 'markdown':
      return parseMarkdown(text);
    case 'yaml':
      return parseYaml(text);
    case 'toml':
      return parseToml(text);
    case 'text':
      return { text, problems: [], complete: true };
    case 'json':
    case 'jsonc':
      return parseJson(text, mostJson);
  }
}
