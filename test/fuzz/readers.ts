import { classifyAction } from '../../src/core/compare/permissionAction';
import { versionOrder } from '../../src/core/compare/versionOrder';
import { classifySentence, readLeadIn } from '../../src/core/facts/classifySentence';
import { classifyValue } from '../../src/core/facts/classifyValue';
import { parseClaudePermissionRule } from '../../src/core/facts/claudePermissionRule';
import { readHiddenText } from '../../src/core/facts/hiddenText';
import { readLaunch, splitCommandLine } from '../../src/core/facts/launch';
import { maskSecrets } from '../../src/core/facts/maskSecrets';
import { normalSentence } from '../../src/core/facts/normalSentence';
import { splitPackageSpec } from '../../src/core/facts/packageSpec';
import { parseText, type TextFormat } from '../../src/core/parse/parseText';
import type { StringNode } from '../../src/core/parse/tree';
import { cleanText } from '../../src/core/record/cleanText';
import { parseRecord } from '../../src/core/record/parseRecord';
import { findSurface } from '../../src/core/surfaces/findSurface';

/** One parser or reader by itself: any text in, a value out that can be compared. */
type Reader = (text: string) => unknown;

const parse =
  (format: TextFormat): Reader =>
  (text) =>
    parseText(text, format);

/** The readers that take text from files, names and records as it is. */
export const readers: Readonly<Record<string, Reader>> = {
  json: parse('json'),
  toml: parse('toml'),
  yaml: parse('yaml'),
  markdown: parse('markdown'),
  launch,
  allowRule: (text) => parseClaudePermissionRule(text, 'allow'),
  denyRule: (text) => parseClaudePermissionRule(text, 'deny'),
  action: classifyAction,
  path: (text) => findSurface(text)?.id,
  sentence: (text) => [classifySentence(text, normalSentence(text)), readLeadIn(text)],
  hidden: readHiddenText,
  masked: (text) => [maskSecrets(text), cleanText(text)],
  value: (text) => [classifyValue('API_KEY', text), classifyValue(text, 'abcdefgh')],
  package: (text) => [splitPackageSpec('npm', text), splitPackageSpec('oci', text)],
  version: (text) => versionOrder('a', text, '1.2.3'),
  record: parseRecord,
};

function launch(text: string): unknown {
  const node: StringNode = {
    kind: 'string',
    range: { start: 0, end: text.length },
    value: text,
  };
  const words = splitCommandLine(text).map((word) => ({ ...word, node, pointer: '/args' }));
  return words.length === 0 ? undefined : readLaunch(text, words);
}
