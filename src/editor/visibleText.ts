import { maskSecrets } from '../core/facts/maskSecrets';

/** Characters that are not seen or that turn what is seen around. */
const hidden =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

const longestLabel = 160;

/**
 * Text from the workspace as one line that shows what it holds: hidden and direction-changing
 * characters are written as `‹U+202E›`, so that no name can pass for another one, and `$(…)` never
 * becomes an icon. Credentials are masked: somebody may have written one where a name goes.
 *
 * @param limit longest result in characters
 */
export function visibleText(text: string, limit = longestLabel): string {
  const line = maskSecrets(text)
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(
      hidden,
      (character) =>
        `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`,
    )
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

/** The same for places that turn `$(name)` into an icon: lenses, quick picks, the status bar. */
export function visibleLabel(text: string, limit = longestLabel): string {
  return visibleText(text, limit).replaceAll('$(', '$\u200B(');
}

/**
 * The same without the marks of code, for places that show text as it is: rows, lenses, problems, the
 * light bulb.
 */
export function plainText(text: string, limit = longestLabel): string {
  return visibleText(text.replaceAll('`', ''), limit);
}

/**
 * A whole message of a notification or of the status bar. VS Code turns `[words](command:…)` in the
 * first into a link and `$(name)` in the second into an icon; whatever stands in a file may do neither.
 * Our own messages hold none of them, so the whole message is treated and no argument can be forgotten.
 */
export function notificationText(message: string, limit = 1_000): string {
  // Spaces, not hidden characters: what was treated once stays as it is.
  return visibleText(message, limit).replaceAll('](', '] (').replaceAll('$(', '$ (');
}
