import {
  classifySentence,
  plainText,
  readLeadIn,
  type LeadIn,
  type SentenceClass,
} from './classifySentence';
import { hostileFamilies } from './hostileWording';
import { normalSentence } from './normalSentence';
import { foreignLanguage } from './readForeign';

/**
 * What follows from the words of one sentence, wherever it stands; each part is worked out when it is
 * first asked for. Read it through a `Memory`: most sentences stand on both sides and stay.
 */
export class SentenceReading {
  readonly normal: string;
  private readonly classes = new Map<LeadIn | undefined, SentenceClass>();
  private leadIn: { readonly found: LeadIn | undefined } | undefined;

  constructor(private readonly text: string) {
    this.normal = normalSentence(text);
  }

  /** What the sentence is below such a heading or introduction. */
  classBelow(leadIn: LeadIn | undefined): SentenceClass {
    let found = this.classes.get(leadIn);
    if (found === undefined) {
      found = classifySentence(this.text, this.normal, leadIn);
      this.classes.set(leadIn, found);
    }
    return found;
  }

  private foreign: { readonly language: string | undefined } | undefined;

  /** Not English, as far as can be told. */
  get isForeign(): boolean {
    this.foreign ??= { language: foreignLanguage(this.text) };
    return this.foreign.language !== undefined;
  }

  /** What it says, as a heading or an introduction, about what stands below it. */
  get saysBelow(): LeadIn | undefined {
    this.leadIn ??= { found: readLeadIn(this.text) };
    return this.leadIn.found;
  }

  /** The same where it orders or conceals something: "Do not tell the user" protects nobody. */
  orderBelow(leadIn: LeadIn | undefined): SentenceClass {
    const found = this.classBelow(leadIn);
    return found.guardrail === 'prohibit' && this.isHostile ? { grant: false, objects: [] } : found;
  }

  private hostile: boolean | undefined;

  private get isHostile(): boolean {
    this.hostile ??= hostileFamilies(plainText(this.text)).length > 0;
    return this.hostile;
  }
}

/** To be recalled by the text of a sentence. */
export function readSentence(text: string): SentenceReading {
  return new SentenceReading(text);
}
