import type {
  CredentialFact,
  Facet,
  FrontMatterFact,
  HiddenTextFact,
  HookFact,
  ImportFact,
  InputFact,
  NamedValue,
  PermissionRuleFact,
  ScriptFact,
  SentenceFact,
  ServerFact,
  SettingFact,
  FilesystemRoot,
  AutoApproval,
} from '../facts/fact';
import type { LockEntry } from '../facts/lockFile';
import type { TraitFact } from '../facts/traitFact';
import type { TextRange } from '../parse/tree';
import type { SurfaceKind } from '../surfaces/surface';

export type Direction = 'loosens' | 'tightens' | 'mixed' | 'neutral' | 'unknown';
export type Operation = 'add' | 'remove' | 'replace' | 'move';

/** One fact added, removed or altered between baseline and current. */
export interface Change {
  readonly facet: Facet;
  readonly op: Operation;
  readonly subject: string;
  /** In the current text; for a removal, where it stood in the baseline. */
  readonly pointer: string;
  readonly direction: Direction;
  /** One sentence: what changed, for somebody who does not know the client's syntax. */
  readonly words: string;
  /** Masked. */
  readonly before?: string | undefined;
  /** Masked. */
  readonly after?: string | undefined;
  /** In the current text. For a removal: the key or neighbour nearest to where it stood. */
  readonly range: TextRange;
  /** In the baseline text, when it stood there. */
  readonly baselineRange?: TextRange | undefined;
  readonly detail: ChangeDetail;
}

/** What happened to the version or identity of a package. */
export type PackageStep =
  | 'identity'
  | 'pin-lost'
  | 'pin-gained'
  | 'upgraded'
  | 'downgraded'
  | 'scheme-changed'
  | 'floating-moved';

/** What happened to a package of a lockfile, or to the lockfile. */
export type LockStep =
  /** Other content, same version. */
  | 'content'
  /** No checksum any more. */
  | 'unchecked'
  | 'weakened'
  /** From another place, or as another package. */
  | 'source'
  /** New, and from a place that nothing else comes from. */
  | 'elsewhere'
  /** Nearly everything at once. */
  | 'mirror'
  | 'moved'
  | 'gone';

/** The typed payload that rules judge. */
export type ChangeDetail =
  | {
      readonly kind: 'server-added' | 'server-removed' | 'server-enabled' | 'server-disabled';
      readonly server: ServerFact;
    }
  | {
      /** Another file of the change set lost it, or gained it, as it is here. */
      readonly kind: 'server-moved';
      readonly server: ServerFact;
      /** Path of the other file. */
      readonly elsewhere: string;
    }
  | {
      readonly kind:
        | 'server-renamed'
        | 'server-command'
        | 'server-arguments'
        | 'server-endpoint'
        | 'server-transport'
        | 'server-tools'
        | 'server-scopes'
        | 'server-sandbox';
      readonly server: ServerFact;
      readonly baseline: ServerFact;
    }
  | {
      readonly kind: 'server-package';
      readonly server: ServerFact;
      readonly baseline: ServerFact;
      readonly step: PackageStep;
      /** For upgrades: how far. */
      readonly distance?: 'patch' | 'minor' | 'major' | 'prerelease' | 'unknown' | undefined;
    }
  | {
      readonly kind: 'server-root';
      readonly server: ServerFact;
      readonly root?: FilesystemRoot | undefined;
      readonly baselineRoot?: FilesystemRoot | undefined;
    }
  | {
      readonly kind: 'server-auto-approval';
      readonly server: ServerFact;
      readonly approval: AutoApproval;
      readonly added: boolean;
    }
  | {
      /** A header, environment variable or argument whose value is or was a credential. */
      readonly kind: 'server-credential';
      readonly server: ServerFact;
      readonly value?: NamedValue | undefined;
      readonly baselineValue?: NamedValue | undefined;
      readonly step: 'became-literal' | 'became-reference' | 'added' | 'removed' | 'rotated';
    }
  | {
      readonly kind: 'server-environment';
      readonly server: ServerFact;
      readonly value?: NamedValue | undefined;
      readonly baselineValue?: NamedValue | undefined;
    }
  | {
      readonly kind: 'server-other';
      readonly server: ServerFact;
      readonly key: string;
    }
  | {
      readonly kind: 'input';
      readonly input?: InputFact | undefined;
      readonly baseline?: InputFact | undefined;
    }
  | {
      readonly kind: 'permission';
      readonly list: 'allow' | 'ask' | 'deny';
      readonly effect: 'added' | 'widened' | 'removed' | 'narrowed' | 'restated';
      readonly rule?: PermissionRuleFact | undefined;
      readonly baseline?: PermissionRuleFact | undefined;
      /** Something accepted (allow) or no longer refused (deny) now and not before. */
      readonly witness?: string | undefined;
      /** The action behind the witness, as in `facts/permissionRule.ts`, secrets masked. */
      readonly action?: string | undefined;
      /** For a lost deny: what happens to the same thing now. */
      readonly now?: 'allowed' | 'asked' | 'denied' | undefined;
    }
  | {
      readonly kind: 'setting';
      readonly setting?: SettingFact | undefined;
      readonly baseline?: SettingFact | undefined;
      /** For ordered values: did it reach the loosest step. */
      readonly lastStep: boolean;
      /** Why it has no effect where it stands, if so. */
      readonly inert?: string | undefined;
    }
  | {
      readonly kind: 'hook';
      readonly hook?: HookFact | undefined;
      readonly baseline?: HookFact | undefined;
    }
  | {
      readonly kind: 'import';
      readonly reference?: ImportFact | undefined;
      readonly baseline?: ImportFact | undefined;
    }
  | {
      /** The content of a script that hooks run. */
      readonly kind: 'script';
      readonly script?: ScriptFact | undefined;
      readonly baseline?: ScriptFact | undefined;
    }
  | {
      readonly kind: 'sentence';
      readonly sentence?: SentenceFact | undefined;
      readonly baseline?: SentenceFact | undefined;
      readonly effect:
        | 'guardrail-removed'
        | 'guardrail-weakened'
        | 'guardrail-added'
        | 'guardrail-reworded'
        | 'grant-added'
        | 'grant-removed';
    }
  | {
      /** Everything else that was re-written in the prose of one file, as one change. */
      readonly kind: 'prose';
      readonly added: number;
      readonly removed: number;
      /** Protections that cannot be found any more in a text whose language is not assessed. */
      readonly lost: number;
      /** It tells the agent what to do, rather than something about the project. */
      readonly instructs: boolean;
      /** Something new that can be called names the tools it has. */
      readonly tools: boolean;
    }
  | {
      readonly kind: 'front-matter';
      readonly entry?: FrontMatterFact | undefined;
      readonly baseline?: FrontMatterFact | undefined;
      /** A text that protects is read less often. */
      readonly guards?: boolean;
    }
  | {
      readonly kind: 'lock';
      readonly step: LockStep;
      readonly entry?: LockEntry | undefined;
      readonly baseline?: LockEntry | undefined;
    }
  | {
      readonly kind: 'trait';
      readonly trait?: TraitFact | undefined;
      readonly baseline?: TraitFact | undefined;
    }
  | {
      /** Keys from which no reader takes anything. */
      readonly kind: 'rest';
    }
  | {
      /** A file, or the part of one, whose meaning is not read yet. */
      readonly kind: 'general';
      readonly surfaceKind: SurfaceKind;
    }
  | {
      readonly kind: 'hidden-text';
      readonly hidden?: HiddenTextFact | undefined;
      readonly baseline?: HiddenTextFact | undefined;
    }
  | {
      readonly kind: 'credential';
      readonly credential?: CredentialFact | undefined;
      readonly baseline?: CredentialFact | undefined;
    };
