import type { FileFacts } from '../facts/fact';
import { Memory } from '../parse/memory';
import type { ParsedText, TextRange } from '../parse/tree';
import type { Change } from './change';
import { compareCredentials } from './compareCredentials';
import { compareImports } from './compareImports';
import { compareLock } from './compareLock';
import { comparePermissions } from './comparePermissions';
import { comparePrompts } from './comparePrompts';
import { compareScripts } from './compareScripts';
import { compareServers } from './compareServers';
import { compareSettings } from './compareSettings';
import { compareTraits } from './compareTraits';

/** One side of a comparison. */
export interface Side {
  readonly parsed: ParsedText | undefined;
  readonly facts: FileFacts;
}

/**
 * Facts against facts: what was added, removed or altered, each with its direction. Reordering,
 * reformatting and comments are no changes, because facts carry none of them.
 *
 * @param path of the file, where it is known: some folders say what a prompt in them is
 * @returns changes in the order they stand in the file
 */
export function compareFacts(
  baseline: Side,
  current: Side,
  memory: Memory = new Memory(),
  path = '',
): readonly Change[] {
  const anchor = anchorOf(current.parsed);
  const places = { root: current.parsed?.root ?? current.parsed?.frontMatter };
  const changes = [
    ...compareServers(baseline.facts, current.facts, anchor),
    ...comparePermissions(baseline.facts, current.facts, places, memory),
    ...compareSettings(baseline.facts, current.facts, places),
    ...compareScripts(baseline.facts.scripts ?? [], current.facts.scripts ?? []),
    ...compareLock(baseline.facts.lock, current.facts.lock, anchor),
    ...compareImports(baseline.facts.imports ?? [], current.facts.imports ?? []),
    ...comparePrompts(
      baseline.facts,
      current.facts,
      { baseline: proseOf(baseline.parsed), current: proseOf(current.parsed), path },
      memory,
    ),
  ];
  addTraits(changes, baseline, current);
  changes.push(...compareCredentials(baseline.facts, current.facts, changes, anchor));
  return changes.sort((left, right) => left.range.start - right.range.start);
}

/** What a trait says of a place is said with its meaning; the bare change of the same place is not needed. */
function addTraits(changes: Change[], baseline: Side, current: Side): void {
  const traits = compareTraits(
    baseline.facts,
    current.facts,
    { root: current.parsed?.root },
    baseline.parsed === undefined,
    current.parsed === undefined,
  );
  if (traits.length === 0) return;
  const spoken = new Set(traits.map(({ pointer }) => pointer));
  const bare = changes.filter(
    ({ facet, pointer }) =>
      (facet === 'server.environment' || facet === 'server.other') && spoken.has(pointer),
  );
  for (const change of bare) changes.splice(changes.indexOf(change), 1);
  // A flag whose meaning is known is said with it, not once more as a word of a command line.
  const settings = new Set(
    changes.flatMap(({ detail, pointer }) => (detail.kind === 'setting' ? [pointer] : [])),
  );
  changes.push(
    ...traits.filter(({ facet, pointer }) => facet !== 'infra.command' || !settings.has(pointer)),
  );
}

/** Of a data file only the sentences are prose; what stands around them is compared as data. */
function proseOf(parsed: ParsedText | undefined): string {
  if (parsed === undefined) return '';
  return parsed.root === undefined ? parsed.text : 'data';
}

/** Where something is shown that left no neighbour: the first key of the file, else its first character. */
function anchorOf(parsed: ParsedText | undefined): TextRange {
  const root = parsed?.root;
  if (root?.kind === 'object') {
    const first = root.members[0];
    return first?.keyRange ?? { start: root.range.start, end: root.range.start + 1 };
  }
  return { start: 0, end: Math.min(1, parsed?.text.length ?? 0) };
}
