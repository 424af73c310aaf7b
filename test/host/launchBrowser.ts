import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './findBrowser';

/** A headless Chromium whose end is in our hands: by itself Playwright exits at a signal. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findBrowser();
  return chromium.launch({
    executablePath: found.executablePath,
    args: [...found.launchArguments],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
