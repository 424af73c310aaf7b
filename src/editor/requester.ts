import type { GitRepository } from './gitApi';

/**
 * Whoever git thinks works here; records name people the way commits do.
 *
 * @param repository undefined where there is no git
 */
export async function requesterOf(
  repository: GitRepository | undefined,
): Promise<{ readonly id: string; readonly name?: string }> {
  const email = await configured(repository, 'user.email');
  const name = await configured(repository, 'user.name');
  return {
    id: /^[^\s@]+@[^\s@]+$/.test(email) ? `email:${email}` : 'user:unknown',
    ...(name === '' ? {} : { name }),
  };
}

/** The repository's own value, else the user's; git's extension has no call for "the one that counts". */
async function configured(repository: GitRepository | undefined, key: string): Promise<string> {
  if (repository === undefined) return '';
  const local = await repository.getConfig(key).catch(() => '');
  return local === '' ? await repository.getGlobalConfig(key).catch(() => '') : local;
}
