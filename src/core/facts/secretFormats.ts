/** A credential that can be recognised by its own shape, whatever it is called. */
export interface SecretFormat {
  readonly provider: string;
  /** Global, bounded, linear. */
  readonly pattern: RegExp;
  /** Keys for a provider's test environment hurt less. */
  readonly test?: RegExp | undefined;
}

/**
 * Provider formats of `secret/literal-credential`, tier 1 (rules.json, read 2026-11). The look-around
 * keeps a pattern from matching inside a longer word such as a hash or a path.
 */
export const secretFormats: readonly SecretFormat[] = [
  { provider: 'Anthropic', pattern: /(?<![\w-])sk-ant-(?:api|admin|oat)\d{2}-[\w-]{40,200}/g },
  { provider: 'OpenAI', pattern: /(?<![\w-])sk-(?:proj|svcacct|admin)-[\w-]{40,200}/g },
  { provider: 'OpenRouter', pattern: /(?<![\w-])sk-or-v1-[0-9a-f]{64}/g },
  { provider: 'OpenAI', pattern: /(?<![\w-])sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/g },
  { provider: 'GitHub', pattern: /(?<![\w-])gh[pousr]_[A-Za-z0-9]{36,251}/g },
  { provider: 'GitHub', pattern: /(?<![\w-])github_pat_\w{60,100}/g },
  { provider: 'GitLab', pattern: /(?<![\w-])glpat-[\w-]{20,100}/g },
  { provider: 'AWS', pattern: /(?<![\w-])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![\w-])/g },
  { provider: 'Google', pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/g },
  { provider: 'Slack', pattern: /(?<![\w-])xox[abeoprs]-[\w-]{10,250}/g },
  { provider: 'Slack', pattern: /(?<![\w-])xapp-\d-[\w-]{20,250}/g },
  { provider: 'npm', pattern: /(?<![\w-])npm_[A-Za-z0-9]{36}(?![\w-])/g },
  { provider: 'Hugging Face', pattern: /(?<![\w-])hf_[A-Za-z]{34}(?![\w-])/g },
  {
    provider: 'Stripe',
    pattern: /(?<![\w-])(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,99}/g,
    test: /^.._test_/,
  },
  { provider: 'SendGrid', pattern: /(?<![\w-])SG\.[\w-]{22}\.[\w-]{43}/g },
  { provider: 'HashiCorp Vault', pattern: /(?<![\w-])hvs\.[\w-]{90,200}/g },
  { provider: 'Linear', pattern: /(?<![\w-])lin_(?:api|oauth)_[A-Za-z0-9]{32,64}/g },
  { provider: 'Notion', pattern: /(?<![\w-])ntn_[A-Za-z0-9]{40,60}/g },
  { provider: 'Supabase', pattern: /(?<![\w-])sbp_[0-9a-f]{40}(?![\w-])/g },
  { provider: 'Tavily', pattern: /(?<![\w-])tvly-[\w-]{20,60}/g },
  { provider: 'Figma', pattern: /(?<![\w-])figd_[\w-]{30,60}/g },
  { provider: 'Perplexity', pattern: /(?<![\w-])pplx-[A-Za-z0-9]{40,60}/g },
  { provider: 'Groq', pattern: /(?<![\w-])gsk_[A-Za-z0-9]{40,60}/g },
  {
    provider: 'JSON Web Token',
    pattern: /(?<![\w-])eyJ[\w-]{15,2000}\.eyJ[\w-]{15,4000}\.[\w-]{10,1000}/g,
  },
  {
    provider: 'private key',
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\w+/=\s\\]{0,8000}/g,
  },
];

/** All formats as one: most texts hold none, and asking once costs less than asking for each. */
const anyFormat = new RegExp(secretFormats.map(({ pattern }) => pattern.source).join('|'));

/** The text holds a credential of one of the formats. */
export function holdsSecretFormat(text: string): boolean {
  return anyFormat.test(text);
}
