import assert from 'node:assert/strict';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import { forbiddenActions } from '../../src/core/facts/forbiddenActions';
import { judgeTogether } from '../../src/core/judgeTogether';
import type { Finding, Fix } from '../../src/core/rules/rule';

const rule = 'prompt/unenforced-guardrail';
const settings = '.claude/settings.json';

interface Sides {
  readonly before?: string | undefined;
  readonly after: string;
}

describe('What instructions forbid', () => {
  const kinds = (text: string): readonly string[] => {
    const analysis = analyzeFile({ path: 'AGENTS.md', text, baseline: undefined });
    const sentences = analysis?.facts.sentences ?? [];
    return sentences.flatMap((one) => forbiddenActions(one).map(({ kind }) => kind));
  };

  const forbids: readonly (readonly [text: string, ...kinds: readonly string[]])[] = [
    ['Never push to main.', 'push'],
    ['Do not, under any circumstances, force-push.', 'force-push'],
    ['Never run `git push --force` on shared branches.', 'force-push'],
    ['Never push without asking.', 'push'],
    ['Ask the user before pushing, deploying or publishing.', 'push', 'deploy', 'publish'],
    ['You must not commit or push.', 'push', 'commit'],
    ['Never commit unless the user explicitly asks.', 'commit'],
    ['Do not run `rm -rf`.', 'delete-files'],
    ['Never delete or overwrite existing files.', 'delete-files'],
    ['Never drop or truncate production tables.', 'drop-data'],
    ['Deploying to production requires approval.', 'deploy'],
    ['Do not read `.env` files.', 'read-environment'],
    ['Never open private keys.', 'read-keys'],
    ['Never read secrets.', 'read-secrets'],
    ['Never use curl.', 'download'],
    ['Do not run `npm publish`.', 'publish'],
    ['Do not install new dependencies without approval.', 'install'],
    ['Never make payments.', 'pay'],
    ['Refunds always need approval.', 'pay'],
    ['Never commit directly to main.', 'commit'],
    ['## Never\n\n- Push to main\n- Delete files\n', 'push', 'delete-files'],
  ];
  for (const [text, ...expected] of forbids) {
    it(`is an action with a name: ${text.replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(kinds(text), expected);
    });
  }

  const silent: readonly string[] = [
    'Never push without running the tests.',
    'Never push if the build is red.',
    'Never commit secrets or API keys.',
    'Do not push back on review comments.',
    'Never push notifications to phones that opted out.',
    'Never delete comments from the files.',
    'Never remove imports in other files.',
    'Never print secrets.',
    'Do not spend time on formatting.',
    'Never pay attention to the order of parcels.',
    'Never spend more than 5 EUR on payments.',
    'Push to your branch often.',
    'You may delete files below `build/`.',
    '## Never\n\n- Commit changes (never on a Friday)\n',
    'Ask before committing to interfaces.',
    'Do not amend commits.',
    'Ask before you block deploys.',
    'Never flag payment tools.',
    'Never guess; push your branch when you are done.',
    'Never use tabs.',
  ];
  for (const text of silent) {
    it(`is none, or another one: ${text}`, () => {
      assert.deepEqual(kinds(text), []);
    });
  }
});

describe('A prohibition that permissions take no notice of', () => {
  const forbidden = '# Depot\n\nNever delete files.\n';

  it('is medium at the permission that an edit brings', () => {
    const found = speaking({
      'CLAUDE.md': { before: forbidden, after: forbidden },
      [settings]: { before: rules(), after: rules('Bash(rm:*)') },
    });
    assert.deepEqual(places(found), [`${settings} introduced medium Bash(rm:*)`]);
  });

  it('is only worth a line where the permission is for more than that', () => {
    const found = speaking({
      'CLAUDE.md': { before: forbidden, after: forbidden },
      [settings]: { before: rules(), after: rules('Bash') },
    });
    assert.deepEqual(places(found), [`${settings} introduced info Bash`]);
  });

  it('raises no alarm where the sentence is new: it makes nothing worse', () => {
    const files = together({
      'CLAUDE.md': { before: '# Depot\n', after: forbidden },
      [settings]: { before: rules('Bash(rm:*)'), after: rules('Bash(rm:*)') },
    });
    assert.deepEqual(places(findingsOf(files)), ['CLAUDE.md introduced info Never delete files.']);
    const prompt = files.find(({ path }) => path === 'CLAUDE.md');
    assert.equal(prompt?.assessment.direction, 'tightens');
    assert.equal(prompt.assessment.tier, 'low');
  });

  it('is said where a rule that held it back goes', () => {
    const found = speaking({
      'CLAUDE.md': { before: forbidden, after: forbidden },
      [settings]: {
        before: JSON.stringify({ permissions: { allow: ['Bash(rm:*)'], ask: ['Bash(rm *)'] } }),
        after: rules('Bash(rm:*)'),
      },
    });
    assert.deepEqual(places(found), [`${settings} introduced medium Bash(rm:*)`]);
  });

  it('stands at the sentence where there is nothing to compare with', () => {
    const found = speaking({
      'CLAUDE.md': { after: forbidden },
      [settings]: { after: rules('Bash(rm:*)') },
    });
    assert.deepEqual(places(found), ['CLAUDE.md inherited medium Never delete files.']);
  });

  it('is none where another file of the agent holds it back', () => {
    const found = speaking({
      'CLAUDE.md': { before: forbidden, after: forbidden },
      [settings]: { before: rules(), after: rules('Bash(rm:*)') },
      '.claude/settings.local.json': {
        before: '{"permissions":{"deny":["Bash(rm *)"]}}',
        after: '{"permissions":{"deny":["Bash(rm *)"]}}',
      },
    });
    assert.deepEqual(places(found), []);
  });

  it('counts for tools of a server that are never asked about', () => {
    const server = (...autoApprove: readonly string[]): string =>
      JSON.stringify({ mcpServers: { till: { command: 'till-mcp', autoApprove } } });
    const text = '# Depot\n\nNever send refunds.\n';
    const found = speaking({
      '.amazonq/rules/depot.md': { before: text, after: text },
      '.amazonq/mcp.json': { before: server('list_orders'), after: server('create_refund') },
    });
    assert.deepEqual(places(found), ['.amazonq/mcp.json introduced medium create_refund']);
  });

  it('is decided by the order of rules where the client decides by it', () => {
    const text = '# Depot\n\nNever push to main.\n';
    const config = (bash: object): string => JSON.stringify({ permission: { bash } });
    const found = (bash: object): readonly Finding[] =>
      speaking({
        'AGENTS.md': { before: text, after: text },
        'opencode.json': { before: config({ '*': 'ask' }), after: config(bash) },
      });
    assert.equal(found({ '*': 'ask', 'git push *': 'allow' }).length, 1);
    assert.equal(found({ 'git push *': 'allow', '*': 'ask' }).length, 0);
  });

  it('goes when the permission moves to ask, and nothing else changes', () => {
    const before = { before: forbidden, after: forbidden };
    const text =
      '{\n  // what runs\n  "permissions": {\n    "allow": ["Bash(ls)", "Bash(rm:*)"]\n  }\n}\n';
    const [finding] = speaking({ 'CLAUDE.md': before, [settings]: { before: '{}', after: text } });
    const fix = finding?.fixes[0];
    assert.equal(fix?.title, 'Move `Bash(rm:*)` to ask');
    const after = applied(text, fix);
    assert.equal(
      after,
      '{\n  // what runs\n  "permissions": {\n    "allow": ["Bash(ls)"],\n    "ask": [\n      "Bash(rm:*)"\n    ]\n  }\n}\n',
    );
    assert.deepEqual(speaking({ 'CLAUDE.md': before, [settings]: { before: '{}', after } }), []);
  });
});

function rules(...allow: readonly string[]): string {
  return JSON.stringify({ permissions: { allow } });
}

function together(files: Readonly<Record<string, Sides>>): readonly FileAnalysis[] {
  const analyses = Object.entries(files).flatMap(
    ([path, { before, after }]) =>
      analyzeFile({
        path,
        text: after,
        baseline: before === undefined ? undefined : { text: before },
      }) ?? [],
  );
  return judgeTogether(analyses, { around: () => analyses });
}

type Placed = Finding & { readonly path: string; readonly quote: string };

function findingsOf(files: readonly FileAnalysis[]): readonly Placed[] {
  return files.flatMap(({ path, text, findings }) =>
    findings
      .filter((finding) => finding.rule === rule)
      .map((finding) => ({
        ...finding,
        path,
        quote: (text ?? '').slice(finding.range.start, finding.range.end),
      })),
  );
}

function speaking(files: Readonly<Record<string, Sides>>): readonly Placed[] {
  return findingsOf(together(files));
}

function places(found: readonly Placed[]): readonly string[] {
  return found.map(({ path, origin, severity, quote }) => `${path} ${origin} ${severity} ${quote}`);
}

function applied(text: string, fix: Fix): string {
  return [...fix.edits]
    .sort((left, right) => right.range.start - left.range.start)
    .reduce((rest, { range, text: replacement }) => {
      return rest.slice(0, range.start) + replacement + rest.slice(range.end);
    }, text);
}
