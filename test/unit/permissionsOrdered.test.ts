import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  compareOrderedRules,
  inPrecedence,
  type OrderedOutcome,
} from '../../src/core/compare/orderedPermissions';
import { acceptsAction } from '../../src/core/compare/permissionOrder';
import type { PlacedRule } from '../../src/core/compare/permissionPairs';
import { parseClaudePermissionRule } from '../../src/core/facts/claudePermissionRule';
import type { PermissionGrammar } from '../../src/core/facts/permissionGrammar';
import type { Decision, PermissionList } from '../../src/core/facts/permissionRule';

/** `deny Bash(git push:*)`; in front a number where the grammar has priorities: `5 deny Bash`. */
type RuleText = string;

const rank: Readonly<Record<Decision, number>> = { denied: 0, asked: 1, allowed: 2 };
const decisionOf = { allow: 'allowed', ask: 'asked', deny: 'denied' } as const;
const models = ['first-match', 'last-match', 'priority'] as const;

function grammar(
  model: PermissionGrammar['model'],
  unruled: Decision = 'asked',
): PermissionGrammar {
  return { parse: parseClaudePermissionRule, model, unruled };
}

function placed(text: RuleText): PlacedRule {
  const [, priority, list = 'ask', rule = ''] =
    /^(?:(\d+) )?(allow|ask|deny) (.*)$/s.exec(text) ?? [];
  const kind = list as PermissionList;
  return {
    list: kind,
    rule: parseClaudePermissionRule(rule, kind),
    fact: {
      facet: `permission.${kind}`,
      subject: `permissions.${kind}`,
      pointer: `/${rule}`,
      range: { start: 0, end: 0 },
      rule,
      grammar: 'claude-code',
      priority: priority === undefined ? undefined : Number(priority),
    },
  };
}

function compare(
  own: PermissionGrammar,
  before: readonly RuleText[],
  after: readonly RuleText[],
): readonly OrderedOutcome[] {
  return compareOrderedRules({
    grammar: own,
    builtIn: (own.builtIn ?? []).map(([list, rule]) => placed(`${list} ${rule}`)),
    baseline: before.map(placed),
    current: after.map(placed),
    effort: { left: 800_000, built: new WeakMap() },
  });
}

function brief({ pair, judgement }: OrderedOutcome): string {
  const { direction, list, effect, witness, now } = judgement;
  const shown = witness === undefined ? '' : `: ${witness} → ${now ?? ''}`;
  return `${direction} ${pair.relation} ${list} ${effect}${shown}`;
}

/** What a client does, rule by rule. */
function decide(own: PermissionGrammar, rules: readonly RuleText[], action: string): Decision {
  const ordered = inPrecedence(own, rules.map(placed));
  const first = ordered.find(({ rule }) => acceptsAction(rule, action));
  return first === undefined ? own.unruled : decisionOf[first.list];
}

describe('rules that decide by their place', () => {
  const rows: readonly {
    readonly name: string;
    readonly model: PermissionGrammar['model'];
    readonly unruled?: Decision;
    readonly before: readonly RuleText[];
    readonly after: readonly RuleText[];
    readonly expected: readonly string[];
  }[] = [
    {
      name: 'a wildcard behind a denial beats it where the last rule decides',
      model: 'last-match',
      before: ['deny Bash(rm -rf:*)'],
      after: ['deny Bash(rm -rf:*)', 'allow Bash'],
      expected: ['loosens added deny narrowed: rm -rf . → allowed'],
    },
    {
      name: 'and does nothing to it where the first rule decides',
      model: 'first-match',
      before: ['deny Bash(rm -rf:*)', 'deny Bash'],
      after: ['deny Bash(rm -rf:*)', 'deny Bash', 'allow Bash(git status)'],
      expected: ['neutral added allow restated'],
    },
    {
      name: 'the same rules in another order, where the order decides',
      model: 'last-match',
      before: ['allow Bash', 'deny Bash(git push:*)'],
      after: ['deny Bash(git push:*)', 'allow Bash'],
      expected: ['loosens reordered deny narrowed: git push --force → allowed'],
    },
    {
      name: 'the same rules in a stricter order',
      model: 'first-match',
      before: ['allow Bash', 'deny Bash(git push:*)'],
      after: ['deny Bash(git push:*)', 'allow Bash'],
      expected: ['tightens reordered deny widened: git push --force → denied'],
    },
    {
      name: 'the same rules in another order, where they never meet',
      model: 'last-match',
      before: ['allow Bash(ls:*)', 'deny Bash(git push:*)'],
      after: ['deny Bash(git push:*)', 'allow Bash(ls:*)'],
      expected: [],
    },
    {
      name: 'a lower number, so that an allow rule decides first',
      model: 'priority',
      before: ['10 deny Bash(git push:*)', '5 allow Bash'],
      after: ['1 deny Bash(git push:*)', '5 allow Bash'],
      expected: ['loosens reordered deny narrowed: git push --force → allowed'],
    },
    {
      name: 'equal numbers: the stricter rule decides, wherever it stands',
      model: 'priority',
      before: ['5 allow Bash', '5 deny Bash(git push:*)'],
      after: ['5 deny Bash(git push:*)', '5 allow Bash'],
      expected: [],
    },
    {
      name: 'a denial that is gone where everything else is allowed',
      model: 'last-match',
      unruled: 'allowed',
      before: ['deny Bash(git push:*)'],
      after: [],
      expected: ['loosens removed deny removed: git push --force → allowed'],
    },
    {
      name: 'a denial that became a question',
      model: 'last-match',
      before: ['deny Bash(git push:*)'],
      after: ['ask Bash(git push:*)'],
      expected: ['loosens moved deny removed: git push --force → asked'],
    },
    {
      name: 'a question in front of a denial that still stands',
      model: 'last-match',
      before: ['deny Bash(git push:*)'],
      after: ['deny Bash(git push:*)', 'ask Bash(git:*)'],
      expected: ['loosens added deny narrowed: git push --force → asked'],
    },
    {
      name: 'a rule that nobody understands',
      model: 'last-match',
      before: ['deny Bash(git push:*)'],
      after: ['deny Bash(git push:*)', 'allow Bash(git'],
      expected: ['unknown added allow added'],
    },
    {
      name: 'an allow rule widened',
      model: 'last-match',
      before: ['allow Bash(npm run test:*)'],
      after: ['allow Bash(npm:*)'],
      expected: ['loosens widened allow widened: npm publish → allowed'],
    },
  ];
  for (const { name, model, unruled, before, after, expected } of rows) {
    it(name, () => {
      assert.deepEqual(compare(grammar(model, unruled), before, after).map(brief), expected);
    });
  }

  it('counts the rules the client brings itself', () => {
    const own: PermissionGrammar = {
      ...grammar('last-match', 'allowed'),
      builtIn: [['deny', 'Read(.env)']],
    };
    assert.deepEqual(compare(own, [], ['allow Read']).map(brief), [
      'loosens added allow added: Read ./.env → allowed',
    ]);
    assert.deepEqual(compare(own, ['deny Read(.env)'], []), []);
  });
});

describe('the comparison of ordered rules agrees with trying out', () => {
  const word = fc.constantFrom('git', 'git push', 'npm', 'npm run test', 'a', 'ab');
  const rule = fc.oneof(
    fc.tuple(word, fc.constantFrom('', ':*', '*')).map(([text, end]) => `Bash(${text}${end})`),
    fc.constantFrom('Bash', 'Bash(*a*)', 'Read(./src/**)', 'Read', 'Read(.env)', 'Bash(git'),
  );
  const ruleText = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('allow', 'ask', 'deny'), rule)
    .map(([priority, list, text]) => `${priority} ${list} ${text}`);
  const rules = fc.array(ruleText, { maxLength: 6 });
  const own = fc
    .tuple(fc.constantFrom(...models), fc.constantFrom('denied', 'asked', 'allowed'))
    .map(([model, unruled]) => grammar(model, unruled));
  const actions = [
    ...['git', 'gitk', 'git push', 'git push origin', 'git status', 'npm', 'npm x', 'npm run test'],
    ...['npm run testing', 'npm run test x', 'a', 'b', 'ab', 'abc', 'xay', 'ls'],
  ]
    .map((what) => `Bash(${what}`)
    .concat(['Read(./src/x', 'Read(./.env', 'Read(~/x', 'Grep(./src/a/.env', 'Edit(./src/x']);

  it('says that it loosens where something is accepted that was not', () => {
    fc.assert(
      fc.property(own, rules, rules, (how, before, after) => {
        const directions = compare(how, before, after).map(({ judgement }) => judgement.direction);
        const worse = actions.filter(
          (action) => rank[decide(how, after, action)] > rank[decide(how, before, action)],
        );
        if (worse.length === 0) return;
        const said = directions.some((each) => /loosens|mixed|unknown/.test(each));
        assert.ok(said, `${worse.join(', ')}: ${directions.join(', ')}`);
      }),
      { numRuns: 300 },
    );
  });

  it('gives examples that were decided so and are decided so', () => {
    fc.assert(
      fc.property(own, rules, rules, (how, before, after) => {
        for (const { judgement } of compare(how, before, after)) {
          const { action, was, now } = judgement;
          if (action === undefined) continue;
          assert.equal(decide(how, before, action), was, action);
          assert.equal(decide(how, after, action), now, action);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('adds up over three states', () => {
    fc.assert(
      fc.property(own, rules, rules, rules, (how, first, second, third) => {
        const loosens = (from: readonly string[], to: readonly string[]): boolean =>
          compare(how, from, to).some(({ judgement }) =>
            /loosens|mixed|unknown/.test(judgement.direction),
          );
        const opened = actions.some(
          (action) => rank[decide(how, third, action)] > rank[decide(how, first, action)],
        );
        if (!opened) return;
        assert.ok(loosens(first, third));
        assert.ok(loosens(first, second) || loosens(second, third));
      }),
      { numRuns: 200 },
    );
  });

  it('ends in time on many rules that all meet', () => {
    const many = (list: string): readonly string[] =>
      Array.from({ length: 150 }, (_, index) => `${list} Bash(*a*b*${index}*)`);
    // Processor time: a busy machine is no slow program.
    const start = process.cpuUsage();
    const outcomes = compare(grammar('last-match'), many('deny'), [...many('allow')].reverse());
    assert.ok(outcomes.some(({ judgement }) => judgement.direction === 'loosens'));
    const { user, system } = process.cpuUsage(start);
    assert.ok((user + system) / 1e3 < 5000);
  });
});
