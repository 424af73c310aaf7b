/** Draws icon.png (128 × 128) from icon.svg: `tsx media/renderIcon.ts`. */
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { launchBrowser } from '../test/host/launchBrowser';

const size = 128;

async function renderIcon(): Promise<void> {
  const svg = await readFile(path.join(__dirname, 'icon.svg'), 'utf8');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<body style="margin:0">${svg}</body>`);
    await page.screenshot({ path: path.join(__dirname, 'icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
}

renderIcon().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
