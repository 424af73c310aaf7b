/** Endings of names that are copies or templates of what stands before the ending. */
const copyEndings: ReadonlySet<string> = new Set(
  'example sample template tmpl tpl dist default backup bak old orig local disabled off j2 age'.split(
    ' ',
  ),
);

/** Attributes that chezmoi puts before a name; a `modify_` or `run_` script is no copy of the file. */
const attributes = /^(?:(?:create|encrypted|exact|empty|executable|private|readonly)_)*(?:dot_)?/;

const copyEnding = new RegExp(
  `(?:\\.(?:${[...copyEndings].join('|')})(?:[-_.]?\\d[\\w.-]{0,80})?|~){1,6}$`,
);

/** `settings.example.json` */
const copyInfix = /\.(?:example|sample|template|default|dist)(?=\.\w+$)/;

/**
 * Where a file will stand that is kept in a dotfile repository or as a template:
 * `private_dot_claude/settings.json.tmpl` is `.claude/settings.json`.
 *
 * @returns undefined for a path that is nothing of the kind
 */
export function deployedPath(path: string): string | undefined {
  const managed = path.includes('dot_') && /(?:^|\/)(?:[a-z]+_)*dot_/.test(path);
  if (!managed && !hasCopyEnding(path)) return undefined;
  const parts = path.split('/');
  const names = managed ? parts.map(withoutAttributes) : parts;
  const last = names.length - 1;
  names[last] = (names[last] ?? '').replace(copyEnding, '').replace(copyInfix, '');
  const deployed = names.join('/');
  return deployed === path || names[last] === '' ? undefined : deployed;
}

/** Asked for every file of a repository, so without a regular expression. */
function hasCopyEnding(path: string): boolean {
  const last = path.lastIndexOf('.');
  if (last < 0) return path.endsWith('~');
  const ending = path.slice(last + 1);
  if (copyEndings.has(ending) || ending.endsWith('~')) return true;
  if (ending.startsWith('bak') || ending.startsWith('backup')) return true;
  const before = path.lastIndexOf('.', last - 1);
  return before >= 0 && copyEndings.has(path.slice(before + 1, last));
}

function withoutAttributes(name: string): string {
  const prefix = attributes.exec(name)?.[0] ?? '';
  return (prefix.endsWith('dot_') ? '.' : '') + name.slice(prefix.length);
}

/** Client folders that dotfile repositories and plugins keep without their dot. */
export const bareFolders = [
  'amazonq',
  'claude',
  'codeium',
  'codex',
  'continue',
  'copilot',
  'cursor',
  'factory',
  'gemini',
  'kiro',
  'opencode',
  'qwen',
  'roo',
  'windsurf',
] as const;

const bareFolder = new RegExp(`(?:^|/)(?=(?:${bareFolders.join('|')})/)`, 'g');

/** `config/claude/agents/x.md` → `config/.claude/agents/x.md`. */
export function dottedPath(path: string): string | undefined {
  const dotted = path.replace(bareFolder, '$&.');
  return dotted === path ? undefined : dotted;
}

/** What a watcher has to watch for the sake of the two functions above. */
export const elsewherePatterns: readonly string[] = [
  'dot_*/**',
  '*_dot_*/**',
  ...bareFolders.map((name) => `${name}/**`),
  ...Array.from(copyEndings, (ending) => `*.${ending}*`),
  '*~',
];
