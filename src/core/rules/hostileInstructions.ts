import { t } from '@vscode/l10n';
import { plainText } from '../facts/classifySentence';
import type { SentenceFact } from '../facts/fact';
import { hostileFamilies, type HostileFamily } from '../facts/hostileWording';
import { isAboutAttacks, isTextAboutAttacks } from './aboutAttacks';
import { removeSentence } from './restoreSentences';
import type { Detection, RuleContext, Severity } from './rule';
import { quoted, sentenceEntity } from './sentenceContext';

/** Words that may carry hostility at all; spares the others the closer look. */
const trigger =
  /\b(?:ignore|disregard|forget|mention|tell|telling|inform|informing|notify|notifying|alert|alerting|warn|warning|reveal|disclose|report|admit|acknowledge|hide|conceal|keep|send|post|upload|append|encode|include|embed|exfiltrate|transmit|forward|email|put|add)\b|\[\/?inst\]|<<sys>>|<\|/i;

/**
 * Sentences that override, conceal, send secrets away or pose as the system. Prose about security,
 * quotations and code stay silent: what is forbidden, quoted or shown as an example is no order.
 */
export function checkHostileInstructions(context: RuleContext): readonly Detection[] {
  const { sentences } = context.facts;
  const found = sentences.flatMap((sentence, index) => {
    if (!trigger.test(sentence.text)) return [];
    const families = hostileFamilies(plainText(sentence.text));
    if (families.length === 0 || isQuotation(sentence.text)) return [];
    return isAboutAttacks(context, index) ? [] : [{ sentence, families }];
  });
  if (found.length === 0 || isTextAboutAttacks(sentences)) return [];
  const all = new Set(found.flatMap(({ families }) => families));
  return found.map(({ sentence, families }) => detect(context, sentence, families, all.size));
}

function detect(
  context: RuleContext,
  sentence: SentenceFact,
  families: readonly HostileFamily[],
  kinds: number,
): Detection {
  const family = families[0] ?? 'override';
  const grave = kinds > 1 || family === 'conceal' || family === 'exfiltrate';
  const introduced: Severity = grave ? 'high' : 'medium';
  return {
    severity: grave ? 'medium' : 'low',
    introducedSeverity: introduced,
    subject: sentence.subject,
    pointer: sentence.pointer,
    range: sentence.range,
    message: messageOf(family, quoted(context.facts, sentence)),
    because: becauseOf(family),
    entity: `hostile ${sentenceEntity(sentence)}`,
    factors:
      family === 'exfiltrate' ? { privilege: { points: 4, because: t('leaves the machine') } } : {},
    fixes: [
      {
        id: 'remove',
        title: t('Remove this sentence'),
        edits: [removeSentence(context.text, sentence.range)],
        preferred: false,
      },
    ],
  };
}

/** The whole sentence is somebody else's. */
function isQuotation(text: string): boolean {
  return /^\W{0,6}["“«'‘`]/u.test(text) || /["“”»`]\W{0,3}$/u.test(text);
}

function messageOf(family: HostileFamily, text: string): string {
  switch (family) {
    case 'override':
      return t(
        'The agent is told to drop the rules it was given: “{0}”. Honest instructions add to them; find out who wrote this, or remove it.',
        text,
      );
    case 'conceal':
      return t(
        'The agent is told to keep something from the person it works for: “{0}”. There is hardly an honest reason; find out who wrote this, or remove it.',
        text,
      );
    case 'exfiltrate':
      return t(
        'The agent is told to send secrets out: “{0}”. Remove it, and find out who wrote it.',
        text,
      );
    case 'impersonate':
      return t(
        'Marks that models take for the system’s own voice stand in the text: “{0}”. Remove them.',
        text,
      );
  }
}

function becauseOf(family: HostileFamily): string {
  switch (family) {
    case 'override':
      return t('told to drop its rules');
    case 'conceal':
      return t('told to keep people in the dark');
    case 'exfiltrate':
      return t('told to send secrets out');
    case 'impersonate':
      return t('poses as the system');
  }
}
