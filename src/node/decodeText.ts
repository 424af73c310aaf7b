/** No configuration is as large; analysing such a file would only cost time and memory. */
export const largestFile = 5_000_000;

/** A file's bytes as text; with a `problem` when a client may see something else in them, or nothing. */
export type DecodedText =
  { readonly text: string } | { readonly problem: string; readonly text?: string };

/**
 * What a client would make of the bytes: most replace what is no UTF-8 and read on. The text is there
 * also beside a problem, so that a single odd byte hides nothing of what stands around it.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (bytes.length > largestFile) return { problem: tooLarge(bytes.length) };
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    return {
      text: new TextDecoder(wide).decode(bytes),
      problem: 'It is UTF-16, which most clients cannot read. Save it with the encoding UTF-8.',
    };
  }
  const text = bytes.toString('utf8');
  const zero = text.indexOf('\0');
  if (zero >= 0) {
    const line = lineOf(text.slice(0, zero));
    return { text, problem: `Line ${line}: It holds binary data. Put back a text file.` };
  }
  const bad = text.includes('\uFFFD') ? firstDifference(bytes, Buffer.from(text)) : -1;
  if (bad < 0) return { text };
  const line = lineOf(bytes.toString('latin1', 0, bad));
  return {
    text,
    problem: `Line ${line}: It is not valid UTF-8. Save it with the encoding UTF-8.`,
  };
}

/** The sentence about a file that is larger than what is read. */
export function tooLarge(bytes: number): string {
  return `It has ${bytes} bytes, more than the ${largestFile} that are read. Move what is no configuration out of it.`;
}

function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function firstDifference(left: Buffer, right: Buffer): number {
  const index = left.findIndex((byte, place) => byte !== right[place]);
  return index < 0 && left.length !== right.length ? left.length : index;
}

/** One-based line at the end of a text. */
function lineOf(before: string): number {
  return before.split('\n').length;
}
