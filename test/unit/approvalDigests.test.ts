import assert from 'node:assert/strict';
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { analyzeFile } from '../../src/core/analyze';
import {
  contentDigest,
  intentDigest,
  policyDigest,
  semanticDigest,
} from '../../src/core/record/digests';
import { changeVersions, type TreeState } from '../../src/node/changeVersions';
import { GitRepository } from '../../src/node/gitRepository';
import { recordOf, sampleRecord } from './recordSupport';
import { ScratchRepository } from './support/scratchRepository';

const servers = '.vscode/mcp.json';
const policy = '.mcp-change/policy.yaml';

function serverText(version: string, note = ''): string {
  return `{\n  "servers": {\n    "files": {\n      "command": "npx",\n      "args": ["-y", "@acme/files-mcp@${version}"]\n    }\n  }\n}\n${note}`;
}

describe('What an approval binds to', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let scratch: ScratchRepository;

  beforeEach(() => {
    scratch = new ScratchRepository();
    scratch.commit({
      [servers]: serverText('2.4.1', '\n'.repeat(8)),
      [policy]: 'version: 1\n',
      'README.md': 'hello\n',
    });
    scratch.git('checkout', '--quiet', '-b', 'topic');
    scratch.commit({ [servers]: serverText('latest', '\n'.repeat(8)) });
  });

  afterEach(() => scratch.remove());

  function merged(): {
    readonly repository: GitRepository;
    readonly base: string;
    readonly tree: string;
  } {
    const repository = GitRepository.open(scratch.directory);
    const base = repository.commitOf('main');
    const result = repository.mergeResult(base, repository.commitOf('topic'));
    assert.ok('tree' in result);
    return { repository, base, tree: result.tree };
  }

  function digests(): {
    readonly content: string;
    readonly semantic: string;
    readonly intent: string;
    readonly policy: string;
  } {
    const { repository, base, tree } = merged();
    const stateOf = (name: string): TreeState => ({ name, entries: repository.entriesAt(name) });
    const text = (state: string): string => {
      const reading = repository.textsAt(state, [servers]).get(servers);
      assert.ok(reading !== undefined && 'text' in reading && reading.text !== undefined);
      return reading.text;
    };
    const analysis = analyzeFile({
      path: servers,
      text: text(tree),
      baseline: { text: text(base) },
    });
    assert.ok(analysis);
    const record = recordOf(analysis);
    const blob = repository.entriesAt(base).get(policy)?.blob;
    return {
      content: contentDigest(changeVersions(repository, stateOf(base), stateOf(tree), [servers])),
      semantic: semanticDigest(record.changes),
      intent: intentDigest(record),
      policy: policyDigest(blob === undefined ? [] : [{ path: policy, blob }]),
    };
  }

  const onMain = (files: Readonly<Record<string, string>>): void => {
    scratch.git('checkout', '--quiet', 'main');
    scratch.commit(files);
    scratch.git('checkout', '--quiet', 'topic');
  };

  it('keeps through a commit that touches other files, on either side', () => {
    const before = digests();
    scratch.commit({ 'README.md': 'hello again\n' });
    assert.deepEqual(digests(), before);
    onMain({ 'src/other.ts': 'export {};\n' });
    assert.deepEqual(digests(), before);
  });

  it('keeps through a rebase', () => {
    const before = digests();
    onMain({ 'src/other.ts': 'export {};\n' });
    scratch.git('rebase', '--quiet', 'main');
    assert.deepEqual(digests(), before);
  });

  it('tells another layout from another meaning', () => {
    const before = digests();
    scratch.commit({ [servers]: serverText('latest', '\n'.repeat(9)) });
    const after = digests();
    assert.notEqual(after.content, before.content);
    assert.equal(after.semantic, before.semantic);
  });

  it('ends with one more edit of the governed file', () => {
    const before = digests();
    scratch.commit({ [servers]: serverText('next', '\n'.repeat(8)) });
    const after = digests();
    assert.notEqual(after.content, before.content);
    assert.notEqual(after.semantic, before.semantic);
  });

  it('ends when the base branch changes the same file, though both merge', () => {
    const before = digests();
    onMain({ [servers]: serverText('2.4.1', `${'\n'.repeat(8)}// see the wiki\n`) });
    assert.notEqual(digests().content, before.content);
    // After a rebase the result is the same as the one that git would have made.
    const seen = digests();
    scratch.git('rebase', '--quiet', 'main');
    assert.equal(digests().content, seen.content);
  });

  it('ends with an edit of the plan, and not with what is only seen later', () => {
    const record = sampleRecord();
    const before = intentDigest(record);
    const plan = [{ id: 'T1', what: 'Ask for .env', expect: 'refused' }];
    assert.notEqual(intentDigest({ ...record, tests: { plan } }), before);
    assert.notEqual(intentDigest({ ...record, expires_at: '2027-01-01T00:00:00Z' }), before);
    assert.notEqual(intentDigest({ ...record, why: `${record.why}!` }), before);
    const { rehearsal } = record.rollback;
    const later = { ...record.rollback, rehearsal: { ...rehearsal, result: 'not-run' as const } };
    assert.equal(intentDigest({ ...record, rollback: later }), before);
    const emergency = {
      incident: 'INC-1',
      reason: 'leak',
      declared_by: 'github:alice',
      skipped: [],
      review_due: '2026-11-23T00:00:00Z',
    };
    const declared = intentDigest({ ...record, emergency });
    assert.notEqual(declared, before);
    const reviewed = { at: '2026-11-22T12:00:00Z', by: ['github:bob'], verdict: 'keep' as const };
    assert.equal(intentDigest({ ...record, emergency: { ...emergency, reviewed } }), declared);
  });

  it('ends with a change of the policy on the base branch, not of the one on the branch', () => {
    const before = digests();
    scratch.commit({ [policy]: 'version: 2\n' });
    assert.deepEqual(digests(), before);
    scratch.git('reset', '--quiet', '--hard', 'HEAD~1');
    onMain({ [policy]: 'version: 1 \n' });
    assert.notEqual(digests().policy, before.policy);
    assert.notEqual(policyDigest([]), digests().policy);
  });

  it('ends when a file becomes executable or a link, or the target of a link changes', () => {
    const before = digests();
    scratch.git('update-index', '--chmod=+x', servers);
    scratch.git('commit', '--quiet', '--message', 'x');
    assert.notEqual(digests().content, before.content);
    rmSync(join(scratch.directory, servers));
    writeFileSync(join(scratch.directory, '.vscode/other.json'), serverText('latest'));
    symlinkSync('other.json', join(scratch.directory, servers));
    scratch.commit({});
    const linked = digests().content;
    scratch.commit({ '.vscode/other.json': serverText('latest', '\n') });
    assert.notEqual(digests().content, linked);
  });

  it('ends with any change of any byte of content, plan or policy', () => {
    const record = sampleRecord();
    const hex = fc.stringMatching(/^[0-9a-f]{40}$/);
    const version = fc.record({ mode: fc.constantFrom('100644', '100755'), blob: hex });
    fc.assert(
      fc.property(version, version, fc.nat(39), fc.boolean(), (from, to, place, inFrom) => {
        const flip = ({ mode, blob }: typeof from): typeof from => ({
          mode,
          blob: `${blob.slice(0, place)}${blob[place] === '0' ? '1' : '0'}${blob.slice(place + 1)}`,
        });
        const changed = inFrom ? { from: flip(from), to } : { from, to: flip(to) };
        assert.notEqual(
          contentDigest([{ path: servers, from, to }]),
          contentDigest([{ path: servers, ...changed }]),
        );
        const { blob } = from;
        assert.notEqual(
          policyDigest([{ path: policy, blob }]),
          policyDigest([{ path: policy, blob: flip(from).blob }]),
        );
      }),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), (extra, seed) => {
        const steps = record.rollback.steps.map((step, index) =>
          index === seed % record.rollback.steps.length ? { ...step, do: step.do + extra } : step,
        );
        const rollback = { ...record.rollback, steps };
        assert.notEqual(intentDigest({ ...record, rollback }), intentDigest(record));
        assert.notEqual(intentDigest({ ...record, why: record.why + extra }), intentDigest(record));
      }),
    );
  });
});

describe('The merge result', function () {
  // Dozens of processes each; a busy machine takes its time to start them.
  this.timeout(120_000);

  let scratch: ScratchRepository;

  beforeEach(() => {
    scratch = new ScratchRepository();
    scratch.commit({ [servers]: serverText('2.4.1') });
    scratch.git('checkout', '--quiet', '-b', 'topic');
    scratch.commit({ [servers]: serverText('latest') });
    scratch.git('checkout', '--quiet', 'main');
    scratch.commit({ [servers]: serverText('2.5.0') });
  });

  afterEach(() => scratch.remove());

  const merge = (): ReturnType<GitRepository['mergeResult']> => {
    const repository = GitRepository.open(scratch.directory);
    return repository.mergeResult(repository.commitOf('main'), repository.commitOf('topic'));
  };

  it('names what does not fit, and leaves branch and work tree alone', () => {
    assert.deepEqual(merge(), { conflicts: [servers] });
    assert.equal(scratch.git('status', '--porcelain'), '');
    assert.equal(scratch.read(servers), serverText('2.5.0'));
  });

  it('starts no merge driver of the repository', () => {
    const proof = join(scratch.directory, 'proof');
    scratch.git('config', 'merge.my=driver.driver', `touch ${proof}; cp %B %A`);
    scratch.git('config', 'merge.default', 'my=driver');
    writeFileSync(join(scratch.directory, '.gitattributes'), '*.json merge=my=driver\n');
    assert.deepEqual(merge(), { conflicts: [servers] });
    assert.ok(!existsSync(proof));
  });

  it('says so when the histories never met', () => {
    scratch.git('checkout', '--quiet', '--orphan', 'other');
    scratch.commit({ 'a.txt': 'a\n' });
    const repository = GitRepository.open(scratch.directory);
    assert.throws(
      () => repository.mergeResult(repository.commitOf('main'), repository.commitOf('other')),
      /no common commit/,
    );
  });
});
