/**
 * Whether a pattern of a policy fits a path, both with `/`. `*` is any text within a name, `?` one
 * character of it, `**` any number of folders; at the end it is anything below. Its time grows with
 * the product of both lengths, whatever is written: policies come from strangers too.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const names = path.split('/');
  // Which numbers of names the parts so far can take.
  let reached = new Set([0]);
  const parts = pattern.split('/');
  for (const [index, part] of parts.entries()) {
    const next = new Set<number>();
    for (const start of reached) {
      if (part === '**') {
        const least = index === parts.length - 1 ? start + 1 : start;
        for (let end = least; end <= names.length; end += 1) next.add(end);
        continue;
      }
      const name = names[start];
      if (name !== undefined && matchesName(part, name)) next.add(start + 1);
    }
    reached = next;
  }
  return reached.has(names.length);
}

/** Goes back to the last `*` only, which is enough when there are no alternatives. */
function matchesName(part: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  let index = 0;
  while (index < name.length) {
    if (part[at] === '*') {
      star = at;
      taken = index;
      at += 1;
    } else if (at < part.length && (part[at] === '?' || part[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      index = taken;
    } else {
      return false;
    }
  }
  while (part[at] === '*') at += 1;
  return at === part.length;
}
