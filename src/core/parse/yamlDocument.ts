import type { CST, Document, ParseOptions, DocumentOptions, SchemaOptions } from 'yaml';

// The library is loaded when the first YAML text is met, not with this module: loading it costs more
// than the whole start of the command line, and most runs never see YAML.
declare const require: (id: 'yaml') => typeof import('yaml');

/** The YAML library, loaded when it is first needed. */
export function loadYaml(): typeof import('yaml') {
  return require('yaml');
}

/**
 * More mistakes than this make no text that somebody is typing. The library keeps an error object for
 * each, with a stack; a text of nothing but closing brackets would take seconds.
 */
const mostMistakes = 200;

type YamlOptions = ParseOptions & DocumentOptions & SchemaOptions;

/**
 * Composes the first document of a YAML text.
 *
 * @param deepest levels of nesting that are still read
 * @returns the document, or why there is none: `too-deep`, `too-broken`. Errors of the text itself
 * stand in the document. Throws what the library throws.
 */
export function readYamlDocument(
  text: string,
  options: YamlOptions,
  deepest: number,
): Document.Parsed | 'too-deep' | 'too-broken' {
  const yaml = loadYaml();
  const composer = new yaml.Composer({ ...options, prettyErrors: false });
  const tokens = boundedTokens(new yaml.Parser().parse(text), deepest);
  let first: Document.Parsed | undefined;
  try {
    for (const document of composer.compose(tokens, true, text.length)) {
      if (first === undefined) {
        first = document;
        if (options.logLevel === 'silent') break;
        continue;
      }
      const [start, end] = document.range;
      const message = 'There is more than one document.';
      first.errors.push(new yaml.YAMLParseError([start, end], 'MULTIPLE_DOCS', message));
      break;
    }
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
  return first ?? 'too-broken';
}

class Unreadable extends Error {
  constructor(readonly reason: 'too-deep' | 'too-broken') {
    super(reason);
  }
}

function* boundedTokens(tokens: Iterable<CST.Token>, deepest: number): Generator<CST.Token> {
  let mistakes = 0;
  for (const token of tokens) {
    if (token.type === 'error') mistakes += 1;
    if (mistakes > mostMistakes) throw new Unreadable('too-broken');
    if (nestsTooDeep(token, deepest)) throw new Unreadable('too-deep');
    yield token;
  }
}

/**
 * Whether the tree of a token nests deeper than is read. The parser of the library keeps a stack of
 * its own, its composer recurses, and a stack that runs out while a regular expression is being
 * compiled ends the whole process instead of throwing (seen with yaml 2.9.1 in Node 20: 1,000 open
 * brackets, or 2,000 keys on one line). So this walks without recursion.
 */
function nestsTooDeep(root: CST.Token, deepest: number): boolean {
  let level: CST.Token[] = root.type === 'document' && root.value !== undefined ? [root.value] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    const below: CST.Token[] = [];
    for (const token of level) {
      if (!('items' in token)) continue;
      for (const { key, value } of token.items) {
        if (key !== undefined && key !== null) below.push(key);
        if (value !== undefined) below.push(value);
      }
    }
    level = below;
  }
  return false;
}
