import { t } from '@vscode/l10n';
import type { TextRange } from '../parse/tree';
import { dependencyTrait } from './dependencyTrait';
import { infrastructureTrait } from './infrastructureTrait';
import type { TraitFact } from './traitFact';

/** A requirement (PEP 508) on a line of its own, or in quotes in a list within one. */
const requirement =
  /(?:^[ \t]{0,20}|[[,][ \t]{0,20}(?=["']))(["']?)([A-Za-z][\w.-]{0,80}(?:\[[\w,-]{0,80}\])?)[ \t]{0,5}\(?((?:[~=<>!]=|@[ \t]{0,5}(?=[A-Za-z][A-Za-z+]{0,20}:)|@[ \t]{1,5}(?=[^\s\"'])|[<>][ \t]{0,5}\d)[^"'\n#;]{1,200})/gm;

/** What a requirements file asks for, or a project file of Python: PEP 621 lists, tables of Poetry. */
export function readRequirements(text: string): TraitFact[] {
  return numbered([...readTables(text), ...readLines(text)]);
}

/** A package may be asked for in several lists; each is a requirement of its own. */
function numbered(traits: readonly TraitFact[]): TraitFact[] {
  const counts = new Map<string, number>();
  return traits.map((trait) => {
    const count = (counts.get(trait.key) ?? 0) + 1;
    counts.set(trait.key, count);
    return count === 1 ? trait : { ...trait, key: `${trait.key} ${count}` };
  });
}

function readLines(text: string): TraitFact[] {
  const traits: TraitFact[] = [];
  for (const match of text.matchAll(requirement)) {
    if (isInComment(text, match.index)) continue;
    const name = match[2] ?? '';
    // The checksums of a requirement stand behind it, often on lines of their own.
    const version = (match[3] ?? '')
      .replace(/\s{1,10}(?:--hash|\\)[^\n]{0,200}$/, '')
      .trim()
      .replace(/\)$/, '');
    const start = match.index + match[0].length - (match[3] ?? '').length;
    const hash = requirementHash(text, start);
    if (hash !== undefined) {
      traits.push(
        infrastructureTrait({
          facet: 'dependency',
          key: `requirement hash ${name.toLowerCase()}`,
          pointer: `/${name}/hash`,
          range: hash,
          title: t('checksum of `{0}`', name),
          value: text.slice(hash.start, hash.end),
          rank: 0,
          unit: 'requirement-hash',
          absent: 1,
          moved: 'neutral',
          meaning: t('what is downloaded is checked'),
        }),
      );
    }
    traits.push(asked('requirement', name, start, version, version.replace(/^@\s*/, '')));
  }
  return traits;
}

function asked(
  kind: 'requirement' | 'source',
  name: string,
  start: number,
  written: string,
  value: string,
): TraitFact {
  return dependencyTrait(name, {
    key: `${kind} ${name.toLowerCase()}`,
    pointer: `/${name}`,
    range: { start, end: start + written.length },
    value,
  });
}

/** The first checksum of the requirement that starts here; its lines end with a backslash. */
function requirementHash(text: string, start: number): TextRange | undefined {
  const rest = text.slice(start, start + 400);
  const match = /^[^\n\\]{0,200}(?:\\\r?\n\s{0,20})?(--hash=\w{1,10}:[0-9a-f]{8,128})/.exec(rest);
  if (match === null) return undefined;
  const end = start + match[0].length;
  return { start: end - (match[1] ?? '').length, end };
}

/** Whether a list that begins here stands behind a `#` that is in no quotes. */
function isInComment(text: string, at: number): boolean {
  let quote = '';
  for (let place = text.lastIndexOf('\n', at - 1) + 1; place < at; place += 1) {
    const letter = text.charAt(place);
    if (quote === '"' && letter === '\\') place += 1;
    else if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '#') return true;
  }
  return false;
}

/** Tables of names: what Poetry installs, and where uv takes packages from. */
const table =
  /^\[tool\.(?:poetry(?:\.group\.[\w-]{1,80})?\.(?:dev-)?dependencies|uv\.(sources))(?:\.([\w-]{1,80}))?\]/gm;
const tableLine =
  /^[ \t]{0,20}["']?([A-Za-z][\w.-]{0,80})["']?[ \t]{0,20}=[ \t]{0,20}([["'{][^\n]{1,300})/gm;

function readTables(text: string): TraitFact[] {
  return [...text.matchAll(table)].flatMap((head) => {
    const from = head.index + head[0].length;
    const next = text.indexOf('\n[', from);
    const body = text.slice(from, next < 0 ? text.length : next);
    const kind = head[1] === undefined ? 'requirement' : 'source';
    const own = head[2];
    if (own !== undefined) {
      const written = body.trim();
      const start = from + body.indexOf(written);
      return [asked(kind, own, start, written, placeOrVersion(written))];
    }
    return [...body.matchAll(tableLine)].map((line) => {
      const found = line[2] ?? '';
      const start = from + line.index + line[0].length - found.length;
      const written = found.trim();
      return asked(kind, line[1] ?? '', start, written, placeOrVersion(written));
    });
  });
}

/** As pip would write it: a version, or a place and what is taken from there. */
function placeOrVersion(written: string): string {
  if (/^["']/.test(written)) return written.slice(1).split(/["']/, 1)[0] ?? '';
  const place = /\b(?:git|url|path)[ \t]{0,5}=[ \t]{0,5}["']([^"']{1,250})["']/.exec(written)?.[1];
  const taken = /\b(?:rev|tag|branch)[ \t]{0,5}=[ \t]{0,5}["']([^"']{1,250})["']/.exec(
    written,
  )?.[1];
  if (place !== undefined) return taken === undefined ? place : `${place}@${taken}`;
  const version = /\bversion[ \t]{0,5}=[ \t]{0,5}["']([^"']{1,250})["']/.exec(written)?.[1];
  const index = /\b(?:source|index)[ \t]{0,5}=[ \t]{0,5}["']([^"']{1,250})["']/.exec(written)?.[1];
  const known = version ?? (index === undefined ? written.slice(0, 200) : '');
  return index === undefined ? known : `${known} (${index})`.trim();
}
