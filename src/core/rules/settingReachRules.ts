import { t } from '@vscode/l10n';
import type { Change } from '../compare/change';
import { addressOf } from '../compare/settingDirection';
import { isLoopback, isTunnelHost } from '../facts/endpoint';
import { orderOf } from '../facts/settingOrder';
import { removeMemberFix, restoreMemberFix } from './jsonFixes';
import { exposureOfSetting } from './settingSwitchRules';
import type { Detection, Factor, Fix, Rule, RuleContext, Severity } from './rule';

/** Rules about settings that send something elsewhere, or start something by themselves. */
export const settingReachRules: readonly Rule[] = [
  {
    id: 'perm/model-endpoint-redirected',
    title: t('Prompts go to another address'),
    kind: 'delta',
    severity: 'high',
    type: 'configuration',
    category: 'server-api-security',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.changes.flatMap((change) => redirected(context, change)),
  },
  {
    id: 'perm/credential-helper-changed',
    title: t('A setting starts another command'),
    kind: 'delta',
    severity: 'medium',
    type: 'configuration',
    category: 'agent-behavior',
    confidence: 'deterministic',
    supersedes: [],
    check: (context) => context.changes.flatMap((change) => startsAnother(context, change)),
  },
];

/** Makers and resellers of models that many people use (rules.json `perm/model-endpoint-redirected`). */
const knownVendors =
  /(?:^|\.)(?:openai\.com|anthropic\.com|googleapis\.com|azure\.com|amazonaws\.com|mistral\.ai|openrouter\.ai|deepseek\.com|groq\.com|x\.ai|together\.(?:ai|xyz)|fireworks\.ai|z\.ai|bigmodel\.cn|moonshot\.(?:ai|cn)|aliyuncs\.com|githubcopilot\.com|ampcode\.com)$/;

/** Variables of a session that say where prompts go (reference landscape, section 9). */
const addressVariable = /^env\.\w*(?:BASE_URL|API_BASE|API_HOST|OLLAMA_HOST)$/i;

const leavesMachine: Factor = { points: 4, because: t('leaves the machine') };

function redirected(context: RuleContext, change: Change): readonly Detection[] {
  const { detail } = change;
  if (detail.kind !== 'setting' || detail.inert !== undefined) return [];
  const setting = detail.setting;
  if (setting === undefined) return [];
  const sends = orderOf(setting)?.kind === 'endpoint' || addressVariable.test(setting.key);
  if (!sends || change.direction === 'tightens' || change.direction === 'neutral') return [];
  const { host, scheme } = addressOf(setting.value);
  const level = levelOfHost(host, scheme);
  return [
    {
      severity: level.severity,
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: `${change.words} ${level.advice}`,
      because: level.because,
      entity: `address ${setting.key} ${host}`,
      change,
      factors: {
        ...exposureOfSetting(context),
        ...(level.severity === 'low' ? {} : { privilege: leavesMachine }),
      },
      fixes: fixesOf(context, change, setting.key),
    },
  ];
}

interface HostLevel {
  readonly severity: Severity;
  readonly because: string;
  readonly advice: string;
}

function levelOfHost(host: string, scheme: string): HostLevel {
  if (isLoopback(host)) {
    return {
      severity: 'low',
      because: t('a program on this machine'),
      advice: t('Check which program listens there: it reads every prompt and passes it on.'),
    };
  }
  if (knownVendors.test(host) && scheme !== 'http') {
    return {
      severity: 'medium',
      because: t('another vendor: {0}', host),
      advice: t('Code and prompts go to this vendor now. Check that your rules allow it.'),
    };
  }
  const open = scheme === 'http' ? t('It is not encrypted either.') : '';
  const why = isTunnelHost(host)
    ? t('Whoever opened this tunnel reads what arrives.')
    : t('Whoever runs it reads code, prompts and often the key.');
  return {
    severity: 'high',
    because: host === '' ? t('an address that is not known') : t('goes to {0}', host),
    advice: [why, open, t('Restore it unless you know who runs it.')]
      .filter((part) => part !== '')
      .join(' '),
  };
}

function startsAnother(context: RuleContext, change: Change): readonly Detection[] {
  const { detail } = change;
  if (detail.kind !== 'setting' || detail.inert !== undefined) return [];
  const setting = detail.setting;
  if (change.facet !== 'execution' || setting === undefined) return [];
  if (change.direction === 'tightens' || change.direction === 'neutral') return [];
  const cosmetic = /^(?:statusLine|fileSuggestion)\b/.test(setting.key);
  const fetches =
    /\b(?:curl|wget|nc|ncat|socat|invoke-webrequest|iwr)\b|\bbase64\b|\|\s*(?:ba|z)?sh\b|-enc/i.test(
      setting.value,
    );
  // The table of the client says so: inside a container, for one.
  const moved = setting.order?.kind === 'version' && change.op === 'replace';
  const light = cosmetic || moved || setting.weight === 'low';
  return [
    {
      severity: fetches ? 'high' : light ? 'low' : 'medium',
      subject: change.subject,
      pointer: change.pointer,
      range: change.range,
      message: `${change.words} ${
        fetches
          ? t('It reaches for the network or hides what it does. Read it before anybody starts it.')
          : light
            ? t('It starts by itself. Read what it does.')
            : context.surface.client === 'GitHub Actions'
              ? t('It runs with the token and the secrets of the workflow. Read what it does.')
              : t('It runs with the rights of everybody who opens the project. Read what it does.')
      }`,
      because: fetches ? t('fetches or hides something') : t('runs by itself'),
      entity: `starts ${setting.key} ${setting.value}`,
      change,
      factors: {
        ...exposureOfSetting(context),
        ...(light ? {} : { privilege: { points: 4 as const, because: t('runs code') } }),
      },
      fixes: fixesOf(context, change, setting.key),
    },
  ];
}

function fixesOf(context: RuleContext, change: Change, key: string): readonly Fix[] {
  if (change.op !== 'add') {
    const title = t('Restore `{0}`', change.before ?? key);
    return restoreMemberFix(context, change.pointer, change.pointer, title);
  }
  return /\/\d+$/.test(change.pointer)
    ? []
    : removeMemberFix(context, change.pointer, t('Remove `{0}`', key));
}
