/**
 * Text of the workspace inside a sentence of ours. Renderers rely on it: what stands between these
 * quotation marks is data, so the text itself cannot hold them.
 */
export function quote(text: string): string {
  return `“${text.replaceAll('“', '‘').replaceAll('”', '’')}”`;
}
