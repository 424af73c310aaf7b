/** One measured number, as it is printed and written into docs/performance.md. */
export interface Figure {
  readonly group:
    'Analysis' | 'Hostile text' | 'Growth' | 'Start of the extension' | 'Editor' | 'Command line';
  readonly what: string;
  /** The number that is judged. */
  readonly value: number;
  readonly unit: 'ms' | '×' | 'bytes' | 'MB';
  /** What else was seen: median, number of runs, what the number stands beside. */
  readonly beside: string;
  readonly budget?: number;
  /** What is aimed at where the budget is another one: told, and judged by nobody. */
  readonly aim?: number;
}

/**
 * How much more than its budget a figure may be before the command fails. Generous, because the
 * machines that run it are shared: it catches what got slower by itself, not a busy hour.
 */
export const tolerance = 2;

export type Verdict = 'met' | 'missed' | 'missed by far' | 'not reached' | '';

export function verdictOf({ value, budget, aim }: Figure): Verdict {
  if (aim !== undefined) return value <= aim ? 'met' : 'not reached';
  if (budget === undefined) return '';
  if (value <= budget) return 'met';
  return value <= budget * tolerance ? 'missed' : 'missed by far';
}

/** The number that a figure is held against, in words; nothing where there is none. */
export function formatBound({ budget, aim, unit }: Figure): string {
  if (aim !== undefined) return `aim ${formatValue(aim, unit)}`;
  return budget === undefined ? '' : formatValue(budget, unit);
}

export function formatValue(value: number, unit: Figure['unit']): string {
  switch (unit) {
    case 'bytes':
      return `${(value / 1_000).toFixed(value < 100_000 ? 1 : 0)} kB`;
    case '×':
      return `${value.toFixed(2)} ×`;
    default:
      return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
  }
}
