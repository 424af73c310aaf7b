import { t } from '@vscode/l10n';
import type { DataNode } from '../parse/tree';
import type { FileFacts, PermissionRuleFact, SettingFact } from './fact';
import type { SettingOrder } from './settingOrder';

/** One setting of a client that governs power. Data: a new setting is a new row. */
export interface GovernedSetting {
  /**
   * Where it stands, one step per `/`: a key as it is written, `*` for every key or item, `[name]`
   * for every item of a list, told apart by its member `name`.
   */
  readonly at: string;
  /** It counts only where its value is of this kind. */
  readonly only?: DataNode['kind'] | undefined;
  readonly facet: SettingFact['facet'];
  readonly order: SettingOrder;
  /** How much it weighs that it loosens; absent: medium. */
  readonly weight?: SettingFact['weight'];
  /** Why it has no effect where it stands, if so. */
  readonly inert?: (() => string) | undefined;
  /** The list is written as one text, with this between the items. */
  readonly separator?: string | undefined;
  /** For grants and lists whose items are no plain names: the name of an item, and what limits it. */
  readonly item?: ((node: DataNode) => GrantedItem | undefined) | undefined;
}

export interface GrantedItem {
  readonly name: string;
  readonly limit: string;
}

/** What is known about the settings of one kind of file. */
export interface ClientSettings {
  /** When the statements were true, from the clients' documentation. */
  readonly checked: string;
  readonly settings: readonly GovernedSetting[];
  /** Permission rules, in the order of the file. */
  readonly rules?: ((root: DataNode) => readonly PermissionRuleFact[]) | undefined;
  /** Facts that no place by itself tells. */
  readonly more?: ((text: string, root: DataNode) => Partial<FileFacts>) | undefined;
  /** What `rules` reads, as patterns like `at`: no row has to name it. */
  readonly ruled?: readonly string[] | undefined;
  /** Objects that govern something: a key in them that no row names counts, and is not understood. */
  readonly governs?: readonly string[] | undefined;
  /** Where instructions for a model stand, as patterns like `at`. */
  readonly prose?: readonly string[] | undefined;
  /** Where prompts stand in which `` !`…` `` runs a command, as patterns like `at`. */
  readonly templates?: readonly string[] | undefined;
  /** `hooks` holds commands that run on events. */
  readonly hooks?: boolean | undefined;
  /** `$(…)` in any value is run when the file is loaded. */
  readonly substitutes?: boolean | undefined;
}

/** A switch whose being on is the dangerous side. */
export function opens(
  meaning: () => string,
  more: { readonly absent?: 'true' | 'false'; readonly unasked?: boolean } = {},
): SettingOrder {
  return { kind: 'switch', absent: 'false', on: 'loosens', off: 'tightens', meaning, ...more };
}

/** A switch whose being on protects. */
export function guards(meaning: () => string, absent: 'true' | 'false' = 'false'): SettingOrder {
  return { kind: 'switch', absent, on: 'tightens', off: 'loosens', meaning };
}

/** A switch that protects one way and loosens another. */
export function trades(meaning: () => string, absent: 'true' | 'false' = 'false'): SettingOrder {
  return { kind: 'switch', absent, on: 'mixed', off: 'mixed', meaning };
}

/** Values in their order, strictest first, each with what it does as the end of a sentence. */
export function modes(
  title: () => string,
  values: readonly (readonly [value: string, meaning: () => string])[],
  more: {
    readonly absent: string;
    readonly inherits?: string;
    readonly asking?: string;
    readonly unasked?: readonly string[];
  },
): SettingOrder {
  return {
    kind: 'steps',
    steps: values.map(([value]) => [value]),
    title,
    meaning: (value) => values.find(([known]) => known === value)?.[1](),
    ...more,
  };
}

/** A list that opens something with every item. */
export function allows(title: () => string): SettingOrder {
  return { kind: 'items', added: 'loosens', removed: 'tightens', title };
}

/** A list that closes something with every item. */
export function denies(title: () => string): SettingOrder {
  return { kind: 'items', added: 'tightens', removed: 'loosens', title };
}

/** A list without which everything is let through. */
export function onlyThese(title: () => string): SettingOrder {
  return { kind: 'filter', title };
}

/** Something granted with every entry, each with or without a limit. */
export function grants(title: () => string): SettingOrder {
  return { kind: 'grant', title };
}

/** Something the client starts by itself. */
export function starts(title: () => string): SettingOrder {
  return { kind: 'entry', added: 'loosens', changed: 'loosens', removed: 'tightens', title };
}

/** Something that protects by being there. */
export function protects(title: () => string): SettingOrder {
  return { kind: 'entry', added: 'tightens', changed: 'unknown', removed: 'loosens', title };
}

/** Where something is sent. */
export function sendsTo(title: () => string): SettingOrder {
  return { kind: 'endpoint', title };
}

/** A number that bounds something; without one, or at one of `none`, nothing is bounded. */
export function bounds(
  title: () => string,
  absent = '',
  none: readonly string[] = [''],
): SettingOrder {
  return { kind: 'limit', absent, none, title };
}

/** Something to be looked at, of which nobody can say in general which way it points. */
export function matters(title: () => string): SettingOrder {
  return { kind: 'entry', added: 'unknown', changed: 'unknown', removed: 'unknown', title };
}

/** Something worth knowing that opens and closes nothing. */
export function tells(title: () => string): SettingOrder {
  return { kind: 'entry', added: 'neutral', changed: 'neutral', removed: 'neutral', title };
}

/** The model that thinks: worth knowing, and in itself no power. */
export function modelAt(at: string): GovernedSetting {
  return { at, facet: 'model', order: tells(() => t('Model')) };
}
