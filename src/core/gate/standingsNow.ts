import { contentNow } from '../record/addEvidence';
import type { ChangeRecord } from '../record/changeRecord';
import { standingsOf, type Standing } from '../record/evidence';
import type { GateFile } from './gateInput';

/**
 * How tests and checks stand for the files of the diff. What was tried with the recorded text holds
 * besides: where that is another text than another layout, the record does not hold itself.
 */
export function standingsNow(
  record: ChangeRecord,
  files: readonly Pick<GateFile, 'path' | 'after'>[],
): readonly Standing[] {
  const content = contentNow(record, (path) => files.find((file) => file.path === path)?.after);
  const recorded = standingsOf(record);
  return standingsOf(record, content).map((standing, index) =>
    standing.state === 'open' || standing.state === 'void'
      ? (recorded[index] ?? standing)
      : standing,
  );
}
