import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeFile } from '../../src/core/analyze';
import { canonicalText } from '../../src/core/parse/navigate';
import type { TextFormat } from '../../src/core/parse/parseText';
import { planRollback } from '../../src/core/rollback/planRollback';
import type { FileRollback, RollbackContext } from '../../src/core/rollback/rollbackPlan';
import { dataOf, laterEdits } from './laterEdits';

/*
 * Rolls every edit of a corpus back and says how often that worked: `npx tsx test/corpus/rollback.ts
 * [FOLDER] [-v]`. The corpus is read where it lies (default ../shared/corpus) and is no part of this
 * repository, so this runs by hand and not in CI. Exit code 1: a plan that passed ended in the wrong text.
 */
const verbose = process.argv.includes('-v');
const folder =
  process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? '../shared/corpus';

interface Edit {
  readonly id: string;
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function readEdits(): readonly Edit[] {
  const edits = join(folder, 'edits');
  return readdirSync(edits)
    .sort((left, right) => Number(left) - Number(right))
    .map((id) => {
      const meta = JSON.parse(readFileSync(join(edits, id, 'meta.json'), 'utf8')) as {
        readonly path: string;
      };
      const side = (name: string): string | undefined => {
        const file = join(edits, id, name);
        return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      };
      return { id, path: meta.path, before: side('before'), after: side('after') };
    });
}

const tally = new Map<string, number>();
const remarks: string[] = [];
const times: number[] = [];

function count(what: string, edit: Edit, remark?: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
  if (remark !== undefined) remarks.push(`${what} · edit ${edit.id} ${edit.path}: ${remark}`);
}

function plan(
  edit: Edit,
  present: string | undefined,
  options: Partial<RollbackContext>,
): FileRollback | undefined {
  const analysis = analyzeFile({ path: edit.path, text: present, baseline: { text: edit.before } });
  if (analysis === undefined) return undefined;
  const started = performance.now();
  const { files } = planRollback([{ analysis, recordedText: edit.after }], {
    baselineName: 'main',
    analyze: analyzeFile,
    ...options,
  });
  times.push(performance.now() - started);
  return files[0];
}

function wholeFile(edit: Edit): void {
  const file = plan(edit, edit.after, { includeTightening: true });
  if (file === undefined) count('not governed', edit);
  else if (!file.passed) count('whole: refused', edit, file.conflict);
  else if (file.restoredText === edit.before) count('whole: exactly the bytes of before', edit);
  else count('WRONG whole', edit, `${file.mode}, other bytes`);
}

function sameData(left: string, right: string, format: TextFormat): boolean {
  const [a, b] = [dataOf(left, format), dataOf(right, format)];
  return a !== undefined && b !== undefined && canonicalText(a) === canonicalText(b);
}

function afterLaterEdits(edit: Edit, format: TextFormat): void {
  if (edit.before === undefined || edit.after === undefined) return;
  for (const later of laterEdits(format)) {
    const present = later.make(edit.after, edit.before);
    const expected = later.make(edit.before, edit.after);
    if (present === undefined || expected === undefined) continue;
    const file = plan(edit, present, { includeTightening: true });
    const what = `${format === 'jsonc' ? 'json' : format}, later ${later.name}`;
    if (file === undefined) count(`${what}: not governed`, edit);
    else if (!file.passed) count(`${what}: refused`, edit, file.conflict);
    else if (file.restoredText === expected) count(`${what}: exact`, edit);
    else if (file.restoredText !== undefined && sameData(file.restoredText, expected, format)) {
      count(`${what}: same meaning`, edit);
    } else count(`WRONG ${what}`, edit, file.mode);
  }
}

function withKeepers(edit: Edit): void {
  const file = plan(edit, edit.after, {});
  if (file === undefined) return;
  if (!file.passed) count('keepers: refused', edit, file.conflict);
  else if (file.mode === 'nothing') count('keepers: nothing to take back', edit);
  else {
    const analysis = analyzeFile({
      path: edit.path,
      text: file.restoredText,
      baseline: { text: edit.before },
    });
    const loose = analysis?.changes.filter(
      ({ direction }) =>
        direction === 'loosens' || direction === 'mixed' || direction === 'unknown',
    );
    if (loose !== undefined && loose.length > 0) {
      count('WRONG keepers: looser than before', edit, loose[0]?.words);
    } else count(file.kept.length > 0 ? 'keepers: kept' : 'keepers: none to keep', edit);
  }
}

const edits = readEdits();
for (const edit of edits) {
  wholeFile(edit);
  const surface = analyzeFile({
    path: edit.path,
    text: edit.after,
    baseline: { text: edit.before },
  })?.surface;
  if (surface === undefined) continue;
  // Some files of YAML clients are written as JSON, which is YAML too.
  afterLaterEdits(
    edit,
    edit.after?.trimStart().startsWith('{') === true ? 'jsonc' : surface.format,
  );
  withKeepers(edit);
}
times.sort((left, right) => left - right);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
console.log(`${edits.length} edits of ${folder}`);
for (const [what, number] of [...tally].sort())
  console.log(`${String(number).padStart(5)}  ${what}`);
console.log(`rehearsal: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(0.9999)} ms`);
if (verbose) for (const remark of remarks.sort()) console.log(remark);
process.exitCode = [...tally.keys()].some((what) => what.startsWith('WRONG')) ? 1 : 0;
