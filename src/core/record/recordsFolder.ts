/**
 * Where the record of a change goes: the nearest `.mcp-change/records` above all changed files; the
 * root when there is none yet.
 *
 * @param changed paths of the changed files, relative to the root, `/` separated
 * @param existing folders relative to the root that hold a `.mcp-change` folder; `''` is the root
 * @returns the folder relative to the root
 */
export function recordsFolder(changed: readonly string[], existing: readonly string[]): string {
  const common = commonFolder(changed);
  const nearest = [...existing]
    .filter((folder) => folder === '' || common === folder || common.startsWith(`${folder}/`))
    .sort((left, right) => right.length - left.length)[0];
  return nearest === undefined || nearest === ''
    ? '.mcp-change/records'
    : `${nearest}/.mcp-change/records`;
}

function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const [first = [], ...others] = folders;
  const common: string[] = [];
  for (const [index, part] of first.entries()) {
    if (others.some((folder) => folder[index] !== part)) break;
    common.push(part);
  }
  return common.join('/');
}
