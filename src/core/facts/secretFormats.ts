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
 * keeps a pattern from matching inside a longer word such as a hash or a path; what two underscores part
 * is two words, as in `mcp__server__tool`.
 */
export const secretFormats: readonly SecretFormat[] = [
  {
    provider: 'Anthropic',
    pattern: /(?<![A-Za-z\d-]_?)sk-ant-(?:api|admin|oat)\d{2}-[\w-]{40,200}/g,
  },
  {
    provider: 'OpenAI',
    pattern: /(?<![A-Za-z\d-]_?)sk-(?:proj|svcacct|admin)-[\w-]{40,200}/g,
  },
  { provider: 'OpenRouter', pattern: /(?<![A-Za-z\d-]_?)sk-or-v1-[0-9a-f]{64}/g },
  {
    provider: 'OpenAI',
    pattern: /(?<![A-Za-z\d-]_?)sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/g,
  },
  {
    provider: 'GitHub',
    pattern: /(?<![A-Za-z\d-]_?)gh[pousr]_[A-Za-z0-9]{36,251}/g,
  },
  { provider: 'GitHub', pattern: /(?<![A-Za-z\d-]_?)github_pat_\w{60,100}/g },
  { provider: 'GitLab', pattern: /(?<![A-Za-z\d-]_?)glpat-[\w-]{20,100}/g },
  {
    provider: 'AWS',
    pattern: /(?<![A-Za-z\d-]_?)(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?!_?[A-Za-z\d-])/g,
  },
  {
    provider: 'Google',
    pattern: /(?<![A-Za-z\d-]_?)AIza[\w-]{35}(?!_?[A-Za-z\d-])/g,
  },
  { provider: 'Slack', pattern: /(?<![A-Za-z\d-]_?)xox[abeoprs]-[\w-]{10,250}/g },
  { provider: 'Slack', pattern: /(?<![A-Za-z\d-]_?)xapp-\d-[\w-]{20,250}/g },
  {
    provider: 'npm',
    pattern: /(?<![A-Za-z\d-]_?)npm_[A-Za-z0-9]{36}(?!_?[A-Za-z\d-])/g,
  },
  {
    provider: 'Hugging Face',
    pattern: /(?<![A-Za-z\d-]_?)hf_[A-Za-z]{34}(?!_?[A-Za-z\d-])/g,
  },
  {
    provider: 'Stripe',
    pattern: /(?<![A-Za-z\d-]_?)(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,99}/g,
    test: /^.._test_/,
  },
  { provider: 'SendGrid', pattern: /(?<![A-Za-z\d-]_?)SG\.[\w-]{22}\.[\w-]{43}/g },
  { provider: 'HashiCorp Vault', pattern: /(?<![A-Za-z\d-]_?)hvs\.[\w-]{90,200}/g },
  {
    provider: 'Linear',
    pattern: /(?<![A-Za-z\d-]_?)lin_(?:api|oauth)_[A-Za-z0-9]{32,64}/g,
  },
  { provider: 'Notion', pattern: /(?<![A-Za-z\d-]_?)ntn_[A-Za-z0-9]{40,60}/g },
  {
    provider: 'Supabase',
    pattern: /(?<![A-Za-z\d-]_?)sbp_[0-9a-f]{40}(?!_?[A-Za-z\d-])/g,
  },
  { provider: 'Tavily', pattern: /(?<![A-Za-z\d-]_?)tvly-[\w-]{20,60}/g },
  { provider: 'Figma', pattern: /(?<![A-Za-z\d-]_?)figd_[\w-]{30,60}/g },
  { provider: 'Perplexity', pattern: /(?<![A-Za-z\d-]_?)pplx-[A-Za-z0-9]{40,60}/g },
  { provider: 'Groq', pattern: /(?<![A-Za-z\d-]_?)gsk_[A-Za-z0-9]{40,60}/g },
  {
    provider: 'JSON Web Token',
    pattern: /(?<![A-Za-z\d-]_?)eyJ[\w-]{15,2000}\.eyJ[\w-]{15,4000}\.[\w-]{10,1000}/g,
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
