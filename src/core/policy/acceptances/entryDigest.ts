import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { FileAnalysis } from '../../analyze';
import type { ChangeDetail } from '../../compare/change';
import type { FileFacts } from '../../facts/fact';
import { effectiveMembers } from '../../parse/navigate';
import type { DataNode, ParsedText, TextRange } from '../../parse/tree';
import { ruleCatalogue } from '../../rules/ruleCatalogue';
import type { Finding } from '../../rules/rule';

/**
 * What a finding's entry means, as a digest: the whole server, hook or rule for data, the sentence for
 * prose, the line elsewhere; all of the file where several entries act together. Layout, comments and
 * the order of keys do not count. A finding about a change is bound to both sides of it.
 *
 * Credentials count only as being there: a digest of a short one could be guessed.
 *
 * @returns `sha256:` and 64 hexadecimal digits
 */
export function entryDigest(analysis: FileAnalysis, finding: Finding): string {
  const { change } = finding;
  // It stands on several entries, perhaps of several files, which at most its sentence names.
  const joint =
    finding.standsFor !== undefined ||
    ruleCatalogue.find(({ id }) => id === finding.rule)?.together !== undefined;
  const now: Side = {
    text: analysis.text,
    parsed: analysis.parsed,
    facts: analysis.facts,
    range: finding.range,
  };
  const before: Side = {
    text: analysis.baselineText,
    parsed: analysis.baselineParsed,
    facts: analysis.baselineFacts,
    range: change?.baselineRange,
  };
  const meaning = [
    entryOf(now, finding, joint),
    ...(joint ? [finding.message] : []),
    ...(change === undefined
      ? []
      : [change.op, entryOf(before, finding, joint), change.before ?? null, change.after ?? null]),
  ];
  return `sha256:${bytesToHex(sha256(utf8ToBytes(JSON.stringify(meaning))))}`;
}

interface Side {
  readonly text: string | undefined;
  readonly parsed: ParsedText | undefined;
  readonly facts: FileFacts;
  /** Undefined: nothing stands here. */
  readonly range: TextRange | undefined;
}

/** What happened to all of a text, so that no single place of it stands for the rest. */
const wholeText: ReadonlySet<ChangeDetail['kind']> = new Set(['script', 'prose', 'general']);

function entryOf({ text, parsed, facts, range }: Side, finding: Finding, joint: boolean): unknown {
  if (text === undefined || range === undefined) return null;
  if (finding.change !== undefined && wholeText.has(finding.change.detail.kind)) {
    return withoutLayout(text);
  }
  const trees = [parsed?.root, parsed?.frontMatter];
  const root = trees.find((tree) => tree !== undefined && holds(tree.range, range));
  if (root !== undefined) {
    const secrets = facts.credentials.map((credential) => credential.range);
    if (joint) return meaningOf(root, secrets);
    const steps = stepsTo(root, range);
    const entry = entryAmong(steps, facts, finding);
    return [
      steps.slice(0, steps.indexOf(entry) + 1).map(({ key }) => key),
      meaningOf(entry.node, secrets),
    ];
  }
  if (joint) return withoutLayout(text);
  const sentences = facts.sentences.filter((sentence) => overlaps(sentence.range, range));
  const places = sentences.length > 0 ? sentences.map((sentence) => sentence.range) : [range];
  return places.map((place) =>
    withoutLayout(sentences.length > 0 ? sliceOf(text, place) : linesOf(text, place)),
  );
}

/** One step down a tree: the item or the value of a key. */
interface Step {
  /** `*` for an item: its number is layout. */
  readonly key: string;
  readonly node: DataNode;
  /** Key included. */
  readonly range: TextRange;
  readonly isItem: boolean;
}

/** The nodes around a place, the outermost first; the last one is the value or key concerned. */
function stepsTo(root: DataNode, range: TextRange): readonly [Step, ...Step[]] {
  const steps: [Step, ...Step[]] = [{ key: '', node: root, range: root.range, isItem: false }];
  for (let node: DataNode | undefined = root; node !== undefined;) {
    const below = childAt(node, range);
    if (below !== undefined) steps.push(below);
    node = below?.node;
  }
  return steps;
}

function childAt(node: DataNode, range: TextRange): Step | undefined {
  if (node.kind === 'object') {
    const member = node.members.find((candidate) => holds(candidate.range, range));
    return member === undefined
      ? undefined
      : { key: member.key, node: member.value, range: member.range, isItem: false };
  }
  if (node.kind !== 'array') return undefined;
  const item = node.items.find((candidate) => holds(candidate.range, range));
  return item === undefined ? undefined : { key: '*', node: item, range: item.range, isItem: true };
}

/** The step that is one thing to people: a server, what the subject names, an object out of a list. */
function entryAmong(
  steps: readonly [Step, ...Step[]],
  { servers }: FileFacts,
  { range, subject, category }: Finding,
): Step {
  const server = servers.find(({ entryRange }) => holds(entryRange, range));
  const name = subject.slice(subject.indexOf(':') + 1);
  const last = steps[steps.length - 1] ?? steps[0];
  // An amount means nothing without the currency and the time beside it.
  const money = [...steps].reverse().find((step) => step !== last && step.node.kind === 'object');
  return (
    steps.find((step) => server !== undefined && holds(server.entryRange, step.range)) ??
    steps.find(({ key, node }) => key === name && node.kind === 'object') ??
    steps.find(({ isItem, node }) => isItem && node.kind === 'object') ??
    (category === 'agent-financial' ? money : undefined) ??
    last
  );
}

/** A plain value with sorted keys, credentials told apart from everything else and not from each other. */
function meaningOf(node: DataNode, secrets: readonly TextRange[]): unknown {
  switch (node.kind) {
    case 'object':
      return [
        '{}',
        ...effectiveMembers(node)
          .map(({ key, value }) => [key, meaningOf(value, secrets)] as const)
          .sort(([left], [right]) => (left < right ? -1 : 1)),
      ];
    case 'array':
      return node.items.map((item) => meaningOf(item, secrets));
    case 'string':
      return secrets.some((secret) => overlaps(node.range, secret)) ? { secret: true } : node.value;
    case 'null':
      return null;
    default:
      return node.value;
  }
}

function holds(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function overlaps(left: TextRange, right: TextRange): boolean {
  return left.start < right.end && right.start < left.end;
}

function sliceOf(text: string, { start, end }: TextRange): string {
  return text.slice(start, end);
}

/** The lines that a place touches, whole. */
function linesOf(text: string, { start, end }: TextRange): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', Math.max(start, end - 1));
  return text.slice(start === 0 ? 0 : from, to < 0 ? text.length : to);
}

function withoutLayout(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
