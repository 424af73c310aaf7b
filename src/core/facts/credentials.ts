import { apart, type Memory } from '../parse/memory';
import {
  effectiveMembers,
  pointerStep,
  rangeWithinString,
  type StringLeaf,
} from '../parse/navigate';
import type { DataNode, Member, ObjectNode, TextRange } from '../parse/tree';
import {
  classifyValue,
  holdsReference,
  isMadeUp,
  isPlaceholder,
  isSensitiveName,
  looksRandom,
  urlCredential,
} from './classifyValue';
import { mostFacts } from './boundFacts';
import type { CredentialFact } from './fact';
import { maskValue } from './maskSecrets';
import { findSecretFormats, holdsSecretFormat } from './findSecretFormats';

/**
 * Literal credentials in the string values of a data file: provider formats anywhere, other values
 * by the name they are bound to (`TOKEN: …`, `--token=…`, `Authorization: Bearer …`), and those
 * inside URLs, allow rules and JSON kept in a string. Comments, names, and values that a later one of the
 * same name hides are searched too: no client reads those, everybody who has the file does.
 *
 * @param memory by which entries that are written as before, and held none, are not searched again;
 * only where what is written between the ends of an entry is all there is to it
 */
export function readCredentials(text: string, root: DataNode, memory?: Memory): CredentialFact[] {
  const search = new CredentialSearch(text, memory);
  search.walk(root, '', '', 0);
  const anywhere = search.textHoldsFormat
    ? readFormats(text, (start, end) => ({ start, end }), '', '')
    : [];
  return withNew(search.found, [...anywhere, ...readComments(text)]);
}

/** A comment of JSON, YAML or TOML; within a string it has been searched already. */
const comment = /(?<![^\s,{}[\]"'])(?:\/\/[^\n]*|#[^\n]*|\/\*(?:[^*]|\*(?!\/))*)/g;

function readComments(text: string): CredentialFact[] {
  return [...text.matchAll(comment)].flatMap((match) =>
    readTextCredentials(
      match[0],
      (start, end) => ({ start: match.index + start, end: match.index + end }),
      '',
      '',
    ),
  );
}

/** Those that no place already holds. */
function withNew(
  found: readonly CredentialFact[],
  more: readonly CredentialFact[],
): CredentialFact[] {
  const all = [...found];
  for (const one of more) {
    if (!all.some((other) => overlaps(other.range, one.range))) all.push(one);
  }
  return all;
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
  readonly textHoldsFormat: boolean;

  constructor(
    private readonly text: string,
    private readonly memory: Memory | undefined,
  ) {
    this.textHoldsFormat = holdsSecretFormat(text);
  }

  walk(node: DataNode, pointer: string, key: string, depth: number): void {
    if (this.found.length > mostFacts.credentials) return;
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
    const effective = effectiveMembers(node);
    for (const member of effective) {
      this.searchKey(member);
      this.walk(member.value, pointer + pointerStep(member.key), member.key, depth + 1);
    }
    if (effective.length === node.members.length) return;
    const last = new Set(effective);
    for (const member of node.members.filter((one) => !last.has(one))) {
      this.walk(member.value, pointer + pointerStep(member.key), member.key, depth + 1);
    }
  }

  /** `{"https://me:…@host": true}` */
  private searchKey({ key, keyRange }: Member): void {
    if (key.length < 12) return;
    const node = { kind: 'string', range: keyRange, value: key } as const;
    const place = (start: number, end: number): TextRange =>
      rangeWithinString(this.text, node, start, end);
    this.found.push(...this.searchText(node, place, '', ''));
  }

  /** The name that the value before gives to the next one: `--api-key`. */
  private flag(): string {
    const { previousArgument } = this;
    return /^--?[\w-]+$/.test(previousArgument) ? previousArgument.replace(/^-+/, '') : '';
  }

  /** What stands in the text as it is, and holds no format there, holds none here: long files are long enough. */
  private searchText(
    { value, range }: StringLeaf['node'],
    place: (start: number, end: number) => TextRange,
    pointer: string,
    name: string,
  ): readonly CredentialFact[] {
    const asWritten = range.end - range.start - value.length <= 2;
    const formats =
      asWritten && !this.textHoldsFormat ? [] : readFormats(value, place, pointer, name);
    return [...formats, ...readInlineCredentials(value, place, pointer, name, formats)];
  }

  private search(leaf: StringLeaf): void {
    const value = leaf.node.value;
    const place = (start: number, end: number): TextRange =>
      rangeWithinString(this.text, leaf.node, start, end);
    // An item of a list has no name of its own; “args” or “allow” would only mislead.
    const own = /\/\d+$/.test(leaf.pointer) ? '' : leaf.key;
    const inText = this.searchText(leaf.node, place, leaf.pointer, own);
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
  const found = readFormats(value, place, pointer, name);
  return [...found, ...readInlineCredentials(value, place, pointer, name, found)];
}

function readFormats(
  value: string,
  place: (start: number, end: number) => TextRange,
  pointer: string,
  name: string,
): CredentialFact[] {
  return findSecretFormats(value)
    .filter(({ value: secret }) => !isMadeUp(secret))
    .slice(0, mostFacts.credentials + 1)
    .map(({ value: secret, start, format }): CredentialFact => ({
      facet: 'credential',
      subject: `credential:${pointer}`,
      pointer,
      range: place(start, start + secret.length),
      provider: format.provider,
      masked: maskValue(secret),
      name,
      certainty: 'format',
      test: format.test?.test(secret) ?? false,
      value: secret,
    }));
}

/**
 * A header or assignment inside a longer text: `curl -H "Authorization: Bearer …"`, `apiKey: …`. The value
 * is only looked at: `token: api_key = …` holds two names.
 */
const inlineCredential =
  /(?:\b(?:Bearer|Basic)\s{1,3}|\b[\w-]{0,40}(?:token|secret|(?:api|access|private)[-_]?key)\\{0,3}["']?\s{0,2}(?:=>|[:=])\s{0,2}\\{0,3}["']?)(?=([\w+/=.~-]{20,256}))/dgi;

/** `PGPASSWORD=hunter2 psql`: short, and like a word; its name gives it away. */
const inlinePassword =
  /\b[A-Z][A-Z0-9_]{0,40}(?:PASSWORD|PASSWD|PASSPHRASE)=["']?([^\s"'$%{}<][^\s"']{3,200})/dg;

/** `postgres://app:hunter2@db`, `https://TOKEN@host`, `https://TOKEN:x-oauth-basic@host`. */
const inlineAddress =
  /:\/\/(?:([\w.~-]{16,200})(?::x-oauth-basic)?|[^\s/:@"'`<>]{0,100}:([^\s/:@"'`<>]{4,200}))@[\w[]/dg;

function readInlineCredentials(
  value: string,
  place: (start: number, end: number) => TextRange,
  pointer: string,
  name: string,
  known: readonly CredentialFact[],
): CredentialFact[] {
  // Each form needs one of these; most values hold none, and need no closer look.
  if (!/[=:]|Bearer|Basic/i.test(value)) return [];
  const found: CredentialFact[] = [];
  const add = (match: RegExpMatchArray, certainty: 'name' | 'url'): void => {
    const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? [0, 0];
    const secret = value.slice(start, end);
    const range = place(start, end);
    if ([...known, ...found].some((other) => overlaps(other.range, range))) return;
    found.push({
      facet: 'credential',
      subject: `credential:${pointer}`,
      pointer,
      range,
      provider: '',
      masked: maskValue(secret),
      name,
      certainty,
      test: false,
      value: secret,
    });
  };
  for (const match of value.matchAll(inlineCredential)) {
    if (isInlineSecret(match, value)) add(match, 'name');
  }
  for (const match of value.matchAll(inlinePassword)) {
    if (!isPlaceholder(match[1] ?? '')) add(match, 'name');
  }
  for (const match of value.matchAll(inlineAddress)) {
    if (isInlineLogin(match)) add(match, 'url');
  }
  return found;
}

function isInlineSecret(match: RegExpMatchArray, text: string): boolean {
  const [whole, secret = ''] = match;
  if (isPlaceholder(secret)) return false;
  // Code that gets a token from elsewhere, and places to go on reading at, are no credentials.
  if (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(secret)) return false;
  if (text[match.indices?.[1]?.[1] ?? 0] === '(') return false;
  if (/(?:page|next|csrf|xsrf|sync|cursor|continuation)[-_]?token/i.test(whole)) return false;
  return looksRandom(secret);
}

/** Passwords of examples are words that everybody knows; in a text they say how an address is written. */
function isInlineLogin([, user, password]: RegExpMatchArray): boolean {
  if (user !== undefined) return looksRandom(user) && !isPlaceholder(user);
  return (
    password !== undefined &&
    !isPlaceholder(password) &&
    !holdsReference(password) &&
    !/[{}()$]|^(?:%s|my)?(?:pass(?:w(?:or)?d)?|pw|pwd|secret|root|admin|user(?:name)?|guest|postgres|mysql|mongo|redis|test|token|key)\d{0,3}$/i.test(
      password,
    )
  );
}

function overlaps(left: TextRange, right: TextRange): boolean {
  return left.start < right.end && right.start < left.end;
}
