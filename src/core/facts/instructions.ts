import { canonicalText, effectiveMembers, pointerStep } from '../parse/navigate';
import type { BlockNode, ObjectNode, ParsedText, SectionNode } from '../parse/tree';
import { classifySentence, readLeadIn, type LeadIn, type SentenceClass } from './classifySentence';
import type { FrontMatterFact, SentenceFact } from './fact';
import { maskSecrets } from './maskSecrets';
import { normalSentence } from './normalSentence';
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
export function readInstructions(parsed: ParsedText): {
  readonly sentences: readonly SentenceFact[];
  readonly frontMatter: readonly FrontMatterFact[];
} {
  const sentences: SentenceFact[] = [];
  if (parsed.body !== undefined) readSection(parsed.body, '', sentences);
  return { sentences, frontMatter: readFrontMatterKeys(parsed.frontMatter) };
}

function readSection(section: SectionNode, above: string, into: SentenceFact[]): void {
  const pointer = section.level === 0 ? above : above + pointerStep(section.title);
  const headingLeadIn = section.level === 0 ? undefined : readLeadIn(section.title);
  if (section.level > 0 && /[\p{L}\p{N}]/u.test(section.title)) {
    const sentence = { range: section.titleRange, text: section.title };
    const normal = normalSentence(section.title);
    const found = classifyIntroduction(section.title, normal, headingLeadIn);
    into.push(sentenceFact(sentence, normal, found, section, pointer));
  }
  let listLeadIn: LeadIn | undefined;
  let index = 0;
  for (const child of section.children) {
    if (child.kind === 'section') {
      readSection(child, pointer, into);
      continue;
    }
    const item = child.block === 'listItem' || child.block === 'table';
    for (const sentence of splitSentences(child)) {
      const normal = normalSentence(sentence.text);
      const leadIn = item ? (listLeadIn ?? headingLeadIn) : exampleOnly(headingLeadIn);
      const introduces = opensList.test(sentence.text) ? readLeadIn(sentence.text) : undefined;
      const found =
        introduces === undefined
          ? asComment(child, classifySentence(sentence.text, normal, leadIn))
          : classifyIntroduction(sentence.text, normal, introduces);
      into.push(sentenceFact(sentence, normal, found, section, `${pointer}/${index}`));
      index += 1;
      if (introduces !== undefined || !item) listLeadIn = introduces;
    }
    if (child.block === 'code') listLeadIn = undefined;
  }
}

/** A bad example stays one in every kind of block. */
function exampleOnly(leadIn: LeadIn | undefined): LeadIn | undefined {
  return leadIn === 'example' ? leadIn : undefined;
}

/** "Never do:", "**Ask first:**" */
const opensList = /[:：]["*_`)]{0,4}$/u;

/** "Ask first" above a list says something only together with what stands below it. */
function classifyIntroduction(
  title: string,
  normal: string,
  leadIn: LeadIn | undefined,
): SentenceClass {
  const found = classifySentence(title, normal);
  const bare = leadIn !== undefined && found.objects.every((object) => object === 'general');
  return bare ? { grant: false, objects: [] } : found;
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

function readFrontMatterKeys(node: ObjectNode | undefined): readonly FrontMatterFact[] {
  if (node === undefined) return [];
  return effectiveMembers(node).map((member) => ({
    facet: 'prompt.front-matter',
    subject: `front-matter:${member.key}`,
    pointer: pointerStep(member.key),
    range: member.value.kind === 'null' ? member.keyRange : member.value.range,
    key: member.key,
    value: maskSecrets(canonicalText(member.value)),
    keyRange: member.keyRange,
  }));
}
