import assert from 'node:assert/strict';
import {
  GateRepository,
  servers,
  serverText,
  settings,
  strictPolicy,
} from './support/gateRepository';

const loosened = {
  [settings]: '{ "permissions": { "allow": ["Bash(curl:*)"], "deny": ["Read(./.env)"] } }\n',
};
const template = '.mcp-change/templates/agent-permission.yaml';
const ticket =
  'apiVersion: mcp-change/v1\nkind: ChangeTemplate\nchecklist:\n  - id: ticket\n    ask: Is there a ticket?\n';
const asking = strictPolicy.replaceAll('checklist: false', 'checklist: true');

describe('The rules that mcp-change gate takes', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
  });

  afterEach(() => repository.remove());

  const messages = (): string =>
    repository
      .failures('G10')
      .map(({ message }) => message)
      .join('\n');

  it('are the templates of the base: what the team asks there has to be answered', () => {
    repository.start(asking, { [template]: ticket });
    repository.request(loosened);
    assert.match(messages(), /Question ticket is open: Is there a ticket\?/);
  });

  it('are not gone with a template that the change itself takes out', () => {
    repository.start(asking, { [template]: ticket });
    repository.git('rm', '--quiet', template);
    repository.request(loosened);
    assert.match(
      messages(),
      /It leaves out question ticket of \.mcp-change\/templates\/agent-permission\.yaml: Is there a ticket\?/,
    );
  });

  it('are not those that only the change brings', () => {
    repository.start(asking);
    const { path } = repository.request(loosened);
    const without = repository.read(path);
    repository.commit({ [template]: ticket, [path]: without });
    assert.doesNotMatch(messages(), /ticket/);
  });

  it('keep request and approval through another layout at medium risk, not through another meaning', () => {
    repository.start();
    const { id } = repository.request({ [servers]: serverText('latest') });
    assert.equal(repository.approve(id, 'bob').code, 0);
    assert.deepEqual(repository.gate().failures, []);
    repository.commit({ [servers]: serverText('latest').replace('"command": ', '"command":   ') });
    assert.deepEqual(repository.gate().failures, []);
    assert.match(repository.run('status', id).output, /approved/);
    repository.commit({ [servers]: serverText('next') });
    const checks = repository.gate().failures.map(({ check }) => check);
    assert.ok(checks.includes('G01') && checks.includes('G03'), checks.join());
  });

  it('take results for the text before another layout and after it, and for no other', () => {
    repository.start(asking.replaceAll('tests: false', 'tests: true'));
    const { id } = repository.request({ [servers]: serverText('latest') });
    const open = (): readonly string[] =>
      repository
        .failures('G10')
        .flatMap(({ message }) => /^\w+ (\S+) is open/.exec(message)?.[1] ?? []);
    const [first = '', second = '', ...others] = open();
    assert.ok(second !== '');
    repository.run('test', id, '--passed', first);
    repository.commit({ [servers]: serverText('latest').replace('"command": ', '"command":   ') });
    repository.run('test', id, '--passed', second);
    repository.commit({});
    assert.deepEqual(open(), others);
    repository.commit({ [servers]: serverText('next') });
    assert.match(repository.failures('G03')[0]?.message ?? '', /edited after/);
  });

  it('end request and approval with another layout where the risk is high', () => {
    repository.start();
    const { id } = repository.request(loosened);
    assert.equal(repository.approve(id, 'bob').code, 0);
    assert.equal(repository.approve(id, 'carol').code, 0);
    assert.deepEqual(repository.failures('G08'), []);
    repository.commit({ [settings]: loosened[settings].replace('"deny": ', '"deny":   ') });
    assert.match(repository.failures('G03')[0]?.message ?? '', /edited after/);
    assert.match(repository.failures('G08')[0]?.message ?? '', /laid out anew|Needs/);
  });

  it('end a request when the base changes the same file, though the two merge', () => {
    const many = (version: string, last: string): string =>
      JSON.stringify(
        {
          servers: {
            files: { command: 'npx', args: ['-y', `@acme/files-mcp@${version}`] },
            notes: { command: 'npx', args: ['-y', '@acme/notes-mcp@1.0.0'] },
            tasks: { command: 'npx', args: ['-y', `@acme/tasks-mcp@${last}`] },
          },
        },
        null,
        2,
      ) + '\n';
    repository.start(strictPolicy, { [servers]: many('2.4.1', '1.0.0') });
    const { id } = repository.request({ [servers]: many('latest', '1.0.0') });
    assert.equal(repository.approve(id, 'bob').code, 0);
    assert.deepEqual(repository.failures('G08'), []);
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ [servers]: many('2.4.1', '1.0.1') });
    repository.git('checkout', '--quiet', 'topic');
    assert.match(repository.failures('G03')[0]?.message ?? '', /another file on the base branch/);
  });

  it('count the open tests and checks of a request once in its status', () => {
    repository.start(asking.replaceAll('tests: false', 'tests: true'));
    const { id } = repository.request(loosened);
    const all = repository.run('status').output;
    assert.match(all, /☐ \d+ tests and checks are open: mcp-change test CHG-/);
    assert.doesNotMatch(all, /Test \S+ is open/);
    assert.match(repository.run('status', id).output, /^ {6}Test \S+ is open/m);
  });
});
