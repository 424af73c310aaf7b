import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve, sep } from 'node:path';
import { analyse } from 'scslre';
import ts from 'typescript';
import { hostileTexts } from '../support/hostile/hostileTexts';

const source = resolve(__dirname, '..', '..', 'src');

/** Whoever writes a governed file chooses the text: no pattern may take the square of its length. */
describe('Regular expressions', function () {
  this.timeout(120_000);

  it('report what is slow, so that silence means something', () => {
    for (const slow of ['^(?:a+)+$', 'a+$', '^\\s*x?\\s*$', '#[^\\n]*x']) {
      assert.notDeepEqual(reportsOf(slow, ''), [], slow);
    }
  });

  it('in the source take no more than linear time', () => {
    const found = literals();
    assert.ok(found.length > 1_000);
    assert.deepEqual(
      found.flatMap(({ place, pattern, flags }) =>
        reportsOf(pattern, flags).map((report) => `${place} ${report}: /${pattern}/${flags}`),
      ),
      [],
    );
  });

  it('put together at run time take no more than linear time', () => {
    const made = constructed();
    assert.ok(made.length > 20, `${made.length} were made`);
    assert.deepEqual(
      made.flatMap(({ source: pattern, flags }) =>
        reportsOf(pattern, flags).map((report) => `${report}: /${pattern.slice(0, 300)}/${flags}`),
      ),
      [],
    );
  });
});

/** How a pattern can take more than linear time, in a word each. */
function reportsOf(pattern: string, flags: string): readonly string[] {
  return analyse(
    { source: pattern, flags },
    { reportTypes: { Move: true, Self: true, Trade: true } },
  ).reports.map(({ type, exponential }) => (exponential ? `${type} exponential` : type));
}

type Analysis = typeof import('../../src/core/analyze');

interface Literal {
  readonly place: string;
  readonly pattern: string;
  readonly flags: string;
}

function literals(): readonly Literal[] {
  const found: Literal[] = [];
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join(source, name), 'utf8');
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({
          place: `${name}:${line}`,
          pattern: node.text.slice(1, end),
          flags: node.text.slice(end + 1),
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

/** Loads the core anew with a constructor that takes notes, and lets it look at one text of each kind. */
function constructed(): readonly RegExp[] {
  const core = join(source, 'core') + sep;
  const loaded = Object.keys(require.cache).filter((name) => name.startsWith(core));
  const kept = loaded.map((name) => [name, require.cache[name]] as const);
  const made = new Map<string, RegExp>();
  const native = globalThis.RegExp;
  const noting = new Proxy(native, {
    construct(target, args: ConstructorParameters<typeof RegExp>, newTarget: typeof RegExp) {
      const expression: RegExp = Reflect.construct(target, args, newTarget);
      // Libraries make some too, of what they are given in small pieces.
      const caller = new Error().stack?.split('\n')[2] ?? '';
      if (caller.includes(core)) made.set(`${expression.source}/${expression.flags}`, expression);
      return expression;
    },
  });
  try {
    for (const name of loaded) Reflect.deleteProperty(require.cache, name);
    globalThis.RegExp = noting;
    const load = createRequire(__filename);
    const { analyzeFile } = load('../../src/core/analyze') as Analysis;
    for (const { path, text } of hostileTexts(400)) {
      analyzeFile({ path, text, baseline: { text: '' } });
    }
  } finally {
    globalThis.RegExp = native;
    for (const name of Object.keys(require.cache).filter((one) => one.startsWith(core))) {
      Reflect.deleteProperty(require.cache, name);
    }
    for (const [name, module] of kept) require.cache[name] = module;
  }
  return [...made.values()];
}
