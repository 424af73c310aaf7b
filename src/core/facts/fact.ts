import type { TextRange } from '../parse/tree';
import type { AmbiguityFact } from './ambiguityFact';
import type { FolderBreadth } from './folderBreadth';
import type { TraitFacet, TraitFact } from './traitFact';
import type { LockFact } from './lockFile';
import type { PermissionGrammarName } from './permissionGrammars';
import type { HookPhase } from './hookEvents';
import type { SandboxLimits } from './sandboxLimits';
import type { SettingOrder } from './settingOrder';

/** The kind of a fact. Stable: records and reports carry these words. */
export type Facet =
  | 'server'
  | 'server.launch'
  | 'server.package'
  | 'server.endpoint'
  | 'server.transport'
  | 'server.credential'
  | 'server.environment'
  | 'server.filesystem'
  | 'server.tools'
  | 'server.auto-approval'
  | 'server.enabled'
  | 'server.sandbox'
  | 'server.other'
  | 'input'
  | 'credential'
  | 'permission.allow'
  | 'permission.ask'
  | 'permission.deny'
  | 'permission.directory'
  | 'permission.other'
  | 'approval.mode'
  | 'approval.switch'
  | 'sandbox'
  | 'execution'
  | 'plugin'
  | 'hook'
  | 'model'
  | 'environment'
  | 'prompt.guardrail'
  | 'prompt.grant'
  | 'prompt.text'
  | 'prompt.front-matter'
  | 'prompt.import'
  | 'prompt.hidden-text'
  | TraitFacet
  /** A file, or the part of one, whose meaning is not read yet. */
  | 'other';

/** What every fact carries. */
export interface FactBase {
  readonly facet: Facet;
  /** What findings are grouped by for the score: `server:files`, `permissions.deny`, `prompt`. */
  readonly subject: string;
  /** RFC 6901 pointer; Markdown uses headings and positions, e.g. `/Safety/2`. */
  readonly pointer: string;
  /** The value (or key) concerned, never a whole block. */
  readonly range: TextRange;
}

/** What a text value is, as far as secrets go. */
export type ValueKind = 'literal-secret' | 'reference' | 'placeholder' | 'plain' | 'empty';

/** One environment variable, header, or other named value of a server. */
export interface NamedValue {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly pointer: string;
  readonly range: TextRange;
  /** Raw value. Never shown or stored without `maskSecrets`. */
  readonly value: string;
  readonly kind: ValueKind;
  /** The name or value speaks of a credential, whether literal or by reference. */
  readonly sensitive: boolean;
}

export type Pin = 'digest' | 'commit' | 'exact' | 'tag' | 'range' | 'none' | 'unknown';
export type Ecosystem = 'npm' | 'pypi' | 'oci' | 'git' | 'jsr' | 'nuget' | 'go' | 'url';

/** A package a launcher fetches: name and version split, with the place of each in the text. */
export interface PackageSpec {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** The version part as written, without `@` or `==`. Undefined when there is none. */
  readonly version?: string | undefined;
  readonly pin: Pin;
  readonly text: string;
  readonly range: TextRange;
  /** The version part with its separator (`@latest`), or the whole spec when there is none. */
  readonly versionRange: TextRange;
  readonly pointer: string;
}

/** How a local server is started, unwrapped. */
export interface Launch {
  /** Command and arguments as written. */
  readonly argv: readonly string[];
  readonly argvRanges: readonly TextRange[];
  readonly argvPointers: readonly string[];
  /** The first real program after wrappers, lower case without path and `.exe`/`.cmd`. */
  readonly program: string;
  readonly programIndex: number;
  /** Wrappers skipped on the way, e.g. `cmd /c`, `env`. */
  readonly wrappers: readonly string[];
  readonly family:
    'package-runner' | 'container' | 'interpreter' | 'shell' | 'local-program' | 'other';
  readonly package?: PackageSpec | undefined;
  /** The name of the package that the package starts in turn: `@smithery/cli run it`, `mcp-proxy uvx it`. */
  readonly carried?: string | undefined;
  /** A script file an interpreter runs. */
  readonly script?: { readonly path: string; readonly range: TextRange } | undefined;
  readonly inlineCode?: InlineCode | undefined;
}

export interface InlineCode {
  readonly text: string;
  readonly range: TextRange;
  readonly pointer: string;
  readonly shape:
    'fetch-and-run' | 'decode-and-run' | 'shell-script' | 'interpreter-code' | 'simple-command';
}

export interface Endpoint {
  readonly url: string;
  readonly scheme: string;
  /** Host and port as written, variables included. */
  readonly authority: string;
  /** Lower case, without port and trailing dot; undefined when it holds a variable. */
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly loopback: boolean;
  readonly pointer: string;
  readonly range: TextRange;
  readonly schemeRange: TextRange;
  readonly hostRange: TextRange;
}

export interface FilesystemRoot {
  readonly path: string;
  readonly breadth: FolderBreadth;
  readonly readOnly: boolean;
  readonly pointer: string;
  readonly range: TextRange;
}

/** One text of a server entry with its place. */
export interface PlacedValue {
  readonly value: string;
  readonly pointer: string;
  readonly range: TextRange;
}

export interface AutoApproval {
  /** A tool name, or `*` for all. */
  readonly tool: string;
  readonly pointer: string;
  readonly range: TextRange;
}

/** A key of a server entry that no field above covers. Its value is canonical JSON, secrets masked. */
export interface OtherValue {
  readonly key: string;
  readonly canonical: string;
  /** As written; for comparing, never for showing. */
  readonly raw: string;
  readonly pointer: string;
  readonly range: TextRange;
  readonly keyRange: TextRange;
}

/** One MCP server entry, normalised across clients. */
export interface ServerFact extends FactBase {
  readonly facet: 'server';
  readonly name: string;
  readonly nameRange: TextRange;
  /** The whole entry, key included. */
  readonly entryRange: TextRange;
  readonly transport: 'stdio' | 'http' | 'sse' | 'websocket' | 'unknown';
  readonly launch?: Launch | undefined;
  readonly endpoint?: Endpoint | undefined;
  readonly environment: readonly NamedValue[];
  readonly headers: readonly NamedValue[];
  readonly roots: readonly FilesystemRoot[];
  /** Tool filters; undefined list means no filter, which is every tool. */
  readonly includeTools?: readonly string[] | undefined;
  readonly excludeTools?: readonly string[] | undefined;
  readonly toolsRange?: TextRange | undefined;
  readonly autoApprove: readonly AutoApproval[];
  readonly enabled: boolean;
  readonly enabledRange?: TextRange | undefined;
  readonly sandboxed?: boolean | undefined;
  readonly sandboxRange?: TextRange | undefined;
  readonly sandboxLimits?: SandboxLimits | undefined;
  readonly workingDirectory?: string | undefined;
  readonly workingDirectoryRange?: TextRange | undefined;
  /** Rights its login asks for; undefined: the entry names none. */
  readonly scopes?: readonly PlacedValue[] | undefined;
  readonly other: readonly OtherValue[];
}

/** A VS Code `inputs` entry. */
export interface InputFact extends FactBase {
  readonly facet: 'input';
  readonly id: string;
  readonly type: string;
  readonly password: boolean;
  readonly hasDefault: boolean;
  /** The command of VS Code that gives the value, with its arguments. Raw: masked where shown. */
  readonly command?: string | undefined;
}

export interface PermissionRuleFact extends FactBase {
  readonly facet: 'permission.allow' | 'permission.ask' | 'permission.deny';
  /** The rule as written. */
  readonly rule: string;
  /** How the file spells it, where `rule` is a translation. */
  readonly written?: string | undefined;
  readonly grammar: PermissionGrammarName;
  /** Rules of different sets never meet: an agent, a profile, a folder. As people may read it. */
  readonly set?: string | undefined;
  /** For grammars that decide by a number: the higher decides first. */
  readonly priority?: number | undefined;
  /** The whole entry, where the rule is made of several members: it comes and goes as one. */
  readonly entry?: { readonly pointer: string; readonly range: TextRange } | undefined;
}

/** A scalar or list setting that governs power: a mode, a switch, a directory, an executed command. */
export interface SettingFact extends FactBase {
  readonly facet:
    | 'approval.mode'
    | 'approval.switch'
    | 'permission.directory'
    | 'permission.other'
    | 'sandbox'
    | 'execution'
    | 'plugin'
    | 'model'
    | 'environment';
  /** Pairs the fact between the two sides, e.g. `permissions.defaultMode`. */
  readonly key: string;
  /** Canonical value, secrets masked. */
  readonly value: string;
  /** As written, where `value` hides a part of it; for comparing, never for showing. */
  readonly raw?: string | undefined;
  readonly keyRange: TextRange;
  /** It is a part of a text at its pointer, which says more: no edit there is about it alone. */
  readonly within?: boolean | undefined;
  /** False for a key the reader does not know inside an object that governs something. */
  readonly known: boolean;
  /** Why it has no effect where it stands, if so. */
  readonly inert?: string | undefined;
  /** Why some versions ignore it where it stands. It counts all the same. */
  readonly doubt?: string | undefined;
  /** How its values compare; absent where the key alone says it. */
  readonly order?: SettingOrder | undefined;
  /** How much it weighs that it loosens; absent: medium. */
  readonly weight?: 'low' | 'medium' | 'high' | undefined;
}

/** Something that the client runs by itself, with the rights of the user. */
export interface HookFact extends FactBase {
  readonly facet: 'hook';
  /** As the client spells it. */
  readonly event: string;
  /** `*`: no matcher. */
  readonly matcher: string;
  /** What else has to hold; empty: nothing. */
  readonly condition: string;
  /** What runs, secrets masked. */
  readonly command: string;
  /** As written; for comparing, never for showing. */
  readonly raw: string;
  /** The key that holds it: `command`, `powershell`, `prompt`. */
  readonly form: string;
  /** A program, an address that is called, a text for a model, or a tool of a server. */
  readonly action: 'command' | 'address' | 'text' | 'tool' | 'unknown';
  readonly phase: HookPhase;
  /** When it fails, the agent goes on: the default of every client. */
  readonly failsOpen: boolean;
  /** Seconds; undefined: the client's own limit. */
  readonly timeout?: number | undefined;
  /** Nobody waits for it, so it can refuse nothing. */
  readonly background: boolean;
  /** Folder, variables, shell: canonical and masked. */
  readonly surroundings: string;
}

/** The local script behind a hook: what it does, without comments and layout. */
export interface ScriptFact extends FactBase {
  readonly facet: 'hook';
  readonly lines: readonly { readonly text: string; readonly range: TextRange }[];
}

export type GuardrailKind = 'prohibit' | 'gate' | 'limit' | 'duty';
/** What a sentence protects or grants, from what hurts most to what hurts least. */
export type ObjectClass =
  | 'money'
  | 'secret'
  | 'production'
  | 'deletion'
  | 'publishing'
  | 'permission'
  | 'personal-data'
  | 'execution'
  | 'testing'
  | 'work-style'
  | 'formatting'
  | 'general';

/** One sentence of an instruction file. */
export interface SentenceFact extends FactBase {
  readonly facet: 'prompt.guardrail' | 'prompt.grant' | 'prompt.text';
  /** As written, without list marks. */
  readonly text: string;
  /** Lower case, Markdown and punctuation stripped, spaces collapsed. Pairs sentences. */
  readonly normal: string;
  readonly heading: string;
  readonly guardrail?: GuardrailKind | undefined;
  readonly objects: readonly ObjectClass[];
}

/** A front matter key of a prompt file. */
export interface FrontMatterFact extends FactBase {
  readonly facet: 'prompt.front-matter';
  readonly key: string;
  /** Canonical value, secrets masked. */
  readonly value: string;
  /** As written; for comparing, never for showing. */
  readonly raw: string;
  readonly keyRange: TextRange;
  /** Its servers or hooks are facts of their own. */
  readonly readElsewhere?: boolean | undefined;
}

/** Another file whose text an instruction file takes over. */
export interface ImportFact extends FactBase {
  readonly facet: 'prompt.import';
  /** The path as written, without `@`. */
  readonly target: string;
  /** Not part of the project, as far as the path shows it. */
  readonly outside: boolean;
}

export type HiddenClass =
  'tag' | 'selector' | 'bidi' | 'zero-width' | 'filler' | 'control' | 'private-use';

/** One run of characters that a reader cannot see. */
export interface HiddenTextFact extends FactBase {
  readonly facet: 'prompt.hidden-text';
  readonly class: HiddenClass;
  readonly count: number;
  /** The run itself; for comparing, never for showing. */
  readonly raw: string;
  /** The first code points, e.g. `U+200B U+200B`. */
  readonly codePoints: string;
  /** What tag or selector characters spell, when they spell something. */
  readonly decoded?: string | undefined;
  /** The line it stands on with the hidden characters taken out, to tell old from new. */
  readonly lineText: string;
}

/** A literal credential anywhere in the file. */
export interface CredentialFact extends FactBase {
  readonly facet: 'credential';
  /** What kind of credential, e.g. `GitHub token`. */
  readonly provider: string;
  /** Masked: at most the first four characters. */
  readonly masked: string;
  /** The name it is bound to, if any: variable, header, flag, key. */
  readonly name: string;
  readonly certainty: 'format' | 'name' | 'url';
  readonly test: boolean;
  /** Raw value; for fixes and for comparing, never for showing. */
  readonly value: string;
}

/** Everything one text says that matters. */
export interface FileFacts {
  readonly servers: readonly ServerFact[];
  readonly inputs: readonly InputFact[];
  readonly permissionRules: readonly PermissionRuleFact[];
  readonly settings: readonly SettingFact[];
  readonly hooks: readonly HookFact[];
  /** Absent: the file is no script. */
  readonly scripts?: readonly ScriptFact[] | undefined;
  /** Absent: the file can take over no others. */
  readonly imports?: readonly ImportFact[] | undefined;
  readonly sentences: readonly SentenceFact[];
  /** Lines between the sentences of a prompt inside a data file; absent: the file is the prompt. */
  readonly proseCode?: readonly string[] | undefined;
  readonly frontMatter: readonly FrontMatterFact[];
  readonly hiddenText: readonly HiddenTextFact[];
  readonly credentials: readonly CredentialFact[];
  readonly traits: readonly TraitFact[];
  /** Absent: the file is no lockfile. */
  readonly lock?: LockFact | undefined;
  /** Absent: none looked for, because the file is mostly about something else. */
  readonly ambiguities?: readonly AmbiguityFact[] | undefined;
}
