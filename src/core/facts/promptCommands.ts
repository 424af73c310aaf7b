import type { DataNode, ParsedText, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import type { HookFact } from './fact';
import { maskSecrets } from './maskSecrets';
import { placesOf } from './readGovernedSettings';

/** The event of commands that a prompt runs while it is being read. */
export const expansionEvent = 'prompt-use';

/** More than this in one place is prose with an exclamation mark, and slow to show. */
const longest = 500;

/** How a prompt of each client runs commands by itself (reference landscape, section 13, October 2026). */
const syntaxOf: Readonly<Partial<Record<Surface['client'], 'backticks' | 'braces'>>> = {
  'Claude Code': 'backticks',
  'Agent Plugins': 'backticks',
  'Agent Skills': 'backticks',
  OpenCode: 'backticks',
  'Gemini CLI': 'braces',
  'Qwen Code': 'braces',
};

/** Instructions that are read at the start run nothing; commands, skills and agents do. */
const runs = /skill|command|prompt|agent-elsewhere/;

/**
 * Commands that run when a prompt is used, before the model sees it: `` !`git status` `` and blocks
 * fenced with `` ```! `` (Claude Code, OpenCode), `!{git status}` (Gemini CLI).
 *
 * @param parsed Markdown or TOML; the raw text is searched, code included
 */
export function readPromptCommands(parsed: ParsedText, surface: Surface): readonly HookFact[] {
  const syntax = syntaxOf[surface.client];
  const { text } = parsed;
  if (syntax === undefined || !runs.test(surface.id) || !text.includes('!')) return [];
  const places = syntax === 'braces' ? bracedPlaces(text) : backtickPlaces(text);
  return places.map((range) => expansion(text, range, syntax));
}

/**
 * The same in templates that stand in a data file, as the custom commands of OpenCode
 * (`command.<name>.template`) do.
 *
 * @param places patterns, as in `GovernedSetting`
 */
export function readTemplateCommands(
  text: string,
  root: DataNode,
  places: readonly string[],
): readonly HookFact[] {
  return places
    .flatMap((at) => placesOf(root, at, new Set()))
    .flatMap(({ node, pointer }) =>
      backtickPlaces(text.slice(node.range.start, node.range.end)).map(({ start, end }) => {
        const range = { start: node.range.start + start, end: node.range.start + end };
        return expansion(text, range, 'backticks', pointer);
      }),
    );
}

function expansion(
  text: string,
  range: TextRange,
  form: 'backticks' | 'braces',
  pointer = '',
): HookFact {
  const raw = text.slice(range.start, range.end).trim();
  return {
    facet: 'hook',
    subject: `hook:${expansionEvent}`,
    pointer,
    range,
    event: expansionEvent,
    matcher: '*',
    condition: '',
    command: maskSecrets(raw),
    raw,
    form,
    action: 'command',
    phase: 'after',
    failsOpen: true,
    background: false,
    surroundings: '',
  };
}

function backtickPlaces(text: string): readonly TextRange[] {
  const places: TextRange[] = [];
  for (const match of text.matchAll(/(?<![\w!`])!`([^`\n]{1,500})`/g)) {
    const start = match.index + 2;
    places.push({ start, end: start + (match[1] as string).length });
  }
  for (const match of text.matchAll(/^[ \t]{0,3}```![ \t]*\r?\n([^`]{1,2000})```/gm)) {
    const start = match.index + match[0].indexOf('\n') + 1;
    const end = match.index + match[0].length - '```'.length;
    places.push({ start, end });
  }
  return places.sort((left, right) => left.start - right.start);
}

/** `!{…}` with braces that balance. */
function bracedPlaces(text: string): readonly TextRange[] {
  const places: TextRange[] = [];
  for (let open = text.indexOf('!{'); open >= 0; open = text.indexOf('!{', open + 2)) {
    const start = open + 2;
    let depth = 1;
    let end = start;
    for (; end < text.length && end - start <= longest && depth > 0; end += 1) {
      if (text[end] === '{') depth += 1;
      else if (text[end] === '}') depth -= 1;
    }
    if (depth === 0) places.push({ start, end: end - 1 });
  }
  return places;
}
