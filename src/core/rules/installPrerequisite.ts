import { t } from '@vscode/l10n';
import { maskSecrets } from '../facts/maskSecrets';
import { isAboutAttacks, isTextAboutAttacks, sentenceBefore } from './aboutAttacks';
import { splitLines } from '../parse/splitLines';
import type { Detection, RuleContext, Severity } from './rule';

/** Spares most lines the closer look. */
const trigger =
  /curl|wget|\b(?:irm|iwr|iex)\b|invoke-|xattr|spctl|csrutil|mppreference|defender|gatekeeper|antivirus|smartscreen|real-?time protection|base64|sudo|\s-g\b|--global|\.(?:zip|rar|7z|exe|dmg|pkg|msi|scr|ps1)\b/i;
/** Nobody reads further than this in one line. */
const longest = 2000;

const refused =
  /\b(?:never|do not|don't|must not|should not|cannot|avoid|instead of|rather than|block(?:s|ed)?|den(?:y|ies|ied)|forbid(?:s|den)?|reject(?:s|ed)?|detects?|flags?|refuse)\b/i;

type Sign = 'locked' | 'guard-off' | 'decoded' | 'piped' | 'program' | 'global';

/** From what is hardly ever honest to what everybody does. */
const signs: readonly { readonly sign: Sign; readonly pattern: RegExp }[] = [
  {
    sign: 'locked',
    pattern:
      /\.(?:zip|rar|7z)\b[^\n]{0,80}?\b(?:password|passcode)\b(?! ?manager)[^\n]{0,20}|\b(?:password|passcode)\b[^\n]{0,40}?\.(?:zip|rar|7z)\b/i,
  },
  {
    sign: 'guard-off',
    pattern:
      /\bxattr\s+-(?:r?c|cr|r?d|dr)\b[^\n`]{0,120}|\bspctl\s+--(?:master|global)-disable\b|\bcsrutil\s+disable\b|\bset-mppreference\s+-disable\w{1,60}|\b(?:disable|deactivate|turn off|switch off)\s+(?:\w+\s+){0,3}(?:antivirus|defender|gatekeeper|smartscreen|real-?time protection)\b/i,
  },
  {
    sign: 'decoded',
    pattern:
      /\bbase64\s{1,3}(?:-d|-D|--decode)\b[^\n|]{0,80}\|\s{0,3}(?:sudo\s{1,3})?(?:ba|z|da)?sh\b|\bpowershell[^\n]{0,40}\s-e(?:nc|ncodedcommand)?\s[^\n`]{20,60}/i,
  },
  {
    sign: 'piped',
    pattern:
      /\b(?:curl|wget)\b[^\n|]{0,300}\|\s{0,3}(?:sudo\s{1,3})?(?:-\w+\s{1,3})?(?:(?:ba|z|da|k)?sh|python\d?|node)\b|\b(?:irm|iwr|invoke-\w{1,20})\b[^\n|]{0,300}\|\s{0,3}(?:iex|invoke-expression)\b|\biex\b[^\n]{0,80}\b(?:irm|iwr|downloadstring)\b/i,
  },
  {
    sign: 'program',
    pattern:
      /\b(?:download|get|grab|fetch)\b[^\n]{0,160}\.(?:zip|rar|7z|exe|dmg|pkg|msi|scr|ps1)\b[^\n]{0,80}?\b(?:run|open|start|execute|launch|install|double-click)\b/i,
  },
  {
    sign: 'global',
    pattern:
      /\bsudo\s+(?:-\w+\s+)?(?:pip3?|npm|gem)\s+(?:i|install)\b[^\n`]{0,80}|\b(?:npm|pnpm|yarn)\s+(?:global\s+add|(?:i|install|add)\s+(?:-g|--global))\b[^\n`]{0,80}/i,
  },
];

/** Where projects that everybody knows keep their installer (their own pages, November 2026). */
const knownInstaller =
  /https:\/\/(?:sh\.rustup\.rs|bun\.sh|deno\.land|astral\.sh|get\.pnpm\.io|get\.docker\.com|claude\.ai|opencode\.ai|ollama\.com|ollama\.ai|raw\.githubusercontent\.com\/(?:nvm-sh\/nvm|Homebrew\/install)|install\.python-poetry\.org|mise\.run|install\.determinate\.systems|nixos\.org)(?=[/\s"'|)]|$)/i;
/** Said to the agent, for each of its sessions: no hint for people who set a machine up. */
const eachTime =
  /\b(?:each|every|a new) (?:new )?(?:session|task|conversation|run|time)\b|\b(?:session|conversation) starts?\b|\b(?:at|on) (?:the )?(?:session )?start\b|\bstart of (?:the|each|every|a) (?:session|task|conversation)\b|\balways (?:first )?run\b/i;
/** Anybody can put a program there, and nobody knows whose it is. */
const nobodysPlace =
  /http:\/\/(?!localhost|127\.)|https?:\/\/(?:\d{1,3}\.){3}\d|https?:\/\/(?:bit\.ly|tinyurl\.com|t\.co|is\.gd|pastebin\.com|glot\.io|gist\.github(?:usercontent)?\.com|transfer\.sh|[\w-]+\.(?:ngrok(?:-free)?\.(?:io|app|dev)|trycloudflare\.com|loca\.lt))/i;

/**
 * Steps of a skill or an instruction that bring a program onto the machine from somewhere
 * (reference skill/install-prerequisite). What a package manager installs by name stays silent.
 */
export function checkInstallPrerequisites(context: RuleContext): readonly Detection[] {
  const { text, surface, facts } = context;
  if (surface.format !== 'markdown' || !trigger.test(text)) return [];
  const found = splitLines(text).flatMap((line) => {
    const content = line.content.slice(0, longest);
    return trigger.test(content) ? detectIn(context, line.start, content) : [];
  });
  return found.length === 0 || isTextAboutAttacks(facts.sentences) ? [] : found;
}

function detectIn(context: RuleContext, start: number, line: string): readonly Detection[] {
  const { facts } = context;
  for (const { sign, pattern } of signs) {
    const match = pattern.exec(line);
    if (match === null) continue;
    // The name of an archive belongs to its ending.
    let at = match.index;
    while (sign === 'locked' && at > 0 && /\S/.test(line[at - 1] as string)) at -= 1;
    const before = line.slice(0, at);
    // As an argument of another command it is looked at, not run.
    if (refused.test(before) || /["']\s*$/.test(before)) return [];
    const index = sentenceBefore(facts.sentences, start + at);
    if (isAboutAttacks(context, index)) return [];
    const place = facts.sentences[index];
    const said = line.slice(at, match.index + match[0].length).trimEnd();
    const [introducedSeverity, severity] = levelsOf(context, sign, line);
    if (introducedSeverity === 'info') return [];
    return [
      {
        severity,
        introducedSeverity,
        subject: place?.subject ?? 'prompt',
        pointer: place?.pointer ?? '',
        range: { start: start + at, end: start + at + said.length },
        message: messageOf(sign, shortened(said)),
        because: becauseOf(sign),
        entity: `install ${maskSecrets(said).slice(0, 160)}`,
        factors: {},
        fixes: [],
      },
    ];
  }
  return [];
}

/** The level when the edit brought it, and when it was there before. */
function levelsOf(
  { surface }: RuleContext,
  sign: Sign,
  line: string,
): readonly [Severity, Severity] {
  switch (sign) {
    case 'locked':
    case 'guard-off':
    case 'decoded':
      return ['high', 'medium'];
    case 'piped':
    case 'program':
      if (nobodysPlace.test(line)) return ['high', 'medium'];
      if (knownInstaller.test(line)) return ['info', 'info'];
      if (eachTime.test(line)) return ['high', 'medium'];
      // Skills come from strangers; the guide of a project tells how its own machine is set up.
      return surface.id.includes('skill') ? ['medium', 'low'] : ['low', 'low'];
    case 'global':
      return ['low', 'info'];
  }
}

function messageOf(sign: Sign, said: string): string {
  switch (sign) {
    case 'locked':
      return t(
        'An archive with a password has to be installed first: “{0}”. The password is there so that virus scanners cannot look inside; do not open it.',
        said,
      );
    case 'guard-off':
      return t(
        'A protection of the machine has to be switched off first: “{0}”. Honest programs do not need that; find out what it lets through.',
        said,
      );
    case 'decoded':
      return t(
        'Encoded commands have to be run first: “{0}”. Nobody can read what they do; decode them, or leave this out.',
        said,
      );
    case 'piped':
      return t(
        'A program is fetched and run at once: “{0}”. What it does is decided by that page on the day; name a package with an exact version, or keep the script in the project.',
        said,
      );
    case 'program':
      return t(
        'A program from a page has to be run first: “{0}”. Nothing says who made it; name a package of a registry, or its maker and checksum.',
        said,
      );
    case 'global':
      return t(
        'A package is installed for the whole machine: “{0}”. It stays when the project is gone; install it in the project, with an exact version.',
        said,
      );
  }
}

function becauseOf(sign: Sign): string {
  switch (sign) {
    case 'locked':
      return t('archive that scanners cannot open');
    case 'guard-off':
      return t('switches a protection of the machine off');
    case 'decoded':
      return t('runs what nobody can read');
    case 'piped':
      return t('fetches a program and runs it');
    case 'program':
      return t('program from a page');
    case 'global':
      return t('installed for the whole machine');
  }
}

function shortened(text: string): string {
  const masked = maskSecrets(text.replace(/\p{Cf}|\p{Cc}/gu, ''));
  return masked.length <= 120 ? masked : `${masked.slice(0, 117)}…`;
}
