import { t } from '@vscode/l10n';
import { collectUnsafeTexts } from '../facts/unsafeTexts';
import { pointerStep } from '../parse/navigate';
import { readStrictYaml } from '../parse/strictYaml';
import type { TextProblem } from '../parse/textProblem';
import { validateSchema, type Locate } from '../parse/validateSchema';
import { builtInPolicy } from './builtInPolicy';
import { policySchema } from './policySchema';
import type { PolicyText } from './policyText';

export interface ParsedPolicy {
  /** Only when there is no problem at all. */
  readonly policy?: PolicyText | undefined;
  readonly problems: readonly TextProblem[];
}

/** A policy is a page; more is an attack or a mistake. */
const largestPolicy = 100 * 1024;
const mostProblems = 20;

/**
 * Reads a policy file strictly: YAML 1.2 without anchors, tags and second documents, no key twice, no
 * hidden characters, no credential, only what the schema knows, roles and times that make sense.
 *
 * @param text the file; any text at all
 * @param nested it stands in a sub-folder, where the roles and teams of the policies above are known
 * @returns what it says, or problems with a place each. Never throws.
 */
export function parsePolicy(text: string, nested = false): ParsedPolicy {
  if (text.length > largestPolicy) return fail(t('A policy may not be larger than 100 kB.'));
  try {
    const { policy, problems } = read(text, nested);
    if (problems.length === 0) return { policy, problems };
    return {
      problems: problems.slice(0, mostProblems).map((problem) => {
        const end = Math.min(problem.range.end, text.length);
        return { ...problem, range: { start: Math.min(problem.range.start, end), end } };
      }),
    };
  } catch {
    return fail(t('This cannot be read as a policy.'));
  }
}

function read(text: string, nested: boolean): ParsedPolicy {
  const yaml = readStrictYaml(text, t('This cannot be read as a policy.'));
  if (yaml.problems.length > 0) return { problems: yaml.problems };
  const { value, locate } = yaml;
  const problems: TextProblem[] = [];
  collectUnsafeTexts(value, '', locate, problems, mostProblems);
  problems.push(
    ...validateSchema(policySchema, value, locate, {
      notThis: t('This is not a policy. It starts with “apiVersion: mcp-change/v1”.'),
      foreignKey: (name) =>
        t(
          '“{0}” is not part of a policy here. Take it out or correct its name: a key that nobody reads protects nothing.',
          name,
        ),
      remedy: t('“Create Policy” writes a complete one to start from.'),
    }),
  );
  if (problems.length > 0) return { problems };
  const policy = value as PolicyText;
  const wrong = checkMeaning(policy, locate, nested);
  return wrong.length > 0 ? { problems: wrong } : { policy, problems: [] };
}

/** What no schema can say: roles and teams that exist, times in order, nobody who is two people. */
function checkMeaning(policy: PolicyText, locate: Locate, nested: boolean): readonly TextProblem[] {
  const problems: TextProblem[] = [];
  const add = (pointer: string, message: string, onKey = false): void => {
    problems.push({ message, range: locate(pointer, onKey), pointer });
  };
  const roles = new Set([...Object.keys(builtInPolicy.roles), ...Object.keys(policy.roles ?? {})]);
  const checkRole = (role: string, pointer: string, onKey: boolean): void => {
    if (!nested && !roles.has(role)) {
      add(
        pointer,
        t(
          'There is no role “{0}”. Name who plays it under “roles”, or use {1}.',
          role,
          [...roles].join(', '),
        ),
        onKey,
      );
    }
  };
  for (const [pointer, approvals] of approvalMaps(policy)) {
    for (const role of Object.keys(approvals)) {
      const category = role === 'category-owner' && !pointer.startsWith('/emergency');
      if (!category) checkRole(role, pointer + pointerStep(role), true);
    }
  }
  for (const [name, { owner }] of Object.entries(policy.categories ?? {})) {
    if (owner !== undefined) checkRole(owner, `/categories${pointerStep(name)}/owner`, false);
  }
  for (const [name, { teams = [] }] of Object.entries(policy.roles ?? {})) {
    for (const [index, team] of teams.entries()) {
      if (!nested && policy.teams?.[team] === undefined) {
        add(
          `/roles${pointerStep(name)}/teams/${index}`,
          t('Nobody is listed for {0}. Add its people under “teams”.', team),
        );
      }
    }
  }
  for (const [index, { from, to }] of (policy.freeze ?? []).entries()) {
    const [start, end] = [Date.parse(from), Date.parse(to)];
    if (Number.isNaN(start)) add(`/freeze/${index}/from`, t('There is no such date.'));
    else if (Number.isNaN(end)) add(`/freeze/${index}/to`, t('There is no such date.'));
    else if (end <= start) {
      add(`/freeze/${index}/to`, t('This freeze ends before it starts.'));
    }
  }
  const known = new Map<string, string>();
  for (const [person, others] of Object.entries(policy.people ?? {})) {
    for (const [index, name] of [person, ...others].entries()) {
      const key = name.toLowerCase();
      const other = known.get(key);
      if (other !== undefined && other !== person) {
        const place = `/people${pointerStep(person)}`;
        add(
          index === 0 ? place : `${place}/${index - 1}`,
          t('{0} is listed for {1} as well; one name cannot be two people.', name, other),
          index === 0,
        );
      }
      known.set(key, person);
    }
  }
  return problems;
}

function approvalMaps(
  policy: PolicyText,
): readonly (readonly [pointer: string, approvals: Readonly<Record<string, number>>])[] {
  const groups = [
    ...Object.entries(policy.tiers ?? {}).map(([name, of]) => [`/tiers/${name}`, of] as const),
    ...Object.entries(policy.types ?? {}).map(([name, of]) => [`/types/${name}`, of] as const),
    ...Object.entries(policy.categories ?? {}).map(
      ([name, of]) => [`/categories/${name}`, of] as const,
    ),
    ...(policy.emergency === undefined ? [] : [['/emergency', policy.emergency] as const]),
  ];
  return groups.flatMap(([pointer, { approvals }]) =>
    approvals === undefined ? [] : [[`${pointer}/approvals`, approvals] as const],
  );
}

function fail(message: string): ParsedPolicy {
  return { problems: [{ message, range: { start: 0, end: 0 }, pointer: '' }] };
}
