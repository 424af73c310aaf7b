import { holdsSecretFormat, replaceSecretFormats } from './findSecretFormats';

/** What stands before or in a credential that has no format of its own. */
const named = /:\/\/|key|token|secret|pass|pwd|auth|sig|bearer|basic|\s-u\s/i;

/**
 * Replaces everything in a text that looks like a credential by its first four characters and an
 * ellipsis. All text that leaves the core goes through this.
 *
 * @returns the same text when there is nothing to hide
 */
export function maskSecrets(text: string): string {
  // A key in a JSON pointer is written with `~1` for `/`.
  const plain = text.includes('~1') ? text.replaceAll('~1', '/') : text;
  const isEscaped = plain !== text && holdsSecretFormat(plain);
  let masked = replaceSecretFormats(isEscaped ? plain : text, maskValue);
  // Everything below needs one of each; most words of a command line hold none, and most sentences.
  if (!/[=:\s"',]/.test(masked) || !named.test(masked)) return masked;
  // Credentials in URLs, and `Bearer …`, have no format of their own.
  masked = masked.replace(/(\w{2,20}:\/\/)[\w.~-]{16,200}((?::x-oauth-basic)?@)/g, '$1…$2');
  masked = masked.replace(/(\w{2,20}:\/\/[^\s/:@]{0,100}):([^\s/@$]{1,200})@/g, '$1:…@');
  masked = masked.replace(
    /([?&](?:[\w-]{0,30}(?:key|token|secret|sig|signature|password|auth))=)([\w+/=.~%-]{6,400})/gi,
    (_, name: string, value: string) => `${name}${maskValue(value)}`,
  );
  // Before what only stands beside a value: that value may be a name with another one behind it.
  masked = masked.replace(
    /((?:api[_-]?key|token|secret|passw(?:or)?d|(?:access|private)[_-]?key)\\{0,3}["']?\s*[=:]\s*\\{0,3}["']?)([\w+/=.~-]{12,})/gi,
    (_, name: string, value: string) => `${name}${maskValue(value)}`,
  );
  masked = masked.replace(/(\s-u\s{1,3}[\w.@-]{1,80}):([^\s"'$]{2,200})/g, '$1:…');
  masked = masked.replace(
    /\b(Bearer|Basic)(\s+)([\w+/=.~-]{12,})/gi,
    (_, scheme: string, gap: string, value: string) => `${scheme}${gap}${maskValue(value)}`,
  );
  masked = masked.replace(
    /(--?[\w-]{0,40}(?:key|token|secret|password|auth)[\w-]{0,20}[\s"',]{1,5})([\w+/=.~-]{12,})/gi,
    (_, flag: string, value: string) => `${flag}${maskValue(value)}`,
  );
  // A password is short and looks like a word; here its name alone decides.
  return masked.replace(
    /\b([A-Z0-9_]{0,40}(?:PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|API_?KEY)=["']?)([^\s"'$%{}<…][^\s"'…]{3,200})/g,
    (_, name: string, value: string) => `${name}${maskValue(value)}`,
  );
}

/** At most the first four characters, never more than a quarter of the value, none of a short one. */
export function maskValue(value: string): string {
  if (value.length < 16) return '…';
  return `${value.slice(0, Math.min(4, Math.floor(value.length / 4)))}…`;
}
