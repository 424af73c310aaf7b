import { t } from '@vscode/l10n';
import { plainText } from '../facts/classifySentence';
import { hostileFamilies, speaksOfAttacks } from '../facts/hostileWording';
import { maskSecrets } from '../facts/maskSecrets';
import { normalSentence } from '../facts/normalSentence';
import { splitSentences, type Sentence } from '../facts/splitSentences';
import { unrenderedTexts, type UnrenderedText } from '../facts/unrenderedText';
import { Memory } from '../parse/memory';
import type { TextRange } from '../parse/tree';
import { isAboutAttacks, isTextAboutAttacks, sentenceBefore } from './aboutAttacks';
import type { Detection, Fix, RuleContext } from './rule';

const agent = String.raw`(?:ai|ai agents?|agents?|assistants?|models?|llms?|claude|copilot|cursor|gemini|codex)`;
/** "Assistant: …", "Note to the agent, …" */
const addressed = new RegExp(
  String.raw`^(?:(?:note|hint|instructions?|message) (?:to|for) )?(?:the |any |all )?${agent}\s*[:,-]`,
);
/** People who edit the page have no user, and need not be told what they must. */
const speaksOfUser = /\bthe (?:user|human)\b|\byou must\b/;
/** An order to whoever reads on. */
const order =
  /^(?:please |also |always |first |then |now |next |silently |(?:you|agents?) (?:must|should|shall|will) )*(run|execute|send|upload|post|fetch|download|curl|call|read|ignore|disregard|insert|add|append|include|use|do not|don't|never)\b/;
const object =
  /\b(?:files?|commands?|tools?|keys?|tokens?|env|urls?|secrets?|credentials?|prompts?|instructions?|scripts?|headers?)\b|\$\{?\w{0,40}(?:key|token|secret|password)|https?:|\.(?:sh|py|js|ps1|env)\b/;
const sends =
  /\b(?:send|upload|post|append|include|add|put)\b.{0,80}(?:https?:|\b(?:secrets?|tokens?|keys?|credentials?|env)\b|\$\{?\w{0,40}(?:key|token|secret|password))/;
const fetches = /\b(?:fetch|download|curl)\b.{0,80}https?:/;
const runs = /\b(?:run|execute|call|curl)\b/;
const concealing = /\b(?:tell|mention|list|show|report|reveal|inform|notify)\b/;

/**
 * Orders to an agent where the rendered page shows nothing (reference prompt/html-comment-instructions).
 * Notes of people to people, marks for programs and what is merely forbidden stay silent.
 */
export function checkCommentInstructions(context: RuleContext): readonly Detection[] {
  if (context.surface.format !== 'markdown') return [];
  const found = unrenderedTexts(context.text).flatMap((place) => detectIn(context, place));
  if (found.length === 0 || isTextAboutAttacks(context.facts.sentences)) return [];
  return found;
}

function detectIn(context: RuleContext, place: UnrenderedText): readonly Detection[] {
  const { text, facts, memory } = context;
  const block = {
    kind: 'block',
    block: 'paragraph',
    range: place.inner,
    text: text.slice(place.inner.start, place.inner.end),
  } as const;
  return splitSentences(block, memory ?? new Memory()).flatMap((sentence) => {
    const level = levelOf(sentence.text);
    if (level === undefined) return [];
    // No sentence stands there: it is code, which everybody sees.
    const index = sentenceBefore(facts.sentences, sentence.range.end - 1);
    const fact = facts.sentences[index];
    if (fact === undefined || !overlap(fact.range, sentence.range)) return [];
    if (text[place.whole.start - 1] === '`') return [];
    if (isAboutAttacks(context, index)) return [];
    return [
      {
        severity: level === 'grave' ? ('medium' as const) : ('low' as const),
        introducedSeverity: level === 'grave' ? ('high' as const) : ('medium' as const),
        subject: fact.subject,
        pointer: fact.pointer,
        range: sentence.range,
        message: t(
          'The agent is told something where the page shows nothing: “{0}”. People who read the page do not see it, the model does. Write it where everybody sees it, or remove it.',
          shortened(sentence),
        ),
        because: t('order that the page does not show'),
        entity: `comment ${maskSecrets(normalSentence(sentence.text)).slice(0, 160)}`,
        factors: {},
        fixes: fixesOf(text, place, hostileFamilies(plainText(sentence.text)).length > 0),
      },
    ];
  });
}

function levelOf(text: string): 'grave' | 'plain' | undefined {
  if (!/\p{L}/u.test(text) || speaksOfAttacks(text)) return undefined;
  const plain = plainText(text).replace(/^\W+/, '');
  if (hostileFamilies(plain).length > 0) return 'grave';
  const called = addressed.exec(plain);
  const said = called === null ? plain : plain.slice(called[0].length).trim();
  const orders = order.exec(said);
  // "Run: make docs" is the label of a command.
  if (orders === null || said[orders[0].length] === ':' || !object.test(said)) return undefined;
  // What is forbidden harms nobody, unless it is to speak.
  if (/^(?:do not|don't|never)$/.test(orders[1] ?? '')) {
    return called !== null && concealing.test(said) ? 'grave' : undefined;
  }
  if (sends.test(said)) return 'grave';
  if (called !== null) return runs.test(said) || fetches.test(said) ? 'grave' : 'plain';
  return fetches.test(said) || speaksOfUser.test(said) ? 'plain' : undefined;
}

function fixesOf(
  text: string,
  { whole, inner, canShow }: UnrenderedText,
  hostile: boolean,
): readonly Fix[] {
  const remove: Fix = {
    id: 'remove',
    title: t('Remove the hidden text'),
    edits: [{ range: lineOf(text, whole), text: '' }],
    preferred: false,
  };
  // What no honest text says is no better where everybody sees it.
  if (!canShow || hostile) return [remove];
  const show: Fix = {
    id: 'replace',
    title: t('Make it visible'),
    edits: [
      { range: { start: whole.start, end: inner.start }, text: '' },
      { range: { start: inner.end, end: whole.end }, text: '' },
    ],
    preferred: false,
  };
  return [remove, show];
}

/** With its line where nothing else stands on it. */
function lineOf(text: string, range: TextRange): TextRange {
  let { start, end } = range;
  while (start > 0 && isBlank(text[start - 1])) start -= 1;
  while (end < text.length && isBlank(text[end])) end += 1;
  const alone =
    (start === 0 || text[start - 1] === '\n') && (end === text.length || text[end] === '\n');
  return alone ? { start, end: Math.min(text.length, end + 1) } : range;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

function overlap(left: TextRange, right: TextRange): boolean {
  return left.start < right.end && right.start < left.end;
}

function shortened({ text }: Sentence): string {
  const masked = maskSecrets(text.replace(/\p{Cf}|\p{Cc}/gu, '').replace(/\.$/, ''));
  return masked.length <= 120 ? masked : `${masked.slice(0, 117)}…`;
}
