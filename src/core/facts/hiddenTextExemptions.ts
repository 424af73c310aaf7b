/**
 * Where invisible characters are ordinary. Sources: Unicode UTS #51 (emoji joiners, selectors, tag
 * flags), UAX #9 (direction marks), chapters 9, 12 and 16 of the Unicode Standard (joiners, word breaks).
 */

/** The three flags of subdivisions that are recommended for interchange: England, Scotland, Wales. */
const subdivisions = new Set(['gbeng', 'gbsct', 'gbwls']);

const blackFlag = String.fromCodePoint(0x1f3f4);
const cancelTag = String.fromCodePoint(0xe007f);

/** The tag character at this place belongs to a flag. Any other tag run is a message. */
export function isSubdivisionFlag(text: string, place: number): boolean {
  // The flag, five tags and the closing tag are two code units each.
  const near = Math.max(0, place - 12);
  const within = text.slice(near, place).lastIndexOf(blackFlag);
  if (within < 0) return false;
  const from = near + within;
  const tags = text.slice(from + 2, from + 12);
  const spelled = Array.from(tags, (tag) =>
    String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000),
  ).join('');
  return subdivisions.has(spelled) && text.startsWith(cancelTag, from + 12);
}

/** A single selector after a character that has variants; two in a row, or one after a letter, carry data. */
export function selectorFits(text: string, code: number, start: number, end: number): boolean {
  const before = characterBefore(text, start);
  if (isSelector(before) || isSelector(characterAfter(text, end))) return false;
  if (code >= 0xe0100) return /\p{Script=Han}/u.test(before);
  if (code >= 0xfe0e) return /[\p{Emoji}\p{S}\p{Script=Han}\u3030\u303d]/u.test(before);
  return /[\p{Sm}\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Manichaean}\u3000-\u303f\uff01-\uff60]/u.test(
    before,
  );
}

function isSelector(character: string): boolean {
  return /^[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(character);
}

/** Joins two emoji: family, profession, pride flag. */
export function isEmojiJoin(text: string, start: number, end: number): boolean {
  let place = start;
  let before = characterBefore(text, place);
  // A selector or a skin tone may stand between.
  for (let step = 0; step < 2 && /^[\ufe0f\u{1f3fb}-\u{1f3ff}]$/u.test(before); step += 1) {
    place -= before.length;
    before = characterBefore(text, place);
  }
  const emoji = /^[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}]$/u;
  return emoji.test(before) && /^\p{Extended_Pictographic}$/u.test(characterAfter(text, end));
}

/** Not a constant: only few texts need it, and reading so many scripts takes a millisecond at start. */
const joiningScripts = (): RegExp =>
  /^[\p{scx=Arab}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Tibt}\p{scx=Mymr}\p{scx=Khmr}\p{scx=Java}\p{scx=Bali}]$/u;

/** One joiner or non-joiner beside a letter of a script whose spelling uses them. */
export function isScriptJoin(text: string, start: number, end: number): boolean {
  const before = characterBefore(text, start);
  const after = characterAfter(text, end);
  if (/^[\u200b-\u200d]$/u.test(before) || /^[\u200b-\u200d]$/u.test(after)) return false;
  return joiningScripts().test(before) && /[\p{L}\p{M}]/u.test(before);
}

const spacelessScripts =
  /^[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Java}\p{scx=Tale}]$/u;

/** A zero-width space between words of a script that writes no spaces. */
export function isWordBreak(text: string, start: number, end: number): boolean {
  const before = characterBefore(text, start);
  const after = characterAfter(text, end);
  return spacelessScripts.test(before) && spacelessScripts.test(after);
}

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Right-to-left letters stand near on the same line. */
export function isRightToLeftLine(text: string, place: number): boolean {
  const window = 80;
  const before = text.slice(Math.max(0, place - window), place);
  const after = text.slice(place, place + window);
  const near = before.slice(before.lastIndexOf('\n') + 1) + (after.split('\n')[0] ?? '');
  return rightToLeft.test(near);
}

function characterBefore(text: string, place: number): string {
  if (place <= 0) return '';
  const low = text.charCodeAt(place - 1);
  const pair = low >= 0xdc00 && low <= 0xdfff && place >= 2;
  return text.slice(pair ? place - 2 : place - 1, place);
}

function characterAfter(text: string, place: number): string {
  const code = text.codePointAt(place);
  return code === undefined ? '' : String.fromCodePoint(code);
}
