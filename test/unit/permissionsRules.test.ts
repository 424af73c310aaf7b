import assert from 'node:assert/strict';
import { findingsBetween, settingsText } from './permissionsSetup';

type Lists = Parameters<typeof settingsText>[0];

function severities(before: Lists, after: Lists, local = false): readonly string[] {
  return findingsBetween(
    settingsText(before),
    settingsText(after),
    local ? 'claude-settings-local' : 'claude-settings',
  ).map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('what a new allow rule weighs', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Bash(npm run lint)', 'info'],
    ['Bash(npm run test:*)', 'info'],
    ['Bash(git status:*)', 'info'],
    ['Bash(pytest:*)', 'info'],
    ['Bash(cat:*)', 'info'],
    ['mcp__github__get_me', 'info'],
    ['Read(./src/**)', 'info'],
    ['Bash(git commit:*)', 'low'],
    ['WebFetch(domain:docs.python.org)', 'low'],
    ['WebFetch(domain:lazyvim.github.io)', 'low'],
    ['Bash(stow:*)', 'low'],
    ['Bash(npm run *)', 'medium'],
    ['Bash(npm run deploy:*)', 'high'],
    ['Bash(make:*)', 'medium'],
    ['Bash(npm install:*)', 'medium'],
    ['mcp__github__create_issue', 'medium'],
    ['mcp__github', 'medium'],
    ['Bash(git push)', 'medium'],
    ['Bash(git push:*)', 'high'],
    ['Bash(npm publish)', 'medium'],
    ['Bash(gh api:*)', 'high'],
    ['Bash(gh run view:*)', 'info'],
    ['Bash(python:*)', 'high'],
    ['Bash(python --version:*)', 'info'],
    ['Bash(node scripts/build.mjs)', 'low'],
    ['Bash(npx tsc *)', 'info'],
    ['Bash(npx:*)', 'high'],
    ['Bash(curl:*)', 'high'],
    ['Bash(ssh:*)', 'high'],
    ['Bash(sudo systemctl status:*)', 'high'],
    ['Bash(rm:*)', 'high'],
    ['Bash(kubectl apply *)', 'high'],
    ['Bash(kubectl get:*)', 'info'],
    ['Bash', 'high'],
    ['WebFetch', 'high'],
    ['WebFetch(domain:*.github.io)', 'high'],
    ['Read(~/.aws/**)', 'high'],
    ['Read(~/notes/**)', 'low'],
    ['Edit(./src/**)', 'low'],
    ['Edit(.claude/**)', 'high'],
    ['Edit(~/.bashrc)', 'medium'],
    ['Bash(stripe logs:*)', 'info'],
    // Ignored by current versions.
    ['Write(./src/**)', 'info'],
  ];
  for (const [rule, severity] of rows) {
    it(`${rule}: ${severity}`, () => {
      assert.deepEqual(severities({ allow: [] }, { allow: [rule] }), [
        `perm/allow-added ${severity}`,
      ]);
    });
  }

  for (const rule of ['mcp__stripe__create_refund', 'Bash(stripe:*)', 'Bash(stripe refund:*)']) {
    it(`${rule}: high, as a matter of money`, () => {
      assert.deepEqual(severities({ allow: [] }, { allow: [rule] }), [
        'fin/payment-tool-allowed high',
      ]);
    });
  }

  it('is critical when nothing is held back any more', () => {
    const allow = ['Bash', 'Edit', 'WebFetch'];
    assert.ok(severities({}, { allow }).includes('perm/allow-added critical'));
    const withDeny = severities({}, { allow, deny: ['Read(.env)'] });
    assert.ok(!withDeny.includes('perm/allow-added critical'));
  });

  it('is less in a personal file', () => {
    const texts = [
      settingsText({ allow: [] }),
      settingsText({ allow: ['Bash(git push:*)'] }),
    ] as const;
    const [shared] = findingsBetween(...texts, 'claude-settings');
    const [own] = findingsBetween(...texts, 'claude-settings-local');
    assert.equal(shared?.factors.exposure, undefined);
    assert.equal(own?.factors.exposure?.points, -4);
  });
});

describe('rules on other permission changes', () => {
  const rows: readonly (readonly [string, Lists, Lists, readonly string[]])[] = [
    [
      'widened to publishing',
      { allow: ['Bash(npm run test *)'] },
      { allow: ['Bash(npm *)'] },
      ['perm/allow-widened high'],
    ],
    [
      'widened to a little more',
      { allow: ['Bash(ruff check:*)'] },
      { allow: ['Bash(ruff:*)'] },
      ['perm/allow-widened low'],
    ],
    [
      'narrowed',
      { allow: ['Bash(npm *)'] },
      { allow: ['Bash(npm run test *)'] },
      ['perm/narrowed info'],
    ],
    [
      'secrets no longer denied',
      { deny: ['Read(./.env)'] },
      { deny: [] },
      ['perm/deny-removed-or-narrowed critical'],
    ],
    [
      'secrets outside the project, still asked for',
      { deny: ['Read(~/.gnupg/**)'] },
      { deny: [] },
      ['perm/deny-removed-or-narrowed high'],
    ],
    [
      'denied before, asked for by a rule now',
      { deny: ['Bash(git push:*)'] },
      { ask: ['Bash(git push:*)'] },
      ['perm/deny-removed-or-narrowed medium'],
    ],
    [
      'only the ending of a word',
      { deny: ['Bash(git reset --hard*)'] },
      { deny: ['Bash(git reset --hard:*)'] },
      ['perm/deny-removed-or-narrowed low'],
    ],
    ['denied in other words', { deny: ['Bash(sudo *)'] }, { deny: ['Bash(sudo:*)'] }, []],
    [
      'asked before, allowed now',
      { allow: ['Bash(git:*)'], ask: ['Bash(git push:*)'] },
      { allow: ['Bash(git:*)'] },
      ['perm/ask-removed high'],
    ],
    [
      'asked before, and by the mode now',
      { ask: ['Bash(git push:*)'] },
      {},
      ['perm/ask-removed low'],
    ],
    ['asked under a deny rule', { ask: ['Bash(a)'], deny: ['Bash(a)'] }, { deny: ['Bash(a)'] }, []],
    [
      'tightened and loosened at once is not only tightened',
      { allow: ['Bash(npm *)'] },
      { allow: ['Bash(git push:*)'] },
      ['perm/allow-added high'],
    ],
    ['deny added', {}, { deny: ['Read(.env)'] }, ['perm/narrowed info']],
  ];
  for (const [name, before, after, expected] of rows) {
    it(name, () => assert.deepEqual(severities(before, after), expected));
  }

  it('names the witness where it matters', () => {
    const [finding] = findingsBetween(
      settingsText({ allow: ['Bash(npm run test *)'] }),
      settingsText({ allow: ['Bash(npm *)'] }),
    );
    assert.equal(finding?.because, 'now also runs `npm publish`');
  });

  it('has reasons that stand by themselves and fit into a line of the sidebar', () => {
    const edits: readonly (readonly [Lists, Lists, string])[] = [
      [{ allow: [] }, { allow: ['Bash(git push:*)'] }, 'runs `git push --force` unasked'],
      [{ allow: [] }, { allow: ['Bash'] }, 'runs any command unasked'],
      [{ allow: [] }, { allow: ['mcp__tracker'] }, 'uses every tool of `tracker` unasked'],
      [{ allow: [] }, { allow: ['mcp__github__get_me'] }, 'uses `github/get_me` unasked'],
      [{ allow: [] }, { allow: ['Write(./a)'] }, 'rule without effect'],
      [{ allow: [] }, { allow: ['npm run test'] }, 'a rule that cannot be compared'],
      [{ deny: ['Read(./.env)'] }, {}, 'reads `./.env` unasked'],
      [{ deny: ['Bash(git push:*)'] }, {}, 'no longer refuses `git push --force`'],
      [
        { allow: ['Bash(git:*)'], ask: ['Bash(git push:*)'] },
        { allow: ['Bash(git:*)'] },
        'runs `git push --force` unasked',
      ],
      [{ ask: ['Bash(git push:*)'] }, {}, '“always allow” now counts'],
    ];
    for (const [before, after, because] of edits) {
      const [finding] = findingsBetween(settingsText(before), settingsText(after));
      assert.equal(finding?.because, because);
    }
  });

  it('keeps reasons short whatever the rule says', () => {
    const long = `Bash(./scripts/${'very-'.repeat(40)}long.sh --all)`;
    for (const [before, after] of [
      [{ allow: [] }, { allow: [long] }],
      [{ deny: [long] }, {}],
    ] satisfies readonly (readonly [Lists, Lists])[]) {
      const [finding] = findingsBetween(settingsText(before), settingsText(after));
      assert.ok((finding?.because.length ?? 99) <= 46, finding?.because);
    }
  });

  const secrets: readonly (readonly [string, string])[] = [
    ['Read(./.env)', './.env'],
    ['Read(./.env.*)', './.env.production'],
    ['Read(.env*)', './.env'],
    ['Read(**/*.pem)', './server.pem'],
    ['Read(./config/credentials.json)', './config/credentials.json'],
    ['Read(./secrets/**)', './secrets/token.txt'],
  ];
  for (const [rule, witness] of secrets) {
    it(`is critical when ${rule} goes, whatever else is allowed`, () => {
      for (const allow of [[], ['Read(./docs/**)'], ['Read(./**)'], ['Bash(npm test)']]) {
        const [finding] = findingsBetween(
          settingsText({ allow, deny: [rule] }),
          settingsText({ allow }),
        );
        assert.equal(finding?.severity, 'critical');
        assert.equal(finding.floor, 'high');
        assert.ok(finding.message.includes(`\`${witness}\``), finding.message);
        const points = [finding.factors.privilege?.points, finding.factors.reversibility?.points];
        assert.deepEqual(points, [4, 4]);
      }
    });
  }

  it('names no path that ends in a dot', () => {
    const allow = ['Read(~/docs/**)'];
    const [finding] = findingsBetween(
      settingsText({ allow, deny: ['Read(~/**/.env.*)'] }),
      settingsText({ allow }),
    );
    assert.equal(finding?.because, 'reads `~/docs/.env.production` unasked');
    assert.equal(finding.severity, 'critical');
  });

  it('says that any command runs, and what is still held back', () => {
    const [all] = findingsBetween(settingsText({}), settingsText({ allow: ['Bash'] }));
    assert.match(all?.message ?? '', /running any command, such as `npm publish`, no longer needs/);
    const [some] = findingsBetween(
      settingsText({ deny: ['Bash(npm publish:*)'] }),
      settingsText({ allow: ['Bash'], deny: ['Bash(npm publish:*)'] }),
    );
    assert.match(some?.message ?? '', /any command that no other rule holds back, such as `pnpm/);
  });

  it('underlines the rule without its quotes', () => {
    const after = settingsText({ allow: ['Bash(git push:*)'] });
    const [finding] = findingsBetween(settingsText({ allow: [] }), after);
    assert.equal(after.slice(finding?.range.start, finding?.range.end), 'Bash(git push:*)');
  });
});

describe('approval modes', () => {
  const modeText = (mode?: string): string =>
    JSON.stringify({ permissions: { defaultMode: mode } });
  const rows: readonly (readonly [string | undefined, string | undefined, string, string])[] = [
    [undefined, 'acceptEdits', 'medium', 'medium'],
    [undefined, 'bypassPermissions', 'high', 'high'],
    ['acceptEdits', 'auto', 'medium', 'medium'],
    ['plan', undefined, 'low', 'low'],
    [undefined, 'yolo', 'medium', 'medium'],
  ];
  for (const [before, after, shared, own] of rows) {
    it(`${before ?? 'nothing'} to ${after ?? 'nothing'}`, () => {
      const texts = [modeText(before), modeText(after)] as const;
      const of = (surface: 'claude-settings' | 'claude-settings-local') =>
        findingsBetween(...texts, surface).map(({ rule, severity }) => `${rule} ${severity}`);
      assert.deepEqual(of('claude-settings'), [`perm/approval-mode-loosened ${shared}`]);
      assert.deepEqual(of('claude-settings-local'), [`perm/approval-mode-loosened ${own}`]);
    });
  }
  it('is silent when the mode gets stricter or is only written out', () => {
    for (const [before, after] of [
      ['acceptEdits', 'plan'],
      [undefined, 'default'],
      [undefined, 'dontAsk'],
    ]) {
      const found = findingsBetween(modeText(before), modeText(after)).map(({ rule }) => rule);
      assert.ok(!found.includes('perm/approval-mode-loosened'));
    }
  });
  it('never lets the last step pass below high', () => {
    const [finding] = findingsBetween(modeText(), modeText('bypassPermissions'));
    assert.equal(finding?.floor, 'high');
  });
});
