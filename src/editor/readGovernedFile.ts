import * as vscode from 'vscode';

/** More than any configuration; such a file is somebody's data, and reading it would stall the host. */
const largestFile = 5_000_000;

/** A file as it is on disk. */
export interface FileReading {
  /** Undefined: there is no file, or nothing of it could be read. */
  readonly text: string | undefined;
  /**
   * Why it could not be read, or not all of it, and what to do. There is a file then, whatever `text`
   * says.
   */
  readonly problem?: string;
  /** What it holds may change without an event: VS Code does not watch the target. */
  readonly isLink: boolean;
}

/** Reads a file that is not open. What cannot be read is told from what is not there. */
export async function readGovernedFile(uri: vscode.Uri): Promise<FileReading> {
  let isLink = false;
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    isLink = (type & vscode.FileType.SymbolicLink) !== 0;
    if ((type & vscode.FileType.Directory) !== 0) return { text: undefined, isLink: false };
    if (type === vscode.FileType.SymbolicLink) {
      return unread(
        isLink,
        vscode.l10n.t('It is a link whose target does not exist. Mend the link or delete it.'),
      );
    }
    if (size > largestFile) {
      return unread(
        isLink,
        vscode.l10n.t(
          'It has {0} MB, more than the {1} MB that are read. Move what is no configuration out of it.',
          (size / 1e6).toFixed(1),
          largestFile / 1e6,
        ),
      );
    }
    return { ...decoded(await vscode.workspace.fs.readFile(uri)), isLink };
  } catch (error) {
    const problem = problemOf(error);
    return problem === undefined ? { text: undefined, isLink } : unread(isLink, problem);
  }
}

function unread(isLink: boolean, problem: string): FileReading {
  return { text: undefined, problem, isLink };
}

/** What a client would make of the bytes: most replace what is no UTF-8 and read on. */
function decoded(bytes: Uint8Array): { readonly text: string; readonly problem?: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      text: new TextDecoder().decode(bytes),
      problem: bytes.includes(0)
        ? vscode.l10n.t('It is no text: it holds binary data. Put back a text file.')
        : vscode.l10n.t('It is not valid UTF-8. Save it with the encoding UTF-8.'),
    };
  }
}

/** Undefined: there is no file. */
function problemOf(error: unknown): string | undefined {
  const { code, message } = error instanceof Error ? coded(error) : { code: '', message: '' };
  if (/ELOOP|too many symbolic links/i.test(message)) {
    return vscode.l10n.t('It is a link that leads back to itself. Mend the link or delete it.');
  }
  switch (code) {
    case 'FileNotFound':
      return undefined;
    case 'NoPermissions':
      return vscode.l10n.t('It may not be read: permission denied. Allow yourself to read it.');
    case 'FileIsADirectory':
    case 'FileNotADirectory':
      return undefined;
    default:
      return vscode.l10n.t(
        'It could not be read ({0}). Look at it by hand.',
        message.slice(0, 200),
      );
  }
}

function coded(error: Error): { readonly code: string; readonly message: string } {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}
