/** The few words of JSON Schema that are needed by name. */
export interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly propertyNames?: SchemaNode;
  readonly items?: SchemaNode;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
}

/** Follows a reference inside a schema; a node that is none is itself. */
export function resolveSchema(
  root: SchemaNode,
  node: SchemaNode | undefined,
): SchemaNode | undefined {
  const name = node?.$ref?.replace('#/$defs/', '');
  return name === undefined ? node : root.$defs?.[name];
}
