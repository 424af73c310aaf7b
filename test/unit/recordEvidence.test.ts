import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { addEvidence, contentNow, removeEvidence } from '../../src/core/record/addEvidence';
import type { ChangeRecord } from '../../src/core/record/changeRecord';
import { standingsOf } from '../../src/core/record/evidence';
import { isOneLine } from '../../src/core/record/isOneLine';
import { parseRecord } from '../../src/core/record/parseRecord';
import { runCommandLine, type ExitCode } from '../../src/node/commandLine';
import { createSampleWorkspace } from '../host/sampleWorkspace';

interface Run {
  readonly code: ExitCode;
  readonly output: string;
  readonly errors: string;
}

describe('Evidence', () => {
  let directory: string;
  let id: string;
  let path: string;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mcp-change-'));
    await createSampleWorkspace(directory);
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function run(...parameters: readonly string[]): Run {
    let output = '';
    let errors = '';
    const code = runCommandLine(parameters, {
      write: (text) => (output += text),
      writeError: (text) => (errors += text),
      directory,
      color: false,
      width: 80,
      now: () => new Date('2026-11-22T09:14:00Z'),
    });
    return { code, output, errors };
  }

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }

  function record(): ChangeRecord {
    const { record: read, problems } = parseRecord(readFileSync(join(directory, path), 'utf8'));
    assert.deepEqual(problems, []);
    assert.ok(read !== undefined);
    return read;
  }

  function create(): void {
    const { output, errors } = run(
      'record',
      '--why',
      'Let the docs agent write',
      '--format',
      'json',
    );
    const written = JSON.parse(output) as { id: string; path: string };
    assert.equal(errors, '');
    ({ id, path } = written);
  }

  function state(test: string, content?: string): string | undefined {
    return standingsOf(record(), content).find((standing) => standing.id === test)?.state;
  }

  it('is written for what a person ticked off, and leaves the rest of the record alone', () => {
    create();
    assert.equal(state('near-miss'), 'open');
    const commented = readFileSync(join(directory, path), 'utf8').replace(
      '\nwhy:',
      '\n# Ana asked.\nwhy:',
    );
    write(path, commented);
    const { output, code } = run(
      'test',
      id,
      '--passed',
      'near-miss',
      '--note',
      'Three tried, all asked.',
    );
    assert.equal(code, 1, 'others are open');
    assert.match(output, /near-miss: ✔ passed \(email:/);
    assert.equal(state('near-miss'), 'passed');
    const after = readFileSync(join(directory, path), 'utf8');
    assert.match(after, /# Ana asked\./);
    const [entry] = record().tests?.evidence?.filter(({ test }) => test === 'near-miss') ?? [];
    assert.equal(entry?.content_digest, record().subject.content_digest);
    assert.equal(entry.note, 'Three tried, all asked.');
    const added = after.split('\n').filter((line) => !commented.split('\n').includes(line));
    assert.ok(added.length <= 7, added.join('\n'));
  });

  it('counts the last result for the same content', () => {
    create();
    run('test', id, '--passed', 'near-miss');
    run('test', id, '--failed', 'near-miss', '--note', 'The other host answered.');
    assert.equal(state('near-miss'), 'failed');
    run('test', id, '--passed', 'own-leash');
    assert.equal(state('own-leash'), 'passed');
  });

  it('goes with the tick: the last result for this content, and no other', () => {
    create();
    const untouched = readFileSync(join(directory, path), 'utf8');
    run('test', id, '--passed', 'near-miss');
    const { content_digest: content } = record().subject;
    const removed = removeEvidence(
      readFileSync(join(directory, path), 'utf8'),
      'near-miss',
      content,
    );
    assert.deepEqual(parseRecord(removed.text ?? '').record, parseRecord(untouched).record);
    const nothing = removeEvidence(untouched, 'near-miss', content);
    assert.match(nothing.problem ?? '', /no result of “near-miss”/);
    const other = `sha256:${'0'.repeat(64)}`;
    assert.match(removeEvidence(untouched, 'parses', other).problem ?? '', /no result/);
  });

  it('is void for other content, and says so', () => {
    create();
    run('test', id, '--passed', 'near-miss');
    write('.mcp.json', '{"mcpServers":{}}');
    const settings = readFileSync(join(directory, '.claude/settings.json'), 'utf8');
    write('.claude/settings.json', settings.replace('"allow": [', '"allow": ["Bash(make)",'));
    const { output } = run('test', id);
    assert.match(output, /The files differ from what the record was written for/);
    assert.match(output, /near-miss: ☐ open, the last result was for other content/);
    const content = contentNow(record(), (file) => readFileSync(join(directory, file), 'utf8'));
    assert.notEqual(content, record().subject.content_digest);
    assert.equal(state('near-miss', content), 'void');
    assert.match(run('show', id).output, /no longer what this was written for/);
  });

  it('refuses what nobody planned, what runs by itself, and a failure without a word', () => {
    create();
    assert.match(run('test', id, '--passed', 'nothing').errors, /has no test “nothing”. It has: /);
    assert.match(run('test', id, '--passed', 'nothing-hidden').errors, /runs by itself/);
    assert.match(run('test', id, '--failed', 'near-miss').errors, /--note TEXT is needed/);
    assert.match(run('test', id, '--passed', 'a', '--failed', 'b').errors, /not both/);
    const before = record();
    const text = readFileSync(join(directory, path), 'utf8');
    const secret = ['ghp', 'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7c'].join('_');
    const noted = addEvidence(text, {
      test: 'near-miss',
      result: 'passed',
      at: before.created_at,
      by: 'github:alice',
      note: `with ${secret}\u200b`,
      content_digest: before.subject.content_digest,
    });
    assert.ok(noted.text !== undefined && !noted.text.includes(secret.slice(8)));
    assert.deepEqual(parseRecord(noted.text).problems, []);
  });

  it('types a command only when it is one line that shows what it is', () => {
    assert.ok(isOneLine('npm view @acme/files-mcp@2.4.1 name version'));
    for (const command of ['a\nb', 'a\rb', 'a\tb', 'a\u001b[201~b', 'a\u202eb', 'x'.repeat(600)]) {
      assert.ok(!isOneLine(command), JSON.stringify(command));
    }
  });

  it('is written anew by a proposal for what is proposed', () => {
    create();
    const servers = readFileSync(join(directory, '.vscode/mcp.json'), 'utf8');
    write('.vscode/mcp.json', `${servers}, {`);
    assert.equal(run('propose', id).errors, '');
    assert.ok(
      record().tests?.evidence?.some(
        ({ test, result }) => test === 'reads-in-its-client' && result === 'failed',
      ),
    );
  });

  it('runs again what reads and compares, and starts nothing', () => {
    create();
    const count = record().tests?.evidence?.length;
    run('test', id);
    assert.equal(record().tests?.evidence?.length, count, 'the same results are not written twice');
    const servers = readFileSync(join(directory, '.vscode/mcp.json'), 'utf8');
    write('.vscode/mcp.json', `${servers}, {`);
    run('test', id);
    const broken = record().tests?.evidence?.at(-1);
    assert.ok(
      record().tests?.evidence?.some(
        ({ test, result, by }) =>
          test === 'reads-in-its-client' && result === 'failed' && by === 'mcp-change',
      ),
      JSON.stringify(broken),
    );
  });

  it('uses the templates of the team, and says which of them it cannot read', () => {
    write(
      '.mcp-change/templates/agent-permission.yaml',
      'apiVersion: mcp-change/v1\nkind: ChangeTemplate\nchecklist:\n  - id: data-class\n    ask: Is the class of data known?\n',
    );
    create();
    assert.ok(record().review?.checklist.some((item) => item.id === 'data-class'));
    rmSync(join(directory, '.mcp-change/records'), { recursive: true });
    write('.mcp-change/templates/agent-permission.yaml', 'checklist: none\n');
    const { errors } = run('record', '--why', 'Let the docs agent write');
    assert.match(errors, /agent-permission\.yaml is not used, the built-in template holds\. ./);
  });
});
