// The schema is data that editors use too, so it stands outside the stages.

import schema from '../../../schemas/policy.schema.json';
import type { SchemaNode } from '../parse/schemaNode';

/** The schema of a policy file, as data; its descriptions are what hover and completion say. */
export const policySchema: SchemaNode = schema;
