import type { Page } from 'playwright-core';
import { contrastOf, leastContrast, shownColours } from './contrast';

/** What the extension chooses the colours of, or puts where a theme's colours have to carry it. */
const places: readonly (readonly [selector: string, kind: keyof typeof leastContrast])[] = [
  ['.sidebar .monaco-list-row .label-name', 'text'],
  ['.sidebar .monaco-list-row .label-description', 'text'],
  ['.sidebar .monaco-list-row .custom-view-tree-node-item-icon.codicon', 'icon'],
  ['.sidebar .monaco-list-row .actions-container .action-label.codicon', 'icon'],
  ['.statusbar-item[id*="mcp-change-control"] a', 'text'],
  ['.activitybar .action-label[aria-label^="MCP Change Control"]', 'icon'],
  ['.activitybar .badge-content', 'text'],
];

/** Fails with every place whose colours are too close to each other. */
export async function checkContrast(page: Page): Promise<void> {
  const weak: string[] = [];
  for (const [selector, kind] of places) {
    for (const shown of await shownColours(page, selector)) {
      const contrast = contrastOf(shown);
      if (contrast < leastContrast[kind]) {
        weak.push(`${contrast.toFixed(2)} < ${leastContrast[kind]}: ${shown.words} (${selector})`);
      }
    }
  }
  if (weak.length > 0) throw new Error(`Too little contrast:\n${weak.join('\n')}`);
}
