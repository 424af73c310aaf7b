import { t } from '@vscode/l10n';
import { isLoopback } from '../facts/endpoint';
import type { SentenceFact } from '../facts/fact';
import { maskSecrets } from '../facts/maskSecrets';
import type { DataNode } from '../parse/tree';
import { memberOf } from '../parse/navigate';
import { isAboutAttacks, isTextAboutAttacks } from './aboutAttacks';
import { removeItemsFix } from './jsonFixes';
import type { Detection, RuleContext, Severity } from './rule';

const address = /https?:\/\/[^\s)<>"'`\]]{4,300}/;
const loads =
  /\b(?:fetch|download|read|load|get|open|curl|wget|retrieve|import|consult|pull)\b[^.;]{0,120}$/i;
const refused = /\b(?:never|do not|don't|must not|should not|cannot|avoid|without|not)\b/i;
const follows =
  /\b(?:follow|apply|execute|obey|adopt|treat)\b[^.;]{0,60}\b(?:instructions?|rules?|steps?|guidelines?|it|them|that|everything)\b|\buse (?:it|them|this|that) as\b|\b(?:instructions?|rules?|guidelines?)\b[^.;]{0,40}\b(?:apply|are binding|take precedence)\b/i;
/** A text, not a page for people, or a place where anybody puts text. */
const isRawText =
  /^https?:\/\/(?:raw\.githubusercontent\.com|gist\.github(?:usercontent)?\.com|pastebin\.com|[\w.-]*notion\.(?:so|site)|docs\.google\.com)\/|\.(?:md|mdc|txt|sh|ps1)(?:[?#]|$)/i;
const isPinned = /\/[0-9a-f]{40}\//;
const everyTime =
  /\b(?:each|every|always|before (?:you|any|starting|each)|first|at the start|on start-?up)\b/i;

/**
 * Instructions that stand elsewhere: “fetch this page and follow it”, and addresses in a client's list
 * of instruction files (reference prompt/remote-instructions). A link to read is no instruction.
 */
export function checkRemoteInstructions(context: RuleContext): readonly Detection[] {
  const listed = listedAddresses(context);
  const { sentences } = context.facts;
  const told = sentences.flatMap((sentence, index) => {
    if (!sentence.text.includes('://') || isAboutAttacks(context, index)) return [];
    const found = toldToFollow(sentence, sentences[index + 1]);
    return found === undefined ? [] : [detect(context, sentence, found)];
  });
  return told.length === 0 || isTextAboutAttacks(sentences) ? listed : [...listed, ...told];
}

interface Told {
  readonly url: string;
  readonly severity: Severity;
}

function toldToFollow(sentence: SentenceFact, next: SentenceFact | undefined): Told | undefined {
  const found = address.exec(sentence.text);
  if (found === null) return undefined;
  const url = found[0].replace(/(?<![.,;:*_])[.,;:*_]+$/, '');
  const before = sentence.text.slice(0, found.index);
  if (!loads.test(before) || refused.test(before) || isLoopback(hostOf(url))) return undefined;
  const after = sentence.text.slice(found.index + url.length);
  const below = next?.subject === sentence.subject ? next.text : '';
  // What is followed is named after the address, or the address is where it comes from.
  const parts = [before, after, below.slice(0, 200)];
  if (!parts.some((part) => follows.test(part) && !refused.test(part))) return undefined;
  if (isPinned.test(url)) return { url, severity: 'low' };
  const grave = isRawText.test(url) || everyTime.test(sentence.text);
  return { url, severity: grave ? 'high' : 'medium' };
}

function detect(context: RuleContext, sentence: SentenceFact, { url, severity }: Told): Detection {
  const at = context.text.indexOf(url, sentence.range.start);
  const inside = at >= 0 && at + url.length <= sentence.range.end;
  return {
    ...described(url, severity),
    subject: sentence.subject,
    pointer: sentence.pointer,
    range: inside ? { start: at, end: at + url.length } : sentence.range,
    fixes: [],
  };
}

/** OpenCode fetches the addresses in its list of instruction files at every start. */
function listedAddresses(context: RuleContext): readonly Detection[] {
  if (context.surface.client !== 'OpenCode' || context.root === undefined) return [];
  const list = memberOf(context.root, 'instructions')?.value;
  return (list?.kind === 'array' ? list.items : []).flatMap((item, index) => {
    const url = addressIn(item);
    if (url === undefined || isLoopback(hostOf(url))) return [];
    const pointer = `/instructions/${index}`;
    return [
      {
        ...described(url, isPinned.test(url) ? 'low' : 'high'),
        subject: 'instructions',
        pointer,
        range: item.range,
        fixes: removeItemsFix(context, [pointer], t('Remove this address')),
      },
    ];
  });
}

function described(
  url: string,
  severity: Severity,
): Pick<
  Detection,
  'severity' | 'introducedSeverity' | 'message' | 'because' | 'entity' | 'factors'
> {
  const shown = maskSecrets(url.length <= 120 ? url : `${url.slice(0, 117)}…`);
  return {
    severity: severity === 'high' ? 'medium' : 'low',
    introducedSeverity: severity,
    message:
      severity === 'low'
        ? t(
            'The agent follows instructions from {0}. They stand still at one commit; read them there once.',
            shown,
          )
        : t(
            'The agent follows whatever {0} says. Whoever controls that page controls the agent, and no review sees it. Take the text into the project, or name one commit of it.',
            shown,
          ),
    because:
      severity === 'low' ? t('instructions at one commit') : t('instructions from elsewhere'),
    entity: `remote ${maskSecrets(url)}`,
    factors: {},
  };
}

function addressIn(node: DataNode): string | undefined {
  return node.kind === 'string' && /^https?:\/\//.test(node.value) ? node.value : undefined;
}

function hostOf(url: string): string {
  return /^https?:\/\/(?:[^\s/@]{0,200}@)?([^\s/:?#]{1,253})/.exec(url)?.[1] ?? '';
}
