import type { FileAnalysis } from '../analyze';
import { categoriesOf } from '../risk/categoriesOf';
import type { Finding } from '../rules/rule';
import type { FreezeWindow } from './changePolicy';
import { matchesGlob } from './pathGlob';
import type { Requirements } from './requirements';

/**
 * The freeze window that stops a change set now; of several the one that ends last. What only tightens
 * is never stopped.
 *
 * @param prefix what leads from the root, where paths of windows start, to where those of files do
 */
export function frozenBy(
  windows: readonly FreezeWindow[],
  files: readonly FileAnalysis[],
  now: Date,
  prefix = '',
): Requirements['frozen'] {
  let found: FreezeWindow | undefined;
  for (const window of windows) {
    const active =
      Date.parse(window.from) <= now.getTime() && now.getTime() < Date.parse(window.to);
    if (!active || !files.some((file) => isStopped(window, file, prefix))) continue;
    if (found === undefined || Date.parse(window.to) > Date.parse(found.to)) found = window;
  }
  return found === undefined ? undefined : { name: found.name, until: found.to };
}

function isStopped(window: FreezeWindow, file: FileAnalysis, prefix: string): boolean {
  const { directions, categories, paths } = window;
  if (paths?.some((pattern) => matchesGlob(pattern, prefix + file.path)) === false) return false;
  // Nobody knows what is in it; a filter cannot let it pass.
  if (file.status === 'unreadable') return true;
  const about = new Map<unknown, Finding[]>();
  for (const finding of file.findings) {
    const others = about.get(finding.change);
    if (others === undefined) about.set(finding.change, [finding]);
    else others.push(finding);
  }
  const concerns = (of: readonly string[]): boolean =>
    categories === undefined || categories.some((category) => of.includes(category));
  const stopped = file.changes.some(
    (change) =>
      change.direction !== 'tightens' &&
      (directions?.includes(change.direction) ?? true) &&
      concerns(categoriesOf([change], about.get(change) ?? [])),
  );
  // What a state rule sees has no change of its own and counts as loosening.
  return (
    stopped ||
    ((directions?.includes('loosens') ?? true) &&
      (about.get(undefined) ?? []).some(
        ({ origin, score, category }) =>
          origin === 'introduced' && score > 0 && concerns([category]),
      ))
  );
}
