import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { parseRecord } from '../../src/core/record/parseRecord';
import { checkContrast } from './checkContrast';
import { checkNames } from './checkNames';
import { showSidebar, type Act, type Stage } from './scene';

/** What the window says about the edits that wait in the sample. */
export const reading: Act = {
  name: 'reading',
  scenes: [
    {
      name: 'the sidebar lists what is pending, with direction and tier in words',
      play: async ({ workbench }: Stage): Promise<void> => {
        await showSidebar(workbench);
      },
    },
    {
      name: 'every row, button and status has a name that a screen reader can say',
      play: async ({ workbench }: Stage): Promise<void> => checkNames(workbench.page),
    },
    {
      name: 'words and marks stand out from what is behind them',
      play: async ({ workbench, picture }: Stage): Promise<void> => {
        await checkContrast(workbench.page);
        // Again where a row is selected and the list has the focus.
        await workbench.runCommand('MCP Change Control: Focus on MCP Change Control View');
        await workbench.page.locator('.sidebar .monaco-list:focus').first().waitFor();
        await workbench.press('ArrowDown');
        await workbench.press('ArrowDown');
        await checkContrast(workbench.page);
        await picture('sidebar');
      },
    },
    {
      name: 'a click on a row explains the change and leaves the focus in the list',
      play: async ({ workbench, picture }: Stage): Promise<void> => {
        await workbench.sidebarRow('files: pin lost').click();
        const hover = workbench.page.locator('.monaco-hover:not(.hidden)');
        await hover.getByText('Version pin lost').first().waitFor();
        await hover.getByText('files: pin lost').first().waitFor();
        await picture('clicked');
        await workbench.page.locator('.sidebar .monaco-list:focus').first().waitFor();
        await workbench.press('ArrowDown');
        await workbench.page
          .locator('.sidebar .monaco-list-row.focused')
          .getByText('files: reaches')
          .waitFor();
      },
    },
    {
      name: 'an inherited risk explains itself where its row leads',
      play: async ({ workbench, picture }: Stage): Promise<void> => {
        await workbench.sidebarRow('Inherited risks').click();
        await workbench.sidebarRow('.vscode/mcp.json').nth(1).click();
        await workbench.sidebarRow('search: no fixed version').click();
        const hover = workbench.page.locator('.monaco-hover:not(.hidden)');
        await hover.getByText('it was there before your changes').first().waitFor();
        await hover.getByText('Explain').first().waitFor();
        await picture('inherited');
        await workbench.sidebarRow('Inherited risks').click();
      },
    },
    {
      name: 'the hover says what was, what is now and how the score came about',
      play: async ({ workbench, picture }: Stage): Promise<void> => {
        await workbench.openFile('.vscode/mcp.json');
        await workbench.waitForText('files: pin lost', '.codelens-decoration');
        await workbench.hoverAt('@latest');
        const hover = workbench.page.locator('.monaco-hover:not(.hidden)');
        await hover.getByText('Version pin lost').first().waitFor();
        await hover.getByText('42 = 30').first().waitFor();
        await hover.getByText('Create change request').first().waitFor();
        await picture('hover');
        await workbench.press('Escape');
      },
    },
    {
      name: 'the light bulb offers the old value first',
      play: async ({ workbench, picture }: Stage): Promise<void> => {
        await workbench.setCursorAt('@latest');
        await workbench.press('ControlOrMeta+.');
        await workbench.page
          .locator('.action-widget')
          .getByText('Restore 2026.8.31')
          .first()
          .waitFor();
        await picture('lightbulb');
        await workbench.press('Escape');
        await workbench.page.locator('.action-widget').first().waitFor({ state: 'hidden' });
      },
    },
  ],
};

/** The main job, from a pending change to its rollback. */
export const changing: Act = {
  name: 'changing',
  scenes: [
    {
      name: 'three actions write the record beside the file',
      play: async ({ workbench, workspace, picture }: Stage): Promise<void> => {
        await showSidebar(workbench);
        await workbench.openFile('.vscode/mcp.json');
        await workbench.runCommand('MCP Change Control: Create Change Request');
        await workbench.page.getByPlaceholder('All changes are in').waitFor();
        await picture('choose');
        await workbench.press('Enter');
        await workbench.page.locator('.quick-input-widget').getByText('Why?').first().waitFor();
        await workbench.answer('Let the docs agent write generated pages');
        await workbench.waitForText('what_changes', '.editor-instance, .editor-group-container');
        await workbench.waitForText('CHG-', '.sidebar');
        await picture('record');
        const folder = path.join(workspace, '.mcp-change', 'records');
        const [name] = readdirSync(folder);
        const { problems } = parseRecord(readFileSync(path.join(folder, name ?? ''), 'utf8'));
        if (problems.length > 0) throw new Error(problems[0]?.message);
      },
    },
    {
      name: 'one command shows the lines that come back, and takes the change back',
      play: async ({ workbench, workspace, picture }: Stage): Promise<void> => {
        await workbench.runCommand('MCP Change Control: Roll Back Change');
        await workbench.waitForText('Roll back now', '.quick-input-widget');
        await workbench.page.locator('.monaco-diff-editor').first().waitFor();
        await picture('rollback-preview');
        await workbench.choose('Roll back now');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.press('Enter');
        await workbench.waitForText('After the rollback', '.sidebar');
        await workbench.waitForText('revoke: Authorization at GitHub', '.sidebar');
        await picture('rollback-done');
        const text = readFileSync(path.join(workspace, '.vscode', 'mcp.json'), 'utf8');
        if (!text.includes('@2026.8.31') || text.includes('gh' + 'p_')) {
          throw new Error('the file did not go back');
        }
      },
    },
    {
      name: 'the checklist counts what is ticked off by click and by key, and is put away by hand',
      play: async ({ workbench, picture }: Stage): Promise<void> => {
        const { page } = workbench;
        const list = workbench.sidebarRow(/^CHG-\S+?\d+ of \d+/);
        await list.getByText(/^0 of/).waitFor();
        await page.getByRole('checkbox', { name: 'To do: Revoke' }).click();
        await list.getByText(/^1 of/).waitFor();
        await page.getByRole('checkbox', { name: 'Done: Revoke' }).waitFor();
        await workbench.sidebarRow('forget: tool lists').click();
        await list.getByText(/^2 of/).waitFor();
        await workbench.press('Space');
        await list.getByText(/^1 of/).waitFor();
        await picture('checklist');
        await list.hover();
        await list.getByRole('button', { name: 'Dismiss Checklist' }).click();
        await list.waitFor({ state: 'hidden' });
      },
    },
  ],
};
