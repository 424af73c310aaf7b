import type { Change } from '../compare/change';

/**
 * What a change says, cut into parts that do not depend on positions or on how the two sides were
 * paired: "rule A widened to B" and "A removed" plus "B added" have the same atoms. Two lists of
 * changes mean the same when their atoms are the same set.
 *
 * @param change any change
 * @returns equal strings mean the same thing; empty for what means nothing
 */
export function changeAtoms(change: Change): readonly string[] {
  return atomsOf(change).map((parts) => JSON.stringify(parts));
}

/**
 * The entry whose value an atom tells, where a value may be a list that two edits have a part in.
 *
 * @param atom one of `changeAtoms`
 */
export function entryOfAtom(atom: string): string | undefined {
  const [, family = '', key = ''] = JSON.parse(atom) as readonly string[];
  return ['setting', 'front-matter', 'trait'].includes(family) ? `${family} ${key}` : undefined;
}

type Atom = readonly (string | undefined)[];

function atomsOf({ detail, op }: Change): readonly Atom[] {
  switch (detail.kind) {
    case 'server-added':
      return [['+', 'server', detail.server.name]];
    case 'server-removed':
      return [['-', 'server', detail.server.name]];
    // Each file by itself sees only its half of a move.
    case 'server-moved':
      return [[op === 'add' ? '+' : '-', 'server', detail.server.name]];
    case 'server-enabled':
    case 'server-disabled':
      return [['~', 'enabled', detail.server.name]];
    case 'server-renamed':
      return [
        ['-', 'server', detail.baseline.name],
        ['+', 'server', detail.server.name],
      ];
    case 'server-command':
    case 'server-arguments':
    case 'server-endpoint':
    case 'server-transport':
    case 'server-tools':
    case 'server-scopes':
    case 'server-sandbox':
    case 'server-package':
      return [['~', detail.kind, detail.server.name]];
    case 'server-root':
      return bothSides('root', detail.baselineRoot, detail.root, (root) => [
        detail.server.name,
        root.path,
        String(root.readOnly),
      ]);
    case 'server-auto-approval':
      return [[detail.added ? '+' : '-', 'approve', detail.server.name, detail.approval.tool]];
    case 'server-credential':
    case 'server-environment':
      return [
        ['~', 'value', detail.server.name, detail.value?.name ?? detail.baselineValue?.name ?? ''],
      ];
    case 'server-other':
      return [['~', 'other', detail.server.name, detail.key]];
    case 'input':
      return [['~', 'input', detail.input?.id ?? detail.baseline?.id ?? '']];
    case 'permission':
      return bothSides('rule', detail.baseline, detail.rule, (rule) => [rule.facet, rule.rule]);
    case 'setting':
      return bothSides('setting', detail.baseline, detail.setting, (fact) => [
        fact.key,
        fact.value,
      ]);
    case 'trait':
      return bothSides('trait', detail.baseline, detail.trait, (fact) => [fact.key, fact.value]);
    case 'hook':
      return bothSides('hook', detail.baseline, detail.hook, (hook) => [
        hook.event,
        hook.matcher,
        hook.command,
      ]);
    case 'import':
      return bothSides('import', detail.baseline, detail.reference, (fact) => [fact.target]);
    case 'lock':
      return [['~', 'lock', detail.step, detail.entry?.name ?? '', detail.entry?.version ?? '']];
    case 'script':
      return [['~', 'script']];
    case 'sentence':
      return bothSides('sentence', detail.baseline, detail.sentence, (fact) => [fact.normal]);
    case 'prose':
      return [['~', 'prose']];
    case 'general':
      return [['~', 'general']];
    // Put back as data, and told only where nothing else changed: no meaning to compare.
    case 'rest':
      return [];
    case 'front-matter':
      return bothSides('front-matter', detail.baseline, detail.entry, (fact) => [
        fact.key,
        fact.value,
      ]);
    case 'hidden-text':
      return bothSides('hidden', detail.baseline, detail.hidden, (fact) => [fact.class, fact.raw]);
    case 'credential':
      return bothSides('credential', detail.baseline, detail.credential, (fact) => [
        fact.provider,
        fact.name,
        fact.masked,
      ]);
  }
}

function bothSides<Fact>(
  family: string,
  baseline: Fact | undefined,
  current: Fact | undefined,
  identity: (fact: Fact) => readonly string[],
): readonly Atom[] {
  const atoms: Atom[] = [];
  if (baseline !== undefined) atoms.push(['-', family, ...identity(baseline)]);
  if (current !== undefined) atoms.push(['+', family, ...identity(current)]);
  return atoms.length > 0 ? atoms : [['~', family]];
}
