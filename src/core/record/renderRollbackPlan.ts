import { t } from '@vscode/l10n';
import type { Residue, RollbackPlan, RunbookStep } from '../rollback/rollbackPlan';
import { cleanValue } from './cleanText';
import { code, prose } from './safeMarkdown';
import { loadYaml } from '../parse/yamlDocument';

/**
 * A rollback plan as text to insert: Markdown for a runbook or a pull request, YAML for a machine.
 * Workspace text stands in code spans only and is escaped, so that it can neither be read as Markdown
 * nor break out of its place; secrets are masked.
 */
export function renderRollbackPlan(plan: RollbackPlan, format: 'markdown' | 'yaml'): string {
  return format === 'yaml' ? renderYaml(plan) : renderMarkdown(plan);
}

function renderYaml(plan: RollbackPlan): string {
  const files = plan.files.map((file) => ({
    path: file.path,
    mode: file.mode,
    takes_back: file.reverted.map((change) => change.words),
    keeps: file.kept.map((change) => change.words),
    conflict: file.conflict,
  }));
  const value = cleanValue({
    rollback: {
      summary: plan.summary,
      rehearsed: plan.passed ? 'passed' : 'failed',
      reversibility: plan.reversibility,
      secure_target: plan.secureTarget,
      files,
      steps: plan.steps.map((step, index) => ({
        number: index + 1,
        phase: step.phase,
        do: step.action,
        where: step.where,
        command: step.command,
        windows_command: step.windowsCommand,
        editor_command: step.editorCommand,
        expect: step.expect,
      })),
      credentials: plan.credentials,
      residue: plan.residue,
      verify: plan.verify,
    },
  });
  return loadYaml().stringify(value, {
    schema: 'core',
    compat: 'yaml-1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

function renderMarkdown(plan: RollbackPlan): string {
  const lines = [
    `## ${t('Rollback plan')}`,
    '',
    `${plan.passed ? t('Rehearsed') : t('Not rehearsed')}: ${prose(plan.summary)}.${afterSummary(plan)}`,
    '',
    `**${t('Safe state')}:** ${prose(plan.secureTarget)}`,
    '',
  ];
  const reverted = plan.files.flatMap((file) => file.reverted.map((change) => ({ file, change })));
  if (reverted.length > 0) {
    lines.push(`### ${t('What goes back')}`, '');
    for (const { file, change } of reverted) {
      lines.push(`- ${code(change.words)} (${code(file.path)})`);
    }
    lines.push('');
  }
  const kept = plan.files.flatMap((file) => file.kept.map((change) => ({ file, change })));
  if (kept.length > 0) {
    lines.push(`### ${t('What stays, because it makes things safer')}`, '');
    for (const { file, change } of kept) {
      lines.push(`- ${code(change.words)} (${code(file.path)})`);
    }
    lines.push('');
  }
  if (plan.steps.length > 0) {
    lines.push(`### ${t('Steps')}`, '', ...plan.steps.flatMap(stepLines), '');
  }
  const residue = plan.residue.filter((entry) => entry.kind !== 'none');
  if (residue.length > 0) {
    lines.push(`### ${t('What this cannot undo')}`, '');
    for (const entry of residue) lines.push(`- ${residueLine(entry, prose)}`);
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Why it does not go back is said already when it does not. */
function afterSummary({ reversibility, passed, files }: RollbackPlan): string {
  if (!passed || reversibility === 'none') return '';
  if (reversibility === 'full') return ` ${t('Nothing stays behind.')}`;
  return files.every(({ mode }) => mode === 'nothing')
    ? ` ${t('What was allowed meanwhile is not undone by that.')}`
    : ` ${t('The files go back; what they allowed meanwhile does not.')}`;
}

/** What stays, what is done about it and by whom. */
export function residueLine(
  { what, handling, owner }: Residue,
  prose: (text: string) => string,
): string {
  return `${prose(what)} ${prose(handling)}${owner === undefined ? '' : ` (${prose(owner)})`}`;
}

function stepLines(step: RunbookStep, index: number): readonly string[] {
  const lines = [`${index + 1}. [ ] **${step.phase}** ${prose(step.action)}`];
  if (step.command !== undefined) lines.push(`   - ${t('Run')}: ${code(step.command)}`);
  if (step.windowsCommand !== undefined) {
    lines.push(`   - ${t('Run in PowerShell')}: ${code(step.windowsCommand)}`);
  }
  lines.push(`   - ${t('Expect')}: ${prose(step.expect)}`);
  return lines;
}
