import assert from 'node:assert/strict';
import type { Change } from '../../src/core/compare/change';
import type { Affected } from '../../src/core/rollback/affected';
import { careOf } from '../../src/core/rollback/careOf';
import { clientName } from '../../src/core/rollback/clientName';
import type { RunbookStep } from '../../src/core/rollback/rollbackPlan';
import { inOrder, runbook } from '../../src/core/rollback/runbook';
import { editorCommands, isKnownShellCommand } from '../../src/core/rollback/stepCommands';
import { verifyChecks } from '../../src/core/rollback/verifyChecks';
import { catalogue } from '../../src/core/surfaces/catalogue';
import type { Client, Surface } from '../../src/core/surfaces/surface';
import { edit } from './rollbackSupport';

const clients: readonly Client[] = [...new Set(catalogue.map(({ client }) => client))];

/** One change of each kind that a runbook tells apart, whatever client it is then made in. */
const changes: Readonly<Record<string, Change>> = {
  server: only(
    edit(
      '.vscode/mcp.json',
      '{ "servers": {} }',
      '{ "servers": { "docs": { "command": "npx", "args": ["-y", "@acme/docs-mcp@1.0.0"] } } }',
    ).changes,
  ),
  remote: only(
    edit(
      '.vscode/mcp.json',
      '{ "servers": {} }',
      '{ "servers": { "mail": { "url": "https://mail.example.com/mcp" } } }',
    ).changes,
  ),
  permission: only(
    edit(
      '.claude/settings.json',
      '{ "permissions": { "allow": [] } }',
      '{ "permissions": { "allow": ["Bash(curl:*)"] } }',
    ).changes,
  ),
  mode: only(
    edit('.claude/settings.json', '{}', '{ "permissions": { "defaultMode": "acceptEdits" } }')
      .changes,
  ),
  hook: only(
    edit(
      '.claude/settings.json',
      '{}',
      '{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "make" }] }] } }',
    ).changes,
  ),
  instructions: only(edit('AGENTS.md', 'Never push to main.\n', '').changes),
};

function only(found: readonly Change[]): Change {
  const [first] = found;
  if (first === undefined) throw new Error('the edit has no change');
  return first;
}

function stepsOf(change: Change, surface: Surface): readonly RunbookStep[] {
  const entry: Affected = { change, surface, path: surface.patterns[0] ?? surface.id };
  return inOrder(
    runbook({
      affected: [entry],
      files: [],
      credentials: [],
      verify: verifyChecks([entry], []),
    }),
  );
}

describe('Looking after a client in a rollback', () => {
  for (const client of clients) {
    const surface = catalogue.find((candidate) => candidate.client === client);
    if (surface === undefined) continue;
    it(`${client} has a step or a plain statement for every phase`, () => {
      const care = careOf(client);
      assert.match(care.checked, /^2026-\d\d$/);
      assert.ok(care.source.length > 8);
      for (const [kind, change] of Object.entries(changes)) {
        const steps = stepsOf(change, surface);
        const has = (phase: string): readonly RunbookStep[] =>
          steps.filter((step) => step.phase === phase);
        for (const phase of ['contain', 'restart', 'verify', 'reconcile']) {
          assert.ok(has(phase).length > 0, `${kind}: nothing to ${phase}`);
        }
        if (kind === 'server') assert.ok(has('purge').length > 0, `${kind}: nothing to purge`);
        if (kind === 'remote') assert.ok(has('revoke').length > 0, `${kind}: nothing to revoke`);
        const silent = care.asksNobody === true || care.forgetsWithSession === true;
        if (kind !== 'instructions' && !silent) {
          assert.ok(has('forget').length > 0, `${kind}: nothing to forget`);
        }
        assert.ok(surface.scope === 'local' || has('recall').length > 0, `${kind}: no recall`);
        for (const step of steps) assertSound(step, client, kind);
      }
    });
  }

  it('says so where nothing is documented, and names a place only where there is one', () => {
    for (const client of clients) {
      const surface = catalogue.find((candidate) => candidate.client === client);
      const care = careOf(client);
      if (surface === undefined || client === 'VS Code' || client === 'GitHub Copilot') {
        continue;
      }
      const forget = stepsOf(changes['permission'] as Change, surface)
        .filter(({ phase }) => phase === 'forget')
        .map(({ action }) => action)
        .join('\n');
      const places = (care.remembers ?? []).filter(({ keeps }) => keeps === 'permissions');
      for (const { files = [], page, typed, key } of places) {
        for (const word of [files[0]?.replace(/^\w+:|\{\w+\}/g, ''), page, typed, key]) {
          if (word !== undefined) assert.ok(forget.includes(word), `${client}: ${word}`);
        }
      }
      if (places.length > 0) {
        assert.doesNotMatch(forget, /does not document/, client);
        continue;
      }
      if (care.asksNobody === true || care.forgetsWithSession === true) {
        assert.equal(forget, '', client);
      } else if (
        care.kind === 'readers' ||
        care.kind === 'published' ||
        care.askedElsewhere === true
      ) {
        assert.match(forget, /in a place of its own/, client);
      } else {
        assert.ok(forget.includes(`${clientName(client)} does not document where`), client);
      }
    }
  });

  it('knows the places that were read', () => {
    const known: readonly (readonly [Client, keyof typeof changes, RegExp])[] = [
      ['Claude Code', 'server', /“permissions\.allow” in “\.claude\/settings\.local\.json”/],
      [
        'GitHub Copilot CLI',
        'permission',
        /“locations\.<folder>\.tool_approvals” in “~\/\.copilot\/permissions-config\.json”/,
      ],
      ['GitHub Copilot CLI', 'hook', /“trusted_folders” from “~\/\.copilot\/config\.json”/],
      ['OpenAI Codex', 'permission', /“prefix_rule” in “~\/\.codex\/rules\/default\.rules”/],
      ['OpenAI Codex', 'hook', /“hooks\.state” in “~\/\.codex\/config\.toml”/],
      ['Gemini CLI', 'permission', /“\[\[rule\]\]” in “~\/\.gemini\/policies\/auto-saved\.toml”/],
      ['Gemini CLI', 'remote', /“mail” from “~\/\.gemini\/mcp-oauth-tokens\.json”/],
      ['Qwen Code', 'permission', /“\/permissions” into a session of Qwen Code/],
      [
        'Goose',
        'permission',
        /“~\/\.config\/goose\/permission\.yaml” \/ “%APPDATA%\\Block\\goose\\config\\permission\.yaml”/,
      ],
      ['Continue', 'permission', /“allow” in “~\/\.continue\/permissions\.yaml”/],
      ['Cursor', 'server', /“~\/\.cursor\/projects\/\*\/mcp-approvals\.json”/],
      ['Zed', 'hook', /“workspace: clear trusted worktrees” in Zed/],
      ['Zed', 'permission', /“agent\.tool_permissions” in “~\/\.config\/zed\/settings\.json”/],
      ['Kiro', 'permission', /“~\/\.kiro\/settings\/permissions\.yaml”/],
      ['JetBrains Junie', 'permission', /“Settings → Tools → Junie → Action Allowlist”/],
      ['Factory Droid', 'permission', /“commandAllowlist” in “~\/\.factory\/settings\.json”/],
      ['OpenCode', 'permission', /^OpenCode does not document where/],
    ];
    for (const [client, kind, place] of known) {
      const surface = catalogue.find((candidate) => candidate.client === client);
      const change = changes[kind];
      if (surface === undefined || change === undefined) throw new Error(client);
      const actions = stepsOf(change, surface).map(({ action }) => action);
      assert.ok(
        actions.some((action) => place.test(action)),
        `${client}: ${actions.join('\n')}`,
      );
    }
    const commands: readonly (readonly [Client, string])[] = [
      ['OpenAI Codex', 'codex mcp logout mail'],
      ['OpenCode', 'opencode mcp logout mail'],
      ['Docker MCP Gateway', 'docker mcp oauth revoke mail'],
    ];
    for (const [client, command] of commands) {
      const surface = catalogue.find((candidate) => candidate.client === client);
      if (surface === undefined) throw new Error(client);
      const offered = stepsOf(changes['remote'] as Change, surface).map((step) => step.command);
      assert.ok(offered.includes(command), client);
    }
  });

  it('asks only those who can answer, and ends sessions only where there are some', () => {
    for (const client of clients) {
      const surface = catalogue.find((candidate) => candidate.client === client);
      const { kind } = careOf(client);
      if (surface === undefined || !['service', 'published', 'policy'].includes(kind)) continue;
      for (const change of Object.values(changes)) {
        for (const { phase, action } of stepsOf(change, surface)) {
          if (phase === 'reconcile') continue;
          assert.doesNotMatch(
            action,
            /[Aa]sk the agent|new session|resume/,
            `${client}: ${action}`,
          );
        }
      }
    }
  });
});

/** Short, complete, and with nothing in it that is not ours to offer. */
function assertSound(step: RunbookStep, client: Client, kind: string): void {
  const { action, expect, command, windowsCommand, editorCommand } = step;
  const where = `${client} ${kind}`;
  for (const sentence of [action, expect]) {
    // Two of them are written small, also at the start.
    const begins = sentence.startsWith(client) || /^[“A-Z]/.test(sentence);
    assert.ok(begins && /[.:”)]$|: /.test(sentence), `${where}: ${sentence}`);
    assert.doesNotMatch(sentence, /undefined|\{\d\}|\s\s/, `${where}: ${sentence}`);
    assert.ok(sentence.length <= 400, `${where}: ${String(sentence.length)} ${sentence}`);
  }
  for (const offered of [command, windowsCommand]) {
    if (offered !== undefined) assert.ok(isKnownShellCommand(offered), `${where}: ${offered}`);
  }
  if (windowsCommand !== undefined) assert.ok(command !== undefined, where);
  if (editorCommand !== undefined) assert.ok(editorCommands.has(editorCommand), where);
}
