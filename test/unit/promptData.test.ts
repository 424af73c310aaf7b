import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';

function changes(path: string, before: string, after: string): readonly string[] {
  const analysis = analyzeFile({ path, text: after, baseline: { text: before } });
  assert.equal(analysis?.assessed, 'in-depth', path);
  return analysis.changes.map(({ direction, detail }) =>
    detail.kind === 'sentence' ? `${direction} ${detail.effect}` : `${direction} ${detail.kind}`,
  );
}

describe('Prompts inside data files', () => {
  const files: readonly (readonly [path: string, text: string])[] = [
    ['.gemini/commands/ship.toml', 'prompt = """\nShip it.\nNever push to main.\n"""\n'],
    [
      '.codex/agents/ship.toml',
      'name = "ship"\ndeveloper_instructions = """\nShip it.\nNever push to main.\n"""\n',
    ],
    [
      'ship.prompt.yml',
      'messages:\n  - role: system\n    content: |\n      Ship it.\n      Never push to main.\n',
    ],
    ['ship.recipe.yaml', 'title: Ship\ninstructions: |\n  Ship it.\n  Never push to main.\n'],
  ];
  for (const [path, text] of files) {
    it(`${path} loses a protection`, () => {
      assert.deepEqual(changes(path, text, text.replace(/ *Never push to main\.\n/, '')), [
        'loosens guardrail-removed',
      ]);
      assert.deepEqual(changes(path, text, text.replace('Ship it.', 'Ship it!')), []);
    });
  }

  it('see code between the sentences change', () => {
    const text = 'prompt = """\nRun this:\n\n```\nmake all\n```\n"""\n';
    assert.deepEqual(
      changes('.gemini/commands/a.toml', text, text.replace('make all', 'make none')),
      ['neutral prose'],
    );
  });

  it('see commands that run when the prompt is used', () => {
    const text = 'prompt = "Look at !{git diff}"\n';
    assert.deepEqual(changes('.gemini/commands/a.toml', text, text.replace('git diff', 'sh a')), [
      'neutral prose',
      'loosens hook',
    ]);
    assert.deepEqual(
      changes('.gemini/commands/a.toml', 'prompt = "Look"\n', 'prompt = "Look!"\n'),
      [],
    );
  });

  it('see what an agent and a recipe may do', () => {
    const agent = 'sandbox_mode = "read-only"\ndeveloper_instructions = "Help."\n';
    assert.deepEqual(
      changes('.codex/agents/a.toml', agent, agent.replace('read-only', 'danger-full-access')),
      ['loosens setting'],
    );
    const server = `${agent}[mcp_servers.files]\ncommand = "npx"\nargs = ["-y", "@acme/files@1.0.0"]\n`;
    assert.deepEqual(changes('.codex/agents/a.toml', agent, server), ['loosens server-added']);
    const recipe = 'title: A\nprompt: Help.\n';
    const more = `${recipe}extensions:\n  - name: x\n    type: stdio\n    cmd: npx\n`;
    assert.deepEqual(changes('a.recipe.yaml', recipe, more), ['loosens setting']);
    assert.deepEqual(changes('a.recipe.yaml', more, recipe), ['tightens setting']);
  });
});
