import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../src/core/compare/change';
import { comparePermissions } from '../../src/core/compare/comparePermissions';
import { acceptsAction } from '../../src/core/compare/permissionOrder';
import { emptyFacts } from '../../src/core/facts/emptyFacts';
import type { FileFacts, PermissionRuleFact } from '../../src/core/facts/fact';
import {
  permissionGrammars,
  type PermissionGrammarName,
} from '../../src/core/facts/permissionGrammars';
import type { PermissionGrammar } from '../../src/core/facts/permissionGrammar';
import type { Decision, PermissionList } from '../../src/core/facts/permissionRule';
import { agentTrials } from './support/agentPermissionTrials';
import { clientTrials } from './support/clientPermissionTrials';
import type { Trial } from './support/permissionTrial';

/** A rule of a test: what a file says, and which number it has where numbers decide. */
interface Rule {
  readonly list: PermissionList;
  readonly text: string;
  readonly priority: number;
}

const rank: Readonly<Record<Decision, number>> = { denied: 0, asked: 1, allowed: 2 };
const decisionOf = { allow: 'allowed', ask: 'asked', deny: 'denied' } as const;
const strictness = { deny: 0, ask: 1, allow: 2 } as const;

function decide(
  trial: Trial,
  grammar: PermissionGrammar,
  rules: readonly Rule[],
  action: string,
): Decision {
  for (const [list, text] of grammar.overruling ?? []) {
    if (trial.accepts(text, action)) return decisionOf[list];
  }
  const fitting = rules.filter(({ text }) => trial.accepts(text, action));
  const strictest = [...fitting].sort(
    (left, right) => strictness[left.list] - strictness[right.list],
  );
  const highest = Math.max(...fitting.map(({ priority }) => priority));
  const chosen = {
    'strictest-wins': strictest[0],
    'first-match': fitting[0],
    'last-match': fitting.at(-1),
    priority: strictest.find(({ priority }) => priority === highest),
  }[grammar.model];
  if (chosen !== undefined) return decisionOf[chosen.list];
  for (const [list, text] of grammar.builtIn ?? []) {
    if (trial.accepts(text, action)) return decisionOf[list];
  }
  return grammar.unruled;
}

function factsOf(name: PermissionGrammarName, rules: readonly Rule[]): FileFacts {
  const permissionRules = rules.map(({ list, text, priority }, index): PermissionRuleFact => ({
    facet: `permission.${list}`,
    subject: `permissions.${list}`,
    pointer: `/${index}`,
    range: { start: index, end: index + 1 },
    rule: text,
    grammar: name,
    priority,
  }));
  return { ...emptyFacts, permissionRules };
}

function mayLoosen(changes: readonly Change[]): boolean {
  return changes.some(({ direction }) => /loosens|mixed|unknown/.test(direction));
}

for (const [key, trial] of Object.entries({ ...clientTrials, ...agentTrials })) {
  const name = key as PermissionGrammarName;
  const grammar: PermissionGrammar = permissionGrammars[name];
  const rule = fc
    .record({
      list: fc.constantFrom(...trial.lists),
      text: fc.constantFrom(...trial.rules),
      priority: fc.integer({ min: 1, max: 3 }),
    })
    .map((each) => ({ ...each, priority: trial.priorityOf?.(each.text) ?? each.priority }));
  const rules = fc.array(rule, { maxLength: 5 });
  const compare = (before: readonly Rule[], after: readonly Rule[]): readonly Change[] =>
    comparePermissions(factsOf(name, before), factsOf(name, after), { root: undefined });
  const opened = (before: readonly Rule[], after: readonly Rule[]): readonly string[] =>
    trial.actions.filter(
      (action) =>
        rank[decide(trial, grammar, after, action)] > rank[decide(trial, grammar, before, action)],
    );

  describe(`rules of ${name}`, () => {
    for (const text of trial.rules) {
      it(`${text} accepts what the client does`, () => {
        const parsed = grammar.parse(text, trial.lists[0] ?? 'allow');
        assert.ok(!parsed.unclear);
        for (const action of trial.actions) {
          assert.equal(acceptsAction(parsed, action), trial.accepts(text, action), action);
        }
      });
    }

    it('loosen where trying out finds something that opened', () => {
      fc.assert(
        fc.property(rules, rules, (before, after) => {
          const found = opened(before, after);
          if (found.length > 0) assert.ok(mayLoosen(compare(before, after)), found.join(', '));
        }),
        { numRuns: 150 },
      );
    });

    it('loosen over three states where the last accepts what the first refused', () => {
      fc.assert(
        fc.property(rules, rules, rules, (first, second, third) => {
          if (opened(first, third).length === 0) return;
          assert.ok(mayLoosen(compare(first, third)));
          assert.ok(mayLoosen(compare(first, second)) || mayLoosen(compare(second, third)));
        }),
        { numRuns: 80 },
      );
    });

    it('only tighten, or stay as they are, where nothing opened', () => {
      fc.assert(
        fc.property(rules, rules, (before, after) => {
          for (const { direction, detail, words } of compare(before, after)) {
            if (direction !== 'loosens' || detail.kind !== 'permission') continue;
            assert.ok(detail.action !== undefined, words);
            const was = decide(trial, grammar, before, detail.action);
            const is = decide(trial, grammar, after, detail.action);
            assert.ok(rank[is] > rank[was], `${words} ${was} → ${is}`);
          }
        }),
        { numRuns: 150 },
      );
    });

    it('never throw', () => {
      fc.assert(
        fc.property(fc.string({ maxLength: 30 }), (text) => {
          for (const list of ['allow', 'ask', 'deny'] as const) grammar.parse(text, list);
        }),
        { numRuns: 300 },
      );
    });
  });
}
