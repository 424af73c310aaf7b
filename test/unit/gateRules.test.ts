import assert from 'node:assert/strict';
import { GateRepository, settings, strictPolicy } from './support/gateRepository';

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
    assert.match(messages(), /It leaves out question ticket: Is there a ticket\?/);
  });

  it('are not those that only the change brings', () => {
    repository.start(asking);
    const { path } = repository.request(loosened);
    const without = repository.read(path);
    repository.commit({ [template]: ticket, [path]: without });
    assert.doesNotMatch(messages(), /ticket/);
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
