import { t } from '@vscode/l10n';
import type { FilesystemRoot, ServerFact } from '../facts/fact';
import { inWorkspace, normalisePath } from '../facts/filesystemRoots';
import type { PartChange } from './compareServer';

/** Changes of the directories a server may reach. */
export function comparePaths(baseline: ServerFact, current: ServerFact): PartChange[] {
  const before = baseline.roots;
  const after = current.roots;
  if (sameRoots(before, after)) return [];
  const changes: PartChange[] = [];
  const gained = after.filter((root) => !before.some((old) => contains(old, root)));
  const lost = before.filter((root) => !after.some((now) => contains(now, root)));
  for (const root of gained) {
    const narrower = before.find((old) => contains(root, old));
    changes.push({
      facet: 'server.filesystem',
      op: narrower === undefined ? 'add' : 'replace',
      pointer: root.pointer,
      direction: 'loosens',
      words:
        narrower === undefined
          ? t('“{0}” can now reach {1}.', current.name, root.path)
          : t('“{0}” can now reach {1} instead of {2}.', current.name, root.path, narrower.path),
      before: narrower?.path,
      after: root.path,
      range: root.range,
      ...(narrower === undefined ? {} : { baselineRange: narrower.range }),
      detail: {
        kind: 'server-root',
        server: current,
        root,
        ...(narrower === undefined ? {} : { baselineRoot: narrower }),
      },
    });
  }
  for (const root of lost) {
    if (gained.some((now) => contains(now, root))) continue;
    const narrowed = after.find((now) => contains(root, now));
    changes.push({
      facet: 'server.filesystem',
      op: narrowed === undefined ? 'remove' : 'replace',
      pointer: narrowed?.pointer ?? root.pointer,
      direction: 'tightens',
      words:
        narrowed === undefined
          ? t('“{0}” can no longer reach {1}.', current.name, root.path)
          : t('“{0}” can only reach {1}; it was {2}.', current.name, narrowed.path, root.path),
      before: root.path,
      after: narrowed?.path,
      range: narrowed?.range ?? current.nameRange,
      baselineRange: root.range,
      detail: {
        kind: 'server-root',
        server: current,
        baselineRoot: root,
        ...(narrowed === undefined ? {} : { root: narrowed }),
      },
    });
  }
  return changes;
}

function sameRoots(left: readonly FilesystemRoot[], right: readonly FilesystemRoot[]): boolean {
  return (
    left.length === right.length &&
    left.every(
      ({ path, readOnly }, index) =>
        path === right[index]?.path && readOnly === right[index].readOnly,
    )
  );
}

/** Everything under `inner` lies under `outer`, with at least its rights. */
export function contains(outer: FilesystemRoot, inner: FilesystemRoot): boolean {
  if (outer.readOnly && !inner.readOnly) return false;
  const wide = normalisePath(outer.path);
  const narrow = normalisePath(inner.path);
  if (wide === narrow || wide === '/') return true;
  const from = inWorkspace(wide);
  const to = inWorkspace(narrow);
  const up = (path: string): number => (path.match(/\/\.\./g) ?? []).length;
  if (up(from) !== up(to) && /^\$workspace(?:\/|$)/.test(from) && /^\$workspace(?:\/|$)/.test(to)) {
    // Nothing but steps up: everything less far up lies below it.
    return up(from) > up(to) && /^\$workspace(?:\/\.\.)+$/.test(from);
  }
  return to === from || to.startsWith(`${from.replace(/\/$/, '')}/`);
}
