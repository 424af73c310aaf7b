import type { ObjectClass } from './fact';

/**
 * What English instructions protect or hand over, from what hurts most to what hurts least. Patterns
 * as in `PromptWording`; the order decides which class speaks for a sentence that names several.
 * Classes are those of the reference rule ALG-GUARD, the words those of real instruction files.
 */
export const englishObjects: readonly {
  readonly class: ObjectClass;
  readonly words: readonly string[];
}[] = [
  {
    class: 'money',
    words: [
      'payments?|pay(?:ing|s)?(?! (?:\\w+ )?(?:attention|heed)| off)|purchas(?:e|es|ing)|buy(?:ing)?|refunds?|invoices?|bank',
      'wallets?|billing|spend(?:ing)?|money|funds|credit cards?|trades?|financial',
      'paid (?:plan|service|resource|tier|api)s?|budgets?|discounts?|vouchers?|reimburse(?:s|ments?)?',
    ],
  },
  {
    class: 'secret',
    words: [
      'secrets?|credentials?|passwords?|passphrases?|api[- ]?keys?',
      '(?:private|ssh|signing|encryption|access) keys?',
      '(?:access|auth|api|bearer|refresh|session|personal access|github|oauth) tokens?',
      '(?:commit|print|log|leak|expose|share|hardcode|echo|store|hardcoding|reveal|disclose|show) (?:\\w+ ){0,2}tokens?',
      '\\.env\\b[.\\w]*|connection strings?|keychain|\\.npmrc|\\.ssh\\b',
    ],
  },
  {
    class: 'production',
    words: [
      'production(?! (?:code|build|bundle|mode|ready|files?|source|quality))(?!-)|prod',
      'live (?:environment|database|system|site|server|data)s?|terraform apply|kubectl',
      'customer-facing|main database',
    ],
  },
  {
    class: 'deletion',
    words: [
      'delet(?:e|es|ing)|remov(?:e|es|ing) (?:\\S+ ){0,3}(?:files?|data|database|tables?|branch(?:es)?|director(?:y|ies)|folders?|backups?|volumes?|records?|resources?|buckets?|repositor(?:y|ies)|users?|accounts?|history|anything|everything)',
      'delet(?:e|ing)$|deletions?|destructive|destroy(?:ing)?|irreversible',
      'drop(?:ping)? (?:\\w+ ){0,2}(?:tables?|databases?|schemas?|columns?)',
      'truncat(?:e|ing) (?:\\w+ ){0,2}tables?|wip(?:e|ing)|rm -\\w+|purge|reset --hard',
      'git clean|force[- ]push\\w*|push --force|push -f',
      'overwrit(?:e|ing) (?:\\S+ ){0,3}(?:files?|data|work|changes)',
      'discard (?:\\S+ ){0,3}(?:changes|work)|data loss',
    ],
  },
  {
    class: 'publishing',
    words: [
      'publish(?:ing)?|push(?:ing)?(?= |$)(?! (?:back|notifications?|state|items?))',
      'deploy(?:s|ing|ments?)?|releas(?:e|es|ing)(?! notes)',
      'merg(?:e|ing) (?:\\S+ ){0,4}(?:main|master|prs?|pull requests?|branch)|merg(?:e|ing)$',
      '(?:send|sending) (?:\\S+ ){0,3}(?:emails?|messages?|mails?|notifications?|data|requests?)',
      'tweets?|upload(?:s|ing)?',
      'commit(?:s|ting)? (?:\\S+ ){0,2}(?:to|on) (?:the )?(?:main|master)|npm publish',
      '(?:open|create|submit)(?:ing)? (?:\\S+ ){0,3}(?:prs?|pull requests?|issues?)',
      'auto-?(?:merge|push|deploy|publish)',
    ],
  },
  {
    class: 'permission',
    words: [
      'permissions|permission (?:settings?|rules?|modes?|system|checks?)|privileges?',
      'escalat(?:e|ion)|sudo|chmod|allow-?lists?|deny-?lists?',
      'access (?:control|rights|polic(?:y|ies))|sandbox(?:es|ing)?|guardrails?',
      'safety (?:rules?|checks?)|security (?:checks?|controls?|settings?|rules?|polic(?:y|ies))',
      'approvals|authentication|authori[sz]ation (?:checks?|rules?)|settings\\.json|mcp\\.json',
      '(?:edit|modify|change|update) (?:\\S+ ){0,3}(?:claude\\.md|agents\\.md)',
      '--dangerously-[a-z-]+|yolo|confirmation prompts?',
    ],
  },
  {
    class: 'personal-data',
    words: [
      'pii|personal (?:data|information|details)',
      '(?:customer|user|patient|client|employee) (?:data|records?|information)',
      '(?:data|records?|tickets?|accounts?|profiles?|history) of (?:\\w+ ){0,3}(?:customers?|users?|patients?|clients?|employees?)',
      'personally identifiable|gdpr|hipaa|email addresses|phone numbers?',
      'sensitive (?:data|information|values?|fields?)|confidential',
    ],
  },
  {
    class: 'execution',
    words: [
      'migrations?',
      '(?:arbitrary|untrusted|unknown|shell|system|destructive|terminal|external|remote|downloaded) (?:code|commands?|scripts?)',
      'curl|wget|install(?:ing)? (?:\\S+ ){0,3}(?:packages?|dependenc(?:y|ies)|software|tools?)',
      'download(?:ing)?|database (?:queries|writes?|changes?|operations?|commands?|schema)',
      'network (?:requests?|access|calls?)',
      'execut(?:e|es|ing) (?:\\S+ ){0,2}(?:code|commands?|scripts?|sql)',
      'run(?:ning)? (?:\\S+ ){0,2}(?:commands?|scripts?|sql)',
    ],
  },
  {
    class: 'testing',
    words: [
      'tests?|testing|test suite|lint(?:er|ing|s)?|ci|coverage|type-?check(?:s|ing)?',
      'verif(?:y|ied|ication|ying)|validat(?:e|ed|ion|ing)|review(?:s|ed|ing|ers?)?|code review',
      'hooks?|--no-verify|pre-commit|checks?|dry[- ]run|builds? (?:pass|passes|succeed)',
      'backups?|back up',
    ],
  },
  {
    class: 'formatting',
    words: [
      'indent(?:ation|ed)?|tabs?|naming|names?|named|emojis?|comments?|docstrings?|markdown',
      'style|styles|styling|tone|format(?:ting|ted)?|imports?|exports?|any types?|types?',
      'semicolons?|quotes?|camelcase|snake_case|css|class(?:es)?|components?|functions?',
      'methods?|variables?|constants?|props|hooks? in|nullable|null|as casts?|wording|headings?',
      'bullets?|line length|jargon|abbreviations?|em dash(?:es)?|whitespace|async|await',
      'interfaces?|enums?|inline|hardcod(?:e|ed|ing)|readme|documentation|sentences?|snippets?',
    ],
  },
  {
    class: 'work-style',
    words: [
      'commit(?:s|ted|ting)?|branch(?:es)?|refactor(?:s|ing)?|unrelated|scope|plan|proceed',
      'amend|rebase|stage|stash|pull requests?|prs?|dependenc(?:y|ies)',
      'implement(?:ing|ation)?|create (?:\\S+ ){0,2}files?|edit(?:ing)? (?:\\S+ ){0,2}files?',
      'modify(?:ing)? (?:\\S+ ){0,3}files?|breaking changes?|architecture|assum(?:e|ptions?)',
      'guess(?:ing)?',
    ],
  },
];
