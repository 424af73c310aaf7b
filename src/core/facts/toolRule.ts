import { literal, wholeTool, type Pattern } from './permissionPatterns';
import { completeRule, type PermissionRule } from './permissionRule';

/** A rule for every use of a tool. */
export function wholeToolRule(text: string, tool: string): PermissionRule {
  return completeRule({
    text,
    tool,
    specifier: undefined,
    kind: 'tool',
    pieces: wholeTool(tool),
    exact: false,
    unclear: false,
  });
}

/** The same for a tool that is by itself: one that reads does not search here, one that edits does not create. */
export function singleToolRule(text: string, tool: string): PermissionRule {
  const pieces = [literal(`${tool}(`), ...wholeTool(tool).slice(1)];
  return completeRule({ ...wholeToolRule(text, tool), pieces });
}

/** A rule for what a pattern of one tool accepts. */
export function patternRule(
  text: string,
  tool: string,
  specifier: string,
  kind: PermissionRule['kind'],
  { pieces, exact }: Pattern,
): PermissionRule {
  return completeRule({ text, tool, specifier, kind, pieces, exact, unclear: false });
}

/** A rule that the client does not obey where it stands. `why` is part of its identity, not shown. */
export function withoutEffect(rule: PermissionRule, why: string): PermissionRule {
  return { ...rule, inert: why };
}
