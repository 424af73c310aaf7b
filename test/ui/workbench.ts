import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Locator, Page } from 'playwright-core';

export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Entries that the status bar has in a browser only; on the desktop nobody would see them. */
const HIDE_WHAT_A_DESKTOP_LACKS = `
  [id="status.workbench.keyboardLayout"], [id="status.forwardedPorts"], [id="status.host"] {
    display: none !important;
  }
`;

const ATTEMPTS = 10;
const PALETTE_TIMEOUT_MILLISECONDS = 3_000;

/** Drives the page of a VS Code as a person would: keys, the pointer, and what is on the screen. */
export class Workbench {
  constructor(
    readonly page: Page,
    private readonly workspace: string,
    private readonly screenshotDirectory?: string,
  ) {}

  /** Returns when the window takes input and has listed the files of the folder. */
  async ready(): Promise<void> {
    await this.page.addStyleTag({ content: HIDE_WHAT_A_DESKTOP_LACKS });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  /** A second window of the same VS Code, with another folder; it closes with the first. */
  async openWindow(folder: string): Promise<Workbench> {
    const page = await this.page.context().newPage();
    const address = new URL(this.page.url());
    address.searchParams.set('folder', folder);
    await page.goto(address.href);
    const workbench = new Workbench(page, folder, this.screenshotDirectory);
    await workbench.ready();
    return workbench;
  }

  /**
   * Opens a file by its path inside the folder and waits for its text. Asked for by its whole path,
   * because anything less is a search, and for that 1.100 needs a program that is left out here.
   */
  async openFile(relativePath: string): Promise<void> {
    const file = path.join(this.workspace, relativePath);
    const name = path.basename(file);
    await this.openQuickInput('ControlOrMeta+p', file);
    await this.click(this.quickInputRows().filter({ hasText: name }));
    await this.quickInput().waitFor({ state: 'hidden' });
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /**
   * Runs a command by the title that the command palette shows, such as `View: Toggle Problems`.
   * Opens the palette again when it lacks the command: it lists what extensions had brought when
   * it was opened, and right after a start that is not all.
   */
  async runCommand(title: string): Promise<void> {
    const row = this.quickInputRows().filter({ has: this.page.getByText(title, { exact: true }) });
    for (let attempt = 1; ; attempt += 1) {
      await this.openQuickInput('F1', `>${title}`);
      try {
        await row.first().waitFor({ timeout: PALETTE_TIMEOUT_MILLISECONDS });
        break;
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await this.press('Escape');
        await this.quickInput().waitFor({ state: 'hidden' });
      }
    }
    await this.click(row);
  }

  /** Picks the entry of the list that is open now. */
  async choose(label: string): Promise<void> {
    await this.click(this.quickInputRows().filter({ hasText: label }));
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
    await this.atPlaceOf(text, async (place) => {
      await this.page.mouse.click(place.x, place.y + place.height / 2);
    });
    await this.editor().locator('.cursors-layer .cursor').first().waitFor({ state: 'attached' });
  }

  /** Selects the first visible occurrence of the text, so that typing replaces it. */
  async select(text: string): Promise<void> {
    await this.atPlaceOf(text, async (place) => {
      const middle = place.y + place.height / 2;
      await this.page.mouse.click(place.x, middle);
      await this.page.keyboard.down('Shift');
      await this.page.mouse.click(place.x + place.width, middle);
      await this.page.keyboard.up('Shift');
    });
  }

  /**
   * Shows the hover of the text and waits for it to have content. With the keyboard: a pointer that
   * rests on a line misses it when a code lens above comes late.
   */
  async hoverAt(text: string): Promise<Locator> {
    await this.setCursorAt(text);
    await this.press('ControlOrMeta+k');
    await this.press('ControlOrMeta+i');
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
      '.monaco-progress-container.active, .statusbar .codicon-modifier-spin',
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

  /** Rows of the view that the side bar shows. */
  sidebarRow(text: string | RegExp): Locator {
    return this.page.locator('.sidebar .monaco-list-row').filter({ hasText: text });
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

  /** Takes the pointer away afterwards, or what is under it then shows a tooltip. */
  private async click(target: Locator): Promise<void> {
    await target.first().click();
    await this.page.mouse.move(1, 450);
  }

  /** Opens it again when what ran before takes the focus away, which closes it. */
  private async openQuickInput(keys: string, text: string): Promise<void> {
    const timeout = PALETTE_TIMEOUT_MILLISECONDS;
    for (let attempt = 1; ; attempt += 1) {
      await this.page.keyboard.press(keys);
      try {
        await this.quickInput().waitFor({ timeout });
        await this.quickInput().fill(text, { timeout });
        await this.quickInputRows().first().waitFor({ timeout });
        return;
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Does something where the text is drawn, again when the text had moved meanwhile: a code lens
   * that comes late pushes every line below it down.
   */
  private async atPlaceOf(text: string, act: (place: Clip) => Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await this.placeOf(text);
      await act(before);
      const after = await this.placeOf(text);
      if (after.x === before.x && after.y === before.y) return;
    }
    throw new Error(`${text} does not stay in one place`);
  }

  /** Waits until the text is drawn, because the editor draws lines when it has time. */
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
