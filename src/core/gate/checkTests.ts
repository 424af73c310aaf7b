import { t } from '@vscode/l10n';
import { runBuiltInTests } from '../record/builtInTests';
import { isDone, type Standing } from '../record/evidence';
import type { RollbackPlan } from '../rollback/rollbackPlan';
import type { GateFailure } from './gateFailure';
import { plannedNow } from './plannedNow';
import { standingsNow } from './standingsNow';
import type { WeighedRequest } from './weighRequest';

/**
 * Whether what the templates ask was tried and answered for this content, where the policy asks for it
 * (G10). A record may plan more than the templates, never less; what the machine found is found again.
 */
export function checkTests(
  request: WeighedRequest,
  rollback: RollbackPlan,
  path: string,
): readonly GateFailure[] {
  const { record, parts, requirements } = request;
  const fail = (message: string, mend: string): GateFailure => ({
    check: 'G10',
    path,
    record: record.id,
    message,
    mend,
  });
  if (!requirements.tests && !requirements.checklist) return [];
  const files = parts.map((analysis) => ({ analysis }));
  const planned = plannedNow(request, path);
  const anew = t('Write the record anew with “mcp-change record”.');
  const byTeam = askedByTeam(request);
  const failures: GateFailure[] = [];
  if (requirements.tests) {
    const known = new Set((record.tests?.plan ?? []).map(({ id }) => id));
    const left = planned.tests.filter(({ id }) => !known.has(id));
    failures.push(
      ...left.map(({ id, what }) => {
        const from = byTeam.get(id);
        return from === undefined
          ? fail(t('It leaves out test {0}: {1}', id, what), anew)
          : fail(t('It leaves out test {0} of {1}: {2}', id, from, what), backFirst(from));
      }),
    );
    if (known.size === 0 && left.length === 0) {
      failures.push(fail(t('Tests are needed, and {0} plans none.', record.id), anew));
    }
    for (const { id, result, note } of runBuiltInTests({ files, plan: rollback })) {
      if (result === 'failed') failures.push(fail(t('Test {0} failed: {1}', id, note), anew));
    }
  }
  if (requirements.checklist) {
    const known = new Map((record.review?.checklist ?? []).map((item) => [item.id, item]));
    for (const { id, ask, answer } of planned.checklist) {
      const recorded = known.get(id);
      const from = byTeam.get(id);
      if (recorded === undefined && from !== undefined) {
        failures.push(
          fail(t('It leaves out question {0} of {1}: {2}', id, from, ask), backFirst(from)),
        );
      } else if (recorded === undefined) {
        failures.push(fail(t('It leaves out question {0}: {1}', id, ask), anew));
      } else if (recorded.answer === 'yes' && answer?.result !== 'yes') {
        failures.push(fail(t('The machine does not say yes to question {0}: {1}', id, ask), anew));
      }
    }
  }
  return [
    ...failures,
    ...standingsNow(record, request.files)
      .filter(({ kind }) => (kind === 'test' ? requirements.tests : requirements.checklist))
      .filter((standing) => !standing.builtIn && !isDone(standing))
      .map((standing) => ({
        ...fail(
          openSentence(standing),
          t('“mcp-change test {0}” says how to try it and writes the result down.', record.id),
        ),
        standing: { kind: standing.kind, id: standing.id },
      })),
  ];
}

/** Which template of the team, on the base branch, an item comes from. */
function askedByTeam({ templates }: WeighedRequest): ReadonlyMap<string, string> {
  return new Map(
    templates.flatMap(({ path, override: { tests, checklist } }) =>
      [...tests, ...checklist].map(({ id }) => [id, path] as const),
    ),
  );
}

/** Written anew without the template it would leave out the same. */
function backFirst(template: string): string {
  return t(
    '{0} holds as the base branch has it: restore it, then write the record anew.',
    template,
  );
}

function openSentence({ id, kind, what, state }: Standing): string {
  const test = kind === 'test';
  switch (state) {
    case 'failed':
      return test
        ? t('Test {0} failed: {1}', id, what)
        : t('Question {0} was answered with no: {1}', id, what);
    case 'void':
      return test
        ? t('Test {0} was tried with other content: {1}', id, what)
        : t('Question {0} was answered for other content: {1}', id, what);
    default:
      return test ? t('Test {0} is open: {1}', id, what) : t('Question {0} is open: {1}', id, what);
  }
}
