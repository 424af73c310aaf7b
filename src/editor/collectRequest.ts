import * as vscode from 'vscode';
import { analyzeFile, type FileAnalysis } from '../core/analyze';
import type { BaseRules, GateCommit, GateFile } from '../core/gate/gateInput';
import { emailIdentity } from '../core/gate/people';
import type { PlacedTemplate } from '../core/gate/plannedNow';
import { isTemplatePath, parseTemplate } from '../core/policy/templates/parseTemplate';
import { policyFile } from '../core/policy/changePolicy';
import type { ChangeRecord, RecordFileVersion } from '../core/record/changeRecord';
import { gitBlob, isGitBlob } from '../core/record/gitBlob';
import { withLessons } from '../core/record/withLessons';
import { textDigest } from '../core/record/textDigest';
import type { AnalysisStore } from './analysisStore';
import type { BaseBranch, BaseBranches, GitObject } from './baseBranch';
import type { Baselines } from './baselines';
import type { GitCommit, GitRepository } from './gitApi';
import { fileIn, type GovernedFolder } from './governedFolder';
import { openDocument } from './openDocument';
import { pathFrom } from './recordRoot';

/** Who may sign, on the base branch. */
const signersFile = '.mcp-change/allowed_signers';
/** In the order in which forges look. */
const ownersFiles = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const linkMode = '120000';

/** What a request is weighed by, apart from its approvals. */
export interface CollectedRequest {
  readonly base: BaseBranch;
  readonly files: readonly GateFile[];
  readonly rules: BaseRules;
  readonly commits: readonly GateCommit[];
  readonly signers: string | undefined;
  /** Everything that would be approved is committed. */
  readonly committed: boolean;
}

/** What the reading is done with. */
export interface Sources {
  readonly baselines: Baselines;
  readonly branches: BaseBranches;
  readonly store: AnalysisStore;
  /** What was rolled back in the folder of the request. */
  readonly rolledBack: readonly ChangeRecord[];
  /** The files that differ between a commit and the work tree. */
  readonly differing: (commit: string) => Promise<ReadonlyMap<string, vscode.Uri>>;
}

/**
 * Reads what the gate would read for one request, through VS Code's git extension: the files at the tip
 * of the base branch and in this checkout, the rules of the base branch, who made the commits. What git
 * alone can say (who committed, how branches merge) is left to the gate.
 *
 * @param me whoever works here: what is not committed yet is theirs
 */
export async function collectRequest(
  record: ChangeRecord,
  place: { readonly uri: vscode.Uri; readonly folder: GovernedFolder },
  repository: GitRepository,
  base: BaseBranch,
  me: string,
  sources: Sources,
): Promise<CollectedRequest> {
  const reader = { repository, base, folder: place.folder, sources };
  const read = await Promise.all(
    record.subject.files.map(async ({ path }) => readFile(path, reader)),
  );
  const paths = record.subject.files.map(({ path }) => path);
  const [rules, signers, commits, recordKept] = await Promise.all([
    readRules(paths, place.uri, reader),
    textAt(signersFile, reader),
    Promise.all(paths.map(async (path) => commitsOf(path, reader))),
    isCommitted(place.uri, reader),
  ]);
  const committed = recordKept && read.every((file) => file.committed);
  const mine: GateCommit = {
    committedAt: new Date(0),
    people: [{ identity: me, part: 'author' }],
  };
  return {
    base,
    files: read.flatMap(({ file }) => file ?? []),
    rules,
    commits: [...commits.flat(), ...(read.every((file) => file.committed) ? [] : [mine])],
    signers,
    committed,
  };
}

interface Reader {
  readonly repository: GitRepository;
  readonly base: BaseBranch;
  /** The root of the repository: rules stand there, and paths start there. */
  readonly folder: GovernedFolder;
  readonly sources: Sources;
}

interface ReadFile {
  /** Undefined: the base branch holds the same. */
  readonly file: GateFile | undefined;
  readonly committed: boolean;
}

async function readFile(path: string, reader: Reader): Promise<ReadFile> {
  const { repository, base, folder, sources } = reader;
  const uri = fileIn(folder, path);
  const [tip, head] = await Promise.all([
    sources.branches.at(repository, base.tip, uri),
    sources.branches.at(repository, base.head, uri),
  ]);
  const tracked = sources.store.get(uri);
  const text = tracked === undefined ? await readText(uri) : tracked.analysis.text;
  const committed =
    text === undefined ? head === undefined : head !== undefined && keeps(head, text);
  const before = await textOf(tip, uri, tracked?.analysis.baselineText, reader);
  const like = tip?.blob ?? head?.blob ?? '';
  const from = versionOf(tip, before);
  const to =
    text === undefined
      ? null
      : committed
        ? versionOf(head, text)
        : { mode: head?.mode ?? tip?.mode ?? '100644', blob: gitBlob(text, like) };
  if (from?.blob === to?.blob && from?.mode === to?.mode && from?.sha256 === to?.sha256) {
    return { file: undefined, committed };
  }
  const analysis = analysisOf(path, before, text, tracked?.analysis, sources.rolledBack);
  const problem = analysis?.status === 'unreadable' ? analysis.reason : undefined;
  return { file: { path, from, to, before, after: text, analysis, problem }, committed };
}

/** What the analyses of the editor say already is not worked out again. */
function analysisOf(
  path: string,
  before: string | undefined,
  text: string | undefined,
  known: FileAnalysis | undefined,
  rolledBack: readonly ChangeRecord[],
): FileAnalysis | undefined {
  const same = known?.hasBaseline === true && known.baselineText === before && known.text === text;
  if (same) return known.path === path ? known : { ...known, path };
  const input = { path, text, baseline: { text: before }, byPolicy: known?.surface };
  const analysis = analyzeFile(input, known);
  return analysis && withLessons(analysis, rolledBack, new Date()).analysis;
}

/** A link has no text of its own: what it leads to is not asked of git here. */
function keeps({ mode, blob }: GitObject, text: string): boolean {
  return mode === linkMode || isGitBlob(text, blob);
}

function versionOf(
  object: GitObject | undefined,
  text: string | undefined,
): RecordFileVersion | null {
  if (object === undefined) return null;
  return object.mode === linkMode && text !== undefined
    ? { ...object, sha256: textDigest(text) }
    : object;
}

async function textOf(
  object: GitObject | undefined,
  uri: vscode.Uri,
  known: string | undefined,
  { base, sources, repository }: Reader,
): Promise<string | undefined> {
  if (object === undefined) return undefined;
  if (known !== undefined && keeps(object, known)) return known;
  return sources.baselines.textAtCommit(uri, base.tip, repository);
}

async function readRules(
  paths: readonly string[],
  record: vscode.Uri,
  reader: Reader,
): Promise<BaseRules> {
  const places = policyPlaces(paths);
  const [policies, policiesAfter, mailmap, codeowners, templates] = await Promise.all([
    Promise.all(places.map(async (path) => policyAt(path, reader))),
    Promise.all(
      places.map(async (path) => {
        const text = await readText(vscode.Uri.joinPath(reader.folder.uri, path));
        return text === undefined ? [] : [{ path, text }];
      }),
    ),
    textAt('.mailmap', reader),
    ownersAt(reader),
    readTemplates(record, reader),
  ]);
  return {
    templates,
    policies: policies.flat(),
    policiesAfter: policiesAfter.flat(),
    // An approval given under an earlier policy shows as stale here; the gate may still take it.
    earlierPolicies: () => [],
    mailmap,
    codeowners,
  };
}

/** Where policies for some files may stand: in each folder above one of them. */
function policyPlaces(paths: readonly string[]): readonly string[] {
  const places = new Set([policyFile]);
  for (const path of paths) {
    const folders = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth += 1) {
      places.add(`${folders.slice(0, depth).join('/')}/${policyFile}`);
    }
  }
  return [...places];
}

async function policyAt(path: string, reader: Reader): Promise<BaseRules['policies']> {
  const uri = vscode.Uri.joinPath(reader.folder.uri, path);
  const object = await reader.sources.branches.at(reader.repository, reader.base.tip, uri);
  if (object === undefined) return [];
  const text = await reader.sources.baselines.textAtCommit(uri, reader.base.tip, reader.repository);
  return [{ path, blob: object.blob, text }];
}

/**
 * The templates of the base branch: those that this checkout has, and those that it has no more. Git's
 * extension lists no folder of a commit, but what differs.
 *
 * @param record where it stands: templates beside it count too
 */
async function readTemplates(
  record: vscode.Uri,
  reader: Reader,
): Promise<readonly PlacedTemplate[]> {
  const { folder, sources, base } = reader;
  const folders = new Map(
    [
      vscode.Uri.joinPath(folder.uri, '.mcp-change', 'templates'),
      vscode.Uri.joinPath(record, '..', '..', 'templates'),
    ].map((uri) => [uri.path, uri]),
  );
  const here = await Promise.all(
    [...folders.values()].map(async (uri) =>
      (await namesIn(uri)).map((name) => vscode.Uri.joinPath(uri, name)),
    ),
  );
  const onBase = await Promise.all(
    [...folders.values()].map((uri) => sources.branches.at(reader.repository, base.tip, uri)),
  );
  // Nearly everywhere a team has none: comparing the whole checkout would cost a process at every pause.
  const differing = onBase.some((tree) => tree !== undefined)
    ? [...(await sources.differing(base.tip)).values()]
    : [];
  const gone = differing.filter((uri) => folders.has(vscode.Uri.joinPath(uri, '..').path));
  const paths = [...new Set([...here.flat(), ...gone].map((uri) => pathFrom(folder, uri)))];
  const placed = await Promise.all(
    paths
      .filter(isTemplatePath)
      .sort()
      .map(async (path): Promise<readonly PlacedTemplate[]> => {
        const text = await textAt(path, reader);
        const override = text === undefined ? undefined : parseTemplate(path, text).override;
        return override === undefined ? [] : [{ path, override }];
      }),
  );
  return placed.flat();
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}

async function ownersAt(reader: Reader): Promise<string | undefined> {
  for (const path of ownersFiles) {
    const text = await textAt(path, reader);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** @param path from the root */
async function textAt(path: string, reader: Reader): Promise<string | undefined> {
  const uri = vscode.Uri.joinPath(reader.folder.uri, path);
  const object = await reader.sources.branches.at(reader.repository, reader.base.tip, uri);
  return object === undefined
    ? undefined
    : reader.sources.baselines.textAtCommit(uri, reader.base.tip, reader.repository);
}

async function isCommitted(
  uri: vscode.Uri,
  { repository, base, sources }: Reader,
): Promise<boolean> {
  const object = await sources.branches.at(repository, base.head, uri);
  const text = await readText(uri);
  return object !== undefined && text !== undefined && keeps(object, text);
}

async function commitsOf(
  path: string,
  { repository, base, folder, sources }: Reader,
): Promise<readonly GateCommit[]> {
  const found = await sources.branches.commits(repository, base, fileIn(folder, path));
  return found.map(commitOf);
}

function commitOf({ authorEmail, message, commitDate }: GitCommit): GateCommit {
  const others = [...message.matchAll(/^co-authored-by:[^<\n]{0,200}<([^<>\n]{1,200})>/gim)];
  return {
    committedAt: commitDate ?? new Date(0),
    people: [
      ...(authorEmail === undefined
        ? []
        : [{ identity: emailIdentity(authorEmail), part: 'author' as const }]),
      ...others.map(([, email = '']) => ({
        identity: emailIdentity(email),
        part: 'co-author' as const,
      })),
    ],
  };
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = openDocument(uri);
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
