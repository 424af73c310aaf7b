import { t } from '@vscode/l10n';
import type { Launch, PackageSpec, ServerFact } from '../facts/fact';
import { quote } from '../facts/quote';
import { replacesServer, serverAfterRollback, serverOf, type Affected } from './affected';
import { knownPlace } from './knownPlace';
import { npxKeyOfLaunch } from './npxCacheKey';
import { packageCaches, type PackageCache } from './packageCaches';
import { revivesCachedVersion } from './residue';
import type { RunbookStep } from './rollbackPlan';
import { isPlainWord } from './stepCommands';

/** Steps that take fetched code out of local caches. */
export function purgeSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  const steps: RunbookStep[] = [];
  for (const { change, surface } of affected) {
    if (surface.client === 'GitHub Actions') steps.push(purgeWorkflow());
    const server = serverOf(change);
    if (server === undefined || !replacesServer(change)) continue;
    const restored = serverAfterRollback(change);
    if (server.launch?.package?.text !== restored?.launch?.package?.text) {
      steps.push(...purgeLaunch(server));
    }
    if (restored !== undefined && revivesCachedVersion(change))
      steps.push(...purgeLaunch(restored));
  }
  return steps;
}

/** What one run of a workflow stores, the next one takes. */
function purgeWorkflow(): RunbookStep {
  return {
    phase: 'purge',
    action: t('Delete the caches that runs wrote meanwhile (Actions → Caches).'),
    where: 'provider',
    expect: t('No cache of that time is listed.'),
  };
}

function purgeLaunch(server: ServerFact): readonly RunbookStep[] {
  const { launch } = server;
  const spec = launch?.package;
  if (launch === undefined || spec === undefined) return [];
  const cache = packageCaches.find(({ programs }) => programs.includes(launch.program));
  return [
    cache === undefined
      ? {
          phase: 'purge',
          action: t(
            'Remove the copy of {0} from the cache of {1}.',
            quote(spec.text),
            quote(launch.program),
          ),
          where: 'host',
          expect: t('The next start fetches it anew.'),
        }
      : purgeFrom(cache, launch, spec),
  ];
}

function purgeFrom(cache: PackageCache, launch: Launch, spec: PackageSpec): RunbookStep {
  const [program = ''] = cache.programs;
  const step = (action: string, expect: string, more: Partial<RunbookStep> = {}): RunbookStep => ({
    phase: 'purge',
    action,
    where: 'host',
    ...more,
    expect: withPlace(expect, cache),
  });
  const remove = t('Remove the copy of {0} that {1} keeps.', quote(spec.text), program);
  if (program === 'npx') {
    const key = npxKeyOfLaunch(launch);
    return key === undefined
      ? step(
          t(
            'Look for the copy of {0} with “npm cache npx ls”, and remove it with “npm cache npx rm”.',
            quote(spec.text),
          ),
          t('“npm cache npx ls” does not list it.'),
        )
      : step(
          remove,
          t(
            '“npm cache npx ls” does not list {0}. “Invalid npx key” means this machine never had it. An npm without this command: delete the folder {0}.',
            quote(key),
          ),
          { command: `npm cache npx rm ${key}` },
        );
  }
  if (spec.ecosystem === 'oci') {
    return step(
      t('Remove the image {0}.', quote(spec.text)),
      t('“{0} image ls” does not list it.', launch.program),
      { command: commandFor(cache.removesOne, spec.text) },
    );
  }
  if (program === 'uvx') {
    // Without a name everything goes: what git or an address names has none that uv knows it by.
    const named = spec.ecosystem === 'pypi' && isPlainWord(spec.name);
    return step(
      named
        ? t('Stop the server, then remove the copy of {0} that uv keeps.', quote(spec.text))
        : t('Stop the server, then empty uv’s cache: the copy of {0} is in it.', quote(spec.text)),
      t('The next start fetches what the file names.'),
      { command: named ? `uv cache clean ${spec.name}` : 'uv cache clean' },
    );
  }
  return step(
    t(
      'Empty the cache of {0}: the copy of {1} is in it. Other packages are fetched again when they are needed.',
      program,
      quote(spec.text),
    ),
    t('The next start fetches what the file names.'),
    { command: cache.removesAll, windowsCommand: cache.windowsRemovesAll },
  );
}

/** Says where it stands, and how to find it where somebody moved it. */
function withPlace(expect: string, { folders, movedBy, tells }: PackageCache): string {
  const place =
    folders.length === 0 ? expect : t('{0} It stands in {1}.', expect, knownPlace(folders));
  return movedBy === undefined || tells === undefined
    ? place
    : t('{0} “{1}” tells where {2} has moved it.', place, tells, movedBy);
}

/** Nothing from the workspace reaches a command line unless it can only be a name. */
function commandFor(prefix: string | undefined, value: string): string | undefined {
  return prefix !== undefined && isPlainWord(value) ? `${prefix} ${value}` : undefined;
}
