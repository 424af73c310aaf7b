/** A credential that can be recognised by its own shape, whatever it is called. */
export interface SecretFormat {
  readonly provider: string;
  /**
   * Bounded, linear, and starting with two plain characters, by which it is looked up. Where an address
   * leads to the credential, a group at the end holds what is secret.
   */
  readonly shape: RegExp;
  /** Keys for a provider's test environment hurt less. */
  readonly test?: RegExp | undefined;
}

/**
 * Provider formats of `secret/literal-credential`, tier 1. Read 2026-11 in rules.json, in the providers'
 * own pages and in secretlint's preset 13.0.6, whose findings a test holds ours against. Of formats that
 * fit one place the first counts. A look-ahead for a digit keeps words in camel case out.
 */
export const secretFormats: readonly SecretFormat[] = [
  // Models, and services that agents are given.
  { provider: 'Anthropic', shape: /sk-ant-(?:api|admin|oat|sid)\d{2}-[\w-]{40,200}/ },
  { provider: 'OpenAI', shape: /sk-(?:proj|svcacct|admin)-[\w-]{40,200}/ },
  { provider: 'OpenAI', shape: /sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}/ },
  { provider: 'OpenRouter', shape: /sk-or-v1-[0-9a-f]{64}/ },
  {
    provider: 'Langfuse',
    shape: /sk-lf-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
  },
  { provider: 'DeepSeek', shape: /sk-[0-9a-f]{32}(?![\w-])/ },
  { provider: 'xAI', shape: /xai-[A-Za-z0-9]{70,90}/ },
  { provider: 'Groq', shape: /gsk_[A-Za-z0-9]{40,60}/ },
  { provider: 'Perplexity', shape: /pplx-[A-Za-z0-9]{40,60}/ },
  { provider: 'Replicate', shape: /r8_[A-Za-z0-9]{37}(?!\w)/ },
  { provider: 'Hugging Face', shape: /hf_[A-Za-z]{34}(?![A-Za-z])/ },
  { provider: 'Hugging Face', shape: /api_org_[A-Za-z]{34}(?![A-Za-z])/ },
  { provider: 'NVIDIA', shape: /nvapi-[\w-]{60,70}/ },
  { provider: 'Jina', shape: /jina_[0-9a-f]{32}[\w-]{20,40}/ },
  { provider: 'Pinecone', shape: /pcsk_\w{50,90}/ },
  { provider: 'LlamaIndex', shape: /llx-[A-Za-z0-9]{40,60}/ },
  { provider: 'LangSmith', shape: /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/ },
  { provider: 'Tavily', shape: /tvly-[\w-]{20,60}/ },
  { provider: 'Firecrawl', shape: /fc-[0-9a-f]{32}(?!\w)/ },
  { provider: 'Apify', shape: /apify_api_[A-Za-z0-9]{30,50}/ },
  { provider: 'E2B', shape: /e2b_[0-9a-f]{40}/ },
  // Code and packages.
  { provider: 'GitHub', shape: /ghs_\d{1,20}_[\w-]{1,300}\.[\w-]{1,4000}\.[\w-]{1,1000}/ },
  { provider: 'GitHub', shape: /gh[pousr]_\w{36,251}/ },
  { provider: 'GitHub', shape: /github_pat_\w{60,100}/ },
  {
    provider: 'GitLab',
    shape: /gl(?:pat|dt|rt|cbt|ptt|ft|imt|soat|agent|oas|ffct)-[\w-]{20,128}(?:\.[\w-]{2,20}){0,2}/,
  },
  { provider: 'Bitbucket', shape: /ATBB[A-Za-z0-9]{32}(?!\w)/ },
  { provider: 'Atlassian', shape: /AT[AC]TT3[\w=-]{100,250}/ },
  { provider: 'npm', shape: /npm_\w{36}(?!\w)/ },
  { provider: 'PyPI', shape: /pypi-AgEI[\w-]{50,300}/ },
  { provider: 'RubyGems', shape: /rubygems_[0-9a-f]{48}/ },
  { provider: 'Docker', shape: /dckr_[op]at_[\w-]{27,40}/ },
  { provider: 'JFrog', shape: /AKCp[A-Za-z0-9]{69}(?!\w)/ },
  { provider: 'SonarQube', shape: /sq[apu]_[0-9a-f]{40}/ },
  { provider: 'Buildkite', shape: /bk[a-z]{2}_[0-9a-f]{40}/ },
  { provider: 'CircleCI', shape: /CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}/ },
  { provider: 'Sourcegraph', shape: /sgp_(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}/ },
  // Clouds and hosts.
  { provider: 'AWS', shape: /AKIA[A-Z2-7]{16}(?!_?[A-Za-z\d-])/ },
  { provider: 'AWS', shape: /ASIA[A-Z2-7]{16}(?!_?[A-Za-z\d-])/ },
  { provider: 'AWS', shape: /ABIA[A-Z2-7]{16}(?!_?[A-Za-z\d-])/ },
  { provider: 'AWS', shape: /ACCA[A-Z2-7]{16}(?!_?[A-Za-z\d-])/ },
  { provider: 'AWS', shape: /ABSK[A-Za-z0-9+/]{109,269}={0,2}/ },
  { provider: 'Google', shape: /AIza[\w-]{35}(?!_?[A-Za-z\d-])/ },
  { provider: 'Google', shape: /GOCSPX-[\w-]{28}/ },
  { provider: 'Google', shape: /ya29\.[\w-]{40,400}/ },
  { provider: 'Google', shape: /1\/\/0[\w-]{40,200}/ },
  { provider: 'Azure', shape: /AccountKey=([A-Za-z0-9+/]{86}==)/ },
  { provider: 'Cloudflare', shape: /cf(?:k|at|ut)_[A-Za-z0-9]{40}[0-9a-f]{8}/ },
  { provider: 'Cloudflare', shape: /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/ },
  { provider: 'DigitalOcean', shape: /do[opr]_v1_[0-9a-f]{64}/ },
  { provider: 'Heroku', shape: /HRKU-AA[\w-]{58}/ },
  { provider: 'Netlify', shape: /nfp_[A-Za-z0-9]{36,60}/ },
  { provider: 'Vercel', shape: /vc[aciprk]_(?=[A-Za-z]{0,59}\d)[A-Za-z0-9]{20,60}/ },
  { provider: 'Fly.io', shape: /fo1_[\w-]{43}/ },
  { provider: 'Fly.io', shape: /fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,2000}={0,3}/ },
  { provider: 'Tailscale', shape: /tskey-[a-z]{2,20}-\w{8,40}-\w{16,60}/ },
  { provider: 'Pulumi', shape: /pul-[0-9a-f]{40}/ },
  { provider: 'HashiCorp Vault', shape: /hv[brs]\.[\w-]{90,300}/ },
  {
    provider: 'Doppler',
    shape: /dp\.(?:ct|pt|st|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}/,
  },
  { provider: '1Password', shape: /ops_ey[\w+/=-]{100,1280}/ },
  { provider: 'age', shape: /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/ },
  // Data.
  { provider: 'Supabase', shape: /sb(?:p_[0-9a-f]{40}|_secret_[\w-]{20,60})/ },
  { provider: 'Neon', shape: /napi_[a-z0-9]{60,70}/ },
  { provider: 'PlanetScale', shape: /pscale_(?:tkn|oauth|pw)_[\w.=-]{32,64}/ },
  { provider: 'MongoDB', shape: /mdb_sa_sk_[\w-]{40}/ },
  { provider: 'Databricks', shape: /dapi[0-9A-Fa-f]{32}(?:-\d)?(?![\w-])/ },
  { provider: 'Airtable', shape: /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/ },
  {
    provider: 'Grafana',
    shape: /gl(?:c_[A-Za-z0-9+/]{32,400}={0,2}|sa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8})/,
  },
  { provider: 'New Relic', shape: /NRAK-[A-Z0-9]{27}/ },
  { provider: 'Dynatrace', shape: /dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}/ },
  { provider: 'Sentry', shape: /sntry(?:u_[0-9a-f]{64}|s_eyJ[\w+/=]{60,400})/ },
  { provider: 'PostHog', shape: /ph[sx]_[A-Za-z0-9]{40,60}/ },
  { provider: 'Postman', shape: /PMAK-[0-9a-f]{24}-[0-9a-f]{34}/ },
  // Messages, documents and shops.
  { provider: 'Slack', shape: /xox[abeoprs]-[\w-]{10,250}/ },
  { provider: 'Slack', shape: /xapp-[\w-]{20,250}/ },
  {
    provider: 'Slack',
    shape: /hooks\.slack\.com\/services\/(T\w{1,40}\/B\w{1,40}\/[A-Za-z0-9]{8,40})/,
  },
  { provider: 'Discord', shape: /discord(?:app)?\.com\/api\/webhooks\/(\d{17,20}\/[\w-]{60,80})/ },
  { provider: 'Telegram', shape: /api\.telegram\.org\/bot(\d{8,10}:[\w-]{35})/ },
  { provider: 'SendGrid', shape: /SG\.[\w-]{22}\.[\w-]{43}/ },
  { provider: 'Resend', shape: /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?!\w)/ },
  { provider: 'Brevo', shape: /xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}/ },
  { provider: 'Linear', shape: /lin_(?:api|oauth)_\w{32,128}/ },
  { provider: 'Notion', shape: /ntn_[A-Za-z0-9]{40,60}/ },
  { provider: 'Notion', shape: /secret_(?=[A-Za-z]{0,42}\d)[A-Za-z0-9]{43}(?!\w)/ },
  { provider: 'Figma', shape: /figd_[\w-]{30,200}/ },
  { provider: 'ClickUp', shape: /pk_\d{5,12}_[A-Z0-9]{32}/ },
  { provider: 'Shopify', shape: /shp(?:at|ca|pa|ss)_[A-Za-z0-9]{32,64}/ },
  {
    provider: 'Stripe',
    shape: /sk_(?:live|test|prod)_[A-Za-z0-9]{10,99}/,
    test: /^.._test_/,
  },
  {
    provider: 'Stripe',
    shape: /rk_(?:live|test|prod)_[A-Za-z0-9]{10,99}/,
    test: /^.._test_/,
  },
  { provider: 'Stripe', shape: /whsec_[A-Za-z0-9+/]{24,64}/ },
  { provider: 'Square', shape: /sq0csp-[\w-]{43}/ },
  { provider: 'Square', shape: /EAAA[\w-]{60}(?![\w-])/ },
  // No provider's own.
  {
    provider: 'JSON Web Token',
    shape:
      /eyJ(?:(?<![\w-]eyJ)|(?<=(?:%\w\w|\\[nrt])eyJ))[\w-]{15,2000}\.eyJ[\w-]{15,4000}\.[\w-]{10,1000}/,
  },
  {
    provider: 'private key',
    shape:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nrt]){0,20}(?:[A-Z][\w-]{2,30}: [^\n\\]{0,200}(?:\n|\\n)(?:\s|\\[nrt]){0,4}){0,4}[A-Za-z0-9+/]{40}(?:-?[\w+/=\s\\.…]){0,10000}/,
  },
];
