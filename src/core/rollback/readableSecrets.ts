import type { Change } from '../compare/change';
import { classifyAction } from '../compare/permissionAction';
import { examplesOf } from '../compare/permissionOrder';
import { ruleOf } from '../facts/permissionGrammars';

/**
 * Files with secrets that could be read because of a permission change: its rule protected them, or
 * lets them be read.
 *
 * @returns the paths as the rule names them, else as its witness does; never a value
 */
export function readableSecrets({ direction, detail }: Change): readonly string[] {
  if (detail.kind !== 'permission' || direction === 'tightens' || direction === 'neutral') {
    return [];
  }
  const fact = detail.list === 'deny' ? detail.baseline : detail.rule;
  if (fact === undefined) return [];
  const rule = ruleOf(fact);
  if (rule.unclear) return [];
  if (rule.kind === 'path' && rule.tool === 'Read' && rule.specifier !== undefined) {
    const secret = [...examplesOf(rule), `Read(${rule.specifier}`].some(isSecret);
    return secret ? [bare(rule.specifier)] : [];
  }
  // A whole tool, or a command: what it could reach is told by the example that was found for it.
  const words = (detail.witness ?? '').split(/[\s=]+/).map((word) => word.replace(/^@/, ''));
  return words
    .filter((word) => /[./]/.test(word) && isSecret(`Read(${word}`))
    .map(bare)
    .slice(0, 1);
}

function isSecret(action: string): boolean {
  return classifyAction(action) === 'secret';
}

function bare(path: string): string {
  return path.replace(/^\.\//, '');
}
