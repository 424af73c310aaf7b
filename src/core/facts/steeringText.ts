import { plainText } from './classifySentence';
import { hostileFamilies, speaksOfAttacks } from './hostileWording';

/** Orders to a model inside of a description (rules.json `manifest/tool-text-changed`, 2026-11). */
const steers =
  /\b(?:ignore|disregard)\b.{0,40}\b(?:previous|other|above|instructions?)\b|\b(?:do not|don't|never)\b.{0,30}\b(?:tell|mention|inform|show)\b.{0,30}\buser\b|\bbefore\b.{0,30}\b(?:any|every|using|calling)\b.{0,20}\btools?\b|\b(?:always|must)\b.{0,20}\bcall this\b|\.ssh\/|\bid_rsa\b|(?:^|[\s/"'])\.env\b|\b(?:private key|api keys?|credentials?)\b.{0,40}\b(?:include|pass|send|read)\b|\b(?:include|pass|send|read)\b.{0,40}\b(?:private key|api keys?|credentials?)\b/i;

/** What no honest help says, however long it is: kept from people, asked of nobody, keys of the machine. */
const betrays: readonly RegExp[] = [
  /\busers? (?:does not|doesn't|do not|don't|need not|must not|should not)(?: need| have)?(?: to)? (?:hear|know|see|learn|notice|be told)(?: about| of)? (?:this|these|it|that)\b/,
  /\b(?:do not|don't|never|without)(?: ever)? ask(?:ing)? (?:the |a |any )?users? (?:before|for (?:\w{1,20} )?(?:approval|confirmation|consent|permission))\b/,
  /\b(?:read|send|upload|attach|include)\b.{0,40}(?:\.ssh\/|\bid_(?:rsa|ed25519)\b|\.aws\/credentials)/,
];

/** Whether a description gives orders instead of describing. It is a sentence or two. */
export function steersShort(text: string): boolean {
  return steers.test(text) || steersLong(text);
}

/** The same of help and instructions, which tell the model much that is meant. */
export function steersLong(text: string): boolean {
  return text
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!?;])[ <"]|(?<=>)/)
    .some((sentence) => {
      const plain = plainText(sentence.trim().replace(/[.!?;]$/, ''));
      if (!betrays.some((pattern) => pattern.test(plain)) && hostileFamilies(plain).length === 0)
        return false;
      return !speaksOfAttacks(sentence);
    });
}
