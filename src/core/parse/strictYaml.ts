import { t } from '@vscode/l10n';
import type { Document, YAMLMap } from 'yaml';
import type { TextProblem } from './textProblem';
import type { TextRange } from './tree';
import { loadYaml, readYamlDocument } from './yamlDocument';

/** Deeper than anything that is read strictly nests. */
const deepest = 100;

/** A value with the places of its parts, or what is wrong with the text. */
export interface StrictYaml {
  readonly value: unknown;
  /** The place of a value, or of its key; of the nearest thing above it when it is not there. */
  readonly locate: (pointer: string, onKey?: boolean) => TextRange;
  /** When there is one, `value` is undefined. */
  readonly problems: readonly TextProblem[];
}

/**
 * Reads YAML that has to say what it shows: YAML 1.2 with the core types, no anchors, tags, directives
 * or second documents, no key twice. May throw what the library throws.
 *
 * @param unreadable the sentence for a text that is no YAML at all
 */
export function readStrictYaml(text: string, unreadable: string): StrictYaml {
  const document = readYamlDocument(
    text,
    {
      version: '1.2',
      schema: 'core',
      strict: true,
      // Looked for below; the library compares every key with every other.
      uniqueKeys: false,
      merge: false,
      // `silent` would also swallow the error about a second document.
      logLevel: 'error',
    },
    deepest,
  );
  const start = { start: 0, end: Math.min(1, text.length) };
  const broken = (message: string): StrictYaml => ({
    value: undefined,
    locate: () => start,
    problems: [{ message, range: start, pointer: '' }],
  });
  if (document === 'too-deep') return broken(t('This is nested too deeply to be read.'));
  if (document === 'too-broken') return broken(unreadable);
  const problems: TextProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    message: yamlSentence(error.code),
    range: wordAt(text, error.pos[0], error.pos[1]),
    pointer: '',
  }));
  if (document.directives.yaml.explicit === true) {
    problems.push({
      message: t('There are no directives here. Take the line with “%” away.'),
      range: { start: 0, end: 1 },
      pointer: '',
    });
  }
  problems.push(...forbidden(document));
  const locate = (pointer: string, onKey = false): TextRange => place(document, pointer, onKey);
  const value: unknown = problems.length > 0 ? undefined : document.toJS();
  return { value, locate, problems };
}

/** The library points at the first character of a key; a word can be seen. */
function wordAt(text: string, start: number, end: number): TextRange {
  const word = /^[\w-]*/.exec(text.slice(start, start + 100))?.[0].length ?? 0;
  return { start, end: Math.max(start, end, start + word) };
}

/** Anchors, aliases, tags and keys written twice: ways to make a text mean something else than it shows. */
function forbidden(document: Document): readonly TextProblem[] {
  const yaml = loadYaml();
  const problems: TextProblem[] = [];
  yaml.visit(document, {
    Node(_key, node) {
      const range = { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
      if (yaml.isAlias(node) || node.anchor !== undefined) {
        problems.push({
          message: t('There are no anchors and no aliases here. Write the value out.'),
          range,
          pointer: '',
        });
      } else if (node.tag !== undefined) {
        problems.push({
          message: t('There are no tags here. Take the “!” word away.'),
          range,
          pointer: '',
        });
      }
      if (yaml.isMap(node)) problems.push(...writtenTwice(node));
    },
  });
  return problems;
}

function writtenTwice(map: YAMLMap): readonly TextProblem[] {
  const yaml = loadYaml();
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    if (!yaml.isScalar(key)) return [];
    const name = String(key.value);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const range = rangeOf(key.range) ?? { start: 0, end: 0 };
    return [{ message: t('This key stands here twice. Keep one.'), range, pointer: '' }];
  });
}

/** The place of a value, or of its key; of the nearest thing above it when it is not there. */
function place(document: Document, pointer: string, onKey: boolean): TextRange {
  const yaml = loadYaml();
  let node: unknown = document.contents;
  let range: TextRange = { start: 0, end: 1 };
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (yaml.isMap(node)) {
      const pair = node.items.find(
        (item) => yaml.isScalar(item.key) && String(item.key.value) === step,
      );
      if (pair === undefined || !yaml.isScalar(pair.key)) return range;
      range = rangeOf(pair.key.range) ?? range;
      node = pair.value;
    } else if (yaml.isSeq(node)) {
      node = node.items[Number(step)];
      if (yaml.isNode(node)) range = firstLine(node, rangeOf(node.range) ?? range);
    } else {
      return range;
    }
  }
  if (!onKey && yaml.isScalar(node)) return rangeOf(node.range) ?? range;
  return range;

  /** A whole entry underlined is noise; its first key is enough. */
  function firstLine(item: unknown, whole: TextRange): TextRange {
    const first = yaml.isMap(item) ? item.items[0]?.key : undefined;
    return yaml.isScalar(first) ? (rangeOf(first.range) ?? whole) : whole;
  }
}

function rangeOf(
  range: readonly [number, number, number] | null | undefined,
): TextRange | undefined {
  return range === null || range === undefined ? undefined : { start: range[0], end: range[1] };
}

function yamlSentence(code: string): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return t('One file holds one document. Take away what follows “---”.');
    case 'TAB_AS_INDENT':
      return t('Tabs cannot indent here. Use spaces.');
    case 'BAD_INDENT':
    case 'UNEXPECTED_TOKEN':
      return t('The indentation does not fit what stands above. Line it up.');
    case 'MISSING_CHAR':
      return t('A quotation mark or bracket is missing here.');
    case 'BAD_ALIAS':
      return t('There are no anchors and no aliases here. Write the value out.');
    case 'TAG_RESOLVE_FAILED':
      return t('There are no tags here. Take the “!” word away.');
    default:
      return t(
        'This is not YAML as it is needed here. Quote the text, or undo the last edit here.',
      );
  }
}
