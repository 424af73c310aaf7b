import { t } from '@vscode/l10n';
import { resolveSchema } from '../parse/schemaNode';
import { builtInPolicy } from './builtInPolicy';
import { policySchema } from './policySchema';
import {
  schemaAt,
  schemaKeys,
  schemaValues,
  type SchemaPlace,
  type SchemaSuggestion,
} from './schemaAssist';

/**
 * What can be written at a place: keys of a map, or values of a key.
 *
 * @param roles names of the policy's own roles
 */
export function policySuggestions(
  place: SchemaPlace,
  roles: readonly string[],
): readonly SchemaSuggestion[] {
  if (place.key !== undefined) return valuesOf([...place.path, place.key], roles);
  const node = resolveSchema(policySchema, schemaAt(policySchema, place.path));
  if (node === undefined) return [];
  if (place.path.at(-1) === '[]' && node.properties === undefined) {
    return valuesOf(place.path, roles);
  }
  const names = node.propertyNames?.$ref === '#/$defs/role' ? roleNames(place.path, roles) : [];
  return [
    ...schemaKeys(policySchema, place.path),
    ...names.map((label) => ({ label, description: roleText(label), kind: 'key' as const })),
  ];
}

function valuesOf(path: readonly string[], roles: readonly string[]): readonly SchemaSuggestion[] {
  if (schemaAt(policySchema, path)?.$ref !== '#/$defs/role') {
    return schemaValues(policySchema, path);
  }
  return roleNames(path, roles).map((label) => ({
    label,
    description: roleText(label),
    kind: 'value',
  }));
}

/** `category-owner` is a role in the demands of tiers, types and categories only. */
function roleNames(path: readonly string[], roles: readonly string[]): readonly string[] {
  const asked = path.at(-1) === 'approvals' && path[0] !== 'emergency';
  const all = [...Object.keys(builtInPolicy.roles), ...roles, ...(asked ? ['category-owner'] : [])];
  return [...new Set(all)];
}

function roleText(role: string): string {
  if (role === 'category-owner') return t('The owner of each category that the change touches.');
  return Object.hasOwn(builtInPolicy.roles, role)
    ? t('Built-in role; anyone but the author can play it until you name people under “roles”.')
    : t('A role of this policy.');
}
