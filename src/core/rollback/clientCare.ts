/**
 * What kind of program it is; it decides how its sessions are ended and begun.
 *
 * `terminal` runs in a shell; `editor` is a program of its own with windows; `guest` lives inside an
 * editor; `service` runs on a machine of its own and is started by whoever runs it; `readers` is a text
 * or a file that several clients read; `published` is read by others once it is out there; `policy` is
 * our own.
 */
export type CareKind =
  'terminal' | 'editor' | 'guest' | 'service' | 'readers' | 'published' | 'policy';

/** Where a client keeps one kind of what it was allowed, outside of the governed files. */
export interface RememberedPlace {
  /** `permissions`: what it may do unasked; `servers`: which it may start; `trust`: in the folder. */
  readonly keeps: 'permissions' | 'servers' | 'hooks' | 'trust';
  /**
   * Files in the notation of `userPaths` (`~/`, `{config}/`, `unix:`, `windows:`), or relative to the
   * folder that was opened.
   */
  readonly files?: readonly string[] | undefined;
  /** What in the file: a key, with dots between its parts. */
  readonly key?: string | undefined;
  /** A page of its settings, by the names on the screen. */
  readonly page?: string | undefined;
  /** A command that forgets it. */
  readonly command?: string | undefined;
  /** What is typed into a session to change it. */
  readonly typed?: string | undefined;
}

/**
 * What a rollback has to do about one client besides its files. Data: what is not known is left out,
 * and the runbook then says that it is not documented.
 */
export interface ClientCare {
  readonly kind: CareKind;
  /** When the statements were read. */
  readonly checked: string;
  /** Where: a page without its scheme, a source file or a section of the reference landscape. */
  readonly source: string;
  readonly remembers?: readonly RememberedPlace[] | undefined;
  /** It documents that approvals end with the session. */
  readonly forgetsWithSession?: true | undefined;
  /** Whoever is asked is asked by another program, which keeps the answer. */
  readonly askedElsewhere?: true | undefined;
  /** It never asks, or nothing of its own acts: there is nothing that could be remembered. */
  readonly asksNobody?: true | undefined;
  /** Variable that moves its folder. */
  readonly movedBy?: string | undefined;
  /** Command that signs out of one server; the server's name follows. */
  readonly signOut?: string | undefined;
  /** File that holds the tokens of its servers. */
  readonly tokens?: string | undefined;
  /** What is typed or opened to see what it may do and which servers it runs. */
  readonly shows?: { readonly permissions?: string; readonly servers?: string } | undefined;
  /** Where its past sessions are. */
  readonly sessions?: string | undefined;
  /** Where its agent writes what it wants to remember. */
  readonly memories?: string | undefined;
}
