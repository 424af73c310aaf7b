/**
 * The one tree type of the pipeline. Every format is parsed into it, so that readers of facts never
 * see the syntax a file happens to be written in. Offsets are UTF-16 code units into the original
 * text, byte order mark included, so that they can be handed to an editor unchanged.
 */
export interface TextRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface ObjectNode {
  readonly kind: 'object';
  readonly range: TextRange;
  readonly members: readonly Member[];
}

export interface Member {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: TreeNode;
  /** From the key to the end of the value. */
  readonly range: TextRange;
}

export interface ArrayNode {
  readonly kind: 'array';
  readonly range: TextRange;
  readonly items: readonly TreeNode[];
}

export interface StringNode {
  readonly kind: 'string';
  /** Quotes included. */
  readonly range: TextRange;
  readonly value: string;
}

export interface NumberNode {
  readonly kind: 'number';
  readonly range: TextRange;
  readonly value: number;
}

export interface BooleanNode {
  readonly kind: 'boolean';
  readonly range: TextRange;
  readonly value: boolean;
}

export interface NullNode {
  readonly kind: 'null';
  readonly range: TextRange;
}

/** A Markdown heading with everything below it up to the next heading of its level. Level 0 is the file. */
export interface SectionNode {
  readonly kind: 'section';
  readonly range: TextRange;
  readonly level: number;
  readonly title: string;
  readonly titleRange: TextRange;
  readonly children: readonly (SectionNode | BlockNode)[];
}

/** A leaf of Markdown: the raw text of one paragraph, list item, table, quote, comment or code block. */
export interface BlockNode {
  readonly kind: 'block';
  readonly block: 'paragraph' | 'listItem' | 'table' | 'quote' | 'html' | 'code';
  readonly range: TextRange;
  readonly text: string;
}

export type ScalarNode = StringNode | NumberNode | BooleanNode | NullNode;
export type DataNode = ObjectNode | ArrayNode | ScalarNode;
export type TreeNode = DataNode;

export interface ParseProblem {
  /** `too-long`: the text is understood, but not read to its end. */
  readonly kind: 'syntax' | 'duplicate-key' | 'too-deep' | 'too-long' | 'front-matter';
  readonly message: string;
  readonly range: TextRange;
}

/** One text, parsed. */
export interface ParsedText {
  readonly text: string;
  /** Data formats: the root value. Undefined when nothing could be understood. */
  readonly root?: DataNode | undefined;
  /** Markdown: the body as sections. */
  readonly body?: SectionNode | undefined;
  /** Markdown: the front matter, when there is one that parses. */
  readonly frontMatter?: ObjectNode | undefined;
  readonly problems: readonly ParseProblem[];
  /** False when the text is half-typed or broken: its meaning is not to be trusted yet. */
  readonly complete: boolean;
}
