import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';

export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Drives the page of a VS Code as a person would: keys, the pointer, and what is on the screen. */
export class Workbench {
  constructor(
    readonly page: Page,
    private readonly workspace: string,
    private readonly screenshotDirectory?: string,
  ) {}

  /** Returns when the window takes input and has listed the files of the folder. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /**
   * Opens a file by its path inside the folder and waits for its text. Through the file dialog,
   * because the quicker way searches, and for that 1.100 needs a program that is left out here.
   */
  async openFile(relativePath: string): Promise<void> {
    const file = path.join(this.workspace, relativePath);
    await this.runCommand('File: Open File...');
    await this.page.locator('.quick-input-titlebar:visible').getByText('Open File').waitFor();
    await this.answer(file);
    await this.quickInput().waitFor({ state: 'hidden' });
    const name = path.basename(file);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /** Runs a command by the title that the command palette shows, such as `View: Show Problems`. */
  async runCommand(title: string): Promise<void> {
    await this.openQuickInput('F1', `>${title}`);
    const rows = this.quickInputRows();
    await rows.filter({ has: this.page.getByText(title, { exact: true }) }).first().click();
  }

  /** Picks the entry of the list that is open now. */
  async choose(label: string): Promise<void> {
    await this.quickInputRows().filter({ hasText: label }).first().click();
  }

  /** Replaces the text of the input box that is open now and accepts it. */
  async answer(text: string): Promise<void> {
    await this.quickInput().fill(text);
    await this.quickInput().press('Enter');
  }

  /** Waits until the text is on the screen; `within` narrows it to a part of the window. */
  async waitForText(text: string, within = '.monaco-workbench'): Promise<Locator> {
    const found = this.page.locator(within).getByText(text).filter({ visible: true }).first();
    await found.waitFor();
    return found;
  }

  /** Puts the cursor before the first visible occurrence of the text in the active editor. */
  async setCursorAt(text: string): Promise<void> {
    const place = await this.placeOf(text);
    await this.page.mouse.click(place.x, place.y + place.height / 2);
    await this.editor().locator('.cursors-layer .cursor').first().waitFor({ state: 'attached' });
  }

  /** Selects the first visible occurrence of the text, so that typing replaces it. */
  async select(text: string): Promise<void> {
    const place = await this.placeOf(text);
    const middle = place.y + place.height / 2;
    await this.page.mouse.click(place.x, middle);
    await this.page.keyboard.down('Shift');
    await this.page.mouse.click(place.x + place.width, middle);
    await this.page.keyboard.up('Shift');
  }

  /** Hovers over the text and waits for the hover to have content. */
  async hoverAt(text: string): Promise<Locator> {
    const place = await this.placeOf(text);
    await this.page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    await hover.waitFor();
    return hover;
  }

  /** Types as the keyboard would: the editor adds closing brackets and indentation. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Returns when no editor shows the dot of unsaved changes. */
  async save(): Promise<void> {
    await this.press('ControlOrMeta+s');
    await this.page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
  }

  /** Writes a picture and returns its file. Waits for fonts and for progress bars to end. */
  async screenshot(name: string, clip?: Clip): Promise<string> {
    if (!this.screenshotDirectory) throw new Error('Launched without a directory for screenshots');
    await mkdir(this.screenshotDirectory, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
    await this.page.waitForFunction(
      (busy) => !document.querySelector(busy),
      '.monaco-progress-container.active, .activitybar .badge.progress-badge',
    );
    const file = path.join(this.screenshotDirectory, `${name}.png`);
    await this.page.screenshot({
      path: file,
      animations: 'disabled',
      caret: 'hide',
      ...(clip ? { clip } : {}),
    });
    return file;
  }

  /** The editor that has the focus, or had it last. */
  editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input').first();
  }

  private quickInputRows(): Locator {
    return this.page.locator('.quick-input-widget:visible .monaco-list-row');
  }

  private async openQuickInput(keys: string, text: string): Promise<void> {
    await this.page.keyboard.press(keys);
    await this.quickInput().waitFor();
    await this.quickInput().fill(text);
    await this.quickInputRows().first().waitFor();
  }

  /** Where the text is drawn. Waits until it is, because the editor draws lines when it has time. */
  private async placeOf(text: string): Promise<Clip> {
    const editor = await this.editor().elementHandle();
    if (!editor) throw new Error('No editor is open');
    const found = await this.page.waitForFunction(drawnPlace, { editor, text });
    const place = await found.jsonValue();
    if (!place) throw new Error(`${text} is not on the screen`);
    return place;
  }
}

/** Runs in the page, so it must not use anything from outside of itself. */
function drawnPlace({
  editor,
  text,
}: {
  readonly editor: Element;
  readonly text: string;
}): Clip | undefined {
  for (const line of Array.from(editor.querySelectorAll('.view-line'))) {
    // The editor draws spaces as no-break spaces.
    const start = (line.textContent ?? '').replace(/\u00a0/g, ' ').indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (passed <= start && start < passed + length) range.setStart(node, start - passed);
      const end = start + text.length;
      if (passed < end && end <= passed + length) range.setEnd(node, end - passed);
      passed += length;
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    if (width > 0) return { x, y, width, height };
  }
  return undefined;
}
