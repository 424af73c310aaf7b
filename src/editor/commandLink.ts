import type { CommandId } from './commandIds';

/**
 * The target of a Markdown link that runs a command. What `encodeURIComponent` leaves alone but
 * Markdown reads as the end of a link is encoded too.
 */
export function commandLink(id: CommandId, ...parameters: readonly unknown[]): string {
  const encoded = encodeURIComponent(JSON.stringify(parameters)).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `command:${id}?${encoded}`;
}
