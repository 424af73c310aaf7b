import assert from 'node:assert/strict';
import { npxCacheKey } from '../../src/core/rollback/npxCacheKey';
import type { RollbackPlan } from '../../src/core/rollback/rollbackPlan';
import { edit, rollBack } from './rollbackSupport';

/** Built at run time, so that no scanner takes this file for a leak. */
const token = ['ghp', 'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7c'].join('_');

function serverFile(servers: object): string {
  return `${JSON.stringify({ servers }, null, 2)}\n`;
}

function planOf(path: string, before: string, after: string): RollbackPlan {
  return rollBack(edit(path, before, after));
}

const docs = { command: 'npx', args: ['-y', '@acme/docs-mcp@1.0.0'] };

describe('Runbook', () => {
  const phases = (plan: RollbackPlan): readonly string[] => [
    ...new Set(plan.steps.map((step) => step.phase)),
  ];

  it('keeps the fixed order, and credentials go before the file', () => {
    const plan = planOf(
      '.vscode/mcp.json',
      serverFile({ docs }),
      serverFile({
        docs: {
          command: 'npx',
          args: ['-y', '@acme/docs-mcp@latest'],
          env: { GITHUB_TOKEN: token },
        },
      }),
    );
    assert.deepEqual(phases(plan), [
      'contain',
      'revoke',
      'revert',
      'purge',
      'forget',
      'restart',
      'verify',
      'reconcile',
      'recall',
    ]);
    assert.equal(plan.reversibility, 'partial');
    const revoke = plan.steps.find((step) => step.phase === 'revoke');
    assert.match(revoke?.action ?? '', /GitHub → Settings/);
    assert.equal(plan.credentials[0]?.action, 'revoke-and-rotate');
    assert.ok(!JSON.stringify(plan.steps).includes(token));
    assert.ok(!JSON.stringify([plan.credentials, plan.residue, plan.verify]).includes(token));
  });

  it('has no steps for a change of layout', () => {
    const plan = planOf(
      '.vscode/mcp.json',
      serverFile({ docs }),
      JSON.stringify({ servers: { docs } }),
    );
    assert.deepEqual(plan.steps, []);
    assert.deepEqual(plan.credentials, []);
    assert.equal(plan.residue[0]?.kind, 'none');
    assert.equal(plan.reversibility, 'full');
  });

  it('computes the key of npx as npm does', () => {
    // What `npm cache npx ls` of npm 11.19.1 showed after `npx -y semver@7.7.2`.
    assert.equal(npxCacheKey('semver@7.7.2'), '6fe57a799e347326');
    assert.notEqual(npxCacheKey('semver'), npxCacheKey('semver@7.7.2'));
  });

  it('purges what was fetched, and what a floating spec would revive', () => {
    const plan = planOf(
      '.vscode/mcp.json',
      serverFile({ docs: { command: 'npx', args: ['-y', 'acme-docs'] } }),
      serverFile({ docs: { command: 'npx', args: ['-y', 'evil-docs@1.0.0'] } }),
    );
    const commands = plan.steps.flatMap((step) => step.command ?? []);
    assert.ok(commands.includes(`npm cache npx rm ${npxCacheKey('evil-docs@1.0.0')}`));
    assert.ok(commands.includes(`npm cache npx rm ${npxCacheKey('acme-docs')}`));
  });

  it('never puts text of the workspace into a command', () => {
    const hostile = ['x; rm -rf ~', '$(id)', '`id`', 'a && b', "a'b"];
    for (const name of hostile) {
      for (const [command, ...args] of [
        ['npx', '-y', name],
        ['uvx', name],
        ['docker', 'run', '-i', name],
      ]) {
        const plan = planOf(
          '.vscode/mcp.json',
          serverFile({ docs }),
          serverFile({ docs, bad: { command, args } }),
        );
        for (const step of plan.steps) {
          assert.match(step.command ?? '', /^[\w ./:@=-]*$/);
        }
      }
    }
  });

  it('offers only editor commands that exist in VS Code and need no arguments', () => {
    const plan = planOf(
      '.vscode/mcp.json',
      serverFile({ docs }),
      serverFile({ docs, mail: { url: 'https://mail.example.com/mcp' } }),
    );
    const known = new Set([
      'workbench.mcp.listServer',
      'workbench.mcp.resetTrust',
      'workbench.mcp.resetCachedTools',
      'workbench.action.chat.resetTrustedTools',
      'workbench.action.chat.newChat',
    ]);
    const offered = plan.steps.flatMap((step) => step.editorCommand ?? []);
    assert.ok(offered.length >= 3);
    for (const id of offered) assert.ok(known.has(id), id);
    assert.ok(plan.residue.some((entry) => entry.kind === 'sent-data'));
    assert.ok(plan.residue.some((entry) => entry.kind === 'granted-access'));
  });

  it('checks with the witness of the change that it is refused again', () => {
    const plan = planOf(
      '.claude/settings.json',
      '{ "permissions": { "deny": ["Read(./.env)"] } }',
      '{ "permissions": { "deny": [] } }',
    );
    assert.deepEqual(
      plan.verify.map(({ negative }) => negative),
      [true],
    );
    assert.match(JSON.stringify(plan.verify), /\.env.*refused/);
    assert.ok(plan.steps.some((step) => /settings\.local\.json/.test(step.action)));
  });

  it('names what to forget one by one while it is little, and in one step when it is much', () => {
    const commands = ['curl', 'wget', 'nc', 'ssh', 'scp', 'rsync', 'dig'];
    const forget = (count: number): readonly string[] =>
      planOf(
        '.claude/settings.json',
        '{ "permissions": { "allow": [] } }',
        JSON.stringify({
          permissions: { allow: commands.slice(0, count).map((name) => `Bash(${name}:*)`) },
        }),
      )
        .steps.filter(({ phase }) => phase === 'forget')
        .map(({ action }) => action);
    assert.equal(forget(3).length, 3);
    assert.match(forget(3).join('\n'), /covers.*“Bash\(nc:\*\)”|“Bash\(nc:\*\)” covers/);
    assert.equal(forget(7).length, 1);
    assert.match(forget(7)[0] ?? '', /^Look through “permissions\.allow” in /);
  });

  it('ends sessions when instructions change, and recalls only what is shared', () => {
    const before = 'Never push to main.\n';
    const shared = planOf('AGENTS.md', before, 'Be nice.\n');
    assert.ok(shared.steps.some((step) => step.phase === 'restart' && /session/.test(step.action)));
    assert.ok(shared.steps.some((step) => step.phase === 'recall'));
    assert.ok(shared.residue.some((entry) => entry.kind === 'session-context'));
    const own = planOf('CLAUDE.local.md', before, 'Be nice.\n');
    assert.ok(!own.steps.some((step) => step.phase === 'recall'));
  });
});

describe('Checks of a rollback', () => {
  const permissionPlan = (before: object, after: object, more: object = {}): RollbackPlan =>
    planOf(
      '.claude/settings.json',
      JSON.stringify({ permissions: before }),
      JSON.stringify({ permissions: after, ...more }),
    );
  const requests = (plan: RollbackPlan): readonly string[] =>
    plan.verify.map(({ check }) => check).filter((check) => /^(?:Ask|Let)/.test(check));

  it('do no harm, whether or not the rollback worked', () => {
    const rules = [
      'Bash(curl:*)',
      'Bash(rm:*)',
      'Bash(rm -rf .)',
      'Bash(kubectl delete namespace production)',
      'Bash(kubectl delete:*)',
      'Bash(psql -c "drop table users")',
      'Bash(./deploy.sh:*)',
      'Bash(sudo:*)',
      'Bash',
      'Read(./.env)',
      'Read(./secrets/**)',
      'Read(~/.ssh/**)',
      'Edit(./.github/workflows/**)',
      'WebFetch(domain:webhook.site)',
      'WebFetch',
      'mcp__github__delete_repo',
      'mcp__github',
    ];
    const harmless =
      /^(?:Ask the agent to (?:run “(?:\w+ --version|\w+ [a-z-]+ --help)”|read “[^”]*mcp-change-probe”|create “[^”]*mcp-change-probe”|fetch “https:\/\/mcp-change-probe\.invalid\/”)|Let the server “[^”]+” read “[^”]*mcp-change-probe”)/;
    for (const rule of rules) {
      for (const plan of [
        permissionPlan({ allow: [] }, { allow: [rule] }),
        permissionPlan({ deny: [rule] }, { deny: [] }),
      ]) {
        assert.equal(plan.verify.length, 1, rule);
        for (const check of requests(plan)) assert.match(check, harmless, rule);
      }
    }
    const others = [
      planOf('AGENTS.md', 'Never drop table users.\n', 'You may drop table users.\n'),
      planOf(
        '.vscode/mcp.json',
        serverFile({}),
        serverFile({
          fs: { command: 'npx', args: ['@modelcontextprotocol/server-filesystem', '/'] },
        }),
      ),
      permissionPlan(
        {},
        {},
        { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'rm -rf .' }] }] } },
      ),
    ];
    for (const plan of others) {
      assert.ok(plan.verify.length > 0);
      assert.doesNotMatch(plan.verify.map(({ check }) => check).join('\n'), /drop table|rm -rf/);
      for (const check of requests(plan)) assert.match(check, harmless);
    }
  });

  it('ask for something that the rule decides about', () => {
    const checkOf = (plan: RollbackPlan): string | undefined => plan.verify[0]?.check;
    assert.match(
      checkOf(permissionPlan({}, { allow: ['Bash(git push:*)'] })) ?? '',
      /git push --help/,
    );
    assert.match(
      checkOf(permissionPlan({ deny: ['Read(./secrets/**)'] }, {})) ?? '',
      /\.\/secrets\/mcp-change-probe/,
    );
    assert.match(
      checkOf(permissionPlan({ deny: ['Read(./.env)'] }, {})) ?? '',
      /^Look for .*\.env/,
    );
    // What was allowed before is no proof.
    assert.match(
      checkOf(permissionPlan({ allow: ['Bash(curl --version)'] }, { allow: ['Bash(curl:*)'] })) ??
        '',
      /^Look for/,
    );
  });

  it('tell to rotate what could be read', () => {
    for (const [rule, name] of [
      ['Read(./.env)', '.env'],
      ['Read(./.env.*)', '.env.*'],
      ['Read(./secrets/**)', 'secrets/**'],
    ] as const) {
      const plan = permissionPlan({ deny: [rule] }, { deny: [] });
      const residue = plan.residue.find(({ kind }) => kind === 'leaked-secret');
      assert.equal(residue?.what, `The values in “${name}” may have been read.`);
      assert.match(residue.handling, /^Rotate/);
      assert.deepEqual(
        plan.credentials.map(({ reference, action, order }) => [reference, action, order]),
        [[name, 'rotate', 'after-revert']],
      );
      assert.ok(plan.steps.some(({ action }) => action.includes(`new values for “${name}”`)));
    }
    assert.deepEqual(permissionPlan({ deny: ['Read(./docs/**)'] }, {}).credentials, []);
    assert.deepEqual(permissionPlan({}, { deny: ['Read(./.env)'] }).credentials, []);
  });
});
