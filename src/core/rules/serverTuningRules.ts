import { t } from '@vscode/l10n';
import { hookDanger } from './hookDanger';
import type { Rule, Severity } from './rule';
import { growth } from './serverCodeRules';
import { isLooser, traitRule } from './traitRule';

/** Rules about what bounds, remembers and records, and about what a server is built from. */
export const serverTuningRules: readonly Rule[] = [
  traitRule({
    id: 'perf/limits-loosened',
    title: t('Time limit raised or removed'),
    severity: 'low',
    type: 'configuration',
    category: 'server-performance',
    heuristic: true,
    facets: ['code.rate-limit'],
    judge: ({ trait, now, old }) => {
      if (trait.unit !== 'timeout' || old === undefined) return undefined;
      const before = Number(old.value.replaceAll('_', ''));
      const after = now === undefined ? 0 : Number(now.value.replaceAll('_', ''));
      const gone = after === 0 && before > 0;
      if (!gone && after <= before) return undefined;
      return {
        severity: 'low',
        because: gone ? t('time limit gone') : t('time limit raised'),
        advice: t('What hangs or loops is stopped later. Check that it is needed.'),
        factors: {},
      };
    },
  }),
  traitRule({
    id: 'perf/auth-cache-extended',
    title: t('Decisions about callers are kept longer'),
    severity: 'medium',
    type: 'code-deployment',
    category: 'server-performance',
    heuristic: true,
    facets: ['code.cache'],
    judge: (found) =>
      isLooser(found) && found.trait.unit === 'auth-cache'
        ? {
            severity: growth(found) < 2 ? 'low' : 'medium',
            because: t('rights live longer'),
            advice: t('Keep it as short as the load allows.'),
            factors: {},
          }
        : undefined,
  }),
  traitRule({
    id: 'perf/logging-reduced',
    title: t('Less of what happens is recorded'),
    severity: 'medium',
    type: 'configuration',
    category: 'server-performance',
    heuristic: true,
    facets: ['code.logging'],
    judge: (found) =>
      isLooser(found)
        ? {
            severity: found.trait.unit === 'audit' ? 'medium' : 'low',
            because: found.trait.unit === 'audit' ? t('audit log gone') : t('less is logged'),
            advice: t(
              'After an incident nobody can tell what an agent did. Restore it, or show where it is recorded now.',
            ),
            factors: {},
          }
        : undefined,
  }),
  traitRule({
    id: 'perf/loop-guard-removed',
    title: t('Limit of turns raised or removed'),
    severity: 'medium',
    type: 'configuration',
    category: 'agent-behavior',
    facets: ['spend.limit'],
    judge: (found) => {
      const { trait, old } = found;
      if (!isLooser(found) || trait.unit !== 'turns' || old === undefined) return undefined;
      const severity: Severity = growth(found) < 3 ? 'low' : 'medium';
      return {
        severity,
        because: severity === 'low' ? t('more turns') : t('hardly bounded any more'),
        advice: t(
          'An agent that goes wrong goes on longer before anybody notices, and costs more. Restore it unless the task needs it.',
        ),
        factors: {},
      };
    },
  }),
  traitRule({
    id: 'dep/major-bump',
    title: t('Dependency of a server moved to a new major version'),
    severity: 'low',
    type: 'code-deployment',
    category: 'server-dependency',
    facets: ['dependency'],
    judge: ({ now, old, trait }) => {
      if (now === undefined || old === undefined || /devDependencies/.test(trait.key))
        return undefined;
      const [before, after] = [majorOf(old.value), majorOf(now.value)];
      if (before === undefined || after === undefined || before === after) return undefined;
      const core = coreLibrary.test(trait.key);
      return {
        severity: core && after > before ? 'medium' : 'low',
        because: core
          ? t('new major version of what guards or carries calls')
          : t('new major version'),
        advice: t(
          'A major version may change what is checked and what is a default. Read its notes and run the tests.',
        ),
        factors: {},
      };
    },
  }),
  traitRule({
    id: 'dep/install-script-added',
    title: t('Script that runs on installing'),
    severity: 'high',
    type: 'code-deployment',
    category: 'server-dependency',
    facets: ['dependency.script'],
    judge: (found) => {
      const { now, trait } = found;
      if (!isLooser(found) || now === undefined) return undefined;
      const danger = hookDanger(now.value);
      const grave = danger?.severity === 'critical' || danger?.severity === 'high';
      const usual =
        /^(?:husky(?: install)?|patch-package|tsc\b[^;&|]{0,80}|npm run build|lefthook install)$/.test(
          now.value,
        );
      const own = /(?:prepare|prepublish|prepack)$/.test(trait.key);
      return {
        severity: grave ? danger.severity : usual ? 'low' : own ? 'medium' : 'high',
        because: grave ? danger.because : t('runs on installing'),
        advice: grave
          ? danger.advice
          : t(
              'It runs on every machine that installs this, before anybody has looked. Make it a step that somebody starts.',
            ),
        factors: {},
      };
    },
  }),
  traitRule({
    id: 'dep/registry-or-protection-weakened',
    title: t('Dependency from another source'),
    severity: 'medium',
    type: 'infrastructure',
    category: 'server-dependency',
    facets: ['dependency.source', 'dependency'],
    judge: (found) => {
      const { now, trait } = found;
      if (!isLooser(found) || now === undefined || /^package bin /.test(trait.key))
        return undefined;
      const elsewhere = /^(?:git|https?:|github:|file:|link:|[\w-]+\/[\w-]+)/.test(now.value);
      if (trait.facet === 'dependency' && (!elsewhere || now.rank !== 2)) return undefined;
      const newer = /^[\^~>=]*\d[\w.+-]*$/.test(now.value);
      return {
        severity: elsewhere ? 'high' : newer ? 'low' : 'medium',
        because: elsewhere ? t('not from the registry') : t('another version forced'),
        advice: elsewhere
          ? t(
              'Nobody checks there what a name delivers, and it can change without a new version. Name a release of the registry, or a full commit.',
            )
          : t('It decides for every package that depends on it. Check why it is needed.'),
        factors: {},
      };
    },
  }),
];

/** Libraries that carry calls, check callers or input (rules.json `dep/major-bump`, 2026-11). */
const coreLibrary =
  /modelcontextprotocol|fastmcp|\bmcp(?:-go)?$|auth|jwt|jose|oauth|passport|crypto|helmet|express|fastify|hono|axios|undici|zod|ajv|pydantic/i;

/** The first number of a version or range; of `0.x` the second one too, as both break. */
function majorOf(version: string): number | undefined {
  const match = /^[\^~>=v\s]{0,4}(\d{1,6})(?:\.(\d{1,6}))?/.exec(version);
  if (match === null) return undefined;
  const major = Number(match[1]);
  return major > 0 ? major : Number(match[2] ?? 0) / 1_000_000;
}
