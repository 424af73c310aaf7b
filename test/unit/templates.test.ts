import assert from 'node:assert/strict';
import type { FileAnalysis } from '../../src/core/analyze';
import { planChange, type ChangePlan } from '../../src/core/policy/templates/planChange';
import { templateCatalogue } from '../../src/core/policy/templates/templateCatalogue';
import { contextOf } from '../../src/core/policy/templates/templateContext';
import type { Template, TemplateName } from '../../src/core/policy/templates/template';
import { edit } from './rollbackSupport';
import { templateEdits } from './templateEdits';

function planOf(...files: readonly FileAnalysis[]): ChangePlan {
  const [first] = files;
  assert.ok(first !== undefined);
  return planChange(
    contextOf(
      files.map((analysis) => ({ analysis })),
      first.assessment,
    ),
  );
}

function planOfEdit(name: keyof typeof templateEdits): ChangePlan {
  const { path, before, after } = templateEdits[name];
  return planOf(edit(path, before, after));
}

function itemsOf(template: Template): readonly { readonly id: string }[] {
  const { questions, checklist, tests, deployment, signals } = template;
  return [...questions, ...checklist, ...tests, ...deployment, ...signals];
}

const templates = Object.values(templateCatalogue);

describe('Templates', () => {
  for (const template of templates) {
    it(`${template.name}: every item has a name of its own and texts that end`, () => {
      const ids = itemsOf(template).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, ids.join(', '));
      assert.equal(templateCatalogue[template.name], template);
      for (const id of ids) assert.match(id, /^[a-z]+(?:-[a-z]+)*$/);
      for (const { ask } of [...template.questions, ...template.checklist]) {
        assert.match(ask, /^[A-Z].{15,110}\?$/, ask);
      }
      for (const text of [
        ...template.tests.flatMap(({ what, expect }) => [what, expect]),
        ...template.deployment.flatMap((step) => [step.do, step.expect ?? 'None.']),
      ]) {
        assert.match(text, /^[A-Z].{3,110}\.$/, text);
      }
      assert.ok(template.checklist.length > 0 && template.signals.length > 0);
      assert.ok(template.restoreMinutes >= 10 && template.restoreMinutes <= 60);
    });
  }

  it('say the same wherever an item appears twice', () => {
    const texts = new Map<string, string>();
    for (const item of templates.flatMap(itemsOf)) {
      const text = JSON.stringify(item);
      assert.equal(texts.get(item.id) ?? text, text, item.id);
      texts.set(item.id, text);
    }
  });

  for (const [name, { path, before, after }] of Object.entries(templateEdits)) {
    it(`${name}: a real edit gets what this template asks, and nothing twice`, () => {
      const plan = planOf(edit(path, before, after));
      assert.ok(plan.templates.includes(name as TemplateName), plan.templates.join(', '));
      for (const list of [plan.questions, plan.checklist, plan.tests]) {
        const ids = list.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
      }
      const own = templateCatalogue[name as TemplateName];
      assert.ok(plan.checklist.some(({ id }) => own.checklist.some((item) => item.id === id)));
      assert.ok(plan.restoreMinutes <= own.restoreMinutes);
      assert.ok(plan.checklist.length <= 12, `${plan.checklist.length} checks`);
      assert.ok(plan.tests.length <= 9, `${plan.tests.length} tests`);
      assert.ok(plan.steps.length <= 8, `${plan.steps.length} steps`);
    });
  }

  it('put the template of the weightiest finding first', () => {
    assert.equal(planOfEdit('agent-permission').templates[0], 'agent-permission');
    assert.equal(planOfEdit('server-dependency').templates[0], 'server-dependency');
  });

  it('let the machine answer what it can see, and leave the rest to a person', () => {
    const answer = (name: keyof typeof templateEdits, id: string): string => {
      const found = planOfEdit(name).checklist.find((item) => item.id === id);
      assert.ok(found !== undefined, `${name} does not ask ${id}`);
      return found.answer === undefined ? 'open' : found.answer.result;
    };
    assert.equal(answer('server-dependency', 'one-version'), 'no');
    assert.equal(answer('code-deployment', 'one-version'), 'yes');
    assert.equal(answer('code-deployment', 'same-publisher'), 'open');
    assert.equal(answer('agent-permission', 'protections-kept'), 'no');
    assert.equal(answer('agent-permission', 'own-leash'), 'open');
    assert.equal(answer('agent-prompt', 'protections-kept'), 'no');
    assert.equal(answer('agent-prompt', 'all-visible'), 'yes');
    assert.equal(answer('agent-behavior', 'still-asks'), 'no');
    assert.equal(answer('agent-financial', 'money-bounded'), 'no');
    assert.equal(answer('agent-financial', 'provider-enforces'), 'open');
    assert.equal(answer('server-api-security', 'authenticated'), 'no');
    assert.equal(answer('server-performance', 'checks-still-run'), 'no');
    assert.equal(answer('security-update', 'nothing-else-opens'), 'yes');
    assert.equal(answer('server-integration', 'starts-asked'), 'no');
    assert.equal(answer('server-integration', 'own-name'), 'yes');
    assert.equal(answer('change-policy', 'policy-alone'), 'yes');
    assert.equal(answer('change-policy', 'protections-kept'), 'no');
  });

  it('never say yes about a text whose meaning nobody read', () => {
    const plan = planOf(
      edit('AGENTS.md', '# Правила\n\nНе публикуй.\n', '# Правила\n\nПубликуй сразу.\n'),
    );
    const kept = plan.checklist.find(({ id }) => id === 'protections-kept');
    assert.ok(kept !== undefined);
    assert.notEqual(kept.answer?.result, 'yes');
  });

  it('give commands to copy only for names that are nothing but names', () => {
    const commands = (spec: string): readonly string[] =>
      planOf(
        edit(
          '.vscode/mcp.json',
          '{"servers":{}}',
          JSON.stringify({ servers: { a: { command: 'npx', args: ['-y', spec] } } }),
        ),
      ).tests.flatMap(({ command }) => command ?? []);
    assert.deepEqual(commands('@acme/files-mcp@2.4.1'), [
      'npm view @acme/files-mcp@2.4.1 name version repository.url dist.integrity scripts',
    ]);
    for (const spec of ['a;id@1.0.0', '$(id)', '`id`@1', 'a|b', '--registry=x', 'a b', 'a\nid']) {
      for (const command of commands(spec)) {
        assert.match(
          command,
          /^npm view [\w@./-]+ name version repository\.url dist\.integrity scripts$/,
        );
        assert.ok(!command.includes('id'), command);
      }
    }
  });

  it('say for each client when the edit acts and where it shows', () => {
    const claude = planOfEdit('agent-permission');
    assert.ok(claude.tests.some(({ what }) => what.includes('“/permissions”')));
    assert.ok(claude.steps.some((step) => step.do.includes('Claude Code')));
    const editor = planOfEdit('server-integration');
    assert.ok(editor.steps.some((step) => step.expect?.includes('as soon as the file is')));
    assert.ok(editor.steps.some((step) => step.do.includes('MCP: List Servers')));
    const server = planOfEdit('server-performance');
    assert.ok(server.steps.some((step) => step.expect?.includes('next build')));
    const policy = planOfEdit('change-policy');
    assert.ok(policy.steps.some((step) => step.expect?.includes('merged after it')));
    assert.ok(policy.tests.every(({ id }) => !id.startsWith('seen-in-')));
  });

  it('let a team replace words and add items, and take nothing away', () => {
    const { path, before, after } = templateEdits['agent-permission'];
    const analysis = edit(path, before, after);
    const context = contextOf([{ analysis }], analysis.assessment);
    const plain = planChange(context);
    const plan = planChange(context, [
      {
        template: 'agent-permission',
        questions: [{ id: 'data-class', ask: 'Which class of data can it reach now?' }],
        checklist: [{ id: 'protections-kept', ask: 'Is nothing lost that Ana listed?' }],
        tests: [],
        deployment: [{ id: 'tell-support', when: 'before', do: 'Tell support.' }],
        restoreMinutes: 5,
      },
      {
        template: 'agent-financial',
        questions: [],
        checklist: [{ id: 'not-here', ask: 'Is this about money?' }],
        tests: [],
        deployment: [],
      },
    ]);
    const kept = plan.checklist.find(({ id }) => id === 'protections-kept');
    assert.equal(kept?.ask, 'Is nothing lost that Ana listed?');
    assert.equal(kept.answer?.result, 'no');
    assert.equal(plan.checklist.length, plain.checklist.length);
    assert.ok(plan.questions.some(({ id }) => id === 'data-class'));
    assert.equal(plan.steps[0]?.do, 'Tell support.');
    assert.equal(plan.restoreMinutes, 5);
  });
});
