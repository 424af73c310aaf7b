import { sourcePatterns } from './sourcePatterns';

/** A function of the program's own whose answer decides whether a call is refused. */
export interface Refusal {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const head =
  /\bif\s{1,3}\(?\s{0,3}(?:!|not\s)\s{0,3}\(?(?:await\s{1,3})?(?<own>(?:this|self|cls)\.)?(?<name>[A-Za-z_]\w{1,60})\(/g;
/** After the call: the rest of the condition, and one more line at most before it refuses. */
const refuses =
  /^[^\n{:]{0,200}[:{)]\s{0,60}(?:[^\n]{1,160}\n\s{0,60})?(?:(?:raise|throw)\b|return\b[^\n]{0,80}(?:error|denied|forbidden|not allowed|refus|reject|unauthori))/i;

const definitions: readonly RegExp[] = [
  /\b(?:def|function)\s{1,4}(?<name>\w{1,60})/g,
  /\b(?:const|let|var)\s{1,4}(?<name>\w{1,60})\s{0,3}=\s{0,3}(?:async\s{0,3})?(?:\(|function\b|\w{1,40}\s{0,3}=>)/g,
  /^[ \t]{1,20}(?:(?:private|public|protected|static|async)[ \t]{1,3}){0,3}(?<name>\w{1,60})[ \t]{0,2}\([^)\n]{0,200}\)[^{\n;]{0,80}\{/gm,
];
const imports = /\bimport\s{0,4}(?:type\s)?[({]?(?<names>[^;'"(){}\n]{1,400}|[^;'"(){}]{1,400})/g;

/** Checks that are looked for by their names have a word of their own. */
const known = sourcePatterns.filter(({ id }) => /-check$/.test(id));

/**
 * Where a program refuses what a function of its own does not let pass, whatever that is called. What
 * languages and libraries bring, `isinstance` or `has`, is no decision of the program.
 */
export function readRefusals(code: string): Refusal[] {
  const own = new Set<string>();
  for (const pattern of definitions) {
    for (const match of code.matchAll(pattern)) own.add(match.groups?.['name'] ?? '');
  }
  for (const match of code.matchAll(imports)) {
    for (const name of match.groups?.['names']?.match(/\w{1,60}/g) ?? []) own.add(name);
  }
  return Array.from(code.matchAll(head)).flatMap((match) => {
    const name = match.groups?.['name'] ?? '';
    const mine = own.has(name) || match.groups?.['own'] !== undefined;
    if (!mine || known.some(({ pattern }) => `${name}(`.search(pattern) >= 0)) return [];
    const from = match.index + match[0].length;
    if (!refuses.test(afterCall(code, from))) return [];
    return [{ name, start: match.index, end: from - 1 }];
  });
}

/** What follows the parenthesis that closes the call. */
function afterCall(code: string, from: number): string {
  let open = 1;
  let at = from;
  for (; at < Math.min(code.length, from + 400) && open > 0; at += 1) {
    if (code[at] === '(') open += 1;
    else if (code[at] === ')') open -= 1;
  }
  return code.slice(at, at + 600);
}
