import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import type { TextRange } from '../../src/core/parse/tree';
import { planRollback } from '../../src/core/rollback/planRollback';
import type { FuzzInput } from './generate';
import { readers } from './readers';

/** What an input showed. */
export interface Examination {
  /** What is wrong; undefined when everything holds. */
  readonly failure?: string | undefined;
  /** Processor time of the fastest of its analyses, in milliseconds. */
  readonly time: number;
  readonly governed: boolean;
}

/** A slow answer is one only when it is slow each time: the collector may have been at work. */
const attempts = 4;

/**
 * Analyses an input and looks whether what has to hold for every text holds: no stage fails, the same
 * input gives the same result, alone and after another one, places lie inside the text, a rollback can
 * be planned, and none of it takes longer than 200 ms per 100 kB.
 */
export function examine(input: FuzzInput, index: number): Examination {
  if (input.shape === 'reader') return examineReader(input);
  const size = (input.text?.length ?? 0) + (input.baseline?.text?.length ?? 0);
  const budget = 200 * Math.max(1, size / 100_000);
  let time = Infinity;
  let analysis: FileAnalysis | undefined;
  try {
    for (let attempt = 0; attempt < attempts && time > budget; attempt += 1) {
      const started = process.cpuUsage();
      analysis = analyzeFile(input);
      const { user, system } = process.cpuUsage(started);
      time = Math.min(time, (user + system) / 1000);
    }
    if (time > budget) return { time, governed: true, failure: `takes ${time.toFixed(0)} ms` };
    return { time, governed: analysis !== undefined, failure: flawIn(input, analysis, index) };
  } catch (error) {
    return { time, governed: true, failure: stackOf(error) };
  }
}

function examineReader({ path, text = '' }: FuzzInput): Examination {
  const read = readers[path];
  if (read === undefined) throw new Error(`no reader ${path}`);
  const budget = 200 * Math.max(1, text.length / 100_000);
  let time = Infinity;
  try {
    let result: unknown;
    for (let attempt = 0; attempt < attempts && time > budget; attempt += 1) {
      const started = process.cpuUsage();
      result = read(text);
      const { user, system } = process.cpuUsage(started);
      time = Math.min(time, (user + system) / 1000);
    }
    if (time > budget) return { time, governed: true, failure: `takes ${time.toFixed(0)} ms` };
    const same = JSON.stringify(read(text)) === JSON.stringify(result);
    return { time, governed: true, failure: same ? undefined : 'the second reading differs' };
  } catch (error) {
    return { time, governed: true, failure: `${path}: ${stackOf(error)}` };
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function flawIn(
  input: FuzzInput,
  analysis: FileAnalysis | undefined,
  index: number,
): string | undefined {
  if (analysis?.parsed === undefined && analysis?.status === 'unreadable') {
    return analysis.reason;
  }
  if (index % 3 === 0) {
    const again = analyzeFile(input, index % 2 === 0 ? undefined : analysis);
    if (resultOf(again) !== resultOf(analysis)) return 'the second analysis differs';
  }
  if (analysis === undefined) return undefined;
  return placeOutside(analysis) ?? (index % 16 === 0 ? rollbackFlaw(analysis) : undefined);
}

/** All that is shown or built upon; the trees are checked through it. */
function resultOf(analysis: FileAnalysis | undefined): string {
  if (analysis === undefined) return '';
  const { status, reason, facts, baselineFacts, changes, findings, assessment } = analysis;
  return JSON.stringify([status, reason, facts, baselineFacts, changes, findings, assessment]);
}

function placeOutside(analysis: FileAnalysis): string | undefined {
  const inside = ({ start, end }: TextRange, text: string | undefined): boolean =>
    start >= 0 && start <= end && end <= (text ?? '').length;
  for (const { range, baselineRange, words } of analysis.changes) {
    if (!inside(range, analysis.text)) return `outside of the text: ${words}`;
    if (baselineRange !== undefined && !inside(baselineRange, analysis.baselineText)) {
      return `outside of the baseline: ${words}`;
    }
  }
  const wrong = analysis.findings.find(({ range }) => !inside(range, analysis.text));
  return wrong === undefined ? undefined : `outside of the text: ${wrong.message}`;
}

function rollbackFlaw(analysis: FileAnalysis): string | undefined {
  const plan = planRollback([{ analysis }], { baselineName: 'main', analyze: analyzeFile });
  const [file] = plan.files;
  if (file === undefined) return 'the plan names no file';
  if (!file.passed && file.conflict === undefined) return 'a rollback fails without a reason';
  return undefined;
}
