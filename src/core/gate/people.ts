/** Who is whom: knows that several names are one person. */
export interface People {
  /** One name for all names of a person. */
  readonly person: (identity: string) => string;
  readonly same: (left: string, right: string) => boolean;
}

/** More lines than any team has people; what follows is not read. */
const longestMailmap = 10_000;

/**
 * Puts the known names of people together. An alias joins, whoever wrote it: at worst somebody is taken
 * for the author who is not, and another person has to approve.
 *
 * @param mailmap text of `.mailmap` on the base branch (gitmailmap(5)); a line that holds for one name
 * only counts for every name that uses the address
 * @param aliases lists of identities that are one person, from the policy on the base branch
 */
export function knowPeople(
  mailmap: string | undefined,
  aliases: readonly (readonly string[])[],
): People {
  const parents = new Map<string, string>();
  const find = (identity: string): string => {
    let root = normalIdentity(identity);
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
      root = parent;
    }
    return root;
  };
  const join = (left: string, right: string): void => {
    const first = find(left);
    const second = find(right);
    if (first !== second) parents.set(second, first);
  };
  for (const [proper, used] of mailmapPairs(mailmap ?? '')) join(proper, used);
  for (const [first, ...others] of aliases) {
    for (const other of others) if (first !== undefined) join(first, other);
  }
  return { person: find, same: (left, right) => find(left) === find(right) };
}

/**
 * The form in which two spellings of one name are equal: lower case, an address without what follows
 * its plus sign, the private address of a GitHub account as that account, and a bare principal of an
 * allowed-signers list as what it looks like.
 */
export function normalIdentity(identity: string): string {
  const [, kind, name] = /^(github|gitlab|email|key|agent|ci|role|user):(.*)$/s.exec(
    identity.trim(),
  ) ?? [undefined, identity.includes('@') ? 'email' : 'user', identity.trim()];
  // The fingerprint of a key is Base64: its case counts.
  if (kind === 'key') return `key:${name}`;
  const lower = name.toLowerCase();
  if (kind !== 'email') return `${kind}:${lower}`;
  const account = /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(lower)?.[1];
  if (account !== undefined) return `github:${account}`;
  return `email:${lower.replace(/^([^@+]*)\+[^@]*@/, '$1@')}`;
}

/** The address a commit names, as an identity. */
export function emailIdentity(email: string): string {
  return `email:${email.trim()}`;
}

/**
 * Names that say of themselves that they are no person: agents, jobs and the accounts under which
 * coding agents commit (addresses as their vendors' trailers have them, November 2026).
 */
export function isAgentIdentity(identity: string): boolean {
  const name = normalIdentity(identity);
  return (
    /^(?:agent|ci):/.test(name) ||
    /\[bot\](?:@|$)/.test(name) ||
    agentAddresses.has(name.replace(/^email:/, ''))
  );
}

const agentAddresses: ReadonlySet<string> = new Set([
  'noreply@anthropic.com',
  'cursoragent@cursor.com',
  'copilot@github.com',
  'noreply@openai.com',
  'aider@aider.chat',
]);

function mailmapPairs(text: string): readonly (readonly [string, string])[] {
  return text
    .slice(0, longestMailmap * 100)
    .split('\n', longestMailmap)
    .flatMap((line) => {
      const [proper, used] = [...(line.split('#', 1)[0] ?? '').matchAll(/<([^<>]{1,300})>/g)].map(
        ([, email = '']) => emailIdentity(email),
      );
      return proper === undefined || used === undefined ? [] : [[proper, used] as const];
    });
}
