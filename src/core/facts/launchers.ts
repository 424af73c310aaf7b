import type { Ecosystem } from './fact';

/** A program that fetches a package and runs it. Data: reference landscape section 4. */
export interface Launcher {
  readonly name: string;
  readonly ecosystem: Ecosystem;
  readonly matches: (program: string, words: readonly string[]) => boolean;
  /** Index of the first word that can be the package. */
  readonly skip: (words: readonly string[]) => number;
  /** Flags whose value is the package. */
  readonly packageFlags: readonly string[];
  /** Flags that take a value which is not the package. */
  readonly valueFlags: readonly string[];
}

const none = (): number => 0;
const one = (): number => 1;
const npmValueFlags = ['--registry', '-c', '--call', '--cache', '--userconfig', '--prefix', '-w'];
const uvValueFlags = [
  '--with',
  '--python',
  '-p',
  '--index-url',
  '--extra-index-url',
  '--index',
  '--default-index',
  '--cache-dir',
  '--prerelease',
  '--with-requirements',
  '--env-file',
];

export const launchers: readonly Launcher[] = [
  {
    name: 'npx',
    ecosystem: 'npm',
    matches: (program) => program === 'npx' || program === 'pnpx' || program === 'bunx',
    skip: none,
    packageFlags: ['-p', '--package'],
    valueFlags: npmValueFlags,
  },
  {
    name: 'npm exec',
    ecosystem: 'npm',
    matches: (program, words) => program === 'npm' && /^(?:exec|x)$/.test(words[0] ?? ''),
    skip: one,
    packageFlags: ['-p', '--package'],
    valueFlags: npmValueFlags,
  },
  {
    name: 'dlx',
    ecosystem: 'npm',
    matches: (program, words) => /^(?:pnpm|yarn)$/.test(program) && words[0] === 'dlx',
    skip: one,
    packageFlags: ['-p', '--package'],
    valueFlags: npmValueFlags,
  },
  {
    name: 'bun x',
    ecosystem: 'npm',
    matches: (program, words) => program === 'bun' && words[0] === 'x',
    skip: one,
    packageFlags: ['-p', '--package'],
    valueFlags: npmValueFlags,
  },
  {
    name: 'uvx',
    ecosystem: 'pypi',
    matches: (program) => program === 'uvx',
    skip: none,
    packageFlags: ['--from'],
    valueFlags: uvValueFlags,
  },
  {
    name: 'uv tool run',
    ecosystem: 'pypi',
    matches: (program, words) => program === 'uv' && words[0] === 'tool' && words[1] === 'run',
    skip: () => 2,
    packageFlags: ['--from'],
    valueFlags: uvValueFlags,
  },
  {
    name: 'uv run --with',
    ecosystem: 'pypi',
    matches: (program, words) => program === 'uv' && words[0] === 'run' && words.includes('--with'),
    skip: one,
    packageFlags: ['--with'],
    valueFlags: uvValueFlags.filter((flag) => flag !== '--with'),
  },
  {
    name: 'pipx run',
    ecosystem: 'pypi',
    matches: (program, words) => program === 'pipx' && words[0] === 'run',
    skip: one,
    packageFlags: ['--spec'],
    valueFlags: ['--python', '--pip-args', '--index-url'],
  },
  {
    name: 'deno run',
    ecosystem: 'jsr',
    matches: (program, words) => program === 'deno' && /^(?:run|x)$/.test(words[0] ?? ''),
    skip: one,
    packageFlags: [],
    valueFlags: ['-c', '--config', '--import-map', '--lock'],
  },
  {
    name: 'go run',
    ecosystem: 'go',
    matches: (program, words) =>
      program === 'go' && words[0] === 'run' && /@/.test(words.slice(1).join(' ')),
    skip: one,
    packageFlags: [],
    valueFlags: [],
  },
  {
    name: 'dnx',
    ecosystem: 'nuget',
    matches: (program) => program === 'dnx',
    skip: none,
    packageFlags: [],
    valueFlags: ['--source', '--add-source', '--configfile', '--version'],
  },
];
