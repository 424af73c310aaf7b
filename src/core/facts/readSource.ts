import { t } from '@vscode/l10n';
import { mostFacts } from './boundFacts';
import { maskSecrets } from './maskSecrets';
import { readRefusals } from './sourceRefusals';
import { sourcePatterns } from './sourcePatterns';
import { readSourceTexts } from './sourceTexts';
import { steersLong, steersShort } from './steeringText';
import type { TraitFact } from './traitFact';

/**
 * What the source of an MCP server says that a reviewer would look at first, told from words alone:
 * comments do not count, what is computed is not seen. Equal places are numbered, so that one check
 * of several that is gone shows.
 */
export function readSource(text: string): TraitFact[] {
  const code = withoutComments(text);
  const traits: TraitFact[] = [];
  const counts = new Map<string, number>();
  for (const source of sourcePatterns) {
    for (const match of code.matchAll(source.pattern)) {
      const name = match.groups?.['name'] ?? '';
      const value = match.groups?.['value'] ?? '';
      const called = `source ${source.id} ${name}`;
      const count = (counts.get(called) ?? 0) + 1;
      counts.set(called, count);
      const from =
        value === '' ? (name === '' ? 0 : match[0].lastIndexOf(name)) : match[0].lastIndexOf(value);
      const start = match.index + from;
      const length = (value || name || match[0]).length;
      const rank = source.rank(value);
      traits.push({
        facet: source.facet,
        subject: `source:${source.facet}`,
        pointer: `/${source.id}/${name === '' ? count : name}`,
        range: { start, end: start + length },
        key: `${called} ${count}`,
        title: titleOf(source.title(), name),
        value: value === '' ? '' : maskSecrets(shown(value)),
        ...(rank === undefined ? {} : { rank }),
        unit: source.id,
        absent: source.absent,
        moved: source.moved,
        meaning: source.meaning(),
      });
      // What is told of the rest stands at the start: from there on nothing counts as judged.
      if (traits.length >= mostFacts.traits) return [...traits, restOf(code)];
    }
  }
  for (const trait of [...refusalTraits(code), ...textTraits(code)]) {
    if (traits.length >= mostFacts.traits) break;
    traits.push(trait);
  }
  return [...traits, restOf(code)];
}

/** What models read. One that gives orders lets more happen than one that describes. */
function textTraits(code: string): TraitFact[] {
  const counts = new Map<string, number>();
  return readSourceTexts(code).map(({ name, value, start, end, long }) => {
    // Without the quotes at its ends.
    const opening = /^[\s(]*[frbu]?(?:"""|'''|["'`])/.exec(value)?.[0].length ?? 0;
    const closing = /(?:"""|'''|["'`])$/.exec(value)?.[0].length ?? 0;
    const text = value.slice(opening, value.length - closing);
    const steering = long ? steersLong(text) : steersShort(text);
    const called = `source tool-text ${name}`;
    const count = (counts.get(called) ?? 0) + 1;
    counts.set(called, count);
    return {
      facet: 'code.tool',
      subject: 'source:code.tool',
      pointer: `/tool-text/${name === '' ? count : name}`,
      range: { start: start + opening, end: Math.max(start + opening, end - closing) },
      key: `${called} ${count}`,
      title: titleOf(t('a text that models read'), name),
      value: maskSecrets(shown(text)),
      rank: steering ? 1 : 0,
      // Of a long text only the ends are shown.
      unit: `tool-text ${textNumber(text)}`,
      absent: 0,
      moved: steering ? 'loosens' : 'unknown',
      meaning: t('models follow what it says'),
    };
  });
}

function refusalTraits(code: string): TraitFact[] {
  const counts = new Map<string, number>();
  return readRefusals(code).map(({ name, start, end }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const facet = /rate|limit|throttl/i.test(name) ? 'code.rate-limit' : 'code.validation';
    return {
      facet,
      subject: `source:${facet}`,
      pointer: `/refusal/${name}`,
      range: { start, end },
      key: `source refusal ${name} ${count}`,
      title: titleOf(t('a check that refuses'), name),
      value: '',
      rank: -1,
      unit: 'refusal',
      absent: 0,
      moved: 'neutral',
      meaning: t('what does not pass it goes no further'),
    };
  });
}

function titleOf(title: string, name: string): string {
  return name === '' ? title : t('{0} (`{1}`)', title, name);
}

function shown(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return line.length <= 120 ? line : `${line.slice(0, 80)} … ${line.slice(-36)}`;
}

/** Everything else, as one number: that it changed is worth a word, what it means cannot be told. */
function restOf(code: string): TraitFact {
  return {
    facet: 'code.other',
    subject: 'source:code.other',
    pointer: '',
    range: { start: 0, end: Math.min(1, code.length) },
    key: 'source rest',
    title: '',
    value: '',
    rank: 0,
    unit: textNumber(code),
    absent: 0,
    moved: 'neutral',
  };
}

/** Tells texts apart, white space aside. */
function textNumber(text: string): string {
  let hash = 0x811c9dc5;
  for (const match of text.matchAll(/\S+/g)) {
    for (let index = 0; index < match[0].length; index += 1) {
      hash = Math.imul(hash ^ match[0].charCodeAt(index), 0x01000193);
    }
  }
  return String(hash);
}

/**
 * The same text with blanks for comments, so that places stay. Strings stay; what only looks like a
 * comment in them does too. One pass: nothing is looked at twice, closed or not.
 */
export function withoutComments(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let at = 0;
  const blank = (end: number): void => {
    parts.push(text.slice(kept, at), text.slice(at, end).replace(/[^\n]/g, ' '));
    kept = end;
    at = end;
  };
  while (at < text.length) {
    const char = text[at];
    if (text.startsWith('"""', at)) at = endOf(text, '"""', at + 3) + 3;
    else if (char === '"' || char === "'" || char === '`') at = endOfString(text, at, char);
    else if (char === '/' && text[at + 1] === '*') blank(endOf(text, '*/', at + 2) + 2);
    else if (char === '/' && text[at + 1] === '/' && text[at - 1] !== ':') {
      blank(endOf(text, '\n', at));
    } else if (char === '#' && !/\S/.test(text[at - 1] ?? ' ')) blank(endOf(text, '\n', at));
    else at += 1;
  }
  return parts.join('') + text.slice(kept);
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end;
}

/** Only template strings go over several lines; an apostrophe in prose ends with its line. */
function endOfString(text: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < text.length) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === quote || (char === '\n' && quote !== '`')) return at + 1;
    at += 1;
  }
  return text.length;
}
