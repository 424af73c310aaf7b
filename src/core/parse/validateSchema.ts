import { t } from '@vscode/l10n';
import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import { resolveSchema, type SchemaNode } from './schemaNode';
import type { TextProblem } from './textProblem';
import type { TextRange } from './tree';

/** More missing keys than this at one place are told in one sentence. */
const mostMissing = 3;

/** Each has to be found in the text again; a text made for it can have a hundred thousand. */
const mostCauses = 200;

interface Problem extends TextProblem {
  readonly missing?: string;
}

/** The place of a pointer in the text; with `onKey` of the key instead of the value. */
export type Locate = (pointer: string, onKey?: boolean) => TextRange;

/** What sentences call a text of a schema. */
export interface SchemaWords {
  /** When it is something else altogether. */
  readonly notThis: string;
  /** For a key that does not belong there, with the key as `{0}`. */
  readonly foreignKey: (name: string) => string;
  /** The end of the sentence that says that most of it is missing. */
  readonly remedy: string;
}

/**
 * Checks a value against a schema and says what is wrong in words.
 *
 * @param locate the place of a pointer in the text
 */
export function validateSchema(
  schema: SchemaNode,
  value: unknown,
  locate: Locate,
  words: SchemaWords,
): readonly TextProblem[] {
  // The validator writes into the schema it is given, so it gets its own.
  const validator = new Validator(structuredClone(schema) as Schema, '2020-12', false);
  const { errors } = validator.validate(value);
  const causes = errors.filter(isCause);
  if (causes.some((error) => error.instanceLocation === '#' && error.keyword === 'type')) {
    return [{ message: words.notThis, range: locate(''), pointer: '' }];
  }
  return mergeMissing(
    causes.slice(0, mostCauses).map((error) => toProblem(error, schema, locate, words)),
    words,
  );
}

/** An empty or foreign file lacks nearly everything; one sentence says so better than twenty. */
function mergeMissing(problems: readonly Problem[], words: SchemaWords): readonly TextProblem[] {
  const merged: TextProblem[] = [];
  for (const { missing, ...problem } of problems) {
    const same = problems.filter(
      (other) => other.missing !== undefined && other.pointer === problem.pointer,
    );
    if (missing === undefined || same.length <= mostMissing) merged.push(problem);
    else if (same[0]?.missing === missing) {
      const message = t(
        '{0} keys are missing here; the first is “{1}”. {2}',
        same.length,
        missing,
        words.remedy,
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

function toProblem(
  error: OutputUnit,
  schema: SchemaNode,
  locate: Locate,
  words: SchemaWords,
): Problem {
  const pointer = decodeURIComponent(error.instanceLocation.slice(1));
  const name = pointer.split('/').at(-1) ?? '';
  const node = schemaAt(schema, error.keywordLocation);
  if (error.keyword === 'required') {
    const missing = /"([^"]+)"/.exec(error.error)?.[1] ?? '';
    const described = resolveSchema(schema, node?.properties?.[missing]);
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
      message: words.foreignKey(name),
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
function schemaAt(schema: SchemaNode, keywordLocation: string): SchemaNode | undefined {
  let node: unknown = schema;
  for (const step of keywordLocation.split('/').slice(1, -1)) {
    if (step === '$ref') {
      node = resolveSchema(schema, node as SchemaNode);
    } else {
      node = (node as Record<string, unknown> | undefined)?.[decodeURIComponent(step)];
    }
  }
  return node as SchemaNode | undefined;
}
