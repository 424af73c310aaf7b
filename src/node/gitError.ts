/** Git said no, in words a person can act on. */
export class GitError extends Error {
  override readonly name = 'GitError';
}
