import assert from 'node:assert/strict';
import { GateRepository, settings, strictPolicy } from './support/gateRepository';

const policy = '.mcp-change/policy.yaml';
const reply = 'support/reply.txt';
const governing = strictPolicy.replace(
  'enforcement:',
  "govern:\n  prompt: ['support/*.txt']\nenforcement:",
);
const guarded = 'Never send mail without asking.\n';
const open = 'Send mail whenever you like.\n';

describe('mcp-change with files that a policy governs', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
  });

  afterEach(() => repository.remove());

  it('lists, compares, records and takes them back', () => {
    repository.start(governing, { [reply]: guarded });
    repository.write(reply, open);
    const report = JSON.parse(repository.run('scan', '--format', 'json').output) as {
      readonly files: readonly { readonly path: string; readonly surface: string }[];
    };
    assert.equal(report.files.find(({ path }) => path === reply)?.surface, 'policy-prompt');
    assert.match(repository.run('scan', reply).output, /1 governed file/);
    assert.match(repository.run('diff').output, /support\/reply\.txt .*\n.*Protection removed/);
    const { id } = repository.record();
    const { code, output } = repository.run('rollback', id, '--apply');
    assert.equal(code, 0, output);
    assert.equal(repository.read(reply), guarded);
  });

  it('asks at the gate by the policy of the base alone', () => {
    repository.start(governing, { [reply]: guarded });
    repository.commit({ [reply]: open, [policy]: strictPolicy });
    const paths = repository.failures('G01').map(({ path }) => path);
    assert.ok(
      paths.includes(reply),
      'what a change takes out of the policy is governed all the same',
    );
    assert.equal(repository.failures('G16').length > 0, true);
  });

  it('does not govern at the gate yet what the change itself names', () => {
    repository.start(strictPolicy, { [reply]: guarded });
    repository.commit({ [policy]: governing, [reply]: open });
    const paths = repository.failures('G01').map(({ path }) => path);
    assert.equal(paths.includes(reply), false);
    assert.deepEqual(repository.failures('G16'), []);
    assert.equal(paths.includes(settings), false);
  });

  it('hides no finding and no change, however little a policy asks', () => {
    const told = (text: string | null): unknown => {
      repository.remove();
      repository = new GateRepository();
      repository.start(text);
      repository.commit({ [settings]: '{ "permissions": { "allow": ["Bash(curl:*)"] } }\n' });
      const { output } = repository.run('diff', '--base', 'main', '--format', 'json');
      const { files, tier, score } = JSON.parse(output) as {
        readonly files: readonly {
          readonly path: string;
          readonly findings: unknown;
          readonly changes: unknown;
        }[];
        readonly tier: string;
        readonly score: number;
      };
      const file = files.find(({ path }) => path === settings);
      return { tier, score, findings: file?.findings, changes: file?.changes };
    };
    const nothing =
      '{ approvals: {}, record: false, tests: false, checklist: false, rehearsal: false }';
    const loose = `apiVersion: mcp-change/v1\nkind: ChangePolicy\nversion: 1\ntiers: { medium: ${nothing}, high: ${nothing}, critical: ${nothing} }\n`;
    const before = told(null);
    assert.match(JSON.stringify(before), /perm\//);
    assert.deepEqual(told(loose), before);
  });
});
