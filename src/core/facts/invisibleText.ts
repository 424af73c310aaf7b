/**
 * Characters that a reader cannot see or that turn the direction of text: a record is shown in pull
 * requests and read by agents, so none of them may hide anything in it. Tabs and line feeds stay.
 */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}]|\p{Surrogate}/gu;

/** The text without the characters that nobody can see. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** The text holds characters that `withoutInvisible` takes out. */
export function hasInvisible(text: string): boolean {
  return withoutInvisible(text) !== text;
}
