import { registryWeight } from '../facts/loaderVariable';
import type { Direction } from './change';

/**
 * Arguments that protect while they are there: taking one away loosens. Spelling differs from tool to
 * tool; what is not recognised here says nothing either way.
 */
const protective =
  /^--?(?:read-?only|readonly|ro|safe(?:-mode)?|dry-run|no-write|sandbox(?:ed)?|isolated|cap-drop|(?:allow(?:ed)?|permitted)-(?:hosts?|origins?|domains?|tools?|paths?|dirs?|directories|commands?|urls?)|(?:deny|disallow|exclude|block|forbid)[\w-]*|require-[\w-]+|project-ref|disable-(?:writes?|delete\w*|exec\w*|shell|uploads?|network|mutations?)|toolsets?|tools|scopes?|max-[\w-]+|limit)\b/i;

/**
 * Arguments that open something while they are there: code loaded from elsewhere, another source of
 * packages, a door to the host, a check switched off.
 */
const opening =
  /^--?(?:allow-(?:all|write|http|run|net|env|ffi|insecure|privileged|scripts)\b|yolo|unsafe|insecure|privileged|dangerously-[\w-]+|full-access|auto-approve|trust(?:ed)?\b|force|A$|cap-add|device|pid|ipc|userns|security-opt|entrypoint|no-(?:auth|verify|verification|sandbox|tls|ssl|confirm\w*|check\w*|check-certificate)|disable-(?:auth\w*|ssl\w*|tls\w*|verif\w*|cert\w*|sandbox|security|safety|cors|csrf|origin\w*|host\w*|check\w*|confirm\w*|approval\w*|validation|limit\w*|rate\w*|guard\w*|polic\w*|log\w*|audit\w*)|registry|index-url|extra-index-url|default-index|index|find-links|trusted-host|node-options|require|import|loader|experimental-loader|inspect(?:-brk)?|with(?:-requirements)?|plugin|load-extension|c$|call|r$|p$|package)(?:[=\s:]|$)?/i;

/** The value of a mode that holds a server back: `--access-mode=restricted`. */
export const restrictedMode =
  /^(?:restricted|read-?only|readonly|safe|strict|limited|sandbox(?:ed)?)$/i;

/** `--network none` confines, any other value of these opens. */
const confiningValue = /^(?:none|127\.0\.0\.1|localhost|::1|nobody|[1-9]\d{2,}(?::\d+)?)$/i;
const valued = /^--?(?:network|net|host|bind|address|user|u|listen)$/i;

/**
 * What a change of arguments means as far as their names tell.
 *
 * @param added, removed words that stand only after, only before
 * @param after, before the whole command lines, to see which flag a value belongs to
 * @returns neutral when nothing is recognised: most arguments move neither power nor protection
 */
export function argumentDirection(
  added: readonly string[],
  removed: readonly string[],
  after: readonly string[],
  before: readonly string[],
): Direction {
  const foreign = added.filter((word) => !namesPublicRegistry(word, after));
  const opens =
    foreign.some((word) => opening.test(word) || opening.test(flagAndValue(word, after)[0])) ||
    removed.some((word) => protective.test(word)) ||
    removed.some((word) => isConfining(word, before)) ||
    removed.some((word) => isRestrictedMode(word, before)) ||
    added.some((word) => isOpenValue(word, after)) ||
    valuesOf(protective, after, added).some((value) => value === '*' || value === 'all') ||
    // A list that restricts may have grown; which way cannot be told.
    sharesFlag(protective, added, removed, after, before);
  const closes =
    (added.some((word) => protective.test(word)) && !opens) ||
    removed.some((word) => opening.test(word)) ||
    added.some((word) => isConfining(word, after)) ||
    added.some((word) => isRestrictedMode(word, after));
  if (opens && closes) return 'mixed';
  if (opens) return 'loosens';
  return closes ? 'tightens' : 'neutral';
}

/** `--registry https://registry.npmjs.org`: where packages come from anyway. */
function namesPublicRegistry(word: string, line: readonly string[]): boolean {
  const bare = word.startsWith('-') && !word.includes('=');
  const next = bare ? line[line.indexOf(word) + 1] : undefined;
  const [flag, value] = flagAndValue(next ?? word, line);
  return (
    /^--?(?:registry|(?:extra-|default-)?index(?:-url)?)$/.test(flag) &&
    /^https:/.test(value) &&
    registryWeight(value) === undefined
  );
}

function isConfining(word: string, line: readonly string[]): boolean {
  const [flag, value] = flagAndValue(word, line);
  return valued.test(flag) && confiningValue.test(value);
}

function isRestrictedMode(word: string, line: readonly string[]): boolean {
  const [flag, value] = flagAndValue(word, line);
  return /(?:mode|level|profile|access)$/i.test(flag) && restrictedMode.test(value);
}

function isOpenValue(word: string, line: readonly string[]): boolean {
  const [flag, value] = flagAndValue(word, line);
  return valued.test(flag) && /^(?:host|0\.0\.0\.0|::|0|root|0:0)$/i.test(value);
}

/** Values that changed while their protective flag stayed, e.g. `--toolsets issues` → `all`. */
function sharesFlag(
  flags: RegExp,
  added: readonly string[],
  removed: readonly string[],
  after: readonly string[],
  before: readonly string[],
): boolean {
  const owners = (words: readonly string[], line: readonly string[]): readonly string[] =>
    words
      .map((word) => flagAndValue(word, line)[0])
      .filter((flag) => flag !== '' && flags.test(flag));
  const old = owners(removed, before);
  return owners(added, after).some((flag) => old.includes(flag)) && !shrinks(added, removed);
}

/** `--tools=read,write` → `--tools=read`: a list that lost some of its names and got none. */
function shrinks(added: readonly string[], removed: readonly string[]): boolean {
  const [now, old] = [added[0], removed[0]];
  if (now === undefined || old === undefined || added.length > 1 || removed.length > 1)
    return false;
  const names = (word: string): readonly string[] => word.replace(/^--?[\w-]+=/, '').split(',');
  const before = names(old);
  const after = names(now);
  return after.length < before.length && after.every((name) => before.includes(name));
}

function valuesOf(
  flags: RegExp,
  line: readonly string[],
  words: readonly string[],
): readonly string[] {
  return words.flatMap((word) => {
    const [flag, value] = flagAndValue(word, line);
    return flags.test(flag) ? [value] : [];
  });
}

/** `--flag=value`, or the value with the flag that stands before it. */
function flagAndValue(
  word: string,
  line: readonly string[],
): readonly [flag: string, value: string] {
  const own = /^(--?[\w-]+)=(.*)$/s.exec(word);
  if (own !== null) return [own[1] ?? '', own[2] ?? ''];
  if (word.startsWith('-')) return [word, ''];
  const before = line[line.indexOf(word) - 1] ?? '';
  return [/^--?[\w-]+$/.test(before) ? before : '', word];
}
