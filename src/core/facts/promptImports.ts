import type { BlockNode, ParsedText, SectionNode } from '../parse/tree';
import type { Surface } from '../surfaces/surface';
import type { ImportFact } from './fact';

/** Clients whose instructions take over other files by `@path` (reference landscape, October 2026). */
const importing: ReadonlySet<Surface['client']> = new Set<Surface['client']>([
  'Claude Code',
  'Gemini CLI',
  'Qwen Code',
]);

/** `@docs/rules.md`, `@~/notes.md`, `@./a`: at the start of a word, and more than the name of somebody. */
const reference = /(?<![\w@`./-])@((?:~\/|\.{1,2}\/|\/)?[\w.-]+(?:\/[\w.-]+)*)/g;
const isPath = /^(?:~\/|\.{1,2}\/|\/)|\.(?:md|mdc|mdx|txt|json|ya?ml|toml)$/;

/**
 * Files whose text an instruction file takes over. Code and code spans import nothing.
 *
 * @param parsed Markdown
 */
export function readPromptImports(parsed: ParsedText, surface: Surface): readonly ImportFact[] {
  if (!importing.has(surface.client) || parsed.body === undefined) return [];
  if (!parsed.text.includes('@')) return [];
  const facts: ImportFact[] = [];
  collect(parsed.body, facts);
  return facts;
}

function collect(section: SectionNode, into: ImportFact[]): void {
  for (const child of section.children) {
    if (child.kind === 'section') collect(child, into);
    else if (child.block !== 'code' && child.block !== 'html') into.push(...importsOf(child));
  }
}

function importsOf(block: BlockNode): readonly ImportFact[] {
  if (!block.text.includes('@')) return [];
  // Same length, so that places stay true.
  const text = block.text.replace(/`[^`\n]{1,400}`/g, (span) => ' '.repeat(span.length));
  return Array.from(text.matchAll(reference)).flatMap((match) => {
    const target = (match[1] as string).replace(/(?<!\.)\.+$/, '');
    if (!isPath.test(target)) return [];
    const start = block.range.start + match.index;
    return [
      {
        facet: 'prompt.import',
        subject: 'prompt',
        pointer: '',
        range: { start, end: start + 1 + target.length },
        target,
        outside: /^(?:~\/|\/|(?:\.\.\/){2,})/.test(target),
      },
    ];
  });
}
