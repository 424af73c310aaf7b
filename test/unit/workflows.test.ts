import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';
import { compareConditions } from '../../src/core/facts/workflowCondition';

const path = '.github/workflows/agent.yml';

/** A workflow on comments, whose one job checks out and does what `steps` says. */
function workflow(steps: string, checkout = 'actions/checkout@v4', job = ''): string {
  return (
    `on:\n  issue_comment:\n    types: [created]\njobs:\n  a:\n${job}    runs-on: ubuntu-latest\n` +
    `    steps:\n      - uses: ${checkout}\n${steps}`
  );
}
function action(inputs: string, uses = 'anthropics/claude-code-action@v1', more = ''): string {
  return (
    `      - name: Agent\n${more}        uses: ${uses}\n        with:\n` +
    `          prompt: Look at it.\n${inputs}`
  );
}
const claude = (input: string): string =>
  workflow(action(input === '' ? '' : `          ${input}\n`));
const codex = (input: string): string =>
  workflow(action(`          ${input}\n`, 'openai/codex-action@v1'));
const gemini = (settings: string): string =>
  workflow(
    action(
      `          settings: |\n            ${settings}\n`,
      'google-github-actions/run-gemini-cli@v0',
    ),
  );
const run = (command: string): string => workflow(`      - run: ${command}\n`);
const step = (condition: string): string =>
  workflow(action('', undefined, condition === '' ? '' : `        if: ${condition}\n`));

function judge(before: string | undefined, after: string): string {
  const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
  assert.ok(analysis !== undefined, 'it is governed');
  return `${analysis.assessment.tier} ${analysis.assessment.direction}`;
}

describe('Workflows that run an agent', () => {
  const owner = "github.event.comment.author_association == 'OWNER'";
  const member = "github.event.comment.author_association == 'MEMBER'";
  const check =
    '      - name: Who asked\n        uses: actions/github-script@v7\n        with:\n          script: return github.rest.repos.getCollaboratorPermissionLevel()\n';
  const cases: readonly (readonly [name: string, string, string, string])[] = [
    // Options, as on a command line or in a file of the client
    [
      'Claude is told to skip questions',
      claude(''),
      claude("claude_args: '--dangerously-skip-permissions'"),
      'high loosens',
    ],
    [
      'Claude gets the mode without questions',
      claude(''),
      claude('claude_args: --permission-mode bypassPermissions'),
      'high loosens',
    ],
    [
      'Claude may run any command',
      claude('claude_args: --allowed-tools "Read"'),
      claude('claude_args: --allowed-tools "Read,Bash(*)"'),
      'high loosens',
    ],
    [
      'Claude’s settings skip questions',
      claude(''),
      claude('settings: \'{"permissions":{"defaultMode":"bypassPermissions"}}\''),
      'high loosens',
    ],
    [
      'Claude may run one command less',
      claude('claude_args: --allowed-tools "Read,Bash(*)"'),
      claude('claude_args: --allowed-tools "Read"'),
      'low tightens',
    ],
    [
      'Claude takes more turns',
      claude("claude_args: '--max-turns 5'"),
      claude("claude_args: '--max-turns 9 --model opus'"),
      'none neutral',
    ],
    [
      'Codex leaves its sandbox',
      codex('sandbox: read-only'),
      codex('sandbox: danger-full-access'),
      'high loosens',
    ],
    [
      'Codex goes into its sandbox',
      codex('sandbox: danger-full-access'),
      codex('sandbox: read-only'),
      'low tightens',
    ],
    ['Codex asks nobody', codex('model: o'), codex('codex-args: --yolo'), 'critical loosens'],
    [
      'Codex asks nobody, in a list',
      codex('model: o'),
      codex('codex-args: \'["--yolo"]\''),
      'critical loosens',
    ],
    [
      'Gemini gets a shell and loses its sandbox',
      gemini('{"coreTools":["read_file"],"sandbox":true}'),
      gemini('{"coreTools":["read_file","run_shell_command"],"sandbox":false}'),
      'medium loosens',
    ],
    [
      'Gemini loses a tool',
      gemini('{"coreTools":["a","run_shell_command(git push)"],"sandbox":false}'),
      gemini('{"coreTools":["a"],"sandbox":true}'),
      'low tightens',
    ],
    [
      'a server comes into Gemini’s settings',
      gemini('{"coreTools":["a"]}'),
      gemini('{"coreTools":["a"],"mcpServers":{"x":{"command":"./x"}}}'),
      'low unknown',
    ],
    // Agents that a command starts
    [
      'a command gets servers',
      run('claude -p "$P"'),
      run('claude -p "$P" --mcp-config other.json'),
      'low unknown',
    ],
    [
      'a command leaves the sandbox',
      run('codex exec --json "$P"'),
      run('codex exec -s danger-full-access -c approval_policy=never --json "$P"'),
      'critical loosens',
    ],
    [
      'a command asks again',
      run('codex --yolo exec "$P" || true'),
      run('codex --full-auto exec "$P" || true'),
      'low tightens',
    ],
    [
      'a command of Gemini asks nobody',
      run('npx -y @google/gemini-cli@0.9 -p "$P"'),
      run('npx -y @google/gemini-cli@0.9 --yolo -p "$P"'),
      'high loosens',
    ],
    [
      'a command of Claude asks nobody',
      run('cd x && claude -p "$P" > out'),
      run('cd x && claude --dangerously-skip-permissions -p "$P" > out'),
      'high loosens',
    ],
    [
      'a fork of the action asks nobody',
      workflow(action('', 'me/claude-code-action@main')),
      workflow(
        action(
          '          claude_args: --dangerously-skip-permissions\n',
          'me/claude-code-action@main',
        ),
      ),
      'high loosens',
    ],
    // Gates
    ['the condition of the step goes', step(owner), step(''), 'medium loosens'],
    ['a condition comes', step(''), step(owner), 'low tightens'],
    [
      'the condition of the job goes',
      workflow(action(''), undefined, `    if: ${owner}\n`),
      workflow(action('')),
      'medium loosens',
    ],
    ['more people may start it', step(owner), step(`${owner} || ${member}`), 'medium loosens'],
    ['fewer people may start it', step(`${owner} || ${member}`), step(owner), 'low tightens'],
    [
      'the condition is written otherwise',
      step(`${owner} || ${member}`),
      step(`\${{ (${member} || ${owner}) }}`),
      'low neutral',
    ],
    [
      'the step goes that looks up who asked',
      workflow(check + action('')),
      workflow(action('')),
      'medium loosens',
    ],
    [
      'a step goes that only builds',
      workflow(`      - run: npm ci\n${action('')}`),
      workflow(action('')),
      'low neutral',
    ],
    // Strangers
    [
      'the code of a request is checked out',
      claude(''),
      workflow(
        action(''),
        'actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}',
      ),
      'high loosens',
    ],
    [
      'another branch is checked out',
      claude(''),
      workflow(action(''), 'actions/checkout@v4\n        with:\n          ref: main'),
      'none neutral',
    ],
    [
      'another credential is handed over',
      claude(''),
      claude('github_token: ${{ secrets.ORG_ADMIN_PAT }}'),
      'medium loosens',
    ],
    [
      'its own token is handed over',
      claude(''),
      claude('github_token: ${{ secrets.GITHUB_TOKEN }}'),
      'none neutral',
    ],
    [
      'a text of strangers goes into the prompt',
      claude(''),
      claude('').replace('Look at it.', 'Look at ${{ github.event.pull_request.body }}.'),
      'medium loosens',
    ],
    [
      'the number of a request goes into the prompt',
      claude(''),
      claude('').replace('Look at it.', 'Look at ${{ github.event.pull_request.number }}.'),
      'low neutral',
    ],
    [
      'a text of strangers goes into a command',
      claude(''),
      workflow(`      - run: echo "\${{ github.event.comment.body }}"\n${action('')}`),
      'high loosens',
    ],
    [
      'a text of strangers goes into a command by a variable',
      claude(''),
      workflow(
        `      - run: echo "$BODY"\n        env:\n          BODY: \${{ github.event.comment.body }}\n${action('')}`,
      ),
      'medium loosens',
    ],
    [
      'an option is given twice',
      claude('claude_args: --allowed-tools Read'),
      claude('claude_args: --allowed-tools "Bash(*)" --allowed-tools Read'),
      'high loosens',
    ],
    [
      'options say more than settings',
      claude('settings: \'{"permissions":{"defaultMode":"plan"}}\''),
      claude(
        'settings: \'{"permissions":{"defaultMode":"plan"}}\'\n          claude_args: --dangerously-skip-permissions',
      ),
      'high loosens',
    ],
    [
      'something runs the agent for it',
      run('claude -p "Review" --allowedTools Read'),
      run('nice -n 5 claude -p "Review" --dangerously-skip-permissions'),
      'critical mixed',
    ],
    [
      'its condition became a text, which always holds',
      step("github.actor == 'octocat'"),
      step("${{ github.actor == 'octocat' }} && ${{ github.actor != '' }}"),
      'medium loosens',
    ],
    // Versions
    [
      'an action is pinned',
      claude(''),
      workflow(action(''), `actions/checkout@${'a1'.repeat(20)}`),
      'low tightens',
    ],
    [
      'an action loses its pin',
      workflow(action(''), `actions/checkout@${'a1'.repeat(20)}`),
      claude(''),
      'low loosens',
    ],
    ['an action is newer', claude(''), workflow(action(''), 'actions/checkout@v5'), 'low unknown'],
    [
      'another action comes',
      claude(''),
      workflow(`      - uses: acme/deploy@v1\n${action('')}`),
      'medium loosens',
    ],
  ];
  for (const [name, before, after, expected] of cases) {
    it(`judges that ${name}`, () => {
      assert.equal(judge(before, after), expected);
    });
  }

  it('says of what runs there that it has the rights of the workflow, not of people', () => {
    const text = workflow(`      - run: ./deploy.sh\n${action('')}`);
    const analysis = analyzeFile({ path, text, baseline: { text: claude('') } });
    const said = analysis?.findings.map(({ message }) => message).join() ?? '';
    assert.match(said, /token and the secrets of the workflow/);
    assert.doesNotMatch(said, /everybody who opens the project/);
  });

  it('offers no repair that would take more than the option', () => {
    const text = claude("claude_args: '--permission-mode bypassPermissions --max-turns 5'");
    const analysis = analyzeFile({ path, text, baseline: { text: claude('') } });
    assert.deepEqual(
      analysis?.findings.flatMap(({ fixes }) => fixes),
      [],
    );
  });

  it('are known by what they start, and others are left alone', () => {
    const governed = (text: string): boolean =>
      analyzeFile({ path, text, baseline: { text: undefined } }) !== undefined;
    const yes = [
      workflow(action('', './.github/actions/claude')),
      workflow(action('          gemini_api_key: x\n', './')),
      run('claude -p "$P"'),
      workflow('      - run: |\n          ANSWER="$(codex exec "$P")"\n          echo "$ANSWER"\n'),
    ];
    const no = [
      run('echo "run claude -p yourself"'),
      run('codex --version'),
      run('npm i -g @openai/codex'),
      run('pytest -k gemini -x'),
      workflow('      - uses: codex-storage/setup@v1\n'),
    ];
    assert.deepEqual(
      yes.map(governed),
      yes.map(() => true),
    );
    assert.deepEqual(
      no.map(governed),
      no.map(() => false),
    );
  });
});

describe('Conditions of workflows', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['', 'always()', 'same'],
    ["a == 'x' && b", 'b', 'more'],
    ['b', "b && contains(c, 'd')", 'less'],
    ['!(a || b)', '!a && !b', 'same'],
    ["a != 'x'", "!(a == 'x')", 'same'],
    ['a', 'b', 'other'],
    ['false', 'a', 'more'],
    ['(a || b) && c', '${{ a && c || b && c }}', 'same'],
  ];
  for (const [before, after, expected] of rows) {
    it(`says that “${after}” is ${expected} beside “${before}”`, () => {
      assert.equal(compareConditions(before, after), expected);
    });
  }

  it('takes no long time over what is made to take long', () => {
    const start = process.cpuUsage().user;
    for (const text of ['(', '!', '((', 'a && ', 'a || (', "'", 'f(']) {
      compareConditions(text.repeat(4_000), 'a');
    }
    const many = Array.from({ length: 400 }, (_, index) => `a${index}`).join(' && ');
    compareConditions(many, 'a0');
    assert.ok((process.cpuUsage().user - start) / 1000 < 1500);
  });
});
