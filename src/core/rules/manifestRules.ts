import { t } from '@vscode/l10n';
import { isLoopback } from '../facts/endpoint';
import { steersShort } from '../facts/steeringText';
import type { Rule, RuleContext, Severity } from './rule';
import { toolPower } from './toolPower';
import type { TraitChange } from './traitChanges';
import { isLooser, traitRule } from './traitRule';

/** Rules about what a server says of itself to registries, clients and models. */
export const manifestRules: readonly Rule[] = [
  traitRule({
    id: 'manifest/package-or-remote-changed',
    title: t('Manifest points to something else'),
    severity: 'high',
    type: 'infrastructure',
    category: 'server-integration',
    facets: ['manifest.package', 'manifest.endpoint', 'manifest.variable'],
    judge: (found, context) => {
      if (!isLooser(found) || context.baselineText === undefined) return undefined;
      const level = pointsElsewhere(found, context);
      return level === undefined ? undefined : { ...level, factors: {} };
    },
  }),
  traitRule({
    id: 'manifest/tool-text-changed',
    title: t('Text that models read about a tool changed'),
    severity: 'low',
    type: 'code-deployment',
    category: 'agent-prompt',
    heuristic: true,
    facets: ['manifest.tool', 'code.tool'],
    judge: (found, context) => {
      if (!isLooser(found) || isAnnotation(found)) return undefined;
      const { now, old } = found;
      if (now === undefined) return undefined;
      const code = now.facet === 'code.tool';
      // In a program the reader looked at all of the text; what is shown of it is less.
      const steering = code
        ? now.unit !== 'tool' && now.rank === 1 && old?.rank !== 1
        : steersShort(now.value);
      if (context.baselineText === undefined && !(code && steering)) return undefined;
      return {
        severity: steering ? 'high' : 'low',
        because: steering ? t('a tool that gives orders') : t('models read something else'),
        advice: steering
          ? t(
              'A description says what a tool does; this one tells the model what to do besides. Take that out.',
            )
          : t(
              'Models choose and use tools by what stands there. Read it as you would read instructions.',
            ),
        factors: {},
      };
    },
  }),
  traitRule({
    id: 'manifest/tool-annotation-flipped',
    title: t('Tool says it is less dangerous'),
    severity: 'medium',
    type: 'code-deployment',
    category: 'agent-behavior',
    facets: ['manifest.tool', 'code.tool'],
    judge: (found) => {
      if (!isLooser(found) || !isAnnotation(found)) return undefined;
      const name = /tools\[([^\]]{1,80})\]/.exec(found.trait.key)?.[1] ?? '';
      const acts = name !== '' && /destroys|writes/.test(toolPower(name));
      return {
        severity: acts ? 'high' : 'medium',
        because: acts ? t('{0} says it is harmless', name) : t('a tool says it is harmless'),
        advice: t('Check that it is true, or restore it.'),
        factors: {},
      };
    },
  }),
];

function isAnnotation({ trait }: TraitChange): boolean {
  return (
    /(?:Hint|requiresConfirmation|needsApproval)$/.test(trait.key) ||
    trait.unit === 'read-only' ||
    trait.unit === 'destructive'
  );
}

interface Level {
  readonly severity: Severity;
  readonly because: string;
  readonly advice: string;
}

function pointsElsewhere(
  { trait, now, old }: TraitChange,
  context: RuleContext,
): Level | undefined {
  const { key, facet, unit } = trait;
  if (unit === 'sends-to') {
    const host = trait.pointer.split('/').pop() ?? '';
    if (now === undefined || isLoopback(host)) return undefined;
    if (context.baselineText?.includes(`://${host}`) === true) return undefined;
    return {
      severity: 'medium',
      because: t('sends to a new host'),
      advice: t('Make sure who runs it, and what is sent there.'),
    };
  }
  if (/(?:sha256|integrity)$/i.test(key)) {
    if (now !== undefined && newVersion(context)) return undefined;
    return {
      severity: now === undefined ? 'high' : 'critical',
      because: now === undefined ? t('file no longer checked') : t('other content, same version'),
      advice: t(
        'The checksum tells clients that they got the file you meant. Find out why it differs.',
      ),
    };
  }
  if (unit === 'pin') {
    return {
      severity: 'high',
      because: t('version floats'),
      advice: t('Whatever is newest is fetched then. Name an exact version.'),
    };
  }
  if (
    facet === 'manifest.variable' &&
    old?.unit === now?.unit &&
    /^https?:|^wss?:/.test(unit ?? '')
  ) {
    return {
      severity: 'low',
      because: t('another path on the same host'),
      advice: t('Check that it is the same service.'),
    };
  }
  if (facet === 'manifest.variable') {
    return {
      severity: 'medium',
      because:
        unit === 'switch'
          ? t('shown and stored in clear text')
          : t('another value reaches the server'),
      advice: t('Restore it unless this is meant.'),
    };
  }
  if (old === undefined) {
    return {
      severity: 'medium',
      because: t('one more source'),
      advice: t('Clients may fetch or connect to it. Check who runs it.'),
    };
  }
  if (unit === 'guard') {
    return {
      severity: 'high',
      because: t('login or signature gone'),
      advice: t('Restore it, or callers cannot tell whom they talk to.'),
    };
  }
  if (now === undefined) return undefined;
  const about = /(?:repository|mcpName|repository\.\w+)$/.test(key);
  return {
    severity: about ? 'medium' : 'high',
    because: about ? t('another publisher') : t('another source'),
    advice: t(
      'Clients that know this server fetch or connect to something else under the same name. Make sure who runs it.',
    ),
  };
}

/** A release: with a new version the content is another one. */
function newVersion({ changes }: RuleContext): boolean {
  return changes.some(
    ({ detail }) =>
      detail.kind === 'trait' &&
      /(?:^|[.\] ])version$/.test((detail.trait ?? detail.baseline)?.key ?? ''),
  );
}
