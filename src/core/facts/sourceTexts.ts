/** A text of a program that models read, with its place. */
export interface SourceText {
  /** Of the tool, where it is known. */
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Help or instructions: longer than a description, and full of advice that is meant. */
  readonly long: boolean;
}

/** More than this is not read of one text. */
const longest = 6_000;

const place =
  /(?<long>\binstructions)["']?\s{0,3}[:=]\s{0,3}|\bdescription["']?\s{0,3}[:=]\s{0,3}|\.tool\(\s{0,20}["'`][\w./-]{1,80}["'`]\s{0,3},\s{0,20}|\.describe\(\s{0,20}/g;

/** A decorated function of Python; between decorator and `def` stand other decorators at most. */
const tool =
  /@\w{1,30}\.(?:tool|prompt)\b(?:\([^@]{0,2000}?\))?(?:\s{1,20}@[^\n]{1,200}){0,3}\s{1,20}(?:async\s{1,4})?def\s{1,4}(?<name>\w{1,80})\s{0,3}\(/g;

/**
 * What models read of a server in TypeScript, JavaScript or Python: descriptions, the docstrings of
 * tools, which are their descriptions, and the instructions of the server.
 */
export function readSourceTexts(code: string): SourceText[] {
  const texts: SourceText[] = [];
  const constants = constantsOf(code);
  const add = (name: string, at: number, long: boolean): void => {
    const word = /[A-Za-z_$][\w$]{0,80}(?![\w$.(["'`])/y;
    word.lastIndex = at;
    const constant = word.exec(code)?.[0] ?? '';
    const start = constants.get(constant) ?? at;
    const end = endOfText(code, start);
    if (end === undefined || end - start < 3) return;
    // A constant that several places name is one text.
    if (texts.some((text) => text.start === start)) return;
    texts.push({ name, value: code.slice(start, end), start, end, long });
  };
  for (const match of code.matchAll(place)) {
    add('', match.index + match[0].length, match.groups?.['long'] !== undefined);
    if (texts.length > 1_000) return texts;
  }
  for (const match of code.matchAll(tool)) {
    const body = endOfSignature(code, match.index + match[0].length);
    if (body !== undefined) add(match.groups?.['name'] ?? '', body, true);
    if (texts.length > 1_000) return texts;
  }
  return texts;
}

/** Where the value of each constant starts; only of those that hold a text. */
function constantsOf(code: string): ReadonlyMap<string, number> {
  const constants = new Map<string, number>();
  const pattern =
    /^[ \t]{0,20}(?:export\s{1,4})?(?:const|let|var)?[ \t]{0,4}(?<name>[A-Za-z_$][\w$]{0,80})(?:\s{0,3}:\s{0,3}\w{1,30})?\s{0,3}=\s{0,3}(?=[(\s]{0,40}[frbu]?["'`])/gm;
  for (const match of code.matchAll(pattern)) {
    const name = match.groups?.['name'] ?? '';
    if (!constants.has(name)) constants.set(name, match.index + match[0].length);
  }
  return constants;
}

/** The end of a text that may be put together of several, in parentheses or with plus signs. */
function endOfText(code: string, start: number): number | undefined {
  const opening = /[(\s]{0,40}[frbu]?(?<quote>"""|'''|["'`])/y;
  const joint = /[\s+\\]{0,80}[frbu]?(?<quote>"""|'''|["'`])/y;
  let end: number | undefined;
  for (let pattern = opening; ; pattern = joint) {
    pattern.lastIndex = end ?? start;
    const quote = pattern.exec(code)?.groups?.['quote'];
    if (quote === undefined) return end;
    const closed = endOfQuoted(code, pattern.lastIndex, quote);
    if (closed === undefined || closed - start > longest) return end;
    end = closed;
  }
}

/** After the closing quote; only some quotes go over several lines. */
function endOfQuoted(code: string, from: number, quote: string): number | undefined {
  const lines = quote.length === 3 || quote === '`';
  const most = Math.min(code.length, from + longest);
  for (let at = from; at < most; at += 1) {
    const char = code[at];
    if (char === '\\') at += 1;
    else if (code.startsWith(quote, at)) return at + quote.length;
    else if (char === '\n' && !lines) return undefined;
  }
  return undefined;
}

/** Where the body of a function of Python starts, from inside of its parentheses. */
function endOfSignature(code: string, from: number): number | undefined {
  const most = Math.min(code.length, from + longest);
  let open = 1;
  let at = from;
  for (; at < most && open > 0; at += 1) {
    const char = code[at] ?? '';
    if (/[([{]/.test(char)) open += 1;
    else if (/[)\]}]/.test(char)) open -= 1;
    else if (/["']/.test(char)) at = (endOfQuoted(code, at + 1, char) ?? at + 1) - 1;
  }
  const head = /[^:\n]{0,200}:\s{0,80}(?=[frbu]?["'])/y;
  head.lastIndex = at;
  return head.test(code) ? head.lastIndex : undefined;
}
