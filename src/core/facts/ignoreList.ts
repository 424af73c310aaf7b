import { splitLines } from '../parse/splitLines';
import type { PermissionRuleFact } from './fact';
import { headOf, ignorePattern } from './permissionPatterns';
import { unclearRule, type PermissionRule } from './permissionRule';
import { patternRule } from './toolRule';

/*
 * Files that an agent does not read: `.cursorignore`, `.aiignore` (reference landscape, their entries).
 * Lines as in `.gitignore`: the last that fits decides, `!` takes a file back in. No wall: a command in
 * the terminal reads such a file all the same.
 */

/** One rule for each line that is neither empty nor a comment. */
export function readIgnoreList(text: string): readonly PermissionRuleFact[] {
  return splitLines(text).flatMap(({ content, start }, index) => {
    const line = content.trimEnd();
    if (line.trim() === '' || line.startsWith('#')) return [];
    const list = line.startsWith('!') ? 'allow' : 'deny';
    const from = start + (line.length - line.trimStart().length);
    return [
      {
        facet: `permission.${list}` as const,
        subject: 'ignored files',
        pointer: `/${index}`,
        range: { start: from, end: start + line.length },
        rule: line.trim(),
        grammar: 'ignored-files' as const,
      },
    ];
  });
}

/** A line of such a list. */
export function parseIgnoreLine(text: string): PermissionRule {
  const pattern = text.trim().replace(/^[!\\]/, '');
  if (pattern === '') return unclearRule(text);
  const path = ignorePattern(headOf('Read'), pattern);
  return patternRule(text.trim(), 'Read', pattern, 'path', path);
}
