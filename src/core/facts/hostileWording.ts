/** What a sentence does that no honest instruction needs. */
export type HostileFamily = 'override' | 'conceal' | 'exfiltrate' | 'impersonate';

const person = String.raw`(?:the |any |your )?(?:users?|human|developers?|operators?|reviewers?|maintainers?|anyone|anybody)`;
const not = String.raw`(?:do not|don't|never|must not|should not|without)(?: ever)?`;

/** The reader is told to keep something from the person it works for. */
const conceal: readonly RegExp[] = [
  new RegExp(
    String.raw`\b${not} (?:tell|telling|inform|informing|notify|notifying|alert|alerting|warn|warning) ${person}(?: (?:that|about|of|what|when|you|this|why)\b|$)`,
  ),
  new RegExp(
    String.raw`\b(?:do not|don't|never)(?: ever)? (?:mention|reveal|disclose|report|admit|acknowledge)(?: to ${person})? (?:this|these|it|that you|the (?:step|change|upload|request|call)|what you did|having|you used|(?:any of )?these)\b`,
  ),
  new RegExp(
    String.raw`\b(?:do not|don't|never)(?: ever)? (?:mention|reveal|disclose|report|admit) to ${person} (?:that|you)\b`,
  ),
  new RegExp(
    String.raw`\b(?:hide|conceal|keep) (?:this|these|it|the (?:change|step|upload|request|call)s?)\b.{0,40}\bfrom ${person}\b`,
  ),
];

/** What may well stay unsaid: noise, not deeds. */
const noise =
  /\b(?:progress|formatting|whitespace|typos?|lint\w*|internal (?:steps?|reasoning|state)|thinking|tool names?|reminders?|obvious|when to use|style|wording)\b/;

const override =
  /^(?:\W*|(?:system )?override[: ]+|please |now |from now on,? |important[: ]+)(?:ignore|disregard|forget)(?: (?:all|any|every|each|about|of|the|your|my|these|those))* (?:(?:previous|prior|earlier|above|preceding|system|safety|security|ethical|original|developer|user)[\w ]{0,20} )?(?:instructions?|rules|guidelines|prompts?|restrictions|polic(?:y|ies))\b/;
/** "Ignore your instructions" is; "ignore the formatting rules below" is not. */
const overrideObject =
  /\b(?:previous|prior|earlier|above|preceding|system|safety|security|ethical|original|developer|your|all) (?:\w+ ){0,2}(?:instructions?|rules|guidelines|prompts?|restrictions|polic(?:y|ies))\b/;

const secretFile = String.raw`(?:\.env\b(?!\.)(?: file)?|~?\/?\.(?:ssh|aws|gnupg|kube|docker|netrc|npmrc|pypirc|pgpass)\b(?![\w\/.-]{0,80}\.pub\b)[\w\/.-]*|id_(?:rsa|ed25519|ecdsa)\b(?!\.pub)|keychain|seed phrase|session cookies)`;
const secretThing = String.raw`(?:contents? of (?:the )?\.env|${secretFile}|environment variables|\$\{?\w{0,40}(?:key|token|secret|password)\w{0,20}|api[ -]?keys?|access tokens?|credentials|passwords?|private keys?|ssh keys?|secrets|conversation(?: history)?|chat history)`;
const outside = String.raw`(?:https?:\/\/|image (?:url|link|tag|source)|pastebin|external (?:server|url|endpoint|host|service)|remote (?:server|host)|webhook|this (?:url|address|endpoint))`;
const sending = String.raw`(?:send|post|upload|append|encode|include|embed|exfiltrate|transmit|forward|email|put|add)`;
const exfiltrate: readonly RegExp[] = [
  new RegExp(
    String.raw`\b${sending}\b[^.]{0,40}(?<![\w.])${secretThing}\b[^.]{0,60}\b(?:to|in|into|as|at|via|through)\b[^.]{0,40}${outside}`,
  ),
  // First the secret, then "send it" or "include its contents" and the way out.
  new RegExp(
    String.raw`(?<![\w.])${secretThing}[^;]{1,60}\b${sending} (?:it|them|(?:its|their|the) (?:contents?|values?)|everything)\b.{1,60}${outside}`,
  ),
];
const secret = new RegExp(String.raw`(?<![\w.])${secretThing}`);
/** The address is where a key comes from: "the key you get at https://…". */
const comesFrom =
  /\b(?:get|obtain|find|found|created?|generated?|issued|available|see|visit)(?: \w{1,20}){0,2} (?:at|from|on|under|via) https?:\/\/$|\bfrom https?:\/\/$/;
const negated =
  /\b(?:do not|don't|never|must not|should not|cannot|avoid|no|without|refuse to|forbidden)\b/;

const impersonate = /\[\/?inst\]|<<sys>>|<\|(?:im_start|system|endofprompt)\|>/;

/** Words of people who write about attacks instead of making one. */
const aboutAttacks =
  /\b(?:attack(?:s|ers?|ed)?|malicious|injections?|injected|jailbreaks?|adversar\w+|hostile|suspicious|red flags?|detect(?:s|ed|ion|ing)?|exploit\w*|phishing|untrusted|threats?|examples?|e\.g\.|such as|patterns?|phrases?|attempts?|payloads?|scanner|poison\w*|if (?:a|an|the|any|some)\b.{0,60}\b(?:says?|asks?|tells?|contains?|instructs?|claims?|tries))\b/i;

/** A sentence, or the heading above it, speaks about attacks, quotes one or gives an example. */
export function speaksOfAttacks(text: string): boolean {
  // An address says nothing about what the sentence is about: `https://collect.example`.
  return aboutAttacks.test(text.replace(/https?:\/\/\S+/g, ''));
}

function sendsSecret(plain: string): boolean {
  return exfiltrate.some((pattern) => {
    const sends = pattern.exec(plain);
    if (sends === null || comesFrom.test(sends[0])) return false;
    return !negated.test(plain.slice(0, sends.index));
  });
}

/**
 * What is hostile in one sentence. Negation is resolved first: a harmful deed that is forbidden
 * protects, only what is to be kept from the person in charge conceals.
 *
 * @param plain by `plainText`: lower case, without marks and quoted speech
 */
export function hostileFamilies(plain: string): readonly HostileFamily[] {
  const found: HostileFamily[] = [];
  if (conceal.some((pattern) => pattern.test(plain)) && !noise.test(plain)) found.push('conceal');
  const order = plain.replace(/^[^\p{L}]+/u, '');
  const drops = override.test(order) && overrideObject.test(order);
  if (drops) found.push('override');
  // Whoever drops the rules and asks for a secret in one breath wants it out, whatever the way.
  if (sendsSecret(plain) || (drops && secret.test(plain))) found.push('exfiltrate');
  if (impersonate.test(plain)) found.push('impersonate');
  return found;
}
