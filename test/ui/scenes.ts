import { readFileSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { parseRecord } from '../../src/core/record/parseRecord';
import type { Workbench } from './workbench';

/** One thing a person does in the window, and what must be on the screen afterwards. */
export interface Scene {
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

export interface Stage {
  readonly workbench: Workbench;
  /** The sample workspace on disk. */
  readonly workspace: string;
  /** Leaves a picture; the name gets the theme added. */
  readonly picture: (name: string) => Promise<void>;
}

/** The main job from an edit to its rollback, by keyboard and pointer only. */
export const scenes: readonly Scene[] = [
  {
    name: 'the sidebar lists what is pending, with direction and tier in words',
    play: async ({ workbench }: Stage): Promise<void> => {
      await workbench.runCommand('MCP Change Control: Focus on MCP Change Control View');
      await workbench.waitForText('Pending changes', '.sidebar');
      await workbench.waitForText('files: pin lost', '.sidebar');
      await workbench.waitForText('tightens', '.sidebar');
      await workbench.waitForText('Inherited risks', '.sidebar');
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
  {
    name: 'three actions write the record beside the file',
    play: async ({ workbench, workspace, picture }: Stage): Promise<void> => {
      await workbench.runCommand('MCP Change Control: Create Change Request');
      await workbench
        .waitForText('All changes are in', '.quick-input-widget')
        .catch(() => undefined);
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
      await workbench.waitForText('After the rollback', '.sidebar');
      await workbench.waitForText('Revoke', '.sidebar');
      await picture('rollback-done');
      const text = readFileSync(path.join(workspace, '.vscode', 'mcp.json'), 'utf8');
      if (!text.includes('@2026.8.31') || text.includes('gh' + 'p_')) {
        throw new Error('the file did not go back');
      }
    },
  },
];
