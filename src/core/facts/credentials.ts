import { rangeWithinString, stringLeaves } from '../parse/navigate';
import type { DataNode, TextRange } from '../parse/tree';
import {
  classifyValue,
  isMadeUp,
  isPlaceholder,
  isSensitiveName,
  looksRandom,
  urlCredential,
} from './classifyValue';
import type { CredentialFact } from './fact';
import { maskValue } from './maskSecrets';
import { holdsSecretFormat, secretFormats } from './secretFormats';

/**
 * Literal credentials in the string values of a data file: provider formats anywhere, other values
 * by the name they are bound to (`TOKEN: …`, `--token=…`, `Authorization: Bearer …`), and those
 * inside URLs, allow rules and JSON kept in a string.
 */
export function readCredentials(text: string, root: DataNode): CredentialFact[] {
  const found: CredentialFact[] = [];
  let previousArgument = '';
  for (const leaf of stringLeaves(root)) {
    const value = leaf.node.value;
    const place = (start: number, end: number): TextRange =>
      rangeWithinString(text, leaf.node, start, end);
    // An item of a list has no name of its own; “args” or “allow” would only mislead.
    const own = /\/\d+$/.test(leaf.pointer) ? '' : leaf.key;
    const inText = readTextCredentials(value, place, leaf.pointer, own);
    found.push(...inText);
    const flag = /^--?[\w-]+$/.test(previousArgument) ? previousArgument.replace(/^-+/, '') : '';
    previousArgument = value;
    if (inText.length > 0) continue;
    const assignment = /^(?:--?)?([\w.-]{2,60})=(.+)$/s.exec(value);
    const name = assignment?.[1] ?? (flag === '' || isSensitiveName(own) ? own : flag);
    const bound = assignment?.[2] ?? value;
    if (classifyValue(name, bound) !== 'literal-secret') continue;
    const scheme = /^(?:Bearer|Basic|Token|ApiKey|Key)\s+/i.exec(bound)?.[0].length ?? 0;
    const secret = urlCredential(bound) ?? bound.slice(scheme);
    const start = value.lastIndexOf(secret);
    found.push({
      facet: 'credential',
      subject: `credential:${leaf.pointer}`,
      pointer: leaf.pointer,
      range: place(start, start + secret.length),
      provider: '',
      masked: maskValue(secret),
      name,
      certainty: urlCredential(bound) === undefined ? 'name' : 'url',
      test: false,
      value: secret,
    });
  }
  return found;
}

/**
 * Credentials that are recognisable by their own format, in any text.
 *
 * @param place turns offsets within `value` into a range of the file
 */
export function readTextCredentials(
  value: string,
  place: (start: number, end: number) => TextRange,
  pointer: string,
  name: string,
): CredentialFact[] {
  const found: CredentialFact[] = [];
  for (const format of holdsSecretFormat(value) ? secretFormats : []) {
    for (const match of value.matchAll(format.pattern)) {
      const secret = match[0];
      if (isMadeUp(secret)) continue;
      if (
        found.some((other) =>
          overlaps(other.range, place(match.index, match.index + secret.length)),
        )
      )
        continue;
      found.push({
        facet: 'credential',
        subject: `credential:${pointer}`,
        pointer,
        range: place(match.index, match.index + secret.length),
        provider: format.provider,
        masked: maskValue(secret),
        name,
        certainty: 'format',
        test: format.test?.test(secret) ?? false,
        value: secret,
      });
    }
  }
  return [...found, ...readInlineCredentials(value, place, pointer, name, found)];
}

/** A header or assignment inside a longer text: `curl -H "Authorization: Bearer …"`. */
const inlineCredential =
  /(?:\b(?:Bearer|Basic)\s{1,3}|\b(?:x-)?api[-_]?key["']?\s{0,2}[:=]\s{0,2}["']?|\b[A-Z][A-Z0-9_]{0,40}(?:TOKEN|SECRET|API_KEY)=["']?)([\w+/=.~-]{20,256})/gi;

/** `PGPASSWORD=hunter2 psql`: short, and like a word; its name gives it away. */
const inlinePassword =
  /\b[A-Z][A-Z0-9_]{0,40}(?:PASSWORD|PASSWD|PASSPHRASE)=["']?([^\s"'$%{}<][^\s"']{3,200})/g;

function readInlineCredentials(
  value: string,
  place: (start: number, end: number) => TextRange,
  pointer: string,
  name: string,
  known: readonly CredentialFact[],
): CredentialFact[] {
  // Each form needs one of these; most values hold none, and need no closer look.
  if (!/[=:]|Bearer|Basic/i.test(value)) return [];
  const matches = [...value.matchAll(inlineCredential), ...value.matchAll(inlinePassword)];
  return matches.flatMap((match): CredentialFact[] => {
    const secret = match[1] ?? '';
    const start = match.index + match[0].length - secret.length;
    const range = place(start, start + secret.length);
    const password = /(?:PASSWORD|PASSWD|PASSPHRASE)=/.test(match[0]);
    if (isPlaceholder(secret) || (!password && !looksRandom(secret))) return [];
    if (known.some((other) => overlaps(other.range, range))) return [];
    return [
      {
        facet: 'credential',
        subject: `credential:${pointer}`,
        pointer,
        range,
        provider: '',
        masked: maskValue(secret),
        name,
        certainty: 'name',
        test: false,
        value: secret,
      },
    ];
  });
}

function overlaps(left: TextRange, right: TextRange): boolean {
  return left.start < right.end && right.start < left.end;
}
