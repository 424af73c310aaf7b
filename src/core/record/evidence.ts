import { builtInTestIds } from './builtInTests';
import type { ChangeRecord, RecordEvidence } from './changeRecord';

/** One test, or one item of the checklist that a person has to answer, and how it stands. */
export interface Standing {
  readonly id: string;
  readonly kind: 'test' | 'check';
  readonly what: string;
  readonly expect?: string | undefined;
  readonly command?: string | undefined;
  /** It runs by itself. */
  readonly builtIn: boolean;
  /** `void`: there is evidence, but for other content than the record is about now. */
  readonly state: 'passed' | 'warned' | 'failed' | 'void' | 'open';
  /** The last result, for whichever content. */
  readonly evidence?: RecordEvidence | undefined;
}

/**
 * How the tests and the checklist of a record stand. Of several results for the same content the last
 * counts; a result for other content is void. What the machine answered with yes needs nobody.
 *
 * @param content the digest of what is there now; default: what the record says
 */
export function standingsOf(
  record: Pick<ChangeRecord, 'tests' | 'review' | 'subject'>,
  content: string = record.subject.content_digest,
): readonly Standing[] {
  const evidence = record.tests?.evidence ?? [];
  const stand = (id: string): Pick<Standing, 'state' | 'evidence'> => {
    const all = evidence.filter(({ test }) => test === id);
    const valid = all.filter(({ content_digest: digest }) => digest === content).at(-1);
    if (valid !== undefined) return { state: valid.result, evidence: valid };
    const old = all.at(-1);
    return old === undefined ? { state: 'open' } : { state: 'void', evidence: old };
  };
  return [
    ...(record.tests?.plan ?? []).map(({ id, what, expect, command }): Standing => ({
      id,
      kind: 'test',
      what,
      expect,
      command,
      builtIn: builtInTestIds.has(id),
      ...stand(id),
    })),
    ...(record.review?.checklist ?? [])
      .filter(({ answer }) => answer !== 'yes')
      .map(({ id, ask }): Standing => ({
        id,
        kind: 'check',
        what: ask,
        builtIn: false,
        ...stand(id),
      })),
  ];
}

/** Nothing is left to do about it. */
export function isDone({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'passed' || state === 'warned';
}
