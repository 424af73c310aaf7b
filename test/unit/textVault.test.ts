import assert from 'node:assert/strict';
import Module from 'node:module';
import type { LogOutputChannel, Uri } from 'vscode';
import { sha256 } from '../../src/core/record/sha256';
import type { TextVault } from '../../src/editor/textVault';

/** The window is gone: nothing after it happens. */
class Ended extends Error {}

/** The file system as VS Code gives it to extensions, which can end in the middle of a call. */
class FakeDisk {
  readonly files = new Map<string, Uint8Array>();
  /** How many half-calls are left; each call has two halves. */
  left = Number.POSITIVE_INFINITY;

  readonly fs = {
    createDirectory: (): Promise<void> => Promise.resolve(),
    readDirectory: (): Promise<[string, number][]> =>
      Promise.resolve([...this.files.keys()].map((name) => [name, 1])),
    readFile: ({ path }: { path: string }): Promise<Uint8Array> => {
      const bytes = this.files.get(path);
      return bytes === undefined ? Promise.reject(new Error('not there')) : Promise.resolve(bytes);
    },
    writeFile: async ({ path }: { path: string }, bytes: Uint8Array): Promise<void> => {
      await this.half(() => this.files.set(path, bytes.slice(0, bytes.length / 2)));
      await this.half(() => this.files.set(path, bytes));
    },
    rename: async (from: { path: string }, to: { path: string }): Promise<void> => {
      await this.half(() => this.files.delete(to.path));
      await this.half(() => {
        this.files.set(to.path, this.files.get(from.path) ?? assert.fail('nothing to rename'));
        this.files.delete(from.path);
      });
    },
    delete: ({ path }: { path: string }): Promise<void> => this.half(() => this.files.delete(path)),
  };

  private half(act: () => unknown): Promise<void> {
    if (this.left <= 0) return Promise.reject(new Ended());
    this.left -= 1;
    act();
    return Promise.resolve();
  }
}

describe('Stored copies of accepted texts', () => {
  const disk: { now: FakeDisk } = { now: new FakeDisk() };
  const folder = { path: '' } as Uri;
  const log = { warn: () => undefined } as unknown as LogOutputChannel;
  let Vault: typeof TextVault;

  type Load = (request: string, ...rest: unknown[]) => unknown;
  const loader = Module as unknown as { _load: Load };
  const real = loader._load;

  before(() => {
    const fake = {
      workspace: {
        get fs(): FakeDisk['fs'] {
          return disk.now.fs;
        },
      },
      Uri: { joinPath: (_folder: Uri, name: string) => ({ path: name }) },
    };
    loader._load = (request, ...rest) =>
      request === 'vscode' ? fake : real.call(loader, request, ...rest);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- after the stand-in is there
    Vault = (require('../../src/editor/textVault') as { TextVault: typeof TextVault }).TextVault;
    loader._load = real;
  });

  const texts = ['first text\n', 'second text\n', 'third text\n'];
  const indexOf = (kept: readonly string[]): { text: string; needed: ReadonlySet<string> } => {
    const digests = kept.map((text) => sha256(text));
    return { text: JSON.stringify(digests), needed: new Set(digests) };
  };

  const keep = async (kept: readonly string[]): Promise<void> => {
    const vault = new Vault(folder, log);
    await vault.readIndex();
    for (const text of kept) vault.put(text);
    await vault.write(() => indexOf(kept));
  };

  it('are never lost or halved, whenever the window ends', async () => {
    let moments = 0;
    for (let left = 0; ; left += 1) {
      disk.now = new FakeDisk();
      await keep(texts.slice(0, 2));
      disk.now.left = left;
      await keep(texts);
      const ended = disk.now.left === 0;
      disk.now.left = Number.POSITIVE_INFINITY;
      const again = new Vault(folder, log);
      const index = await again.readIndex();
      assert.ok(index !== undefined, `no index after ${left}`);
      const named = JSON.parse(index) as readonly string[];
      assert.ok(named.length === 2 || named.length === 3);
      for (const [place, digest] of named.entries()) {
        assert.equal(await again.get(digest), texts[place], `text ${place} after ${left}`);
      }
      // What was cut off is written the next time.
      await keep(texts);
      const healed = new Vault(folder, log);
      assert.equal(await healed.readIndex(), indexOf(texts).text);
      assert.deepEqual(
        [...disk.now.files.keys()].filter((name) => name.endsWith('.part')),
        [],
      );
      assert.equal(await healed.get(sha256('third text\n')), 'third text\n');
      moments += 1;
      if (!ended) break;
    }
    assert.ok(moments >= 8, `${moments} moments`);
  });
});
