import { readAction } from '../facts/permissionRule';
import { commandsByClass } from './permissionProbes';

/** What an action can do, from what hurts most to what hurts least. */
export const actionClasses = [
  /** Moves money. */
  'payment',
  /** Any code at all: an interpreter, a shell. */
  'shell',
  /** More rights than the user's own, another machine, or identity. */
  'privileged',
  'secret',
  /** The files that govern agents. */
  'governed',
  'destructive',
  'production',
  'database',
  'publish',
  /** A place on the web that anybody can collect data at. */
  'drop',
  'upload',
  'outside-write',
  /** Programs that start others, in ways their name does not say. */
  'wide',
  'install',
  /** The project's own scripts. */
  'script',
  /** Throws away uncommitted work. */
  'discard',
  /** Writes where colleagues read. */
  'share',
  'mcp-write',
  'write',
  'outside-read',
  'web',
  'mcp',
  /** A tool of a server whose name says that it reads; nobody knows what it does. */
  'mcp-read',
  'other',
  'build',
  'read',
] as const;

export type ActionClass = (typeof actionClasses)[number];

/**
 * The witness of a change: a command as typed, a domain, a tool, or `Read ./.env`.
 */
export function showAction(text: string): string {
  const { tool, what } = readAction(text);
  if (tool === 'Bash' || tool === 'WebFetch') return what === '' ? tool : what;
  return what === '' ? tool : `${tool} ${what}`;
}

/** Keeps a frozen 800-character command from filling a hover. */
export function shorten(text: string, most = 80): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= most ? line : `${line.slice(0, most - 20)} … ${line.slice(-16)}`;
}

const classOfCommand: ReadonlyMap<string, ActionClass> = new Map(
  (Object.entries(commandsByClass) as [ActionClass, string][]).flatMap(([name, list]) =>
    list.split('|').map((command) => [command, name] as const),
  ),
);

/** What an action can do, judged by its text. */
export function classifyAction(text: string): ActionClass {
  const { tool, what } = readAction(text);
  switch (tool) {
    case 'Bash':
    case 'PowerShell':
      return classifyCommand(what);
    case 'Read':
    case 'Grep':
    case 'Glob':
      return what === '' || isSafePlace(what) ? 'read' : classifyRead(what);
    case 'Edit':
    case 'Write':
    case 'MultiEdit':
    case 'NotebookEdit':
      return what === '' || isSafePlace(what) ? 'write' : classifyWrite(what);
    case 'WebFetch':
      return collectingHost.test(what) ? 'drop' : 'web';
    case 'WebSearch':
      return 'web';
    case 'LS':
    case 'LSP':
    case 'NotebookRead':
    case 'TodoWrite':
    case 'TodoRead':
    case 'BashOutput':
    case 'KillShell':
    case 'ToolSearch':
      return 'read';
    default:
      // Amazon Q and Kiro: every call of the cloud's interface with the user's login.
      if (tool === 'use_aws' || tool === 'aws') return 'production';
      return tool.startsWith('mcp__') ? classifyMcp(tool) : 'other';
  }
}

const secretPath =
  /(^|[/@=])(\.env(?!\.(?:example|sample|template|dist)\b)(\.[\w.-]*)?|\.envrc|\.ssh(?!.*\.pub$)|\.aws|\.azure|\.gnupg|\.kube|\.netrc|\.npmrc|\.pypirc|\.git-credentials|\.config\/(gh|gcloud)|\.docker\/config\.json|\.claude\.json|\.codex\/auth\.json|Keychains|\.?secrets?(\.(json|ya?ml|toml|ini|txt|env))?|credentials?(\.\w+)?|id_(rsa|dsa|ecdsa|ed25519)|wallet\.dat|shadow)(\/|$)|\.(pem|key|p12|pfx|jks|keystore)$/i;
const governedPath =
  /(^|\/)(\.claude\/(?!.*\.md$)|\.claude$|\.mcp\.json$|\.vscode\/(settings|mcp|tasks)\.json$|\.vscode$|\.(cursor|codex|gemini|husky|amazonq|kiro|roo|windsurf|opencode|factory|augment|qwen|kilocode|continue|junie|trae)\/(?!.*\.md$)|\.(cursor|codex|gemini|husky|amazonq|kiro|roo|windsurf|opencode|factory|augment|qwen|kilocode|continue|junie|trae)$|\.github\/(workflows|agents|hooks)(\/|$)|\.git\/(hooks(\/|$)|config$)|devcontainer\.json$)/;
const collectingHost =
  /(^|\.)(webhook\.site|requestbin\.com|pipedream\.net|pastebin\.com|paste\.ee|hastebin\.com|transfer\.sh|file\.io|0x0\.st|termbin\.com|ngrok\.io|ngrok\.app|ngrok-free\.app|trycloudflare\.com|loca\.lt|serveo\.net|localhost\.run|oast\.\w+|burpcollaborator\.net|interact\.sh)$/i;

/** Folders for throw-away files. */
function isSafePlace(path: string): boolean {
  return /^(\/private)?\/tmp(\/|$)|^\/var\/folders\//.test(path);
}

function classifyRead(path: string): ActionClass {
  if (secretPath.test(path)) return 'secret';
  return path.startsWith('./') ? 'read' : 'outside-read';
}

function classifyWrite(path: string): ActionClass {
  if (governedPath.test(path)) return 'governed';
  if (secretPath.test(path)) return 'secret';
  return path.startsWith('./') ? 'write' : 'outside-write';
}

const readingVerb =
  /^(get|list|search|find|read|fetch|query|describe|show|view|check|count|lookup|resolve|status|whoami|download|extract|crawl|analy[sz]e|explain|inspect|validate|discover|browse|snapshot|retrieve|onboarding|docs?|stats?|info)$/;
const writingVerb =
  /^(create|add|update|edit|write|delete|remove|drop|insert|upsert|set|put|post|patch|push|merge|send|execute|exec|run|eval|evaluate|call|invoke|deploy|publish|upload|move|rename|replace|apply|migrate|reset|close|fork|comment|submit|click|type|fill|navigate|store|save|ingest|start|stop|restart|kill|cancel|approve|assign)$/;
const payingVerb =
  /^(pay|payment|charge|refund|transfer|payout|purchase|buy|sell|swap|withdraw|trade|checkout|spend)$/;

function classifyMcp(tool: string): ActionClass {
  const name = tool.slice(tool.lastIndexOf('__') + 2);
  // Every tool of a server: some of them change something.
  if (name === '*') return 'mcp-write';
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  for (const word of words) {
    if (readingVerb.test(word)) return 'mcp-read';
    if (payingVerb.test(word)) return 'payment';
    if (writingVerb.test(word)) {
      return words.some((other) => payingVerb.test(other)) ? 'payment' : 'mcp-write';
    }
  }
  return 'mcp';
}

const interpreter =
  /^(bash|sh|zsh|fish|dash|ksh|python[\d.]*|py|node|deno|bun|ruby|perl|php|lua|Rscript|source|powershell|pwsh|tsx|ts-node)$/;
const oneLiner = /^(-c|-e|-r|-p|-E|-pe|-ne|--eval|--print|-Command|-|eval)$/;
const runners: readonly (readonly string[])[] = [
  ['uv', 'run'],
  ['poetry', 'run'],
  ['pipenv', 'run'],
  ['bundle', 'exec'],
  ['pnpm', 'exec'],
  ['npm', 'exec'],
  ['pnpm', 'dlx'],
  ['yarn', 'dlx'],
  ['pipx', 'run'],
  ['npx'],
  ['pnpx'],
  ['bunx'],
  ['uvx'],
];
const downloaders = new Set(['npx', 'pnpx', 'bunx', 'uvx', 'dlx', 'pipx']);
const wrappers = new Set(['timeout', 'gtimeout', 'time', 'nice', 'nohup', 'stdbuf', 'builtin']);
/** Options with a value that stand between a program and its subcommand. */
const placedOptions = /^(-C|--prefix|--filter|-F|--cwd|--git-dir|--work-tree)$/;

function classifyCommand(command: string): ActionClass {
  if (/\|\s*(sudo\s+)?(ba|z|da)?sh\b/.test(command)) return 'shell';
  const words = programWords(command.split(/\s+/).filter((word) => word !== ''));
  const known = classifyWords(words);
  const calm = known === 'read' || known === 'write' || known === 'other' || known === 'build';
  return calm && words.slice(1).some((word) => secretPath.test(word.replace(/["']/g, '')))
    ? 'secret'
    : known;
}

/** The second word of programs that nobody listed: `acme-billing refund`. */
const payingCommand = /^(pay|payments?|refunds?|payouts?|charges?|purchase|withdraw)$/;

/** Without leading assignments, wrappers and options in front of the subcommand. */
function programWords(words: readonly string[]): readonly string[] {
  let rest = words;
  while (rest.length > 1 && /^[A-Za-z_]\w*=/.test(rest[0] ?? '')) rest = rest.slice(1);
  while (rest.length > 1 && wrappers.has(rest[0] ?? '')) {
    rest = rest.slice(1);
    while (rest.length > 1 && /^(-.*|[\d.]+[smhd]?)$/.test(rest[0] ?? '')) rest = rest.slice(1);
  }
  const [program = '', ...more] = rest;
  let options = more;
  if (/^(git|npm|pnpm|yarn|make|gh|docker)$/.test(program)) {
    for (;;) {
      if (placedOptions.test(options[0] ?? '') && options.length > 2) options = options.slice(2);
      else if (/^(-w|-r|-s|--silent|--no-pager|--workspaces?)$/.test(options[0] ?? '')) {
        options = options.slice(1);
      } else break;
    }
  }
  return [program, ...options];
}

function classifyWords(words: readonly string[]): ActionClass {
  const [written = '', ...more] = words;
  const program = written.replace(/^.*\//, '').replace(/\.exe$/i, '');
  for (const runner of runners) {
    if (runner.every((word, index) => word === (index === 0 ? program : words[index]))) {
      return classifyRun(runner, words.slice(runner.length));
    }
  }
  if (interpreter.test(program)) return classifyInterpreter(program, more);
  if (program === 'rm' && !more.some((word) => /^-\w*[rRf]/.test(word)) && more.length > 0) {
    return 'write';
  }
  if (program === 'stripe' && /^(list|retrieve|search)$/.test(words[2] ?? '')) return 'read';
  if (
    program === 'find' &&
    more.length > 0 &&
    !more.some((word) => /^-(exec|ok|delete)/.test(word))
  ) {
    return 'read';
  }
  for (let length = Math.min(3, words.length); length > 0; length -= 1) {
    const found = classOfCommand.get([program, ...words.slice(1, length)].join(' '));
    if (found !== undefined) return classifyScriptName(found, words);
  }
  // `npm run test:unit` is what `npm run test` is.
  const base = words.slice(0, 3).join(' ').split(':', 1)[0] ?? '';
  const byBase = classOfCommand.get(base);
  if (byBase !== undefined) return byBase;
  if (payingCommand.test(words[1] ?? '')) return 'payment';
  return /[/\\]/.test(written) || /\.(sh|py|js|mjs|ts|rb|bat|ps1)$/.test(written)
    ? 'script'
    : 'other';
}

/** `npm run` and `make` by the name of what they run. */
function classifyScriptName(found: ActionClass, words: readonly string[]): ActionClass {
  if (found !== 'wide') return found;
  const text = words.join(' ');
  const script =
    /^(?:npm|pnpm|yarn|bun)(?: run(?:-script)?)? ([\w:.-]+)|^(?:make|just|task) ([\w:.-]+)/.exec(
      text,
    );
  const name = script?.[1] ?? script?.[2];
  if (name === undefined || name === 'run') return found;
  if (/deploy|release|publish/.test(name)) return 'publish';
  const harmless =
    /^(test|tests|lint|build|typecheck|type-check|tsc|check|format|fmt|compile|dev|start|coverage|e2e|clean|validate|preview|serve|docs|storybook)([:.-]|$)/;
  return harmless.test(name) ? 'build' : name.startsWith('some-') ? 'wide' : 'script';
}

function classifyRun(runner: readonly string[], rest: readonly string[]): ActionClass {
  const inner = rest.filter((word) => !/^(-y|--yes|-q|--quiet)$/.test(word));
  if (oneLiner.test(inner[0] ?? '')) return 'shell';
  const named = inner.filter((word) => !word.startsWith('-'));
  const downloads = runner.some((word) => downloaders.has(word));
  if (named.length === 0) return downloads ? 'shell' : 'wide';
  const known = classifyWords(inner[0]?.startsWith('-') === true ? named : inner);
  if (known === 'other' || known === 'wide') return downloads ? 'install' : 'script';
  return known === 'read' ? 'build' : known;
}

function classifyInterpreter(program: string, rest: readonly string[]): ActionClass {
  const first = rest[0];
  if (first === undefined || rest.some((word) => oneLiner.test(word))) return 'shell';
  if (/^(--version|-V|-v|--help|-h)$/.test(first)) return 'read';
  if (first === '-m') {
    const module = rest[1] ?? '';
    if (module === 'json.tool') return 'read';
    if (module === 'pip') return 'install';
    return /^(pytest|unittest|mypy|ruff|black|build|py_compile|compileall|venv|coverage)$/.test(
      module,
    )
      ? 'build'
      : 'script';
  }
  if ((program === 'deno' || program === 'bun') && /^(test|fmt|lint|check)$/.test(first)) {
    return 'build';
  }
  if (program === 'bun' || program === 'deno') {
    return classOfCommand.get(`${program} ${first}`) ?? 'script';
  }
  return 'script';
}
