import { t } from '@vscode/l10n';
import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import type { TextRange } from '../parse/tree';
import type { ChangeRecord } from './changeRecord';
import { contentDigest, semanticDigest } from './digests';
import type { RecordProblem } from './recordProblem';
import { recordSchema, resolveSchema, type SchemaNode } from './recordSchema';
import { whatChanges } from './whatChanges';

/** More missing keys than this at one place are told in one sentence. */
const mostMissing = 3;

/** Each has to be found in the text again; a text made for it can have a hundred thousand. */
const mostCauses = 200;

interface Problem extends RecordProblem {
  readonly missing?: string;
}

type Locate = (pointer: string, onKey?: boolean) => TextRange;

/**
 * Checks a value against the record schema, then for what no schema can say: numbers that refer to
 * something, and a part for people that says what the part for the tool says.
 *
 * @param locate the place of a pointer in the text
 */
export function validateRecord(value: unknown, locate: Locate): readonly RecordProblem[] {
  // The validator writes into the schema it is given, so it gets its own.
  const validator = new Validator(structuredClone(recordSchema) as Schema, '2020-12', false);
  const { errors } = validator.validate(value);
  const causes = errors.filter(isCause);
  if (causes.some((error) => error.instanceLocation === '#' && error.keyword === 'type')) {
    return [{ message: t('This is not a change record.'), range: locate(''), pointer: '' }];
  }
  if (errors.length > 0) {
    return mergeMissing(causes.slice(0, mostCauses).map((error) => toProblem(error, locate)));
  }
  return checkReferences(value as ChangeRecord, locate);
}

/** An empty or foreign file lacks nearly everything; one sentence says so better than twenty. */
function mergeMissing(problems: readonly Problem[]): readonly RecordProblem[] {
  const merged: RecordProblem[] = [];
  for (const { missing, ...problem } of problems) {
    const same = problems.filter(
      (other) => other.missing !== undefined && other.pointer === problem.pointer,
    );
    if (missing === undefined || same.length <= mostMissing) merged.push(problem);
    else if (same[0]?.missing === missing) {
      const message = t(
        '{0} keys are missing here; the first is “{1}”. Create the record anew, or undo the last edit.',
        same.length,
        missing,
      );
      merged.push({ ...problem, message });
    }
  }
  return merged;
}

/** Errors of the parts are reported again for everything around them; only the causes are of use. */
function isCause(error: OutputUnit): boolean {
  const nested = /\/(?:anyOf|if)\//.test(error.keywordLocation);
  const summary = ['properties', 'items', '$ref', 'allOf', 'if', 'additionalProperties'];
  return !nested && !summary.includes(error.keyword);
}

function toProblem(error: OutputUnit, locate: Locate): Problem {
  const pointer = decodeURIComponent(error.instanceLocation.slice(1));
  const name = pointer.split('/').at(-1) ?? '';
  const node = schemaAt(error.keywordLocation);
  if (error.keyword === 'required') {
    const missing = /"([^"]+)"/.exec(error.error)?.[1] ?? '';
    const described = resolveSchema(node?.properties?.[missing]);
    return {
      message: [
        t('“{0}” is missing.', missing),
        node?.properties?.[missing]?.description ?? described?.description,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
      range: locate(pointer, true),
      pointer,
      missing,
    };
  }
  if (error.keyword === 'false') {
    return {
      message: t('“{0}” is not part of a record. Take it out or correct its name.', name),
      range: locate(pointer, true),
      pointer,
    };
  }
  return { message: sentence(error.keyword, node, name), range: locate(pointer), pointer };
}

function sentence(keyword: string, node: SchemaNode | undefined, name: string): string {
  switch (keyword) {
    case 'enum':
      return t('“{0}” has to be one of: {1}.', name, (node?.enum ?? []).join(', '));
    case 'const':
      return t('“{0}” has to be {1}.', name, node?.const ?? '');
    case 'minLength':
      return (node?.minLength ?? 1) > 1
        ? t('“{0}” needs at least {1} characters.', name, node?.minLength ?? 1)
        : t('“{0}” is empty. Fill it in or take it out.', name);
    case 'maxLength':
      return t('“{0}” may have {1} characters at most.', name, node?.maxLength ?? 0);
    case 'minimum':
      return t('“{0}” cannot be less than {1}.', name, node?.minimum ?? 0);
    case 'maximum':
      return t('“{0}” cannot be more than {1}.', name, node?.maximum ?? 0);
    case 'minItems':
      return t('“{0}” needs at least {1} entry.', name, node?.minItems ?? 1);
    case 'uniqueItems':
      return t('“{0}” names something twice. Keep one.', name);
    case 'pattern':
      return [t('“{0}” is not in the right form.', name), node?.description]
        .filter((part) => part !== undefined)
        .join(' ');
    case 'type':
      return typeof node?.type === 'string'
        ? t('“{0}” has to be {1}.', name, typeName(node.type))
        : t('“{0}” holds the wrong kind of value.', name);
    default:
      return t('“{0}” does not hold what belongs here.', name);
  }
}

function typeName(type: string): string {
  switch (type) {
    case 'string':
      return t('text; put it in quotes');
    case 'integer':
      return t('a whole number');
    case 'number':
      return t('a number');
    case 'boolean':
      return t('true or false');
    case 'array':
      return t('a list');
    default:
      return t('a group of keys');
  }
}

/** The schema that a keyword stands in; references are followed on the way. */
function schemaAt(keywordLocation: string): SchemaNode | undefined {
  let node: unknown = recordSchema;
  for (const step of keywordLocation.split('/').slice(1, -1)) {
    if (step === '$ref') {
      node = resolveSchema(node as SchemaNode);
    } else {
      node = (node as Record<string, unknown> | undefined)?.[decodeURIComponent(step)];
    }
  }
  return node as SchemaNode | undefined;
}

function checkReferences(record: ChangeRecord, locate: Locate): readonly RecordProblem[] {
  const problems: RecordProblem[] = [];
  const add = (pointer: string, message: string): void => {
    problems.push({ message, range: locate(pointer), pointer });
  };
  for (const [index, { path }] of record.subject.files.entries()) {
    if (leadsOut(path)) {
      add(
        `/subject/files/${index}/path`,
        t('This leads out of the folder that the record is for. Name a file inside it.'),
      );
    }
  }
  for (const [index, change] of record.changes.entries()) {
    if (change.number !== index + 1) {
      add(
        `/changes/${index}/number`,
        t('Changes are numbered 1, 2, 3 …; this is number {0}.', index + 1),
      );
    }
    if (!record.subject.files.some((file) => file.path === change.file)) {
      add(`/changes/${index}/file`, t('This file is not listed under “subject”.'));
    }
  }
  const said = whatChanges(record.changes);
  const differs = said.findIndex((line, index) => record.what_changes[index] !== line);
  if (differs >= 0) {
    add(
      `/what_changes/${differs}`,
      t('This has to say what change {0} below says: {1}', differs + 1, said[differs] ?? ''),
    );
  } else if (record.what_changes.length > said.length) {
    add(`/what_changes/${said.length}`, t('No change below says this. Take the line out.'));
  }
  if (contentDigest(record.subject.files) !== record.subject.content_digest) {
    add(
      '/subject/content_digest',
      t(
        'The files above are not those this digest was made of. Undo the edit, or write a new record.',
      ),
    );
  }
  if (semanticDigest(record.changes) !== record.subject.semantic_digest) {
    add(
      '/subject/semantic_digest',
      t('The changes are not those this digest was made of. Undo the edit, or write a new record.'),
    );
  }
  const known = (n: number): boolean => n <= record.changes.length;
  for (const [index, finding] of record.findings.entries()) {
    if (finding.change !== undefined && !known(finding.change)) {
      add(`/findings/${index}/change`, t('There is no change {0}.', finding.change));
    }
  }
  for (const [index, file] of record.rollback.restore.entries()) {
    for (const key of ['reverts', 'keeps'] as const) {
      const wrong = file[key].findIndex((n) => !known(n));
      if (wrong >= 0) {
        add(
          `/rollback/restore/${index}/${key}/${wrong}`,
          t('There is no change {0}.', file[key][wrong] ?? 0),
        );
      }
    }
  }
  for (const [index, event] of record.audit_log.entries()) {
    if (event.seq !== index + 1) {
      add(
        `/audit_log/${index}/seq`,
        t('Entries of the log are numbered 1, 2, 3 …; this is number {0}.', index + 1),
      );
    }
  }
  return problems;
}

/** Absolute on some system, or with a step upwards: a record speaks for its own folder only. */
function leadsOut(path: string): boolean {
  return /^(?:\/|[A-Za-z]:)|\\/.test(path) || path.split('/').includes('..');
}
