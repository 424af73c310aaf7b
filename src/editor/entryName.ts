import type { FileAnalysis } from '../core/analyze';
import type { CredentialFact, FileFacts } from '../core/facts/fact';
import { plainText } from './visibleText';

const longestName = 60;

/**
 * What an entry is called: `server:files` → `files`, `permissions.deny` → `deny`. A credential is
 * called by its server and its name, `github/GITHUB_TOKEN`, because its subject is only a pointer.
 */
export function entryName(subject: string, analysis: FileAnalysis): string {
  if (subject.startsWith('credential:')) {
    const name = credentialName(subject, analysis.facts, analysis.baselineFacts);
    if (name !== undefined) return plainText(name, longestName);
  }
  const name = /^(?:[a-z-]+:|permissions\.)(.+)$/s.exec(subject)?.[1] ?? subject;
  return plainText(name, longestName);
}

function credentialName(subject: string, ...sides: readonly FileFacts[]): string | undefined {
  for (const { credentials, servers } of sides) {
    const credential = credentials.find((candidate) => candidate.subject === subject);
    if (credential === undefined) continue;
    const server = servers.find(({ pointer }) => credential.pointer.startsWith(`${pointer}/`));
    const name = credential.name === '' ? lastKey(credential) : credential.name;
    return server === undefined ? name : `${server.name}/${name}`;
  }
  return undefined;
}

/** The last key of a pointer that is no position in a list. */
function lastKey({ pointer }: CredentialFact): string {
  const keys = pointer.split('/').filter((key) => key !== '' && !/^\d+$/.test(key));
  return (keys.at(-1) ?? pointer).replaceAll('~1', '/').replaceAll('~0', '~');
}
