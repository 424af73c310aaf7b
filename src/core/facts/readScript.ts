import type { TextRange } from '../parse/tree';
import type { ScriptFact } from './fact';

/** `# …` of shells, Python, Ruby and PowerShell, `// …` of JavaScript; never `#!` and `//bin/sh`. */
const comment = /^(?:#(?!!)|\/\/)(?:[\s#/=*-]|$)/;

/**
 * What a script does, as far as a comparison needs it: its lines without comments, blank lines and
 * white space at the end. Space at the start stays, because Python means something by it.
 *
 * @param text the whole script, in any language
 * @returns one fact, or none for a text without code
 */
export function readScript(text: string): readonly ScriptFact[] {
  const lines: { readonly text: string; readonly range: TextRange }[] = [];
  let start = 0;
  while (start < text.length) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak < 0 ? text.length : lineBreak;
    const line = text.slice(start, end).trimEnd();
    const code = line.trimStart();
    if (code !== '' && !comment.test(code)) {
      const from = start + line.length - code.length;
      lines.push({ text: line, range: { start: from, end: start + line.length } });
    }
    start = end + 1;
  }
  const first = lines[0];
  if (first === undefined) return [];
  return [{ facet: 'hook', subject: 'script', pointer: '', range: first.range, lines }];
}
