import { canonicalText, effectiveMembers, pointerStep } from '../parse/navigate';
import { Memory } from '../parse/memory';
import type { BlockNode, ObjectNode, ParsedText, SectionNode } from '../parse/tree';
import {
  classifySentence,
  isVoidHeading,
  readLeadIn,
  type LeadIn,
  type SentenceClass,
} from './classifySentence';
import { mostFacts } from './boundFacts';
import type { FrontMatterFact, SentenceFact } from './fact';
import { maskSecrets } from './maskSecrets';
import { readSentence, type SentenceReading } from './sentenceReading';
import { splitSentences, type Sentence } from './splitSentences';

/**
 * Reads an instruction file: every sentence outside code, and the keys of the front matter.
 *
 * A list item takes its meaning from the heading or the introduction above it where it has none of
 * its own: "Never:" makes each item below it a prohibition. A comment protects nothing, as it looks
 * switched off to people; what it allows still counts, as agents read it.
 *
 * @param parsed Markdown, from `parseMarkdown`
 * @returns sentences and keys in file order; empty lists for a text without them
 */
export function readInstructions(
  parsed: ParsedText,
  memory: Memory = new Memory(),
): {
  readonly sentences: readonly SentenceFact[];
  readonly frontMatter: readonly FrontMatterFact[];
} {
  const sentences: SentenceFact[] = [];
  if (parsed.body !== undefined) readSection(parsed.body, '', false, sentences, memory);
  return { sentences, frontMatter: readFrontMatterKeys(parsed.frontMatter) };
}

function readSection(
  section: SectionNode,
  above: string,
  voided: boolean,
  into: SentenceFact[],
  memory: Memory,
): void {
  const pointer = section.level === 0 ? above : above + pointerStep(section.title);
  const isVoid = voided || (section.level > 0 && memory.recall(isVoidHeading, section.title));
  const heading = memory.recall(readSentence, section.title);
  const headingLeadIn = section.level === 0 || isVoid ? undefined : heading.saysBelow;
  if (section.level > 0 && /[\p{L}\p{N}]/u.test(section.title)) {
    const sentence = { range: section.titleRange, text: section.title };
    const found = classifyIntroduction(heading, headingLeadIn);
    into.push(sentenceFact(sentence, heading.normal, found, section, pointer));
  }
  let listLeadIn: LeadIn | undefined;
  let foreignAbove = heading.isForeign;
  let index = 0;
  for (const child of section.children) {
    if (into.length > mostFacts.sentences) return;
    if (child.kind === 'section') {
      readSection(child, pointer, isVoid, into, memory);
      continue;
    }
    const item = child.block === 'listItem' || child.block === 'table';
    for (const sentence of splitSentences(child, memory)) {
      if (into.length > mostFacts.sentences) return;
      const reading = memory.recall(readSentence, sentence.text);
      const leadIn = item ? (listLeadIn ?? headingLeadIn) : exampleOnly(headingLeadIn);
      const introduces = opensList.test(sentence.text) ? reading.saysBelow : undefined;
      const found =
        introduces === undefined
          ? asComment(child, reading.orderBelow(leadIn))
          : classifyIntroduction(reading, introduces);
      const isForeign = reading.isForeign || (leadIn !== undefined && foreignAbove);
      const holds = !isVoid && !isStruck(sentence.text);
      into.push(
        sentenceFact(
          sentence,
          reading.normal,
          aboutUnread(holds ? found : asVoid(found), isForeign),
          section,
          `${pointer}/${index}`,
        ),
      );
      index += 1;
      if (introduces !== undefined || !item) {
        listLeadIn = introduces;
        foreignAbove = introduces === undefined ? heading.isForeign : reading.isForeign;
      }
    }
    if (child.block === 'code') listLeadIn = undefined;
  }
}

/** What a rule in another language is about is not read: about nothing known, not about nothing much. */
function aboutUnread(found: SentenceClass, isForeign: boolean): SentenceClass {
  const known = found.objects.some((object) => object !== 'general');
  return isForeign && !known ? { ...found, objects: [] } : found;
}

/** A bad example stays one in every kind of block. */
function exampleOnly(leadIn: LeadIn | undefined): LeadIn | undefined {
  return leadIn === 'example' ? leadIn : undefined;
}

/** "Never do:", "**Ask first:**" */
const opensList = /[:：]["*_`)]{0,4}$/u;

/** "Ask first" above a list says something only together with what stands below it. */
function classifyIntroduction(reading: SentenceReading, leadIn: LeadIn | undefined): SentenceClass {
  const found = reading.classBelow(undefined);
  const bare = leadIn !== undefined && found.objects.every((object) => object === 'general');
  return bare ? { grant: false, objects: [] } : found;
}

/** Struck through from end to end. */
function isStruck(text: string): boolean {
  return /^\W{0,6}~~[^~]+~~\W{0,3}$/.test(text);
}

/** What is said not to hold protects nothing; what it allows still counts, as agents read it. */
function asVoid(found: SentenceClass): SentenceClass {
  return { grant: found.grant, objects: found.objects };
}

function asComment(block: BlockNode, found: SentenceClass): SentenceClass {
  return block.block === 'html' ? { grant: found.grant, objects: found.objects } : found;
}

function sentenceFact(
  sentence: Sentence,
  normal: string,
  found: SentenceClass,
  section: SectionNode,
  pointer: string,
): SentenceFact {
  const facet = found.grant
    ? 'prompt.grant'
    : found.guardrail === undefined
      ? 'prompt.text'
      : 'prompt.guardrail';
  return {
    facet,
    subject: section.title === '' ? 'prompt' : `prompt:${section.title}`,
    pointer,
    range: sentence.range,
    text: sentence.text,
    normal,
    heading: section.title,
    guardrail: found.guardrail,
    objects: facet === 'prompt.text' ? [] : found.objects,
  };
}

/**
 * The heading or introduction that makes of a sentence what it is: "Never" above "Delete data".
 *
 * @param sentences all of one text, in order; `sentence` is one of them
 * @returns undefined for a sentence that says everything itself
 */
export function leadInOf(
  sentences: readonly SentenceFact[],
  sentence: SentenceFact,
): SentenceFact | undefined {
  if (sentence.facet === 'prompt.text') return undefined;
  const means = ({ grant, guardrail }: SentenceClass): boolean =>
    grant === (sentence.facet === 'prompt.grant') && guardrail === sentence.guardrail;
  if (means(classifySentence(sentence.text, sentence.normal))) return undefined;
  return above(sentences, sentence, (other) => {
    const leadIn = readLeadIn(other.text);
    return leadIn !== undefined && means(classifySentence(sentence.text, sentence.normal, leadIn));
  });
}

/**
 * A sentence as people have to read it: "Never: Delete data" where the heading above makes the rule.
 *
 * @param sentences all of one text; `sentence` is one of them
 * @param placed the place is the news: whatever stands above is named
 */
export function readInContext(
  sentences: readonly SentenceFact[],
  sentence: SentenceFact,
  placed = false,
): string {
  const found =
    leadInOf(sentences, sentence) ?? (placed ? introductionOf(sentences, sentence) : undefined);
  return found === undefined ? sentence.text : `${titleOf(found)}: ${sentence.text}`;
}

/** What stands above a sentence, whether it gives it a meaning or not. */
export function introductionOf(
  sentences: readonly SentenceFact[],
  sentence: SentenceFact,
): SentenceFact | undefined {
  return above(sentences, sentence, () => true);
}

/** A heading or introduction without marks and colon, short. */
export function titleOf(introduction: SentenceFact): string {
  const title = introduction.text.replace(/[*_`]+|[:：]["*_`)\s]*$/gu, '').trim();
  return title.length <= 60 ? title : `${title.slice(0, 59)}…`;
}

/** The nearest introduction of its section that fits, else the heading if that fits. */
function above(
  sentences: readonly SentenceFact[],
  sentence: SentenceFact,
  fits: (other: SentenceFact) => boolean,
): SentenceFact | undefined {
  const section = sentence.pointer.slice(0, sentence.pointer.lastIndexOf('/'));
  const own = sentences.findIndex((other) => other.range.start === sentence.range.start);
  for (let place = own - 1; place >= 0; place -= 1) {
    const other = sentences[place] as SentenceFact;
    if (other.pointer === section) return fits(other) ? other : undefined;
    if (!other.pointer.startsWith(`${section}/`)) return undefined;
    if (opensList.test(other.text) && fits(other)) return other;
  }
  return undefined;
}

function readFrontMatterKeys(node: ObjectNode | undefined): readonly FrontMatterFact[] {
  if (node === undefined) return [];
  return effectiveMembers(node).map((member) => ({
    facet: 'prompt.front-matter',
    subject: `front-matter:${member.key}`,
    pointer: pointerStep(member.key),
    range: member.value.kind === 'null' ? member.keyRange : member.value.range,
    key: member.key,
    value: maskSecrets(canonicalText(member.value)),
    raw: canonicalText(member.value),
    keyRange: member.keyRange,
  }));
}
