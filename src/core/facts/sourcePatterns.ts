import { t } from '@vscode/l10n';
import type { TraitFact } from './traitFact';

/** Something a program of an MCP server does that can be told from one place of its text. */
export interface SourcePattern {
  readonly id: string;
  readonly facet: TraitFact['facet'];
  /** Global; linear. The group `name` tells several apart, the group `value` is what is compared. */
  readonly pattern: RegExp;
  /** How much it lets happen; undefined: another value is neither more nor less. */
  readonly rank: (value: string) => number | undefined;
  /** The rank of its absence. */
  readonly absent: number;
  readonly moved: TraitFact['moved'];
  readonly title: () => string;
  readonly meaning: () => string;
}

const limit = (value: string): number => Number(value.replaceAll('_', ''));
const there = (rank: number) => (): number => rank;

function guard(
  id: string,
  facet: TraitFact['facet'],
  pattern: RegExp,
  title: () => string,
  meaning: () => string,
): SourcePattern {
  return { id, facet, pattern, rank: there(-1), absent: 0, moved: 'neutral', title, meaning };
}

function opening(
  id: string,
  facet: TraitFact['facet'],
  pattern: RegExp,
  title: () => string,
  meaning: () => string,
): SourcePattern {
  return { id, facet, pattern, rank: there(1), absent: 0, moved: 'neutral', title, meaning };
}

/**
 * What is looked for in the source of servers, in TypeScript, JavaScript and Python (rules.json
 * `code/*`, `perf/*` and `manifest/tool-*`, 2026-11). It is a look at words, not an understanding of
 * the program.
 */
export const sourcePatterns: readonly SourcePattern[] = [
  {
    id: 'bind',
    facet: 'code.bind',
    pattern:
      /(?:\bhost(?:name)?["']?\s{0,3}[:=]\s{0,3}|\.listen\(\s{0,3}[\w.]{1,40}\s{0,3},\s{0,3}|\.bind\(\s{0,3}\(?\s{0,3})["'](?<value>0\.0\.0\.0|::|127\.0\.0\.1|localhost|::1)["']/gi,
    rank: (value) => (value === '0.0.0.0' || value === '::' ? 1 : 0),
    absent: 0,
    moved: 'neutral',
    title: () => t('the address the server listens on'),
    meaning: () => t('who can reach that address can call the tools'),
  },
  {
    id: 'cors',
    facet: 'code.cors',
    pattern:
      /(?:\borigin|\ballow_origins|Access-Control-Allow-Origin)["']?\s{0,3}[:=,]\s{0,3}(?<value>\[[^\]\n]{0,300}\]|["'][^"'\n]{0,200}["']|true|false)/g,
    rank: (value) => (/\*|^true$/.test(value) ? 2 : value === 'false' ? 0 : 1),
    absent: 0,
    moved: 'unknown',
    title: () => t('the sites whose pages may call the server'),
    meaning: () => t('pages a developer visits may talk to it'),
  },
  opening(
    'cors-any',
    'code.cors',
    /\bcors\(\s{0,3}\)/g,
    () => t('calls from any site'),
    () => t('any page a developer visits may talk to the server'),
  ),
  {
    id: 'rebinding',
    facet: 'code.origin',
    pattern: /\benable_?dns_?rebinding_?protection["']?\s{0,3}[:=]\s{0,3}(?<value>true|false)/gi,
    rank: (value) => (/true/i.test(value) ? 0 : 1),
    absent: 1,
    moved: 'neutral',
    title: () => t('protection against DNS rebinding'),
    meaning: () => t('it decides whether other sites can reach a local server'),
  },
  guard(
    'origin-check',
    'code.origin',
    /\b(?:allowed_?(?:Hosts|Origins)["']?\s{0,3}[:=]|(?:validate|check|verify)_?(?:Origin|Host)\w{0,30}\s{0,2}\(|TransportSecuritySettings\s{0,2}\()/gi,
    () => t('a check of origin or host'),
    () => t('calls from elsewhere are refused'),
  ),
  guard(
    'auth-check',
    'code.auth',
    /\b(?:(?:require|check|verify|ensure|validate)_?(?:Bearer|Auth|Token|Jwt|Session|Scope|Permission)\w{0,40}\s{0,2}\(|jwt\.verify\s{0,2}\(|mcpAuthRouter\s{0,2}\(|AuthMiddleware\b|Depends\(\s{0,3}\w{0,40}(?:auth|user))/gi,
    () => t('a check of who calls'),
    () => t('callers have to be known'),
  ),
  guard(
    'auth-route',
    'code.auth',
    /\.(?<name>(?:get|post|put|delete|patch|all)\(\s{0,3}["'`][^"'`\n]{0,80}["'`])\s{0,3},\s{0,20}\[?\s{0,20}\w{0,30}auth\w{0,30}\b/gi,
    () => t('an endpoint that asks who calls'),
    () => t('callers of it have to be known'),
  ),
  opening(
    'auth-off',
    'code.auth',
    /\b(?:(?:DISABLE_AUTH|AUTH_DISABLED|SKIP_AUTH|NO_AUTH|ALLOW_ANONYMOUS|DANGEROUSLY_OMIT_AUTH)["']?\s{0,3}[:=]{1,3}\s{0,3}["']?(?:true|1|yes)|(?:require_?Auth|auth_?Required)["']?\s{0,3}[:=]\s{0,3}false|verify_signature["']?\s{0,3}[:=]\s{0,3}false|ignoreExpiration["']?\s{0,3}:\s{0,3}true|algorithms["']?\s{0,3}[:=]\s{0,3}\[\s{0,3}["']none)/gi,
    () => t('a switch that turns the check of callers off'),
    () => t('nobody has to say who they are'),
  ),
  opening(
    'input-open',
    'code.validation',
    /\bz\.(?:any|unknown)\(\)|\.passthrough\(\)|\badditionalProperties["']?\s{0,3}[:=]\s{0,3}true/gi,
    () => t('input that is not checked'),
    () => t('agents can pass anything there'),
  ),
  guard(
    'input-check',
    'code.validation',
    /\.strict\(\)|\badditionalProperties["']?\s{0,3}[:=]\s{0,3}false|\b(?:realpath(?:Sync)?|is_relative_to|isPathWithin\w{0,20}|validate_?Path\w{0,20}|sanitize\w{0,30})\s{0,2}\(/gi,
    () => t('a check of input'),
    () => t('what does not fit is refused'),
  ),
  opening(
    'sink',
    'code.validation',
    /(?:\b(?:execSync|os\.system|child_process\.exec)|(?<!\b(?:def|function|async|get|set)\s{1,3})(?<![\w.$#])exec(?:Async|Promise)?)\s{0,2}\((?!\s{0,8}\w{1,40}\??\s{0,2}:|[^()\n]{0,80}\)\s{0,3}\{)(?!\s{0,8}(?:'[\w\s./:=@,-]{0,200}'|"[\w\s./:=@,-]{0,200}")\s{0,8}[),])|["'](?:\/bin\/)?(?:ba|z|da|k)?sh["']\s{0,3},\s{0,20}\[?\s{0,20}["']-[a-z]{0,3}c["']\s{0,3},(?!\s{0,20}["'][^"'\n]{0,300}["']\s{0,3}\])|\bshell\s{0,2}[:=]\s{0,2}true|(?<![\w.])eval\s{0,2}\(|\bnew Function\s{0,2}\(/gi,
    () => t('a place that runs text as a command or as code'),
    () => t('what reaches it from a tool call is run'),
  ),
  opening(
    'tls-off',
    'code.validation',
    /\bNODE_TLS_REJECT_UNAUTHORIZED["']?\]?\s{0,3}[:=]\s{0,3}["']?0|\brejectUnauthorized["']?\s{0,3}[:=]\s{0,3}false\b|\bstrictSSL["']?\s{0,3}:\s{0,3}false\b|\bverify(?:_ssl|_certs|_tls)?["']?\s{0,3}[:=]\s{0,3}False\b|\bcheck_hostname\s{0,3}=\s{0,3}False\b|\b_create_unverified_context\b|\bCERT_NONE\b|\bInsecureSkipVerify\s{0,3}[:=]\s{0,3}true\b/g,
    () => t('a switch that turns the check of certificates off'),
    () => t('anybody on the way can read and change what is sent'),
  ),
  {
    id: 'sends-to',
    facet: 'manifest.endpoint',
    pattern:
      /(?:\.(?:post|put|patch)\(\s{0,20}|\bfetch\(\s{0,20}(?=["'`][^"'`\n]{1,300}["'`]\s{0,3},\s{0,20}\{\s{0,20}["']?method["']?\s{0,3}:\s{0,3}["'](?:POST|PUT|PATCH)\b))[fr]?["'`](?:https?|wss?):\/\/(?<name>[\w.-]{1,200})/gi,
    rank: there(1),
    absent: 0,
    moved: 'neutral',
    title: () => t('a host that data is sent to'),
    meaning: () => t('what tools were given may leave for it'),
  },
  {
    id: 'filter',
    facet: 'code.validation',
    // At least two characters that a shell acts on, in a class: what is refused.
    pattern:
      /(?<!split\(\/)\[(?<value>(?=[^\]\n]{0,40}[;&|`$<>][^\]\n]{0,40}[;&|`$<>])[^\]\n]{2,60})\]\/[gimsuy]{0,4}[;,.)\s]/g,
    rank: (value) => -new Set(value.match(/[;&|`$<>(){}\\'"\n]/g)).size,
    absent: 0,
    moved: 'unknown',
    title: () => t('a filter of characters that a shell acts on'),
    meaning: () => t('what holds them is refused'),
  },
  {
    id: 'rate',
    facet: 'code.rate-limit',
    pattern:
      /\b(?<name>rate_?limit|max_?requests|requests_?per_?(?:minute|second)|body_?limit|max_?body_?size|max_?payload|max_?concurrent\w{0,20})["']?\s{0,3}[:=]\s{0,3}["']?(?<value>\d[\d_]{0,15})/gi,
    rank: limit,
    absent: Number.POSITIVE_INFINITY,
    moved: 'neutral',
    title: () => t('a limit on calls or sizes'),
    meaning: () => t('it bounds what one caller can take'),
  },
  guard(
    'rate-check',
    'code.rate-limit',
    /\b(?:rateLimit|rate_limit|slowDown|throttle|RateLimiter|Limiter|Bottleneck)\s{0,2}\(/g,
    () => t('a rate limit'),
    () => t('one caller cannot flood the server'),
  ),
  {
    id: 'timeout',
    facet: 'code.rate-limit',
    pattern:
      /\b(?<name>\w{0,30}timeout(?:_?ms|_?seconds)?)["']?\s{0,3}[:=]\s{0,3}(?<value>\d[\d_]{0,15})/gi,
    rank: there(0),
    absent: 0,
    moved: 'neutral',
    title: () => t('a time limit'),
    meaning: () => t('it bounds how long something may take'),
  },
  {
    id: 'auth-cache',
    facet: 'code.cache',
    pattern:
      /\b(?<name>(?:auth|token|session|permission)\w{0,20}(?:ttl|cache|max_?age)\w{0,20})["']?\s{0,3}[:=]\s{0,3}(?<value>\d[\d_]{0,15})/gi,
    rank: limit,
    absent: 0,
    moved: 'neutral',
    title: () => t('how long a decision about a caller is kept'),
    meaning: () => t('a right that was taken away works until then'),
  },
  {
    id: 'cache',
    facet: 'code.cache',
    pattern:
      /\b(?<name>(?:cache_?)?ttl|std_?ttl|max_?age|cache_?size)["']?\s{0,3}[:=]\s{0,3}(?<value>\d[\d_]{0,15})/gi,
    rank: there(0),
    absent: 0,
    moved: 'neutral',
    title: () => t('what is kept and how long'),
    meaning: () => t('answers may be older'),
  },
  {
    id: 'log-level',
    facet: 'code.logging',
    pattern:
      /\b(?:log_?)?level["']?\s{0,3}[:=]\s{0,3}(?:logging\.)?["']?(?<value>debug|info|warn|warning|error|fatal|critical|silent|off)\b/gi,
    rank: (value) =>
      ['debug', 'info', 'warn', 'error', 'fatal', 'silent'].indexOf(
        value
          .toLowerCase()
          .replace('warning', 'warn')
          .replace('critical', 'fatal')
          .replace('off', 'silent'),
      ),
    absent: 1,
    moved: 'neutral',
    title: () => t('how much is logged'),
    meaning: () => t('less of what agents do can be seen later'),
  },
  guard(
    'audit',
    'code.logging',
    /\baudit\w{0,30}(?:\.\w{1,30})?\s{0,2}\(/gi,
    () => t('an audit log'),
    () => t('what agents do can be seen later'),
  ),
  {
    id: 'read-only',
    facet: 'code.tool',
    pattern: /\b(?<name>readOnlyHint|idempotentHint)["']?\s{0,3}[:=]\s{0,3}(?<value>true|false)/gi,
    rank: (value) => (/true/i.test(value) ? 1 : 0),
    absent: 0,
    moved: 'neutral',
    title: () => t('what a tool says about its harmlessness'),
    meaning: () => t('clients ask less about tools that say they only read'),
  },
  {
    id: 'destructive',
    facet: 'code.tool',
    pattern:
      /\b(?<name>destructiveHint|openWorldHint)["']?\s{0,3}[:=]\s{0,3}(?<value>true|false)/gi,
    rank: (value) => (/true/i.test(value) ? 0 : 1),
    absent: 0,
    moved: 'neutral',
    title: () => t('what a tool says about its danger'),
    meaning: () => t('clients ask more about tools that say they destroy'),
  },
  opening(
    'tool',
    'code.tool',
    /(?:\.(?:tool|registerTool|addTool)\(\s{0,20}|@\w{1,30}\.tool\b(?:\([^)\n]{0,200}\))?\s{1,20}(?:async\s{1,4})?def\s{1,4})["'`]?(?<name>[\w./-]{1,80})/g,
    () => t('a tool'),
    () => t('agents can call it'),
  ),
];
