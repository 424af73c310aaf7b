import type { FactBase, FileFacts } from './fact';

/**
 * How much of one kind is judged in a file. Far more than real files hold, and few enough that all
 * stages together stay near 200 ms for a text made to take long.
 */
export const mostFacts = {
  servers: 1_000,
  inputs: 1_000,
  permissionRules: 600,
  settings: 1_000,
  hooks: 300,
  scripts: 300,
  imports: 500,
  sentences: 4_000,
  frontMatter: 300,
  hiddenText: 300,
  credentials: 300,
  traits: 1_000,
} as const satisfies Partial<Record<keyof FileFacts, number>>;

/** Sentences that say something to an agent: each is compared with all others of its kind. */
const mostSpeaking = 600;

/** Facts of a file, and from where on its text was not judged. */
export interface BoundedFacts {
  readonly facts: FileFacts;
  readonly unjudged: number | undefined;
}

/**
 * The facts that are judged. Readers may stop by themselves one fact behind the bound: that one tells
 * that there are more, and where.
 */
export function boundFacts(facts: FileFacts): BoundedFacts {
  let unjudged: number | undefined;
  const leaveOut = ({ range }: FactBase): void => {
    unjudged = Math.min(unjudged ?? Infinity, range.start);
  };
  const bounded: Record<string, unknown> = {};
  for (const [name, most] of Object.entries(mostFacts)) {
    const list: readonly FactBase[] = facts[name as keyof typeof mostFacts] ?? [];
    if (list.length <= most) continue;
    bounded[name] = list.slice(0, most);
    for (const fact of list.slice(most)) leaveOut(fact);
  }
  let speaking = 0;
  const sentences = (bounded['sentences'] ?? facts.sentences) as FileFacts['sentences'];
  const heard = sentences.filter((sentence) => {
    if (sentence.facet === 'prompt.text') return true;
    speaking += 1;
    if (speaking > mostSpeaking) leaveOut(sentence);
    return speaking <= mostSpeaking;
  });
  if (heard.length < sentences.length) bounded['sentences'] = heard;
  return { facts: unjudged === undefined ? facts : { ...facts, ...bounded }, unjudged };
}
