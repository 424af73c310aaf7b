import type { Page } from 'playwright-core';

/** WCAG 2.2, 1.4.3 and 1.4.11: text of usual size, and graphics that carry a meaning. */
export const leastContrast = { text: 4.5, icon: 3 } as const;

export interface ShownColours {
  readonly words: string;
  readonly colour: string;
  /** From the element outwards. */
  readonly layers: readonly { readonly background: string; readonly opacity: number }[];
}

interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** The colours in which the window draws what a selector finds. */
export async function shownColours(page: Page, selector: string): Promise<ShownColours[]> {
  return page.locator(selector).evaluateAll(readColours);
}

/** Runs in the page, so it must not use anything from outside of itself. */
function readColours(elements: readonly Element[]): ShownColours[] {
  return elements
    .filter((element) => element.getBoundingClientRect().width > 0)
    .map((element) => {
      const layers: { background: string; opacity: number }[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        // An icon of the activity bar is a shape cut out of its own background.
        const isShape = at === element && style.maskImage !== 'none';
        layers.push({
          background: isShape ? 'rgba(0, 0, 0, 0)' : style.backgroundColor,
          opacity: Number(style.opacity),
        });
      }
      const style = getComputedStyle(element);
      return {
        words: `${element.className} ${element.textContent ?? ''}`.trim().slice(0, 120),
        colour: style.maskImage === 'none' ? style.color : style.backgroundColor,
        layers,
      };
    });
}

/** The contrast between what is drawn and what it is drawn on, from 1 to 21. */
export function contrastOf({ colour, layers }: ShownColours): number {
  let background: Colour = { red: 255, green: 255, blue: 255, alpha: 1 };
  for (const layer of [...layers].reverse()) {
    background = over(parseColour(layer.background), background, 1);
  }
  const opacity = layers.reduce((product, layer) => product * layer.opacity, 1);
  const front = over(parseColour(colour), background, opacity);
  const [light, dark] = [luminance(front), luminance(background)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function over(front: Colour, back: Colour, opacity: number): Colour {
  const alpha = front.alpha * opacity;
  return {
    red: front.red * alpha + back.red * (1 - alpha),
    green: front.green * alpha + back.green * (1 - alpha),
    blue: front.blue * alpha + back.blue * (1 - alpha),
    alpha: 1,
  };
}

/** `rgb(…)`, `rgba(…)` and, for mixed colours, `color(srgb …)`. */
function parseColour(text: string): Colour {
  const numbers = (text.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  const factor = text.startsWith('color(srgb') ? 255 : 1;
  return { red: red * factor, green: green * factor, blue: blue * factor, alpha };
}

function luminance({ red, green, blue }: Colour): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
