import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npxCacheKey } from '../../src/core/rollback/npxCacheKey';

// Fetches packages, so it runs by hand: npx mocha --spec test/real/realPrograms.test.ts
describe('Commands of a runbook against real programs', function () {
  this.timeout(180_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mcp-change-real-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (program: string, ...parameters: readonly string[]): number | null =>
    spawnSync(program, parameters, {
      stdio: 'ignore',
      env: { ...process.env, npm_config_cache: folder, UV_CACHE_DIR: folder },
    }).status;

  it('“npm cache npx rm” takes away what npx keeps under the computed key', function () {
    if (run('npx', '-y', 'semver@7.7.2', '1.0.0') !== 0) this.skip();
    const kept = join(folder, '_npx', npxCacheKey('semver@7.7.2'));
    assert.ok(existsSync(kept), readdirSync(join(folder, '_npx')).join());
    assert.equal(run('npm', 'cache', 'npx', 'rm', npxCacheKey('semver@7.7.2')), 0);
    assert.equal(existsSync(kept), false);
  });

  it('“uv cache clean” knows a package by its name', function () {
    if (run('uv', '--version') !== 0) this.skip();
    assert.equal(run('uv', 'cache', 'clean', 'some-package'), 0);
  });

  it('“docker image rm” and “docker ps --filter” exist', function () {
    if (run('docker', '--version') !== 0) this.skip();
    assert.equal(run('docker', 'image', 'rm', '--help'), 0);
    assert.equal(run('docker', 'ps', '--help'), 0);
  });
});
