import type { Document } from 'yaml';
import { loadYaml } from '../parse/yamlDocument';
import { lineEndingOf, withLineEnding } from '../rollback/lineEndings';

/**
 * Edits a YAML text through its document: what is not edited stays as it stands, comments, order and
 * line endings included.
 *
 * @param rewrite changes the document it is given
 */
export function rewriteYaml(text: string, rewrite: (document: Document) => void): string {
  const document: Document = loadYaml().parseDocument(text, {
    version: '1.2',
    schema: 'core',
    compat: 'yaml-1.1',
  });
  rewrite(document);
  // A list may stand as far left as its key.
  const indentSeq = !/^(?!#)[^\n]{0,400}:[^\S\n]{0,80}(?:#[^\n]{0,400})?\r?\n-\s/m.test(text);
  const edited = document.toString({ lineWidth: 0, indentSeq });
  return withLineEnding(edited, lineEndingOf(text) ?? '\n');
}

/** A value as a node. Times and days are quoted, so that no reader takes them for something else. */
export function nodeOf(document: Document, value: unknown): unknown {
  const yaml = loadYaml();
  const node = document.createNode(value);
  yaml.visit(node, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === 'string' && /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(scalar.value)) {
        scalar.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return node;
}
