import { lineEndingOf, withLineEnding } from '../rollback/lineEndings';
import { eventDigest } from './digests';
import { loadYaml } from '../parse/yamlDocument';
import { parseRecord } from './parseRecord';

/** Who took a change back, when and how long it took. */
export interface RollbackEvent {
  /** UTC, whole seconds. */
  readonly at: string;
  /** Identity as in `requester.id`. */
  readonly actor: string;
  /** What was done, e.g. the plan's summary. */
  readonly note: string;
}

/**
 * Writes into a record that its change was taken back: status, outcome and one more entry of the log.
 * Everything else stays as it stands, comments included.
 *
 * @returns undefined when the text is no valid record
 */
export function markRolledBack(text: string, event: RollbackEvent): string | undefined {
  const { record } = parseRecord(text);
  if (record === undefined) return undefined;
  const document = loadYaml().parseDocument(text, { version: '1.2', schema: 'core' });
  const last = record.audit_log.at(-1);
  document.setIn(['status'], 'rolled-back');
  document.setIn(
    ['outcome'],
    document.createNode({ code: 'rolled-back', restored_at: event.at, note: event.note }),
  );
  document.addIn(
    ['audit_log'],
    document.createNode({
      seq: (last?.seq ?? 0) + 1,
      at: event.at,
      actor: event.actor,
      actor_kind: 'human',
      event: 'rolled_back',
      content_digest: record.subject.content_digest,
      note: event.note,
      ...(last === undefined ? {} : { prev: eventDigest(last) }),
    }),
  );
  const marked = document.toString({ lineWidth: 0, indentSeq: true });
  return withLineEnding(marked, lineEndingOf(text) ?? '\n');
}
