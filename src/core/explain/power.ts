import type { Client } from '../surfaces/surface';

/** What a line of the explanation is about, in the order it is shown. */
export const powerKinds = [
  'servers',
  'asking',
  'tools',
  'shell',
  'paths',
  'network',
  'runs',
  'plugins',
  'sandbox',
  'spending',
  'refused',
] as const;

export type PowerKind = (typeof powerKinds)[number];

/** One thing that agents of a client can do, or are kept from. */
export interface Power {
  readonly kind: PowerKind;
  /** For people, secrets masked. */
  readonly text: string;
  /** The file that decides it. */
  readonly path: string;
}

/** What the agents of one client can do when they are started in one folder. */
export interface ClientPowers {
  readonly client: Client;
  /** Relative to the workspace, `''` for the workspace itself. */
  readonly folder: string;
  readonly powers: readonly Power[];
}

export interface ComparedPower extends Power {
  /** `new`: not at the baseline. `gone`: not any more. */
  readonly state: 'same' | 'new' | 'gone';
}

export interface ComparedClient extends Omit<ClientPowers, 'powers'> {
  readonly powers: readonly ComparedPower[];
}
