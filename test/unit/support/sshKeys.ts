import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Keys made for one test, with the list of allowed signers. */
export class SshKeys {
  readonly folder = mkdtempSync(join(tmpdir(), 'mcp-change-keys-'));

  /** The private key of a name; made when it is first asked for. */
  file(name: string): string {
    const path = join(this.folder, name);
    if (!this.made.has(name)) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path]);
      this.made.add(name);
    }
    return path;
  }

  publicKey(name: string): string {
    return readFileSync(`${this.file(name)}.pub`, 'utf8').trim();
  }

  /** Lines `principals [options] key` from pairs of principals, with options, and the key's name. */
  signers(lines: Readonly<Record<string, string>>): string {
    return Object.entries(lines)
      .map(([principals, name]) => `${principals} ${this.publicKey(name)}\n`)
      .join('');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private readonly made = new Set<string>();
}
