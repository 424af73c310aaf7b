import { compiledWordings, type CompiledWording } from './compiledWording';
import type { GuardrailKind, ObjectClass } from './fact';
import { isAscii } from './normalSentence';
import { classifyForeign, foreignLanguage, foreignLeadIn } from './readForeign';

/** What the heading or the introduction of a list says about its items. */
export type LeadIn = 'prohibit' | 'gate' | 'grant' | 'example';

/** What one sentence is. Neither guardrail nor grant: text. */
export interface SentenceClass {
  readonly guardrail?: GuardrailKind | undefined;
  readonly grant: boolean;
  readonly objects: readonly ObjectClass[];
}

const nothing: SentenceClass = { grant: false, objects: [] };

/** `--no-confirm: skip confirmation prompts` documents a flag, it does not tell to use it. */
const documentedFlag = /^[|\s(]*--?[a-z]/;

/** Longer items carry their own meaning, whatever stands above them. */
const longestItem = 240;

/**
 * Tells protection from permission in one sentence of an instruction file (reference rule ALG-GUARD).
 * Negation is resolved first: "never ask for confirmation" is a grant, "never push without asking" a
 * gate. Works on words alone; what no wording covers stays text.
 *
 * @param text one sentence, Markdown allowed
 * @param normal the same sentence by `normalSentence`
 * @param leadIn what the heading or introduction above makes of the sentence, for list items
 * @returns its kind, and what it protects or hands over; a sentence that is both has both set
 */
export function classifySentence(text: string, normal: string, leadIn?: LeadIn): SentenceClass {
  const language = foreignLanguage(text);
  if (language !== undefined) {
    const found = classifyOther(text, language, leadIn);
    // A few foreign words around an English order do not make it another language.
    if (found !== nothing || leadIn === 'example' || !englishCue.test(text)) return found;
  }
  let plain: string | undefined;
  for (const wording of compiledWordings) {
    if (leadIn === undefined && !wording.trigger.test(normal)) continue;
    plain ??= plainText(text);
    const found = classify(wording, plain, leadIn);
    if (found !== nothing) return found;
  }
  return nothing;
}

/** Only English says it so; a bare command is the same in every language. */
const englishCue =
  /\b(?:without (?:\w{1,20} ){0,3}(?:asking|approval|confirmation|permission|prompting|review)|never (?!mind)\w+|do not \w+|don['’]t \w+|no need to \w+|always ask|ask (?:before|first|for))\b/i;

/**
 * The same in another language. Commands in it are English, but whether to run them says the rest: so
 * they hand over nothing by themselves.
 */
function classifyOther(text: string, language: string, leadIn: LeadIn | undefined): SentenceClass {
  const plain = plainText(text);
  let found = classifyForeign(plain, language);
  if (leadIn === 'example') return nothing;
  if (leadIn !== undefined && plain.length <= longestItem) {
    if (found === undefined || (found === 'grant' && leadIn === 'prohibit')) found = leadIn;
  }
  if (found === undefined) return nothing;
  const objects = objectsIn(plain);
  return found === 'grant' ? { grant: true, objects } : { guardrail: found, grant: false, objects };
}

/** What a heading, or a sentence that ends in a colon, says about the list below it. */
export function readLeadIn(text: string): LeadIn | undefined {
  const plain = fromFirstToLastLetter(plainText(text));
  if (plain.length > longestItem || isVoidHeading(text)) return undefined;
  const language = foreignLanguage(text);
  if (language !== undefined) return foreignLeadIn(plain, language);
  for (const wording of compiledWordings) {
    const { leadIns } = wording;
    const forbids = leadIns.prohibit.exec(plain);
    const frees = leadIns.grant.exec(plain);
    const gate = leadIns.gate.exec(plain);
    if (gate !== null && !isWithin(frees, gate.index)) {
      // "Do not ask before": the list is free.
      return isDirectlyNegated(wording, plain, gate.index) ? 'grant' : 'gate';
    }
    if (frees !== null) return isNegated(wording, plain, frees.index) ? 'gate' : 'grant';
    if (leadIns.example.test(plain)) return 'example';
    if (
      forbids !== null &&
      closesClause(plain, forbids) &&
      opensOrder(wording, plain, forbids.index)
    )
      return 'prohibit';
  }
  return undefined;
}

/** By hand: an expression that looks for its end takes quadratic time on a long run of dots. */
function fromFirstToLastLetter(text: string): string {
  const characters = [...text];
  const letter = /\p{L}/u;
  const start = characters.findIndex((character) => letter.test(character));
  if (start < 0) return '';
  let end = characters.length;
  while (!/[\p{L}']/u.test(characters[end - 1] ?? '')) end -= 1;
  return characters.slice(start, end).join('');
}

/** "Deprecated", "Old rules": what stands below it does not hold any more. */
export function isVoidHeading(title: string): boolean {
  const plain = plainText(title);
  return compiledWordings.some(({ voidHeading }) => voidHeading.test(plain));
}

/** "Explicitly will not", "Never do the following": at most four words follow. */
function closesClause(plain: string, match: RegExpExecArray): boolean {
  return plain.slice(match.index + match[0].length).split(' ').length <= 5;
}

/**
 * Lower case, straight apostrophes, no emphasis, code marks, quoted speech or invisible characters.
 */
export function plainText(text: string): string {
  const visible = isAscii(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(/[‘’]/g, "'")
        .replace(/\p{Cf}|\ufe0f/gu, '');
  const small = visible.toLowerCase();
  const unmarked = /[*`~_]/.test(small)
    ? small.replace(/[*`]+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    : small;
  const lower = unmarked.replaceAll('](', ' (');
  // What somebody else says, "continue without asking", is not an order; a fully quoted line is.
  const silent = lower.replace(/["“][^"“”]{1,200}["”]/g, (quote) =>
    /\s/.test(quote) ? '"…"' : quote,
  );
  const rest = silent === lower || /\p{L}\P{L}+\p{L}/u.test(silent) ? silent : lower;
  return rest.replace(/\s+/g, ' ').trim();
}

function classify(
  wording: CompiledWording,
  plain: string,
  leadIn: LeadIn | undefined,
): SentenceClass {
  let guardrail: GuardrailKind | undefined;
  let grant = false;
  let granting = '';
  if (wording.voidSentence.test(plain)) return nothing;
  const bad = wording.badExample.test(plain);
  const quoted = leadIn === 'example' || wording.quotation.test(plain);
  for (const clause of plain.split(/[;|]|:\s|\.\s|\s[—–-]\s|\s--\s/)) {
    const part = clause.trim().replace(/^[^\p{L}\p{N}.-]+/u, '');
    if (part === '') continue;
    const found = classifyClause(wording, part);
    if (found === 'grant') {
      grant = true;
      granting += `${part} `;
    } else guardrail = stronger(guardrail, found);
  }
  if (grant && (bad || leadIn === 'prohibit')) {
    grant = false;
    guardrail = 'prohibit';
  }
  if (quoted || documentedFlag.test(plain)) grant = false;
  if (guardrail === undefined && !grant && leadIn !== undefined && plain.length <= longestItem) {
    if (leadIn === 'grant') grant = true;
    else if (leadIn !== 'example') guardrail = leadIn;
  }
  if (guardrail === undefined && !grant) return nothing;
  // A row that lists many things hands over only what stands with the grant.
  const spoken = grant && plain.length > longestItem && granting !== '' ? granting : plain;
  return { guardrail, grant, objects: objectsOf(wording, spoken) };
}

const strength: readonly GuardrailKind[] = ['gate', 'prohibit', 'limit', 'duty'];

function stronger(
  left: GuardrailKind | undefined,
  right: GuardrailKind | undefined,
): GuardrailKind | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return strength.indexOf(left) <= strength.indexOf(right) ? left : right;
}

function classifyClause(
  wording: CompiledWording,
  clause: string,
): GuardrailKind | 'grant' | undefined {
  const without = wording.without.exec(clause);
  if (without !== null) {
    if (isNegated(wording, clause, without.index)) return 'gate';
    if (!wording.otherSubject.test(mainClause(wording, clause, without.index))) return 'grant';
  }
  const asked = classifyAsking(wording, clause);
  if (asked !== undefined) return asked;
  const forbids = findProhibition(wording, withoutUnaskedQuestions(wording, clause));
  const gate = wording.gate.exec(clause);
  if (gate !== null && !isWithin(wording.grant.exec(clause), gate.index)) return 'gate';
  if (forbids === undefined && isGrant(wording, clause)) return 'grant';
  if (forbids !== undefined) return 'prohibit';
  if (wording.limit.test(clause) || wording.only.test(clause)) return 'limit';
  if (wording.duty.test(clause)) return 'duty';
  const modal = wording.dutyModal.exec(clause);
  if (modal !== null) {
    const after = clause.slice(modal.index + modal[0].length, modal.index + modal[0].length + 60);
    if (wording.dutyVerb.test(after)) return 'duty';
  }
  return undefined;
}

/** "When the user asks for a deploy, run it": what is said of the reader stands behind the comma. */
function mainClause(wording: CompiledWording, clause: string, index: number): string {
  const comma = clause.indexOf(', ');
  const [first = ''] = clause.split(' ', 1);
  if (comma < 0 || comma > index || !wording.subordinator.test(first)) return clause;
  return clause.slice(comma + 2);
}

const worthAsking: ReadonlySet<ObjectClass> = new Set(['money', 'secret', 'personal-data']);

/**
 * "Do not ask the user for what is in the repository" keeps the agent from asking, so it protects
 * nothing; "do not ask for passwords" does.
 */
function withoutUnaskedQuestions(wording: CompiledWording, clause: string): string {
  for (const ask of clause.matchAll(wording.askVerb)) {
    if (!wording.questionVerb.test(ask[0])) continue;
    const negation = negationOf(wording, clause, ask.index);
    if (negation === undefined) continue;
    const rest = clause.slice(ask.index + ask[0].length);
    if (objectsOf(wording, rest).some((object) => worthAsking.has(object))) return clause;
    return clause.slice(0, negation) + rest;
  }
  return clause;
}

/** "approval needed" is part of "no approval needed". */
function isWithin(outer: RegExpExecArray | null, index: number): boolean {
  return outer !== null && outer.index <= index && index < outer.index + outer[0].length;
}

/** "ask … before", "wait for approval" and their negations. */
function classifyAsking(wording: CompiledWording, clause: string): 'gate' | 'grant' | undefined {
  for (const ask of clause.matchAll(wording.askVerb)) {
    const found = classifyAsk(wording, clause, ask[0], ask.index);
    if (found !== undefined) return found;
  }
  const wait = wording.waitVerb.exec(clause);
  if (wait === null) return undefined;
  const after = clause.slice(wait.index + wait[0].length, wait.index + wait[0].length + 60);
  const person = wording.human.test(after) || wording.answer.test(after);
  if (!wording.approval.test(after) && !(person && after.startsWith(' for '))) return undefined;
  return isDirectlyNegated(wording, clause, wait.index) ? 'grant' : 'gate';
}

function classifyAsk(
  wording: CompiledWording,
  clause: string,
  verb: string,
  index: number,
): 'gate' | 'grant' | undefined {
  const after = clause.slice(index + verb.length, index + verb.length + 120);
  // Verbs that mean a person by themselves; "requires" and "get" need an approval close by.
  const bare = wording.personVerb.test(verb);
  const allowed = wording.approval.test(bare ? after : after.slice(0, 50));
  if (isDirectlyNegated(wording, clause, index)) {
    const leave =
      allowed || (bare && (asksNobodyElse(wording, after) || asksLeave(wording, after)));
    return leave ? 'grant' : undefined;
  }
  if (allowed && (bare || !wording.otherSubject.test(clause))) return 'gate';
  if (!bare) return undefined;
  if (asksLeave(wording, after)) return aboutFacts(verb, after) ? undefined : 'gate';
  const beforehand = wording.beforehand.test(clause.slice(0, index));
  return beforehand && wording.human.test(after) ? 'gate' : undefined;
}

/** Nothing follows but, perhaps, the person: "never ask", "do not ask the user". */
function asksNobodyElse(wording: CompiledWording, after: string): boolean {
  const rest = after
    .replace(wording.human, '')
    .replace(/[.!,]|\b(?:the|a|any)\b/g, '')
    .trim();
  return rest === '';
}

function asksLeave(wording: CompiledWording, after: string): boolean {
  return wording.beforehand.test(after) || wording.permissionQuestion.test(after);
}

/** "confirm that the file exists before": looks at things, not at people. */
function aboutFacts(verb: string, after: string): boolean {
  return verb.startsWith('confirm') && /^ (?:that|the (?!user)|it|existing|all|each)\b/.test(after);
}

/** A negation whose verb this is: nothing but fillers stands between. */
function isDirectlyNegated(wording: CompiledWording, clause: string, index: number): boolean {
  return negationOf(wording, clause, index) !== undefined;
}

/** Where that negation starts. */
function negationOf(wording: CompiledWording, clause: string, index: number): number | undefined {
  const words = wordsBefore(clause, index, 6);
  let start = clause.slice(0, index).trimEnd().length;
  for (let place = words.length - 1; place >= 0; place -= 1) {
    const word = words[place] ?? '';
    start -= word.length;
    if (wording.negation.test(word)) {
      return word !== 'no' || place < words.length - 1 ? Math.max(0, start) : undefined;
    }
    if (!wording.askFiller.test(word)) return undefined;
    start -= 1;
  }
  return undefined;
}

/** Something before this place in the clause turns it round. */
function isNegated(wording: CompiledWording, clause: string, index: number): boolean {
  return wording.negation.test(clause.slice(0, index));
}

function wordsBefore(clause: string, index: number, count: number): readonly string[] {
  return clause
    .slice(Math.max(0, index - 80), index)
    .trimEnd()
    .split(' ')
    .slice(-count);
}

function findProhibition(wording: CompiledWording, clause: string): number | undefined {
  const plain = wording.prohibition.exec(clause);
  if (plain !== null) return plain.index;
  for (const order of clause.matchAll(wording.directiveProhibition)) {
    if (opensOrder(wording, clause, order.index)) return order.index;
  }
  if (clause.split(' ').length > 5 || !wording.noThing.test(clause)) return undefined;
  // "No secrets in logs" forbids, "No recent activity" reports.
  const about = objectsOf(wording, clause)[0];
  return about === 'general' || wording.statement.test(clause) ? undefined : 0;
}

function isGrant(wording: CompiledWording, clause: string): boolean {
  const plain = wording.grant.exec(clause);
  if (plain !== null && !isNegated(wording, clause, plain.index)) return true;
  const order = wording.orderGrant.exec(clause);
  return (
    order !== null &&
    // "audit only (skip the checklist)" explains, it does not order.
    clause[order.index - 1] !== '(' &&
    opensOrder(wording, clause, order.index) &&
    !isNegated(wording, clause, order.index)
  );
}

/** The words at this place are an order to the reader, not a statement about something. */
function opensOrder(wording: CompiledWording, clause: string, index: number): boolean {
  const before = clause.slice(0, index).trimEnd();
  if (before === '' || /[,:(>"]$/.test(before)) return true;
  const words = before.split(' ').slice(-3);
  const last = (words[words.length - 1] ?? '').replace(/(?<!\P{L})\P{L}+$/u, '');
  if (wording.subordinator.test(words[words.length - 2] ?? '')) return false;
  if (wording.directiveStart.test(last)) return true;
  return wording.modal.test(last) && wording.directiveStart.test(words[words.length - 2] ?? 'you');
}

/** What a text speaks of, whether it protects or hands it over or not. */
export function objectsIn(plain: string): readonly ObjectClass[] {
  return compiledWordings.flatMap((wording) => objectsOf(wording, plain));
}

function objectsOf(wording: CompiledWording, plain: string): readonly ObjectClass[] {
  const rest = plain
    .replace(wording.notObject, ' ')
    .replace(/(?<![.!?,:;)])[.!?,:;)]+(?= |$)/g, '');
  const classes = wording.objects
    .filter((object) => object.words.test(rest))
    .map((object) => object.class);
  return classes.length === 0 ? ['general'] : classes;
}
