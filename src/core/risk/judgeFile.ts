import { t } from '@vscode/l10n';
import { replaceSecretFormats } from '../facts/findSecretFormats';
import { maskValue } from '../facts/maskSecrets';
import type { Detection, Finding, RuleContext } from '../rules/rule';
import { oneLower } from '../rules/oneLower';
import { runRules, type JudgedDetection } from '../rules/runRules';
import { fingerprintOf } from './fingerprint';
import { scoreFinding, tierWord } from './scoreFinding';

/**
 * The findings of one file: every rule's detections with origin, severity in context, score and
 * fingerprint. Introduced ones first, highest score first; then inherited ones in file order.
 */
export function judgeFile(context: RuleContext): readonly Finding[] {
  return inOrder(runRules(context).map((judged) => toFinding(context, judged)));
}

/** Introduced findings first, highest score first; then inherited ones in file order. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (left, right) =>
      Number(left.origin === 'inherited') - Number(right.origin === 'inherited') ||
      (left.origin === 'introduced' ? right.score - left.score : 0) ||
      left.range.start - right.range.start,
  );
}

/** A detection with severity in context, score and fingerprint. */
export function toFinding(
  context: RuleContext,
  { rule, detection, origin }: JudgedDetection,
): Finding {
  const full =
    origin === 'introduced'
      ? (detection.introducedSeverity ?? detection.severity)
      : detection.severity;
  const calmer = full === 'info' ? undefined : calmerBecause(context, rule.id, detection);
  const severity = calmer === undefined ? full : oneLower(full);
  const because =
    calmer === undefined
      ? detection.because
      : t('{0}; one level lower: {1}', detection.because, calmer);
  const score = scoreFinding({ ...detection, because }, severity, rule.confidence);
  return {
    ...detection,
    floor: isSwitchedOff(context, detection) ? undefined : detection.floor,
    lowered: calmer,
    // A rule masks the values it speaks of; that somebody wrote one where a name goes, none expects.
    message: replaceSecretFormats(detection.message, maskValue),
    fixes: fitsText(context, rule.id)
      ? detection.fixes.map((fix) => ({
          ...fix,
          title: replaceSecretFormats(fix.title, maskValue),
        }))
      : [],
    severity,
    rule: rule.id,
    title: rule.title,
    type: rule.type,
    category: rule.category,
    confidence: rule.confidence,
    origin,
    fingerprint: fingerprintOf(rule.id, context.surface.reader, detection.entity),
    score: score.score,
    tier: score.tier,
    sentence: t('{0} {1} = {2}', tierWord(score.tier), score.score, score.sum),
  };
}

/** Sentences inside a data file have quotes, escapes and indentation that their repair knows nothing of. */
function fitsText({ surface }: RuleContext, rule: string): boolean {
  return (
    surface.format === 'markdown' || !/^prompt\/(?!invisible|hidden|remote|unenforced)/.test(rule)
  );
}

/**
 * Why a finding weighs one level less where it stands: a template is copied and not run, nothing starts a
 * server that is switched off. A secret is leaked all the same.
 */
function calmerBecause(
  context: RuleContext,
  rule: string,
  detection: Detection,
): string | undefined {
  if (rule.startsWith('secret/') || rule === 'mcp/secret-became-literal') return undefined;
  if (context.example) return t('a template or an example');
  return isSwitchedOff(context, detection) ? t('the server is switched off') : undefined;
}

function isSwitchedOff({ facts }: RuleContext, { subject, pointer }: Detection): boolean {
  if (!subject.startsWith('server:')) return false;
  return facts.servers.some(
    (server) =>
      !server.enabled && (pointer === server.pointer || pointer.startsWith(`${server.pointer}/`)),
  );
}
