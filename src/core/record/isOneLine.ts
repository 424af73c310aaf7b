import { hasInvisible } from '../facts/invisibleText';

/** More than anybody reads before they press the key. */
const longestCommand = 500;

/**
 * A command of a record may be typed into a terminal: a line break would be the key that starts it, a
 * hidden character would make it another one than is seen.
 */
export function isOneLine(command: string): boolean {
  return command.length <= longestCommand && !/[\r\n\t]/.test(command) && !hasInvisible(command);
}
