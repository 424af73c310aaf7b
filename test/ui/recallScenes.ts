import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { commitAll, git, guardedWorkspace, replaceText, startBranch } from './requestPlay';
import type { Act, Stage } from './scene';

const servers = '.vscode/mcp.json';
const copies = '.cursor/mcp.json';

/** What a server says that is rolled back, as another client has it too. */
const copy = `${JSON.stringify(
  {
    mcpServers: {
      files: { command: 'npx', args: ['-y', '@acme/files-mcp@latest', 'docs'] },
      calm: { command: 'calm-mcp' },
    },
  },
  null,
  2,
)}\n`;
const words = 'The same was rolled back elsewhere';

/** Rolled back in one workspace, on its main branch; marked and undone in another window. */
export const recalling: Act = {
  name: 'recalling',
  workspace: guardedWorkspace,
  scenes: [
    {
      name: 'what was rolled back on the main branch is marked in a copy beside it',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, workspace, picture } = stage;
        write(workspace, copies, copy);
        commitAll(stage, 'Use the files server with another client');
        await startBranch(stage, 'newest-files-server');
        await replaceText(stage, servers, '@acme/files-mcp@2.4.1', '@acme/files-mcp@latest');
        await workbench.waitForText('files: pin lost', '.sidebar');
        await workbench.runCommand('MCP Change Control: Create Change Request');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.answer('Try the newest files server');
        await workbench
          .sidebarRow(/^draft · .*CHG-/)
          .first()
          .waitFor();
        await workbench.runCommand('MCP Change Control: Roll Back Change');
        await workbench.waitForText('Roll back now', '.quick-input-widget');
        await workbench.choose('Roll back now');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.answer('it wrote outside of docs');
        await workbench.waitForText('After the rollback', '.sidebar');
        commitAll(stage, 'Try the newest files server, and take it back');
        // As a merge on the server: the files here stay, and the next commit moves what is looked at.
        git(workspace, 'branch', '--force', 'main', 'HEAD');
        git(workspace, 'commit', '--quiet', '--allow-empty', '--message', 'Go on');
        await workbench.runCommand('Git: Refresh');
        await workbench.runCommand('View: Close All Editors');
        await workbench.openFile(copies);
        await workbench.runCommand('Problems: Focus on Problems View');
        await workbench.waitForText(words, '.panel');
        await picture('recalled-beside');
      },
    },
    {
      name: 'a second window marks its copy, and one action takes the entry out there',
      play: async ({ workbench, workspace, picture }: Stage): Promise<void> => {
        const other = path.join(path.dirname(workspace), 'other');
        write(other, copies, copy);
        const second = await workbench.openWindow(other);
        await second.openFile(copies);
        await second.runCommand('Problems: Focus on Problems View');
        await second.waitForText(words, '.panel');
        await picture('recalled', second);
        await second.setCursorAt('files"');
        await second.press('ControlOrMeta+.');
        await second.page.locator('.action-widget').getByText('Undo here…').first().click();
        await second.waitForText('Roll back now', '.quick-input-widget');
        await picture('recalled-preview', second);
        await second.choose('Roll back now');
        await second.waitForText('Rolled back: ', '.statusbar');
        await second.page.locator('.panel').getByText(words).first().waitFor({ state: 'hidden' });
        const left = readFileSync(path.join(other, copies), 'utf8');
        if (left.includes('files-mcp') || !left.includes('calm-mcp')) throw new Error(left);
      },
    },
  ],
};

function write(workspace: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
  writeFileSync(path.join(workspace, file), text);
}
