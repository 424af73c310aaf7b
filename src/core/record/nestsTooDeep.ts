import { loadYaml } from './loadYaml';

const deepest = 100;

/**
 * Tells before parsing whether a YAML text nests deeper than any record does. The library composes
 * recursively, and a stack that runs out while a regular expression is being compiled ends the whole
 * process instead of throwing (seen with yaml 2.9.1 in Node 20: 1,000 open brackets).
 */
export function nestsTooDeep(text: string): boolean {
  if (/^[ \t?:-]{100}/m.test(text)) return true;
  let brackets = 0;
  for (const letter of text) if (letter === '[' || letter === '{') brackets += 1;
  if (brackets <= deepest) return false;
  // The lexer does not recurse, and knows which brackets are only text.
  let depth = 0;
  for (const token of new (loadYaml().Lexer)().lex(text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
