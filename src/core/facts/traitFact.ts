import type { TextRange } from '../parse/tree';

/** Facets whose facts are traits: money, published packages, infrastructure, source. */
export type TraitFacet =
  | 'spend.limit'
  | 'spend.window'
  | 'spend.recipient'
  | 'spend.key'
  | 'spend.approval'
  | 'spend.action'
  | 'spend.other'
  | 'manifest.package'
  | 'manifest.endpoint'
  | 'manifest.variable'
  | 'manifest.tool'
  | 'manifest.part'
  | 'manifest.text'
  | 'dependency'
  | 'dependency.script'
  | 'dependency.source'
  | 'infra.image'
  | 'infra.privilege'
  | 'infra.exposure'
  | 'infra.command'
  | 'infra.mount'
  | 'code.auth'
  | 'code.origin'
  | 'code.cors'
  | 'code.bind'
  | 'code.validation'
  | 'code.rate-limit'
  | 'code.cache'
  | 'code.logging'
  | 'code.tool'
  | 'code.other'
  | 'plugin'
  | 'policy';

/** A container's rights in the one language that all files about containers come down to: its flags. */
export interface ContainerFlag {
  /** As Docker and Podman spell it, long: `--cap-add`. */
  readonly flag: string;
  readonly value: string;
  /** Where flag and value stand. */
  readonly pointers: readonly string[];
  /** Of an agent's own container, not of a server that it calls. */
  readonly ofAgent: boolean;
}

/**
 * One statement that has an order or an identity and nothing more to it: a spending limit, a payee, a
 * base image, the address a server listens on.
 */
export interface TraitFact {
  readonly facet: TraitFacet;
  readonly subject: string;
  readonly pointer: string;
  readonly range: TextRange;
  /** Pairs the fact between the two sides. */
  readonly key: string;
  /** Pairs what is left over: the same thing under another name, e.g. a daily limit made hourly. */
  readonly alike?: string | undefined;
  /** What it is, as the file or a person calls it. */
  readonly title: string;
  /** As shown, secrets masked. */
  readonly value: string;
  /** How much it lets happen, higher is more. Absent: it has no order. */
  readonly rank?: number | undefined;
  /** Ranks compare within one unit only. */
  readonly unit?: string | undefined;
  /** The rank that holds where nothing is said; infinite where a missing limit is no limit. */
  readonly absent: number;
  /** The value that holds where nothing is said, as shown. */
  readonly unsaid?: string | undefined;
  /** Direction of a change to another value of the same rank, or of no rank. */
  readonly moved: 'loosens' | 'tightens' | 'mixed' | 'neutral' | 'unknown';
  /** What is so while it stands there, as the end of a sentence. */
  readonly meaning?: string | undefined;
  /** What it is to the engine that starts a container, where one is opened by it. */
  readonly container?: ContainerFlag | undefined;
  /** Key of the trait that says whether there is a list at all, when it is an item of one. */
  readonly list?: string | undefined;
}
