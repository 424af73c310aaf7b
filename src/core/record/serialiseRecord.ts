import type { Document, Node, Pair } from 'yaml';
import type { ChangeRecord } from './changeRecord';
import { loadYaml } from '../parse/yamlDocument';
import { resolveSchema, type SchemaNode } from '../parse/schemaNode';
import { recordSchema } from './recordSchema';

/** The first key of the part that people need not read. */
const firstMachineKey = 'apiVersion';
/** Editors fold a region; the words are the same in every language, so that records do not differ. */
const machineComment = '#region For the tool: everything above follows from it';
const endComment = '#endregion';

/**
 * Writes a record as YAML that a person can read from the top: the same record always gives the same
 * text. No anchors, no tags, no folded lines; what a YAML 1.1 reader would take for a date, a number or
 * a truth value is quoted.
 */
export function serialiseRecord(record: ChangeRecord): string {
  const yaml = loadYaml();
  const document: Document = new yaml.Document(inSchemaOrder(record, recordSchema), {
    version: '1.2',
    schema: 'core',
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  yaml.visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string') return;
      if (/^\d{4}-\d{2}-\d{2}/.test(node.value) || hasOddSpace(node.value)) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
    Seq(_key, list) {
      // A list of numbers is easier to read in one line.
      const numbers = list.items.filter(
        (item) => yaml.isScalar(item) && typeof item.value === 'number',
      );
      if (numbers.length > 0 && numbers.length === list.items.length) list.flow = true;
    },
    Pair(_key, pair: Pair) {
      if (yaml.isScalar(pair.key) && pair.key.value === firstMachineKey) {
        const key: Node = pair.key;
        key.commentBefore = machineComment.slice(1);
        key.spaceBefore = true;
      }
    },
  });
  const text = document.toString({
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    commentString: asComment,
    indentSeq: true,
  });
  return `${text}${endComment}\n`;
}

/** `#region`, not `# region`: both fold, but one form is enough. */
function asComment(comment: string): string {
  return comment.replace(/^(?=.)/gm, '#');
}

/** Space that a block would lose or an editor would trim. */
function hasOddSpace(value: string): boolean {
  return /^\s|\s$|[ \t]\n|\t|\n\n\n|\n[ \t?:-]{20}/.test(value);
}

/** Keys in the order of the schema; what it does not know comes last, in its own order. */
function inSchemaOrder(value: unknown, schema: SchemaNode | undefined): unknown {
  const node = resolveSchema(recordSchema, schema);
  if (Array.isArray(value)) return value.map((item) => inSchemaOrder(item, node?.items));
  if (value === null || typeof value !== 'object') return value;
  const members = new Map(Object.entries(value).filter(([, member]) => member !== undefined));
  const known = Object.keys(node?.properties ?? {}).filter((key) => members.has(key));
  const rest = [...members.keys()].filter((key) => !known.includes(key));
  return Object.fromEntries(
    [...known, ...rest].map((key) => [
      key,
      inSchemaOrder(members.get(key), node?.properties?.[key]),
    ]),
  );
}
