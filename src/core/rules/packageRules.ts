import { t } from '@vscode/l10n';
import type { Change, ChangeDetail } from '../compare/change';
import { isPinned } from '../compare/versionOrder';
import type { PackageSpec, ServerFact } from '../facts/fact';
import type { Detection, Rule, RuleContext, Severity } from './rule';
import { editDistance } from './editDistance';
import { approvesEverything, holdsCredential, restoreFix, serverFactors } from './serverContext';

type PackageDetail = Extract<ChangeDetail, { kind: 'server-package' }>;

/** Rules about which package runs, and which version of it. */
export const packageRules: readonly Rule[] = [
  {
    id: 'mcp/unpinned-package',
    title: t('Server package without a fixed version'),
    kind: 'state',
    severity: 'low',
    type: 'configuration',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) =>
      context.facts.servers.flatMap((server) => {
        const spec = server.launch?.package;
        return spec === undefined || isPinned(spec) ? [] : [unpinned(context, server, spec)];
      }),
  },
  {
    id: 'mcp/version-pin-lost',
    title: t('Version pin lost'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: ['mcp/unpinned-package', 'mcp/version-upgraded', 'mcp/version-downgrade'],
    check: (context) => packageSteps(context, 'pin-lost', pinLost),
  },
  {
    id: 'mcp/version-upgraded',
    title: t('Version moved up'),
    kind: 'delta',
    severity: 'low',
    type: 'code-deployment',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => packageSteps(context, 'upgraded', upgraded),
  },
  {
    id: 'mcp/version-downgrade',
    title: t('Version moved back'),
    kind: 'delta',
    severity: 'medium',
    type: 'code-deployment',
    category: 'server-dependency',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => [
      ...packageSteps(context, 'downgraded', downgraded),
      ...packageSteps(context, 'scheme-changed', schemeChanged),
    ],
  },
  {
    id: 'mcp/package-identity-changed',
    title: t('Another package behind the same server'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'server-integration',
    confidence: 'deterministic',
    supersedes: [
      'mcp/version-upgraded',
      'mcp/version-downgrade',
      'mcp/version-pin-lost',
      'mcp/unpinned-package',
      'mcp/typosquat-package',
    ],
    check: (context) => packageSteps(context, 'identity', identityChanged),
  },
];

interface PackageStepInput {
  readonly context: RuleContext;
  readonly change: Change;
  readonly detail: PackageDetail;
  readonly before: PackageSpec;
  readonly after: PackageSpec;
}

function packageSteps(
  context: RuleContext,
  step: PackageDetail['step'],
  detect: (
    input: PackageStepInput,
  ) => Omit<Detection, 'subject' | 'pointer' | 'range' | 'entity' | 'change'>,
): readonly Detection[] {
  return context.changes.flatMap((change) => {
    const detail = change.detail;
    if (detail.kind !== 'server-package' || detail.step !== step) return [];
    const before = detail.baseline.launch?.package;
    const after = detail.server.launch?.package;
    if (before === undefined || after === undefined) return [];
    return [
      {
        ...detect({ context, change, detail, before, after }),
        subject: change.subject,
        pointer: change.pointer,
        range: change.range,
        entity: `${detail.server.name} ${before.text} ${after.text}`,
        change,
      },
    ];
  });
}

function unpinned(context: RuleContext, server: ServerFact, spec: PackageSpec): Detection {
  const image = spec.ecosystem === 'oci';
  const tagged = image && spec.pin === 'tag' && spec.version !== 'latest';
  const risky = approvesEverything(server) || server.environment.some(isLiteral);
  const { provenance: _, ...factors } = serverFactors(context, server);
  return {
    severity: tagged ? 'info' : 'low',
    introducedSeverity: tagged ? 'info' : risky ? 'high' : 'medium',
    subject: server.subject,
    pointer: spec.pointer,
    range: spec.versionRange,
    message: image
      ? t(
          '“{0}” runs the image {1}; a tag can be moved to other content. Name the digest (@sha256:…) to fix it.',
          server.name,
          spec.text,
        )
      : t(
          '“{0}” fetches {1} anew; whatever is published next runs on every machine that opens this folder. Name an exact version.',
          server.name,
          spec.text,
        ),
    because: t('no fixed version'),
    entity: `${spec.ecosystem} ${spec.name}`,
    factors,
    fixes: [],
  };
}

function pinLost({ context, change, detail, before, after }: PackageStepInput): StepResult {
  const weak = after.ecosystem === 'oci' && after.pin === 'tag' && after.version !== 'latest';
  const severity: Severity = weak
    ? 'low'
    : holdsCredential(detail.server) || approvesEverything(detail.server)
      ? 'high'
      : 'medium';
  return {
    severity,
    message: t(
      'Version pin lost: {0} → {1}. Whatever is published next runs on every machine that opens this folder. Restore {2}, or name another exact version.',
      before.text,
      after.text,
      before.version ?? before.text,
    ),
    because: t('pin lost'),
    // The credential chose the level already; it may not count twice.
    factors: { ...serverFactors(context, detail.server), reversibility: undefined },
    fixes: restoreFix(context, after.range, change.baselineRange, before.version ?? before.text),
  };
}

function upgraded({ context, change, detail, before, after }: PackageStepInput): StepResult {
  const big = detail.distance === 'major' || detail.distance === 'prerelease';
  return {
    severity: big ? 'medium' : 'low',
    message:
      detail.distance === 'unknown'
        ? t(
            '{0} runs another fixed build: {1} → {2}. Compare its tools once it has started.',
            after.name,
            before.version ?? '',
            after.version ?? '',
          )
        : detail.distance === 'prerelease'
          ? t(
              '{0} moves to a preview version: {1} → {2}. Compare its tools before others get it.',
              after.name,
              before.version ?? '',
              after.version ?? '',
            )
          : big
            ? t(
                '{0} takes a big step: {1} → {2}. Read its release notes and compare its tools before others get it.',
                after.name,
                before.version ?? '',
                after.version ?? '',
              )
            : t(
                '{0} moves up: {1} → {2}. Compare its tools once it has started.',
                after.name,
                before.version ?? '',
                after.version ?? '',
              ),
    because: big ? t('big version step') : t('version moved up'),
    factors: {
      ...serverFactors(context, detail.server),
      privilege: undefined,
      exposure: undefined,
      reversibility: { points: -4, because: t('revert restores everything') },
      provenance: { points: -4, because: t('same publisher, pinned') },
    },
    fixes: restoreFix(context, after.range, change.baselineRange, before.version ?? before.text),
  };
}

function downgraded({ context, change, detail, before, after }: PackageStepInput): StepResult {
  return {
    severity: 'medium',
    message: t(
      '{0} goes back: {1} → {2}. An older version brings back the holes that were closed since. Restore {1} unless the newer one is broken.',
      after.name,
      before.version ?? '',
      after.version ?? '',
    ),
    because: t('older version'),
    factors: {
      privilege: serverFactors(context, detail.server).privilege,
      provenance: { points: -4, because: t('same publisher, pinned') },
    },
    fixes: restoreFix(context, after.range, change.baselineRange, before.version ?? before.text),
  };
}

function schemeChanged({ change, context, before, after }: PackageStepInput): StepResult {
  return {
    severity: 'low',
    message: t(
      '{0} changes how it counts versions: {1} → {2}. Which one is newer cannot be told from the numbers; look it up.',
      after.name,
      before.version ?? '',
      after.version ?? '',
    ),
    because: t('order of versions unknown'),
    factors: {},
    floor: 'medium',
    fixes: restoreFix(context, after.range, change.baselineRange, before.version ?? before.text),
  };
}

function identityChanged({ context, change, detail, before, after }: PackageStepInput): StepResult {
  const plain = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');
  const distance = editDistance(plain(before.name), plain(after.name), 2);
  const lookAlike = distance > 0 && distance <= 2 && before.name.length > 5;
  return {
    severity: lookAlike ? 'critical' : 'high',
    message: lookAlike
      ? t(
          '“{0}” runs a package that only looks like the old one: {1} → {2}. Names this close are a common disguise. Restore {1} unless you are sure.',
          detail.server.name,
          before.name,
          after.name,
        )
      : t(
          '“{0}” runs another package: {1} → {2}. Trust and approvals were given to the old one. Make sure who publishes the new one.',
          detail.server.name,
          before.name,
          after.name,
        ),
    because: lookAlike ? t('look-alike package') : t('other package'),
    factors: {
      ...serverFactors(context, detail.server),
      provenance: lookAlike
        ? { points: 8, because: t('looks like the old name') }
        : { points: 4, because: t('new publisher') },
    },
    floor: 'high',
    fixes: restoreFix(context, after.range, change.baselineRange, before.text),
  };
}

type StepResult = Omit<Detection, 'subject' | 'pointer' | 'range' | 'entity' | 'change'>;

function isLiteral(value: { readonly kind: string }): boolean {
  return value.kind === 'literal-secret';
}
