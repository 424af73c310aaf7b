import * as vscode from 'vscode';
import { sha256 } from '../core/record/sha256';
import { BoundedTexts } from './boundedTexts';

const indexName = 'index.json';
/** Behind the name of a file that is being written. */
const partEnding = '.part';
const recentTexts = { entries: 200, characters: 4_000_000 };

/**
 * Texts by their digest in a folder of the extension's own storage, and one index beside them. Where
 * there is no storage, or it cannot be written, everything lasts until the window closes.
 */
export class TextVault {
  /** Read lately or not written yet. */
  private readonly recent = new BoundedTexts(recentTexts);
  private readonly unwritten = new Map<string, string>();
  private readonly stored = new Set<string>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: vscode.Uri | undefined,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The index as it was written last; undefined when there is none. */
  async readIndex(): Promise<string | undefined> {
    if (this.folder === undefined) return undefined;
    let hasIndex = false;
    try {
      // There from the start, or VS Code logs an error for the folder that is looked for.
      await vscode.workspace.fs.createDirectory(this.folder);
      let hasPart = false;
      for (const [name] of await vscode.workspace.fs.readDirectory(this.folder)) {
        if (name.endsWith('.txt')) this.stored.add(digestOf(name));
        if (name === indexName) hasIndex = true;
        if (name === indexName + partEnding) hasPart = true;
        else if (name.endsWith(partEnding)) await vscode.workspace.fs.delete(this.file(name));
      }
      if (hasIndex) return await this.read(indexName);
      // VS Code deletes the old file before it renames the new one: ended in between, that one is whole.
      return hasPart ? await this.read(indexName + partEnding) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps a text; it reaches the disk with the next `write`. */
  put(text: string): string {
    const digest = sha256(text);
    this.recent.set(digest, text);
    if (!this.stored.has(digest)) this.unwritten.set(digest, text);
    return digest;
  }

  /** Undefined when it is not there (any more), or is not what its name says. */
  async get(digest: string): Promise<string | undefined> {
    const known = this.recent.get(digest) ?? this.unwritten.get(digest);
    if (known !== undefined) return known;
    try {
      const text = await this.read(nameOf(digest));
      if (text === undefined || sha256(text) !== digest) return undefined;
      this.recent.set(digest, text);
      return text;
    } catch {
      return undefined;
    }
  }

  /**
   * Writes what is new and removes what nobody needs. One after the other, in the order of the calls.
   *
   * @param index looked up when the writing starts, so that the last call is the one that counts
   */
  write(
    index: () => { readonly text: string; readonly needed: ReadonlySet<string> },
  ): Promise<void> {
    this.writing = this.writing.then(async () => {
      try {
        await this.writeNow(index());
      } catch (error) {
        this.log.warn(`Accepted copies could not be kept: ${String(error)}`);
      }
    });
    return this.writing;
  }

  private async writeNow(index: {
    readonly text: string;
    readonly needed: ReadonlySet<string>;
  }): Promise<void> {
    for (const digest of this.unwritten.keys()) {
      if (!index.needed.has(digest)) this.unwritten.delete(digest);
    }
    if (this.folder === undefined) return;
    const { fs } = vscode.workspace;
    for (const [digest, text] of [...this.unwritten]) {
      await this.writeWhole(nameOf(digest), text);
      this.stored.add(digest);
      this.unwritten.delete(digest);
    }
    await this.writeWhole(indexName, index.text);
    for (const digest of [...this.stored]) {
      if (index.needed.has(digest)) continue;
      this.stored.delete(digest);
      await fs.delete(this.file(nameOf(digest)));
    }
  }

  /** A window may end at any moment: what has the name is whole, or is not there yet. */
  private async writeWhole(name: string, text: string): Promise<void> {
    const { fs } = vscode.workspace;
    const part = this.file(name + partEnding);
    await fs.writeFile(part, new TextEncoder().encode(text));
    await fs.rename(part, this.file(name), { overwrite: true });
  }

  private async read(name: string): Promise<string | undefined> {
    if (this.folder === undefined) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file(name)));
  }

  private file(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder ?? vscode.Uri.file('/'), name);
  }
}

/** `sha256:ab…` without what a file name must not hold. */
function nameOf(digest: string): string {
  return `${digest.replace(/^sha256:/, '').replace(/[^0-9a-f]/g, '')}.txt`;
}

function digestOf(name: string): string {
  return `sha256:${name.replace(/\.txt$/, '')}`;
}
