import { apart, type Memory } from '../parse/memory';
import {
  effectiveMembers,
  pointerStep,
  rangeWithinString,
  type StringLeaf,
} from '../parse/navigate';
import type { DataNode, ObjectNode, TextRange } from '../parse/tree';
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
 *
 * @param memory by which entries that are written as before, and held none, are not searched again;
 * only where what is written between the ends of an entry is all there is to it
 */
export function readCredentials(text: string, root: DataNode, memory?: Memory): CredentialFact[] {
  const search = new CredentialSearch(text, memory);
  search.walk(root, '', '', 0);
  return search.found;
}

/** How deep an entry lies in a file: a server in the map of servers. */
const entryDepth = 2;

/** Of an entry without credentials, what the search goes on with. */
interface QuietEntry {
  readonly quiet: boolean;
  readonly lastArgument: string;
}

/** One search; lives for one call. */
class CredentialSearch {
  readonly found: CredentialFact[] = [];
  private previousArgument = '';

  constructor(
    private readonly text: string,
    private readonly memory: Memory | undefined,
  ) {}

  walk(node: DataNode, pointer: string, key: string, depth: number): void {
    if (node.kind === 'string') {
      this.search({ node, pointer, key });
    } else if (node.kind === 'array') {
      node.items.forEach((item, index) => {
        this.walk(item, `${pointer}/${index}`, key, depth + 1);
      });
    } else if (node.kind === 'object') {
      const { memory } = this;
      const alone = depth === entryDepth && this.flag() === '';
      if (memory === undefined || !alone) {
        this.walkMembers(node, pointer, depth);
        return;
      }
      let searched: boolean | undefined;
      const entry = memory.recallAs<QuietEntry>(
        'credentials',
        this.text.slice(node.range.start, node.range.end),
        () => {
          const before = this.found.length;
          searched = true;
          this.walkMembers(node, pointer, depth);
          return {
            quiet: this.found.length === before,
            lastArgument: apart(this.previousArgument),
          };
        },
      );
      if (searched === true) return;
      if (entry.quiet) this.previousArgument = entry.lastArgument;
      else this.walkMembers(node, pointer, depth);
    }
  }

  private walkMembers(node: ObjectNode, pointer: string, depth: number): void {
    for (const member of effectiveMembers(node)) {
      this.walk(member.value, pointer + pointerStep(member.key), member.key, depth + 1);
    }
  }

  /** The name that the value before gives to the next one: `--api-key`. */
  private flag(): string {
    const { previousArgument } = this;
    return /^--?[\w-]+$/.test(previousArgument) ? previousArgument.replace(/^-+/, '') : '';
  }

  private search(leaf: StringLeaf): void {
    const value = leaf.node.value;
    const place = (start: number, end: number): TextRange =>
      rangeWithinString(this.text, leaf.node, start, end);
    // An item of a list has no name of its own; “args” or “allow” would only mislead.
    const own = /\/\d+$/.test(leaf.pointer) ? '' : leaf.key;
    const inText = readTextCredentials(value, place, leaf.pointer, own);
    this.found.push(...inText);
    const flag = this.flag();
    this.previousArgument = value;
    if (inText.length > 0) return;
    const assignment = /^(?:--?)?([\w.-]{2,60})=(.+)$/s.exec(value);
    const name = assignment?.[1] ?? (flag === '' || isSensitiveName(own) ? own : flag);
    const bound = assignment?.[2] ?? value;
    if (classifyValue(name, bound) !== 'literal-secret') return;
    const scheme = /^(?:Bearer|Basic|Token|ApiKey|Key)\s+/i.exec(bound)?.[0].length ?? 0;
    const secret = urlCredential(bound) ?? bound.slice(scheme);
    const start = value.lastIndexOf(secret);
    this.found.push({
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
