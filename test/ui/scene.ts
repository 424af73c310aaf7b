import type { Workbench } from './workbench';

/** One thing a person does in the window, and what must be on the screen afterwards. */
export interface Scene {
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** Scenes that build on each other, from a fresh workspace on. */
export interface Act {
  readonly name: string;
  readonly scenes: readonly Scene[];
  /** Another workspace than the sample. */
  readonly workspace?: (directory: string) => Promise<ActWorkspace>;
}

export interface ActWorkspace {
  /** The folder to open. */
  readonly folder: string;
  readonly machineSettings: Readonly<Record<string, unknown>>;
  readonly userSettings?: Readonly<Record<string, unknown>>;
}

export interface Stage {
  readonly workbench: Workbench;
  /** The workspace on disk. */
  readonly workspace: string;
  /** Leaves a picture of the first window, or of another; the name gets the theme added. */
  readonly picture: (name: string, of?: Workbench) => Promise<void>;
}

/** Opens the sidebar and waits until every file of the sample has been read. */
export async function showSidebar(workbench: Workbench): Promise<void> {
  await workbench.runCommand('MCP Change Control: Focus on MCP Change Control View');
  for (const text of [
    'Pending changes',
    'medium · files: pin lost',
    'tightens · deny: Bash(git push *)',
    'high · Workflow: acts without being asked',
    'Inherited risks',
  ]) {
    await workbench.waitForText(text, '.sidebar');
  }
}
