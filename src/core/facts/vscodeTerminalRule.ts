import { literal, wholeTool } from './permissionPatterns';
import { completeRule, unclearRule, type PermissionRule, type Piece } from './permissionRule';
import { regexPieces } from './regexPieces';

/*
 * `chat.tools.terminal.autoApprove` (reference landscape, section 5.2, October 2026): a key is the
 * beginning of a command up to the end of a word, or `/expression/flags`. Commands are taken apart at
 * `&&`, `||`, `;`, `|` and line breaks, and each part must be approved; a rule with
 * `matchCommandLine` looks at the whole line instead.
 */

const wholeLineMark = 'line:';

/** The rule of a key, as its fact carries it. */
export function terminalRuleText(key: string, wholeLine: boolean): string {
  return wholeLine ? wholeLineMark + key : `part:${key}`;
}

/**
 * Reads what `terminalRuleText` wrote.
 *
 * @returns an unclear rule for expressions that cannot be taken apart. Never throws.
 */
export function parseTerminalRule(text: string): PermissionRule {
  const wholeLine = text.startsWith(wholeLineMark);
  const key = text.slice(text.indexOf(':') + 1).trim();
  if (key === '') return unclearRule(text);
  const expression = /^\/(.*)\/([a-z]*)$/s.exec(key);
  const rule = { text: key, tool: 'Bash', exact: false, unclear: false };
  if (expression === null) {
    const pieces = [
      literal('Bash('),
      ...beginnings(key),
      ...(wholeLine ? anyEnd(key) : partEnd(key)),
    ];
    return completeRule({ ...rule, specifier: `${key}:*`, kind: 'command', pieces });
  }
  const [, source = '', flags = ''] = expression;
  if (/^\^?(?:\.[*+]|\(\?:\)|\[\\s\\S\][*+])?\$?$|^\^?\.$/.test(source)) {
    return completeRule({ ...rule, specifier: undefined, kind: 'tool', pieces: wholeTool('Bash') });
  }
  const found = regexPieces(source, flags);
  if (found === undefined) return unclearRule(key);
  const pieces = wholeLine ? found : found.map(withinPart);
  return completeRule({
    ...rule,
    specifier: key,
    kind: 'command',
    pieces: [literal('Bash('), ...pieces],
    exact: pieces.every((piece) => piece.kind === 'text'),
  });
}

/** A program in a folder is found as `bin/x`, `./bin/x` and `.\bin\x`. */
function beginnings(key: string): readonly Piece[] {
  if (!/[/\\]/.test(key) || /^(?:[/\\~]|[a-z]:)/i.test(key)) return [literal(key)];
  const path = key.replace(/^\.[/\\]/, '');
  const windows = path.replaceAll('/', '\\');
  return [
    {
      kind: 'either',
      branches: [[literal(`./${path}`)], [literal(path)], [literal(`.\\${windows}`)]],
    },
  ];
}

const wordCharacters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';
/** Where a line is taken apart into commands. */
const separators = ';&|\n';

function isWordEnd(key: string): boolean {
  return wordCharacters.includes(key.slice(-1));
}

/** The word ends behind the key: with the command, or before a character of no word. */
function partEnd(key: string): readonly Piece[] {
  const more: Piece = { kind: 'many', pieces: [{ kind: 'one', of: separators, negated: true }] };
  if (!isWordEnd(key)) return [{ kind: 'one', of: wordCharacters, negated: false }, more];
  const end: Piece = { kind: 'one', of: wordCharacters + separators, negated: true };
  return [{ kind: 'optional', pieces: [end, more], usual: false }];
}

function anyEnd(key: string): readonly Piece[] {
  const more: Piece = { kind: 'anything' };
  if (!isWordEnd(key)) return [{ kind: 'one', of: wordCharacters, negated: false }, more];
  const end: Piece = { kind: 'one', of: wordCharacters, negated: true };
  return [{ kind: 'optional', pieces: [end, more], usual: false }];
}

/** "Anything" ends where the command does. */
function withinPart(piece: Piece): Piece {
  switch (piece.kind) {
    case 'anything':
      return { kind: 'many', pieces: [{ kind: 'one', of: separators, negated: true }] };
    case 'one':
      return piece.negated ? { ...piece, of: piece.of + separators } : piece;
    case 'segment':
      return { kind: 'many', pieces: [{ kind: 'one', of: `/${separators}`, negated: true }] };
    case 'optional':
    case 'many':
      return { ...piece, pieces: piece.pieces.map(withinPart) };
    case 'either':
      return { ...piece, branches: piece.branches.map((branch) => branch.map(withinPart)) };
    case 'text':
      return piece;
  }
}
