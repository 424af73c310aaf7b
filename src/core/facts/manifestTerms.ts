import { t } from '@vscode/l10n';
import type { TraitFact } from './traitFact';

/** How the values of a key of a manifest compare. */
export type TermOrder =
  /** Says what something is; a change gives nobody anything. */
  | 'quiet'
  /** Another value is other code, another address, another owner. */
  | 'identity'
  /** Runs, or hands things to what runs. */
  | 'executes'
  /** A version: a fixed one is stricter than one that moves. */
  | 'version'
  /** Protects while it is there. */
  | 'protects'
  /** `true` protects. */
  | 'guard'
  /** `true` opens. */
  | 'opens'
  /** `false` opens, and nothing means `true`. */
  | 'default-guard'
  /** Text that a model reads. */
  | 'prose'
  /** A list whose items open something. */
  | 'items'
  /** A list whose items close something. */
  | 'denied'
  | 'installation';

export interface ManifestTerm {
  /** The end of the path, names of list items in brackets. */
  readonly path: RegExp;
  readonly facet: TraitFact['facet'];
  readonly order: TermOrder;
  /** What is so while it stands there, as the end of a sentence. */
  readonly meaning?: (() => string) | undefined;
}

/**
 * What the keys of manifests mean: server.json, MCP bundles, plugins, marketplaces, extensions,
 * Smithery, Glama, APM, agent cards (reference landscape, section 8 and entries of kind
 * server-manifest, 2026-11). The first that fits counts; what fits none is unknown.
 */
export const manifestTerms: readonly ManifestTerm[] = [
  {
    path: /(?:^|\.)(?:isSecret|sensitive)$/,
    facet: 'manifest.variable',
    order: 'guard',
    meaning: () => t('clients hide the value and store it safely'),
  },
  {
    path: /(?:^|\.)(?:isRequired|required|choices(?:\[.*)?|format|valueHint|isRepeated|multiple)$/,
    facet: 'manifest.variable',
    order: 'quiet',
  },
  {
    path: /^user_config\..*\.(?:default|type)$/,
    facet: 'manifest.variable',
    order: 'executes',
    meaning: () => t('it reaches the server'),
  },
  {
    path: /(?:environmentVariables|headers)\[[^\]]*\]\.(?:value|default)$/,
    facet: 'manifest.variable',
    order: 'executes',
    meaning: () => t('it reaches the server'),
  },
  {
    path: /(?:fileSha256|sha256|integrity)$/,
    facet: 'manifest.package',
    order: 'protects',
    meaning: () => t('clients check that they got this file'),
  },
  { path: /^packages\[[^\]]*\]\.version$/, facet: 'manifest.package', order: 'version' },
  {
    path: /\.(?:identifier|registryType|registryBaseUrl|registry_name)$/,
    facet: 'manifest.package',
    order: 'identity',
    meaning: () => t('clients fetch and run what is there'),
  },
  {
    path: /(?:runtimeHint|(?:runtime|package)Arguments\[.*|entry_point|commandFunction(?:\..*)?|headersHelper|platform_overrides.*)$/,
    facet: 'manifest.part',
    order: 'executes',
    meaning: () => t('it decides what runs'),
  },
  { path: /^server\.type$|^runtime$/, facet: 'manifest.part', order: 'identity' },
  {
    path: /(?:^|\.|\])(?:signatures|securitySchemes|security|securityRequirements)(?:[.[].*)?$/,
    facet: 'manifest.endpoint',
    order: 'protects',
    meaning: () => t('callers can check whom they talk to, or have to log in'),
  },
  {
    path: /(?:^|\.)(?:remotes\[.*|transport\.)(?:url|type)$|^url$|Interfaces\[[^\]]*\]\.(?:url|transport|protocolBinding)$|^preferredTransport$/,
    facet: 'manifest.endpoint',
    order: 'identity',
    meaning: () => t('clients connect to it'),
  },
  {
    path: /^migratedTo$/,
    facet: 'plugin',
    order: 'identity',
    meaning: () => t('updates are taken from there without a question'),
  },
  {
    path: /^(?:repository|repository\.(?:url|id|source|subfolder)|mcpName)$/,
    facet: 'manifest.package',
    order: 'identity',
    meaning: () => t('it tells who publishes this'),
  },
  {
    path: /(?:tools|prompts)_generated$/,
    facet: 'manifest.tool',
    order: 'opens',
    meaning: () => t('more may appear at run time than the list says'),
  },
  {
    path: /\.(?:readOnlyHint|idempotentHint)$/,
    facet: 'manifest.tool',
    order: 'opens',
    meaning: () => t('clients may run the tool with fewer questions'),
  },
  {
    path: /\.(?:destructiveHint|openWorldHint|requiresConfirmation|needsApproval)$/,
    facet: 'manifest.tool',
    order: 'default-guard',
    meaning: () => t('clients ask more before they run the tool'),
  },
  {
    path: /^(?:tools|prompts|skills)\[[^\]]*\]\.name$|^skills\[[^\]]*\]\.id$/,
    facet: 'manifest.tool',
    order: 'items',
    meaning: () => t('agents may use it'),
  },
  {
    path: /^(?:tools|prompts)\[.*|^skills\[[^\]]*\]\..*/,
    facet: 'manifest.tool',
    order: 'prose',
    meaning: () => t('models read it'),
  },
  { path: /^excludeTools$/, facet: 'manifest.tool', order: 'denied' },
  {
    path: /policy\.installation$/,
    facet: 'plugin',
    order: 'installation',
    meaning: () => t('it decides who gets the plugin'),
  },
  {
    path: /(?:^|\.)strict$/,
    facet: 'plugin',
    order: 'default-guard',
    meaning: () => t('the plugin has to describe itself, and the marketplace cannot add to it'),
  },
  {
    path: /(?:^|\.)(?:autoUpdate|auto_update|autoupdate)$/,
    facet: 'plugin',
    order: 'opens',
    meaning: () => t('new versions arrive without a review'),
  },
  {
    path: /^capabilities\.pushNotifications$/,
    facet: 'manifest.endpoint',
    order: 'opens',
    meaning: () => t('the agent posts to addresses its callers name'),
  },
  { path: /^capabilities\./, facet: 'manifest.endpoint', order: 'identity' },
  {
    path: /(?:^|\.)(?:commands|agents|skills|hooks|lspServers|mcpServers|outputStyles|apps|contextFileName|items|policies)(?:$|[.[])/,
    facet: 'manifest.part',
    order: 'items',
    meaning: () => t('agents that have the plugin get it'),
  },
  {
    path: /^dependencies(?:$|[.[])/,
    facet: 'manifest.package',
    order: 'items',
    meaning: () => t('it is installed along'),
  },
  {
    path: /(?:^|\.)(?:name|version|\$schema|manifest_version|dxt_version|protocolVersion|title|display_?name|description|long_description|shortDescription|longDescription|defaultPrompt|developerName|author|owner|email|homepage|url|websiteUrl|repository|documentation|documentationUrl|support|license|keywords|tags|category|icons?|logo|screenshots|brandColor|iconUrl|themes|compatibility|privacy_policies|localization|metadata|maintainers|_meta|interface|display|provider|featured|defaultInputModes|defaultOutputModes|policy\.authentication|exampleConfig|configSchema)(?:$|[.[])/,
    facet: 'manifest.text',
    order: 'quiet',
  },
];

/** The loosest way to install stands last. */
export const installationSteps: readonly string[] = [
  'NOT_AVAILABLE',
  'AVAILABLE',
  'INSTALLED_BY_DEFAULT',
];
