// The schema is data that editors use too, so it stands outside the stages.

import schema from '../../../schemas/record.schema.json';

/** The few words of JSON Schema that this file needs by name. */
export interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
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
  readonly type?: string | readonly string[];
}

/** The schema of a change record, as data. */
export const recordSchema: SchemaNode = schema;

/** Follows a reference inside the record schema. */
export function resolveSchema(node: SchemaNode | undefined): SchemaNode | undefined {
  const name = node?.$ref?.replace('#/$defs/', '');
  return name === undefined ? node : recordSchema.$defs?.[name];
}
