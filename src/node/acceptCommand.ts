import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FileAnalysis } from '../core/analyze';
import { Memory } from '../core/parse/memory';
import { acceptancesFile } from '../core/policy/acceptances/acceptance';
import { acceptanceOf, writeAcceptance } from '../core/record/writeAcceptance';
import type { Finding } from '../core/rules/rule';
import { refuseAgents } from './agentVariables';
import { analyzeReading, textOf } from './analyzeReading';
import { assertInside } from './assertInside';
import type { CommandEnvironment, CommandOptions, ExitCode } from './commandLine';
import { compareStates } from './compareStates';
import { stringOption } from './diffCommand';
import { listGovernedPaths, readGovernedFile } from './governedFiles';
import { GitRepository } from './gitRepository';
import { formatOf } from './printReport';
import { requesterOf } from './recordCommand';
import { UsageError } from './usageError';
import { writeAtomically } from './writeAtomically';

interface Found {
  readonly analysis: FileAnalysis;
  readonly finding: Finding;
}

/** Shorter beginnings of an id name too much by accident. */
const shortestId = 6;
const mostListed = 10;

/** `mcp-change accept`: writes down that a finding may stay, why and until when. */
export function acceptCommand(options: CommandOptions, environment: CommandEnvironment): ExitCode {
  const format = formatOf(options, ['text', 'json'] as const);
  refuseAgents(environment, 'accept risks');
  const { id, path } = wantedFinding(options);
  const reason = stringOption(options, 'reason')?.trim() ?? '';
  if (reason.length < 8) {
    throw new UsageError('--reason TEXT is needed: one sentence that says why it can stay.');
  }
  const now = environment.now();
  const until = dayOf(stringOption(options, 'until'), now);
  const repository = GitRepository.open(
    resolve(environment.directory, stringOption(options, 'root') ?? '.'),
  );
  const owner = stringOption(options, 'as') ?? requesterOf(repository).id;
  if (owner === 'email:unknown') {
    throw new UsageError('Git does not know who you are. Set user.email, or use --as email:YOU.');
  }
  const { root } = repository;
  const { analysis, finding } = findOne(root, id, path, stringOption(options, 'base'));
  const file = fileFor(root, analysis.path);
  const folder = file.slice(0, -acceptancesFile.length);
  const acceptance = acceptanceOf(analysis, finding, analysis.path.slice(folder.length), {
    reason,
    owner,
    until,
  });
  assertInside(root, file);
  const reading = readGovernedFile(root, file);
  if ('problem' in reading) throw new UsageError(`${file}: ${reading.problem}`);
  const written = writeAcceptance(textOf(reading), acceptance, now);
  if (written.problem !== undefined) throw new UsageError(written.problem);
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeAtomically(join(root, file), written.text);
  environment.write(
    format === 'json'
      ? `${JSON.stringify({ schema: 'mcp-change/accept-result/v1', path: file, acceptance }, undefined, 2)}\n`
      : `${file}\n${acceptance.rule} (${acceptance.entry}, ${acceptance.path}) is accepted until ${until} by ${owner}.\nCommit it by itself: it counts for pull requests when the base holds it, and opens again when the entry changes.\n`,
  );
  return 0;
}

function wantedFinding({ positionals }: CommandOptions): {
  readonly id: string;
  /** Undefined: any file. */
  readonly path: string | undefined;
} {
  const [id, path] = positionals;
  if (id === undefined || positionals.length > 2 || !/^[0-9a-f]{6,32}$/.test(id)) {
    throw new UsageError(
      `Name one finding by its id, at least ${shortestId} of its letters, e.g. mcp-change accept 3f2a91bc04de. “mcp-change scan” shows them.`,
    );
  }
  return { id, path };
}

/** A day, or a number of days from now: `2027-01-31`, `90d`. */
function dayOf(wanted: string | undefined, now: Date): string {
  const days = /^(\d{1,3})d$/.exec(wanted ?? '')?.[1];
  if (days !== undefined) {
    return new Date(now.getTime() + Number(days) * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  }
  if (wanted === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(wanted)) {
    throw new UsageError(
      '--until DAY is needed: the last day on which it holds, e.g. --until 2027-01-31 or --until 90d; one year at most.',
    );
  }
  return wanted;
}

/**
 * The finding of an id: as the files stand, else what the change against the base brought.
 *
 * @throws UsageError when there is none, or more than one
 */
function findOne(
  root: string,
  id: string,
  path: string | undefined,
  base: string | undefined,
): Found {
  const findIn = (analyses: readonly FileAnalysis[]): readonly Found[] =>
    analyses
      .filter((analysis) => path === undefined || analysis.path === path)
      .flatMap((analysis) =>
        analysis.findings
          .filter(({ fingerprint }) => fingerprint.startsWith(id))
          .map((finding) => ({ analysis, finding })),
      );
  const standing = base === undefined ? findIn(scan(root)) : [];
  const found =
    standing.length > 0 ? standing : findIn(compareStates(root, base, undefined).analyses);
  const [first] = found;
  if (first === undefined) {
    throw new UsageError(
      `There is no finding ${id} in the files as they are now. “mcp-change scan” and “mcp-change diff --format json” show the ids.`,
    );
  }
  const places = new Set(
    found.map(({ analysis, finding }) => `${analysis.path} ${finding.rule} ${finding.fingerprint}`),
  );
  if (places.size > 1) {
    const list = [...places].slice(0, mostListed).map((place) => `  ${place}`);
    throw new UsageError(
      `${id} names ${places.size} findings. Write more of its letters, or the file after it:\n${list.join('\n')}`,
    );
  }
  return first;
}

function scan(root: string): readonly FileAnalysis[] {
  const memory = new Memory();
  const { paths, governed } = listGovernedPaths(root);
  return paths.flatMap((path) => {
    const reading = readGovernedFile(root, path);
    if ('missing' in reading) return [];
    return analyzeReading(path, reading, undefined, memory, governed).analysis ?? [];
  });
}

/** The nearest file of acceptances above a file; without one, that of the root. */
function fileFor(root: string, path: string): string {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const file = `${path.slice(0, end)}/${acceptancesFile}`;
    if (!('missing' in readGovernedFile(root, file))) return file;
  }
  return acceptancesFile;
}
