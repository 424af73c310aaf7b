import type { ValueKind } from './fact';
import { isSeedPhrase } from './walletKey';
import { holdsSecretFormat, isPublicToken } from './findSecretFormats';

/** Variable, input and vault references of every client in the catalogue. */
const reference =
  /\$\{[^}$]{1,200}(?:\$\{[^}$]{1,200}\}[^}$]{0,200})?\}|\$[A-Z_][A-Z0-9_]{1,100}|%[A-Z_][A-Z0-9_]{1,100}%|\{\{[^{}]{1,200}\}\}|\{(?:env|file):[^}]{1,200}\}|\b(?:op|vault|keyring):\/{0,2}[\w/.-]+|\$input:\w+/;

const everyReference = new RegExp(reference.source, 'g');

const placeholderWord =
  /example|sample|dummy|change[-_ ]?me|placeholder|\byour\b|your[-_ ]|redacted|xxxx|(?:^|[-_])1234567|test[-_]?key|insert[-_ ]|replace[-_ ]|<[^>]{1,80}>|\.\.\.|\*{3,}|\btodo\b|dein[-_]|_here\b|-here\b|fake|not[-_ ]?a[-_ ]?real|550e8400-e29b-41d4-a716-446655440000|123e4567-e89b-12d3-a456-426614174000/i;

const sensitiveName =
  /api[_-]?key|apikey|token|secret|passw(?:or)?d|\bpwd\b|\bpass\b|_pass$|\bauth(?:orization)?\b|authorization|bearer|credential|private[_-]?key|access[_-]?key|conn(?:ection)?[_-]?string|database[_-]?ur[il]|\bpat\b|_pat$|_key$|-key$|^key$|cookie|session[_-]?id/i;

/** Names that hold a sensitive word but no secret. */
const harmlessName =
  /public[_-]?key|publishable|client[_-]?id|key[_-]?(?:id|name|file|path|prefix)|token[_-]?(?:url|endpoint|type|limit|count|budget|file|path|name|env)|max[_-]?.*tokens?|tokens?[_-]?max|_tokens$|(?:url|uri|host|path|file|dir|name|env_var|enabled|required|mode|type|ttl|timeout|expiry|scheme|provider|header)$|sha\d*$|integrity|digest|etag|keyboard|monkey|keyword/i;

/** The name speaks of a credential. */
export function isSensitiveName(name: string): boolean {
  if (/database[_-]?ur[il]$|conn(?:ection)?[_-]?string$/i.test(name)) return true;
  return sensitiveName.test(name) && !harmlessName.test(name);
}

/** The text holds a reference to a value kept elsewhere. */
export function holdsReference(value: string): boolean {
  return reference.test(value);
}

/** The value is there to be replaced by a person. */
export function isPlaceholder(value: string): boolean {
  if (placeholderWord.test(value) || isMadeUp(value)) return true;
  // "aaaaaaaa", "--------": a repeated character is nobody's key.
  return value.length >= 4 && hasTwoCharacters(value.replace(/^\w{2,6}[-_]/, ''));
}

/** At most two different characters; most values show a third at once. */
function hasTwoCharacters(value: string): boolean {
  const seen = new Set<string>();
  for (const character of value) if (seen.add(character).size > 2) return false;
  return true;
}

/**
 * What a named value is, as far as secrets go (ALG-SECRET, rules.json secret/literal-credential):
 * provider formats first, then a sensitive name with a value of enough entropy.
 *
 * @param name variable, header, flag or key the value is bound to; empty when there is none
 */
export function classifyValue(name: string, value: string): ValueKind {
  if (value.trim() === '') return 'empty';
  // `${API_KEY:-sk-…}`: the default is written out, whatever the reference says.
  const fallback = value.includes(':-')
    ? /\$\{[^}:]{1,100}:-([^}]{1,400})\}/.exec(value)?.[1]
    : undefined;
  if (fallback !== undefined && classifyValue(name, fallback) === 'literal-secret') {
    return 'literal-secret';
  }
  const withoutReferences = value.replace(everyReference, '');
  if (holdsSecretFormat(withoutReferences)) {
    return isMadeUp(withoutReferences) ? 'placeholder' : 'literal-secret';
  }
  if (isPublicToken(value)) return 'plain';
  if (isSeedPhrase(name, value)) return 'literal-secret';
  if (holdsReference(value)) return 'reference';
  if (isPlaceholder(value)) return 'placeholder';
  if (urlCredential(value) !== undefined) return 'literal-secret';
  if (value.length >= shortestRandom && isSensitiveName(name) && looksRandom(stripScheme(value)))
    return 'literal-secret';
  if (isPassword(name, value)) return 'literal-secret';
  return 'plain';
}

/**
 * A value in a provider's own format that says of itself that it is none. A few digits in a row say
 * nothing; one character a dozen times, or the alphabet, is nobody's key.
 */
export function isMadeUp(value: string): boolean {
  return (
    /example|sample|dummy|placeholder|your[-_ ]|redacted|xxxx|fake|<[^>]{1,80}>|\.\.\.|…|\*{3,}|([\dA-Za-z])\1{11}|abcdefghijklmnopqrst/i.test(
      value,
    ) || value.includes(exampleClaims)
  );
}

/** The token on jwt.io, which half of all pages about tokens show. */
const exampleClaims = 'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ';

/** A password is short and looks like a word: under such a name anything that is no stand-in is one. */
function isPassword(name: string, value: string): boolean {
  return (
    /passw(?:or)?d|passphrase|(?:^|[-_])pwd$/i.test(name) &&
    !/path|file|command|cmd|prompt|field|policy|hash/i.test(name) &&
    /^\S{4,200}$/.test(value) &&
    !/^(?:true|false|null|none|undefined|allow(?:ed)?|ask|den(?:y|ied)|on|off|auto|always|never|enabled|disabled|required|optional|hidden|\d{1,3})$/i.test(
      value,
    )
  );
}

/** `Bearer abc` → `abc`. */
export function stripScheme(value: string): string {
  return value.replace(/^(?:Bearer|Basic|Token|ApiKey|Key)\s+/i, '').trim();
}

/** A password or key inside a URL, if there is one that is not a placeholder. */
export function urlCredential(value: string): string | undefined {
  if (!value.includes('@') && !value.includes('=')) return undefined;
  const user = /\w{2,20}:\/\/[^\s/:@]{0,100}:([^\s/@]{3,200})@/.exec(value);
  const password = user?.[1];
  if (password !== undefined && !isPlaceholder(password) && !holdsReference(password))
    return password;
  const query =
    /[?&](?:[\w-]{0,30}(?:api[_-]?key|token|secret|sig|key))=([\w+/=.~-]{16,256})/i.exec(value);
  const key = query?.[1];
  return key !== undefined && !isPlaceholder(key) && looksRandom(key) ? key : undefined;
}

/** Shorter values do not show whether they are random. */
const shortestRandom = 16;

/** Enough disorder for a generated value: entropy is only a second sign, after the name. */
export function looksRandom(value: string): boolean {
  if (value.length < shortestRandom || value.length > 400 || !/^[\w+/=.~:-]+$/.test(value))
    return false;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return true;
  if (/^(?:\.{0,2}\/|[a-z]+:\/\/)/i.test(value) || /^[a-z]+(?:[-_.:/][a-z]+)*$/i.test(value))
    return false;
  // A digest says what it is, and a constant is the name of something kept elsewhere.
  if (/^sha\d{1,3}[:-]|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]{1,12}){2,}$/.test(value)) return false;
  // `ref-4d5fe16e…`: what stands before the digits is the maker's mark and says nothing.
  const hex = /^(?:[a-z]{2,8}[-_])?[0-9a-f]{16,}$/i.test(value);
  return /\d/.test(value) && entropy(value) >= (hex ? 2.8 : 3.3);
}

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
