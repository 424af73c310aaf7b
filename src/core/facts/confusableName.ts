import { registrableDomain } from './endpoint';
import { isAscii } from './normalSentence';

/** Letters of other alphabets that look like a Latin one. */
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['а', 'a'],
    ['ɑ', 'a'],
    ['α', 'a'],
    ['с', 'c'],
    ['ϲ', 'c'],
    ['ԁ', 'd'],
    ['е', 'e'],
    ['ҽ', 'e'],
    ['һ', 'h'],
    ['і', 'i'],
    ['ι', 'i'],
    ['ı', 'i'],
    ['ј', 'j'],
    ['κ', 'k'],
    ['к', 'k'],
    ['ӏ', 'l'],
    ['м', 'm'],
    ['ո', 'n'],
    ['о', 'o'],
    ['ο', 'o'],
    ['օ', 'o'],
    ['р', 'p'],
    ['ρ', 'p'],
    ['ԛ', 'q'],
    ['г', 'r'],
    ['ѕ', 's'],
    ['т', 't'],
    ['τ', 't'],
    ['υ', 'u'],
    ['ս', 'u'],
    ['ν', 'v'],
    ['ѵ', 'v'],
    ['ԝ', 'w'],
    ['х', 'x'],
    ['χ', 'x'],
    ['у', 'y'],
    ['γ', 'y'],
    ['ᴢ', 'z'],
  ].map(([from, to]) => [from, to]),
) as Readonly<Record<string, string>>;

/** A name as people read it: case, separators, look-alike letters and digits folded. */
export function comparableName(name: string): string {
  return latin(name)
    .replace(/[-_ .]+/g, '')
    .replace(/0/g, 'o')
    .replace(/[1|]/g, 'l');
}

/** Nobody takes a longer name for another. */
const longestName = 300;

function latin(whole: string): string {
  const name = whole.slice(0, longestName);
  if (isAscii(name)) return name.toLowerCase();
  const small = name.normalize('NFKC').toLowerCase();
  return Array.from(small, (letter) => lookAlikes[letter] ?? letter).join('');
}

/** Latin letters and look-alikes of another alphabet within one name. */
export function mixesScripts(name: string): boolean {
  return (
    /[a-z]/i.test(name) &&
    Array.from(name.toLowerCase()).some((letter) => Object.hasOwn(lookAlikes, letter))
  );
}

/** Makers whose servers stand under their own domain. Ones that people host themselves are left out. */
const vendors: Readonly<Record<string, RegExp>> = {
  github: /^(?:github\.com|githubcopilot\.com|ghe\.com|github\.io)$/,
  stripe: /^stripe\.com$/,
  slack: /^slack\.com$/,
  figma: /^figma\.com$/,
  notion: /^notion\.(?:com|so|site)$/,
  linear: /^linear\.app$/,
  asana: /^asana\.com$/,
  atlassian: /^atlassian\.(?:com|net)$/,
  paypal: /^paypal\.com$/,
  cloudflare: /^cloudflare\.com$/,
  vercel: /^vercel\.com$/,
  supabase: /^supabase\.(?:com|co|io)$/,
  openai: /^openai\.com$/,
  anthropic: /^anthropic\.com$/,
  huggingface: /^(?:huggingface\.co|hf\.co)$/,
};

const comparableVendors = Object.entries(vendors).map(([vendor, own]) => ({
  vendor,
  comparable: comparableName(vendor),
  own,
}));

/**
 * A maker whose name both the server and the registered part of its host carry, on a domain that is
 * not the maker's: `github` at `githubcopilot.example`. A company's own `github.acme.com` is not meant.
 */
export function imitatedVendor(name: string, host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const domain = registrableDomain(host);
  const plain = comparableName(name);
  const registered = comparableName(domain.split('.')[0] ?? '');
  return comparableVendors.find(
    ({ comparable, own }) =>
      plain.includes(comparable) && registered.includes(comparable) && !own.test(domain),
  )?.vendor;
}
