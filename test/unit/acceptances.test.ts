import assert from 'node:assert/strict';
import { type FileAnalysis } from '../../src/core/analyze';
import { acceptancesInForce } from '../../src/core/policy/acceptances/acceptancesInForce';
import { parseAcceptances } from '../../src/core/policy/acceptances/parseAcceptances';
import { acceptanceOf, writeAcceptance } from '../../src/core/record/writeAcceptance';
import { buildReport } from '../../src/core/report/report';
import { ruleCatalogue } from '../../src/core/rules/ruleCatalogue';
import { secret } from './support/secrets';
import {
  file,
  now,
  decision,
  server,
  analyze,
  findingOf,
  accept,
  inForce,
  judge,
  unpinned,
} from './acceptancesSupport';

describe('An acceptance', () => {
  const analysis = analyze(server('@acme/files-mcp'));
  const text = accept(analysis, unpinned);

  it('is written so that it can be read, and says until when, by whom and why', () => {
    assert.deepEqual(parseAcceptances(text).problems, []);
    assert.deepEqual(judge(analysis, unpinned, inForce(text)), {
      state: 'accepted',
      until: '2027-01-31',
      owner: decision.owner,
      reason: decision.reason,
      sentence:
        'Accepted until 2027-01-31 by email:bo@example.org because “Served from our own mirror”.',
    });
  });

  it('holds through its last day, and opens again with the next', () => {
    const at = (time: string): string | undefined =>
      judge(analysis, unpinned, inForce(text), new Date(time))?.state;
    assert.equal(at('2027-01-31T23:59:59Z'), 'accepted');
    assert.equal(at('2027-02-01T00:00:00Z'), 'open');
  });

  it('does not hold when it ends more than a year ahead, and says so', () => {
    const forever = text.replace('2027-01-31', '9999-12-31');
    const judged = judge(analysis, unpinned, inForce(forever));
    assert.equal(judged?.state, 'open');
    assert.match(judged?.sentence ?? '', /at most one year ahead/);
  });

  it('opens again when the entry means something else, and not for another layout', () => {
    const other = analyze(server('@acme/files-mcp', ', "cwd": "/"'));
    const judged = judge(other, unpinned, inForce(text));
    assert.equal(judged?.state, 'open');
    assert.match(judged?.sentence ?? '', /the entry means something else/);
    const moved = `// ours\n\n${server('@acme/files-mcp').replaceAll(', ', ',\n\t')}`;
    assert.equal(judge(analyze(moved), unpinned, inForce(text))?.state, 'accepted');
  });

  it('opens again when the finding weighs more than what was accepted', () => {
    const low = text.replace(/severity: \w+/, 'severity: info');
    const judged = judge(analysis, unpinned, inForce(low));
    assert.equal(judged?.state, 'open');
    assert.match(judged?.sentence ?? '', /it weighs medium now, and info was accepted/);
  });

  it('is for its file and no other one', () => {
    const elsewhere = analyze(server('@acme/files-mcp'), undefined, 'packages/a/.vscode/mcp.json');
    assert.equal(judge(elsewhere, unpinned, inForce(text)), undefined);
    const nested = acceptancesInForce([{ path: `packages/a/${file}`, text }]);
    assert.equal(judge(elsewhere, unpinned, nested)?.state, 'accepted');
    assert.equal(judge(analysis, unpinned, nested), undefined);
  });

  it('counts for a change only when the base holds it too', () => {
    const change = analyze(server('@acme/files-mcp'), server('@acme/files-mcp@2.4.1'));
    const rule = 'mcp/version-pin-lost';
    const accepted = accept(change, rule);
    const proposed = judge(change, rule, inForce(accepted, null));
    assert.equal(proposed?.state, 'proposed');
    assert.match(proposed?.sentence ?? '', /only when the base holds it/);
    assert.equal(judge(change, rule, inForce(accepted, accepted))?.state, 'accepted');
    assert.equal(judge(change, rule, inForce(undefined, accepted)), undefined);
    const weaker = accepted.replace(/severity: \w+/, 'severity: low');
    assert.equal(judge(change, rule, inForce(accepted, weaker))?.state, 'proposed');
    assert.equal(judge(change, rule, inForce(weaker, accepted))?.state, 'open');
  });

  it('of a change is for both sides of it', () => {
    const rule = 'mcp/version-pin-lost';
    const accepted = accept(
      analyze(server('@acme/files-mcp'), server('@acme/files-mcp@2.4.1')),
      rule,
    );
    const other = analyze(server('@acme/files-mcp'), server('@acme/files-mcp@2.5.0'));
    assert.notEqual(judge(other, rule, inForce(accepted))?.state, 'accepted');
  });

  it('takes the place of an earlier one, and leaves comments, order and the rest as they are', () => {
    const two = analyze(
      '{ "permissions": { "allow": ["Bash(*)"] } }\n',
      undefined,
      '.claude/settings.json',
    );
    const both = accept(two, 'perm/unrestricted-exec-allow', '2027-01-31', text);
    const commented = both.replace('  - rule', '  # until the mirror pins\n  - rule');
    const renewed = accept(analysis, unpinned, '2027-03-01', commented);
    assert.equal(renewed, commented.replace('2027-01-31', '2027-03-01'));
    assert.equal(judge(two, 'perm/unrestricted-exec-allow', inForce(renewed))?.state, 'accepted');
  });

  it('is written into lists as they are indented, and keeps CRLF', () => {
    const flat = text.replace(/^ {2}/gm, '').replaceAll('\n', '\r\n');
    const again = accept(analysis, unpinned, '2027-03-01', flat);
    assert.equal(again, flat.replace('2027-01-31', '2027-03-01'));
  });

  it('is refused for days that are over, or too far', () => {
    const acceptance = acceptanceOf(analysis, findingOf(analysis, unpinned), analysis.path, {
      ...decision,
      until: '2026-11-21',
    });
    assert.match(writeAcceptance(undefined, acceptance, now).problem ?? '', /that day is over/);
    const far = { ...acceptance, until: '2027-11-24' };
    assert.match(writeAcceptance(undefined, far, now).problem ?? '', /one year/);
    assert.equal(
      writeAcceptance(undefined, { ...far, until: '2027-11-22' }, now).problem,
      undefined,
    );
  });

  it('holds no credential, whatever the reason says', () => {
    const written = accept(analysis, unpinned, '2027-01-31').replace(
      'Served from our own mirror.',
      `The token is ${secret('github')}`,
    );
    assert.match(parseAcceptances(written).problems[0]?.message ?? '', /looks like a credential/);
    const masked = writeAcceptance(
      undefined,
      acceptanceOf(analysis, findingOf(analysis, unpinned), analysis.path, {
        ...decision,
        reason: `The token is ${secret('github')}`,
        until: '2027-01-31',
      }),
      now,
    );
    assert.ok(!JSON.stringify(masked).includes(secret('github')));
  });

  it('binds to a credential being there, never to its value', () => {
    const holding = (name: string): FileAnalysis =>
      analyze(server('@acme/files-mcp', `, "env": { "API_TOKEN": "${name}" }`));
    const accepted = accept(holding(secret('github')), unpinned);
    assert.equal(judge(holding(secret('random')), unpinned, inForce(accepted))?.state, 'accepted');
    assert.equal(judge(holding('${API_TOKEN}'), unpinned, inForce(accepted))?.state, 'open');
  });
});

describe('What can never be accepted', () => {
  const never = ruleCatalogue.filter(({ neverAccepted }) => neverAccepted !== undefined);

  it('are credentials, hidden text, harmful packages, what is not understood, and the policy', () => {
    assert.deepEqual(never.map(({ id }) => id).sort(), [
      'change/ambiguous-or-unparsable-file',
      'change/policy-loosened',
      'fin/wallet-key-material',
      'mcp/known-malicious-package',
      'mcp/secret-became-literal',
      'prompt/hidden-unicode',
      'prompt/invisible-char-added',
      'secret/literal-credential',
    ]);
  });

  it('is refused with the reason, and does not hold where a file says it all the same', () => {
    const rule = 'secret/literal-credential';
    const analysis = analyze(
      server('@acme/files-mcp', `, "env": { "API_TOKEN": "${secret('github')}" }`),
    );
    const finding = findingOf(analysis, rule);
    const acceptance = acceptanceOf(analysis, finding, analysis.path, {
      ...decision,
      until: '2027-01-31',
    });
    assert.match(
      writeAcceptance(undefined, acceptance, now).problem ?? '',
      /can never be accepted: .*Revoke it/,
    );
    const forged = accept(analysis, unpinned)
      .replace(/rule: .*/, `rule: ${rule}`)
      .replace(/fingerprint: .*/, `fingerprint: ${finding.fingerprint}`)
      .replace(/content: .*/, `content: ${acceptance.content}`)
      .replace(/severity: .*/, 'severity: critical');
    const judged = judge(analysis, rule, inForce(forged));
    assert.equal(judged?.state, 'open');
    assert.match(judged?.sentence ?? '', /That does not hold now: a credential/);
  });
});

describe('A file of acceptances', () => {
  const analysis = analyze(server('@acme/files-mcp'));
  const text = accept(analysis, unpinned);

  for (const { name, change, says, at } of [
    {
      name: 'an unknown key',
      change: (of: string) => of.replace('    owner', '    always: true\n    owner'),
      says: /“always” is not part of an acceptance/,
      at: 'always',
    },
    {
      name: 'a missing owner',
      change: (of: string) => of.replace(/ {4}owner: .*\n/, ''),
      says: /“owner” is missing. Who answers for it/,
      at: 'rule',
    },
    {
      name: 'a day that does not exist',
      change: (of: string) => of.replace('2027-01-31', '2027-02-31'),
      says: /There is no day 2027-02-31/,
      at: '"2027-02-31"',
    },
    {
      name: 'a path that leads out',
      change: (of: string) => of.replace('.vscode/mcp.json', '../.vscode/mcp.json'),
      says: /leads out of the folder/,
      at: '../.vscode/mcp.json',
    },
    {
      name: 'the same finding twice',
      change: (of: string) => of + of.slice(of.indexOf('  - rule')),
      says: /stands here twice/,
      at: /[0-9a-f]{32}/,
    },
    {
      name: 'an alias',
      change: (of: string) => of.replace('reason: ', 'reason: &a '),
      says: /no anchors and no aliases/,
      at: /Served/,
    },
    {
      name: 'a second document',
      change: (of: string) => `${of}---\n${of}`,
      says: /One file holds one document/,
      at: /./,
    },
    {
      name: 'another kind of file',
      change: (of: string) => of.replace('kind: Acceptances', 'kind: ChangePolicy'),
      says: /“kind” has to be Acceptances/,
      at: 'ChangePolicy',
    },
  ]) {
    it(`says where and what is wrong: ${name}; and nothing in it is accepted`, () => {
      const wrong = change(text);
      const [problem] = parseAcceptances(wrong).problems;
      assert.match(problem?.message ?? '', says);
      const marked = wrong.slice(problem?.range.start, problem?.range.end);
      if (typeof at === 'string') assert.equal(marked, at);
      else assert.match(marked, at);
      const broken = inForce(wrong);
      assert.equal(judge(analysis, unpinned, broken), undefined);
      assert.match(
        broken.notes[0] ?? '',
        /^\.mcp-change\/acceptances\.yaml cannot be read, so nothing in it is accepted\. Line \d+, column \d+: /,
      );
      const report = buildReport('scan', [analysis], [], {
        base: null,
        all: true,
        accepted: { inForce: broken, now },
      });
      assert.deepEqual(report.notes, broken.notes);
      assert.equal(
        writeAcceptance(
          wrong,
          parseAcceptances(text).acceptances?.[0] ?? assert.fail(),
          now,
        ).problem?.startsWith('The file of acceptances cannot be read. Line'),
        true,
      );
    });
  }

  it('holds 200 at most: thousands are no decisions', () => {
    const entry = text.slice(text.indexOf('  - rule'));
    const many = (count: number): string =>
      text.slice(0, text.indexOf('  - rule')) +
      Array.from({ length: count }, (_, index) =>
        entry
          .replace(/fingerprint: \w+/, `fingerprint: ${String(index).padStart(32, 'a')}`)
          .replace(/reason: .*/, 'reason: All is well.'),
      ).join('');
    assert.equal(parseAcceptances(many(200)).acceptances?.length, 200);
    assert.match(parseAcceptances(many(201)).problems[0]?.message ?? '', /201 acceptances/);
    const started = performance.now();
    assert.match(parseAcceptances(many(20_000)).problems[0]?.message ?? '', /100 kB/);
    assert.match(
      parseAcceptances(`acceptances: [${'[],'.repeat(30_000)}]`).problems[0]?.message ?? '',
      /acceptances are no decisions/,
    );
    assert.ok(performance.now() - started < 2_000, 'in proportion');
  });

  it('that cannot even be read as text accepts nothing', () => {
    const unread = acceptancesInForce([{ path: file, text: undefined }]);
    assert.match(unread.notes[0] ?? '', /cannot be read.*readable text file/);
    assert.equal(judge(analysis, unpinned, unread), undefined);
  });
});
