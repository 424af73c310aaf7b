import type { Client, Surface } from './surface';
import { scriptFile } from './surfaceKinds';

/** Where the clients' own examples keep the scripts behind their hooks (reference landscape, section 6). */
const folders: readonly (readonly [folder: string, client: Client])[] = [
  ['.claude/hooks', 'Claude Code'],
  ['.cursor/hooks', 'Cursor'],
  ['.github/hooks', 'GitHub Copilot'],
  ['.windsurf/hooks', 'Windsurf'],
  ['.kiro/hooks', 'Kiro'],
  ['.codex/hooks', 'OpenAI Codex'],
  ['.gemini/hooks', 'Gemini CLI'],
  ['.qwen/hooks', 'Qwen Code'],
  ['.factory/hooks', 'Factory Droid'],
  ['.augment/hooks', 'Augment Code'],
  ['.openhands/hooks', 'OpenHands'],
];

/**
 * Scripts that hooks run: the hook's text stays the same while what it does changes. The content
 * decides, as notes and data stand in these folders too.
 */
export const hookScriptSurfaces: readonly Surface[] = folders.map(([folder, client]) =>
  scriptFile({
    id: `${folder.slice(1).replace('/', '-')}-script`,
    title: `${client} hook script`,
    client,
    patterns: [`${folder}/**`],
    contentTest: 'is-script',
  }),
);
