import { t } from '@vscode/l10n';
import type { TraitFact } from './traitFact';

/**
 * Who may sign approvals, one fact for each line of `allowed_signers` (ssh-keygen(1), “ALLOWED
 * SIGNERS”, read 2026-11-22): every further line lets somebody approve, whatever options it has.
 */
export function readSigners(text: string): readonly TraitFact[] {
  const facts: TraitFact[] = [];
  const seen = new Map<string, number>();
  let start = 0;
  for (const line of text.split('\n')) {
    const content = line.trim();
    const at = start + line.indexOf(content);
    start += line.length + 1;
    if (content === '' || content.startsWith('#')) continue;
    const words = content.split(/\s+/);
    const count = (seen.get(content) ?? 0) + 1;
    seen.set(content, count);
    facts.push({
      facet: 'policy',
      subject: 'allowed_signers',
      pointer: `/${facts.length}`,
      range: { start: at, end: at + content.length },
      key: `signer ${words.join(' ')} ${count}`,
      title: t('{0} may sign approvals', words[0] ?? ''),
      value: '',
      rank: 1,
      absent: 0,
      moved: 'loosens',
    });
  }
  return facts;
}
