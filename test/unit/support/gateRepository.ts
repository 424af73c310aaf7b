import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../../../src/node/commandLine';
import type { GateReport, GateReportFailure } from '../../../src/core/report/renderGate';
import { ScratchRepository, type Run } from './scratchRepository';
import { SshKeys } from './sshKeys';

/** Where the servers stand that the tests change. */
export const servers = '.vscode/mcp.json';
export const settings = '.claude/settings.json';

/** A server map; everything but the version is harmless. */
export function serverText(version: string, more = ''): string {
  return `{\n  "servers": {\n    "files": {\n      "command": "npx",\n      "args": ["-y", "@acme/files-mcp@${version}"]\n    }${more}\n  }\n}\n`;
}

/**
 * A policy that requires, with one owner and one from security for what is risky. Demands that a test
 * is not about are off.
 */
export const strictPolicy = `apiVersion: mcp-change/v1
kind: ChangePolicy
version: 1
enforcement: {gate: require}
roles:
  owner: {people: ['email:bob@example.org']}
  security: {people: ['email:bob@example.org', 'email:carol@example.org', 'email:dave@example.org']}
tiers:
  medium: {approvals: {owner: 1}, tests: false, checklist: false, rehearsal: true}
  high: {approvals: {owner: 1, security: 1}, distinct_people: 2, tests: false, checklist: false}
  critical: {approvals: {owner: 1, security: 1}, distinct_people: 2, tests: false, checklist: false}
`;

/** A repository with a policy, people who may sign, and a branch `topic` to work on. */
export class GateRepository extends ScratchRepository {
  private static readonly keys = new SshKeys();
  readonly keys = GateRepository.keys;
  now = new Date('2026-11-22T09:14:00Z');

  /** Alice works here; the others may approve. */
  start(policy: string | null = strictPolicy, more: Readonly<Record<string, string>> = {}): void {
    this.git('config', 'user.name', 'Alice Example');
    this.git('config', 'user.email', 'alice@example.org');
    this.commit({
      [servers]: serverText('2.4.1'),
      [settings]: '{ "permissions": { "allow": [], "deny": ["Read(./.env)"] } }\n',
      'README.md': 'hello\n',
      '.mcp-change/allowed_signers': this.keys.signers({
        'alice@example.org': 'alice',
        'bob@example.org': 'bob',
        'carol@example.org': 'carol',
        'dave@example.org': 'dave',
      }),
      ...(policy === null ? {} : { '.mcp-change/policy.yaml': policy }),
      ...more,
    });
    this.git('checkout', '--quiet', '-b', 'topic');
  }

  override run(...parameters: readonly string[]): Run {
    return this.runWith({}, ...parameters);
  }

  runWith(variables: Readonly<Record<string, string>>, ...parameters: readonly string[]): Run {
    let output = '';
    let errors = '';
    const code = runCommandLine(parameters, {
      write: (text) => (output += text),
      writeError: (text) => (errors += text),
      directory: this.directory,
      color: false,
      width: 80,
      now: () => this.now,
      variables,
    });
    return { code, output, errors };
  }

  /** Edits, records, proposes and commits; returns the id. */
  request(files: Readonly<Record<string, string>>): { readonly id: string; readonly path: string } {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    const written = this.record();
    const { errors } = this.run('propose', written.id);
    if (errors !== '') throw new Error(errors);
    this.commit({});
    return written;
  }

  /** Approves as one of the people and commits the file in their name. */
  approve(id: string, name: string, ...more: readonly string[]): Run {
    const run = this.run(
      'approve',
      id,
      '--base',
      'main',
      '--key',
      this.keys.file(name),
      '--as',
      `email:${name}@example.org`,
      ...more,
    );
    if (run.code === 0) this.commitAs(name);
    return run;
  }

  commitAs(name: string): void {
    this.git('add', '--all');
    this.git(
      '-c',
      `user.name=${name}`,
      '-c',
      `user.email=${name}@example.org`,
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      'x',
    );
  }

  gate(...parameters: readonly string[]): GateReport {
    const { output, errors } = this.run(
      'gate',
      '--base',
      'main',
      '--format',
      'json',
      ...parameters,
    );
    if (errors !== '') throw new Error(errors);
    return JSON.parse(output) as GateReport;
  }

  /** The failures of one check. */
  failures(check: string): readonly GateReportFailure[] {
    return this.gate().failures.filter((failure) => failure.check === check);
  }

  /** The approval files of a record. */
  approvals(id: string): readonly string[] {
    return readdirSync(join(this.directory, '.mcp-change/records'))
      .filter((name) => name.startsWith(id) && name.endsWith('.approval.json'))
      .map((name) => `.mcp-change/records/${name}`);
  }

  edit(path: string, change: (text: string) => string): void {
    this.write(path, change(this.read(path)));
  }
}
