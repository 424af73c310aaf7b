import { t } from '@vscode/l10n';
// The schema is data that editors use too, so it stands outside the stages.
import schema from '../../../../schemas/template.schema.json';
import { collectUnsafeTexts } from '../../facts/unsafeTexts';
import type { SchemaNode } from '../../parse/schemaNode';
import { readStrictYaml } from '../../parse/strictYaml';
import type { TextProblem } from '../../parse/textProblem';
import { validateSchema } from '../../parse/validateSchema';
import type { TemplateName } from './template';
import { templateCatalogue } from './templateCatalogue';
import type { TemplateOverride } from './templateOverride';

/** Where a team's templates stand, one file for each, named as the template is. */
export const templatesFolder = '.mcp-change/templates';

export const templateSchema: SchemaNode = schema;

/** The file, as its keys are. */
interface TemplateText extends Partial<Omit<TemplateOverride, 'template' | 'restoreMinutes'>> {
  readonly restore_minutes?: number | undefined;
}

export type ParsedTemplate =
  | { readonly override: TemplateOverride; readonly problems: readonly [] }
  | { readonly override?: undefined; readonly problems: readonly TextProblem[] };

const largestTemplate = 100 * 1024;
const mostProblems = 20;

/** A file in the folder for templates, by its path. */
export function isTemplatePath(path: string): boolean {
  return /(?:^|\/)\.mcp-change\/templates\/[^/]+\.ya?ml$/.test(path);
}

/**
 * Reads what a team says about a template, strictly. A file that has a problem says nothing: the
 * built-in template holds.
 *
 * @param path of the file; its name says which template it is about
 * @param text any text at all
 */
export function parseTemplate(path: string, text: string): ParsedTemplate {
  const start = { start: 0, end: Math.min(1, text.length) };
  const fail = (message: string): ParsedTemplate => ({
    problems: [{ message, range: start, pointer: '' }],
  });
  const name =
    path
      .split('/')
      .at(-1)
      ?.replace(/\.ya?ml$/, '') ?? '';
  if (!Object.hasOwn(templateCatalogue, name)) {
    return fail(
      t(
        'There is no template “{0}”. Name the file after one of: {1}.',
        name,
        Object.keys(templateCatalogue).join(', '),
      ),
    );
  }
  if (text.length > largestTemplate) return fail(t('A template may not be larger than 100 kB.'));
  try {
    const problems = findProblems(name as TemplateName, text).slice(0, mostProblems);
    if (problems.length > 0) return { problems: problems.map((problem) => inside(problem, text)) };
    const { questions, checklist, tests, deployment, restore_minutes } = readStrictYaml(text, '')
      .value as TemplateText;
    return {
      problems: [],
      override: {
        template: name as TemplateName,
        questions: questions ?? [],
        checklist: checklist ?? [],
        tests: tests ?? [],
        deployment: deployment ?? [],
        restoreMinutes: restore_minutes,
      },
    };
  } catch {
    return fail(t('This cannot be read as a template.'));
  }
}

/** The library counts a line end that is not there. */
function inside(problem: TextProblem, text: string): TextProblem {
  const end = Math.min(problem.range.end, text.length);
  return { ...problem, range: { start: Math.min(problem.range.start, end), end } };
}

function findProblems(name: TemplateName, text: string): readonly TextProblem[] {
  const yaml = readStrictYaml(text, t('This cannot be read as a template.'));
  if (yaml.problems.length > 0) return yaml.problems;
  const { value, locate } = yaml;
  const problems: TextProblem[] = [];
  collectUnsafeTexts(value, '', locate, problems, mostProblems);
  problems.push(
    ...validateSchema(templateSchema, value, locate, {
      notThis: t('This is not a template. It starts with “apiVersion: mcp-change/v1”.'),
      foreignKey: (key) =>
        t('“{0}” is not part of a template. Take it out or correct its name.', key),
      remedy: t('Start with “apiVersion: mcp-change/v1” and “kind: ChangeTemplate”.'),
    }),
  );
  if (problems.length > 0) return problems;
  const read = value as TemplateText;
  for (const key of ['questions', 'checklist', 'tests', 'deployment'] as const) {
    const ids = (read[key] ?? []).map(({ id }) => id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice >= 0) {
      const pointer = `/${key}/${twice}/id`;
      problems.push({
        message: t('“{0}” stands here twice. Keep one.', ids[twice] ?? ''),
        range: locate(pointer),
        pointer,
      });
    }
  }
  const { restoreMinutes } = templateCatalogue[name];
  if ((read.restore_minutes ?? 0) > restoreMinutes) {
    problems.push({
      message: t('The built-in time is {0} minutes; a team can only shorten it.', restoreMinutes),
      range: locate('/restore_minutes'),
      pointer: '/restore_minutes',
    });
  }
  return problems;
}
