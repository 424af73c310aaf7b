import type { Page } from 'playwright-core';

interface Part {
  readonly name: string;
  readonly words: string;
}

const directionOrTier = /\b(?:loosens|tightens|mixed|neutral|unknown|low|medium|high|critical)\b/;

/**
 * Fails with every row of the sidebar, button or status that has no name, or only a sign for one.
 *
 * @param there how many rows there are at least, and how many entries of ours in the status bar
 */
export async function checkNames(page: Page, there = { rows: 8, status: 1 }): Promise<void> {
  const rows = await parts(page, '.sidebar .monaco-list-row');
  const buttons = await parts(page, '.sidebar .monaco-list-row .action-label');
  const boxes = await parts(page, '.sidebar .monaco-list-row .monaco-custom-toggle');
  const status = await parts(page, '.statusbar-item[id*="mcp-change-control"] a');
  const bar = await parts(page, '.activitybar .action-label[aria-label^="MCP Change Control"]');
  const problems = [
    ...[...rows, ...buttons, ...boxes, ...status, ...bar]
      .filter(({ name }) => !/\p{L}{3}/u.test(name))
      .map(({ name, words }) => `no name: “${name}” ${words}`),
    ...rows
      .filter(({ words }) => / · \S+: /.test(words))
      .filter(({ name }) => !directionOrTier.test(name) || !/\.(?:json|md)\b/.test(name))
      .map(({ name }) => `not all that the row shows: “${name}”`),
    ...status
      .filter(({ name }) => !/\d+ changes · critical|\d+ grants? ended/.test(name))
      .map(({ name }) => `the status does not say what it shows: “${name}”`),
    ...(rows.length < there.rows || status.length !== there.status || bar.length !== 1
      ? [`${rows.length} rows, ${status.length} in the status bar, ${bar.length} in the other`]
      : []),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

async function parts(page: Page, selector: string): Promise<readonly Part[]> {
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => ({
      name: element.getAttribute('aria-label') ?? '',
      words: (element.textContent ?? '').replace(/\u00a0/g, ' '),
    })),
  );
}
