import { classifyValue, isSensitiveName } from './classifyValue';
import { maskSecrets, maskValue } from './maskSecrets';

/**
 * The words of a command line with every credential masked, also those that only their flag gives
 * away (`--api-key VALUE`, `-e TOKEN=VALUE`). Each word stays one word.
 */
export function maskArguments(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    // Command lines may be long: the cheap questions come first.
    const isFlagged = before.startsWith('-') && /^--?[\w-]+$/.test(before);
    const assignment = word.includes('=') ? /^((?:--?)?[\w.-]{2,60}=)(.+)$/s.exec(word) : undefined;
    const name =
      assignment?.[1]?.replace(/^-+|=$/g, '') ?? (isFlagged ? before.replace(/^-+/, '') : '');
    const value = assignment?.[2] ?? word;
    const hidden =
      isSensitiveName(name) &&
      classifyValue(name, value) === 'literal-secret' &&
      maskSecrets(value) === value;
    return hidden ? `${assignment?.[1] ?? ''}${maskValue(value)}` : maskSecrets(word);
  });
}
