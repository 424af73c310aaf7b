import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Act, Stage } from './scene';
import type { Workbench } from './workbench';

/** The main job from the edit to the end of the checklist, without the pointer. */
export const keyboardOnly: Act = {
  name: 'keyboard',
  scenes: [
    {
      name: 'by keyboard alone: edit, next problem, light bulb, request, rollback, checklist',
      play: async (stage: Stage): Promise<void> => {
        await watchPointer(stage.workbench);
        await editAndLook(stage);
        await request(stage);
        await rollBack(stage);
        await tickOff(stage);
        if (await pointerWasUsed(stage.workbench)) throw new Error('the pointer was used');
      },
    },
  ],
};

async function editAndLook({ workbench, workspace, picture }: Stage): Promise<void> {
  const { page } = workbench;
  await workbench.press('ControlOrMeta+p');
  await page.keyboard.type(path.join(workspace, '.vscode', 'mcp.json'));
  await quickRow(workbench, 'mcp.json').waitFor();
  await workbench.press('Enter');
  await page.locator('.tab.active[data-resource-name="mcp.json"]').waitFor();
  await workbench.waitForText('files: pin lost', '.codelens-decoration');
  await workbench.press('ControlOrMeta+f');
  await page.locator('.find-widget.visible textarea:focus').first().waitFor();
  await page.keyboard.type('"${workspaceFolder}"');
  await workbench.waitForText('1 of 1', '.find-widget');
  await workbench.press('Escape');
  // The quotes stay: typing one over a selection would put it in quotes.
  await workbench.press('ArrowRight');
  await workbench.press('ArrowLeft');
  for (const _ of '${workspaceFolder}') await workbench.press('Shift+ArrowLeft');
  await page.keyboard.type('/');
  await workbench.waitForText('reaches /', '.codelens-decoration');
  await workbench.save();
  await workbench.press('Alt+F8');
  const problem = page
    .locator('.marker-widget')
    .getByText(/filesystem|reach|whole/i)
    .first();
  await problem.waitFor();
  await picture('keyboard-problem');
  await workbench.press('Escape');
  await problem.waitFor({ state: 'hidden' });
  const action = page.locator('.action-widget').getByText('Create change request').first();
  await workbench.press('ControlOrMeta+.');
  // The menu keeps what was offered when it opened; an analysis that ends later needs it opened again.
  await action.waitFor({ timeout: 10_000 }).catch(async () => {
    await workbench.press('Escape');
    await workbench.press('ControlOrMeta+.');
    await action.waitFor();
  });
  await workbench.press('Escape');
  await page.locator('.action-widget').first().waitFor({ state: 'hidden' });
}

async function request({ workbench }: Stage): Promise<void> {
  const { page } = workbench;
  await runCommand(workbench, 'MCP Change Control: Create Change Request');
  await page.getByPlaceholder('All changes are in').waitFor();
  await workbench.press('Enter');
  await page.locator('.quick-input-widget').getByText('Why?').first().waitFor();
  await workbench.press('ControlOrMeta+a');
  await page.keyboard.type('Let the docs agent write generated pages');
  await workbench.press('Enter');
  await workbench.waitForText('what_changes', '.editor-group-container');
}

/** From the row of the request in the sidebar, with the context menu's key. */
async function rollBack({ workbench, workspace, picture }: Stage): Promise<void> {
  const { page } = workbench;
  await runCommand(workbench, 'MCP Change Control: Focus on MCP Change Control View');
  await workbench.waitForText('Change requests', '.sidebar');
  // The first time there was no list yet that could take the focus.
  await runCommand(workbench, 'MCP Change Control: Focus on MCP Change Control View');
  await focusRow(workbench, / · .*CHG-/);
  await chooseFromMenu(workbench, 'Roll Back Change');
  await quickRow(workbench, 'Roll back now').waitFor();
  await page.locator('.monaco-diff-editor, .multiDiffEntry').first().waitFor();
  await picture('keyboard-rollback');
  await workbench.press('Enter');
  await page.locator('.quick-input-widget').getByText('Why?').first().waitFor();
  await workbench.press('Enter');
  await workbench.waitForText('After the rollback', '.sidebar');
  const text = readFileSync(path.join(workspace, '.vscode', 'mcp.json'), 'utf8');
  if (!text.includes('${workspaceFolder}/docs')) throw new Error('the file did not go back');
}

async function tickOff({ workbench, picture }: Stage): Promise<void> {
  const { page } = workbench;
  const list = workbench.sidebarRow(/^CHG-\S+?\d+ of \d+/);
  await list.getByText(/^0 of/).waitFor();
  await focusRow(workbench, /^revoke: /);
  await workbench.press('Space');
  await list.getByText(/^1 of/).waitFor();
  await page.getByRole('checkbox', { name: 'Done: Revoke' }).waitFor();
  await picture('keyboard-checklist');
  await workbench.press('ArrowLeft');
  await chooseFromMenu(workbench, 'Dismiss Checklist');
  await list.waitFor({ state: 'hidden' });
}

async function runCommand(workbench: Workbench, title: string): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await workbench.press('F1');
    await workbench.page.locator('.quick-input-widget:visible input').first().waitFor();
    await workbench.page.keyboard.type(title);
    try {
      await quickRow(workbench, title).waitFor({ timeout: 3_000 });
      await workbench.press('Enter');
      return;
    } catch {
      // Right after a start the palette lacks what extensions bring.
      await workbench.press('Escape');
    }
  }
  throw new Error(`There is no command ${title}`);
}

/** The row that Enter would take. */
function quickRow(workbench: Workbench, text: string): Locator {
  return workbench.page
    .locator('.quick-input-widget:visible .monaco-list-row.focused')
    .filter({ hasText: text });
}

/** From the first row of the list downwards, as somebody does who does not see where it is. */
async function focusRow(workbench: Workbench, name: RegExp): Promise<void> {
  const focused = workbench.page.locator('.sidebar .monaco-list-row.focused');
  await workbench.page.locator('.sidebar .monaco-list:focus').first().waitFor();
  await workbench.press('Home');
  const rows = await workbench.page.locator('.sidebar .monaco-list-row').count();
  for (let row = 0; row < rows; row += 1) {
    await focused.first().waitFor();
    if (name.test((await focused.first().textContent()) ?? '')) return;
    await workbench.press('ArrowDown');
  }
  throw new Error(`No row ${String(name)}`);
}

async function chooseFromMenu(workbench: Workbench, label: string): Promise<void> {
  const { page } = workbench;
  await workbench.press('Shift+F10');
  const items = page.getByRole('menuitem');
  await items.filter({ hasText: label }).first().waitFor();
  const count = await items.count();
  for (let item = 0; item < count; item += 1) {
    await workbench.press('ArrowDown');
    const focused = page.locator('.monaco-menu .action-item.focused');
    if (((await focused.first().textContent()) ?? '').includes(label)) {
      await workbench.press('Enter');
      return;
    }
  }
  throw new Error(`The menu has no ${label} that can be reached`);
}

async function watchPointer(workbench: Workbench): Promise<void> {
  await workbench.page.evaluate(() => {
    addEventListener('pointerdown', () => (document.body.dataset['pointer'] = 'used'), true);
  });
}

async function pointerWasUsed(workbench: Workbench): Promise<boolean> {
  return workbench.page.evaluate(() => document.body.dataset['pointer'] === 'used');
}
