import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Validator, type Schema } from '@cfworker/json-schema';
import { parseRecord } from '../../src/core/record/parseRecord';
import {
  GateRepository,
  servers,
  serverText,
  settings,
  strictPolicy,
} from './support/gateRepository';

const loosened = { [servers]: serverText('latest') };

const schema = JSON.parse(
  readFileSync(resolve(__dirname, '..', '..', 'schemas', 'gate.schema.json'), 'utf8'),
) as Schema;

function validate(report: unknown): readonly string[] {
  return new Validator(schema, '2020-12').validate(report).errors.map(({ error }) => error);
}

describe('mcp-change gate', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let repository: GateRepository;

  beforeEach(() => {
    repository = new GateRepository();
  });

  afterEach(() => repository.remove());

  const checks = (): readonly string[] => [
    ...new Set(repository.gate().failures.map(({ check }) => check)),
  ];

  it('passes what nobody governs, and what only tightens, without any form', () => {
    repository.start();
    repository.commit({ 'README.md': 'hello again\n' });
    assert.deepEqual(
      repository.run('gate', '--base', 'main').output,
      'No change in governed files.\n',
    );
    repository.commit({
      [settings]: '{ "permissions": { "allow": [], "deny": ["Read(./.env)", "Bash(rm:*)"] } }\n',
    });
    const { code, output } = repository.run('gate', '--base', 'main');
    assert.equal(code, 0, output);
    assert.match(output, /nothing here loosens anything/);
    assert.match(output, /Passed\.\n$/);
  });

  it('passes an edit that is recorded, proposed and approved by who is needed', () => {
    repository.start();
    const { id } = repository.request(loosened);
    assert.deepEqual(checks(), ['G08']);
    assert.equal(repository.approve(id, 'bob').code, 0);
    const { code, output } = repository.run('gate', '--base', 'main');
    assert.equal(code, 0, output);
    assert.match(output, new RegExp(`${id} .* approved`));
    assert.match(output, /✔ email:bob@example\.org \(owner/);
    assert.deepEqual(validate(repository.gate()), []);
  });

  it('G01: asks for a record where none speaks for a change, and for one only', () => {
    repository.start();
    repository.commit(loosened);
    const [failure] = repository.failures('G01');
    assert.equal(failure?.path, servers);
    assert.deepEqual(validate(repository.gate()), []);
    assert.match(failure.message, /No record speaks for: .*fixed version/);
    assert.match(failure.mend, /mcp-change record/);
    const first = repository.record();
    repository.commit({});
    const text = repository.read(first.path);
    const other = first.id.slice(0, -6) + 'zzzzzz';
    repository.commit({
      [first.path.replace(first.id, other)]: text.replaceAll(first.id, other),
    });
    assert.match(repository.failures('G01')[0]?.message ?? '', /both speak for a change/);
  });

  it('G01: takes no record for one that was given up', () => {
    repository.start();
    const { id } = repository.request(loosened);
    assert.equal(repository.run('withdraw', id, '--why', 'not now').code, 0);
    repository.commit({});
    assert.match(
      repository.failures('G01')[0]?.message ?? '',
      /is withdrawn and speaks for nothing/,
    );
  });

  it('G02: refuses a record that lists a file the change leaves alone', () => {
    repository.start();
    repository.request({
      ...loosened,
      [settings]: '{ "permissions": { "allow": ["Bash(curl:*)"] } }\n',
    });
    repository.git('checkout', '--quiet', 'main', '--', settings);
    repository.commit({});
    assert.match(repository.failures('G02')[0]?.message ?? '', /does not touch/);
  });

  it('G03: sees an edit after the record, and an edit of the base', () => {
    repository.start();
    repository.request({ [servers]: serverText('latest', '\n'.repeat(9)) });
    repository.commit({ [servers]: serverText('next', '\n'.repeat(9)) });
    assert.match(repository.failures('G03')[0]?.message ?? '', /was edited after/);
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    assert.deepEqual(repository.failures('G03'), []);
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ [servers]: `// see the wiki\n${serverText('2.4.1')}` });
    repository.git('checkout', '--quiet', 'topic');
    repository.git('rebase', '--quiet', 'main');
    assert.match(repository.failures('G03')[0]?.message ?? '', /another file on the base branch/);
  });

  it('G04 to G07: recomputes meaning, findings, risk, categories and lane', () => {
    repository.start();
    const { path } = repository.request(loosened);
    const honest = repository.read(path);
    const lie = (change: (text: string) => string): readonly string[] => {
      repository.commit({ [path]: change(honest) });
      return checks().filter((check) => check !== 'G08');
    };
    assert.deepEqual(
      lie((text) => text),
      [],
    );
    assert.deepEqual(
      lie((text) => text.replace(/^ {2}tier: \w+$/m, '  tier: low')),
      ['G06'],
    );
    assert.deepEqual(
      lie((text) => text.replace(/^findings:\n(?: .*\n)+/m, 'findings: []\n')),
      ['G05'],
    );
    assert.deepEqual(
      lie((text) => text.replaceAll(/^( {4}severity): \w+$/gm, '$1: info')),
      ['G05'],
    );
    assert.deepEqual(
      lie((text) => text.replace(/^categories:\n(?: .*\n)+/m, 'categories:\n  - agent-prompt\n')),
      ['G07'],
    );
    assert.deepEqual(
      lie((text) => text.replace(/^lane: .*$/m, 'lane: standard')),
      ['G07'],
    );
    assert.ok(lie((text) => text.replaceAll('server.package', 'server.other')).length > 0);
  });

  it('G09: tries the rollback on the merge result, and wants the baseline on the base', () => {
    repository.start();
    const { path } = repository.request(loosened);
    const honest = repository.read(path);
    repository.commit({
      [path]: honest.replace(
        /restored_sha256: "?sha256:[0-9a-f]{64}"?/,
        `restored_sha256: sha256:${'0'.repeat(64)}`,
      ),
    });
    assert.match(repository.failures('G09')[0]?.message ?? '', /ends in another text/);
    const head = repository.git('rev-parse', 'HEAD').trim();
    repository.commit({
      [path]: honest.replace(/baseline_commit: .*/, `baseline_commit: ${head}`),
    });
    assert.match(repository.failures('G09')[0]?.message ?? '', /no commit of the base branch/);
    repository.commit({ [path]: honest.replace(/^( {4}result): passed$/m, '$1: not-run') });
    assert.match(repository.failures('G09')[0]?.message ?? '', /not rehearsed/);
    const full = honest.replace('reversibility: partial', 'reversibility: full');
    repository.commit({ [path]: full });
    assert.match(repository.failures('G09')[0]?.message ?? '', /promises too much/);
    const silent = full.replace(
      /^ {2}residue:\n(?:.*\n)*?(?= {2}verify:)/m,
      "  residue:\n    - kind: none\n      what: Nothing stays behind.\n      handling: ''\n",
    );
    assert.notEqual(silent, full);
    repository.commit({ [path]: silent });
    assert.match(repository.failures('G09')[0]?.message ?? '', /promises too much.*lets happen/);
  });

  it('G10: wants every test of the templates, with a result for this content', () => {
    repository.start(strictPolicy.replaceAll('tests: false', 'tests: true'));
    const { path } = repository.request(loosened);
    const honest = repository.read(path);
    const { record } = parseRecord(honest);
    assert.ok(record?.tests);
    const open = record.tests.plan.filter(
      ({ id }) => !record.tests?.evidence?.some(({ test }) => test === id),
    );
    assert.ok(open.length > 0);
    const withResults = (result: string, digest: string): string =>
      honest.replace(
        /^ {2}evidence:\n/m,
        (key) =>
          `${key}${open.map(({ id }) => `    - {test: ${id}, result: ${result}, at: "2026-11-22T09:00:00Z", content_digest: "${digest}"}\n`).join('')}`,
      );
    const message = (): string => repository.failures('G10')[0]?.message ?? '';
    const content = record.subject.content_digest;
    assert.match(message(), /is open/);
    repository.commit({ [path]: withResults('failed', content) });
    assert.match(message(), /failed/);
    repository.commit({ [path]: withResults('passed', `sha256:${'0'.repeat(64)}`) });
    assert.match(message(), /other content/);
    repository.commit({ [path]: withResults('passed', content) });
    assert.equal(message(), '');
    repository.commit({ [path]: honest.replace(/^tests:\n(?: .*\n)+/m, '') });
    assert.match(message(), /leaves out test/);
  });

  it('G10: believes no answer of the machine that the machine does not give', () => {
    repository.start(strictPolicy.replaceAll('checklist: false', 'checklist: true'));
    const { path } = repository.request(loosened);
    const honest = repository.read(path);
    assert.match(honest, /^ {4}- id: .*\n {6}ask: .*\n(?! {6}answer: yes)/m);
    const messages = (): string =>
      repository
        .failures('G10')
        .map(({ message }) => message)
        .join('\n');
    assert.match(messages(), /Question .* is open/);
    repository.commit({
      [path]: honest
        .replaceAll(/^ {6}answer: "?no"?$/gm, '      answer: "yes"')
        .replaceAll(/^( {4}- id: .*\n {6}ask: .*\n)(?! {6}answer)/gm, '$1      answer: "yes"\n'),
    });
    assert.match(messages(), /The machine does not say yes/);
  });

  it('G11: lets nothing loosen in a freeze, with or without a record', () => {
    const freeze = `freeze:\n  - {name: year end, from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z"}\n`;
    repository.start(strictPolicy + freeze);
    repository.commit(loosened);
    assert.match(repository.failures('G11')[0]?.message ?? '', /year end/);
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    repository.request(loosened);
    assert.match(repository.failures('G11')[0]?.message ?? '', /year end/);
    repository.now = new Date('2026-12-02T00:00:00Z');
    assert.deepEqual(repository.failures('G11'), []);
  });

  it('G12, G15 and G17: fails on form, a credential or a changed log even where it only advises', () => {
    repository.start(null);
    const { path, id } = repository.request(loosened);
    const honest = repository.read(path);
    const verdict = (text: string): readonly string[] => {
      repository.commit({ [path]: text });
      const { passed, failures } = repository.gate();
      const blocking = failures.filter(({ blocks }) => blocks).map(({ check }) => check);
      assert.equal(passed, blocking.length === 0);
      return [...new Set(blocking)];
    };
    assert.deepEqual(verdict(honest), []);
    assert.deepEqual(verdict(`${honest}\nunknown: 1\n`), ['G17']);
    assert.deepEqual(verdict(honest.replace(/^why: .*$/m, `why: ghp_${'a1B2'.repeat(9)}`)), [
      'G12',
    ]);
    assert.deepEqual(verdict(honest.replace('event: created', 'event: imported')), ['G15']);
    repository.commit({ [path]: honest });
    repository.git('mv', path, path.replace(id, 'CHG-20261122-zzzzzz'));
    repository.commit({});
    assert.deepEqual(
      repository.failures('G17').map(({ message }) => message),
      [`Its name does not start with its id, ${id}.`],
    );
  });

  it('G13: wants to know which emergency, who let it through, and when it ends and is reviewed', () => {
    repository.start(
      `${strictPolicy.replace('roles:', "roles:\n  on-call: {people: ['email:dave@example.org']}")}emergency: {approvals: {on-call: 1}}\n`,
    );
    repository.write(servers, serverText('latest'));
    const { id, path } = repository.record();
    const honest = repository.read(path);
    const declare = (lines: string, more = ''): string => {
      repository.commit({
        [path]: honest
          .replace(/^lane: .*$/m, 'lane: emergency')
          .replace(/^status: .*$/m, 'status: emergency-active')
          .replace(
            /^audit_log:/m,
            `emergency:\n  incident: INC-7\n  reason: The pinned version is broken\n  declared_by: email:alice@example.org\n  skipped: [tests]\n  review_due: "2026-11-23T09:14:00Z"\n${lines}audit_log:`,
          )
          .replace(/^created_at: .*$/m, (line) => `${line}${more}`),
      });
      return repository
        .failures('G13')
        .map(({ message }) => message)
        .join('\n');
    };
    const end = '\nexpires_at: "2026-11-24T00:00:00Z"';
    assert.match(declare(''), /Nobody is named who authorised it.*\n.*no end is named/s);
    assert.match(declare('  authorised_by: email:alice@example.org\n', end), /cannot authorise it/);
    assert.match(
      declare('  containment_only: true\n  authorised_by: email:dave@example.org\n', end),
      /says that it only contains, but it loosens/,
    );
    const late = '\nexpires_at: "2026-12-24T00:00:00Z"';
    assert.match(declare('  authorised_by: email:dave@example.org\n', late), /ends after 72 hours/);
    assert.equal(declare('  authorised_by: email:dave@example.org\n', end), '');
    assert.equal(repository.approve(id, 'dave').code, 0);
    const { output, code } = repository.run('gate', '--base', 'main');
    assert.equal(code, 0, output);
    assert.match(output, /emergency-active/);
    repository.now = new Date('2026-11-23T10:00:00Z');
    assert.match(repository.failures('G13')[0]?.message ?? '', /review was due/);
    assert.match(repository.run('status', '--base', 'main').output, /emergency-overdue/);
  });

  it('only advises without a policy, and says what it would ask', () => {
    repository.start(null);
    repository.commit(loosened);
    const { code, output } = repository.run('gate', '--base', 'main');
    assert.equal(code, 0, output);
    assert.match(output, /! G01 coverage {2}\.vscode\/mcp\.json/);
    assert.match(output, /the policy only advises\. It would ask for 1 more/);
  });

  it('takes the rules from the base, so that nobody names himself in the change he wants', () => {
    repository.start();
    const { id } = repository.request(loosened);
    repository.edit('.mcp-change/policy.yaml', (text) =>
      text.replace('enforcement: {gate: require}', 'enforcement: {gate: advise}'),
    );
    repository.commit({
      '.mcp-change/allowed_signers': repository.keys.signers({ 'bob@example.org': 'mallory' }),
    });
    const forged = repository.run(
      'approve',
      id,
      '--base',
      'main',
      '--key',
      repository.keys.file('mallory'),
      '--as',
      'email:bob@example.org',
    );
    assert.equal(forged.code, 1);
    assert.match(forged.output, /not in the list of allowed signers on the base branch/);
    const { passed, enforcement } = repository.gate();
    assert.equal(passed, false);
    assert.equal(enforcement, 'require');
  });

  it('says what is in the way: conflicts, refs, wrong use', () => {
    repository.start();
    repository.commit(loosened);
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ [servers]: serverText('2.5.0') });
    repository.git('checkout', '--quiet', 'topic');
    const conflict = repository.run('gate', '--base', 'main');
    assert.equal(conflict.code, 2);
    assert.match(conflict.errors, /main and HEAD do not merge: both changed \.vscode\/mcp\.json/);
    assert.equal(repository.run('gate').code, 2);
    assert.equal(repository.run('gate', '--base', 'nowhere').code, 2);
    assert.equal(repository.run('gate', '--base', 'main', 'file').code, 2);
  });

  it('speaks SARIF', () => {
    repository.start();
    repository.commit(loosened);
    const { output, code } = repository.run('gate', '--base', 'main', '--format', 'sarif');
    assert.equal(code, 1);
    const { runs } = JSON.parse(output) as {
      runs: { results: { ruleId: string; level: string }[] }[];
    };
    assert.deepEqual(
      runs[0]?.results.map(({ ruleId, level }) => [ruleId, level]),
      [['gate/G01', 'error']],
    );
  });
});
