import { t } from '@vscode/l10n';
import { acceptsAction } from '../compare/permissionOrder';
import type { PermissionRuleFact, ServerFact } from '../facts/fact';
import { launchFile } from '../facts/launchFile';
import { grammarOf, listOf, ruleOf } from '../facts/permissionGrammars';
import { quote } from '../facts/quote';
import type { RollbackPlan } from '../rollback/rollbackPlan';
import { changedLaunches, type LaunchSource } from './launchFiles';

/** What the tests that run by themselves look at. */
export interface BuiltInInput {
  readonly files: readonly LaunchSource[];
  readonly plan: RollbackPlan;
  /**
   * Which of `launchFiles` are there. Undefined: nobody looked, so nothing is said about them.
   */
  readonly existingFiles?: ReadonlySet<string> | undefined;
}

export interface BuiltInResult {
  readonly id: string;
  readonly what: string;
  readonly expect: string;
  readonly result: 'passed' | 'warned' | 'failed';
  readonly note: string;
}

type Outcome = Pick<BuiltInResult, 'result' | 'note'>;

interface BuiltInTest extends Pick<BuiltInResult, 'id' | 'what' | 'expect'> {
  /** Undefined: the change has nothing of the kind. */
  readonly run: (input: BuiltInInput) => Outcome | undefined;
}

const tests: readonly BuiltInTest[] = [
  {
    id: 'reads-in-its-client',
    what: t('Read each changed file the way its client reads it.'),
    expect: t('It can be read, and means one thing only.'),
    run: readsInItsClient,
  },
  {
    id: 'launch-resolves',
    what: t('Find out, without starting anything, what each changed server would run.'),
    expect: t('A program of this machine, a file that is there, or one version of a package.'),
    run: launchResolves,
  },
  {
    id: 'nothing-hidden',
    what: t('Look for characters that nobody can see.'),
    expect: t('The change brings none.'),
    run: nothingHidden,
  },
  {
    id: 'witness-holds',
    what: t(
      'Ask the rules of before and of now about the example that each loosened rule comes with.',
    ),
    expect: t('Refused or asked about before, not any more now: the sentences above are true.'),
    run: witnessHolds,
  },
  {
    id: 'rollback-rehearsed',
    what: t('Take the change back in memory.'),
    expect: t('Every file says what it said before, but for what makes things safer.'),
    run: ({ plan }) => ({ result: plan.passed ? 'passed' : 'failed', note: plan.summary }),
  },
];

/** Their ids: a person cannot tick them off. */
export const builtInTestIds: ReadonlySet<string> = new Set(tests.map(({ id }) => id));

/** The evidence is by this name, never a person's. */
export const builtInTester = 'mcp-change';

/** Runs every test that applies. No network, no process, no server: they read what is in memory. */
export function runBuiltInTests(input: BuiltInInput): readonly BuiltInResult[] {
  return tests.flatMap(({ id, what, expect, run }) => {
    const outcome = run(input);
    return outcome === undefined ? [] : [{ id, what, expect, ...outcome }];
  });
}

function readsInItsClient({ files }: BuiltInInput): Outcome {
  const broken = files.find(({ analysis }) => analysis.status !== 'ok');
  if (broken !== undefined) {
    const { path, reason } = broken.analysis;
    return { result: 'failed', note: `${quote(path)}: ${reason ?? ''}` };
  }
  const twofold = files
    .flatMap(({ analysis }) => analysis.findings)
    .find(
      ({ rule, origin }) =>
        rule === 'change/ambiguous-or-unparsable-file' && origin === 'introduced',
    );
  if (twofold !== undefined) return { result: 'failed', note: twofold.message };
  return { result: 'passed', note: files.map(({ analysis }) => quote(analysis.path)).join(', ') };
}

function nothingHidden({ files }: BuiltInInput): Outcome {
  const hidden = files
    .flatMap(({ analysis }) => analysis.findings)
    .find(
      ({ rule, origin }) =>
        origin === 'introduced' && /^prompt\/(?:hidden-unicode|invisible-char-added)$/.test(rule),
    );
  return hidden === undefined
    ? { result: 'passed', note: t('Every new character can be seen.') }
    : { result: 'failed', note: hidden.message };
}

function launchResolves({ files, existingFiles }: BuiltInInput): Outcome | undefined {
  const servers = changedLaunches(files);
  if (servers.length === 0) return undefined;
  const outcomes = servers.map(({ server, path }) => resolveLaunch(server, path, existingFiles));
  const worst =
    outcomes.find(({ result }) => result === 'failed') ??
    outcomes.find(({ result }) => result === 'warned');
  return {
    result: worst?.result ?? 'passed',
    note: outcomes.map(({ note }) => note).join(' '),
  };
}

function resolveLaunch(
  { name, launch }: ServerFact,
  path: string,
  existing: BuiltInInput['existingFiles'],
): Outcome {
  const server = quote(name);
  const spec = launch?.package;
  if (spec !== undefined) {
    const one = spec.pin === 'exact' || spec.pin === 'digest' || spec.pin === 'commit';
    return one
      ? { result: 'passed', note: t('{0} runs {1}.', server, quote(spec.text)) }
      : {
          result: 'warned',
          note: t('{0} runs {1}, whichever version that is by then.', server, quote(spec.text)),
        };
  }
  const file = launch === undefined ? undefined : launchFile(launch, path);
  if (file === undefined) {
    return {
      result: 'passed',
      note: t('{0} runs {1} of this machine.', server, quote(launch?.program ?? '')),
    };
  }
  if (existing === undefined || file.places.length === 0) {
    return {
      result: 'warned',
      note: t('{0} runs {1}, which was not looked up.', server, quote(file.written)),
    };
  }
  return file.places.some((place) => existing.has(place))
    ? { result: 'passed', note: t('{0} runs {1}, which is there.', server, quote(file.written)) }
    : {
        result: 'failed',
        note: t('{0} runs {1}, which is not there.', server, quote(file.written)),
      };
}

/** Only where the strictest rule wins can one rule be asked alone; elsewhere the order decides. */
function witnessHolds({ files }: BuiltInInput): Outcome | undefined {
  const asked: string[] = [];
  for (const { analysis, selected } of files) {
    for (const { detail, direction, words } of selected ?? analysis.changes) {
      if (detail.kind !== 'permission' || direction !== 'loosens') continue;
      const { action, list, rule, baseline, witness } = detail;
      const loosened = list === 'allow' ? rule : baseline;
      if (action === undefined || loosened === undefined) continue;
      if (grammarOf(loosened).model !== 'strictest-wins') continue;
      const [own, other] =
        list === 'allow'
          ? [analysis.facts.permissionRules, analysis.baselineFacts.permissionRules]
          : [analysis.baselineFacts.permissionRules, analysis.facts.permissionRules];
      const holds =
        decides(own, list, loosened, action) && !decidesAlone(other, list, loosened, action);
      if (!holds) return { result: 'failed', note: t('This does not hold: {0}', words) };
      asked.push(quote(witness ?? action));
    }
  }
  return asked.length === 0 ? undefined : { result: 'passed', note: asked.join(', ') };
}

function decides(
  rules: readonly PermissionRuleFact[],
  list: 'allow' | 'ask' | 'deny',
  like: PermissionRuleFact,
  action: string,
): boolean {
  return rules.some(
    (rule) =>
      listOf(rule) === list &&
      rule.grammar === like.grammar &&
      rule.set === like.set &&
      acceptsAction(ruleOf(rule), action),
  );
}

/** An allow rule says nothing where a stricter one spoke too. */
function decidesAlone(
  rules: readonly PermissionRuleFact[],
  list: 'allow' | 'ask' | 'deny',
  like: PermissionRuleFact,
  action: string,
): boolean {
  if (!decides(rules, list, like, action)) return false;
  return (
    list !== 'allow' ||
    !(decides(rules, 'deny', like, action) || decides(rules, 'ask', like, action))
  );
}
