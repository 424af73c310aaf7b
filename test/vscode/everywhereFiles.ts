/** Permissions that were set up with care. */
export const safeSettings = `{
  "permissions": {
    "deny": ["Read(./.env)"],
    "defaultMode": "default"
  }
}
`;

/** The same after an agent made itself at home. */
export const looseSettings = safeSettings.replace('"default"', '"bypassPermissions"');

/** A list of servers that carries a risk from before. */
export const serverList = `{
  "servers": {
    "files": { "command": "npx", "args": ["-y", "@acme/files-mcp@2.4.1", "/"] },
    "search": { "command": "npx", "args": ["-y", "@acme/search-mcp"] }
  }
}
`;

/** What agents are told here. */
export const instructions = `# Agents

Ask before you push. Never read .env files.
`;

export const manyCount = 50;

/** One governed file for each of fifty packages. */
export function manyFiles(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: manyCount }, (_, index) => [
      `packages/p${String(index).padStart(2, '0')}/.claude/settings.json`,
      text,
    ]),
  );
}
