import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changesAbout, edit, onlyFile, rollBack } from './rollbackSupport';

const settings = '.claude/settings.json';
const settingsBefore = `{
  // who may do what
  "permissions": {
    "allow": ["Bash(npm test)"],
    "deny": [
      "Read(./.env)",
      "Bash(rm:*)"
    ]
  },
  "model": "opus"
}
`;
const loosened = settingsBefore
  .replace('"Bash(npm test)"]', '"Bash(npm test)", "Bash(curl:*)"]')
  .replace('      "Read(./.env)",\n', '');
const mixed = loosened.replace('"Bash(rm:*)"', '"Bash(rm:*)",\n      "Read(./secrets/**)"');

const servers = '.vscode/mcp.json';
const serversBefore = `{
  "servers": {
    // reads the docs
    "files": {
      "command": "npx",
      "args": ["-y", "@acme/files-mcp@2.4.1", "\${workspaceFolder}/docs"]
    },
    "search": { "command": "uvx", "args": ["search-mcp"] }
  }
}
`;
const serversAfter = serversBefore
  .replace('@2.4.1', '@latest')
  .replace('"search-mcp"', '"search-mcp==1.2.3"');

describe('planRollback', () => {
  it('restores the bytes of a file that nobody touched since', () => {
    const plan = rollBack(edit(settings, settingsBefore, loosened));
    assert.equal(plan.files[0]?.mode, 'whole-file');
    assert.equal(plan.files[0]?.restoredText, settingsBefore);
    assert.equal(plan.summary, 'restores main');
    assert.ok(plan.passed);
  });

  it('keeps a protection that was added in the same edit', () => {
    const file = onlyFile(rollBack(edit(settings, settingsBefore, mixed)));
    assert.equal(file.mode, 'semantic');
    assert.equal(
      file.restoredText,
      settingsBefore.replace('"Bash(rm:*)"', '"Bash(rm:*)",\n      "Read(./secrets/**)"'),
    );
    assert.equal(file.kept.length, 1);
    assert.ok(file.passed);
  });

  it('says that it restores the baseline only when it does', () => {
    const plan = rollBack(edit(settings, settingsBefore, mixed));
    assert.equal(plan.summary, 'takes back what loosened; 1 tightening stays');
    assert.match(plan.secureTarget, /^What loosened is as on main; this stays/);
    const analysis = edit(settings, settingsBefore, mixed);
    const one = rollBack(analysis, { selected: changesAbout(analysis, 'curl') });
    assert.equal(one.summary, 'takes back 1 change');
    const later = loosened.replace('"opus"', '"sonnet"');
    const merged = rollBack(edit(settings, settingsBefore, later), { recordedText: loosened });
    assert.equal(merged.summary, 'takes back 2 changes');
    assert.equal(merged.secureTarget, 'The state of main in what this change touched.');
  });

  it('gives the protection up only when that is asked for by name', () => {
    const analysis = edit(settings, settingsBefore, mixed);
    const named = { selected: analysis.changes };
    assert.equal(rollBack(analysis, named).files[0]?.kept.length, 1);
    const file = onlyFile(rollBack(analysis, { ...named, includeTightening: true }));
    assert.equal(file.restoredText, settingsBefore);
  });

  it('does not offer to undo a pin or a containment', () => {
    const pinned = serversBefore.replace('"search-mcp"', '"search-mcp==1.2.3"');
    const removed = serversBefore.replace(/,\n {4}"search".*/, '');
    for (const after of [pinned, removed]) {
      const plan = rollBack(edit(servers, serversBefore, after));
      assert.equal(plan.files[0]?.mode, 'nothing');
      assert.equal(plan.files[0]?.restoredText, after);
      assert.equal(plan.reversibility, 'none');
      assert.deepEqual(plan.steps, []);
    }
  });

  it('takes back the one change that was chosen, and nothing else', () => {
    const analysis = edit(settings, settingsBefore, mixed);
    const file = onlyFile(rollBack(analysis, { selected: changesAbout(analysis, 'curl') }));
    assert.equal(file.restoredText, mixed.replace(', "Bash(curl:*)"', ''));
    assert.ok(file.passed);
  });

  it('keeps the pin of one server and gives the other its version back', () => {
    const file = onlyFile(rollBack(edit(servers, serversBefore, serversAfter)));
    assert.equal(file.restoredText, serversAfter.replace('@latest', '@2.4.1'));
  });

  it('deletes a file that the change created, and brings back one that it deleted', () => {
    const created = rollBack(edit(servers, undefined, serversBefore)).files[0];
    assert.equal(created?.restoredText, undefined);
    assert.ok(created?.passed);
    const deleted = rollBack(edit(settings, loosened, undefined), { includeTightening: true });
    assert.equal(deleted.files[0]?.restoredText, loosened);
  });

  it('says so when there is nothing to go back to', () => {
    const analysis = { ...edit(servers, serversBefore, serversAfter), hasBaseline: false };
    const file = onlyFile(rollBack(analysis));
    assert.equal(file.mode, 'manual');
    assert.match(file.conflict ?? '', /no earlier text/);
  });

  it('restores a file whose present text is broken', () => {
    const file = onlyFile(rollBack(edit(settings, settingsBefore, '{ "permissions": ')));
    assert.equal(file.passed, file.restoredText === settingsBefore);
  });

  describe('when the file has moved on', () => {
    it('keeps what was edited since, comments included', () => {
      const present = loosened
        .replace('"model": "opus"', '"model": "sonnet" // cheaper')
        .replace('// who may do what', '// who may do what, agreed with Bo');
      const file = onlyFile(
        rollBack(edit(settings, settingsBefore, present), {
          recordedText: loosened,
        }),
      );
      assert.equal(
        file.restoredText,
        settingsBefore
          .replace('"model": "opus"', '"model": "sonnet" // cheaper')
          .replace('// who may do what', '// who may do what, agreed with Bo'),
      );
      assert.ok(file.passed);
    });

    it('finds an entry by its value, not by its place', () => {
      const present = loosened.replace('"Bash(npm test)", ', '"Bash(ls)", "Bash(npm test)", ');
      const file = onlyFile(
        rollBack(edit(settings, settingsBefore, present), {
          recordedText: loosened,
        }),
      );
      assert.match(file.restoredText ?? '', /"allow": \["Bash\(ls\)", "Bash\(npm test\)"\]/);
    });

    it('refuses when the value is no longer the one the change made', () => {
      const present = serversAfter.replace('@latest', '@3.0.0');
      const file = onlyFile(
        rollBack(edit(servers, serversBefore, present), {
          recordedText: serversAfter,
        }),
      );
      assert.equal(file.passed, false);
      assert.equal(file.mode, 'manual');
      assert.match(file.conflict ?? '', /no longer what this change made of it/);
    });

    it('takes a created server out and leaves the later one', () => {
      const recorded = '{ "servers": { "a": { "command": "npx", "args": ["a-mcp"] } } }\n';
      const present = recorded.replace(
        '"servers": {',
        '"servers": { "b": { "command": "uvx", "args": ["b"] },',
      );
      const file = onlyFile(
        rollBack(edit(servers, undefined, present), { recordedText: recorded }),
      );
      assert.ok(file.passed, file.conflict);
      assert.ok(!(file.restoredText ?? '').includes('a-mcp'));
      assert.match(file.restoredText ?? '', /"b"/);
    });
  });

  it('never throws and restores the bytes, whatever the texts are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.json({ maxDepth: 3 }),
      fc.constantFrom(settingsBefore, loosened, mixed, '', '\ufeff{}', '{ "a": 1, "a": 2 }'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(settings, servers, 'AGENTS.md'),
        fc.option(text, { nil: undefined }),
        fc.option(text, { nil: undefined }),
        text,
        (path, before, after, recordedText) => {
          if (before === undefined && after === undefined) return;
          let analysis;
          try {
            analysis = edit(path, before, after);
          } catch (error) {
            assert.match(String(error), /is not governed/);
            return;
          }
          const file = onlyFile(rollBack(analysis, { includeTightening: true }));
          if (file.passed) assert.equal(file.restoredText, before);
          rollBack(analysis);
          rollBack(analysis, { recordedText });
          rollBack(analysis, { selected: analysis.changes.slice(0, 1) });
        },
      ),
      { numRuns: 300 },
    );
  });
});
