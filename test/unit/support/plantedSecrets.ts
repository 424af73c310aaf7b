/** A value in the form that a provider gives its credentials, made of random characters. */
export interface PlantedSecret {
  readonly provider: string;
  readonly value: string;
  /** What of it must never be seen again. */
  readonly secret: string;
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';

const alphabets: Readonly<Record<string, string>> = {
  a: lower + digits,
  A: upper + lower + digits,
  B: `${upper}234567`,
  d: digits,
  h: `${digits}abcdef`,
  L: upper + lower,
  p: `${upper + lower + digits}+/`,
  U: upper + digits,
  w: `${upper + lower + digits}_-`,
};

/**
 * `{A36}` stands for 36 random characters of an alphabet; between bars is what is secret. The forms are those of the providers' own pages
 * and of secretlint, 2026-11; they are written apart from the product's patterns, to hold those.
 */
const forms: readonly (readonly [provider: string, form: string])[] = [
  ['Anthropic', 'sk-ant-api03-{w93}AA'],
  ['OpenAI', 'sk-proj-{w74}T3BlbkFJ{w73}A'],
  ['OpenAI', 'sk-{A20}T3BlbkFJ{A20}'],
  ['OpenRouter', 'sk-or-v1-{h64}'],
  ['Langfuse', 'sk-lf-{h8}-{h4}-{h4}-{h4}-{h12}'],
  ['DeepSeek', 'sk-{h32}'],
  ['xAI', 'xai-{A80}'],
  ['Groq', 'gsk_{A52}'],
  ['Perplexity', 'pplx-{A48}'],
  ['Replicate', 'r8_{A37}'],
  ['Hugging Face', 'hf_{L34}'],
  ['Hugging Face', 'api_org_{L34}'],
  ['NVIDIA', 'nvapi-{w64}'],
  ['Jina', 'jina_{h32}{w28}'],
  ['Pinecone', 'pcsk_{A6}_{A63}'],
  ['LlamaIndex', 'llx-{A48}'],
  ['LangSmith', 'lsv2_pt_{h32}_{h10}'],
  ['Tavily', 'tvly-dev-{A32}'],
  ['Firecrawl', 'fc-{h32}'],
  ['Apify', 'apify_api_{A36}'],
  ['E2B', 'e2b_{h40}'],
  ['GitHub', 'ghp_{A36}'],
  ['GitHub', 'ghs_{d7}_eyJ{w60}.eyJ{w80}.{w86}'],
  ['GitHub', 'github_pat_{A22}_{A59}'],
  ['GitLab', 'glpat-{w20}'],
  ['GitLab', 'glrt-{w20}'],
  ['Bitbucket', 'ATBB{A32}'],
  ['Atlassian', 'ATATT3{w178}={U8}'],
  ['npm', 'npm_{A36}'],
  ['PyPI', 'pypi-AgEI{w150}'],
  ['RubyGems', 'rubygems_{h48}'],
  ['Docker', 'dckr_pat_{w27}'],
  ['JFrog', 'AKCp{A69}'],
  ['SonarQube', 'squ_{h40}'],
  ['Buildkite', 'bkua_{h40}'],
  ['CircleCI', 'CCIPAT_{A22}_{h40}'],
  ['Sourcegraph', 'sgp_{h16}_{h40}'],
  ['AWS', 'AKIA{B16}'],
  ['AWS', 'ASIA{B16}'],
  ['AWS', 'ABIA{B16}'],
  ['AWS', 'ACCA{B16}'],
  ['AWS', 'ABSK{p120}'],
  ['Google', 'AIza{w34}A'],
  ['Google', 'GOCSPX-{w28}'],
  ['Google', 'ya29.a0{w150}'],
  ['Google', '1//0{w60}'],
  ['Azure', 'AccountKey=|{p86}=='],
  ['Cloudflare', 'cfut_{A40}{h8}'],
  ['Cloudflare', 'v1.0-{h24}-{h146}'],
  ['DigitalOcean', 'dop_v1_{h64}'],
  ['Heroku', 'HRKU-AA{w58}'],
  ['Netlify', 'nfp_{A36}'],
  ['Vercel', 'vcp_{A56}'],
  ['Fly.io', 'fo1_{w43}'],
  ['Fly.io', 'fm2_{p140}'],
  ['Tailscale', 'tskey-auth-{A17}-{A32}'],
  ['Pulumi', 'pul-{h40}'],
  ['HashiCorp Vault', 'hvs.{w95}'],
  ['HashiCorp Vault', 'hvb.{w150}'],
  ['Doppler', 'dp.pt.{A43}'],
  ['1Password', 'ops_'],
  ['age', 'AGE-SECRET-KEY-1'],
  ['Supabase', 'sbp_{h40}'],
  ['Supabase', 'sb_secret_{w31}'],
  ['Neon', 'napi_{a64}'],
  ['PlanetScale', 'pscale_tkn_{w43}'],
  ['MongoDB', 'mdb_sa_sk_{w40}'],
  ['Databricks', 'dapi{h32}'],
  ['Airtable', 'pat{A14}.{h64}'],
  ['Grafana', 'glc_eyJ{p80}'],
  ['Grafana', 'glsa_{A32}_{h8}'],
  ['New Relic', 'NRAK-{U27}'],
  ['Dynatrace', 'dt0c01.{U24}.{U64}'],
  ['Sentry', 'sntryu_{h64}'],
  ['PostHog', 'phx_{A43}'],
  ['Postman', 'PMAK-{h24}-{h34}'],
  ['Slack', 'xoxb-{d12}-{d12}-{A24}'],
  ['Slack', 'xapp-1-A{U10}-{d13}-{h64}'],
  ['Slack', 'https://hooks.slack.com/services/|T0{U8}/B0{U8}/{A24}'],
  ['Discord', 'https://discord.com/api/webhooks/|{d19}/{w68}'],
  ['Telegram', 'https://api.telegram.org/bot|{d10}:AA{w33}'],
  ['SendGrid', 'SG.{A22}.{A43}'],
  ['Resend', 're_{A8}_{A24}'],
  ['Brevo', 'xkeysib-{h64}-{A16}'],
  ['Linear', 'lin_api_{A40}'],
  ['Notion', 'ntn_{d11}{A35}'],
  ['Notion', 'secret_{A43}'],
  ['Figma', 'figd_{w40}'],
  ['ClickUp', 'pk_{d8}_{U32}'],
  ['Shopify', 'shpat_{h32}'],
  ['Stripe', 'sk_live_{A24}'],
  ['Stripe', 'rk_live_{A24}'],
  ['Stripe', 'whsec_{A32}'],
  ['Square', 'sq0csp-{w43}'],
  ['Square', 'EAAA{w60}'],
  ['JSON Web Token', 'eyJ{w40}.eyJ{w60}.{w43}'],
  ['private key', '-----BEGIN RSA PRIVATE KEY-----\n'],
];

/** One value of each form; the same on every run. */
export function plantedSecrets(): readonly PlantedSecret[] {
  const random = generator(20_261_122);
  return forms.map(([provider, form]) => {
    const made = fill(`${form}${restOf(provider)}`, random);
    return { provider, value: made.replaceAll('|', ''), secret: made.split('|')[1] ?? made };
  });
}

/** Values that have no format: their place and the name beside them say what they are. */
export function namedSecrets(): readonly PlantedSecret[] {
  const random = generator(40);
  return [
    'aws_secret_access_key = |{A40}|',
    'AWS_SECRET_ACCESS_KEY: "|{A40}|"',
    'https://bot:|{A20}|@api.acme.com/v1',
    'ftp://deploy:|{A12}|@files.acme.com',
    'mongodb+srv://app:|{A12}|@cluster0.acme.net/db',
    'mysql://app:|{A12}|@db.acme.net:3306/app',
    'postgres://app:|{A12}|@db.acme.net/app',
    'https://|{A40}|:x-oauth-basic@github.com/acme/a.git',
    '//registry.acme.com/:_authToken=|{A36}|',
  ].map((form) => {
    const made = fill(form, random);
    return { provider: '', value: made.replaceAll('|', ''), secret: made.split('|')[1] ?? '' };
  });
}

/** What a form of letters and numbers cannot say. */
function restOf(provider: string): string {
  if (provider === 'age')
    return [...'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'].join('').repeat(2).slice(0, 58);
  if (provider === '1Password') {
    const key = '{"email":"a@b.lcl","secretKey":"A3-{U6}-{U6}-{U5}-{U5}-{U5}-{U5}","x":"{h64}"}';
    return Buffer.from(fill(key, generator(7))).toString('base64');
  }
  if (provider !== 'private key') return '';
  const lines = Array.from({ length: 12 }, () => '{p64}').join('\n');
  return `|MIIE{p60}\n${lines}|\n-----END RSA PRIVATE KEY-----`;
}

/** Words that say of a value that it is none are left out, however unlikely. */
function fill(form: string, random: () => number): string {
  return form.replace(/\{(\w)(\d+)\}/g, (_, name: string, length: string) => {
    for (;;) {
      const alphabet = alphabets[name] ?? '';
      const made = Array.from({ length: Number(length) }, () =>
        alphabet.charAt(Math.floor(random() * alphabet.length)),
      ).join('');
      // Some providers' values end in a letter or digit, and none of ours may look like a stand-in.
      if (!/xxxx|fake|[-_]{2}|[-_]$|^[-_]|your-/i.test(made)) return made;
    }
  });
}

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
