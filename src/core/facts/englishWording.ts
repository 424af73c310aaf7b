import { englishObjects } from './englishObjects';
import type { PromptWording } from './promptWording';

const skippable =
  '(?:tests?|test suite|checks?|hooks?|pre-commit|review|code review|lint(?:ing)?|verification|validation|sandbox|approvals?|confirmations?|(?:permission |approval |confirmation )?prompts?|safety checks?|guardrails?|permissions?|security checks?)';

/** English. Sources: reference rule ALG-GUARD, and the wording of real instruction files. */
export const englishWording: PromptWording = {
  language: 'en',
  commonWords:
    'the and to of a in is for with not do use when this that or be you are it on if all by from as an at should must only run file code never before without always your'.split(
      ' ',
    ),
  triggers: [
    "never|not|n't|dont|avoid|refrain|forbid|prohibit|limit|stay |circumstances|prefer not|^no ",
    'without|ask|confirm|approv|permission|consent|sign-?off|human|person|manager|supervisor|consult|wait|await|paus|only',
    'at most|more than|maxim|max |up to|restrict|always|must|sure |ensure|remember|mandatory|before',
    'push|deploy|no need|judge?ment',
    'auto|yolo|dangerously|authori|skip|bypass|disabl|ignor|circumvent|turn off|omit|work around',
    'no-verify|force|git push|proceed|continue|go ahead|carry on|until|feel free|on your own',
    'anyway|regardless|green light|go-?ahead|free to|cleared|stop|unless|automatic|autonomous|already',
  ],
  negations: [
    "not|never|don't|doesn't|mustn't|shouldn't|can't|cannot|won't|needn't|no|none|avoid|refrain",
    'without|nothing|nobody|forbidden|prohibited|nor|neither',
  ],
  prohibitions: [
    "(?<!(?:that|which|who|has|have|had|would) )never|must not|mustn't|may not (?!be|exist|have|work|always|need|support|match|contain|know|yet|include)\\w+|shall not|should not|shouldn't|should never|is forbidden",
    'are forbidden|strictly forbidden|prohibited|not allowed|not permitted|not acceptable',
    'under no circumstances|off[- ]limits',
    "(?:you|agents?|claude|copilot) (?:cannot|can not|can't|will not|won't)|try not to|try to avoid",
  ],
  directiveProhibitions: ["do not|don't|dont|avoid|refrain from|stay away from", 'prefer not'],
  directiveStarts: [
    'you|please|and|but|so|or|also|then|just|agents?|claude|copilot|we|strictly|always',
    'absolutely|simply|explicitly|must|should|important|critical|note|warning|rule',
  ],
  subordinators: [
    'when|whenever|if|because|since|as|what|whatever|where|which|whether|how|while|although',
    'though|once|things?|anything|something|code|files?',
  ],
  noThing: 'no (?!longer|need|matter|one|such|problem|changes?|issues?|results?|more)[a-z-]{3,}',
  statements: 'found|exists?|needed|required|yet|available|are|is|was|will|has|have|does|can|means',
  askFillers:
    'to|ever|need|have|having|needing|required|necessary|even|bother|explicitly|stop|pause|wait|or|and|just|also|repeatedly|constantly|always|keep|ask|must|for|reason',
  askVerbs: [
    'ask(?:ing)?|confirm(?:ing)?|request(?:ing)?|requires?|requiring|prompt(?:ing)?',
    'seek(?:ing)?|get(?:ting)?|obtain(?:ing)?|needs?|check(?:ing)? (?:in |back )?with',
    'check(?:ing)? in|consult(?:ing)?|verify with',
  ],
  personVerbs: ['ask(?:ing)?|confirm(?:ing)?|check(?:ing)?|consult(?:ing)?|verify'],
  questionVerbs: ['ask(?:ing)?|prompt(?:ing)?'],
  waitVerbs: ['wait(?:ing)?|await(?:ing)?|paus(?:e|ing)|stop(?:ping)?'],
  answers: [
    'response|reply|replies|answer|input|feedback|decision|to (?:proceed|continue)|yes|ok|okay',
  ],
  permissionQuestions: [
    '(?:whether|if) (?:you|it|i) (?:can|should|may|could|is ok)',
    'users? (?:whether|if) (?:\\S+ ){1,4}(?:is|are|looks?) (?:correct|right|ok|okay|good|fine|accurate)',
  ],
  approvals: [
    'confirmations?|approvals?|permission|consent|sign-?off|go-?ahead',
    'explicit (?:request|instruction|ok|yes)|green light|(?:user|explicit|prior) authori[sz]ation',
  ],
  humans: [
    'users?|humans?|person|me|us|owners?|maintainers?|reviewers?|operator|developers?|team',
    'anyone|somebody|someone|stakeholders?',
  ],
  beforehand: ['before|first|prior to|beforehand|unless|until'],
  without:
    "without (?:(?:any|explicit|prior|user|human|further|my|the|an|a|user's|owner's|their|first|having|needing|to|additional|manual|written|waiting|for|or) ){0,5}(?:asking|confirming|prompting|requesting|checking (?:in|with)|waiting|approval|permission|confirmation|consent|sign-?off|authori[sz]ation|review|oversight|supervision|human|being asked)",
  gates: [
    'requires? (?:explicit |prior |written |user |human |manual |owner |my ){0,4}(?:approval|confirmation|review|permission|consent|sign-?off)',
    '(?:approval|confirmation|permission|consent|sign-?off) (?:is |are )?(?:required|needed|necessary)',
    'ask first|stop and ask',
    '(?:needs?|requires?) (?:a |an |the )?(?:human|person|manager|supervisor)\\b',
    '(?:must|should|have to|need to) be (?:approved|confirmed|signed off|authori[sz]ed) by',
    '(?:escalate|hand|refer|forward|transfer|pass|route|defer) (?:\\S+ ){0,6}to (?:a |an |the )?(?:human|person|manager|supervisor)\\b',
    'only (?:\\w+ ){0,6}(?:after|with|when|if|once|upon) (?:\\S+ ){0,6}(?:approv\\w+|confirm\\w+|permission|consent|explicitly|asks?|asked|requests?|requested|agree\\w*)',
    '(?:unless|until) (?:\\S+ ){0,6}(?:ask\\w*|request\\w*|approv\\w*|confirm\\w*|instruct\\w*|told|tells?|permission|authori[sz]\\w*|explicit\\w*|agree\\w*|consent\\w*)',
  ],
  limits: [
    'at most|no more than|not more than|maximum|max \\d+|up to \\d+|limited to|must only',
    'may only|should only|can only|restrict(?:ed)? (?:\\w+ ){0,3}to|limit (?:\\w+ ){0,4}to',
    'stay (?:with)?in',
  ],
  only: 'only (?!if|when|for|the|a|an|one|then|because|in|on|with)\\w+',
  dutyModals: ['always|must|make sure|ensure|be sure|required to|remember to|mandatory'],
  dutyVerbs: [
    'verify|validate|redact|mask|escape|test|tests|check|double-check|sandbox|encrypt|review',
    'back up|backup|sanitize|sanitise|lint|dry[- ]run|scan|rotate|audit|confirm|typecheck',
    'anonymi[sz]e|ask',
  ],
  duties: [
    '(?:run|execute) (?:\\S+ ){0,5}(?:tests?|lint\\w*|checks?|type-?check) (?:\\S+ ){0,4}before',
    'before (?:committing|pushing|deploying|merging|publishing|releasing),? (?:\\S+ ){0,4}(?:run|test|verify|check|lint|review)',
  ],
  grants: [
    'auto-?(?:approv(?:e|ed|al)|accept|confirm|merge|push|deploy|commit|execute|apply|publish)(?! by default is off)',
    'no (?:user |human |explicit |further |prior ){0,4}(?:approval|confirmation|permission|review|sign-?off) (?:is |are )?(?:needed|required|necessary)',
    '(?:does|do) not (?:require|need) (?:user |human |explicit |any |further |prior |my ){0,4}(?:approval|confirmation|permission|sign-?off)',
    "(?:doesn't|don't) (?:require|need) (?:user |human |explicit |any |further |prior |my ){0,4}(?:approval|confirmation|permission|sign-?off)",
    '(?:fully|completely|entirely) autonomous(?:ly)?',
    '(?:act|work|operate|proceed|continue|run|execute|decide|fix|solve|resolve|complete|implement|handle|deploy|commit) (?:\\S+ ){0,5}autonomously',
    'no need to (?:ask|confirm|check (?:back|in)|wait for (?:me|us|anyone|approval|confirmation|permission|review)|get (?:approval|permission|confirmation))',
    '(?:rules?|points?|instructions?|sections?|guidelines?|anything|everything) (?:above|below) (?:\\S+ ){0,8}use your (?:own |best )?judge?ment',
    'full autonomy|pre-?(?:approved|authori[sz]ed)',
    'you (?:are|have been) (?:fully )?(?:authori[sz]ed|permitted|allowed|free|cleared) to',
    'you have (?:full |my |standing |blanket ){0,4}(?:permission|authority|approval|authori[sz]ation) (?:to|for)',
    '--dangerously-[a-z-]+|--yolo\\b|yolo mode',
    "(?:do not|don't|never) (?:stop|pause|wait) (?:to|and) ask",
  ],
  orderGrants: [
    `(?:skip|bypass|disable|ignore|circumvent|turn off|omit|work around) (?:the |all |any |every |these |those |pre-commit |git |ci |failing |slow |unit |user |manual |safety |security ){0,4}${skippable}\\b`,
    '(?:use|pass|add|run|commit|push|append|set|with) (?:\\S+ ){0,6}--no-verify',
    '(?:commit|push|merge|deploy|publish|release) (?:it |them |your \\S+ |the \\S+ )?(?:anyway|regardless)',
    'skip (?:it|them|these|those) (?:\\S+ ){0,3}--no-verify',
    // At once or each time: nobody looks at it in between.
    '(?<!\\b(?:we|it|they|ci|team|pipeline|workflow) )(?:push|deploy|merge|publish) (?:\\S+ ){0,5}(?:main|master|production|prod)(?: branch)? (?:right away|immediately|straight away|(?:after|with|on) (?:each|every)|every time)',
    '(?:after|with|on) (?:each|every) (?:\\S+ ){1,9}(?:push|deploy|merge|publish) (?:\\S+ ){0,5}(?:main|master|production|prod)',
    'force[- ]push',
    'git push (?:\\S+ ){0,3}(?:--force|-f)\\b(?!-)',
    '(?:assume|treat|consider) (?:\\S+ ){0,8}(?:approved|consented|authori[sz]ed|pre-approved|(?:approval|consent|permission|confirmation|yes)(?: (?:is|was|has been) (?:given|granted))?)$',
    '(?:assume|treat|consider) (?:\\S+ ){0,3}(?:approval|consent|permission|approved)\\b',
    '(?:proceed|continue|go ahead|carry on) (?:anyway|regardless|immediately|automatically|on your own)',
    'automatically (?:commit|push|merge|deploy|publish|apply|approve|accept|execute|run|install|delete|release)\\b',
    '(?:keep going|continue|continue working|work|keep working) until (?:\\S+ ){0,4}(?:done|complete|completed|finished|solved)',
    'feel free to (?!ask|suggest|include|use your|add|skip (?:this|that))[a-z]+',
    'act on your own|stop asking (?:for|me|us|the user)',
    '(?:run|execute|apply|accept|approve) (?:all|any|every) (?:\\S+ ){0,2}automatically',
    '(?:the |your )?(?:user|owner|operator|team|i|we) (?:has|have) (?:already|previously) (?:\\w+ ){0,2}(?:consented|agreed|approved|authori[sz]ed)',
    '(?:this|these|the|that|those|any|all) (?:\\w+ ){0,2}(?:rules?|polic(?:y|ies)|limits?|checks?|requirements?|restrictions?|instructions?|approvals?|confirmations?) (?:\\w+ ){0,2}(?:can|may) be (?:safely )?(?:ignored|skipped|bypassed|overridden|disregarded|waived)',
    'autonomous execution',
  ],
  modals: ['can|may|should|must|will|could|need to|are free to|have to'],
  otherSubjects: [
    'the|a|an|this|it|they|which|that|these|those|users?|some|its|their|each|when|if|how|why|what',
  ],
  ranks: [
    {
      rank: 1,
      words: [
        'try not|try to|prefer|prefer not|consider|ideally|may ask|might ask|can ask|could ask',
        'if unsure|when unsure|if in doubt|when in doubt|optionally|if possible|when possible',
      ],
    },
    { rank: 2, words: ["should|shouldn't|avoid|refrain|recommended|discouraged"] },
  ],
  softHeadings: [
    'soft (?:rules?|limits?|constraints?)|(?:can|may) (?:adapt|adjust|change|override|bend) (?:these|them|this)|flexible|negotiable',
    'optional|preferences|suggestions?|nice[- ]to[- ]haves?|non-?binding',
  ],
  exceptions: [
    'unless|except|if needed|if necessary|when needed|when necessary|as needed',
    'when appropriate|if appropriate|as appropriate|usually|generally|normally|typically',
    'where possible|where practical|at your discretion|use your judge?ment|if you think',
    'in most cases',
  ],
  narrowings: [
    'production|prod|critical|important|major|large|sensitive|external|public|force',
    'destructive|bulk|irreversible|risky|untrusted|significant|unknown',
    'directly|blindly|carelessly|lightly|unnecessarily|needlessly|casually',
  ],
  selfActors: ['yourself|itself|your own|tests confirm|tests pass|self-?review'],
  afterwards: ['after|afterwards|later|eventually'],
  quotations: [
    'attackers?|malicious|injections?|adversar\\w+|jailbreak\\w*|hostile|phishing',
    'social engineering|pretend\\w*|anti-?patterns?|says?|saying|claims?|such as "',
    'for example|e\\.g\\.|red flags?',
  ],
  harmless: [
    'read(?:s|ing)?(?:-only)?|list(?:s|ing)?|search(?:es|ing)?|view(?:s|ing)?|inspect\\w*|grep',
    'git (?:status|diff|log)|look(?:s|ing)? (?:at|up)|explor\\w*|analy[sz]\\w*',
  ],
  voids: [
    'used to (?:be|say|read)',
    '(?:rules?|polic(?:y|ies)|this|it|that|restrictions?|limits?) (?:\\S+ ){0,8}no longer (?:applies|apply|holds?|counts?)',
    '(?:deprecated|obsolete|outdated|superseded|formerly|old (?:rule|policy)|removed)(?: \\w+){0,3}:.*',
  ],
  voidHeadings: [
    'deprecated|obsolete|outdated|superseded|retired|archived?|formerly|historical|old (?:rules?|polic(?:y|ies))',
    'no longer (?:\\w+ ){0,2}(?:apply|applies|valid|in force|used|true)|(?:does|do) not apply|not in force',
    'examples? of (?:what not|how not|bad|wrong|over-?cautious)',
  ],
  listings: ['or|and|nor|plus|as well as|without|unless|until|before|to|so|because|since|for'],
  upperBounds: [
    'at most|no more than|not more than|more than|max(?:imum)?|up to|limit(?:ed)?|exceeds?|exceeding|over|above|within|below|under|less than|fewer than',
  ],
  lowerBounds: [
    'at least|minimum|requires?|needs?|not (?:less|fewer) than|no (?:less|fewer) than|wait',
  ],
  numbers:
    'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'.split(
      '|',
    ),
  labels: ['important|critical|note|warning|rule|caution|attention|remember|must'],
  badExample: '^(?:❌|🚫|✗|✘|⛔|bad:|wrong:|incorrect:|anti-?pattern:)',
  leadIns: {
    prohibit: [
      "never|never do|don'?ts?|do not|must not|must never|should not|will not|won'?t|may not",
      'cannot|not allowed|forbidden|prohibited|off[- ]limits|not to do|avoid|out of bounds',
      'hard (?:limits|stops|no)|prohibitions|without (?:explicit )?(?:permission|approval)',
    ],
    gate: [
      'ask first|ask before|ask the user before|confirm (?:first|before)',
      'requires? (?:explicit |user |human |prior ){0,4}(?:approval|confirmation|permission|review)',
      'needs? (?:explicit |user |human |prior ){0,4}(?:approval|confirmation|permission)',
      'approval (?:required|needed)|stop and ask|ask for (?:approval|permission|confirmation)',
      '(?:escalate|hand (?:over|off)|refer|forward|transfer) (?:\\S+ ){0,4}(?:when|if)',
      '(?:escalate|hand (?:over|off)|refer|forward|transfer) (?:\\S+ ){0,4}to (?:a |an |the |your )?(?:humans?|people|person|manager|supervisor|support|team)',
      'escalation (?:triggers?|criteria|conditions?|rules?)',
    ],
    grant: [
      'without (?:asking|approval|confirmation|permission|prompting)',
      'no (?:approval|confirmation|permission) (?:needed|required|necessary)|feel free to',
      'allowed without|pre-?approved|free to',
    ],
    example: [
      'anti-?patterns?|bad|wrong|mistakes?|red flags?|rationali[sz]ations?|excuses?|pitfalls?',
      'attacks?|threats?|examples?|incorrect|to avoid',
    ],
  },
  objects: englishObjects,
  notObjects: [
    '(?:ask|asking|wait|waiting|await|request|requesting|get|obtain|require[sd]?|without|explicit|user|prior) (?:\\w+ ){0,3}(?:permission|authori[sz]ation|approvals?|confirmations?)',
    'design tokens?|token (?:count|limit|budget|usage|window)s?',
    'production[- ](?:ready|grade|quality)|push (?:back|notifications?)',
  ],
};
