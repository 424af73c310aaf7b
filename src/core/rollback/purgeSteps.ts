import { t } from '@vscode/l10n';
import type { ServerFact } from '../facts/fact';
import { quote } from '../facts/quote';
import { replacesServer, serverAfterRollback, serverOf, type Affected } from './affected';
import { npxKeyOfLaunch } from './npxCacheKey';
import { revivesCachedVersion } from './residue';
import type { RunbookStep } from './rollbackPlan';

/**
 * Steps that take fetched code out of local caches. A command is only offered when every part of it is
 * known to be harmless in a shell: keys are hexadecimal, names are checked.
 */
export function purgeSteps(affected: readonly Affected[]): readonly RunbookStep[] {
  const steps: RunbookStep[] = [];
  for (const { change } of affected) {
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

function purgeLaunch(server: ServerFact): readonly RunbookStep[] {
  const { launch } = server;
  const spec = launch?.package;
  if (launch === undefined || spec === undefined) return [];
  const key = npxKeyOfLaunch(launch);
  if (key !== undefined) {
    return [
      {
        phase: 'purge',
        action: t('Remove the copy of {0} that npx keeps.', quote(spec.text)),
        where: 'host',
        command: `npm cache npx rm ${key}`,
        expect: t(
          '“npm cache npx ls” does not list {0}. The answer “Invalid npx key” means this machine never had it. An npm without this command: delete the folder {0} in “_npx” of npm’s cache folder.',
          quote(key),
        ),
      },
    ];
  }
  if (spec.ecosystem === 'pypi') {
    return [
      {
        phase: 'purge',
        action: t('Remove the copy of {0} that uv keeps. Stop the server first.', quote(spec.text)),
        where: 'host',
        ...command(/^[A-Za-z0-9][\w.-]*$/, spec.name, 'uv cache clean'),
        expect: t('The next start fetches the version that the file names.'),
      },
    ];
  }
  if (spec.ecosystem === 'oci') {
    return [
      {
        phase: 'purge',
        action: t('Remove the image {0}.', quote(spec.text)),
        where: 'host',
        ...command(/^[A-Za-z0-9][\w./:@-]*$/, spec.text, 'docker image rm'),
        expect: t('The image is not listed any more.'),
      },
    ];
  }
  return [
    {
      phase: 'purge',
      action: t(
        'Remove the copy of {0} from the cache of {1}.',
        quote(spec.text),
        quote(launch.program),
      ),
      where: 'host',
      expect: t('The next start fetches it anew.'),
    },
  ];
}

/** Nothing from the workspace reaches a command line unless it can only be a name. */
function command(safe: RegExp, value: string, prefix: string): { readonly command?: string } {
  return safe.test(value) ? { command: `${prefix} ${value}` } : {};
}
