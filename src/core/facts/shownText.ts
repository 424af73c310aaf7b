import { maskSecrets } from './maskSecrets';

/** Characters that are not seen, or that turn what is seen around. Line breaks and tabs are neither. */
const hidden =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/**
 * Text as it may leave the core: credentials masked, characters that nobody can see written out as
 * `‹U+200B›`, so that no name can pass for another one and no terminal is steered.
 */
export function shownText(text: string): string {
  return maskSecrets(text).replace(hidden, written);
}

/** The same on one line, for names: a line break in one would write a line of its own choice. */
export function shownLine(text: string): string {
  return shownText(text).replace(/[\t\r\n]/g, written);
}

function written(character: string): string {
  return `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}
