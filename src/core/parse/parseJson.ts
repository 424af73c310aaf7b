import { t } from '@vscode/l10n';
import { createScanner, ScanError, SyntaxKind } from 'jsonc-parser';
import { tooLong } from './tooLong';
import type { DataNode, Member, ParsedText, ParseProblem, TextRange } from './tree';

/** Deeper nesting than any client reads; a guard against texts made to exhaust the stack. */
const maximumDepth = 200;

/** A mapping of `key: value` parts needs no object while it is being read. */
interface Reader {
  readonly text: string;
  readonly next: () => void;
  readonly token: () => SyntaxKind;
  readonly range: () => TextRange;
  readonly value: () => string;
  readonly problem: (message: string, range?: TextRange, kind?: ParseProblem['kind']) => void;
}

/**
 * Parses JSON with everything real files carry: comments, trailing commas, a byte order mark, CRLF,
 * half-typed text. Reads on after a mistake, so that one missing comma does not hide the rest.
 *
 * The scanner is jsonc-parser's; its tree builder is not used because it keeps neither duplicate
 * keys apart nor a depth limit, and both matter here: clients disagree on which of two equal keys
 * wins, and a repository may try to exhaust the stack.
 *
 * @param text the whole file
 * @param most how many UTF-16 units are read; what starts behind them is said as a problem
 * @returns the tree with UTF-16 offsets; `complete` is false when what was read has a syntax error or
 * is empty. Never throws.
 */
export function parseJson(text: string, most = Number.POSITIVE_INFINITY): ParsedText {
  const problems: ParseProblem[] = [];
  /** Where reading stopped. Whatever is open there is not a mistake. */
  let cut: number | undefined;
  const scanner = createScanner(text, true);
  let kind: SyntaxKind = SyntaxKind.Unknown;
  const reader: Reader = {
    text,
    next: () => {
      do {
        kind = scanner.scan();
        if (scanner.getTokenError() === ScanError.UnexpectedEndOfString) {
          problems.push({
            kind: 'syntax',
            message: t('This string has no closing quote.'),
            range: tokenRange(),
          });
        }
      } while (
        kind === SyntaxKind.LineBreakTrivia ||
        kind === SyntaxKind.Trivia ||
        kind === SyntaxKind.LineCommentTrivia ||
        kind === SyntaxKind.BlockCommentTrivia ||
        isByteOrderMark()
      );
      if (scanner.getTokenOffset() >= most && kind !== SyntaxKind.EOF) {
        cut ??= scanner.getTokenOffset();
        kind = SyntaxKind.EOF;
      }
    },
    token: () => kind,
    range: tokenRange,
    value: () => scanner.getTokenValue(),
    problem: (message, range = tokenRange(), problemKind = 'syntax') => {
      if (cut === undefined) problems.push({ kind: problemKind, message, range });
    },
  };
  function tokenRange(): TextRange {
    // The scanner steps past the end of a text that ends with CRLF inside of a comment.
    const start = Math.min(scanner.getTokenOffset(), text.length);
    return { start, end: Math.min(start + scanner.getTokenLength(), text.length) };
  }
  function isByteOrderMark(): boolean {
    return (
      kind === SyntaxKind.Unknown && scanner.getTokenOffset() === 0 && text.charCodeAt(0) === 0xfeff
    );
  }

  reader.next();
  if (reader.token() === SyntaxKind.EOF) {
    return { text, problems: [], complete: false };
  }
  const root = readValue(reader, 0);
  if (reader.token() !== SyntaxKind.EOF) {
    reader.problem(
      t('The file goes on after its end; remove what follows or mend the brackets before it.'),
    );
  }
  const complete = root !== undefined && !problems.some(({ kind: of }) => of !== 'duplicate-key');
  if (cut !== undefined) problems.push(tooLong(cut, text.length));
  return { text, root, problems, complete };
}

function readValue(reader: Reader, depth: number): DataNode | undefined {
  const range = reader.range();
  switch (reader.token()) {
    case SyntaxKind.OpenBraceToken:
      return depth >= maximumDepth ? skipTooDeep(reader, range) : readObject(reader, depth, range);
    case SyntaxKind.OpenBracketToken:
      return depth >= maximumDepth ? skipTooDeep(reader, range) : readArray(reader, depth, range);
    case SyntaxKind.StringLiteral: {
      const value = reader.value();
      reader.next();
      return { kind: 'string', range, value };
    }
    case SyntaxKind.NumericLiteral: {
      const value = Number(reader.value());
      reader.next();
      return { kind: 'number', range, value };
    }
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword: {
      const value = reader.token() === SyntaxKind.TrueKeyword;
      reader.next();
      return { kind: 'boolean', range, value };
    }
    case SyntaxKind.NullKeyword:
      reader.next();
      return { kind: 'null', range };
    default:
      reader.problem(t('A value is missing here.'));
      return undefined;
  }
}

function readObject(reader: Reader, depth: number, open: TextRange): DataNode {
  const members: Member[] = [];
  const seen = new Set<string>();
  reader.next();
  let expectComma = false;
  while (reader.token() !== SyntaxKind.CloseBraceToken && reader.token() !== SyntaxKind.EOF) {
    if (reader.token() === SyntaxKind.CommaToken) {
      if (!expectComma) reader.problem(t('There is one comma too many here.'));
      expectComma = false;
      reader.next();
      continue;
    }
    if (reader.token() !== SyntaxKind.StringLiteral) {
      reader.problem(t('A name in double quotes is expected here.'));
      if (isClosing(reader.token())) break;
      reader.next();
      continue;
    }
    if (expectComma) reader.problem(t('A comma is missing before this.'));
    const key = reader.value();
    const keyRange = reader.range();
    reader.next();
    if (reader.token() !== SyntaxKind.ColonToken) {
      reader.problem(t('A colon is missing after “{0}”.', key), keyRange);
      expectComma = true;
      continue;
    }
    reader.next();
    const value = readValue(reader, depth + 1);
    expectComma = true;
    if (value === undefined) continue;
    if (seen.has(key)) {
      reader.problem(
        t('“{0}” stands here twice; clients disagree on which one counts. Keep one.', key),
        keyRange,
        'duplicate-key',
      );
    }
    seen.add(key);
    members.push({ key, keyRange, value, range: { start: keyRange.start, end: value.range.end } });
  }
  return { kind: 'object', range: closeAt(reader, open, SyntaxKind.CloseBraceToken), members };
}

function readArray(reader: Reader, depth: number, open: TextRange): DataNode {
  const items: DataNode[] = [];
  reader.next();
  let expectComma = false;
  while (reader.token() !== SyntaxKind.CloseBracketToken && reader.token() !== SyntaxKind.EOF) {
    if (reader.token() === SyntaxKind.CommaToken) {
      if (!expectComma) reader.problem(t('There is one comma too many here.'));
      expectComma = false;
      reader.next();
      continue;
    }
    if (isClosing(reader.token())) {
      reader.problem(t('The list is not closed with “]”.'));
      break;
    }
    if (expectComma) reader.problem(t('A comma is missing before this.'));
    const value = readValue(reader, depth + 1);
    expectComma = true;
    if (value === undefined) reader.next();
    else items.push(value);
  }
  return { kind: 'array', range: closeAt(reader, open, SyntaxKind.CloseBracketToken), items };
}

function closeAt(reader: Reader, open: TextRange, closing: SyntaxKind): TextRange {
  const range = reader.range();
  if (reader.token() === closing) {
    reader.next();
    return { start: open.start, end: range.end };
  }
  reader.problem(
    closing === SyntaxKind.CloseBraceToken
      ? t('This “{” is never closed.')
      : t('This “[” is never closed.'),
    open,
  );
  return { start: open.start, end: range.start };
}

/** Walks over a value that is nested too deep without recursion. */
function skipTooDeep(reader: Reader, start: TextRange): DataNode {
  reader.problem(
    t('Nested more than {0} levels deep; nothing below this is read.', maximumDepth),
    start,
    'too-deep',
  );
  let open = 0;
  let end = start.end;
  do {
    const token = reader.token();
    if (token === SyntaxKind.OpenBraceToken || token === SyntaxKind.OpenBracketToken) open += 1;
    if (isClosing(token)) open -= 1;
    end = reader.range().end;
    reader.next();
  } while (open > 0 && reader.token() !== SyntaxKind.EOF);
  return { kind: 'null', range: { start: start.start, end } };
}

function isClosing(token: SyntaxKind): boolean {
  return token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken;
}
