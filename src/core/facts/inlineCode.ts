import { entropy } from './classifyValue';
import type { InlineCode } from './fact';

/** The word is the flag after which a program takes code instead of a file. */
export function evalFlag(program: string, word: string): boolean {
  if (/^(?:sh|bash|zsh|dash|ksh|fish)$/.test(program)) return /^-[a-z]*c$/.test(word);
  if (program === 'cmd') return /^\/[ck]$/i.test(word);
  if (/^(?:powershell|pwsh)$/.test(program)) {
    return /^-(?:c|command|e|ec|enc|encodedcommand)$/i.test(word);
  }
  if (/^(?:node|bun|tsx)$/.test(program)) return /^(?:-e|--eval|-p|--print|-pe)$/.test(word);
  if (program === 'deno') return word === 'eval';
  if (/^(?:python[\d.]*|py)$/.test(program)) return word === '-c';
  if (/^(?:ruby|perl|osascript)$/.test(program)) return /^-[eE]$/.test(word);
  return program === 'php' && word === '-r';
}

/** PowerShell takes a whole program in base 64: nobody can read what it runs. */
export function isEncodedFlag(program: string, flag: string): boolean {
  return /^(?:powershell|pwsh)$/.test(program) && /^-(?:e|ec|enc|encodedcommand)$/i.test(flag);
}

const fetchAndRun =
  /\b(?:curl|wget|iwr|irm|invoke-webrequest)\b[^\n]{0,300}?(?:\||;|&&)\s{0,5}(?:sudo\s{1,5})?(?:(?:ba|z|da|k)?sh|iex|invoke-expression|python\d?|node|source)\b|\b(?:iex|invoke-expression)\b[^\n]{0,120}?\b(?:iwr|irm|invoke-webrequest|downloadstring|curl)\b|(?:\$\(|`|<\()\s{0,3}(?:curl|wget)\b/i;
const decodeAndRun =
  /(?:base64\s{1,3}(?:-d|--decode|-D)|certutil\s{1,3}-decode|FromBase64String)[^\n]{0,300}?(?:\||\))|\/dev\/tcp\/|\b(?:nc|ncat)\b[^\n]{0,80}?\s-e\b|\bmkfifo\b/i;

/**
 * What a piece of inline code does, as far as its shape shows (rules.json mcp/inline-code-launch).
 * A shell string that is one plain command is only another way of writing it.
 */
export function classifyInlineCode(program: string, code: string): InlineCode['shape'] {
  if (fetchAndRun.test(code)) return 'fetch-and-run';
  if (decodeAndRun.test(code) || holdsEncodedBlob(code)) return 'decode-and-run';
  if (!/^(?:sh|bash|zsh|dash|ksh|fish|cmd|powershell|pwsh)$/.test(program))
    return 'interpreter-code';
  const withoutSetup = code
    .replace(
      /^\s*(?:source|\.)\s+[~$"'/\w{}.-]*(?:nvm|asdf|profile|bashrc|zshrc)[\w./"'-]*\s*(?:&&|;)\s*/,
      '',
    )
    // The root of the repository is where every script of the project is.
    .replace(
      /^\s*cd\s+(?:["']?\$\(git rev-parse --show-toplevel\)["']?|[~$"'/\w{}.-]+)\s*&&\s*/,
      '',
    )
    .replace(/^\s*exec\s+/, '')
    .replace(/\$\{[\w:.-]+\}/g, '');
  return /[;&|`$<>\n]/.test(withoutSetup) ? 'shell-script' : 'simple-command';
}

function holdsEncodedBlob(code: string): boolean {
  const blob = /[A-Za-z0-9+/]{80,2000}={0,2}/.exec(code)?.[0];
  return blob !== undefined && entropy(blob) >= 4.5;
}
