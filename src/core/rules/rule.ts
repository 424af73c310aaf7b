import type { Change } from '../compare/change';
import type { FileFacts } from '../facts/fact';
import type { Memory } from '../parse/memory';
import type { DataNode, TextRange } from '../parse/tree';
import type { Surface } from '../surfaces/surface';

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
export type ChangeType = 'security-update' | 'configuration' | 'code-deployment' | 'infrastructure';
export type Category =
  | 'agent-behavior'
  | 'agent-prompt'
  | 'agent-permission'
  | 'agent-financial'
  | 'server-api-security'
  | 'server-integration'
  | 'server-performance'
  | 'server-dependency'
  | 'change-policy';

/** One step of context on a finding's score: −4, +4 or +8 points, never without its sentence part. */
export interface Factor {
  readonly points: -4 | 4 | 8;
  /** A few words that complete "+ 4 …", e.g. "starts by itself". */
  readonly because: string;
}

/** The factors of `risk-model.md` 2.2. An absent factor counts 0. */
export interface Factors {
  readonly exposure?: Factor | undefined;
  readonly privilege?: Factor | undefined;
  readonly reversibility?: Factor | undefined;
  readonly provenance?: Factor | undefined;
  /** The same entry was rolled back lately. Known only where records are read. */
  readonly history?: Factor | undefined;
}

export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** A repair of the current text. Comments and layout outside the edits stay. */
export interface Fix {
  readonly id: 'restore' | 'pin' | 'reference' | 'remove' | 'replace';
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Only when applying it can never be wrong. */
  readonly preferred: boolean;
}

/** What a rule says about one place, before the pipeline adds origin, score and fingerprint. */
export interface Detection {
  readonly severity: Severity;
  readonly subject: string;
  readonly pointer: string;
  readonly range: TextRange;
  /** What it speaks for when it supersedes other rules; its own range unless it is a whole entry. */
  readonly covers?: TextRange | undefined;
  /** State rules: the severity when the edit brought it; `severity` is for what was there before. */
  readonly introducedSeverity?: Severity | undefined;
  /** Sentence for the squiggle: what changed or stands, why it matters, what to do. */
  readonly message: string;
  /** A few words that follow the base points in the score sentence, e.g. "pin lost". */
  readonly because: string;
  /** Identity of the thing for the fingerprint: stable when lines move, never a raw secret. */
  readonly entity: string;
  /**
   * What tells an introduced state from an inherited one, when the entity is too coarse for it. May
   * hold raw values: it never leaves the core and is never hashed.
   */
  readonly identity?: string | undefined;
  /** How many places it speaks for, where there are too many to be listed. */
  readonly standsFor?: number | undefined;
  /** For delta rules. */
  readonly change?: Change | undefined;
  readonly factors: Factors;
  /** Lowest tier of the change set when this is introduced. */
  readonly floor?: 'medium' | 'high' | 'critical' | undefined;
  readonly fixes: readonly Fix[];
}

export interface RuleContext {
  readonly path: string;
  readonly surface: Surface;
  /** A template, example or fixture: everything but secrets weighs one step less. */
  readonly example: boolean;
  readonly text: string;
  /** The tree of `text`, for fixes: with thousands of them, none can afford to parse again. */
  readonly root: DataNode | undefined;
  readonly facts: FileFacts;
  readonly baselineText: string | undefined;
  readonly baselineRoot: DataNode | undefined;
  readonly baselineFacts: FileFacts | undefined;
  readonly changes: readonly Change[];
  /** `baselineIdentities` of this baseline, where the caller has kept it. */
  readonly inheritedIdentities?: ReadonlySet<string> | undefined;
  /** What the stages before have worked out. */
  readonly memory?: Memory | undefined;
}

/** A rule is data plus a check. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** `state` judges a text by itself, `delta` judges changes. */
  readonly kind: 'state' | 'delta';
  readonly severity: Severity;
  readonly type: ChangeType;
  readonly category: Category;
  /** `heuristic` findings (prose) stay below critical unless something parsed supports them. */
  readonly confidence: 'deterministic' | 'heuristic';
  /** Rules that stay silent on the same element when this one speaks. */
  readonly supersedes: readonly string[];
  /** Why its findings can never be accepted, as a sentence; absent: they can, for a time. */
  readonly neverAccepted?: string | undefined;
  readonly check: (context: RuleContext) => readonly Detection[];
  /**
   * What only several files show together. Called once for the files of a change set, after `check` saw
   * each of them; what it says about an entity that `check` spoke of replaces that.
   */
  readonly together?: ((set: ChangeSet) => readonly JointDetection[]) | undefined;
}

/** The governed files of one change set. */
export interface ChangeSet {
  readonly changed: readonly RuleContext[];
  /** Governed files beside them that are as they were at the baseline; reading them takes time. */
  readonly around: () => readonly RuleContext[];
  /** What the change says it is, where that is known. */
  readonly declared?: Declaration | undefined;
}

/** How a change was announced: the titles of its commits or of its request. */
export interface Declaration {
  readonly titles: readonly string[];
  /** How many files it changes, governed or not. */
  readonly changedFiles: number;
}

/** A detection in one of several files. */
export interface JointDetection {
  readonly path: string;
  readonly detection: Detection;
}

/** A detection after the pipeline: what reports, diagnostics and records carry. */
export interface Finding extends Detection {
  readonly rule: string;
  readonly title: string;
  readonly type: ChangeType;
  readonly category: Category;
  readonly confidence: 'deterministic' | 'heuristic';
  readonly origin: 'introduced' | 'inherited';
  /** Why it weighs one level less here than elsewhere, in a few words; absent: it does not. */
  readonly lowered?: string | undefined;
  /** (rule, file family, entity): survives moved lines and reformatting. */
  readonly fingerprint: string;
  /** 0…100. */
  readonly score: number;
  readonly tier: Tier;
  /** `42 medium = 30 (pin lost) + 4 starts by itself + …` */
  readonly sentence: string;
}

export type Tier = 'none' | 'low' | 'medium' | 'high' | 'critical';
