import { loadYaml } from '../parse/yamlDocument';
import type { RecordStepDone } from './changeRecord';
import { rewriteRecord } from './editRecordText';
import { parseRecord } from './parseRecord';
import { rollbackSteps } from './rollbackSteps';

/**
 * Writes into a record that was rolled back that a step of its runbook is done, or is not. With the last
 * one it says when everything was done. Comments, order and line endings stay.
 *
 * @param entry `at` in UTC, whole seconds; `by` as in `requester.id`
 * @param done false takes the tick away again
 * @returns undefined when there is nothing to write
 */
export function tickStep(text: string, entry: RecordStepDone, done: boolean): string | undefined {
  const { record } = parseRecord(text);
  if (record?.outcome?.code !== 'rolled-back') return undefined;
  const standings = rollbackSteps(record);
  const standing = standings.find(({ step }) => step.number === entry.step);
  if (standing === undefined || (standing.done !== undefined) === done) return undefined;
  const others = (record.outcome.steps_done ?? []).filter(({ step }) => step !== entry.step);
  const all = done ? [...others, entry] : others;
  const complete = standings.every(({ step }) => all.some((tick) => tick.step === step.number));
  return rewriteRecord(text, (document, nodeOf) => {
    const path = ['outcome', 'steps_done'];
    if (done && document.hasIn(path)) document.addIn(path, nodeOf(entry));
    else if (done) document.setIn(path, nodeOf([entry]));
    else {
      const list = document.getIn(path);
      const index = (record.outcome?.steps_done ?? []).findIndex(({ step }) => step === entry.step);
      if (loadYaml().isSeq(list)) list.delete(index);
      if (others.length === 0) document.deleteIn(path);
    }
    if (complete) document.setIn(['outcome', 'completed_at'], nodeOf(entry.at));
    else document.deleteIn(['outcome', 'completed_at']);
  });
}
