/** More than this is never shown, and a text shows what it is long before. */
const most = 4000;

/**
 * What an encoded run of characters says, where it says something to a reader.
 *
 * @param run base 64 with either alphabet, an even number of hexadecimal digits, or `\x41` escapes
 * @returns at most 4,000 characters; undefined for pictures, keys, digests and other bytes
 */
export function decodeRun(run: string): string | undefined {
  if (run.startsWith('\\')) return readable(fromEscapes(run));
  if (/^[0-9a-f]+$/i.test(run)) return run.length % 2 === 0 ? readable(fromHex(run)) : undefined;
  return readable(fromBase64(run));
}

/** Each letter thirteen places on. */
export function turnLetters(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** Nine in ten are characters that people type, and half are letters. */
function readable(text: string): string | undefined {
  // PowerShell takes two bytes for each character.
  const plain = text.replaceAll('\0', '');
  if (plain.length < 20) return undefined;
  const typed = plain.match(/[\x20-\x7e\t\r\n]/g)?.length ?? 0;
  const letters = plain.match(/[a-z]/gi)?.length ?? 0;
  const words = /[a-z]{2}[\s:/.]{1,20}\S/i.test(plain);
  return typed >= 0.9 * plain.length && letters >= 0.5 * plain.length && words ? plain : undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromBase64(run: string): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const character of run.slice(0, most)) {
    const value = alphabet.indexOf(character === '-' ? '+' : character === '_' ? '/' : character);
    if (value < 0) break;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((held >> bits) & 0xff);
  }
  return text;
}

function fromHex(run: string): string {
  let text = '';
  for (let at = 0; at + 1 < Math.min(run.length, most); at += 2) {
    text += String.fromCharCode(Number.parseInt(run.slice(at, at + 2), 16));
  }
  return text;
}

function fromEscapes(run: string): string {
  return run
    .slice(0, most)
    .replace(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})/gi, (_, byte?: string, unit?: string) =>
      String.fromCharCode(Number.parseInt(byte ?? unit ?? '20', 16)),
    );
}
