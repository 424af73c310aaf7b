import { t } from '@vscode/l10n';

/** The checks of the gate (change-model 2.10). */
export type GateCheck =
  | 'G01'
  | 'G02'
  | 'G03'
  | 'G04'
  | 'G05'
  | 'G06'
  | 'G07'
  | 'G08'
  | 'G09'
  | 'G10'
  | 'G11'
  | 'G12'
  | 'G13'
  | 'G15'
  | 'G16'
  | 'G17';

/** One thing that is not as it has to be, with the shortest way to mend it. */
export interface GateFailure {
  readonly check: GateCheck;
  /** Where, relative to the root. */
  readonly path: string;
  /** One-based; left out where the whole file is meant. */
  readonly line?: number | undefined;
  readonly record?: string | undefined;
  readonly message: string;
  readonly mend: string;
  /** It fails the gate even where the policy only advises: nothing else can be believed beside it. */
  readonly always?: boolean | undefined;
  /** The test or question of the record that this is about: lists of them say it once. */
  readonly standing?: { readonly kind: 'test' | 'check'; readonly id: string } | undefined;
}

/** What a check looks at, in a word or two. */
export function gateCheckName(check: GateCheck): string {
  const names: Readonly<Record<GateCheck, string>> = {
    G01: t('coverage'),
    G02: t('file set'),
    G03: t('content'),
    G04: t('meaning'),
    G05: t('findings'),
    G06: t('risk'),
    G07: t('type and lane'),
    G08: t('approvals'),
    G09: t('rollback'),
    G10: t('tests'),
    G11: t('freeze'),
    G12: t('secrets'),
    G13: t('emergency'),
    G15: t('log'),
    G16: t('rules'),
    G17: t('form'),
  };
  return names[check];
}
