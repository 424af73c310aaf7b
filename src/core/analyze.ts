import { t } from '@vscode/l10n';
import type { Change } from './compare/change';
import { compareFacts } from './compare/compareFacts';
import { maskChange } from './compare/maskChange';
import { compareGeneral } from './compare/compareGeneral';
import { compareRest } from './compare/compareRest';
import { isWorthParsing, passesContentTest } from './facts/contentTests';
import { emptyFacts } from './facts/emptyFacts';
import type { FileFacts } from './facts/fact';
import { readFacts } from './facts/readFacts';
import { boundTree } from './parse/boundTree';
import { Memory } from './parse/memory';
import { parseJson } from './parse/parseJson';
import { parseText } from './parse/parseText';
import { readablePart } from './facts/readablePart';
import { tooLong } from './parse/tooLong';
import { positionAt } from './parse/position';
import type { ParsedText } from './parse/tree';
import { assess } from './risk/assess';
import type { Assessment } from './risk/assessment';
import { judgeFile } from './risk/judgeFile';
import { unspokenChanges } from './risk/unspokenChanges';
import type { Finding, RuleContext } from './rules/rule';
import { baselineIdentities } from './rules/runRules';
import { findSurface, isExamplePath } from './surfaces/findSurface';
import type { Surface } from './surfaces/surface';

/** One file before and after. */
export interface FileInput {
  /** Relative to the workspace folder, `/` separated; of the user's own files `~/…`. */
  readonly path: string;
  /** Undefined: the file does not exist (any more). */
  readonly text: string | undefined;
  /**
   * `undefined`: there is nothing to compare with; the state is shown, softly.
   * `{ text: undefined }`: the file did not exist at the baseline.
   */
  readonly baseline: { readonly text: string | undefined } | undefined;
  /** What a policy makes of the path; counts where the catalogue does not govern the file. */
  readonly byPolicy?: Surface | undefined;
}

export interface FileAnalysis {
  readonly path: string;
  readonly surface: Surface;
  /**
   * `general`: the file, or all of it but its servers, was only searched for hidden text and
   * credentials; what a change of it means is not assessed yet.
   */
  readonly assessed: 'in-depth' | 'general';
  /** `unreadable`: broken or half-typed text; `reason` says where and what to do. */
  readonly status: 'ok' | 'unreadable';
  readonly reason?: string | undefined;
  readonly text: string | undefined;
  readonly baselineText: string | undefined;
  readonly hasBaseline: boolean;
  readonly parsed: ParsedText | undefined;
  readonly baselineParsed: ParsedText | undefined;
  readonly facts: FileFacts;
  readonly baselineFacts: FileFacts;
  /** What state rules say about the baseline, for the next analysis. */
  readonly inheritedIdentities: ReadonlySet<string>;
  /** What the pieces of both texts mean, for the next analysis. */
  readonly memory: Memory;
  readonly changes: readonly Change[];
  /** Introduced ones first, highest score first; then the inherited ones. */
  readonly findings: readonly Finding[];
  readonly assessment: Assessment;
}

/**
 * Runs one file through the stages: parse, facts, compare, rules, risk.
 *
 * A text that does not parse is judged by what could be understood of it and marked `unreadable`
 * with the place and the remedy; callers that watch somebody type keep the last good analysis
 * instead.
 *
 * @param previous an earlier analysis of the same path: what it says about a text that is still the
 * same is taken over instead of read again. While somebody types, that is the whole baseline, and of
 * the current text every sentence, rule and entry but one.
 * @param memory what to recall and remember by, for callers that look at many files at once
 * @returns undefined when the path is no governed file, or its content shows that neither side is
 */
export function analyzeFile(
  input: FileInput,
  previous?: FileAnalysis,
  memory: Memory = new Memory(previous?.memory),
): FileAnalysis | undefined {
  try {
    return runStages(input, previous, memory);
  } catch (error) {
    // One file that defeats a stage must hide neither itself nor the others.
    return failedAnalysis(input, error instanceof Error ? error.message : String(error));
  }
}

function failedAnalysis(input: FileInput, message: string): FileAnalysis | undefined {
  return unreadAnalysis(
    input,
    t('It could not be analysed ({0}). Look at it by hand, and please report it.', message),
  );
}

/**
 * What can be said of a governed file that nothing can be made of: that it is there, and why.
 *
 * @param reason one sentence, and the remedy
 * @returns undefined when the path is no governed file
 */
export function unreadAnalysis(input: FileInput, reason: string): FileAnalysis | undefined {
  const surface = findSurface(input.path) ?? input.byPolicy;
  if (surface === undefined) return undefined;
  return {
    path: input.path,
    surface,
    assessed: 'general',
    status: 'unreadable',
    reason,
    text: input.text,
    baselineText: input.baseline?.text,
    hasBaseline: input.baseline !== undefined,
    parsed: undefined,
    baselineParsed: undefined,
    facts: emptyFacts,
    baselineFacts: emptyFacts,
    inheritedIdentities: new Set(),
    memory: new Memory(),
    changes: [],
    findings: [],
    assessment: assess([], []),
  };
}

function runStages(
  input: FileInput,
  previous: FileAnalysis | undefined,
  memory: Memory,
): FileAnalysis | undefined {
  const surface = findSurface(input.path);
  const known = surface === undefined ? undefined : runAs(surface, input, previous, memory);
  const { byPolicy } = input;
  // A name that governs nothing by its content is governed all the same where a policy names it.
  return known ?? (byPolicy === undefined ? undefined : runAs(byPolicy, input, previous, memory));
}

function runAs(
  surface: Surface,
  input: FileInput,
  previous: FileAnalysis | undefined,
  memory: Memory,
): FileAnalysis | undefined {
  const texts = [input.text, input.baseline?.text];
  if (!texts.some((text) => isWorthParsing(text, surface))) return undefined;
  const known = previous?.surface === surface ? knownSides(previous) : [];
  const current = readSide(input.path, input.text, surface, known, memory);
  const baseline = readSide(input.path, input.baseline?.text, surface, known, memory);
  if (current.facts === undefined && baseline.facts === undefined) return undefined;
  const facts = current.facts ?? emptyFacts;
  const baselineFacts = baseline.facts ?? emptyFacts;
  const hasBaseline = input.baseline !== undefined;
  const changes = hasBaseline
    ? compareFacts(
        { parsed: baseline.parsed, facts: baselineFacts },
        { parsed: current.parsed, facts },
        memory,
        input.path,
      )
    : [];
  const general = surface.reader === 'general' || surface.serversOnly === true;
  const allChanges = (
    hasBaseline && (general || surface.readKeys !== undefined)
      ? withGeneral(changes, baseline, current, surface)
      : hasBaseline && changes.length === 0
        ? compareRest(
            { parsed: governedText(baseline), facts: baselineFacts },
            { parsed: governedText(current), facts },
            surface,
          )
        : changes
  ).map(maskChange);
  const context: RuleContext = {
    path: input.path,
    surface,
    example: isExamplePath(input.path),
    text: judgedPart(input.text, facts) ?? '',
    root: current.parsed?.root,
    facts,
    baselineText: judgedPart(input.baseline?.text, baselineFacts),
    baselineRoot: baseline.parsed?.root,
    baselineFacts: hasBaseline ? baselineFacts : undefined,
    changes: allChanges,
    memory,
  };
  const inheritedIdentities =
    previous?.hasBaseline === hasBaseline && previous.baselineFacts === baselineFacts
      ? previous.inheritedIdentities
      : baselineIdentities(context);
  const findings = judgeFile({ ...context, inheritedIdentities });
  const reason = current.parsed === undefined ? undefined : unreadableReason(current.parsed);
  return {
    path: input.path,
    surface,
    assessed: general ? 'general' : 'in-depth',
    status: reason === undefined ? 'ok' : 'unreadable',
    reason,
    text: input.text,
    baselineText: input.baseline?.text,
    hasBaseline,
    parsed: current.parsed,
    baselineParsed: baseline.parsed,
    facts,
    baselineFacts,
    inheritedIdentities,
    memory: memory.close(),
    changes: allChanges,
    findings,
    assessment: assess(allChanges, findings),
  };
}

/**
 * A cheap look before anything is asked about a file, its baseline for instance: its name and its
 * text do not rule out that it is governed. A file that was and no longer is looks the same as one
 * that never was.
 */
export function mayHoldFacts(path: string, text: string): boolean {
  const surface = findSurface(path);
  return surface !== undefined && isWorthParsing(text, surface);
}

/** The change set of several files as one: its score is not the sum of theirs, its subjects are. */
export function assessChangeSet(files: readonly FileAnalysis[]): Assessment {
  return assess(
    files.flatMap((file) => file.changes),
    files.flatMap((file) =>
      file.findings.map((finding) => ({ ...finding, subject: `${file.path} ${finding.subject}` })),
    ),
    files.flatMap((file) =>
      unspokenChanges(file.changes, file.findings).map((change) => ({
        ...change,
        subject: `${file.path} ${change.subject}`,
      })),
    ),
  );
}

/** Rules that read the text itself read as much of it as was read into facts; the rest is a finding. */
function judgedPart(text: string | undefined, { ambiguities }: FileFacts): string | undefined {
  const unjudged = ambiguities?.find(({ kind }) => kind === 'too-much');
  return unjudged === undefined ? text : text?.slice(0, unjudged.range.start);
}

interface SideReading {
  readonly text: string | undefined;
  readonly parsed: ParsedText | undefined;
  readonly facts: FileFacts | undefined;
}

/** What no reader understands comes as one change among those that are understood. */
function withGeneral(
  changes: readonly Change[],
  baseline: SideReading,
  current: SideReading,
  surface: Surface,
): readonly Change[] {
  const more = compareGeneral(governedText(baseline), governedText(current), surface);
  if (more.length === 0) return changes;
  return [...changes, ...more].sort((left, right) => left.range.start - right.range.start);
}

function governedText({ facts, parsed }: SideReading): ParsedText | undefined {
  return facts === undefined ? undefined : parsed;
}

function readSide(
  path: string,
  text: string | undefined,
  surface: Surface,
  known: readonly SideReading[],
  memory: Memory,
): SideReading {
  if (text === undefined) return { text, parsed: undefined, facts: undefined };
  const same = known.find((side) => side.text === text);
  if (same !== undefined) return same;
  const part = readablePart(text, surface);
  const read = asTemplate(path, parseText(part, surface.format));
  const bounded = boundTree(read);
  const parsed =
    part.length === text.length
      ? bounded
      : { ...bounded, problems: [...bounded.problems, tooLong(part.length, text.length)] };
  const governed =
    passesContentTest({ ...read, text }, surface) ||
    (isPartlyRead(read, text) && mayHoldMore(text, surface));
  return { text, parsed, facts: governed ? readFacts(parsed, surface, memory, text) : undefined };
}

function isPartlyRead({ text, problems }: ParsedText, whole: string): boolean {
  return (
    text.length < whole.length ||
    problems.some(({ kind }) => kind === 'too-long' || kind === 'too-deep')
  );
}

/**
 * Nothing found in a part of a text says nothing about the rest: what makes the file a governed one may
 * stand there. JSON is cheap enough to be looked through for that; of Markdown all is known already.
 */
function mayHoldMore(text: string, surface: Surface): boolean {
  switch (surface.format) {
    case 'yaml':
    case 'toml':
      return isWorthParsing(text, surface);
    case 'json':
    case 'jsonc':
      return passesContentTest(parseJson(text), surface);
    case 'markdown':
    case 'text':
      return false;
  }
}

/** Both sides of an analysis, as far as they hold facts: an empty side may have failed its content test. */
function knownSides(analysis: FileAnalysis): readonly SideReading[] {
  return [
    {
      text: analysis.baselineText,
      parsed: analysis.baselineParsed,
      facts: analysis.baselineFacts,
    },
    { text: analysis.text, parsed: analysis.parsed, facts: analysis.facts },
  ].filter(({ facts }) => facts !== emptyFacts);
}

/** A template with holes is not broken because it does not parse before they are filled. */
function asTemplate(path: string, parsed: ParsedText): ParsedText {
  const holes = !parsed.complete && isExamplePath(path) && /\{\{|<%|<<\w/.test(parsed.text);
  if (!holes) return parsed;
  const unread = parsed.problems.filter(({ kind }) => kind === 'too-long' || kind === 'too-deep');
  return { ...parsed, problems: unread, complete: true };
}

/** The first syntax problem in words with its place; an empty file is simply empty. */
function unreadableReason(parsed: ParsedText): string | undefined {
  if (parsed.complete || parsed.text.trim() === '') return undefined;
  const problem = parsed.problems.find(({ kind }) => kind !== 'duplicate-key');
  if (problem === undefined) return t('The file could not be understood.');
  const path = linkTarget.exec(parsed.text)?.[1];
  if (path !== undefined) {
    return t('It holds only the path “{0}”: a symbolic link that was checked out as text.', path);
  }
  const { line, character } = positionAt(parsed.text, problem.range.start);
  return t('Line {0}, column {1}: {2}', line + 1, character + 1, problem.message);
}

/** How git writes a symbolic link where the file system has none. */
const linkTarget = /^((?:\.{0,2}\/)?[\w.-]+(?:\/[\w.-]+)*)\n?$/;
