import { effectiveMembers, memberOf } from '../parse/navigate';
import { splitLines } from '../parse/splitLines';
import type { Member, ObjectNode, ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';

/** A part of a file that belongs to agents: a key with its value, or a line. */
export interface ConcernedPart {
  readonly range: TextRange;
  readonly pointer: string;
  readonly member?: Member | undefined;
}

/** How deep settings of agents are looked for: `customizations.vscode.settings.chat.…`. */
const deepestKey = 4;

/**
 * The parts of a file that its surface is about; for most surfaces that is everything, and the list
 * holds the members of the root. What the reader of servers understands is left out where it does
 * not understand the rest.
 *
 * @returns undefined when the file has no structure to take parts from, and all of it counts
 */
export function concernedParts(
  parsed: ParsedText,
  surface: Surface,
): readonly ConcernedPart[] | undefined {
  const { root } = parsed;
  if (root?.kind === 'object') {
    if (surface.concerns !== undefined) {
      return [...concernedMembers(root, surface.concerns, '', 0)];
    }
    const servers = surface.serversOnly === true ? serverMembers(root, surface) : [];
    return effectiveMembers(root)
      .filter((member) => !servers.includes(member))
      .map((member) => part(member, ''));
  }
  if (surface.concerns === undefined) return undefined;
  const { concerns } = surface;
  return splitLines(parsed.text).flatMap((line, index) =>
    concerns.test(line.content)
      ? [{ range: { start: line.start, end: line.end }, pointer: `/${index}` }]
      : [],
  );
}

function* concernedMembers(
  node: ObjectNode,
  concerns: RegExp,
  pointer: string,
  depth: number,
): Generator<ConcernedPart> {
  for (const member of effectiveMembers(node)) {
    const found = part(member, pointer);
    if (concerns.test(member.key)) yield found;
    else if (member.value.kind === 'object' && depth < deepestKey) {
      yield* concernedMembers(member.value, concerns, found.pointer, depth + 1);
    }
  }
}

function serverMembers(root: ObjectNode, surface: Surface): readonly Member[] {
  const key = surface.serverKeys.find((name) => memberOf(root, name)?.value.kind === 'object');
  return [key, 'inputs'].flatMap((name) => {
    const member = name === undefined ? undefined : memberOf(root, name);
    return member === undefined ? [] : [member];
  });
}

function part(member: Member, above: string): ConcernedPart {
  const step = member.key.replaceAll('~', '~0').replaceAll('/', '~1');
  return { range: member.range, pointer: `${above}/${step}`, member };
}
