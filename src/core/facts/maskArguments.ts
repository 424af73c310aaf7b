import { classifyValue, isSensitiveName } from './classifyValue';
import { maskSecrets, maskValue } from './maskSecrets';

/**
 * The words of a command line with every credential masked, also those that only their flag gives
 * away (`--api-key VALUE`, `-e TOKEN=VALUE`). Each word stays one word.
 */
export function maskArguments(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    const flag = /^--?[\w-]+$/.test(before) ? before.replace(/^-+/, '') : '';
    const assignment = /^((?:--?)?[\w.-]{2,60}=)(.+)$/s.exec(word);
    const name = assignment?.[1]?.replace(/^-+|=$/g, '') ?? flag;
    const value = assignment?.[2] ?? word;
    const hidden =
      classifyValue(name, value) === 'literal-secret' &&
      maskSecrets(value) === value &&
      isSensitiveName(name);
    return hidden ? `${assignment?.[1] ?? ''}${maskValue(value)}` : maskSecrets(word);
  });
}
