/** Where a runner keeps what it fetched, and how it is taken away. */
export interface PackageCache {
  /** Programs that start packages with it, as `launch.program` has them. */
  readonly programs: readonly string[];
  /** Folders in the notation of `userPaths`; on Windows where it differs. */
  readonly folders: readonly string[];
  /** Variable that moves the folder. */
  readonly movedBy?: string | undefined;
  /** Tells the folder on this machine. */
  readonly tells?: string | undefined;
  /** Takes one package away; the name or the key follows. */
  readonly removesOne?: string | undefined;
  /** Takes everything away, where nothing smaller is known. It is fetched again when it is needed. */
  readonly removesAll?: string | undefined;
  /** The same for PowerShell, where it is written otherwise there. */
  readonly windowsRemovesAll?: string | undefined;
  /** When and where it was read or tried. */
  readonly checked: string;
}

/**
 * The caches of the programs that fetch a package and run it. What takes everything away is offered
 * where one package cannot be named: the folder of `pnpm dlx` and `pipx run` is called by a hash that
 * depends on the machine, and Deno and Go know no smaller piece.
 */
export const packageCaches: readonly PackageCache[] = [
  {
    programs: ['npx', 'npm'],
    folders: ['unix:~/.npm/_npx', 'windows:{local}/npm-cache/_npx'],
    movedBy: 'npm_config_cache',
    tells: 'npm config get cache',
    removesOne: 'npm cache npx rm',
    checked: '2026-11, tried with npm 11.19.1',
  },
  {
    programs: ['pnpm', 'pnpx', 'pnx'],
    folders: [
      'linux:~/.cache/pnpm/dlx',
      'macos:~/Library/Caches/pnpm/dlx',
      'windows:{local}/pnpm-cache/dlx',
    ],
    movedBy: 'XDG_CACHE_HOME',
    tells: 'pnpm cache path',
    removesAll: 'rm -rf ~/.cache/pnpm/dlx ~/Library/Caches/pnpm/dlx',
    windowsRemovesAll: 'Remove-Item -Recurse -Force $env:LOCALAPPDATA/pnpm-cache/dlx',
    checked: '2026-11, pnpm.io/settings#cachedir; tried with pnpm 12.21.0 on Linux',
  },
  {
    programs: ['bunx', 'bun'],
    folders: ['~/.bun/install/cache'],
    movedBy: 'BUN_INSTALL_CACHE_DIR',
    tells: 'bun pm cache',
    removesAll: 'bun pm cache rm',
    checked: '2026-11, tried with bun 1.4.5 on Linux',
  },
  {
    programs: ['yarn'],
    folders: ['unix:~/.yarn/berry/cache', 'windows:{local}/Yarn/Berry/cache'],
    movedBy: 'YARN_GLOBAL_FOLDER',
    tells: 'yarn config get globalFolder',
    // “yarn cache clean --mirror” leaves it, and “--all” takes what a project keeps as well.
    removesAll: 'rm -rf ~/.yarn/berry/cache',
    windowsRemovesAll: 'Remove-Item -Recurse -Force $env:LOCALAPPDATA/Yarn/Berry/cache',
    checked: '2026-11, yarnpkg.com/configuration/yarnrc; tried with Yarn 4.18.1 on Linux',
  },
  {
    programs: ['deno'],
    folders: ['linux:~/.cache/deno', 'macos:~/Library/Caches/deno', 'windows:{local}/deno'],
    movedBy: 'DENO_DIR',
    tells: 'deno info',
    removesAll: 'deno clean',
    checked: '2026-11, docs.deno.com; tried with Deno 2.9.6 on Linux',
  },
  {
    programs: ['uvx', 'uv'],
    folders: ['unix:~/.cache/uv', 'windows:{local}/uv/cache'],
    movedBy: 'UV_CACHE_DIR',
    tells: 'uv cache dir',
    removesOne: 'uv cache clean',
    removesAll: 'uv cache clean',
    checked:
      '2026-11, docs.astral.sh/uv/concepts/cache; not tried, uv is on no registry reached here',
  },
  {
    programs: ['pipx'],
    folders: [],
    movedBy: 'PIPX_HOME',
    tells: 'pipx environment --value PIPX_VENV_CACHEDIR',
    removesAll: 'rm -rf "$(pipx environment --value PIPX_VENV_CACHEDIR)"',
    windowsRemovesAll: 'Remove-Item -Recurse -Force (pipx environment --value PIPX_VENV_CACHEDIR)',
    checked: '2026-11, tried with pipx 1.1.0 on Linux',
  },
  {
    programs: ['docker'],
    folders: [],
    removesOne: 'docker image rm',
    checked:
      '2026-11, docs.docker.com/reference/cli/docker/image/rm; options tried with Docker 28.2.2',
  },
  {
    programs: ['podman'],
    folders: [],
    removesOne: 'podman image rm',
    checked: '2026-11, docs.podman.io/en/latest/markdown/podman-rmi.1.html',
  },
  {
    programs: ['nerdctl'],
    folders: [],
    removesOne: 'nerdctl image rm',
    checked: '2026-11, containerd/nerdctl docs/command-reference.md',
  },
  {
    programs: ['go'],
    folders: ['~/go/pkg/mod'],
    movedBy: 'GOMODCACHE',
    tells: 'go env GOMODCACHE',
    removesAll: 'go clean -modcache',
    checked: '2026-11, go.dev/ref/mod#module-cache',
  },
  {
    programs: ['dnx', 'dotnet'],
    folders: ['~/.nuget/packages'],
    movedBy: 'NUGET_PACKAGES',
    tells: 'dotnet nuget locals global-packages --list',
    removesAll: 'dotnet nuget locals global-packages --clear',
    checked:
      '2026-11, learn.microsoft.com/nuget/consume-packages/managing-the-global-packages-and-cache-folders',
  },
];
