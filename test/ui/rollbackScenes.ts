import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import { showSidebar, type Act, type Stage } from './scene';

const servers = '.vscode/mcp.json';
const settings = '.claude/settings.json';

/** Every way back: by one click, half by hand, from behind. */
export const goingBack: Act = {
  name: 'goingBack',
  scenes: [
    {
      name: 'what another program loosens is told once, and put back by one button',
      play: async ({ workbench, workspace, picture }: Stage): Promise<void> => {
        await showSidebar(workbench);
        const before = read(workspace, settings);
        const loose = before.replace(/"defaultMode": "\w+"/, '"defaultMode": "bypassPermissions"');
        if (loose === before) throw new Error('the sample has no mode');
        write(workspace, settings, loose);
        const toast = workbench.page.locator('.notifications-toasts');
        await toast.getByText('was changed outside the editor').first().waitFor();
        await picture('silent-edit');
        await toast.getByRole('button', { name: 'Put back' }).click();
        await workbench.waitForText('Put back. What was there is kept', '.statusbar');
        if (read(workspace, settings) !== before) throw new Error('it was not put back');
      },
    },
    {
      name: 'one click on a row takes a change back, and undo brings it again',
      play: async ({ workbench, workspace, picture }: Stage): Promise<void> => {
        await workbench.openFile(servers);
        const row = workbench.sidebarRow('files: pin lost');
        await row.getByText('reversible').waitFor();
        await row.hover();
        await picture('badges');
        await row.getByRole('button', { name: 'Roll Back Change' }).click();
        await workbench.waitForText('Roll back now', '.quick-input-widget');
        await workbench.choose('Roll back now');
        await row.waitFor({ state: 'hidden' });
        await workbench.waitForText('Rolled back:', '.statusbar');
        if (!read(workspace, servers).includes('@2026.8.31')) throw new Error('it did not go back');
        await workbench.openFile(servers);
        await workbench.waitForText('2026.8.31', '.editor-group-container.active');
        await workbench.setCursorAt('2026.8.31');
        await workbench.press('ControlOrMeta+z');
        await row.waitFor();
        await workbench.save();
        await picture('rolled-back-undone');
        if (!read(workspace, servers).includes('@latest')) throw new Error('undo did not work');
        const list = workbench.sidebarRow(/^\S*mcp\.json\d+ of \d+/);
        await list.hover();
        await list.getByRole('button', { name: 'Dismiss Checklist' }).click();
        await list.waitFor({ state: 'hidden' });
      },
    },
    {
      name: 'what moved on is shown beside what it was, and nothing is guessed',
      play: async ({ workbench, workspace, picture }: Stage): Promise<void> => {
        await workbench.runCommand('MCP Change Control: Create Change Request');
        await workbench.page.getByPlaceholder('All changes are in').waitFor();
        await workbench.press('Enter');
        await workbench.page.locator('.quick-input-widget').getByText('Why?').first().waitFor();
        await workbench.answer('Let the docs agent write generated pages');
        await workbench.waitForText('what_changes', '.editor-instance, .editor-group-container');
        const recorded = read(workspace, servers);
        write(workspace, servers, recorded.replace('@latest', '@3.0.0'));
        await workbench.runCommand('MCP Change Control: Roll Back Change');
        const toast = workbench.page.locator('.notifications-toasts');
        await toast.getByText('cannot be taken back by itself').first().waitFor();
        await workbench.page.locator('.monaco-diff-editor').first().waitFor();
        await picture('conflict');
        if (!read(workspace, servers).includes('@3.0.0')) throw new Error('something was written');
        write(workspace, servers, recorded);
        await workbench.runCommand('Notifications: Clear All Notifications');
        await workbench.runCommand('View: Close Editor');
      },
    },
    {
      name: 'a runbook is ticked to its end, and the record says who, when and why',
      play: async ({ workbench, picture }: Stage): Promise<void> => {
        await workbench.waitForText('what_changes', '.editor-group-container');
        await workbench.runCommand('MCP Change Control: Roll Back Change');
        await workbench.waitForText('Roll back now', '.quick-input-widget');
        await workbench.choose('Roll back now');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await picture('rollback-why');
        await workbench.answer('the server wrote to the wiki by itself');
        await workbench.waitForText('After the rollback', '.sidebar');
        const box = (state: string): Locator =>
          workbench.page.locator('.sidebar').getByRole('checkbox', { name: `${state}: ` });
        const list = workbench.sidebarRow(/^CHG-\S+?\d+ of \d+/);
        await list.getByText(/^0 of/).waitFor();
        // A list that is drawn anew under the pointer takes no click; then it is pressed again.
        const total = Number(/of (\d+)/.exec(await list.innerText())?.[1]);
        for (let done = 0; done < total;) {
          // The tip of the box before covers the next one until the pointer has left it.
          await workbench.page.mouse.move(900, 600);
          await box('To do').first().click();
          const next = done + 1 === total ? 'all done' : new RegExp(`^${String(done + 1)} of`);
          await workbench.page
            .locator('.sidebar')
            .getByText(next)
            .first()
            .waitFor({ timeout: 5_000 })
            .then(
              () => (done += 1),
              () => undefined,
            );
        }
        await workbench.waitForText('all done', '.sidebar');
        await workbench.runCommand('MCP Change Control: Preview Change Request');
        await picture('runbook-done');
      },
    },
  ],
};

function read(workspace: string, file: string): string {
  return readFileSync(path.join(workspace, file), 'utf8');
}

function write(workspace: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
  writeFileSync(path.join(workspace, file), text);
}
