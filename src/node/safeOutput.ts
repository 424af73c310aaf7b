/** What steers a terminal or turns its line around, without line breaks, tabs and the colours of ours. */
const steering =
  /(\u001b\[[\d;]{0,8}m)|\r(?!\n)|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/**
 * Makes a text harmless for whatever shows it: names of files, branches and servers are chosen by
 * whoever wrote the repository. The last of two guards: the report masks and shows its own texts.
 *
 * @param form `json` keeps the value and escapes the character; `color` lets the colours of ours through
 */
export function safeOutput(text: string, form: 'json' | 'color' | 'plain'): string {
  return text.replace(steering, (character: string, paint: string | undefined) => {
    if (paint !== undefined && form === 'color') return paint;
    return [...character].map((each) => written(each, form)).join('');
  });
}

function written(character: string, form: 'json' | 'color' | 'plain'): string {
  const code = character.charCodeAt(0);
  // The rest of a colour is letters.
  if (code >= 0x20 && code < 0x7f) return character;
  const hex = code.toString(16).padStart(4, '0');
  return form === 'json' ? `\\u${hex}` : `‹U+${hex.toUpperCase()}›`;
}
