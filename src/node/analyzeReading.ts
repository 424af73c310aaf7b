import { analyzeFile, type FileAnalysis } from '../core/analyze';
import type { Memory } from '../core/parse/memory';
import { surfaceByPolicy, type GovernedPaths } from '../core/policy/governedPaths';
import type { UnreadFile } from '../core/report/report';
import { findSurface, isWorthReporting } from '../core/surfaces/findSurface';
import type { FileReading } from './governedFiles';

/** What is known of one file: an analysis, or why there is none. Neither: it is not governed. */
export interface JudgedFile {
  readonly analysis?: FileAnalysis;
  readonly unread?: UnreadFile;
}

/**
 * Analyses a file as it was read. Where not all bytes are text, what was understood is judged all the
 * same and the file is marked `unreadable`: one odd byte must not hide what stands around it.
 *
 * @param baseline undefined when there is nothing to compare with
 * @param memory shared by the files of one run: many say the same
 * @param governed what policies govern besides
 */
export function analyzeReading(
  path: string,
  present: FileReading,
  baseline: FileReading | undefined,
  memory?: Memory,
  governed: readonly GovernedPaths[] = [],
): JudgedFile {
  const byPolicy = surfaceByPolicy(path, governed);
  const surface = findSurface(path) ?? byPolicy;
  if (surface === undefined) return {};
  const reason = unreadReason(present, baseline);
  const lost = !isKnown(present) || (baseline !== undefined && !isKnown(baseline));
  const analysis = lost
    ? undefined
    : analyzeFile(
        {
          path,
          text: textOf(present),
          baseline: baseline === undefined ? undefined : { text: textOf(baseline) },
          byPolicy,
        },
        undefined,
        memory,
      );
  if (analysis !== undefined) {
    return {
      analysis: reason === undefined ? analysis : { ...analysis, status: 'unreadable', reason },
    };
  }
  if (reason === undefined || (byPolicy === undefined && !isWorthReporting(surface))) return {};
  return { unread: { path, client: surface.client, surface: surface.id, reason } };
}

/** The text as far as there is one; undefined for a file that is not there, or could not be read. */
export function textOf(reading: FileReading | undefined): string | undefined {
  return reading !== undefined && 'text' in reading ? reading.text : undefined;
}

/** Whether there is a text, or it is certain that there is no file. */
function isKnown(reading: FileReading): boolean {
  return 'missing' in reading || textOf(reading) !== undefined;
}

/** An earlier text that was odd and is mended now is no reason; one that nobody could read is. */
function unreadReason(present: FileReading, baseline: FileReading | undefined): string | undefined {
  if ('problem' in present) return present.problem;
  return baseline !== undefined && 'problem' in baseline && !isKnown(baseline)
    ? `What it was before the change cannot be compared with: ${baseline.problem}`
    : undefined;
}
