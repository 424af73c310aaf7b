import type { Direction } from './change';

/** Shape and word of a direction: never the colour alone. */
export const directionMarks: Readonly<Record<Direction, string>> = {
  loosens: '▲',
  tightens: '▼',
  mixed: '◆',
  neutral: '·',
  unknown: '?',
};
