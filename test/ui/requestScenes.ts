import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { checkContrast } from './checkContrast';
import { checkNames } from './checkNames';
import {
  become,
  commitAll,
  guardedWorkspace,
  partOfRepository,
  removeText,
  replaceText,
  startBranch,
} from './requestPlay';
import type { Act, Stage } from './scene';

const settings = '.claude/settings.json';
const servers = '.vscode/mcp.json';

/** Edits that nobody has to be asked about, and the rules that say so. */
export const asking: Act = {
  name: 'asking',
  workspace: guardedWorkspace,
  scenes: [
    {
      name: 'an edit that only tightens ends in one sentence, without a form',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await startBranch(stage, 'deny-more');
        await replaceText(stage, settings, '"Bash(npm test)"', '');
        await workbench.waitForText('tightens', '.sidebar');
        await workbench.runCommand('MCP Change Control: Propose Change Request');
        await workbench.waitForText('Only tightens. No request needed.', '.notifications-toasts');
        await picture('panel-tightens');
        await workbench.runCommand('Notifications: Clear All Notifications');
      },
    },
    {
      name: 'a low edit needs no request either',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await startBranch(stage, 'newer-search');
        await replaceText(stage, servers, 'search-mcp@1.0.0', 'search-mcp@1.0.1');
        await workbench.waitForText('search:', '.sidebar');
        await workbench.runCommand('MCP Change Control: Create Change Request');
        await workbench.waitForText('No request needed.', '.notifications-toasts');
        await picture('panel-low');
        await workbench.runCommand('Notifications: Clear All Notifications');
      },
    },
    {
      name: 'a policy asks for its own approval, by the rules before it',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await startBranch(stage, 'our-policy');
        await workbench.runCommand('MCP Change Control: Create Policy');
        await workbench.waitForText('kind: ChangePolicy', '.editor-group-container');
        await workbench.select('distinct_people: 2');
        await workbench.page.keyboard.insertText('distinct_people: 1');
        await workbench.save();
        await workbench.waitForText('policy.yaml', '.sidebar');
        await picture('panel-policy');
        await workbench.runCommand('MCP Change Control: Propose Change Request');
        await workbench.answer('Let the owners decide alone on high risk');
        await workbench.waitForText('needs ', '.sidebar');
        await unfold(stage);
        await picture('panel-policy-proposed');
      },
    },
    {
      name: 'what agents can do stands on one page',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await workbench.runCommand('MCP Change Control: Show What Agents Can Do');
        await workbench.page
          .locator('.tab.active')
          .getByText(/Agents/i)
          .first()
          .waitFor();
        await picture('agent-powers');
      },
    },
  ],
};

/** A permission that is loosened, from the edit to the last approval, and what may come between. */
export const approving: Act = {
  name: 'approving',
  workspace: guardedWorkspace,
  scenes: [
    {
      name: 'three actions propose a loosened permission; the row says what it needs',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await startBranch(stage, 'docs-agent-may-read');
        await removeText(stage, settings, '"Read(./.env)", ');
        await workbench.waitForText('deny: Protection', '.sidebar');
        await workbench.runCommand('MCP Change Control: Propose Change Request');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.answer('Let the docs agent read the settings of the build');
        await workbench.waitForText('needs 3 of 3', '.sidebar');
        await unfold(stage);
        await picture('panel-proposed');
        await checkNames(workbench.page, { rows: 7, status: 0 });
        await checkContrast(workbench.page);
      },
    },
    {
      name: 'somebody else finds it under “Waiting for you” and decides on one sheet',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        commitAll(stage, 'Let the docs agent read');
        await become(stage, 'bo');
        await workbench.waitForText('Waiting for you', '.sidebar');
        await picture('panel-waiting');
        await workbench.runCommand('MCP Change Control: Approve Change Request…');
        await workbench.waitForText('Approve as', '.quick-input-widget');
        await picture('panel-decide');
        await workbench.choose('Approve as');
        await workbench.waitForText('needs 1 of 3', '.sidebar');
        await picture('panel-one-approval');
      },
    },
    {
      name: 'a second person completes it',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await become(stage, 'cy');
        await workbench.runCommand('MCP Change Control: Approve Change Request…');
        await workbench.waitForText('Approve as', '.quick-input-widget');
        await workbench.choose('Approve as');
        await workbench
          .sidebarRow(/^approved · .*CHG-/)
          .first()
          .waitFor();
        await picture('panel-approved');
      },
    },
    {
      name: 'an edit makes the approvals stale, and says which key changed',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        commitAll(stage, 'Approve');
        await removeText(stage, settings, '"Bash(git push *)"');
        await workbench.waitForText('stale', '.sidebar');
        await picture('panel-stale');
      },
    },
    {
      name: 'a no is kept with its reason, and the change is pending again',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await become(stage, 'sam');
        await startBranch(stage, 'docs-agent-may-do');
        await removeText(stage, settings, '"Read(./.env)", ');
        await workbench.waitForText('deny: Protection', '.sidebar');
        await workbench.runCommand('MCP Change Control: Propose Change Request');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.answer('Let the docs agent do more');
        await workbench.waitForText('needs 3 of 3', '.sidebar');
        commitAll(stage, 'Let the docs agent do more');
        await become(stage, 'bo');
        await workbench.waitForText('Waiting for you', '.sidebar');
        await workbench.runCommand('MCP Change Control: Reject Change Request…');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.answer('Nobody needs to read the secrets');
        await workbench.waitForText('Recently closed', '.sidebar');
        await showClosed(stage, /^rejected · .*CHG-/);
        await picture('panel-rejected');
      },
    },
  ],
};

/** Part of a repository: the rules of its root hold there too. */
export const inPart: Act = {
  name: 'part',
  workspace: partOfRepository,
  scenes: [
    {
      name: 'the policy of the root asks for a request where the built-in one would not',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await workbench.runCommand('MCP Change Control: Focus on MCP Change Control View');
        await replaceText(stage, servers, 'search-mcp@1.0.0', 'search-mcp@1.0.1');
        await workbench.waitForText('search:', '.sidebar');
        await workbench.runCommand('MCP Change Control: Create Change Request');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await picture('panel-part');
        await workbench.press('Escape');
      },
    },
  ],
};

/** What could not wait. */
export const emergencies: Act = {
  name: 'emergencies',
  workspace: guardedWorkspace,
  scenes: [
    {
      name: 'a containment waits for nobody',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await startBranch(stage, 'stop-search');
        await replaceText(stage, settings, 'Read(./.env)', 'Read(./.env)", "mcp__search');
        await workbench.waitForText('tightens', '.sidebar');
        await workbench.runCommand('MCP Change Control: Declare Emergency…');
        await workbench.waitForText('nobody has to agree first', '.quick-input-widget');
        await picture('panel-emergency-why');
        await workbench.answer('The server leaks what is searched');
        await workbench.waitForText('Which incident', '.quick-input-widget');
        await workbench.answer('INC-7');
        await workbench.waitForText('review due', '.sidebar');
        await picture('panel-emergency');
      },
    },
    {
      name: 'a loosening that nobody reviewed in time is loud until somebody does',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, workspace, picture } = stage;
        await startBranch(stage, 'unblock-the-release');
        await removeText(stage, settings, ', "Bash(git push *)"');
        await workbench.waitForText('deny: Protection', '.sidebar');
        await workbench.runCommand('MCP Change Control: Declare Emergency…');
        await workbench.waitForText('Why can it not wait', '.quick-input-widget');
        await workbench.answer('The release is stuck without it');
        await workbench.waitForText('Which incident', '.quick-input-widget');
        await workbench.answer('https://example.com/INC-8');
        await workbench.waitForText('review due', '.sidebar');
        const due = new Date(Date.now() - 60_000).toISOString().replace(/\.\d{3}Z$/, 'Z');
        rewriteRecord(workspace, /review_due: .*/, () => `review_due: "${due}"`);
        await workbench.waitForText('review overdue', '.sidebar');
        await workbench.waitForText('1 review overdue', '.statusbar');
        await picture('panel-overdue');
        await checkContrast(workbench.page);
      },
    },
    {
      name: 'somebody else reviews it, and it is quiet again',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, picture } = stage;
        await become(stage, 'bo');
        await workbench.runCommand('MCP Change Control: Review Emergency…');
        await workbench.waitForText('It stays', '.quick-input-widget');
        await picture('panel-review');
        await workbench.choose('It stays');
        await workbench.waitForText('What did the review find', '.quick-input-widget');
        await workbench.answer('It was needed');
        await workbench.page
          .locator('.sidebar')
          .getByText('review overdue')
          .first()
          .waitFor({ state: 'hidden' });
        await picture('panel-reviewed');
      },
    },
    {
      name: 'a grant whose time is over waits with its rehearsed way back',
      play: async (stage: Stage): Promise<void> => {
        const { workbench, workspace, picture } = stage;
        await become(stage, 'sam');
        await startBranch(stage, 'until-the-demo');
        const agreed = readFileSync(path.join(workspace, settings), 'utf8');
        await removeText(stage, settings, '"Read(./.env)", ');
        await workbench.waitForText('deny: Protection', '.sidebar');
        await workbench.runCommand('MCP Change Control: Create Change Request');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.answer('Let the demo read its settings');
        await workbench
          .sidebarRow(/^draft · .*CHG-/)
          .first()
          .waitFor();
        const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
        rewriteRecord(workspace, /^created_at: .*$/m, (line) =>
          [line, `expires_at: "${yesterday}T23:59:59Z"`].join('\n'),
        );
        const row = workbench.sidebarRow(/^ended .*CHG-/);
        await row.getByText('reversible').waitFor();
        await workbench.waitForText('1 grant ended', '.statusbar');
        await row.hover();
        await picture('panel-ended');
        await checkNames(workbench.page, { rows: 2, status: 1 });
        await checkContrast(workbench.page);
        await row.getByRole('button', { name: 'Roll Back Change' }).click();
        await workbench.waitForText('Roll back now', '.quick-input-widget');
        await picture('panel-ended-preview');
        await workbench.choose('Roll back now');
        await workbench.waitForText('Why?', '.quick-input-widget');
        await workbench.answer('The demo is over');
        await row.waitFor({ state: 'hidden' });
        await workbench.waitForText('After the rollback', '.sidebar');
        await picture('panel-ended-back');
        if (readFileSync(path.join(workspace, settings), 'utf8') !== agreed) {
          throw new Error('it did not go back');
        }
      },
    },
  ],
};

/** Somebody edits the only record outside the editor. */
function rewriteRecord(workspace: string, from: RegExp, to: (found: string) => string): void {
  const folder = path.join(workspace, '.mcp-change', 'records');
  const name = readdirSync(folder).find((file) => file.endsWith('.yaml')) ?? '';
  const file = path.join(folder, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

/** Shows what stands below the request. */
async function unfold({ workbench }: Stage): Promise<void> {
  await workbench.sidebarRow(/CHG-/).locator('.monaco-tl-twistie').first().click();
  await workbench.waitForText('Tests and checks', '.sidebar');
}

/** A list that is drawn again while it is clicked takes the click for another one. */
async function showClosed({ workbench }: Stage, row: RegExp): Promise<void> {
  const shown = workbench.sidebarRow(row).first();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await workbench.sidebarRow('Recently closed').locator('.monaco-tl-twistie').click();
    const seen = await shown.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (seen) return;
  }
  await shown.waitFor();
}
