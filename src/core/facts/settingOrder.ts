import { t } from '@vscode/l10n';
import type { SettingFact } from './fact';
import { vscodeSettingOrder } from './vscodeSettingOrder';

/** The direction of a change towards a value. As `Direction` of a change, without importing it. */
type Toward = 'loosens' | 'tightens' | 'mixed' | 'neutral' | 'unknown';

/** How the values of one setting compare. Data: a new setting is a new entry. */
export type SettingOrder =
  /** A switch; `absent` is what a missing key means. */
  | {
      readonly kind: 'switch';
      readonly absent: 'true' | 'false';
      readonly on: Toward;
      readonly off: Toward;
      /** What being on means. */
      readonly meaning: () => string;
      /** When it is on, nobody is asked about anything any more. */
      readonly unasked?: boolean | undefined;
    }
  /** Ordered values, strictest first; values of one step are equal. */
  | {
      readonly kind: 'steps';
      readonly steps: readonly (readonly string[])[];
      readonly absent: string;
      readonly title: () => string;
      /** Key of the setting whose value holds where this one is missing. */
      readonly inherits?: string | undefined;
      /** What a value does, as the end of a sentence. */
      readonly meaning?: ((value: string) => string | undefined) | undefined;
      /** The loosest value at which a person is still asked before something happens. */
      readonly asking?: string | undefined;
      /** Values at which nobody is asked about anything any more. */
      readonly unasked?: readonly string[] | undefined;
    }
  /** Safe at one value, open at every other. */
  | { readonly kind: 'lock'; readonly safe: string; readonly meaning: () => string }
  /** A list, compared item by item. */
  | {
      readonly kind: 'items';
      readonly added: Toward;
      readonly removed: Toward;
      readonly title: () => string;
    }
  /** A list of what is let through as one value; without it everything is. */
  | { readonly kind: 'filter'; readonly title: () => string }
  /** Something that is fetched; its value is the version, and one that cannot move is the strictest. */
  | {
      readonly kind: 'version';
      readonly removed: Toward;
      readonly title: () => string;
    }
  /** What has to hold before something happens, in the words of GitHub's workflows. */
  | { readonly kind: 'condition'; readonly title: () => string }
  /** Something granted; its value is what limits the grant, empty for no limit. */
  | { readonly kind: 'grant'; readonly title: () => string }
  /** A number that bounds something; `none` are the values, or the absence, that bound nothing. */
  | {
      readonly kind: 'limit';
      readonly absent: string;
      readonly none: readonly string[];
      readonly title: () => string;
    }
  /** An address that something is sent to. */
  | { readonly kind: 'endpoint'; readonly title: () => string }
  /** A value that is there or not, without an order. */
  | {
      readonly kind: 'entry';
      readonly added: Toward;
      readonly changed: Toward;
      readonly removed: Toward;
      readonly title: () => string;
    };

/** On loosens: the usual dangerous switch. */
function opens(meaning: () => string): SettingOrder {
  return { kind: 'switch', absent: 'false', on: 'loosens', off: 'tightens', meaning };
}

/** On tightens: the usual guard. */
function guards(meaning: () => string): SettingOrder {
  return { kind: 'switch', absent: 'false', on: 'tightens', off: 'loosens', meaning };
}

function allowList(title: () => string): SettingOrder {
  return { kind: 'items', added: 'loosens', removed: 'tightens', title };
}

function denyList(title: () => string): SettingOrder {
  return { kind: 'items', added: 'tightens', removed: 'loosens', title };
}

const bypassLock: SettingOrder = {
  kind: 'lock',
  safe: 'disable',
  meaning: () => t('the mode that skips every confirmation is forbidden'),
};
const autoLock: SettingOrder = {
  kind: 'lock',
  safe: 'disable',
  meaning: () => t('the mode that decides by itself is forbidden'),
};
const proxy: SettingOrder = {
  kind: 'entry',
  added: 'mixed',
  changed: 'mixed',
  removed: 'mixed',
  title: () => t('Proxy of the sandbox'),
};
const credentialMode: SettingOrder = {
  kind: 'steps',
  steps: [['deny'], ['mask'], ['unset']],
  absent: 'unset',
  title: () => t('What the sandbox does with a credential'),
};
const executed: SettingOrder = {
  kind: 'entry',
  added: 'loosens',
  changed: 'loosens',
  removed: 'tightens',
  title: () => t('Command that Claude Code starts by itself'),
};

/**
 * Settings of Claude Code, by the key of their fact (reference landscape, entry
 * claude-code-permission-claude-settings-json and section 5.1, October 2026). A key that ends in `.`
 * stands for everything that starts with it.
 */
const orders: Readonly<Record<string, SettingOrder>> = {
  'permissions.defaultMode': {
    kind: 'steps',
    steps: [
      ['plan'],
      ['dontAsk'],
      ['default', 'manual'],
      ['acceptEdits'],
      ['delegate'],
      ['auto'],
      ['bypassPermissions'],
    ],
    absent: 'default',
    title: () => t('Approval mode'),
  },
  'permissions.additionalDirectories': allowList(() => t('folders the agent may use')),
  'permissions.disableBypassPermissionsMode': bypassLock,
  disableBypassPermissionsMode: bypassLock,
  'permissions.disableAutoMode': autoLock,
  disableAutoMode: autoLock,
  'permissions.blockReadsOutsideWorkingDirectories': guards(() =>
    t('reading outside the working folders is blocked'),
  ),
  'permissions.blockWritesOutsideWorkingDirectories': guards(() =>
    t('writing outside the working folders is blocked'),
  ),
  'permissions.denyInsteadOfPrompting': guards(() =>
    t('what would be asked for is refused instead'),
  ),
  enableAllProjectMcpServers: opens(() =>
    t('every MCP server of the project is approved without asking'),
  ),
  enabledMcpjsonServers: allowList(() => t('approved MCP servers')),
  disabledMcpjsonServers: denyList(() => t('rejected MCP servers')),
  allowedHttpHookUrls: allowList(() => t('addresses that hooks may call')),
  httpHookAllowedEnvVars: allowList(() => t('variables that hooks may send')),
  skipDangerousModePermissionPrompt: opens(() =>
    t('the warning before every confirmation is skipped no longer appears'),
  ),
  skipAutoPermissionPrompt: opens(() =>
    t('the question before the mode that decides by itself no longer appears'),
  ),
  skipWebFetchPreflight: opens(() => t('addresses are fetched without the safety check')),
  allowManagedHooksOnly: guards(() => t('only hooks of the organisation run')),
  allowManagedPermissionRulesOnly: guards(() =>
    t('only permission rules of the organisation count'),
  ),
  // Hooks run code, but some of them are guards.
  disableAllHooks: {
    kind: 'switch',
    absent: 'false',
    on: 'mixed',
    off: 'mixed',
    meaning: () => t('no hook runs, neither helpers nor guards'),
  },
  // Confines commands, and lets them run without asking.
  'sandbox.enabled': {
    kind: 'switch',
    absent: 'false',
    on: 'mixed',
    off: 'loosens',
    meaning: () => t('commands run in the sandbox'),
  },
  'sandbox.autoAllowBashIfSandboxed': {
    kind: 'switch',
    absent: 'true',
    on: 'mixed',
    off: 'tightens',
    meaning: () => t('commands in the sandbox run without asking'),
  },
  'sandbox.failIfUnavailable': guards(() => t('nothing runs when the sandbox cannot start')),
  'sandbox.allowUnsandboxedCommands': {
    kind: 'switch',
    absent: 'true',
    on: 'loosens',
    off: 'tightens',
    meaning: () => t('the agent may ask to leave the sandbox'),
  },
  'sandbox.excludedCommands': allowList(() => t('commands outside the sandbox')),
  'sandbox.network.allowedDomains': allowList(() => t('hosts reachable from the sandbox')),
  'sandbox.network.deniedDomains': denyList(() => t('hosts the sandbox refuses')),
  'sandbox.network.strictAllowlist': guards(() =>
    t('hosts outside the list are refused instead of asked for'),
  ),
  'sandbox.network.allowUnixSockets': allowList(() => t('sockets reachable from the sandbox')),
  'sandbox.network.allowAllUnixSockets': opens(() =>
    t('every socket is reachable from the sandbox'),
  ),
  'sandbox.network.allowLocalBinding': opens(() => t('the sandbox may open local ports')),
  'sandbox.network.httpProxyPort': proxy,
  'sandbox.network.socksProxyPort': proxy,
  'sandbox.network.tlsTerminate': {
    kind: 'switch',
    absent: 'false',
    on: 'mixed',
    off: 'mixed',
    meaning: () => t('the proxy of the sandbox decrypts traffic'),
  },
  'sandbox.filesystem.allowWrite': allowList(() => t('paths the sandbox may write')),
  'sandbox.filesystem.denyWrite': denyList(() => t('paths the sandbox may not write')),
  'sandbox.filesystem.allowRead': allowList(() => t('paths the sandbox may read after all')),
  'sandbox.filesystem.denyRead': denyList(() => t('paths the sandbox may not read')),
  'sandbox.credentials.files.': credentialMode,
  'sandbox.credentials.envVars.': credentialMode,
  'sandbox.enableWeakerNestedSandbox': opens(() => t('a weaker sandbox is used in containers')),
  'sandbox.enableWeakerNetworkIsolation': opens(() => t('the network is isolated less')),
  'enabledPlugins.': opens(() => t('the plugin is on, with its hooks, commands and servers')),
  'extraKnownMarketplaces.': {
    kind: 'entry',
    added: 'loosens',
    changed: 'loosens',
    removed: 'tightens',
    title: () => t('Source of plugins'),
  },
  'skillOverrides.': {
    kind: 'steps',
    steps: [['off'], ['user-invocable-only'], ['name-only'], ['on']],
    absent: 'on',
    title: () => t('How a skill is offered to the model'),
  },
  apiKeyHelper: executed,
  awsAuthRefresh: executed,
  awsCredentialExport: executed,
  gcpAuthRefresh: executed,
  otelHeadersHelper: executed,
  'statusLine.command': executed,
  'fileSuggestion.command': executed,
  model: {
    kind: 'entry',
    added: 'neutral',
    changed: 'neutral',
    removed: 'neutral',
    title: () => t('Model'),
  },
};

/** Variables that make other code run, move traffic elsewhere or switch a check off (landscape 9). */
const powerfulVariable =
  /^(ANTHROPIC_(\w+_)?BASE_URL|ANTHROPIC_CUSTOM_HEADERS|OPENAI_BASE_URL|OTEL_EXPORTER_OTLP(_\w+)?_ENDPOINT|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_INSERT_LIBRARIES|DYLD_LIBRARY_PATH|PYTHONSTARTUP|PYTHONPATH|PERL5OPT|PERL5LIB|RUBYOPT|RUBYLIB|BASH_ENV|ENV|ZDOTDIR|PROMPT_COMMAND|GIT_SSH|GIT_SSH_COMMAND|GIT_PROXY_COMMAND|GIT_EXTERNAL_DIFF|GIT_CONFIG_\w+|(HTTPS?|ALL)_PROXY|SSL_CERT_(FILE|DIR)|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE|GIT_SSL_\w+|NPM_CONFIG_REGISTRY|PIP_(EXTRA_)?INDEX_URL|UV_(EXTRA_|DEFAULT_)?INDEX_URL|UV_DEFAULT_INDEX|GOPROXY|JAVA_TOOL_OPTIONS|DOTNET_STARTUP_HOOKS|PATH|DOCKER_HOST)$/i;
/** Variables of which only one value is dangerous. */
const harmfulValues: Readonly<Record<string, string>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  PYTHONHTTPSVERIFY: '0',
};

/** How values of a setting compare: as its reader says, else as its key says. */
export function orderOf({ order, key }: SettingFact): SettingOrder | undefined {
  return order ?? settingOrder(key);
}

/**
 * How values of a setting compare.
 *
 * @param key the key of its fact, e.g. `permissions.defaultMode`, `sandbox.excludedCommands:docker`
 * @returns undefined when nothing is known about it
 */
export function settingOrder(key: string): SettingOrder | undefined {
  const ofVscode = vscodeSettingOrder(key);
  if (ofVscode !== undefined) return ofVscode;
  if (key.startsWith('env.')) return environmentOrder(key.slice('env.'.length));
  const own = Object.hasOwn(orders, key) ? orders[key] : undefined;
  if (own !== undefined) return own;
  const list = Object.hasOwn(orders, key.split(':')[0] ?? '')
    ? orders[key.split(':')[0] ?? '']
    : undefined;
  if (list?.kind === 'items') return list;
  const family = Object.keys(orders).find((name) => name.endsWith('.') && key.startsWith(name));
  return family === undefined ? undefined : orders[family];
}

function environmentOrder(name: string): SettingOrder {
  const title = (): string => t('Variable `{0}` of every session', name);
  const harmful = harmfulValues[name.toUpperCase()];
  if (harmful !== undefined) {
    return { kind: 'steps', steps: [['unset', '1'], [harmful]], absent: 'unset', title };
  }
  const powerful = powerfulVariable.test(name);
  return {
    kind: 'entry',
    added: powerful ? 'loosens' : 'neutral',
    changed: powerful ? 'loosens' : 'neutral',
    removed: powerful ? 'tightens' : 'neutral',
    title,
  };
}

/** What an approval mode does, as the end of a sentence. */
export function approvalModeMeaning(mode: string): string {
  switch (mode) {
    case 'plan':
      return t('the agent may look and plan, not act');
    case 'dontAsk':
      return t('whatever is not allowed beforehand is refused');
    case 'default':
    case 'manual':
      return t('the agent asks before it acts');
    case 'acceptEdits':
      return t('files are changed without asking');
    case 'delegate':
      return t('the work is handed to other agents that act without asking each time');
    case 'auto':
      return t('a model decides instead of a person what needs a question');
    case 'bypassPermissions':
      return t('every confirmation is skipped');
    default:
      return t('its meaning is not known');
  }
}

/**
 * Why a mode has no effect where it stands. Documented in October 2026 for project and personal
 * project files; versions before that obeyed it.
 */
export function inertApprovalMode(mode: string): string | undefined {
  return mode === 'auto' || mode === 'bypassPermissions'
    ? t('current versions ignore it in project files (October 2026), older ones obey it')
    : undefined;
}
