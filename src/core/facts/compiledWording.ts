import type { ObjectClass } from './fact';
import type { PromptWording, Words } from './promptWording';
import { promptWordings } from './promptWordings';

/** A wording as regular expressions. All match whole words; none keeps state. */
export interface CompiledWording {
  readonly trigger: RegExp;
  readonly negation: RegExp;
  readonly prohibition: RegExp;
  readonly directiveProhibition: RegExp;
  readonly directiveStart: RegExp;
  readonly subordinator: RegExp;
  readonly noThing: RegExp;
  readonly statement: RegExp;
  readonly askFiller: RegExp;
  readonly askVerb: RegExp;
  readonly personVerb: RegExp;
  readonly questionVerb: RegExp;
  readonly waitVerb: RegExp;
  readonly answer: RegExp;
  readonly permissionQuestion: RegExp;
  readonly approval: RegExp;
  readonly human: RegExp;
  readonly beforehand: RegExp;
  readonly without: RegExp;
  readonly gate: RegExp;
  readonly limit: RegExp;
  readonly only: RegExp;
  readonly dutyModal: RegExp;
  readonly dutyVerb: RegExp;
  readonly duty: RegExp;
  readonly grant: RegExp;
  readonly orderGrant: RegExp;
  readonly modal: RegExp;
  readonly otherSubject: RegExp;
  readonly ranks: readonly { readonly rank: 1 | 2; readonly words: RegExp }[];
  readonly softHeading: RegExp;
  readonly exception: RegExp;
  readonly narrowing: RegExp;
  readonly selfActor: RegExp;
  readonly afterwards: RegExp;
  readonly quotation: RegExp;
  readonly harmless: RegExp;
  readonly voidSentence: RegExp;
  readonly voidHeading: RegExp;
  readonly listing: RegExp;
  readonly upperBound: RegExp;
  readonly lowerBound: RegExp;
  readonly number: RegExp;
  readonly numbers: readonly string[];
  readonly label: RegExp;
  readonly badExample: RegExp;
  readonly leadIns: {
    readonly prohibit: RegExp;
    readonly gate: RegExp;
    readonly grant: RegExp;
    readonly example: RegExp;
  };
  readonly objects: readonly { readonly class: ObjectClass; readonly words: RegExp }[];
  readonly notObject: RegExp;
}

/** Every wording, compiled once; the engine compiles each expression when it is first used. */
export const compiledWordings: readonly CompiledWording[] = promptWordings.map(compile);

function compile(wording: PromptWording): CompiledWording {
  return {
    trigger: new RegExp(wording.triggers.join('|')),
    negation: anywhere(wording.negations),
    prohibition: anywhere(wording.prohibitions),
    directiveProhibition: new RegExp(anywhere(wording.directiveProhibitions).source, 'gu'),
    directiveStart: whole(wording.directiveStarts),
    subordinator: whole(wording.subordinators),
    noThing: atStart([wording.noThing]),
    statement: anywhere([wording.statements]),
    askFiller: whole([wording.askFillers]),
    askVerb: new RegExp(anywhere(wording.askVerbs).source, 'gu'),
    personVerb: atStart(wording.personVerbs),
    questionVerb: whole(wording.questionVerbs),
    waitVerb: anywhere(wording.waitVerbs),
    answer: anywhere(wording.answers),
    permissionQuestion: anywhere(wording.permissionQuestions),
    approval: anywhere(wording.approvals),
    human: anywhere(wording.humans),
    beforehand: anywhere(wording.beforehand),
    without: anywhere([wording.without]),
    gate: anywhere(wording.gates),
    limit: anywhere(wording.limits),
    only: atStart([wording.only]),
    dutyModal: anywhere(wording.dutyModals),
    dutyVerb: anywhere(wording.dutyVerbs),
    duty: anywhere(wording.duties),
    grant: anywhere(wording.grants),
    orderGrant: anywhere(wording.orderGrants),
    modal: whole(wording.modals),
    otherSubject: atStart(wording.otherSubjects),
    ranks: wording.ranks.map(({ rank, words }) => ({ rank, words: anywhere(words) })),
    softHeading: anywhere(wording.softHeadings),
    exception: anywhere(wording.exceptions),
    narrowing: whole(wording.narrowings),
    selfActor: anywhere(wording.selfActors),
    afterwards: anywhere(wording.afterwards),
    quotation: anywhere(wording.quotations),
    harmless: anywhere(wording.harmless),
    voidSentence: anywhere(wording.voids),
    voidHeading: anywhere(wording.voidHeadings),
    listing: anywhere(wording.listings),
    upperBound: anywhere(wording.upperBounds),
    lowerBound: anywhere(wording.lowerBounds),
    number: new RegExp(anywhere(wording.numbers).source, 'gu'),
    numbers: wording.numbers,
    label: whole(wording.labels),
    badExample: new RegExp(wording.badExample, 'u'),
    leadIns: {
      prohibit: anywhere(wording.leadIns.prohibit),
      gate: anywhere(wording.leadIns.gate),
      grant: anywhere(wording.leadIns.grant),
      example: anywhere(wording.leadIns.example),
    },
    objects: wording.objects.map((object) => ({
      class: object.class,
      words: anywhere(object.words),
    })),
    notObject: new RegExp(anywhere(wording.notObjects).source, 'gu'),
  };
}

function anywhere(words: Words): RegExp {
  return new RegExp(`(?<![\\w'-])(?:${words.join('|')})(?![\\w'-])`, 'u');
}

function atStart(words: Words): RegExp {
  return new RegExp(`^(?:${words.join('|')})(?![\\w'-])`, 'u');
}

function whole(words: Words): RegExp {
  return new RegExp(`^(?:${words.join('|')})$`, 'u');
}
