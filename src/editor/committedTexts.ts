import * as vscode from 'vscode';
import { BoundedTexts } from './boundedTexts';
import type { GitRepository } from './gitApi';

/** Texts at commits; those of the files being edited are held by their analyses anyway. */
const cachedTexts = { entries: 1_000, characters: 8_000_000 };

/** Git follows fewer than that, and so do file systems. */
const mostLinks = 8;

/** How git keeps a link: its target, without a line end. */
const linkText = /^[^\n\0]{1,1000}$/;

/**
 * A file at a commit. `text` undefined: it did not exist there. `elsewhere`: it is a link to what git
 * does not keep.
 */
export type CommittedText = { readonly text: string | undefined } | { readonly elsewhere: true };

/** The texts of files at commits, read once each. A link is what its target was. */
export class CommittedTexts {
  private readonly texts = new BoundedTexts(cachedTexts);
  /** Whether a text that could be the target of a link is one. */
  private readonly links = new Map<string, boolean>();

  /** @throws when git fails: that says nothing about the file, and the next time may be better */
  async at(repository: GitRepository, commit: string, uri: vscode.Uri): Promise<CommittedText> {
    let place = uri;
    for (let count = 0; count <= mostLinks; count += 1) {
      const text = await this.blob(repository, commit, place);
      if (text === undefined || !(await this.isLink(repository, commit, place, text))) {
        return { text };
      }
      // Where links are checked out as text (Windows), that text is what is compared.
      if (count === 0 && (await isOrdinaryFile(uri))) return { text };
      place = vscode.Uri.joinPath(place, '..', text);
      const isKept = place.path.startsWith(`${repository.rootUri.path}/`) && !text.startsWith('/');
      if (!isKept) return { elsewhere: true };
    }
    return { elsewhere: true };
  }

  /** A file is at one commit what it is at another one. */
  carryOver(uri: vscode.Uri, from: string, to: string): void {
    const before = keyOf(from, uri);
    // The target may be another one even though the link is the same.
    if (this.links.get(before) === true || !this.texts.has(before)) return;
    this.texts.set(keyOf(to, uri), this.texts.get(before));
  }

  private async blob(
    repository: GitRepository,
    commit: string,
    uri: vscode.Uri,
  ): Promise<string | undefined> {
    const key = keyOf(commit, uri);
    if (this.texts.has(key)) return this.texts.get(key);
    const text = await shown(repository, commit, uri);
    this.texts.set(key, text);
    return text;
  }

  private async isLink(
    repository: GitRepository,
    commit: string,
    uri: vscode.Uri,
    text: string,
  ): Promise<boolean> {
    if (!linkText.test(text)) return false;
    const key = keyOf(commit, uri);
    let link = this.links.get(key);
    if (link === undefined) {
      const { mode } = await repository.getObjectDetails(commit, uri.fsPath);
      link = mode === '120000';
      this.links.set(key, link);
    }
    return link;
  }
}

/** Every failure of `show` looks alike ("Could not show object."), so git is asked what it was. */
async function shown(
  repository: GitRepository,
  commit: string,
  uri: vscode.Uri,
): Promise<string | undefined> {
  try {
    return await repository.show(commit, uri.fsPath);
  } catch (error) {
    if (isUnknownPath(error)) return undefined;
  }
  try {
    await repository.getObjectDetails(commit, uri.fsPath);
  } catch (error) {
    if (isUnknownPath(error)) return undefined;
    throw error;
  }
  return repository.show(commit, uri.fsPath);
}

function isUnknownPath(error: unknown): boolean {
  return error instanceof Error && 'gitErrorCode' in error && error.gitErrorCode === 'UnknownPath';
}

async function isOrdinaryFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.File;
  } catch {
    return false;
  }
}

function keyOf(commit: string, uri: vscode.Uri): string {
  return `${commit}:${uri.toString()}`;
}
