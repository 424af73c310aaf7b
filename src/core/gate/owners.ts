import type { ChangePolicy } from '../policy/changePolicy';
import { matchesGlob } from '../policy/pathGlob';
import type { People } from './people';

interface OwnerLine {
  readonly pattern: string;
  readonly owners: readonly string[];
}

/** More lines than any owners file has; what follows is not read. */
const mostLines = 5000;

/**
 * Says who can play which role in a change. All of it is read from the base branch, so that nobody
 * names himself in the change he wants to approve.
 *
 * @param codeowners text of CODEOWNERS
 * @param paths files of the change; a code owner has to own each of those that have an owner
 */
export function roleHolders(
  policy: Pick<ChangePolicy, 'roles' | 'teams'>,
  people: People,
  codeowners: string | undefined,
  paths: readonly string[],
): (identity: string, role: string) => boolean {
  const lines = readOwners(codeowners ?? '');
  const owned = paths.map((path) => ownersOf(path, lines)).filter((owners) => owners.length > 0);
  const isOne = (identity: string, names: readonly string[]): boolean =>
    names.some((name) => people.same(identity, name));
  const inTeam = (identity: string, team: string): boolean =>
    isOne(identity, Object.hasOwn(policy.teams, team) ? (policy.teams[team] ?? []) : []);
  const isOwner = (identity: string, owners: readonly string[]): boolean =>
    owners.some((owner) =>
      owner.includes('/')
        ? ['github', 'gitlab'].some((forge) => inTeam(identity, `${forge}:${owner.slice(1)}`))
        : isOne(identity, ownerNames(owner)),
    );
  return (identity, role) => {
    const members = Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined;
    if (members === undefined) return false;
    return (
      members.anyone ||
      isOne(identity, members.people) ||
      members.teams.some((team) => inTeam(identity, team)) ||
      (members.codeowners && owned.every((owners) => isOwner(identity, owners)))
    );
  };
}

/** `@alice` is an account, whichever forge; anything else is an address. */
function ownerNames(owner: string): readonly string[] {
  if (!owner.startsWith('@')) return [`email:${owner}`];
  return ['github', 'gitlab', 'user'].map((kind) => `${kind}:${owner.slice(1)}`);
}

function readOwners(text: string): readonly OwnerLine[] {
  return text
    .split('\n', mostLines)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '' && !/^\^?\[/.test(line))
    .map((line) => {
      const [pattern = '', ...owners] = line.split(/\s+/);
      return { pattern, owners };
    });
}

/** The last line that fits decides, as on GitHub and GitLab. */
function ownersOf(path: string, lines: readonly OwnerLine[]): readonly string[] {
  const last = lines.filter(({ pattern }) => fits(pattern, path)).at(-1);
  return last?.owners ?? [];
}

function fits(pattern: string, path: string): boolean {
  const folder = pattern.endsWith('/');
  const bare = pattern.replace(/^\/|\/$/g, '');
  const anchored = pattern.startsWith('/') || bare.includes('/');
  const whole = anchored ? bare : `**/${bare}`;
  const below = /(?:^|\/)\*$/.test(bare) && bare !== '*' ? [] : [`${whole}/**`];
  return [...(folder ? [] : [whole]), ...below].some((glob) => matchesGlob(glob, path));
}
