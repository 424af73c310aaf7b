import type { ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import { readClaudeSettings } from './claudeSettings';
import { readCredentials, readTextCredentials } from './credentials';
import { emptyFacts } from './emptyFacts';
import type { FileFacts } from './fact';
import { readHiddenText } from './hiddenText';
import { readInstructions } from './instructions';
import { readMcpServers } from './mcpServers';

/**
 * Everything a parsed text says that matters, read as its surface has it.
 *
 * @returns undefined when the file only has the name of a governed one: its content test fails
 */
export function readFacts(parsed: ParsedText, surface: Surface): FileFacts | undefined {
  const hiddenText = readHiddenText(parsed.text);
  if (surface.reader === 'instructions') {
    const identity = (start: number, end: number): TextRange => ({ start, end });
    return {
      ...emptyFacts,
      ...readInstructions(parsed),
      hiddenText,
      credentials: readTextCredentials(parsed.text, identity, '', ''),
    };
  }
  const root = parsed.root;
  if (root === undefined) return { ...emptyFacts, hiddenText };
  const credentials = readCredentials(parsed.text, root);
  if (surface.reader === 'claude-settings') {
    return { ...emptyFacts, ...readClaudeSettings(root), hiddenText, credentials };
  }
  const map = readMcpServers(parsed.text, root, surface);
  if (map === undefined && surface.contentTest === 'has-server-map') return undefined;
  return { ...emptyFacts, ...map, hiddenText, credentials };
}
