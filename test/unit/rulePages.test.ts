import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import { judgeTogether } from '../../src/core/judgeTogether';
import type { Declaration } from '../../src/core/rules/rule';
import { ruleCatalogue } from '../../src/core/rules/ruleCatalogue';
import { ruleReferences } from '../../src/core/rules/ruleReferences';
import { withAcceptSection } from '../support/acceptSection';
import { secret } from './support/secrets';

const pages = resolve(__dirname, '..', '..', 'docs', 'rules');

const sections = [
  'When it speaks',
  'When it stays silent',
  'Example',
  'What to do',
  'How to accept it',
  'Good to know',
] as const;

describe('Rule pages', () => {
  for (const rule of ruleCatalogue) {
    it(`${rule.id} has a page with its title, its id and every section`, () => {
      const page = readPage(rule.id);
      assert.ok(page.startsWith(`# ${rule.title}\n\n\`${rule.id}\``), 'title and id come first');
      assert.match(page, new RegExp(`judges the ${rule.kind === 'state' ? 'state' : 'change'}`));
      assert.deepEqual(
        Array.from(page.matchAll(/^## (.+)$/gm), (match) => match[1]),
        sections,
      );
      const lines = page.trimEnd().split('\n').length;
      assert.ok(lines >= 25 && lines <= 66, `${lines} lines are too few or too many`);
    });

    it(`${rule.id} says how it is accepted as the rule has it`, () => {
      const page = readPage(rule.id);
      assert.equal(page, withAcceptSection(page, rule), '“npm run docs” writes this part');
    });

    it(`${rule.id} names the same references as its page`, () => {
      const named = readPage(rule.id).split('References:').at(-1) ?? '';
      const ids =
        /\b(?:MCP\d\d:2025|ASI\d\d|LLM\d\d:20\d\d|SAFE-T\d{4}|CWE-\d+|AML\.T\d+(?:\.\d+)?|AST\d\d|CVE-\d{4}-\d+)\b/g;
      assert.deepEqual(ruleReferences(rule.id), [...new Set(named.match(ids) ?? [])]);
      assert.ok(ruleReferences(rule.id).length > 0);
    });

    it(`${rule.id} judges the example as its page says`, () => {
      const example = readExample(readPage(rule.id));
      const unsafe = judge(example, example.speaks.text);
      const severities = speaking(unsafe, rule.id, example.before !== undefined);
      assert.deepEqual(severities, [example.speaks.severity], 'one finding of the level it says');
      assert.equal(unsafe.assessment.tier, example.speaks.tier, 'the tier it says');
      assert.equal(unsafe.status, 'ok');
      const safe = judge(example, example.silent);
      assert.deepEqual(speaking(safe, rule.id, example.before !== undefined), []);
      assert.equal(safe.status, 'ok');
    });
  }

  it('name nothing that the reference catalogue has not verified for that rule', function () {
    const catalogue = join(__dirname, '..', '..', '..', 'shared', 'reference', 'rules.json');
    if (!existsSync(catalogue)) this.skip();
    const rules = JSON.parse(readFileSync(catalogue, 'utf8')) as readonly {
      readonly id: string;
      readonly refs: readonly { readonly id: string; readonly verified: boolean }[];
    }[];
    for (const { id, refs } of rules) {
      const verified = refs.filter((ref) => ref.verified).flatMap((ref) => ref.id.split(' = '));
      const others = ruleReferences(id).filter((name) => !verified.includes(name));
      assert.deepEqual(others, [], id);
    }
  });

  it('belong to a rule, each of them', () => {
    const ids = readdirSync(pages, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(pages, join(entry.parentPath, entry.name)).split(sep).join('/'));
    assert.deepEqual(ids.sort(), ruleCatalogue.map((rule) => `${rule.id}.md`).sort());
  });

  it('link to pages that exist and to addresses over https', () => {
    for (const rule of ruleCatalogue) {
      for (const match of readPage(rule.id).matchAll(/\]\(\s*([^)\s]+)\s*\)/g)) {
        const target = match[1] ?? '';
        if (/^\.{0,2}[\w./-]+\.md$/.test(target)) {
          const file = resolve(dirname(pageOf(rule.id)), target);
          assert.ok(existsSync(file), `${rule.id}: ${target} does not exist`);
          // The packaged extension carries the rule pages and no other documents.
          assert.ok(file.startsWith(pages + sep), `${rule.id}: ${target} is not packaged`);
        } else {
          assert.equal(new URL(target).protocol, 'https:', `${rule.id}: ${target}`);
        }
      }
    }
  });
});

describe('Record format page', () => {
  it('names every key of the schema, in its order', () => {
    const root = resolve(__dirname, '..', '..');
    const page = readFileSync(join(root, 'docs', 'record-format.md'), 'utf8');
    const schema = JSON.parse(
      readFileSync(join(root, 'schemas', 'record.schema.json'), 'utf8'),
    ) as { readonly properties: object };
    assert.deepEqual(
      Array.from(page.matchAll(/^\| `(\w+)` /gm), (match) => match[1]),
      Object.keys(schema.properties),
    );
  });
});

interface Example {
  readonly path: string;
  /** Other files, the same on both sides. */
  readonly beside: readonly { readonly path: string; readonly text: string }[];
  readonly declared: Declaration | undefined;
  /** Undefined: the page says that there is nothing to compare with. */
  readonly before: string | undefined;
  readonly speaks: { readonly text: string; readonly severity: string; readonly tier: string };
  readonly silent: string;
}

/**
 * The example of a page: fenced blocks after fixed sentences. `path` before: … the rule speaks
 * (finding **severity**, file **tier**): … the rule is silent: … Where several files say it together:
 * `other` beside it: … Where the title counts: in a change of 12 files called “…”.
 */
function readExample(page: string): Example {
  const section = /^## Example\n([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
  const blocks = Array.from(
    section.matchAll(/([^\n]+(?:\n[^\n]+)*):\n\n```\w+\n([\s\S]*?)```/g),
    (match) => ({ lead: (match[1] ?? '').replace(/\s+/g, ' '), text: fill(match[2] ?? '') }),
  );
  assert.equal((section.match(/^```/gm) ?? []).length, blocks.length * 2, 'each has its sentence');
  const find = (lead: RegExp): { readonly match: RegExpExecArray; readonly text: string } => {
    const found = blocks.flatMap(({ lead: sentence, text }) => {
      const match = lead.exec(sentence);
      return match === null ? [] : [{ match, text }];
    });
    assert.equal(found.length, 1, `${lead.source} leads to one block`);
    return found[0] as (typeof found)[number];
  };
  const alone = section.includes('with nothing to compare with');
  const speaks = find(/the rule speaks \(finding \*\*(\w+)\*\*, file \*\*(\w+)\*\*\)$/);
  const first = alone ? undefined : find(/^`[^`]+` before(?:, in a change of .+)?$/);
  const path = /`([^`]+)` (?:before|with nothing to compare with)/.exec(section)?.[1];
  assert.ok(path !== undefined, 'the example names its file');
  const beside = blocks.flatMap(({ lead, text }) => {
    const other = /^`([^`]+)` beside it$/.exec(lead)?.[1];
    return other === undefined ? [] : [{ path: other, text }];
  });
  assert.equal(blocks.length, (alone ? 2 : 3) + beside.length);
  const [, files, title] =
    /in a change of (\d+) files called “([^”]+)”/.exec(section.replace(/\s+/g, ' ')) ?? [];
  return {
    path,
    beside,
    declared: title === undefined ? undefined : { titles: [title], changedFiles: Number(files) },
    before: first?.text,
    speaks: {
      text: speaks.text,
      severity: speaks.match[1] ?? '',
      tier: speaks.match[2] ?? '',
    },
    silent: find(/the rule is silent$/).text,
  };
}

/** A page shows what may not stand in a repository: credentials and hidden characters. */
function fill(text: string): string {
  return text
    .replaceAll('<a real key>', () => secret('random'))
    .replace(/⟨U\+([0-9A-F]{2,6})⟩/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
}

function judge({ path, before, beside, declared }: Example, text: string): FileAnalysis {
  const alone = analyzeFile({
    path,
    text,
    baseline: before === undefined ? undefined : { text: before },
  });
  assert.ok(alone !== undefined, `${path} is governed`);
  const around = (): FileAnalysis[] =>
    beside.flatMap((file) => analyzeFile({ ...file, baseline: { text: file.text } }) ?? []);
  const [analysis] = judgeTogether([alone], { around, declared });
  assert.ok(analysis !== undefined);
  return analysis;
}

/** Levels of what the rule says about the change, or about the state without a baseline. */
function speaking(analysis: FileAnalysis, rule: string, compared: boolean): readonly string[] {
  return analysis.findings
    .filter((finding) => finding.rule === rule)
    .filter((finding) => !compared || finding.origin === 'introduced')
    .map((finding) => finding.severity);
}

function pageOf(rule: string): string {
  return join(pages, `${rule}.md`);
}

function readPage(rule: string): string {
  return readFileSync(pageOf(rule), 'utf8');
}
