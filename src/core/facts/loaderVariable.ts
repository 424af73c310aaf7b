import { isLoopback, isTunnelHost } from './endpoint';
import { normalisePath } from './filesystemRoots';

/** What an environment variable does to the program that gets it, beside what it is meant for. */
export interface LoaderEffect {
  /**
   * `code` runs other code inside the program, `path` decides where code is looked for, `traffic`
   * sends its connections elsewhere, `trust` decides whom it believes, `registry` where packages come
   * from, `model` where prompts go, `engine` which container engine obeys.
   */
  readonly kind: 'code' | 'path' | 'traffic' | 'trust' | 'registry' | 'model' | 'engine';
  /** `strong`: hardly ever meant well; `usual`: company networks and own folders do it too. */
  readonly weight: 'strong' | 'plain' | 'usual';
}

const code =
  /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|PYTHONSTARTUP|BASH_ENV|ZDOTDIR|PROMPT_COMMAND|GIT_SSH|GIT_SSH_COMMAND|GIT_ASKPASS|GIT_PROXY_COMMAND|GIT_EXTERNAL_DIFF|GIT_CONFIG_(?:KEY_\d+|PARAMETERS)|DOTNET_STARTUP_HOOKS|npm_config_script_shell|npm_config_node_options)$/i;
/** Variables of options: only some options load code. */
const options: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^NODE_OPTIONS$/i,
    /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader|--inspect\S*)\b/,
  ],
  [/^(?:PERL5OPT|RUBYOPT)$/i, /(?:^|\s)-[MmIr]/],
  [
    /^(?:JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS)$/i,
    /-(?:javaagent|agentpath|agentlib|Xbootclasspath)/,
  ],
  // `ENV=production` is no start-up file of a shell.
  [/^ENV$/, /\//],
];
const searchPath =
  /^(?:PATH|PYTHONPATH|PYTHONHOME|NODE_PATH|CLASSPATH|LD_LIBRARY_PATH|DYLD_(?:LIBRARY|FRAMEWORK)_PATH|PERL5LIB|RUBYLIB|GIT_EXEC_PATH)$/i;
const proxy = /^(?:HTTPS?|ALL)_PROXY$/i;
const authorities =
  /^(?:SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO|AWS_CA_BUNDLE)$/i;
const registry =
  /^(?:npm_config_(?:@[\w-]+:)?registry|(?:PIP|UV)_(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|GOPROXY|BUN_CONFIG_REGISTRY|YARN_NPM_REGISTRY_SERVER|YARN_REGISTRY)$/i;
const model =
  /^(?:ANTHROPIC|OPENAI|AZURE_OPENAI|(?:GOOGLE_)?GEMINI|MISTRAL|GROQ|DEEPSEEK|COHERE|OPENROUTER|XAI|LITELLM|LLM)_(?:API_)?(?:BASE|BASE_URL|ENDPOINT)$/i;

/** All of these names as one: most variables have none, and asking once costs less than asking for each. */
const anyName = new RegExp(
  [code, ...options.map(([names]) => names), searchPath, proxy, authorities, registry, model]
    .map(({ source }) => source)
    .concat('^DOCKER_HOST$')
    .join('|'),
  'i',
);

const ownRegistries =
  /^(?:registry\.(?:npmjs\.org|yarnpkg\.com)|(?:test\.)?pypi\.org|files\.pythonhosted\.org|proxy\.golang\.org|api\.nuget\.org|jsr\.io|npm\.jsr\.io)$/;
const ownModelHosts =
  /(?:^|\.)(?:openai\.com|anthropic\.com|googleapis\.com|mistral\.ai|groq\.com|deepseek\.com|cohere\.com|openrouter\.ai|x\.ai|openai\.azure\.com|azure\.com)$/;

/**
 * Whether a variable changes what code runs or whom a program talks to (reference landscape,
 * section 9, November 2026).
 *
 * @returns undefined for every other variable, and for values that change nothing of the kind
 */
export function loaderEffect(name: string, value: string): LoaderEffect | undefined {
  if (!anyName.test(name)) return undefined;
  const text = value.trim();
  if (text === '' || isPassedOn(name, text)) return undefined;
  if (code.test(name)) return { kind: 'code', weight: 'strong' };
  const option = options.find(([names]) => names.test(name));
  if (option !== undefined)
    return option[1].test(text) ? { kind: 'code', weight: 'strong' } : undefined;
  if (searchPath.test(name)) return pathEffect(name, text);
  if (authorities.test(name)) return { kind: 'trust', weight: 'usual' };
  if (registry.test(name)) return registryEffect(name, text);
  const host = hostOf(text);
  if (/^DOCKER_HOST$/i.test(name)) {
    return /^(?:tcp|ssh|https?):/i.test(text) && host !== undefined && !isLoopback(host)
      ? { kind: 'engine', weight: 'plain' }
      : undefined;
  }
  const kind = proxy.test(name) ? 'traffic' : model.test(name) ? 'model' : undefined;
  if (kind === undefined || host === undefined || isLoopback(host)) return undefined;
  if (kind === 'model' && ownModelHosts.test(host)) return undefined;
  const open = isTunnelHost(host) || (kind === 'model' && /^http:/i.test(text));
  return { kind, weight: open ? 'strong' : 'plain' };
}

/** Where a package source leads: `undefined` for the public registries themselves. */
export function registryWeight(address: string): LoaderEffect['weight'] | undefined {
  const host = hostOf(address);
  if (host === undefined || ownRegistries.test(host)) return undefined;
  if (/^http:/i.test(address) && !isLoopback(host)) return 'strong';
  return isTunnelHost(host) ? 'strong' : isLoopback(host) ? 'usual' : 'plain';
}

function registryEffect(name: string, text: string): LoaderEffect | undefined {
  const found = text.split(/[\s,|]+/).flatMap((address) => {
    const weight = registryWeight(address);
    return weight === undefined ? [] : [weight];
  });
  if (found.length === 0) return undefined;
  // A second index is asked for every name: whoever registers it there first is installed.
  const strong = found.includes('strong') || /EXTRA/i.test(name);
  return { kind: 'registry', weight: strong ? 'strong' : (found[0] ?? 'plain') };
}

function pathEffect(name: string, text: string): LoaderEffect | undefined {
  const parts = text
    // `${env:PATH}` and `C:\\` hold a colon that separates nothing.
    .split(/;|(?<!(?:^|;)[a-zA-Z]|\$\{env):/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !isPassedOn(name, part));
  const weights = parts.map((part) => weightOfFolder(part, name));
  const worst = (['strong', 'plain', 'usual'] as const).find((weight) => weights.includes(weight));
  return worst === undefined ? undefined : { kind: 'path', weight: worst };
}

/** Folders of the system and, for libraries, of the project itself are where code is expected. */
function weightOfFolder(folder: string, name: string): LoaderEffect['weight'] | undefined {
  const path = normalisePath(folder);
  if (isTemporary(folder)) return 'strong';
  if (
    /^\/(?:usr|s?bin|opt|nix|snap|library|system)(?:\/|$)|^[a-z]:\/(?:windows|program files)/i.test(
      path,
    )
  )
    return undefined;
  if (/^(?:~|\/(?:users|home)\/[^/]+|[a-z]:\/users\/[^/]+)\/(?:\.|appdata)/i.test(path))
    return undefined;
  const inProject = /^(?:\$workspace|\.|[\w@-])/.test(path) && !/^[a-z]:/i.test(path);
  if (!inProject) return 'usual';
  // Programs of the project before those of the system: `git` may be any file of a pull request.
  return name.toUpperCase() === 'PATH' && !/node_modules\/\.bin|(?:^|\/)\.?venv/.test(path)
    ? 'plain'
    : undefined;
}

/** Folders that anybody on the machine, or any download, can write to. */
export function isTemporary(path: string): boolean {
  return /^(?:\/private)?\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)|^%TE?MP%|[\\/]AppData[\\/]Local[\\/]Temp(?:[\\/]|$)|^(?:~|\$HOME|\/(?:Users|home)\/[^/]+)\/Downloads(?:\/|$)/i.test(
    path,
  );
}

/** `${PATH}`, `$PATH`, `%PATH%`, `${env:PATH}`: the value it has anyway. */
function isPassedOn(name: string, text: string): boolean {
  const reference = /^(?:\$\{(?:env:)?(\w+)\}|\$(\w+)|%(\w+)%|\{env:(\w+)\})$/.exec(text);
  const referred = reference?.[1] ?? reference?.[2] ?? reference?.[3] ?? reference?.[4];
  return referred?.toUpperCase() === name.toUpperCase();
}

function hostOf(address: string): string | undefined {
  const host = /^(?:[a-z][\w+.-]*:\/\/)?(?:[^/?#@]*@)?(\[[^\]]+\]|[^/:?#]+)/i.exec(address)?.[1];
  if (host === undefined || /[${%}]/.test(host)) return undefined;
  return host.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}
