import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeFile, type FileAnalysis } from '../../src/core/analyze';
import type { Finding, Fix } from '../../src/core/rules/rule';
import { ruleCatalogue } from '../../src/core/rules/ruleCatalogue';
import { analyzeFixture, fixtureCases } from './support/fixtures';

/** Where no edit of the file at hand can be right, and why. */
const withoutFix: Readonly<Record<string, string>> = {
  'change/policy-loosened': 'which of two policies is meant is for people to decide',
  'change/self-approving-change': 'the remedy is two changes instead of one',
  'change/undeclared-agent-control-change': 'the remedy is what is written about the change',
  'code/auth-disabled': 'source is known by what it checks, not by the lines to put back',
  'code/bind-all-interfaces': 'source is known by what it checks, not by the lines to put back',
  'code/cors-wildcard': 'the hosts that are needed are not in the file',
  'code/shell-injection-sink': 'another call needs its words apart, and they are not known',
  'dep/install-script-added': 'a build may need it; npm can be told to leave it out',
  'hooks/dangerous-command': 'what it is for decides what replaces it',
  'hooks/script-changed': 'the baseline is one command away in any editor',
  'mcp/confusable-server-name': 'rules in other files name the server',
  'mcp/inline-code-launch': 'what it is for decides what replaces it',
  'mcp/known-malicious-package': 'the server goes, and credentials have to be replaced first',
  'mcp/local-script-changed': 'the baseline is one command away in any editor',
  'mcp/server-added': 'nothing is wrong with it yet',
  'mcp/server-removed': 'what is left over stands in other files',
  'mcp/toxic-combination-completed': 'which of three powers can go is for people to decide',
  'mcp/unpinned-package': 'the version that ran so far is not in the file',
  'perm/narrowed': 'there is nothing to repair',
  'prompt/encoded-blob': 'what it was meant to say is not known',
  'prompt/large-rewrite': 'restoring one sentence at a time is offered beside it',
  'skill/install-prerequisite': 'which package does the same is not known',
};

describe('Fixes on fixture pairs', () => {
  const fixed = new Set<string>();
  for (const fixture of fixtureCases()) {
    if (!fixture.name.startsWith('bad')) continue;
    for (const analysis of analyzeFixture(fixture)) {
      for (const finding of analysis.findings) {
        if (finding.rule !== fixture.rule) continue;
        for (const fix of finding.fixes) {
          fixed.add(fixture.rule);
          it(`${fixture.rule} ${fixture.name}: ${fix.title}`, () => {
            const after = applied(analysis, fix);
            // Nothing may be left in it that governs anything.
            if (after === undefined) return;
            assert.equal(after.status, analysis.status, 'the text still parses');
            const same = (other: Finding): boolean => other.fingerprint === finding.fingerprint;
            const before = analysis.findings.filter(same).length;
            assert.ok(after.findings.filter(same).length < before, 'the finding is gone');
            const worse = after.assessment.score > analysis.assessment.score;
            assert.ok(!worse, `nothing else got worse: ${after.assessment.sentences.join(' ')}`);
          });
        }
      }
    }
  }

  it('exist for every rule but those that say why not', () => {
    const missing = ruleCatalogue.filter(({ id }) => !fixed.has(id)).map(({ id }) => id);
    assert.deepEqual(missing.sort(), Object.keys(withoutFix).sort());
  });

  it('answer for every rule of the reference catalogue', function () {
    const catalogue = join(__dirname, '..', '..', '..', 'shared', 'reference', 'rules.json');
    if (!existsSync(catalogue)) this.skip();
    const rules = JSON.parse(readFileSync(catalogue, 'utf8')) as readonly {
      readonly id: string;
      readonly fix: string | null;
    }[];
    const known = new Set(ruleCatalogue.map(({ id }) => id));
    assert.deepEqual(
      rules.map(({ id }) => id).filter((id) => !known.has(id)),
      [],
      'every rule is there',
    );
    const unanswered = rules.filter(
      ({ id, fix }) => (fix ?? '') !== '' && !fixed.has(id) && (withoutFix[id] ?? '').length < 10,
    );
    assert.deepEqual(
      unanswered.map(({ id }) => id),
      [],
      'every fix that it names is offered, or there is a reason why not',
    );
  });
});

function applied(analysis: FileAnalysis, fix: Fix): FileAnalysis | undefined {
  const text = [...fix.edits]
    .sort((left, right) => right.range.start - left.range.start)
    .reduce((rest, { range, text: replacement }) => {
      return rest.slice(0, range.start) + replacement + rest.slice(range.end);
    }, analysis.text ?? '');
  return analyzeFile({
    path: analysis.path,
    text,
    baseline: analysis.hasBaseline ? { text: analysis.baselineText } : undefined,
  });
}
