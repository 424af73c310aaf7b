import assert from 'node:assert/strict';
import { GateRepository, servers, settings, strictPolicy } from './support/gateRepository';

/** Entries far enough from each other that edits of two of them merge. */
function serverList(version: string, last = '1.0.0'): string {
  return `${JSON.stringify(
    {
      servers: {
        files: { command: 'npx', args: ['-y', `@acme/files-mcp@${version}`] },
        notes: { command: 'npx', args: ['-y', '@acme/notes-mcp@1.0.0'] },
        tasks: { command: 'npx', args: ['-y', `@acme/tasks-mcp@${last}`] },
      },
    },
    undefined,
    2,
  )}\n`;
}

function permissions(allow: string, last = 'npm test'): string {
  return `${JSON.stringify(
    {
      permissions: {
        allow: allow === '' ? [] : [`Bash(${allow}:*)`],
        deny: ['Read(./.env)', 'Read(./secrets/**)'],
        ask: [`Bash(${last})`, 'Bash(git push:*)'],
      },
    },
    undefined,
    2,
  )}\n`;
}

interface Status {
  readonly requests: readonly { readonly state: string; readonly tier: string }[];
}

interface Trial {
  readonly tier: 'medium' | 'high';
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** One more edit. */
  readonly later: string;
  /** Another edit of the same file, on the base branch. */
  readonly onBase: string;
  readonly approvers: readonly string[];
}

const trials: readonly Trial[] = [
  {
    tier: 'medium',
    file: servers,
    before: serverList('2.4.1'),
    after: serverList('latest'),
    later: serverList('next'),
    onBase: serverList('2.4.1', '1.0.1'),
    approvers: ['bob'],
  },
  {
    tier: 'high',
    file: settings,
    before: permissions(''),
    after: permissions('curl'),
    later: permissions('wget'),
    onBase: permissions('', 'npm run test'),
    approvers: ['bob', 'carol'],
  },
];

for (const { tier, file, before, after, later, onBase, approvers } of trials) {
  describe(`An approval of a ${tier} change in a repository`, function () {
    // Dozens of processes each; a busy machine takes its time to start them.
    this.timeout(120_000);

    let repository: GateRepository;
    let id: string;

    beforeEach(() => {
      repository = new GateRepository();
      repository.start(strictPolicy, { [file]: before });
      ({ id } = repository.request({ [file]: after }));
      for (const name of approvers) assert.equal(repository.approve(id, name).code, 0);
    });

    afterEach(() => repository.remove());

    /** What status and gate say; they have to agree. */
    const stands = (request = id): string => {
      const { output } = repository.run('status', request, '--base', 'main', '--format', 'json');
      const [found] = (JSON.parse(output) as Status).requests;
      const { passed, failures } = repository.gate();
      assert.equal(passed, found?.state === 'approved', JSON.stringify(failures));
      return found?.state ?? '';
    };

    const onMain = (files: Readonly<Record<string, string>>): void => {
      repository.git('checkout', '--quiet', 'main');
      repository.commit(files);
      repository.git('checkout', '--quiet', 'topic');
    };

    it('holds as it was given', () => {
      assert.equal(stands(), 'approved');
      const { output } = repository.run('status', id, '--base', 'main', '--format', 'json');
      assert.equal((JSON.parse(output) as Status).requests[0]?.tier, tier);
    });

    it('holds through another commit of the branch', () => {
      repository.commit({ 'src/other.ts': 'export {};\n' });
      assert.equal(stands(), 'approved');
    });

    it('holds while the base moves elsewhere', () => {
      onMain({ 'src/base.ts': 'export {};\n' });
      assert.equal(stands(), 'approved');
    });

    it('ends when the base moves in the same file, though the two merge', () => {
      onMain({ [file]: onBase });
      assert.equal(stands(), 'stale');
    });

    it('ends with a late edit', () => {
      repository.commit({ [file]: later });
      assert.equal(stands(), 'stale');
    });

    it('holds through a rebase', () => {
      onMain({ 'src/base.ts': 'export {};\n' });
      repository.git('rebase', '--quiet', 'main');
      assert.equal(stands(), 'approved');
    });

    it('is given anew after an edit: for the new request, the old one counts no more', () => {
      repository.commit({ [file]: later });
      assert.equal(repository.run('withdraw', id, '--why', 'edited').code, 0);
      const again = repository.request({});
      assert.equal(stands(again.id), 'proposed');
      const [old = ''] = repository.approvals(id);
      repository.commit({ [old.replace(id, again.id)]: repository.read(old) });
      assert.equal(stands(again.id), 'proposed', 'it was given for another request');
      repository.git('rm', '--quiet', old.replace(id, again.id));
      repository.commit({});
      for (const name of approvers) assert.equal(repository.approve(again.id, name).code, 0);
      assert.equal(stands(again.id), 'approved');
    });

    it(`${tier === 'medium' ? 'holds through' : 'ends with'} another layout`, () => {
      repository.commit({ [file]: after.replace(/\n {2}/, '\n\n  ') });
      assert.equal(stands(), tier === 'medium' ? 'approved' : 'stale');
    });
  });
}
