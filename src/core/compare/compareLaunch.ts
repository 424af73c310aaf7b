import { t } from '@vscode/l10n';
import type { Launch, ServerFact } from '../facts/fact';
import { maskArguments } from '../facts/maskArguments';
import { maskSecrets } from '../facts/maskSecrets';
import { normalisePath } from '../facts/filesystemRoots';
import { isUnusualProgramPath } from '../facts/programPath';
import type { TextRange } from '../parse/tree';
import { argumentDirection } from './argumentDirection';
import { comparePackage } from './comparePackage';
import type { PartChange } from './compareServer';

const sameRegistry = new Set(['npm', 'pypi']);

/** Changes of what a local server runs: program, package, version, arguments. */
export function compareLaunch(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = baseline.launch;
  const after = current.launch;
  if (before === undefined || after === undefined) return transport(baseline, current);
  // Everything below is read from these words; of most servers an edit leaves them alone.
  if (sameTexts(before.argv, after.argv)) return [];
  const changes: PartChange[] = [];
  const oldPackage = before.package;
  const newPackage = after.package;
  const samePackageKind =
    oldPackage !== undefined &&
    newPackage !== undefined &&
    (before.program === after.program ||
      (before.family === after.family && oldPackage.ecosystem === newPackage.ecosystem));
  if (!samePackageKind) {
    // `npx .` and `npx some-package` share a program and nothing else.
    const packageCame = (oldPackage === undefined) !== (newPackage === undefined);
    if (packageCame || !sameProgram(before, after)) {
      return [commandChange(baseline, current, before, after)];
    }
    if (isLookedUp(before, after)) changes.push(lookUpChange(baseline, current, before, after));
  } else {
    if (before.program !== after.program)
      changes.push(commandChange(baseline, current, before, after));
    changes.push(...comparePackage(baseline, current, oldPackage, newPackage));
  }
  const sameStart =
    sameScript(before, after) && sameWrappers(before, after) && samePath(before, after);
  if (before.inlineCode?.text !== after.inlineCode?.text || !sameStart) {
    return [commandChange(baseline, current, before, after)];
  }
  const [oldWords, newWords] = [otherArguments(baseline, before), otherArguments(current, after)];
  if (!sameWords(oldWords, newWords)) {
    changes.push(argumentChange({ baseline, before, oldWords }, { current, after, newWords }));
  }
  return changes;
}

function transport(baseline: ServerFact, current: ServerFact): PartChange[] {
  if (baseline.launch === undefined && current.launch === undefined) {
    return remoteTransport(baseline, current);
  }
  const local = current.launch !== undefined;
  // `npx mcp-remote https://…` and the address itself reach the same server; only the bridge differs.
  const sameAddress =
    baseline.endpoint?.host !== undefined && baseline.endpoint.host === current.endpoint?.host;
  return [
    {
      facet: 'server.transport',
      pointer: current.pointer,
      direction: local ? 'loosens' : sameAddress ? 'tightens' : 'mixed',
      words: local
        ? t(
            '“{0}” was a remote server and now runs a program here: {1}.',
            current.name,
            commandLine(current.launch) ?? '',
          )
        : t('“{0}” ran a program here and is now a remote server.', current.name),
      before: commandLine(baseline.launch) ?? maskSecrets(baseline.endpoint?.url ?? ''),
      after: commandLine(current.launch) ?? maskSecrets(current.endpoint?.url ?? ''),
      range: current.launch?.argvRanges[0] ?? current.endpoint?.range ?? current.nameRange,
      baselineRange: baseline.nameRange,
      detail: { kind: 'server-transport', server: current, baseline },
    },
  ];
}

/** `sse` and `http` to one address: another form of the same conversation. */
function remoteTransport(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = baseline.transport;
  const after = current.transport;
  if (before === after || before === 'unknown' || after === 'unknown') return [];
  return [
    {
      facet: 'server.transport',
      pointer: current.pointer,
      direction: 'neutral',
      words: t('“{0}” is spoken to over {2} instead of {1}.', current.name, before, after),
      before,
      after,
      range: current.nameRange,
      baselineRange: baseline.nameRange,
      detail: { kind: 'server-transport', server: current, baseline },
    },
  ];
}

function sameProgram(before: Launch, after: Launch): boolean {
  return (
    (before.program === after.program && before.family !== 'local-program') ||
    commandOf(before) === commandOf(after) ||
    isLookedUp(before, after)
  );
}

function commandOf(launch: Launch): string {
  return normalisePath(launch.argv[launch.programIndex] ?? '').replace(/\.(?:exe|cmd|bat)$/i, '');
}

/** A program of one's own, by its name instead of its path: the machine says which one, not the edit. */
function isLookedUp(before: Launch, after: Launch): boolean {
  const path = commandOf(before);
  return (
    // A path inside the project names the project's own program: another is another.
    /^(?:\/|~|[a-z]:)/i.test(path) &&
    path.endsWith(`/${commandOf(after)}`) &&
    !commandOf(after).includes('/')
  );
}

function lookUpChange(
  baseline: ServerFact,
  current: ServerFact,
  before: Launch,
  after: Launch,
): PartChange {
  const change = commandChange(baseline, current, before, after);
  return {
    ...change,
    direction: 'neutral',
    words: t(
      '“{0}” starts `{1}` by its name instead of by its path: the machine decides where it is.',
      current.name,
      after.argv[after.programIndex] ?? '',
    ),
  };
}

/** `cmd /c` and a shell around one plain command change nothing; `sudo` and `env LD_PRELOAD=…` do. */
function sameWrappers(before: Launch, after: Launch): boolean {
  const weighty = (launch: Launch): string =>
    launch.wrappers
      .filter((wrapper) => !/^(?:cmd \/[ck]|(?:ba|z|da|k)?sh -c)$/i.test(wrapper))
      .join('\n');
  return weighty(before) === weighty(after);
}

/** A known name from an unusual place is another program. */
function samePath(before: Launch, after: Launch): boolean {
  const command = (launch: Launch): string => normalisePath(launch.argv[launch.programIndex] ?? '');
  return command(before) === command(after) || !isUnusualProgramPath(command(after));
}

/** Another script is another program, whatever runs it. */
function sameScript(before: Launch, after: Launch): boolean {
  return normalisePath(before.script?.path ?? '') === normalisePath(after.script?.path ?? '');
}

function commandChange(
  baseline: ServerFact,
  current: ServerFact,
  before: Launch,
  after: Launch,
): PartChange {
  // The word that differs: code, script, or the program itself.
  const placeIn = (launch: Launch): TextRange | undefined =>
    launch.inlineCode?.range ??
    (sameScript(before, after) ? undefined : launch.script?.range) ??
    launch.argvRanges[launch.programIndex];
  return {
    facet: 'server.launch',
    pointer: after.argvPointers[after.programIndex] ?? current.pointer,
    direction: 'loosens',
    words: t(
      '“{0}” now starts {1}; it was {2}.',
      current.name,
      commandLine(after) ?? '',
      commandLine(before) ?? '',
    ),
    before: commandLine(before),
    after: commandLine(after),
    range: placeIn(after) ?? current.nameRange,
    baselineRange: placeIn(before),
    detail: { kind: 'server-command', server: current, baseline },
  };
}

interface WordsBefore {
  readonly baseline: ServerFact;
  readonly before: Launch;
  readonly oldWords: readonly Argument[];
}

interface WordsAfter {
  readonly current: ServerFact;
  readonly after: Launch;
  readonly newWords: readonly Argument[];
}

function argumentChange(
  { baseline, before, oldWords }: WordsBefore,
  { current, after, newWords }: WordsAfter,
): PartChange {
  const known = new Set(oldWords.map((entry) => entry.word));
  const newEntries = newWords.filter((entry) => !known.has(entry.word));
  const still = new Set(newWords.map((entry) => entry.word));
  const gone = oldWords.filter((entry) => !still.has(entry.word));
  const first = newEntries[0];
  const at = first?.index ?? after.programIndex;
  const added = shownArguments(after, newEntries);
  const removed = shownArguments(before, gone);
  return {
    facet: 'server.launch',
    pointer: after.argvPointers[at] ?? current.pointer,
    direction: carriesOther(before, after)
      ? 'loosens'
      : argumentDirection(
          newEntries.map((entry) => entry.word),
          gone.map((entry) => entry.word),
          after.argv,
          before.argv,
        ),
    words:
      added === '' && removed === ''
        ? t('“{0}” starts with the same arguments in another order.', current.name)
        : added === ''
          ? t('“{0}” starts without: {1}.', current.name, removed)
          : removed === ''
            ? t('“{0}” starts with: {1}.', current.name, added)
            : t('“{0}” starts with {1} instead of {2}.', current.name, added, removed),
    before: removed,
    after: added,
    range: after.argvRanges[at] ?? current.nameRange,
    ...(gone[0] === undefined || before.argvRanges[gone[0].index] === undefined
      ? {}
      : { baselineRange: before.argvRanges[gone[0].index] }),
    detail: { kind: 'server-arguments', server: current, baseline },
  };
}

/** The same bridge to another package. */
export function carriesOther(before: Launch | undefined, after: Launch | undefined): boolean {
  const [old, now] = [before?.carried, after?.carried];
  return old !== undefined && now !== undefined && old !== now;
}

/** As written, with credentials masked by what stands before them. */
function shownArguments(launch: Launch, entries: readonly Argument[]): string {
  const masked = maskArguments(launch.argv);
  return entries.map(({ index }) => masked[index] ?? '').join(' ');
}

interface Argument {
  readonly word: string;
  readonly index: number;
}

/** Arguments other than those that are facets of their own: program, package, paths, address, environment. */
function otherArguments(server: ServerFact, launch: Launch): readonly Argument[] {
  const elsewhere = new Set([
    launch.package?.pointer,
    server.endpoint?.pointer,
    ...server.roots.map((root) => root.pointer),
    ...server.environment.map((value) => value.pointer),
  ]);
  const quietFlags = sameRegistry.has(launch.package?.ecosystem ?? '');
  return launch.argv
    .map((word, index) => ({ word: normalisePath(word), index }))
    .filter(({ index }) => index > launch.programIndex)
    .filter(
      ({ index }) => !elsewhere.has(launch.argvPointers[index]) || sharesString(launch, index),
    )
    .filter(({ word }) => !(quietFlags && /^(?:-y|--yes|-q|--quiet)$/.test(word)));
}

/**
 * A command line kept in one string gives all its words one pointer; then only the package's own place
 * tells it from the rest.
 */
function sharesString(launch: Launch, index: number): boolean {
  const pointer = launch.argvPointers[index];
  const alone = launch.argvPointers.filter((other) => other === pointer).length === 1;
  const word = launch.argvRanges[index];
  const spec = launch.package?.range;
  if (alone || word === undefined) return false;
  return spec === undefined || spec.end <= word.start || word.end <= spec.start;
}

function sameWords(left: readonly Argument[], right: readonly Argument[]): boolean {
  return (
    left.length === right.length && left.every((entry, index) => entry.word === right[index]?.word)
  );
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

function commandLine(launch: Launch | undefined): string | undefined {
  return launch === undefined ? undefined : maskArguments(launch.argv).join(' ');
}
