import { seededRandom, type Random } from '../perf/random';
import { tokens } from './dictionary';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { sampleRecord } from '../unit/recordSupport';
import { readers } from './readers';
import { governedPaths, seedTexts, type SeedText } from './seedTexts';

/** One governed file, before and after. */
export interface FuzzInput {
  readonly shape: Shape;
  /** For a shape `reader`: which of them reads the text, all by itself. */
  readonly path: string;
  readonly text: string | undefined;
  readonly baseline: { readonly text: string | undefined } | undefined;
}

export type Shape =
  | 'mutated'
  | 'prefix'
  | 'json'
  | 'toml'
  | 'yaml'
  | 'markdown'
  | 'garbage'
  | 'nested'
  | 'repeated'
  | 'pumped'
  | 'reader';

/** How often of a thousand each shape comes. */
const shares: readonly (readonly [Shape, number])[] = [
  ['reader', 500],
  ['mutated', 190],
  ['prefix', 60],
  ['json', 80],
  ['toml', 35],
  ['yaml', 35],
  ['markdown', 40],
  ['garbage', 30],
  ['nested', 12],
  ['repeated', 15],
  ['pumped', 3],
];

const pumpedLength = 12_000;

/** Makes the input with a number; the same number and seed make the same input. */
export function inputMaker(seed: number): (index: number) => FuzzInput {
  const seeds = seedTexts();
  const paths = governedPaths();
  const record = serialiseRecord(sampleRecord());
  return (index) => {
    // Neighbouring seeds of the generator are alike in their first number only.
    const random = seededRandom(Math.imul(seed, 2_654_435_761) ^ Math.imul(index, 40_503));
    random.below(2);
    const shape = chooseShape(random);
    const start = random.pick(seeds);
    if (shape === 'reader') return forReader(random, start, record);
    const path = choosePath(random, shape, start, paths);
    const text = make(random, shape, start, seeds);
    return { shape, path, text: text.slice(0, 150_000), ...beforeIt(random, text, start) };
  };
}

const names = Object.keys(readers);

/** A text for one reader: something of its grammar, with a few edits, now and then many times over. */
function forReader(random: Random, start: SeedText, record: string): FuzzInput {
  const path = random.pick(names);
  const line = random.pick(start.text.split('\n'));
  const base = random.below(2) === 0 ? line.trim() : phrase(random);
  const whole = path === 'record' ? record : random.below(6) === 0 ? garbage(random) : base;
  const edited = mutate(random, whole, start.text);
  const text = random.below(60) === 0 ? repeated(random, base, 3_000) : edited;
  return { shape: 'reader', path, text, baseline: undefined };
}

function chooseShape(random: Random): Shape {
  let left = random.below(1000);
  for (const [shape, share] of shares) {
    if (left < share) return shape;
    left -= share;
  }
  return 'mutated';
}

const formats: Partial<Record<Shape, RegExp>> = {
  json: /json/,
  toml: /\.toml$/,
  yaml: /\.ya?ml$/,
  markdown: /\.(?:md|mdc)$/,
};

function choosePath(
  random: Random,
  shape: Shape,
  start: SeedText,
  paths: readonly string[],
): string {
  if ((shape === 'mutated' || shape === 'prefix') && random.below(8) > 0) return start.path;
  const format = formats[shape];
  if (format === undefined || random.below(10) === 0) return random.pick(paths);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const path = random.pick(paths);
    if (format.test(path)) return path;
  }
  return start.path;
}

function beforeIt(random: Random, text: string, start: SeedText): Pick<FuzzInput, 'baseline'> {
  switch (random.below(5)) {
    case 0:
      return { baseline: undefined };
    case 1:
      return { baseline: { text: undefined } };
    case 2:
      return { baseline: { text: start.text } };
    default:
      return { baseline: { text: mutate(random, text, start.text) } };
  }
}

function make(random: Random, shape: Shape, start: SeedText, seeds: readonly SeedText[]): string {
  switch (shape) {
    case 'mutated':
      return mutate(random, start.text, random.pick(seeds).text);
    case 'prefix':
      return start.text.slice(0, random.below(start.text.length + 1));
    case 'json':
      return serverJson(random);
    case 'toml':
      return toml(random);
    case 'yaml':
      return yaml(random, 0, 0);
    case 'markdown':
      return markdown(random);
    case 'garbage':
      return garbage(random);
    case 'nested':
      return nested(random);
    case 'repeated':
      return repeated(random, start.text, 200 + random.below(1_800));
    case 'pumped':
    case 'reader':
      return repeated(random, start.text, pumpedLength);
  }
}

/** A few edits at random places: take out, put in, double, swap, splice in from elsewhere. */
function mutate(random: Random, text: string, other: string): string {
  let result = text;
  for (let edits = 1 + random.below(5); edits > 0; edits -= 1) {
    const from = random.below(result.length + 1);
    const to = Math.min(result.length, from + random.below(random.pick([2, 8, 60])));
    const head = result.slice(0, from);
    const tail = result.slice(to);
    switch (random.below(7)) {
      case 0:
        result = head + tail;
        break;
      case 1:
        result = head + random.pick(tokens) + result.slice(from);
        break;
      case 2:
        result = head + random.pick(tokens) + tail;
        break;
      case 3:
        result = head + result.slice(from, to) + result.slice(from);
        break;
      case 4: {
        const at = random.below(other.length + 1);
        result = head + other.slice(at, at + random.below(120)) + tail;
        break;
      }
      case 5:
        result = head + String.fromCharCode(random.below(0x10000)) + tail;
        break;
      default:
        result = random.below(6) === 0 ? result.replaceAll('\n', '\r\n') : head + tail;
    }
  }
  return result;
}

function phrase(random: Random): string {
  let text = '';
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    text += random.pick(tokens) + (random.below(3) === 0 ? ' ' : '');
  }
  return text;
}

function serverJson(random: Random): string {
  const keys = ['mcpServers', 'servers', 'permissions', 'hooks', 'inputs', 'mcp', 'x'];
  const members = Array.from(
    { length: 1 + random.below(3) },
    () => `${JSON.stringify(random.pick(keys))}: ${json(random, 0)}`,
  );
  return `{\n  ${members.join(random.below(20) === 0 ? '\n' : ',\n  ')}\n}\n`;
}

function json(random: Random, depth: number): string {
  const list = (item: () => string): string =>
    Array.from({ length: random.below(4) }, item).join(', ');
  const kind = random.below(depth > 4 ? 4 : 9);
  if (kind > 5 || (depth < 2 && kind > 1)) {
    return `{ ${list(() => `${JSON.stringify(keyOf(random, depth))}: ${json(random, depth + 1)}`)} }`;
  }
  if (kind === 4) return `[${list(() => json(random, depth + 1))}]`;
  if (kind === 3) return random.pick(['true', 'false', 'null', '0', '-1.5e3', '1e999']);
  return JSON.stringify(phrase(random));
}

function keyOf(random: Random, depth: number): string {
  return depth === 0 && random.below(3) > 0 ? `s${random.below(3)}` : random.pick(tokens);
}

function toml(random: Random): string {
  const lines = Array.from({ length: 1 + random.below(12) }, () => {
    const key = random.pick([
      'mcp_servers',
      'a',
      'a.b',
      '"x y"',
      'approval_policy',
      'sandbox_mode',
      'args',
      random.pick(tokens),
    ]);
    switch (random.below(6)) {
      case 0:
        return `[mcp_servers.${random.pick(['a', 'b', random.pick(tokens)])}]`;
      case 1:
        return `[[${key}]]`;
      case 2:
        return `${key} = [${json(random, 3)}, ${json(random, 3)}]`;
      case 3:
        return `${key} = { ${key} = ${json(random, 3)} }`;
      case 4:
        return `${key} = """\n${phrase(random)}\n"""`;
      default:
        return `${key} = ${json(random, 3)}`;
    }
  });
  return `${lines.join('\n')}\n`;
}

function yaml(random: Random, indent: number, depth: number): string {
  const pad = ' '.repeat(indent);
  let text = '';
  for (let count = 1 + random.below(5); count > 0; count -= 1) {
    const key = random.pick(['mcpServers', 'name', 'a', 'tools', random.pick(tokens)]);
    const lead = random.below(5) === 0 ? `${pad}- ` : `${pad}${key}: `;
    switch (random.below(depth > 3 ? 3 : 5)) {
      case 0:
        text += `${lead}${json(random, 3)}\n`;
        break;
      case 1:
        text += `${lead}${phrase(random)}\n`;
        break;
      case 2:
        text += `${lead}|\n${pad}  ${phrase(random)}\n`;
        break;
      default:
        text += `${lead}\n${yaml(random, indent + 1 + random.below(3), depth + 1)}`;
    }
  }
  return text;
}

function markdown(random: Random): string {
  let text = random.below(2) === 0 ? `---\n${yaml(random, 0, 1)}---\n` : '';
  for (let count = 1 + random.below(14); count > 0; count -= 1) {
    const line = Array.from({ length: 1 + random.below(6) }, () => random.pick(tokens)).join(' ');
    const lead = random.pick([
      '# ',
      '## ',
      '- ',
      '1. ',
      '> ',
      '    ',
      '',
      '',
      '| ',
      '```',
      '<!-- ',
    ]);
    text += lead + line + random.pick(['\n', '\n\n', '\r\n', '. ', '.\n']);
  }
  return text;
}

function garbage(random: Random): string {
  const codes = random.pick([0x7f, 0x300, 0x10000]);
  return Array.from({ length: random.below(400) }, () =>
    String.fromCharCode(random.below(codes)),
  ).join('');
}

function nested(random: Random): string {
  const open = random.pick([
    '[',
    '{"a":',
    '- ',
    '> ',
    '{a: ',
    '[[',
    '(',
    '* ',
    'a:\n ',
    '# ',
    '  ',
  ]);
  const depth = 1 << random.below(13);
  const close = open.startsWith('{') ? '}' : open === '[' ? ']' : '';
  const closed = random.below(2) === 0 ? close.repeat(depth) : '';
  const lead = random.pick(['', 'a: ', 'a = ', '---\na: ', '{"mcpServers": {"a": {"args": ']);
  return lead + open.repeat(depth) + (open === '{"a":' ? '1' : '') + closed;
}

/** A short piece over and over: what a pattern that backtracks takes forever on. */
function repeated(random: Random, text: string, length: number): string {
  const from = random.below(text.length + 1);
  const piece =
    random.below(2) === 0 ? phrase(random) : text.slice(from, from + 1 + random.below(30));
  if (piece === '') return '';
  const pump = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const at = random.below(text.length + 1);
  return random.below(3) === 0 ? pump : text.slice(0, at) + pump + text.slice(at);
}
