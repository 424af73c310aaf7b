import assert from 'node:assert/strict';
import { comparePromptTexts, effectsOf } from './promptsFixture';

function effects(baseline: string, current: string): readonly string[] {
  return effectsOf(comparePromptTexts(baseline, current));
}

const head = '# Rules\n\nThis service moves parcels.\n\n';

describe('comparePrompts: protections', () => {
  it('sees one go, at its neighbour, with the old sentence', () => {
    const baseline = `${head}- Use tabs.\n- Ask before running any migration.\n- Be brief.\n`;
    const current = `${head}- Use tabs.\n- Be brief.\n`;
    const [change, ...rest] = comparePromptTexts(baseline, current);
    assert.equal(rest.length, 0);
    assert.equal(change?.direction, 'loosens');
    assert.equal(change.op, 'remove');
    assert.equal(change.before, 'Ask before running any migration.');
    assert.equal(current.slice(change.range.start, change.range.end), 'Use tabs.');
    const { start = 0, end = 0 } = change.baselineRange ?? {};
    assert.equal(baseline.slice(start, end), 'Ask before running any migration.');
  });

  it('takes another wording for the same protection', () => {
    assert.deepEqual(
      effects(
        `${head}- Ask before running any migration.\n`,
        `${head}- Run migrations only after the user has confirmed the plan.\n`,
      ),
      ['guardrail-reworded'],
    );
    assert.deepEqual(effects(`${head}NEVER push to main.\n`, `${head}Do not push to main.\n`), [
      'guardrail-reworded',
    ]);
  });

  const weaker: readonly (readonly [string, string])[] = [
    ['Never delete files.', 'Avoid deleting files.'],
    ['Never delete files.', 'Never delete files unless needed.'],
    ['Never delete files.', 'Never delete production files.'],
    ['Never delete files.', 'Ask before deleting files.'],
    [
      'Ask the user for approval before deploying.',
      'Consider asking the user for approval before deploying.',
    ],
    ['Spend at most 20 dollars per run.', 'Spend at most 200 dollars per run.'],
    ['Never commit secrets or push code to main.', 'Never commit code to secrets main.'],
  ];
  for (const [before, after] of weaker) {
    it(`weaker: ${before} → ${after}`, () => {
      assert.deepEqual(effects(head + before, head + after), ['guardrail-weakened']);
    });
    it(`not weaker: ${after} → ${before}`, () => {
      const changes = comparePromptTexts(head + after, head + before);
      assert.ok(
        changes.every((change) => change.direction !== 'loosens'),
        JSON.stringify(changes),
      );
    });
  }

  it('is content with a duplicate elsewhere in the file', () => {
    assert.deepEqual(
      effects(
        `${head}Never push to main.\n\n## More\n\nNever push to main.\n`,
        `${head}## More\n\nNever push to main.\n`,
      ),
      [],
    );
  });

  it('does not take a narrower sentence that stayed for cover', () => {
    assert.deepEqual(
      effects(
        `${head}- Never push.\n- Never force push to old branches.\n`,
        `${head}- Never force push to old branches.\n`,
      ),
      ['guardrail-removed'],
    );
  });

  it('sees a protection turned into its opposite as one change', () => {
    assert.deepEqual(
      effects(
        `${head}Ask for confirmation before pushing code.\n`,
        `${head}Do not ask for confirmation before pushing code.\n`,
      ),
      ['grant-added'],
    );
  });

  it('sees the heading above a list turn round', () => {
    const list = '- Delete files\n- Push code\n';
    assert.deepEqual(
      effects(`${head}## Never\n\n${list}`, `${head}## Feel free to\n\n${list}`).filter(
        (effect) => effect === 'grant-added',
      ).length,
      2,
    );
  });

  it('takes rules of style for no protection, whichever way they change', () => {
    const style = 'Never use emojis in comments.';
    for (const [before, after, words] of [
      [`${head}${style}\nBe brief.\n`, `${head}Be brief.\n`, 'Rule of style removed'],
      [`${head}Be brief.\n`, `${head}${style}\nBe brief.\n`, 'Rule of style added'],
      [
        `${head}${style}\n`,
        `${head}You should not use emojis in comments.\n`,
        'Rule of style changed',
      ],
    ] as const) {
      const [change, ...rest] = comparePromptTexts(before, after);
      assert.equal(rest.length, 0);
      assert.equal(change?.direction, 'neutral');
      assert.ok(change.words.startsWith(words), change.words);
    }
  });

  it('says how a protection became softer', () => {
    const [change] = comparePromptTexts(
      `${head}Never delete files.`,
      `${head}Avoid deleting files.`,
    );
    assert.equal(change?.direction, 'loosens');
    assert.equal(
      change.words,
      'Protection weakened (softer wording): “Never delete files.” → “Avoid deleting files.”',
    );
  });

  it('credits what was added and what was given up', () => {
    const changes = comparePromptTexts(
      `${head}Commit without asking.\n`,
      `${head}Never push to main.\n`,
    );
    assert.deepEqual(effectsOf(changes), ['grant-removed', 'guardrail-added']);
    assert.ok(changes.every((change) => change.direction === 'tightens'));
  });
});

describe('comparePrompts: layout is no change', () => {
  const baseline =
    '# Rules\n\n## Safety\n\n- Never push to main. Ask before\n  deleting files.\n- Use tabs.\n\nKeep it short, please. Write tests.\n';
  const same: readonly (readonly [string, string])[] = [
    ['other list marks', baseline.replaceAll('- ', '* ')],
    ['numbers', baseline.replace('- Never', '1. Never').replace('- Use', '2. Use')],
    ['emphasis', baseline.replace('Never', '**Never**').replace('tabs', '`tabs`')],
    ['heading level', baseline.replace('## Safety', '#### Safety')],
    ['underlined headings', baseline.replace('# Rules\n', 'Rules\n=====\n')],
    [
      'line breaks',
      baseline.replace('before\n  deleting', 'before deleting').replace('please. ', 'please.\n'),
    ],
    ['CRLF', baseline.replaceAll('\n', '\r\n')],
    ['blank lines', baseline.replaceAll('\n\n', '\n\n\n')],
    [
      'another order',
      '# Rules\n\nKeep it short, please. Write tests.\n\n## Safety\n\n- Use tabs.\n- Never push to main. Ask before deleting files.\n',
    ],
  ];
  for (const [name, current] of same) {
    it(name, () => {
      assert.deepEqual(effects(baseline, current), []);
    });
  }

  it('aligned columns of a table', () => {
    assert.deepEqual(
      effects(
        '| a | Never push |\n|---|---|\n| b | c |\n',
        '| a   | Never push |\n|:---:|------------|\n| b   | c          |\n',
      ),
      [],
    );
  });
});

describe('comparePrompts: prose, files and languages', () => {
  it('sums up the rest as one neutral change', () => {
    const changes = comparePromptTexts(
      `${head}One two.\n`,
      `${head}Three four. Five six.\n\n\`\`\`\nmake\n\`\`\`\n`,
    );
    assert.equal(changes.length, 1);
    assert.equal(changes[0]?.direction, 'neutral');
    assert.deepEqual(changes[0]?.detail, {
      kind: 'prose',
      added: 3,
      removed: 1,
      lost: 0,
      instructs: false,
      tools: false,
    });
  });

  it('is neutral about a new file of text and protections, and hears its grants', () => {
    assert.deepEqual(effects('', `${head}Never push to main.\n`), ['prose']);
    assert.deepEqual(effects('', `${head}Push to main without asking.\n`), [
      'grant-added',
      'prose',
    ]);
  });

  it('names the protections of a deleted file', () => {
    assert.deepEqual(effects(`${head}Never push to main.\n`, ''), ['guardrail-removed', 'prose']);
  });

  it('assesses no translation', () => {
    const [change, ...rest] = comparePromptTexts(
      '# Rules\n\n- Never push to main.\n- Ask before deleting files.\n',
      '# 规则\n\n- 永远不要推送到主分支。\n- 删除文件之前先询问。\n',
    );
    assert.equal(rest.length, 0);
    assert.equal(change?.detail.kind, 'prose');
    assert.equal(change.direction, 'unknown');
    assert.match(change.words, /not assessed/);
  });

  it('tells what went or was turned round in another language', () => {
    const german = '# Regeln für Agenten\n\n- Sei freundlich und kurz.\n';
    const rule = '- Vor dem Löschen von Dateien immer erst fragen.\n';
    const cases: readonly (readonly [string, string, readonly string[]])[] = [
      [german + rule, german, ['guardrail-removed']],
      [german, german + rule, ['guardrail-added']],
      [
        german + rule,
        `${german}- Dateien ohne Rückfrage löschen.\n`,
        ['guardrail-removed', 'grant-added'],
      ],
      [
        german + rule,
        `${german}- Frage immer, bevor du Dateien löschst.\n`,
        ['guardrail-reworded'],
      ],
      ['# 规则\n\n- 写文件需要确认\n', '# 规则\n\n- 写文件无需确认\n', ['grant-added']],
      [
        '# 禁止的操作\n\n- 好\n',
        '# 禁止的操作\n\n- 好\n- `git push --force`\n',
        ['guardrail-added'],
      ],
      [
        '# ルール\n\n- 機密情報をコミットしない\n',
        '# ルール\n\n- 機密情報は絶対にコミットしないこと\n',
        ['guardrail-reworded'],
      ],
    ];
    for (const [before, after, expected] of cases) {
      assert.deepEqual(effects(before, after), expected, after);
    }
  });

  it('does not claim to know what edits in another language do', () => {
    const [change] = comparePromptTexts(
      'Schreibe kurze Sätze. Das ist nicht schwer und für die Leser gut.\n',
      'Das ist nicht schwer und für die Leser gut. Schreibe auch lange Sätze mit der Hand.\n',
    );
    assert.equal(change?.direction, 'unknown');
    assert.match(change.words, /not assessed/);
  });

  it('masks credentials in what it says', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const [change] = comparePromptTexts(`${head}Never push with ${token}.\n`, head);
    assert.ok(!JSON.stringify([change?.words, change?.before, change?.after]).includes(token));
  });
});

describe('comparePrompts: front matter', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['applyTo: "docs/**"', 'applyTo: "**"', 'loosens'],
    ['applyTo: "**"', 'applyTo: "docs/**"', 'tightens'],
    ['applyTo: "docs/**"', 'applyTo: "docs/**,*.md"', 'loosens'],
    ['globs: a/*\nalwaysApply: false', 'globs: a/*\nalwaysApply: true', 'loosens'],
    ['paths: [src]\nname: x', 'name: x', 'loosens'],
    ['tools: [read, search]\nname: x', 'name: x', 'loosens'],
    ['tools: [read, search]', 'tools: "read, search"', 'neutral'],
    ['tools: [read, search]', 'tools: [read]', 'tightens'],
    ['tools: [read]', 'tools: [search]', 'mixed'],
    ['tools: [read]', 'tools: ["*"]', 'loosens'],
    ['allowed-tools: Bash(git:*)', 'allowed-tools: Bash', 'loosens'],
    ['allowed-tools: Bash(git:*)\nname: x', 'name: x', 'tightens'],
    ['disallowedTools: [Bash]\nname: x', 'name: x', 'loosens'],
    ['permissionMode: default', 'permissionMode: bypassPermissions', 'loosens'],
    ['permissionMode: acceptEdits\nname: x', 'name: x', 'tightens'],
    ['permissionMode: default', 'permissionMode: brave', 'unknown'],
    ['name: x', 'name: x\nmcp-servers: [github]', 'loosens'],
    ['tools: [read]', 'tools:', 'loosens'],
    ['tools: [read]', 'tools: []', 'tightens'],
    ['name: x', 'name: x\ntools: [read]', 'tightens'],
    ['tools: ["github/*"]', 'tools: ["github/get_issue"]', 'tightens'],
    ['tools: {write: false}\nname: x', 'name: x', 'loosens'],
    ['tools: {write: true}', 'tools: {write: false}', 'tightens'],
    ['allowed-tools: Bash(git status:*) Read', 'allowed-tools: Bash(git:*) Read', 'loosens'],
    ['allowed-tools: Read Grep', 'allowed-tools: [Read, Grep]', 'neutral'],
    ['globs: "**/*.ts"', 'globs: "src/**/*.ts"', 'tightens'],
    ['globs: "src/**"', 'globs: "src/**/*.ts, src/a.md"', 'tightens'],
    ['globs: "*.ts"', 'globs: "*.{ts,js}"', 'loosens'],
    ['globs: "src/*.ts"', 'globs: "lib/*.ts"', 'mixed'],
    ['trigger: glob\nglobs: a/*', 'trigger: always_on\nglobs: a/*', 'loosens'],
    ['inclusion: manual\nname: x', 'name: x', 'loosens'],
    ['permission: {bash: ask}', 'permission: {bash: allow}', 'loosens'],
    ['permission: {bash: {"git push": deny}}\nname: x', 'name: x', 'loosens'],
    [
      'permission: {edit: deny}\nname: x',
      'permission: {edit: deny, bash: ask}\nname: x',
      'tightens',
    ],
    ['handoffs: [{agent: a, send: false}]', 'handoffs: [{agent: a, send: true}]', 'loosens'],
    ['handoffs: [{agent: a}]', 'handoffs: [{agent: a}, {agent: b}]', 'neutral'],
    ['maxTurns: 10', 'maxTurns: 100', 'loosens'],
    ['max_turns: 10\nname: x', 'name: x', 'loosens'],
    ['mode: ask', 'mode: agent', 'loosens'],
    ['mode: primary', 'mode: subagent', 'neutral'],
    ['isolation: worktree\nname: x', 'name: x', 'loosens'],
    ['background: false', 'background: true', 'loosens'],
    ['kind: local', 'kind: remote', 'loosens'],
    ['agent_card_url: https://a.example', 'agent_card_url: https://b.example', 'loosens'],
    ['auto_execution_mode: 1', 'auto_execution_mode: 3', 'loosens'],
    ['name: x', 'name: x\nauto-approve: all', 'unknown'],
    ['readonly: true\nname: x', 'name: x', 'loosens'],
    ['model: small', 'model: large', 'neutral'],
    ['description: a', 'description: b', 'neutral'],
    ['constructor: a', 'constructor: b', 'neutral'],
  ];
  for (const [before, after, direction] of cases) {
    it(`${before.replace('\n', ', ')} → ${after.replace('\n', ', ')}: ${direction}`, () => {
      const changes = comparePromptTexts(
        `---\n${before}\n---\nText\n`,
        `---\n${after}\n---\nText\n`,
      );
      const [change] = changes.filter(({ detail }) => detail.kind === 'front-matter');
      assert.equal(change?.direction ?? 'none', direction);
    });
  }

  it('is silent about key order and quotes', () => {
    assert.deepEqual(effects('---\na: "x"\nb: y\n---\n', "---\nb: y\na: 'x'\n---\n"), []);
  });

  it('hears only power in the front matter of a new file', () => {
    const text =
      '---\nname: x\ntools: [read]\npermissionMode: bypassPermissions\n---\nText here.\n';
    assert.deepEqual(effects('', text), ['front-matter', 'prose']);
  });
});
