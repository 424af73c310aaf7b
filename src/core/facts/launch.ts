import { rangeWithinString } from '../parse/navigate';
import type { StringNode, TextRange } from '../parse/tree';
import type { Ecosystem, InlineCode, Launch, PackageSpec } from './fact';
import { classifyInlineCode, evalFlag, isEncodedFlag } from './inlineCode';
import { launchers, type Launcher } from './launchers';
import { splitPackageSpec } from './packageSpec';

/** One word of a command line with its place in the file. */
export interface ArgumentWord {
  readonly value: string;
  readonly node: StringNode;
  /** Offset of this word within the node's value (a command line may be kept in one string). */
  readonly offset: number;
  readonly pointer: string;
}

const containers = new Set(['docker', 'podman', 'nerdctl']);
const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'fish', 'cmd', 'powershell', 'pwsh']);
const interpreters =
  /^(?:node|bun|deno|python[\d.]*|py|ruby|perl|php|java|tsx|ts-node|osascript|dotnet)$/;

/** Their value is loaded before the script, it is not the script. */
const loadingFlag = /^(?:-r|--require|--import|--loader|--experimental-loader|--preload)$/;

const scriptFile = /\.(?:[cm]?[jt]sx?|py|rb|php|pl|jar|dll|sh|bash|zsh|ps1|bat)$/i;

/** Flags of `docker run` that take a value as the next word (docker run --help, 28). */
const containerFlagsWithValue =
  /^(?:-[eluvwpmhac]|--(?:env|env-file|label|user|volume|mount|workdir|publish|memory|hostname|name|network|net|entrypoint|platform|cpus|add-host|cap-add|cap-drop|device|dns|gpus|ipc|pid|pull|restart|security-opt|shm-size|tmpfs|ulimit|userns|log-driver|cidfile|runtime|stop-signal|volumes-from|group-add|expose|link|ip|init-path|cgroupns))$/;

/**
 * Reads how a server is started: wrappers taken off, the program named, its package found.
 *
 * @param text the file the words stand in
 * @param words command and arguments in order; at least one
 */
export function readLaunch(text: string, words: readonly ArgumentWord[]): Launch {
  const { index, wrappers } = unwrap(words);
  const argv = words.map((word) => word.value);
  const place = (word: ArgumentWord, start = 0, end = word.value.length): TextRange =>
    rangeWithinString(text, word.node, word.offset + start, word.offset + end);
  const base = {
    argv,
    argvRanges: words.map((word) => place(word)),
    argvPointers: words.map((word) => word.pointer),
    wrappers,
    programIndex: index,
  };
  const program = programName(words[index]?.value ?? '');
  const rest = words.slice(index + 1);
  const restValues = rest.map((word) => word.value);
  const spec = (found: FoundPackage | undefined): PackageSpec | undefined => {
    const word = found === undefined ? undefined : rest[found.index];
    if (found === undefined || word === undefined) return undefined;
    const split = splitPackageSpec(found.ecosystem, word.value.slice(found.offset));
    return {
      ecosystem: split.ecosystem,
      name: split.name,
      version: split.version,
      pin: split.pin,
      text: word.value.slice(found.offset),
      range: place(word, found.offset),
      versionRange:
        split.version === undefined
          ? place(word, found.offset)
          : place(word, found.offset + split.versionStart),
      pointer: word.pointer,
    };
  };
  const inlineCode = readInlineCode(program, rest, place);
  if (inlineCode?.shape === 'simple-command' && shells.has(program)) {
    const inner = wordsInside(rest, inlineCode.text);
    if (inner.length > 0) {
      const launch = readLaunch(text, inner);
      return {
        ...launch,
        ...base,
        programIndex: index,
        wrappers: [...wrappers, `${program} -c`, ...launch.wrappers],
      };
    }
  }
  if (inlineCode !== undefined) {
    return { ...base, program, family: shells.has(program) ? 'shell' : 'interpreter', inlineCode };
  }
  if (containers.has(program)) {
    return { ...base, program, family: 'container', package: spec(findImage(restValues)) };
  }
  const launcher = launchers.find((candidate) => candidate.matches(program, restValues));
  if (launcher !== undefined) {
    const found = findPackage(launcher, restValues);
    const carrier = spec(found);
    const carried = carrier === undefined ? undefined : carriedBy(carrier, restValues, found);
    return {
      ...base,
      program,
      family: 'package-runner',
      package: carrier,
      ...(carried === undefined ? {} : { carried }),
    };
  }
  if (interpreters.test(program) || program === 'uv' || shells.has(program)) {
    const at = rest.findIndex(
      (word, place) =>
        scriptFile.test(word.value) && !loadingFlag.test(rest[place - 1]?.value ?? ''),
    );
    const script = rest[at];
    return {
      ...base,
      program,
      family: shells.has(program) && script === undefined ? 'shell' : 'interpreter',
      ...(script === undefined ? {} : { script: { path: script.value, range: place(script) } }),
    };
  }
  const command = words[index]?.value ?? '';
  const local = /^(?:\.{0,2}[\\/]|~|[a-zA-Z]:[\\/]|\$\{)/.test(command);
  return { ...base, program, family: local ? 'local-program' : 'other' };
}

/** Lower case, without path and Windows endings: `C:\x\NPX.CMD` → `npx`. */
export function programName(command: string): string {
  const last = command.split(/[\\/]/).pop() ?? command;
  return last.toLowerCase().replace(/\.(?:exe|cmd|bat|ps1)$/, '');
}

/** The words of one simple command kept in a shell string, each with its place. */
function wordsInside(rest: readonly ArgumentWord[], code: string): readonly ArgumentWord[] {
  const holder = rest.find((word) => word.value === code);
  if (holder === undefined) return [];
  return splitCommandLine(
    code.replace(/^(\s*)exec(?=\s)/, (whole) => ' '.repeat(whole.length)),
  ).map(({ value, offset }) => ({ ...holder, value, offset: holder.offset + offset }));
}

/** Splits a command line at spaces outside quotes; offsets count into the line. */
export function splitCommandLine(
  line: string,
): readonly { readonly value: string; readonly offset: number }[] {
  const words: { value: string; offset: number }[] = [];
  for (const match of line.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)) {
    const quoted = match[1] ?? match[2];
    words.push({
      value: quoted ?? match[0],
      offset: match.index + (quoted === undefined ? 0 : 1),
    });
  }
  return words;
}

interface Unwrapped {
  readonly index: number;
  readonly wrappers: readonly string[];
}

/** Skips what only wraps (reference landscape section 4): `cmd /c`, `env K=V`, `timeout 5`, `op run --`. */
function unwrap(words: readonly ArgumentWord[]): Unwrapped {
  const wrappers: string[] = [];
  let index = 0;
  for (let steps = 0; steps < 8 && index < words.length - 1; steps += 1) {
    const program = programName(words[index]?.value ?? '');
    const following = words.slice(index + 1).map((word) => word.value);
    const skip = wrapperLength(program, following);
    if (skip === undefined) break;
    wrappers.push([program, ...following.slice(0, skip - 1)].join(' '));
    index += skip;
  }
  return { index: Math.min(index, words.length - 1), wrappers };
}

/** How many words a wrapper takes, itself included; undefined when it is none. */
function wrapperLength(program: string, following: readonly string[]): number | undefined {
  const untilDashes = (): number | undefined => {
    const at = following.indexOf('--');
    return at < 0 ? undefined : at + 2;
  };
  switch (program) {
    case 'cmd':
      return /^\/[ck]$/i.test(following[0] ?? '') && !/[&|<>^]/.test(following.slice(1).join(' '))
        ? 2
        : undefined;
    case 'env':
    case 'cross-env': {
      const at = following.findIndex((word) => !/^\w+=/.test(word) && !/^-[iu0]?$/.test(word));
      return at < 0 ? undefined : at + 1;
    }
    case 'sudo':
    case 'doas':
    case 'gsudo':
    case 'pkexec':
    case 'nohup':
    case 'volta':
    case 'wsl':
      return /^(?:run|exec)$/.test(following[0] ?? '') ? 2 : 1;
    case 'nice':
      return following[0] === '-n' ? 3 : 1;
    case 'timeout':
      return 2;
    case 'op':
    case 'doppler':
    case 'infisical':
    case 'dotenvx':
    case 'mise':
    case 'direnv':
      return untilDashes() ?? (program === 'direnv' && following[0] === 'exec' ? 3 : undefined);
    default:
      return undefined;
  }
}

interface FoundPackage {
  readonly index: number;
  /** Where the spec starts within the word (`--from=pkg`, `npm:pkg`). */
  readonly offset: number;
  readonly ecosystem: Ecosystem;
}

function findPackage(launcher: Launcher, words: readonly string[]): FoundPackage | undefined {
  let first: FoundPackage | undefined;
  for (let index = launcher.skip(words); index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [flag, value] = splitFlag(word);
    if (launcher.packageFlags.includes(flag)) {
      if (value !== undefined) {
        return { index, offset: flag.length + 1, ecosystem: launcher.ecosystem };
      }
      return index + 1 < words.length
        ? { index: index + 1, offset: 0, ecosystem: launcher.ecosystem }
        : undefined;
    }
    if (word.startsWith('-') && first === undefined) {
      if (launcher.valueFlags.includes(flag) && value === undefined) index += 1;
      continue;
    }
    first ??= packageAt(launcher, word, index);
    // Flags after the package belong to the server; a package flag can only stand before it.
    break;
  }
  return first;
}

/** A bridge has few words of its own; the command behind it starts among these. */
const mostBridgeWords = 30;

/** Options of an installer whose value stands behind them. */
const valueBefore = /^--(?:key|config|client|profile)$/;

/** Bridges, inspectors and installers are started with the command of the server behind them. */
function carriedBy(
  carrier: PackageSpec,
  words: readonly string[],
  found: FoundPackage | undefined,
): string | undefined {
  const first = (found?.index ?? 0) + 1;
  const after = words.slice(first, first + mostBridgeWords);
  if (carrier.name === '@smithery/cli') {
    const named = after
      .slice(after.indexOf('run') + 1)
      .find((word, index, all) => !word.startsWith('-') && !valueBefore.test(all[index - 1] ?? ''));
    return named === undefined ? undefined : splitPackageSpec('npm', named).name;
  }
  for (const [index, word] of after.entries()) {
    const line = [...splitCommandLine(word).map(({ value }) => value), ...after.slice(index + 1)];
    const rest = line.slice(1);
    const inner = launchers.find((entry) => entry.matches(programName(line[0] ?? ''), rest));
    const place = inner === undefined ? undefined : findPackage(inner, rest);
    const text = place === undefined ? undefined : rest[place.index]?.slice(place.offset);
    if (place !== undefined && text !== undefined) {
      return splitPackageSpec(place.ecosystem, text).name;
    }
  }
  return undefined;
}

function packageAt(launcher: Launcher, word: string, index: number): FoundPackage | undefined {
  if (launcher.ecosystem === 'jsr') {
    const prefix = /^(npm|jsr):/.exec(word);
    if (prefix !== null) {
      return { index, offset: prefix[0].length, ecosystem: prefix[1] === 'npm' ? 'npm' : 'jsr' };
    }
    return /^https?:/.test(word) ? { index, offset: 0, ecosystem: 'url' } : undefined;
  }
  // `npx ./local` and `uvx ./dir` run what lies in the workspace.
  return /^(?:\.{1,2}(?:[\\/]|$)|\/|~|[a-zA-Z]:[\\/]|\$\{)/.test(word)
    ? undefined
    : { index, offset: 0, ecosystem: launcher.ecosystem };
}

function splitFlag(word: string): [flag: string, value: string | undefined] {
  const equals = word.indexOf('=');
  return word.startsWith('-') && equals > 0
    ? [word.slice(0, equals), word.slice(equals + 1)]
    : [word, undefined];
}

function findImage(words: readonly string[]): FoundPackage | undefined {
  let index = words[0] === 'container' ? 1 : 0;
  if (words[index] !== 'run') return undefined;
  for (index += 1; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return { index, offset: 0, ecosystem: 'oci' };
    if (containerFlagsWithValue.test(word)) index += 1;
  }
  return undefined;
}

function readInlineCode(
  program: string,
  rest: readonly ArgumentWord[],
  place: (word: ArgumentWord) => TextRange,
): InlineCode | undefined {
  const at = rest.findIndex((word) => evalFlag(program, word.value));
  if (at < 0) return undefined;
  const code = rest[at + 1];
  // `cmd /c` takes the rest of the line, everything else the next word.
  if (code === undefined) return undefined;
  const text =
    program === 'cmd'
      ? rest
          .slice(at + 1)
          .map((word) => word.value)
          .join(' ')
      : code.value;
  return {
    text,
    range: place(code),
    pointer: code.pointer,
    shape: isEncodedFlag(program, rest[at]?.value ?? '')
      ? 'decode-and-run'
      : classifyInlineCode(program, text),
  };
}
