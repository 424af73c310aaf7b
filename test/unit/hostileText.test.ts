import assert from 'node:assert/strict';
import { analyzeFile } from '../../src/core/analyze';
import { parseJson } from '../../src/core/parse/parseJson';
import { parseYaml } from '../../src/core/parse/parseYaml';
import { parseRecord } from '../../src/core/record/parseRecord';
import { serialiseRecord } from '../../src/core/record/serialiseRecord';
import { planRollback } from '../../src/core/rollback/planRollback';
import { sampleRecord } from './recordSupport';

/** Processor time in milliseconds: the machine may have other work. */
function timeOf(action: () => unknown): number {
  const started = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

const deepTexts: Readonly<Record<string, string>> = {
  brackets: '['.repeat(20_000),
  mappings: '{a: '.repeat(20_000),
  'marks on one line': '- '.repeat(20_000),
  'keys on one line': '   "url": "ht'.repeat(4_000),
  indents: Array.from({ length: 1_200 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
  'indented marks': Array.from({ length: 1_200 }, (_, level) => `${' '.repeat(level)}-\n`).join(''),
};

describe('Hostile JSON', () => {
  it('has no place outside of itself when it ends inside of a comment', () => {
    for (const text of ['{"a": /* b\r\n', '/*\r\n', '{"a": 1 /* b\r']) {
      for (const { range } of parseJson(text).problems) {
        assert.ok(range.start <= range.end && range.end <= text.length, JSON.stringify(text));
      }
    }
  });
});

describe('Hostile YAML', () => {
  for (const [name, text] of Object.entries(deepTexts)) {
    it(`is refused with a reason when it nests without end: ${name}`, () => {
      const parsed = parseYaml(text);
      assert.ok(!parsed.complete);
      assert.match(parsed.problems[0]?.message ?? '', /nested too deeply|too many mistakes/);
      const record = parseRecord(text);
      assert.equal(record.record, undefined);
      assert.ok(record.problems.length > 0);
    });
  }

  it('is given up after some hundred mistakes', () => {
    const text = '}\n'.repeat(50_000);
    assert.ok(timeOf(() => parseYaml(text)) < 2_000);
    assert.match(parseYaml(text).problems[0]?.message ?? '', /too many mistakes/);
  });

  it('takes time in proportion when keys are merged again and again', () => {
    const text = (count: number): string => `a: &a {x: 1}\nb:\n${'  <<: *a\n'.repeat(count)}`;
    parseYaml(text(500));
    const few = timeOf(() => parseYaml(text(1_000)));
    const many = timeOf(() => parseYaml(text(8_000)));
    assert.ok(many < 40 * Math.max(few, 5), `${few} ms, then ${many} ms`);
  });
});

describe('Hostile records', () => {
  const text = serialiseRecord(sampleRecord());

  it('cost no more than a moment, however many keys they hold', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `a${index}: 1\n`).join('');
    const time = timeOf(() => parseRecord(text + keys));
    assert.ok(time < 5_000, `${time} ms`);
  });

  const nonsense: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /not a change record|cannot be read|missing/],
    ['binary', '\u0000\u0001\u0002\ufffd', /./],
    ['a list', '- a\n- b\n', /not a change record/],
    ['a key twice', `${text}\nid: CHG-20261122-aaaaaa\n`, /twice/],
    ['a second document', `${text}\n---\na: 1\n`, /holds one/],
    ['an anchor', text.replace('id: ', 'id: &x '), /anchors/],
    ['a tag', text.replace('id: ', 'id: !!str '), /tags/],
    ['a directive', `%YAML 1.1\n---\n${text}`, /directives/],
    ['a tab', text.replace('\nid:', '\n\tid:'), /Tabs|indentation|YAML/],
    ['an unknown key', `${text}\n__proto__:\n  polluted: true\n`, /not part of a record/],
    ['a number for a text', text.replace(/\nwhy: .*\n/, '\nwhy: 7\n'), /text; put it in quotes/],
    ['hidden characters', text.replace(/\nwhy: .*\n/, '\nwhy: "a\u202eb"\n'), /nobody can see/],
    [
      'a credential',
      text.replace(/\nwhy: .*\n/, '\nwhy: ghp_0123456789abcdefghijABCDEFGHIJ012345\n'),
      /looks like a credential/,
    ],
    ['one megabyte', `${text}\n#${'x'.repeat(1_100_000)}`, /larger than 1 MB/],
  ];
  for (const [name, broken, message] of nonsense) {
    it(`are refused with a sentence and a place: ${name}`, () => {
      assert.notEqual(broken, text);
      const { record, problems } = parseRecord(broken);
      assert.equal(record, undefined);
      assert.match(problems.map((problem) => problem.message).join('\n'), message);
      for (const { range } of problems) {
        assert.ok(range.start <= range.end && range.end <= Math.max(1, broken.length));
      }
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }
});

describe('Patterns made to take their time', () => {
  const lists: Readonly<Record<string, string>> = {
    stars: '* '.repeat(20_000),
    folders: 'a/**/'.repeat(8_000),
    brackets: '['.repeat(40_000),
    'a long line between stars': `***${'x'.repeat(40_000)}***`,
  };
  for (const [name, line] of Object.entries(lists)) {
    it(`are left alone: ${name}`, () => {
      const path = '.cursorignore';
      const analysis = analyzeFile({ path, text: `${line}\n`, baseline: { text: 'secrets/**\n' } });
      assert.ok(analysis);
      const time = timeOf(() => analyzeFile({ path, text: line, baseline: { text: '*.pem\n' } }));
      assert.ok(time < 400, `${time} ms for ${line.length} characters`);
    });
  }
});

describe('Places of what is gone', () => {
  it('lie in the text, empty or with an address that is none', () => {
    const rules =
      '[[rule]]\ntoolName = "run_shell_command"\ncommandPrefix = "git"\ndecision = "deny"\n';
    const policy = analyzeFile({
      path: '.gemini/policies/git.toml',
      text: '',
      baseline: { text: rules },
    });
    assert.ok(policy !== undefined && policy.changes.length > 0);
    assert.deepEqual(
      policy.changes.map(({ range }) => range.end).filter((end) => end > 0),
      [],
    );
    const server = (url: string): string => `{ "mcpServers": { "api": { "url": "${url}"`;
    const text = server('https:///eu.acme.com');
    const servers = analyzeFile({
      path: '.mcp.json',
      text,
      baseline: { text: `${server('https://eu.acme.com')} } } }` },
    });
    assert.ok(servers !== undefined && servers.changes.length > 0);
    assert.ok(servers.changes.every(({ range }) => range.end <= text.length));
  });
});

describe('A file with thousands of servers', () => {
  const config = (count: number, name: string, version: string): string =>
    JSON.stringify(
      {
        mcpServers: Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `${name}${index}`,
            {
              command: 'npx',
              args: ['-y', `@acme/tools-${index}@${version}`],
              env: { TOKEN: '${TOKEN}' },
            },
          ]),
        ),
      },
      undefined,
      1,
    );
  const pairs: Readonly<
    Record<string, (count: number) => readonly [before: string | undefined, after: string]>
  > = {
    'all new': (count) => [undefined, config(count, 'a', '1.0.0')],
    'all changed': (count) => [config(count, 'a', '1.0.0'), config(count, 'a', 'latest')],
    'all others': (count) => [
      config(count, 'a', '1.0.0'),
      config(count, 'b', '1.0.0').replaceAll('@acme/', '@other/'),
    ],
  };
  for (const [name, pair] of Object.entries(pairs)) {
    it(`is compared and taken back in time that grows with it: ${name}`, function () {
      this.timeout(120_000);
      const run = (count: number): number => {
        const [before, after] = pair(count);
        return timeOf(() => {
          const analysis = analyzeFile({
            path: '.mcp.json',
            text: after,
            baseline: { text: before },
          });
          assert.ok(analysis !== undefined && analysis.changes.length >= count);
          planRollback([{ analysis }], { baselineName: 'main', analyze: analyzeFile });
        });
      };
      run(100);
      const few = run(200);
      const many = run(1_000);
      assert.ok(many < 15 * Math.max(few, 40), `${few} ms for 200, ${many} ms for 1,000`);
    });
  }

  it('gives back two of those that went, without reading the file again for each that stays away', function () {
    this.timeout(60_000);
    const run = (count: number): number => {
      const analysis = analyzeFile({
        path: '.mcp.json',
        text: undefined,
        baseline: { text: config(count, 'a', '1.0.0') },
      });
      assert.ok(analysis !== undefined);
      const selected = [analysis.changes[3], analysis.changes[50]].flatMap(
        (change) => change ?? [],
      );
      let plan: ReturnType<typeof planRollback> | undefined;
      const time = timeOf(() => {
        plan = planRollback([{ analysis, selected }], {
          baselineName: 'main',
          analyze: analyzeFile,
          includeTightening: true,
        });
      });
      const restored = plan?.files[0]?.restoredText ?? '';
      const { mcpServers } = JSON.parse(restored) as { mcpServers: object };
      assert.deepEqual(Object.keys(mcpServers), ['a3', 'a50']);
      return time;
    };
    run(100);
    const few = run(200);
    const many = run(1_000);
    assert.ok(many < 15 * Math.max(few, 40), `${few} ms for 200, ${many} ms for 1,000`);
  });
});

describe('Settings with hundreds of permission rules', () => {
  const settings = (count: number, word: string): string =>
    JSON.stringify({
      permissions: {
        allow: Array.from({ length: count }, (_, index) => `Bash(tool${index} ${word}:*)`),
      },
    });

  it('are compared in time that grows with them, and every rule is judged to the end', function () {
    this.timeout(60_000);
    const run = (count: number): number =>
      timeOf(() => {
        const analysis = analyzeFile({
          path: '.claude/settings.json',
          text: settings(count, 'run'),
          baseline: { text: settings(count, 'test') },
        });
        assert.equal(analysis?.changes.length, 2 * count);
        for (const { detail } of analysis?.changes ?? []) {
          assert.ok(detail.kind === 'permission' && detail.witness !== undefined);
        }
      });
    run(50);
    const few = run(100);
    const many = run(600);
    assert.ok(many < 15 * Math.max(few, 40), `${few} ms for 100, ${many} ms for 600`);
  });
});

describe('Settings with hundreds of new hooks', () => {
  const settings = (count: number): string =>
    JSON.stringify({
      hooks: {
        Stop: Array.from({ length: count }, (_, index) => ({
          hooks: [{ type: 'command', command: `tool${index} --now` }],
        })),
      },
    });

  it('are judged, each with its fix, without reading the file again for each', function () {
    this.timeout(60_000);
    const run = (count: number): number =>
      timeOf(() => {
        const analysis = analyzeFile({
          path: '.claude/settings.json',
          text: settings(count),
          baseline: { text: '{}' },
        });
        const found = analysis?.findings.filter(({ rule }) => rule === 'hooks/hook-added') ?? [];
        const places = found.reduce((sum, { standsFor = 1 }) => sum + standsFor, 0);
        assert.equal(places, count);
        for (const { standsFor, fixes } of found) {
          assert.ok(standsFor !== undefined || fixes.length > 0);
        }
      });
    run(20);
    const few = run(50);
    const many = run(300);
    assert.ok(many < 15 * Math.max(few, 20), `${few} ms for 50, ${many} ms for 300`);
  });
});
