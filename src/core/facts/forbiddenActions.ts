import { plainText } from './classifySentence';
import type { SentenceFact } from './fact';

/** What instructions forbid, or want to be asked about, and permissions may allow all the same. */
export type ForbiddenKind =
  | 'force-push'
  | 'push'
  | 'commit'
  | 'delete-files'
  | 'drop-data'
  | 'deploy'
  | 'read-environment'
  | 'read-keys'
  | 'read-secrets'
  | 'download'
  | 'publish'
  | 'install'
  | 'pay';

export interface ForbiddenAction {
  readonly kind: ForbiddenKind;
  /** Actions that are all of it, as in `permissionRule.ts`; none: no client has one name for it. */
  readonly actions: readonly string[];
}

interface Wording extends ForbiddenAction {
  /** What is done, in lower-case words without Markdown. */
  readonly words: RegExp;
  /** Not where the sentence is about secrets: to commit one is not to commit. */
  readonly notSecrets?: true;
}

const environmentFiles = ['Read(./.env', 'Read(./.env.production', 'Bash(cat .env'];
const keyFiles = [
  'Read(~/.ssh/id_ed25519',
  'Read(~/.aws/credentials',
  'Bash(cat ~/.ssh/id_ed25519',
];

/**
 * English, by the classes of the reference rule `prompt/unenforced-guardrail` (November 2026); commits
 * and installs are added, as they are what people forbid and click away most. Only an action with a
 * name counts: of “be careful with data” nobody can say whether it is allowed.
 */
const wordings: readonly Wording[] = [
  {
    kind: 'force-push',
    words: /\bforce[- ]?push(?:es|ing)?\b|\bpush(?:ing)? (?:[^\s.]+ ){0,2}(?:--force|-f)\b/,
    actions: ['Bash(git push --force'],
  },
  {
    kind: 'push',
    words:
      /\bpush(?:ing)?(?:$|(?=[,)])|(?= (?:to|directly|commits?|changes?|code|branch(?:es)?|anything|without|unless|until|or|and|on your own)\b))/,
    actions: ['Bash(git push origin main', 'Bash(git push'],
    notSecrets: true,
  },
  {
    kind: 'commit',
    words:
      /\bcommit(?:ting)?(?:$|(?=[,)])|(?= (?:(?:directly )?to (?:the )?(?:main|master|git|repo|repository|default|protected|a|any|this)\b|directly|changes?|code|anything|without|unless|until|or push|and push|on your own)\b))/,
    actions: ['Bash(git commit -m "change"'],
    notSecrets: true,
  },
  {
    kind: 'delete-files',
    words:
      /\brm -[a-z]*[rf]|\b(?:delet|eras)(?:e|es|ing) (?:(?!from |in |of |inside )[^\s.]+ ){0,3}(?:files?|folders?|director(?:y|ies))\b|\bremov(?:e|es|ing) (?:(?:any|existing|other|user|project|source|test|or|overwrite) ){0,3}(?:files?|folders?|director(?:y|ies))\b/,
    actions: ['Bash(rm -rf src', 'Bash(rm src/index.ts'],
  },
  {
    kind: 'drop-data',
    words:
      /\b(?:drop|truncat|wip|delet|reset)(?:e|s|es|ing|ping|ting)? (?:(?!from |in |of |inside )[^\s.]+ ){0,3}(?:tables?|databases?|schemas?|collections?)\b/,
    actions: [
      'Bash(psql -c "drop table users"',
      'Bash(mysql -e "drop table users"',
      'Bash(dropdb app',
      'Bash(prisma migrate reset',
      'Bash(supabase db reset',
      'Bash(redis-cli flushall',
    ],
  },
  {
    kind: 'deploy',
    words: /\bdeploy(?:ing)?\b|\b(?:kubectl|terraform|helm|pulumi) (?:apply|destroy|delete|up)\b/,
    actions: [
      'Bash(kubectl apply -f app.yaml',
      'Bash(kubectl delete namespace production',
      'Bash(terraform apply',
      'Bash(terraform destroy',
      'Bash(helm upgrade app',
      'Bash(pulumi up',
      'Bash(npm run deploy',
      'Bash(vercel --prod',
      'Bash(netlify deploy --prod',
      'Bash(fly deploy',
      'Bash(firebase deploy',
      'Bash(wrangler deploy',
      'Bash(serverless deploy',
    ],
  },
  {
    kind: 'read-environment',
    words:
      /\b(?:read|open|access|view|cat|inspect|look at|look into)(?:s|ing)? (?:(?!from )[^\s.]+ ){0,4}\.env\b/,
    actions: environmentFiles,
  },
  {
    kind: 'read-keys',
    words:
      /\b(?:read|open|access|view|cat|inspect|look at|look into)(?:s|ing)? (?:(?!from )[^\s.]+ ){0,4}(?:private keys?|ssh keys?|\S*\.(?:ssh|aws|pem)\b)/,
    actions: keyFiles,
  },
  {
    kind: 'read-secrets',
    words:
      /\b(?:read|open|access|view|cat|inspect|look at|look into)(?:s|ing)? (?:(?!from )[^\s.]+ ){0,3}(?:secrets?|credentials?)\b(?! (?:manager|store|rotation|scan))/,
    actions: [
      'Read(./secrets/token.txt',
      'Read(./config/credentials.json',
      ...environmentFiles,
      ...keyFiles,
    ],
  },
  {
    kind: 'download',
    words:
      /\b(?:curl|wget)\b|\b(?:access|use|browse)(?:es|ing)? (?:the )?(?:internet|web|network)\b|\b(?:make|making) (?:[^\s.]+ ){0,2}(?:network|http|web) (?:requests?|calls?)\b/,
    actions: [
      'Bash(curl https://example.com',
      'Bash(wget https://example.com',
      'WebFetch(example.com',
    ],
  },
  {
    kind: 'publish',
    words:
      /\b(?:npm|pnpm|yarn|cargo|gem|uv|poetry|bun) publish\b|\bpublish(?:es|ing)?(?:$|(?=[,)])|(?= (?:to|the|a|any|new|packages?|releases?|without|unless|until)\b))/,
    actions: [
      'Bash(npm publish',
      'Bash(pnpm publish',
      'Bash(yarn publish',
      'Bash(bun publish',
      'Bash(cargo publish',
      'Bash(uv publish',
      'Bash(poetry publish',
      'Bash(gem push app.gem',
      'Bash(gh release create v1',
    ],
  },
  {
    kind: 'install',
    words:
      /\binstall(?:s|ing)? (?:[^\s.]+ ){0,3}(?:packages?|dependenc(?:y|ies)|librar(?:y|ies)|software|anything)\b|\badd(?:s|ing)? (?:(?:any|new|external|npm|third-party|runtime) ){0,3}(?:packages?|dependenc(?:y|ies)|librar(?:y|ies))\b/,
    actions: [
      'Bash(npm install some-package',
      'Bash(pnpm add some-package',
      'Bash(yarn add some-package',
      'Bash(bun add some-package',
      'Bash(pip install some-package',
      'Bash(uv add some-package',
      'Bash(cargo add some-package',
    ],
  },
  {
    kind: 'pay',
    words:
      /\b(?:pay|paying)\b(?! (?:\w+ )?(?:attention|heed)| off)|\b(?:refund|refunding|purchase|purchasing)\b|\b(?:mak|send|initiat|issu|creat|execut|trigger|process|approv)(?:e|ing)? (?:[^\s.]+ ){0,2}(?:payments?|refunds?|payouts?|purchases?)\b|\b(?:payments?|refunds?|payouts?|purchases?) (?:\w+ )?(?:requires?|needs?)\b|\bspend(?:ing)? (?:any )?(?:money|funds)\b|\btransfer(?:ring)? (?:any )?(?:money|funds)\b/,
    actions: [],
  },
];

const negations =
  /\b(?:never|not|cannot|avoid|refrain|forbidden|prohibited|no|nor)\b|n't\b|\bdont\b/g;
/** “Never push without tests” forbids something else than pushing. */
const conditions =
  /\b(?:without|unless|until|before|after|if|when|while|where|except|other than|more than|over|above)\b|[<>$€£]/;
const asksBefore =
  /\b(?:before|prior to|first|without|unless|until|requires?|needs?|approv|confirm|permission)\b|approv/;

/**
 * What a prohibition or gate is about, as actions that permission rules speak of.
 *
 * @param sentence of an instruction file; whatever is neither forbidden nor asked about gives nothing
 * @returns in the order of the table; most sentences give nothing
 */
export function forbiddenActions(sentence: SentenceFact): readonly ForbiddenAction[] {
  const { guardrail, text, objects } = sentence;
  if (guardrail !== 'prohibit' && guardrail !== 'gate') return [];
  if (text.length > longestSentence) return [];
  const clauses = plainText(text)
    .split(/[;|]|:\s|[.!]\s|[.!]$|\s[—–-]\s|\s--\s|\bbut\b|\binstead\b|\brather\b/)
    .map((clause) => clause.trim());
  const secrets = objects.includes('secret') || objects.includes('personal-data');
  const found = wordings.filter(
    ({ words, notSecrets }) =>
      !(notSecrets === true && secrets) &&
      clauses.some((clause) => {
        const match = words.exec(clause);
        return match !== null && isHeld(clause, match, guardrail);
      }),
  );
  // “Never force-push” speaks of pushing only in that way.
  const forced = found.some(({ kind }) => kind === 'force-push');
  return forced ? found.filter(({ kind }) => kind !== 'push') : found;
}

/** A row of a table speaks of many things, and of few in the words around it. */
const longestSentence = 300;

/** Farther away than this, the verb belongs to something else. */
const mostWordsBetween = 7;

function isHeld(clause: string, match: RegExpExecArray, guardrail: 'prohibit' | 'gate'): boolean {
  const before = clause.slice(0, match.index);
  const after = clause.slice(match.index + match[0].length);
  const negation = [...before.matchAll(negations)].at(-1);
  const start = negation === undefined ? 0 : negation.index + negation[0].length;
  const between = before.slice(start).trim();
  const words = between === '' ? 0 : between.split(/\s+/).length;
  if (guardrail === 'gate') {
    // An item below “Ask first” says nothing but what it is about.
    const item = words <= 2 && negation === undefined;
    return item || asksBefore.test(before) || asksBefore.test(after);
  }
  if (negation === undefined) {
    return words <= 2 && after.match(negations) === null && !conditions.test(after);
  }
  return words <= mostWordsBetween && !conditions.test(`${between} ${after}`);
}
