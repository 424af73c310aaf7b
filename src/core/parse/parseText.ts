import { parseJson } from './parseJson';
import { parseMarkdown } from './parseMarkdown';
import type { ParsedText } from './tree';

/** Parses a text in the format of its surface. Never throws; what is wrong stands in `problems`. */
export function parseText(text: string, format: 'json' | 'jsonc' | 'markdown'): ParsedText {
  return format === 'markdown' ? parseMarkdown(text) : parseJson(text);
}
