import { t } from '@vscode/l10n';
import type { Change, LockStep } from '../compare/change';
import type { LockFact } from '../facts/lockFile';
import type { TraitFact } from '../facts/traitFact';
import type { ChangeSet, Detection, JointDetection, Rule, RuleContext, Severity } from './rule';
import { restoreFix } from './serverContext';
import { detectTrait, traitsThatChanged, type TraitChange } from './traitChanges';

/** Rules about lockfiles: they say what is really installed. */
export const lockRules: readonly Rule[] = [
  {
    id: 'dep/integrity-changed',
    title: t('Same version, other content or origin'),
    kind: 'delta',
    severity: 'critical',
    type: 'code-deployment',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: ['dep/lockfile-mismatch'],
    check: (context) => context.changes.flatMap((change) => contentChanged(context, change)),
  },
  {
    id: 'dep/lockfile-mismatch',
    title: t('Manifest and lockfile disagree'),
    kind: 'delta',
    severity: 'medium',
    type: 'code-deployment',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => [
      ...context.changes.flatMap((change) => lockGone(context, change)),
      ...traitsThatChanged(context, ['dependency']).flatMap((found) => lessFixed(context, found)),
    ],
    together: notFollowed,
  },
];

interface Level {
  readonly severity: Severity;
  readonly because: () => string;
  readonly advice: () => string;
}

const asReleased = (): string =>
  t('A release never changes. Find out who replaced it before anybody installs this.');

const levels: Readonly<Record<Exclude<LockStep, 'moved' | 'gone'>, Level>> = {
  content: {
    severity: 'critical',
    because: () => t('other content, same version'),
    advice: asReleased,
  },
  source: {
    severity: 'critical',
    because: () => t('another origin, same version'),
    advice: asReleased,
  },
  elsewhere: {
    severity: 'high',
    because: () => t('a package from elsewhere'),
    advice: () => t('Make sure you know who runs that place, or take it from the registry.'),
  },
  unchecked: {
    severity: 'high',
    because: () => t('no longer checked'),
    advice: () => t('Whatever is served under this version is installed. Restore the checksum.'),
  },
  weakened: {
    severity: 'high',
    because: () => t('checked less'),
    advice: () => t('Other content with the same weak checksum can be made. Restore the old one.'),
  },
  mirror: {
    severity: 'medium',
    because: () => t('the whole lockfile at once'),
    advice: () =>
      t('A mirror or another checksum format looks like this. Make sure that is what it is.'),
  },
};

function contentChanged(context: RuleContext, change: Change): readonly Detection[] {
  const { detail } = change;
  if (detail.kind !== 'lock' || detail.step === 'moved' || detail.step === 'gone') return [];
  const { severity, because, advice } = levels[detail.step];
  const { entry, baseline } = detail;
  // The checksum stayed: it is the same content, wherever it is fetched.
  const checked =
    detail.step === 'source' &&
    entry?.integrity !== undefined &&
    entry.integrity === baseline?.integrity;
  // Like for like: an address for an address, one checksum for one checksum.
  const old = baseline?.integrity;
  const sum = entry?.integrity !== undefined && old !== undefined && !old.includes(' ');
  const back = detail.step === 'source' ? baseline?.sourceRange : sum ? baseline?.range : undefined;
  return [
    {
      severity: checked ? 'high' : severity,
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: `${change.words} ${advice()}`,
      because: checked ? t('another origin, same checksum') : because(),
      entity: `lock ${entry?.name ?? ''} ${entry?.version ?? ''} ${detail.step}`,
      change,
      factors: { privilege: { points: 4, because: t('runs code') } },
      fixes:
        detail.step === 'mirror' || back === undefined
          ? []
          : restoreFix(context, change.range, back, entry?.name ?? t('the entry')),
    },
  ];
}

function lockGone(context: RuleContext, change: Change): readonly Detection[] {
  if (change.detail.kind !== 'lock' || change.detail.step !== 'gone') return [];
  return [
    {
      severity: 'high',
      subject: change.subject,
      pointer: '',
      range: change.range,
      message: `${change.words} ${t('Restore it, unless another one takes its place.')}`,
      because: t('lockfile gone'),
      entity: 'lockfile gone',
      change,
      factors: {},
      fixes: [],
    },
  ];
}

/** A checksum of a requirement that is gone, or an install that no longer keeps to the lockfile. */
function lessFixed(context: RuleContext, found: TraitChange): readonly Detection[] {
  const { change, trait, now } = found;
  if (change.direction !== 'loosens') return [];
  if (trait.unit === 'frozen-install') {
    return [
      detectTrait(context, found, {
        severity: 'high',
        because: t('installs what is newest'),
        advice: t('It takes newer versions than the lockfile names. Put the strict form back.'),
        factors: {},
      }),
    ];
  }
  if (trait.unit !== 'requirement-hash' || now !== undefined) return [];
  const required = context.facts.traits.find(({ key }) => key === requirementOf(trait));
  if (required === undefined) return [];
  const detection = detectTrait(context, found, {
    severity: 'high',
    because: t('no longer checked'),
    advice: t('Whatever is served under this version is installed. Restore the checksum.'),
    factors: {},
  });
  return [{ ...detection, range: required.range }];
}

function requirementOf({ key }: TraitFact): string {
  return key.replace(/^requirement hash /, 'requirement ');
}

/** A manifest asks for something that its lockfile does not know of yet. */
function notFollowed(set: ChangeSet): readonly JointDetection[] {
  return set.changed.flatMap((context) => {
    const asked = context.surface.id === 'package-json' ? changedRequests(context) : [];
    if (asked.length === 0) return [];
    const lock = lockBeside(set, context);
    if (lock === undefined || lock.fact.asked.size === 0) return [];
    return asked.flatMap(({ name, value, change }): readonly JointDetection[] => {
      const known = lock.fact.asked.get(name);
      if (known?.includes(value) === true) return [];
      const detection: Detection = {
        severity: 'medium',
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        message: t(
          '{0} asks for {1} {2}; {3} was made for {4}. What was reviewed is not what will run: install again and commit both.',
          context.path,
          name,
          value,
          lock.path,
          known?.join(', ') ?? t('nothing of that name'),
        ),
        because: t('lockfile not updated'),
        entity: `lock of ${name}`,
        change,
        factors: {},
        fixes: [],
      };
      return [{ path: context.path, detection }];
    });
  });
}

interface Request {
  readonly name: string;
  readonly value: string;
  readonly change: Change;
}

function changedRequests(context: RuleContext): readonly Request[] {
  return traitsThatChanged(context, ['dependency']).flatMap(({ now, change }) => {
    // Peers are installed by whoever uses the package.
    const name = /^package (?:d|devD|optionalD)ependencies (.+)$/.exec(now?.key ?? '')?.[1];
    // Of the workspace itself: nothing is fetched.
    if (now === undefined || name === undefined) return [];
    if (/^(?:workspace|file|link|portal|catalog):/.test(now.value)) return [];
    return [{ name, value: now.value, change }];
  });
}

/** The lockfile in the same folder: one further up, of workspaces, says more than one manifest asks. */
function lockBeside(
  set: ChangeSet,
  { path }: RuleContext,
): { readonly path: string; readonly fact: LockFact } | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const found = [...set.changed, ...set.around()].flatMap((other) => {
    const { lock } = other.facts;
    const place = other.path.slice(0, other.path.lastIndexOf('/') + 1);
    return lock !== undefined && place === folder ? [{ path: other.path, fact: lock }] : [];
  });
  return found[0];
}
