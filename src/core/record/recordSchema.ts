// The schema is data that editors use too, so it stands outside the stages.

import schema from '../../../schemas/record.schema.json';
import type { SchemaNode } from '../parse/schemaNode';

/** The schema of a change record, as data. */
export const recordSchema: SchemaNode = schema;
