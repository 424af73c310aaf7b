import type { ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { readClaudeSettings } from './claudeSettings';
import { passesContentTest } from './contentTests';
import { readCredentials, readTextCredentials } from './credentials';
import { emptyFacts } from './emptyFacts';
import type { FileFacts } from './fact';
import { readGeneral } from './general';
import { readHiddenText } from './hiddenText';
import { readInstructions } from './instructions';
import { readMcpServers } from './mcpServers';

/**
 * Everything a parsed text says that matters, read as its surface has it.
 *
 * @returns undefined when the file only has the name of a governed one: its content test fails
 */
export function readFacts(parsed: ParsedText, surface: Surface): FileFacts | undefined {
  if (!passesContentTest(parsed, surface)) return undefined;
  switch (surface.reader) {
    case 'general':
      return readGeneral(parsed, surface);
    case 'instructions':
      return readInstructionFile(parsed);
    case 'claude-settings':
      return readTree(parsed, (root) => readClaudeSettings(root));
    case 'mcp-servers':
      return readTree(parsed, (root) => readMcpServers(parsed.text, root, surface));
  }
}

function readInstructionFile(parsed: ParsedText): FileFacts {
  const identity = (start: number, end: number): TextRange => ({ start, end });
  return {
    ...emptyFacts,
    ...readInstructions(parsed),
    hiddenText: readHiddenText(parsed.text),
    credentials: readTextCredentials(parsed.text, identity, '', ''),
  };
}

function readTree(
  parsed: ParsedText,
  read: (root: NonNullable<ParsedText['root']>) => Partial<FileFacts> | undefined,
): FileFacts {
  const { text, root } = parsed;
  const hiddenText = readHiddenText(text);
  if (root === undefined) return { ...emptyFacts, hiddenText };
  return { ...emptyFacts, ...read(root), hiddenText, credentials: readCredentials(text, root) };
}
