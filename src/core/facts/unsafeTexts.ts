import { t } from '@vscode/l10n';
import { pointerStep } from '../parse/navigate';
import type { TextProblem } from '../parse/textProblem';
import type { TextRange } from '../parse/tree';
import { hasInvisible } from './invisibleText';
import { maskSecrets } from './maskSecrets';

/**
 * Every text in a value that holds a credential or characters that nobody can see.
 *
 * @param most stops there: each place is looked up in the whole text
 */
export function collectUnsafeTexts(
  value: unknown,
  pointer: string,
  locate: (pointer: string) => TextRange,
  into: TextProblem[],
  most: number,
): void {
  if (into.length >= most) return;
  if (typeof value === 'string') {
    if (hasInvisible(value)) {
      const message = t('There are characters here that nobody can see. Take them out.');
      into.push({ message, range: locate(pointer), pointer });
    } else if (maskSecrets(value) !== value) {
      const message = t(
        'This looks like a credential. Take it out and revoke it where it was issued.',
      );
      into.push({ message, range: locate(pointer), pointer, kind: 'secret' });
    }
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    collectUnsafeTexts(member, pointer + pointerStep(key), locate, into, most);
  }
}
