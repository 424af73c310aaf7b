import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accepts, buildAutomaton } from '../../src/core/compare/permissionAutomaton';
import { regexPieces } from '../../src/core/facts/regexPieces';

function finds(expression: string, flags: string, text: string): boolean | undefined {
  const pieces = regexPieces(expression, flags);
  if (pieces === undefined) return undefined;
  return accepts(buildAutomaton([pieces]), text, { left: 1_000_000 });
}

describe('a regular expression as pieces', () => {
  const texts = ['', 'git', 'git push', 'gitk', 'a git', 'GIT PUSH', 'npm run test', 'npm', 'nppm'];
  const expressions: readonly (readonly [string, string?])[] = [
    ['git'],
    ['^git'],
    ['^git$'],
    ['^git\\b'],
    ['\\bgit\\b'],
    ['^git\\s+(status|push)\\b.*$'],
    ['^npm (run )?test$'],
    ['^(git|npm)( .*)?$'],
    ['^git push', 'i'],
    ['^n[p-r]{1,2}m'],
    ['^[^ ]+$'],
    ['^\\w+$|push'],
    ['^(?:a|b|git)+$'],
    ['.*'],
    ['^$'],
    [''],
    ['^git\\b push'],
    ['\\x67it'],
    ['^np*m\\s?'],
    ['^npm\\b.*test$'],
    ['^git\\b.* '],
  ];
  for (const [expression, flags = ''] of expressions) {
    it(`finds what /${expression}/${flags} finds`, () => {
      for (const text of texts) {
        const expected = new RegExp(expression, flags).test(text);
        assert.equal(finds(expression, flags, text), expected, text);
      }
    });
  }

  const unknown = [
    'git(?! push)',
    '(?<=a)b',
    '(a)\\1',
    '\\p{L}',
    'a{1,500}',
    '(',
    '[a',
    'a**',
    '*',
    'a^b',
  ];
  for (const expression of unknown) {
    it(`says that it does not know /${expression}/`, () => {
      assert.equal(regexPieces(expression), undefined);
    });
  }

  it('agrees with the engine wherever it says it knows', () => {
    const atom = fc.constantFrom(
      ...[
        'a',
        'b',
        ' ',
        '.',
        '\\w',
        '\\s',
        '[ab]',
        '[^a]',
        '\\b',
        '(a|b )',
        '(?:ab)',
        '^',
        '$',
        '|',
      ],
    );
    const count = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,2}', '*?');
    const expression = fc
      .array(fc.tuple(atom, count), { maxLength: 7 })
      .map((parts) => parts.map(([part, times]) => part + times).join(''));
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '-'), { maxLength: 6 });
    fc.assert(
      fc.property(expression, fc.array(text, { minLength: 8, maxLength: 8 }), (source, list) => {
        const pieces = regexPieces(source);
        if (pieces === undefined) return;
        const automaton = buildAutomaton([pieces]);
        for (const characters of list) {
          const tried = characters.join('');
          const expected = new RegExp(source).test(tried);
          assert.equal(
            accepts(automaton, tried, { left: 1_000_000 }),
            expected,
            `/${source}/: ${tried}`,
          );
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40 }),
        fc.constantFrom('', 'i', 'v', 'gi'),
        (text, flags) => {
          regexPieces(text, flags);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
