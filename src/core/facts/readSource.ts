import { t } from '@vscode/l10n';
import { mostFacts } from './boundFacts';
import { maskSecrets } from './maskSecrets';
import { sourcePatterns } from './sourcePatterns';
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
  return [...traits, restOf(code)];
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
  let hash = 0x811c9dc5;
  for (const match of code.matchAll(/\S+/g)) {
    for (let index = 0; index < match[0].length; index += 1) {
      hash = Math.imul(hash ^ match[0].charCodeAt(index), 0x01000193);
    }
  }
  return {
    facet: 'code.other',
    subject: 'source:code.other',
    pointer: '',
    range: { start: 0, end: Math.min(1, code.length) },
    key: 'source rest',
    title: '',
    value: '',
    rank: 0,
    unit: String(hash),
    absent: 0,
    moved: 'neutral',
  };
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
    if (char === '"' || char === "'" || char === '`') at = endOfString(text, at, char);
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
