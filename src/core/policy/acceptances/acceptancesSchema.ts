// The schema is data that editors use too, so it stands outside the stages.
import schema from '../../../../schemas/acceptances.schema.json';
import type { SchemaNode } from '../../parse/schemaNode';

/** The schema of an acceptances file, as data; its descriptions are what hover and completion say. */
export const acceptancesSchema: SchemaNode = schema;
