import { expandBraces, patternExpression } from '../surfaces/globPattern';

/** Longer patterns, or ones with more braces, are compared as they are written. */
const longest = 200;
const mostBraces = 3;

/** Stand for what only a wildcard matches: one character, and a name. */
const anyCharacter = '\u0001';
const anyName = '\u0001\u0001';

/**
 * Whether one glob takes every file that the other does, as far as their shapes show it. A pattern
 * without a slash holds in every folder.
 *
 * @returns false where that is not certain
 */
export function coversGlob(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  if (isTooMuch(outer) || isTooMuch(inner)) return false;
  const outers = expandBraces(anywhere(outer)).map(patternExpression);
  return expandBraces(anywhere(inner)).every((pattern) =>
    samples(pattern).every((path) => outers.some((expression) => expression.test(path))),
  );
}

function isTooMuch(glob: string): boolean {
  return (
    glob.length > longest || (glob.match(/\{/g) ?? []).length > mostBraces || glob.includes('!')
  );
}

function anywhere(glob: string): string {
  const plain = glob.replace(/^\.?\//, '');
  if (plain.endsWith('/')) return `${plain}**`;
  return plain.includes('/') ? plain : `**/${plain}`;
}

/** Paths that the pattern takes: folders at no depth and at some depth, names of any kind. */
function samples(pattern: string): readonly string[] {
  const name = pattern
    .replaceAll('?', anyCharacter)
    .replace(/\/\*\*$/, `/${anyName}/${anyName}`)
    .replace(/(?<!\*)\*(?!\*)/g, anyName);
  const flat = name.replaceAll('**/', '').replaceAll('**', anyName);
  const deep = name.replaceAll('**/', `${anyName}/${anyName}/`).replaceAll('**', anyName);
  return [flat, deep];
}
